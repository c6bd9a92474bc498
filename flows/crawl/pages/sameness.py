"""Whether a page that came again is the page that is kept, but for what passes: a visitor counter, the date of the day,
a token. Then its new bytes are noted and not kept.

Stricter than `flows.crawl.pages.content`, which tells versions apart: all that a page says and leads to is compared,
its title, its tags and links, and the scripts that name a file or say something. In doubt it is another page: kept."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import replace

from lxml import etree

from xxgk.extractors.readers.html.tree import Element
from xxgk.flows.crawl.pages.classes import is_text
from xxgk.flows.crawl.pages.content import LARGEST, without_passing
from xxgk.flows.crawl.pages.page import tree
from xxgk.flows.crawl.request import PAGE, Fetched

MOST = 100
"""Characters of an element in which something passing stands by itself; in a longer one it is a part of the text."""

_TELLS = re.compile(
    r"[\u3400-\u9fff]|\\u[4-9][0-9a-f]{3}|\.(?:pdf|docx?|xlsx?|wps|ofd|rtf|zip|rar|html?)\b", re.IGNORECASE
)
"""In a script: it names a file, or says something."""

_PIECE = re.compile(rb"(?<=>)[^<>\x00-\x7f][^<>]{0,300}+(?=<)")
_SENTENCE = re.compile("[。；！？]")
_TOKEN = re.compile("token|csrf|nonce|session", re.IGNORECASE)
_LEADS = ("a", "img", "iframe", "frame", "embed", "object", "table", "script")


def essence(fetched: Fetched) -> str:
    """A hash that is the same for two answers which differ in nothing but what passes; that of the bytes where the
    answer is no page."""
    if fetched.kind != PAGE or len(fetched.body) > LARGEST or not is_text(fetched.body) or "<" not in fetched.text:
        return hashlib.sha256(fetched.body).hexdigest()
    root = tree(replace(fetched, body=_PIECE.sub(_without_inserted, fetched.body)).text)
    if root.find("body") is None or not len(root):
        return hashlib.sha256(fetched.body).hexdigest()
    etree.strip_elements(root, "style", etree.Comment, with_tail=False)
    elements = list(root.iter())
    for element in elements:
        _without_tokens(element)
    _without_passing(elements)
    told = "".join(etree.tostring(root, encoding="unicode").split())
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()


def _without_inserted(piece: re.Match[bytes]) -> bytes:
    """A piece of text between two tags without what passes, where it is UTF-8: a counter comes from another system, and
    in its character set, not in that of the page."""
    try:
        text = piece[0].decode()
    except UnicodeDecodeError:
        return piece[0]
    rest = _rest(text)
    return piece[0] if rest is None or rest == text else rest.encode()


def _without_tokens(element: Element) -> None:
    """Drop what a server makes anew for each visit, and scripts that say nothing."""
    if element.tag == "script" and not _TELLS.search(element.text or ""):
        element.text = None
        element.attrib.clear()
    named = " ".join(element.get(name) or "" for name in ("name", "id", "http-equiv"))
    if (element.tag == "input" and (element.get("type") or "").lower() == "hidden") or (
        element.tag == "meta" and _TOKEN.search(named)
    ):
        element.attrib.pop("value", None)
        element.attrib.pop("content", None)
    element.attrib.pop("nonce", None)


def _without_passing(elements: list[Element]) -> None:
    """Drop counters and dates of the day where they stand by themselves."""
    sizes: dict[Element, int] = {}
    for element in reversed(elements):  # what is inside first
        inside = sum(sizes.get(child, 0) + len(child.tail or "") for child in element)
        sizes[element] = len(element.text or "") + inside
    for element in elements:
        if not isinstance(element.tag, str) or element.tag == "script":
            continue
        element.text = _rest(element.text)
        for child in element:
            child.tail = _rest(child.tail)
        if sizes[element] <= MOST and next(element.iter(*_LEADS), None) is None:
            text = "".join(element.itertext())
            if (rest := _rest(text)) != text:
                for child in list(element):
                    element.remove(child)
                element.text = rest


def _rest(text: str | None) -> str | None:
    """A short piece of text without what passes; as it is where there is no such thing, or where it is a sentence."""
    if not text or len(text) > MOST:
        return text
    told = unicodedata.normalize("NFKC", " ".join(text.split()))
    rest = without_passing(text)
    return text if rest == told or _SENTENCE.search(told) else rest
