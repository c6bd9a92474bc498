"""A web page as it is printed, made harmless: its own blocks and tables, and nothing that acts, loads or leads
elsewhere. Each cell of a table bears its locator, so that a figure's place can be shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from lxml import etree

from xxgk.extractors.readers.html.cascade import PageIndex, sheets_of
from xxgk.extractors.readers.html.print import GONE, MANY_TAGS, SHORTEST_TAG, Marks, prepare, signs_of
from xxgk.extractors.readers.html.size import refuse_large
from xxgk.extractors.readers.html.table import sections
from xxgk.extractors.readers.html.text import HEADINGS, LINE
from xxgk.extractors.readers.html.tree import CELLS, SECTIONS, Element, parse

_SHOWN = HEADINGS | {
    "p",
    "div",
    "ul",
    "ol",
    "li",
    "table",
    "caption",
    *SECTIONS,
    "tr",
    *CELLS,
    "blockquote",
    "pre",
    "dl",
}
"""Elements that are kept, by name alone; of all others only what they print is."""

_SPANS = ("colspan", "rowspan")
_SPACE = re.compile("[ \t\n\r\f]+")
_WIDEST = 1000


def sanitised(data: bytes) -> str:
    """The printed page as markup that holds no attribute but spans and locators. Raises Unreadable."""
    refuse_large(data)
    root, cells, by_tag, lower, once, *_ = parse(data)
    many = len(lower) > SHORTEST_TAG * MANY_TAGS and lower.count(b"<") > MANY_TAGS
    marks = prepare(PageIndex(root, once), cells, signs_of(lower, once), sheets_of(root, None), many=many)
    places = {cell: at for number, table in enumerate(by_tag["table"], 1) for cell, at in _places(table, number)}
    return "".join(_written(root, places, marks))


def _places(table: Element, number: int) -> Iterator[tuple[Element, str]]:
    """The cells of a table with their locators, counted as the reader counts them."""
    for section in sections(table):
        for ordinal, row in section:
            inside = (cell for cell in row if cell.tag in CELLS)
            for position, cell in enumerate(inside, 1):
                yield cell, f"html:table[{number}]/tr[{ordinal}]/{cell.tag}[{position}]"


def _written(root: Element, places: dict[Element, str], marks: Marks) -> Iterator[str]:
    """A walk over start and end tags: depth costs nothing."""
    steps = etree.iterwalk(root, events=("start", "end"))
    for event, element in steps:
        tag = element.tag
        shown = tag in _SHOWN
        if event == "start":
            if marks.get(element) == GONE:
                steps.skip_subtree()
                shown = False
            if shown:
                yield f"<{tag}{_attributes(element, places)}>"
            if marks.get(element) != GONE:
                yield _text(element.text)
        else:
            if shown and marks.get(element) != GONE:
                yield f"</{tag}>"
            if element is not root:
                yield _text(element.tail)


def _attributes(element: Element, places: dict[Element, str]) -> str:
    if element.tag not in CELLS:
        return ""
    told = [f' data-at="{escape(places[element])}"'] if element in places else []
    for name in _SPANS:
        span = (element.get(name) or "").strip()[:4]
        if span.isdecimal() and span.isascii() and int(span) > 1:
            told.append(f' {name}="{min(int(span), _WIDEST)}"')
    return "".join(told)


def _text(text: str | None) -> str:
    if not text:
        return ""
    return "<br>".join(escape(_SPACE.sub(" ", line)) for line in text.split(LINE))
