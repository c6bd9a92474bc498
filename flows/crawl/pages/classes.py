"""What an answer is: every response is classified before anything reads it. The classes are data
(``response_classes.toml``), and `classify` is a pure function."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from xxgk.extractors.readers.html.ending import ending_of
from xxgk.extractors.readers.pdf.extent import extent
from xxgk.flows.crawl.pages.children import children
from xxgk.flows.crawl.pages.jumps import MOST_CHARACTERS, jump
from xxgk.flows.crawl.pages.page import WebPage
from xxgk.flows.crawl.request import (
    ATTACHMENT_IS_HTML,
    BLOCKED,
    CUT_OFF,
    DOCUMENT,
    EMPTY,
    GARBAGE,
    HTTP_ERROR,
    JS_STUB,
    LAYOUT_CHANGED,
    NOT_FOUND,
    NOT_MODIFIED,
    PAGE,
    SERVER_ERROR,
    SOFT404_HOME,
    Fetched,
)
from xxgk.flows.crawl.urls import host_of, parse
from xxgk.schema.containers import PDF, containers
from xxgk.schema.datafile import WIDE, read_toml
from xxgk.schema.document import Unreadable

CLASSES = Path(__file__).with_name("response_classes.toml")

STUB_BYTES, STUB_CHARACTERS = 2048, 20
NOTICE_CHARACTERS = 400
"""A page with more Chinese characters than these is no notice of a firewall."""

CHALLENGES = re.compile(
    "访问频繁|请求过于频繁|安全验证|人机验证|访问受限|访问被拒绝|访问被阻断|请完成验证|滑动验证|__jsl_clearance"
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|title|div|meta)\b", re.IGNORECASE)
_UNSEEN = re.compile(
    r"<(?P<opens>script|style)\b|</(?P<closes>script|style)\s*+>|(?P<note><!(?=--))|-->", re.IGNORECASE
)
_CJK = re.compile("[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class ResponseClass:
    """What holds for a class; see the head of ``response_classes.toml``."""

    about: str
    retry: bool = False
    stops_host: bool = False
    kept: bool = False
    seen: bool = False
    fault: bool = False
    status: tuple[int, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether nothing is known of what was asked for: another time it may come."""
        return self.retry or self.stops_host or self.fault


@cache
def response_classes() -> Mapping[str, ResponseClass]:
    """The classes by name."""
    data = read_toml(CLASSES).data
    return {name: ResponseClass(**{**entry, "status": tuple(entry.get("status", ()))}) for name, entry in data.items()}


@cache
def _by_status() -> Mapping[int, str]:
    return {status: name for name, entry in response_classes().items() for status in entry.status}


def classify(
    status: int, body: bytes, *, asked: str, final: str, file: bool = False, measured: bool = True
) -> tuple[str, str]:
    """Class of an answer and, where it is not plain, what shows it. `asked` and `final` are the addresses before and
    after redirects; `body` is the decompressed body; `measured`: its length was told, so that all of it came."""
    if status not in (404, 410) and (named := _by_status().get(status)):
        return named, "" if named == NOT_MODIFIED else f"status {status}"
    if (status >= 400 or status < 200) and status not in (404, 410):
        return (SERVER_ERROR if 500 <= status < 600 else HTTP_ERROR), f"status {status}"
    if not _is_home(asked) and _is_home(final):
        return SOFT404_HOME, f"status {status}, sent to {final}"
    if status in (404, 410):
        return NOT_FOUND, f"status {status}"
    if not body.strip():
        return EMPTY, "no bytes"
    if not is_text(body):
        return _classify_file(body)
    kind, detail = _classify_text(body, asked=asked, final=final, file=file)
    if kind == PAGE and _HTML.search(body[:4096]):
        ending = ending_of(body.lower())
        if ending.cut or (ending.lacks_end and not measured):
            return CUT_OFF, f"it ends {ending.cut}" if ending.cut else "neither its length nor its end came"
    return kind, detail


def _classify_file(body: bytes) -> tuple[str, str]:
    if not _is_file(body):
        return GARBAGE, "bytes of no known kind of file"
    if containers()[PDF].begun_by(body):
        try:
            extent(body)
        except Unreadable as error:
            return CUT_OFF, str(error)
    if body.startswith(b"PK\x03\x04") and b"PK\x05\x06" not in body:
        return CUT_OFF, "the archive lacks its directory"
    return DOCUMENT, ""


def _classify_text(body: bytes, *, asked: str, final: str, file: bool) -> tuple[str, str]:
    text = _text(body[: 64 << 10])
    printed = "".join(_printed(text).split())
    characters = sum(map(len, _CJK.findall(printed)))
    if characters < NOTICE_CHARACTERS and (found := CHALLENGES.search(text)):
        return BLOCKED, f"the page says {found[0]}"
    if not _HTML.search(body[:4096]):
        return PAGE, ""
    target = jump(text, final) if characters < MOST_CHARACTERS and not _is_home(asked) else ""
    if target and _is_home(target) and _same_host(target, final):
        return SOFT404_HOME, f"the page jumps to {target}"
    is_stub = len(body) < STUB_BYTES and characters < STUB_CHARACTERS and "<script" in text.lower()
    if is_stub and not children(WebPage(Fetched(asked, final, 200, PAGE, body=body))):
        return JS_STUB, f"{len(body)} bytes of script"
    if file:
        return ATTACHMENT_IS_HTML, "a web page came"
    return PAGE, ""


def _printed(text: str) -> str:
    """A page without its scripts, styles, notes and tags; those that never end are print. One pass, whatever it holds:
    a page of nothing but openings would have each of them looked for to its end."""
    marks = [_mark(found) for found in _UNSEEN.finditer(text)]
    last = {kind: start for kind, opens, start, _ in marks if not opens}
    kept, position, inside = [], 0, ""
    for kind, opens, start, end in marks:
        if not inside and opens and last.get(kind, -1) >= end:
            kept.append(text[position:start])
            inside, position = kind, end
        elif inside == kind and not opens and start >= position:
            inside, position = "", end
    *closed, rest = " ".join((*kept, text[position:])).split(">")
    parts = (piece.partition("<") for piece in closed)
    return "".join(before + (" " if tag else ">") for before, tag, _ in parts) + rest


def _mark(found: re.Match[str]) -> tuple[str, bool, int, int]:
    """What a mark opens or closes, whether it opens it, and where it stands; ``<!--`` may end where ``-->`` begins."""
    kind = (found["opens"] or found["closes"] or "note").lower()
    return kind, bool(found["opens"] or found["note"]), found.start(), found.end() + 2 * bool(found["note"])


def listing_class(found: int, before: int) -> str:
    """Class of a listing page by its number of matching links, now and in earlier runs."""
    return LAYOUT_CHANGED if found == 0 and before > 0 else PAGE


def _text(body: bytes) -> str:
    """Text good enough to look for signs in."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end >= len(body) - 3 and error.start > len(body) - 4:  # a character cut at the end of the piece
            return body.decode("utf-8", "replace")
        return body.decode("gb18030", "replace")


def _is_home(url: str) -> bool:
    """Whether an address is the home page of its host."""
    address = parse(url)
    return not address.fault and address.path.lower() in _HOMES and not address.query


_HOMES = frozenset(
    {"", "/", "/default.aspx"} | {f"/index.{end}" for end in ("html", "htm", "shtml", "jsp", "php", "aspx")}
)


def _same_host(one: str, other: str) -> bool:
    return host_of(one).removeprefix("www.") == host_of(other).removeprefix("www.")


def is_text(body: bytes) -> bool:
    """Whether bytes are text in any usual character set: markup, JSON, XML, plain."""
    head = body[:4096]
    if head.startswith(WIDE):
        return True
    return not (_CONTROLS.search(head) or head.startswith(_SIGNS) or containers()[PDF].begun_by(head))


def _is_file(body: bytes) -> bool:
    """Whether bytes are a file of a kind that reports come in, or that is at least known by its beginning."""
    return body.lstrip()[:8].startswith(_SIGNS) or containers()[PDF].begun_by(body)


_CONTROLS = re.compile(rb"[\x00-\x06\x0e-\x1a]")
_SIGNS = tuple(sign if sign.isascii() else sign[:4] for kind in containers().values() for sign in kind.begins)
"""Of a sign that no text has, the first bytes: what is damaged behind them is a file all the same, and that its
reader's to tell. One of letters (``{\\rtf``) is a sign only whole."""
