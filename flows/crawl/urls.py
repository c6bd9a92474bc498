"""Addresses: taken apart by one function that never raises, made absolute, and one key for every spelling of a page.

What a page, a header or a list calls an address is anything: `parse` gives its parts or the reason why it is none, and
nothing else in the crawl takes one apart.

A report is found under http and https, with and without ``www.``, as a mobile twin, behind a converter to traditional
characters, with its parameters in another order. The key folds these; it identifies, it is never fetched.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from xxgk.schema.remembered import remembered

LONGEST = 2000
"""Characters of a link that is followed."""

LONGEST_ADDRESS = 8192
"""Characters of an address, with what a link adds to its page's."""

WEB = ("http", "https")
_NO_HOST = re.compile(r"[\x00-\x20\x7f#%/<>?@\\^|]")
"""What browsers allow in no host name."""
LONE = re.compile("[\ud800-\udfff]")
"""Halves of a character, which JSON can spell and nothing can store."""
_BLANKS = "".join(map(chr, range(33)))
_DROPPED = str.maketrans("", "", "\t\n\r")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_STEPS = (".", "..")
_CODECS = {"gb2312": "gbk", "gb_2312-80": "gbk", "x-gbk": "gbk", "big5": "big5hkscs"}
_PATH, _QUERY = "!$%&'()*+,/:;=@[]|", "!$%&()*+,/:;=?@[\\]^`{|}"
"""What browsers leave as it is in a path and in a query, beside letters and digits."""
_CONVERTED = re.compile(r"^/gate/big5/(?:([\w.-]+\.[a-z]{2,})(?=/|$))?", re.IGNORECASE)
_SLASHES = re.compile(r"/{2,}")
_SAME_PATH = (  # spellings of one page by one system: pattern, replacement
    (re.compile(r"(?<=/)(?:index|default)\.s?html?$"), ""),
    (re.compile(r"_wap(?=\.s?html?$)"), ""),
    (re.compile(r"(?<=/)mpost_(?=\d+\.html$)"), "post_"),
)
_VSB_CONTENT = "news.NewsContentUrl"


_SESSION = re.compile(
    r";jsessionid=[^/?#;]*|(?<=/)\(S\([0-9a-z]{24}\)\)/|(?<=[?&])(?:jsessionid|phpsessid)=[^&#]*&?", re.IGNORECASE
)
_OPEN_END = re.compile(r"[?&](?=#|\Z)")


class Address(NamedTuple):
    """An address in its parts, `netloc` as written and `host` in lower case without a final dot; all of them empty
    where it is none, and `fault` tells why."""

    scheme: str = ""
    netloc: str = ""
    path: str = ""
    query: str = ""
    fragment: str = ""
    host: str = ""
    port: int | None = None
    has_login: bool = False
    fault: str = ""

    @property
    def root(self) -> str:
        """Scheme and authority, to which a path is appended."""
        return f"{self.scheme}://{self.netloc}"

    @property
    def text(self) -> str:
        """The address again, made of its parts."""
        return urlunsplit(self[:5])


def parse(url: str) -> Address:
    """The parts of an address, or the reason why it is none. Never raises."""
    return _parsed(url) if len(url) <= LONGEST_ADDRESS else Address(fault=f"longer than {LONGEST_ADDRESS} characters")


@remembered(entries=512, longest=400)
def _parsed(url: str) -> Address:
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError as error:
        return Address(fault=" ".join(str(error).split()))
    if LONE.search(url):
        return Address(fault="half a character")
    if _NO_HOST.search(host):
        return Address(fault="characters that no host name has")
    if port == 0:
        return Address(fault="no port has the number 0")
    return Address(*parts, host, port, bool(parts.username or parts.password))


def absolute(base: str, link: str, charset: str = "utf-8") -> str:
    """The http(s) address that `link` names on the page `base`, as browsers understand it (WHATWG URL), without
    fragment (one that a script routes by is kept); empty where it names none.

    Blanks around it, tabs and line ends within it do not count, a backslash is a slash, and what its query says in
    other than ASCII is told in the `charset` of the page. Text in other than ASCII elsewhere stays readable; `target`
    tells what is sent."""
    if len(link) > 2 * LONGEST:
        return ""
    link = LONE.sub("\ufffd", link.strip(_BLANKS).translate(_DROPPED))
    if not link or len(link) > LONGEST:
        return ""
    url = _joined(parse(base), link, charset)
    return url if parse(url).host else ""


def _joined(base: Address, link: str, charset: str) -> str:
    rest, _, fragment = link.partition("#")
    rest, asked, query = rest.partition("?")
    rest, query = rest.replace("\\", "/"), encoded_query(query, charset)
    scheme = base.scheme
    if named := _SCHEME.match(rest):
        scheme, rest = named[1].lower(), rest[named.end() :]
        if scheme in WEB and (scheme != base.scheme or rest.startswith("//")):
            rest = "//" + rest
    if scheme not in WEB:
        return ""
    if rest.startswith("//"):
        host, slash, path = rest.lstrip("/").partition("/")
        path = slash + path
    else:
        host, folder = base.netloc, base.path.rpartition("/")[0]
        path = rest if rest.startswith("/") else f"{folder}/{rest}" if rest else base.path
        query = query if rest or asked else base.query
    path = without_dots(path)
    return urlunsplit((scheme, host, path, query, _routed(path, fragment)))


def without_dots(path: str) -> str:
    """A path without steps to itself and upwards, none of which leads out of the site."""
    kept: list[str] = []
    for step in (steps := path.split("/"))[1:]:
        plain = step.lower().replace("%2e", ".")
        if plain not in _STEPS:
            kept.append(step)
        elif plain == ".." and kept:
            kept.pop()
    if len(steps) > 1 and steps[-1].lower().replace("%2e", ".") in _STEPS:
        kept.append("")
    return "/".join(["", *kept]) if len(steps) > 1 else ""


def encoded_query(query: str, charset: str) -> str:
    """A query with its text in the character set of its page, as forms and links send it; what the set does not have
    becomes a numeric entity. In UTF-8 it stays readable."""
    codec = _CODECS.get(charset.lower(), charset.lower())
    if query.isascii() or codec.startswith("utf"):
        return query
    return "".join(sign if sign.isascii() else _encoded(sign, codec) for sign in query)


def _encoded(sign: str, codec: str) -> str:
    try:
        return quote(sign.encode(codec), _QUERY)
    except (UnicodeEncodeError, LookupError):
        return quote(f"&#{ord(sign)};")


def target(url: str) -> str:
    """What is sent of an address: path and query, with all that is not plain ASCII percent-encoded."""
    parts = parse(url)
    query = quote(parts.query, _QUERY, errors="replace")
    return (quote(parts.path, _PATH, errors="replace") or "/") + (f"?{query}" if query else "")


def host_of(url: str) -> str:
    """The host name of an address in lower case; empty where it has none."""
    return parse(url).host


def url_key(url: str) -> str:
    """One key for all spellings of an address: host without ``www.`` and usual ports, folded path, sorted query."""
    parts = parse(without_session(url))
    host, path, query = parts.host, parts.path or "/", parts.query
    path = _SLASHES.sub("/", path)
    converted = _CONVERTED.match(path)
    if converted:
        host, path = (converted[1] or host).lower(), "/" + path[converted.end() :].lstrip("/")
    port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    for pattern, replacement in _SAME_PATH:
        path = pattern.sub(replacement, path)
    pairs = sorted(parse_qsl(query, keep_blank_values=True, errors="surrogateescape"))
    given = dict(pairs)
    if given.get("urltype") == _VSB_CONTENT and {"wbtreeid", "wbnewsid"} <= given.keys():
        path, pairs = f"/info/{given['wbtreeid']}/{given['wbnewsid']}.htm", []
    fragment = _routed(path, parts.fragment)
    return (
        host.removeprefix("www.")
        + port
        + _readable(path)
        + (f"?{urlencode(pairs, errors='surrogateescape')}" if pairs else "")
        + (f"#{fragment}" if fragment else "")
    )


def without_session(url: str) -> str:
    """An address without the number of a visit, that servers write into their links where no cookie comes back: each
    visit would find another address. Asked without it, they begin a visit anew."""
    return _OPEN_END.sub("", _SESSION.sub("", url)) if _SESSION.search(url) else url


def is_folder(url: str) -> bool:
    """Whether an address is that of a folder: a list, or the one page in it."""
    return url_key(url).partition("?")[0].endswith("/")


def folder_of(url: str) -> str:
    """The path of an address up to its last slash: where a column keeps its pages."""
    return _SLASHES.sub("/", parse(url).path).rpartition("/")[0] + "/"


def with_query(url: str, **fields: str) -> str:
    """An address with other values of some fields of its query."""
    parts = parse(url)
    return parts._replace(query=urlencode(dict(parse_qsl(parts.query)) | fields)).text


def _readable(path: str) -> str:
    """A path without its percent signs; with them where they spell another set than UTF-8, so that two names that
    cannot be told stay two."""
    try:
        return unquote(path, errors="strict")
    except UnicodeDecodeError:
        return path


def _routed(path: str, fragment: str) -> str:
    """The part of a fragment that chooses a page, which only the annual reports of gkmlpt have."""
    return fragment if path.endswith("/gkmlpt/annualreport") else ""
