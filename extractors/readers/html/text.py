"""Printed text: what a browser shows of white space, line breaks and invisible characters."""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

from xxgk.extractors.readers.html.tree import Element
from xxgk.schema.text import INVISIBLE

LINE = "\u2028"  # stands for <br> within prepared text: white space of the source itself is never a line break

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# fmt: off
BLOCKS = HEADINGS.union((
    "html", "body", "main", "article", "section", "header", "footer", "nav", "aside", "div", "center", "fieldset",
    "legend", "address", "blockquote", "details", "summary", "dialog", "figure", "figcaption", "form", "hgroup", "hr",
    "p", "pre", "ul", "ol", "dir", "menu", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr",
    "td", "th",
))
# fmt: on
_BLANK = "\u00a0\u3000 \t\r\n"
MOST_PIECES = 200
"""Of the text of a cell, that are looked at: a figure has a few."""
_SPACE = re.compile("[ \t\n\r\f]+")


def as_printed(raw: str) -> str:
    """`raw` as printed: white space collapsed, invisible characters dropped, ends stripped, lines parted by ``\\n``."""
    raw = raw.strip()
    if raw.isalnum():
        return raw
    if not raw.isprintable():
        raw = INVISIBLE.sub("", raw)
        if LINE in raw:
            return "\n".join(line for part in raw.split(LINE) if (line := _SPACE.sub(" ", part).strip()))
        return _SPACE.sub(" ", raw).strip()
    return _SPACE.sub(" ", raw) if "  " in raw else raw


def text_of(element: Element) -> str:
    """The printed text of a prepared element; blocks within it are lines."""
    children = len(element)
    before = element.text
    if not children:
        return as_printed(before) if before else ""
    if children == 1 and not len(child := element[0]):
        text, after = child.text or "", child.tail
        if (not before or before.isspace()) and (not after or after.isspace()):
            return text if text.isalnum() else as_printed(text)
        gap = LINE if child.tag in BLOCKS else ""
        return as_printed(f"{before or ''}{gap}{text}{gap}{after or ''}")
    parts: list[str] = []
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        if inner.tag in BLOCKS:
            parts.append(LINE)
        if event == "start":
            parts.append(inner.text or "")
        elif inner is not element:
            parts.append(inner.tail or "")
    return as_printed("".join(parts))


def prints(element: Element) -> bool:
    """Whether there is print in an element, as far as it is looked at."""
    text = element.text
    if text and text.strip(_BLANK):
        return True
    return len(element) > 0 and any(text.strip(_BLANK) for text in islice(element.itertext(), MOST_PIECES))
