"""Pages that are nothing but a jump to another address: ``meta refresh``, ``location.href = "…"``, and their kin.

A browser shows such a page for a moment or not at all, so it is followed like a redirect. Everything else stays where
it is: a page that shows something of its own, whatever its scripts would do later or when something is clicked; a jump
that depends on a condition (a phone, a frame, an answer); one to a place that the script puts together. No script is
run: its statements are looked at with its strings put aside, and a jump counts where it is sure to be reached.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from xxgk.extractors.readers.html.tree import Element
from xxgk.flows.crawl.pages.children import is_file
from xxgk.flows.crawl.pages.page import tree
from xxgk.flows.crawl.pages.scripts import inline, looked_at
from xxgk.flows.crawl.urls import absolute

LARGEST = 64 << 10
"""Bytes of a page that may be a jump."""

MOST_CHARACTERS = 100
"""Chinese characters that a page may print and still be nothing but a jump."""

MOST_LINKS = 5

AT_ONCE = 1
"""Seconds of a delay that shows nothing; behind a longer one a picture is something that is shown."""

LONGEST_DELAY = 60

_SIGNS = re.compile(r"refresh|location", re.IGNORECASE)
_SHOWN = ("iframe", "frame", "embed", "object", "video", "canvas", "form", "input")
_SILENT = frozenset({"script", "style", "noscript", "template", "title"})
_CJK = re.compile("[\u4e00-\u9fff]+")
_REFRESH = re.compile(
    r"\s*(\d{1,6})(?:\.\d*)?\s*[;,\s]\s*(?:url\s*=\s*)?(?:\"([^\"]*)\"?|'([^']*)'?|(.*))", re.I | re.S
)
_ASSIGNED = re.compile(
    r"(?:(?:window|self|top|parent|document|this)\.)*location(?:\.href)?=(\d+)§|"
    r"(?:(?:window|self|top|parent|document|this)\.)*location\.(?:replace|assign)\((\d+)§\)"
)
_LIVE = re.compile(
    r"(?:window\.)?onload=function\w*\(\w*\)|"
    r"(?:\$|jQuery)\((?:document\)\.ready\()?(?:function\(\w*\)|\(\w*\)=>)|(?:window\.)?setTimeout\((?:function\(\)|\(\)=>)|"
    r"[!;(]*(?:function\(\w*\)|\(\w*\)=>)|try|"
)
_CONDITIONS = ("if(", "else", "for(", "while(", "switch(", "case", "function")
_UNFINISHED = ("=", "(", ",", "+", "?", ":", "&", "|", ".")
_FUNCTION = re.compile(r"(?:function(?P<name>\w+)|(?:var|let|const)?(?P<other>\w+)=function)\(\w*\)")
_CALLED = re.compile(r"\b(\w{1,60})\(\)|\bset(?:Timeout|Interval)\((\w{1,60}),")
_TIMED = re.compile(r"(?:window\.)?setTimeout\((\d+)§")


class _Statement(NamedTuple):
    """A statement without blanks, its strings as ``number§``, and what stands before the brackets around it."""

    code: str
    around: tuple[str, ...]


def jump(markup: str, url: str, charset: str = "utf-8", refresh: str = "") -> str:
    """Where the page at `url` leads that is nothing but a jump; empty where it is something else, or leads to itself.
    `refresh` is the header of that name."""
    if len(markup) > LARGEST or not (refresh or _SIGNS.search(markup)):
        return ""
    root = tree(markup)
    based = root.find(".//base")
    base = absolute(url, based.get("href") or "", charset) if based is not None else ""
    metas = (meta.get("content") or "" for meta in root.iter("meta") if _refreshes(meta))
    timed = [found for content in (refresh, *metas) if (found := _refreshed(content))]
    scripted, at_once = _scripted(root)
    delay = 0 if scripted else max((delay for delay, _ in timed), default=0)
    if delay > LONGEST_DELAY or _shows(root, url, at_once=at_once and delay <= AT_ONCE):
        return ""
    targets = {absolute(base or url, link, charset) for link in (*scripted, *(link for _, link in timed))}
    target = targets.pop() if len(targets) == 1 else ""
    return target if target.partition("#")[0] != url.partition("#")[0] else ""


def _refreshes(meta: Element) -> bool:
    named = (meta.get("http-equiv") or "").strip().lower() == "refresh"
    return named and next(meta.iterancestors("noscript"), None) is None


def _refreshed(content: str) -> tuple[int, str] | None:
    """Seconds and address of a refresh; None where it loads the page itself again."""
    found = _REFRESH.fullmatch(content[:4096])
    link = next(filter(None, found.groups()[1:]), "").strip() if found else ""
    return (int(found[1]), link) if found and link else None


def _shows(root: Element, url: str, *, at_once: bool) -> bool:
    """Whether a page shows something of its own."""
    if next(root.iter(*_SHOWN), None) is not None or (not at_once and next(root.iter("img"), None) is not None):
        return True
    links = [anchor.get("href") or "" for anchor in islice(root.iter("a"), MOST_LINKS + 1)]
    if len(links) > MOST_LINKS or any(is_file(absolute(url, link)) for link in links):
        return True
    printed = (text for element in root.iter() for text in _texts(element))
    return sum(len(run) for text in printed for run in _CJK.findall(text)) >= MOST_CHARACTERS


def _texts(element: Element) -> Iterator[str]:
    if isinstance(element.tag, str) and element.tag not in _SILENT:
        yield element.text or ""
    yield element.tail or ""


# ------------------------------------------------------------------------------------------------------------ scripts


def _scripted(root: Element) -> tuple[list[str], bool]:
    """The addresses to which the scripts of a page are sure to jump, and whether at once; none where one of them sets
    a cookie: that is a challenge, which is not solved."""
    whole = "\n".join([inline(root), *(body.get("onload") or "" for body in root.iter("body"))])
    if "cookie" in whole or not _SIGNS.search(whole):
        return [], True
    strings: list[str] = []
    statements = list(_statements(whole, strings))
    live = [one.code for one in statements if all(map(_LIVE.fullmatch, one.around))]
    timers = [strings[int(found[1])] for code in live for found in _TIMED.finditer(code)]
    for timer in timers:
        statements += (timed := list(_statements(timer, strings)))
        live += [one.code for one in timed]
    called = {name for code in live for pair in _CALLED.findall(code) for name in pair if name}
    sure = (one.code for one in statements if all(_is_reached(around, called) for around in one.around))
    found = (_ASSIGNED.fullmatch(code) for code in sure)
    return [strings[int(hit[1] or hit[2])] for hit in found if hit], "setTimeout" not in whole


def _is_reached(around: str, called: set[str]) -> bool:
    function = _FUNCTION.fullmatch(around)
    return bool(_LIVE.fullmatch(around)) or (function is not None and (function["name"] or function["other"]) in called)


def _statements(code: str, strings: list[str]) -> Iterator[_Statement]:
    """The statements of a script: what stands between semicolons, brackets and the ends of lines, its strings put aside
    into `strings`. The end of a line ends no condition."""
    looked = looked_at(code, strings).code.replace("\n{", "{")
    around: list[str] = []
    written = ""
    for piece in re.split(r"([{};\n])", looked):
        if piece == "{":
            around.append(written)
        elif piece == "\n" and (written.startswith(_CONDITIONS) or written.endswith(_UNFINISHED)):
            continue
        elif piece in ("}", ";", "\n"):
            yield _Statement(written, tuple(around))
            around = around[:-1] if piece == "}" else around
        written = "" if piece in ("{", "}", ";", "\n") else written + piece
    yield _Statement(written, tuple(around))
