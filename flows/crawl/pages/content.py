"""Whether a page says the same as last night: a hash of what it prints, beside the hash of its bytes.

A visitor counter or the date of the day gives a page new bytes every night; a new version it is only when its content
has changed. Files that are no pages are compared by their bytes."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from lxml import etree, html

from xxgk.flows.crawl.pages.classes import is_text
from xxgk.flows.crawl.pages.page import tree
from xxgk.flows.crawl.request import CUT_OFF, PAGE, Fetched
from xxgk.schema.datafile import read_toml

LARGEST = 8 << 20
"""Bytes of a page up to which its content is looked for; a larger one is compared by its bytes."""

UNPRINTED = ("script", "style", "noscript", "template", "head", "title", "select", "option")

_BLOCKS = ("p", "div", "li", "br", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6")

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that the parser reads in markup and lets nobody write."""


class _Rules(NamedTuple):
    containers: tuple[str, ...]
    passing: re.Pattern[str]


@cache
def _rules() -> _Rules:
    data = read_toml(Path(__file__).with_name("content.toml")).data
    return _Rules(tuple(data["containers"]), re.compile("|".join(data["passing"])))


def without_passing(text: str) -> str:
    """A text without what changes from visit to visit and says nothing; of its white space blanks are left."""
    return _rules().passing.sub("", unicodedata.normalize("NFKC", " ".join(text.split())))


def content_hash(fetched: Fetched) -> str:
    """Hash of what an answer prints; that of its bytes where it is no page."""
    is_page = fetched.kind == PAGE or (fetched.kind == CUT_OFF and is_text(fetched.body))
    if not is_page or len(fetched.body) > LARGEST:
        return fetched.sha256
    text = "".join(without_passing(_printed(fetched.text)).split())
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest() if text else fetched.sha256


def version_hash(hashes: Iterable[str]) -> str:
    """Hash of a page with its parts, from theirs in order."""
    return hashlib.sha256(" ".join(hashes).encode()).hexdigest()


def _printed(markup: str) -> str:
    """The text of the article, else of the whole page without its links, which change with the news."""
    if "<" not in markup:
        return markup
    root = tree(markup)
    etree.strip_elements(root, *UNPRINTED, with_tail=False)
    etree.strip_elements(root, etree.Comment, with_tail=False)
    for cell in root.iter("td", "th"):  # so that a digit that moves to the next cell is a change
        cell.tail = "|" + _UNWRITABLE.sub("", cell.tail or "")
    for block in root.iter(*_BLOCKS):  # so that what stands by itself is seen to
        block.text = " " + _UNWRITABLE.sub("", block.text or "")
        block.tail = " " + _UNWRITABLE.sub("", block.tail or "")
    named = {name: element for element in reversed(list(root.iter("*"))) for name in _names(element)}
    for name in _rules().containers:
        if name in named and (text := named[name].text_content()).strip():
            return str(text)
    etree.strip_elements(root, "a", with_tail=False)
    return str(root.text_content())


def _names(element: html.HtmlElement) -> list[str]:
    return [element.get("id") or "", *(element.get("class") or "").split()]
