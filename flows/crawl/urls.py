"""Addresses: made absolute, and one key for every spelling of the same page.

A report is found under http and https, with and without ``www.``, as a mobile twin, behind a converter to traditional
characters, with its parameters in another order. The key folds these; it identifies, it is never fetched.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit, urlunsplit

LONGEST = 2000
_CONVERTED = re.compile(r"^/gate/big5/(?:([\w.-]+\.[a-z]{2,})(?=/|$))?", re.IGNORECASE)
_SLASHES = re.compile(r"/{2,}")
_SAME_PATH = (  # spellings of one page by one system: pattern, replacement
    (re.compile(r"(?<=/)(?:index|default)\.s?html?$"), ""),
    (re.compile(r"_wap(?=\.s?html?$)"), ""),
    (re.compile(r"(?<=/)mpost_(?=\d+\.html$)"), "post_"),
)
_VSB_CONTENT = "news.NewsContentUrl"


def absolute(base: str, link: str) -> str:
    """The http(s) address that `link` names on the page `base`, without fragment (one that a script routes by is kept);
    empty where it names none."""
    link = "".join(link.split()) if "\n" in link or "\t" in link else link.strip()
    if not link or len(link) > LONGEST:
        return ""
    try:
        parts = urlsplit(urljoin(base, link))
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return ""
        _ = parts.port
    except ValueError:
        return ""
    return urlunsplit(parts._replace(fragment=_routed(parts.path, parts.fragment)))


def host_of(url: str) -> str:
    """The host name of an address in lower case; empty where it has none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def url_key(url: str) -> str:
    """One key for all spellings of an address: host without ``www.`` and usual ports, folded path, sorted query."""
    parts = urlsplit(url)
    host, path, query = host_of(url), parts.path or "/", parts.query
    path = _SLASHES.sub("/", path)
    converted = _CONVERTED.match(path)
    if converted:
        host, path = (converted[1] or host).lower(), "/" + path[converted.end() :].lstrip("/")
    port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    for pattern, replacement in _SAME_PATH:
        path = pattern.sub(replacement, path)
    pairs = sorted(parse_qsl(query, keep_blank_values=True))
    given = dict(pairs)
    if given.get("urltype") == _VSB_CONTENT and {"wbtreeid", "wbnewsid"} <= given.keys():
        path, pairs = f"/info/{given['wbtreeid']}/{given['wbnewsid']}.htm", []
    fragment = _routed(path, parts.fragment)
    return (
        host.removeprefix("www.")
        + port
        + unquote(path)
        + (f"?{urlencode(pairs)}" if pairs else "")
        + (f"#{fragment}" if fragment else "")
    )


def folder_of(url: str) -> str:
    """The path of an address up to its last slash: where a column keeps its pages."""
    return _SLASHES.sub("/", urlsplit(url).path).rpartition("/")[0] + "/"


def _routed(path: str, fragment: str) -> str:
    """The part of a fragment that chooses a page, which only the annual reports of gkmlpt have."""
    return fragment if path.endswith("/gkmlpt/annualreport") else ""
