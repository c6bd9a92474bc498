"""Rows of a Word table laid out on its grid: spans, merges both ways, columns that a row leaves out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.readers.word.tree import (
    BACKWARDS,
    LAID_OVER,
    ROOM,
    SPOILED,
    TC,
    TCPR,
    TEXT_BOX,
    TR,
    TRPR,
    T,
    W,
    number,
    value,
)
from xxgk.schema.document import Cell

MAX_SPAN = 200  # Word itself stops at 63 columns
PROSE = 300
"""A cell of several paragraphs with more characters than this holds running text, not data."""

BROKEN_MERGE, TRACKED = "broken merge", "tracked cell change"
CONTINUE, RESTART = "continue", "restart"

_GRID_SPAN, _V_MERGE, _H_MERGE = W + "gridSpan", W + "vMerge", W + "hMerge"
_TRACKED = (W + "cellDel", W + "cellMerge")
_IN_ORDER = re.compile(r"[\d.,]++")


CellContent = tuple[str, str, Sequence[etree._Element]]
"""What one ``w:tc`` shows: its text, why it is not read (``""`` if it is), the tables and text boxes in it."""

ReadElements = Callable[[list[etree._Element], int], CellContent]
"""Gives the content of a ``w:tc`` from its children and the twips of its height, where that is exact (else 0); called
once for each one that shows, in order."""


class WordGrid(NamedTuple):
    """A table as laid out: its rows, its grid columns, what is nested in its cells, and the ``w:tc`` that show.

    `is_layout` is true where the table only arranges other tables or running text on the page.
    """

    rows: list[list[Cell]]
    width: int
    nested: list[etree._Element]
    shown: list[etree._Element]
    is_layout: bool


class _Spans(NamedTuple):
    """What a ``w:tcPr`` says: grid columns; vertical and older horizontal merge (``restart``, ``continue``, ``""``)."""

    columns: int = 1
    vertical: str = ""
    horizontal: str = ""
    tracked: bool = False


_SINGLE = _Spans()


@dataclass(slots=True)
class _Origin:
    """A cell that is merged downwards over `height` rows so far; `row` and `at` tell where it stands in the grid."""

    row: int
    at: int
    columns: int
    height: int = 1


def lay_out(table: etree._Element, locator: str, read: ReadElements) -> WordGrid:
    """Lay out a ``w:tbl``."""
    layout = _Layout(locator, read)
    for ordinal, row in enumerate(table.iterchildren(TR), 1):
        layout.add(row, ordinal)
    return layout.finish()


class _Layout:
    """The grid while its rows are added."""

    def __init__(self, locator: str, read: ReadElements) -> None:
        self._locator, self._read = locator, read
        self._rows: list[list[Cell]] = []
        self._width = self._holders = 0
        self._nested: list[etree._Element] = []
        self._shown: list[etree._Element] = []
        self._above: dict[int, _Origin] = {}
        self._merged: list[_Origin] = []

    def add(self, row: etree._Element, ordinal: int) -> None:
        """One ``w:tr``. A continued merge is no cell itself, and its text, which Word does not show, is dropped."""
        cells: list[Cell] = []
        here: dict[int, _Origin] = {}
        column = place = after = 0
        room = int(row.get(ROOM, "0"))
        in_merge = False  # the last w:tc only lengthened the cell above it
        for tc in row:
            tag = tc.tag
            if tag == TRPR:
                column, after = _left_out(tc, "gridBefore"), _left_out(tc, "gridAfter")
            if tag != TC:
                continue
            place += 1
            children = list(tc)
            spans = _spans(children[0]) if children and children[0].tag == TCPR else _SINGLE
            origin = self._above.get(column) if spans.vertical == CONTINUE else None
            if spans.horizontal == CONTINUE and (in_merge or cells):
                if not in_merge:
                    cells[-1] = _widened(cells[-1], spans.columns, hides=_has_text(tc))
            elif origin is not None and origin.columns == spans.columns:
                in_merge = True
                origin.height += 1
                here[column] = origin
            else:
                in_merge = False
                if spans.vertical:
                    here[column] = _Origin(len(self._rows), len(cells), spans.columns)
                    self._merged.append(here[column])
                self._shown.append(tc)
                locator = f"{self._locator}/r{ordinal}/c{place}"
                cells.append(self._cell(tc, locator, column, spans, 0 if spans.vertical else room))
            column += spans.columns
        if place:  # else the row is deleted or hidden
            self._rows.append(cells)
            self._width = max(self._width, column + after)
            self._above = here

    def _cell(self, tc: etree._Element, locator: str, column: int, spans: _Spans, room: int) -> Cell:
        text, unreadable, nested = self._read(list(tc), room)
        if (why := tc.get(SPOILED)) and is_spoiled(text, why):
            unreadable = unreadable or why
        if spans.vertical == CONTINUE and text:
            unreadable = BROKEN_MERGE  # nothing above that it could continue: we cannot tell whether it shows
        if spans.tracked:
            unreadable = TRACKED
        is_holder = len(text) > PROSE and "\n" in text
        if nested:
            self._nested.extend(nested)
            is_holder = is_holder or any(inner.tag != TEXT_BOX for inner in nested)
        self._holders += is_holder
        return Cell(text, locator, column, spans.columns, 1, unreadable)

    def finish(self) -> WordGrid:
        """The grid, with the height of merged cells."""
        for origin in self._merged:
            if origin.height > 1:
                row = self._rows[origin.row]
                row[origin.at] = row[origin.at]._replace(rowspan=origin.height)
        return WordGrid(self._rows, self._width, self._nested, self._shown, self._is_layout())

    def _is_layout(self) -> bool:
        """Whether at least half of what is filled, or a single column, holds other tables or running text."""
        if not self._holders:
            return False
        filled = sum(1 for row in self._rows for cell in row if cell.text or cell.unreadable)
        return 2 * self._holders >= filled or max(map(len, self._rows)) == 1


def is_spoiled(text: str, why: str) -> bool:
    """Whether a cell is not to be read: a figure, where something may lie over it a blank, too, and of print from right
    to left all but digits, which keep their order."""
    if why == LAID_OVER and not text:
        return True
    if why == BACKWARDS:
        return any(map(str.isdigit, text)) and not _IN_ORDER.fullmatch(text)
    return is_valuelike(text.partition("〔")[0])


def _spans(properties: etree._Element) -> _Spans:
    if not len(properties):
        return _SINGLE
    columns, vertical, horizontal, tracked = _SINGLE
    for prop in properties:
        tag = prop.tag
        if tag == _GRID_SPAN:
            columns = max(1, min(number(prop), MAX_SPAN))
        elif tag == _V_MERGE:
            vertical = RESTART if value(prop) == RESTART else CONTINUE
        elif tag == _H_MERGE:
            horizontal = RESTART if value(prop) == RESTART else CONTINUE
        elif tag in _TRACKED:
            tracked = True
    return _Spans(columns, vertical, horizontal, tracked)


def _left_out(properties: etree._Element, side: str) -> int:
    """Grid columns that a row leaves out at one side (``gridBefore``, ``gridAfter``)."""
    prop = properties.find(W + side)
    return 0 if prop is None else min(number(prop), MAX_SPAN)


def _widened(cell: Cell, columns: int, *, hides: bool) -> Cell:
    """A cell of the older kind of horizontal merge with one more joined to it, whose text may or may not show."""
    return cell._replace(colspan=cell.colspan + columns, unreadable=BROKEN_MERGE if hides else cell.unreadable)


def _has_text(tc: etree._Element) -> bool:
    return any((text.text or "").strip() for text in tc.iter(T))
