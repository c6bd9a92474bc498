"""Rows of a Word binary file laid out on the grid that their cell edges make.

The file has no grid: each row says where its cells begin and end. Edges closer than three points are one; programs that
convert files leave columns of a twip.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from xxgk.extractors.readers.doc.properties import CellRule
from xxgk.extractors.readers.doc.story import Node, Para, TableNode, TableRow
from xxgk.extractors.readers.seen import Colour
from xxgk.extractors.readers.word.grid import BROKEN_MERGE, PROSE, is_spoiled
from xxgk.extractors.readers.word.look import WIDEST, is_pushed
from xxgk.extractors.readers.word.tree import BACKWARDS, CROSSED, LAID_OVER, PUSHED
from xxgk.schema.document import Cell

SLIVER = 60  # twips: three points
ReadNodes = Callable[[Sequence[Node], Colour | None, int], tuple[str, str]]
"""Gives text and `unreadable` of a cell's content on its ground, in a room of so many twips (0: in any)."""


class DocGrid(NamedTuple):
    """A table as laid out: rows, grid columns (0 where a row's definition is missing), the content of the cells that
    show, and whether the table only arranges other tables or running text on the page."""

    rows: list[list[Cell]]
    width: int
    shown: list[Sequence[Node]]
    is_layout: bool


class _Origin(NamedTuple):
    """A cell that may go on downwards: its row, its place there, its columns, where it ends."""

    row: int
    at: int
    columns: int


def lay_out(table: TableNode, locator: str, read: ReadNodes, *, is_over: bool = False) -> DocGrid:
    """Lay out a table; `is_over`: something may lie over its figures."""
    layout = _Layout(locator, _edges(table), read, is_over=is_over)
    for ordinal, row in enumerate(table.rows, 1):
        if not row.deleted:
            layout.add(row, ordinal)
    width = 0 if any(row.rule is None for row in table.rows) else max(len(layout.edges) - 1, 0)
    return DocGrid(layout.rows, width, layout.shown, _is_layout(layout.rows, layout.shown))


class _Layout:
    """The grid while its rows are added."""

    def __init__(self, locator: str, edges: Sequence[int], read: ReadNodes, *, is_over: bool) -> None:
        self.rows: list[list[Cell]] = []
        self.shown: list[Sequence[Node]] = []
        self.edges = edges
        self._locator, self._read, self._is_over = locator, read, is_over
        self._above: dict[int, _Origin] = {}

    def add(self, row: TableRow, ordinal: int) -> None:
        """One row. A cell that goes on from above or from the left is none itself: that one gets larger."""
        cells: list[Cell] = []
        here: dict[int, _Origin] = {}
        opener = 0  # what the first of a set of cells that are merged sideways says
        continued = False  # the last cell only went on from above
        for place, (content, rule) in enumerate(zip(row.cells, _rules(row), strict=True), 1):
            first, end = _columns(row, place, self.edges)
            room = 0 if rule.below or rule.restart or row.rule is None else row.rule.room
            text, unreadable = self._read(content, rule.ground, room)
            why = _spoiling(content, rule, row, place) or (LAID_OVER if self._is_over else "")
            if why and is_spoiled(text, why):
                unreadable = unreadable or why
            sideways = bool(rule.joined and opener and rule.joined != opener)
            opener = (opener or rule.joined) if rule.joined else 0
            if sideways and continued:
                continue
            if sideways and cells:
                cells[-1] = _widened(cells[-1], end, hides=bool(text or unreadable))
                continue
            if end == first and not text and not unreadable:
                continue
            origin = self._above.get(first) if rule.below else None
            continued = origin is not None and origin.columns == end - first
            if origin is not None and continued:
                self._lengthen(origin)
                here[first] = origin
                continue
            if end == first or (rule.below and text):
                unreadable = BROKEN_MERGE  # we cannot tell where, or whether, it shows
            if rule.below or rule.restart:
                here[first] = _Origin(len(self.rows), len(cells), end - first)
            self.shown.append(content)
            locator = f"{self._locator}/r{ordinal}/c{place}"
            cells.append(Cell(text, locator, first, max(end - first, 1), 1, unreadable))
        self.rows.append(cells)
        self._above = here

    def _lengthen(self, origin: _Origin) -> None:
        row = self.rows[origin.row]
        row[origin.at] = row[origin.at]._replace(rowspan=len(self.rows) - origin.row + 1)


def _widened(cell: Cell, end: int, *, hides: bool) -> Cell:
    """A cell with one more joined to it, whose text, if it has any, does not show or should not be there."""
    unreadable = BROKEN_MERGE if hides else cell.unreadable
    return cell._replace(colspan=max(end - cell.column, cell.colspan), unreadable=unreadable)


def _rules(row: TableRow) -> Sequence[CellRule]:
    return row.rule.cells if row.rule else (CellRule(),) * len(row.cells)


def _edges(table: TableNode) -> list[int]:
    """The edges of the grid: of all that are closer than a sliver the first."""
    edges: list[int] = []
    for edge in sorted({edge for row in table.rows if row.rule for edge in row.rule.edges}):
        if not edges or edge - edges[-1] > SLIVER:
            edges.append(edge)
    return edges


def _spoiling(content: Sequence[Node], rule: CellRule, row: TableRow, place: int) -> str:
    """Why a figure in the cell at a place (from 1) of a row is not read: a line through it, or how it is moved."""
    paragraphs = [node.rule for node in content if isinstance(node, Para)]
    moved = [one.indents for one in paragraphs if any(one.indents)]
    edges = row.rule.edges if moved and row.rule else ()
    width = edges[place] - edges[place - 1] if len(edges) > place else 0
    if rule.crosses:
        return CROSSED
    if any(is_pushed(left or 0, right or 0, first or 0, width or WIDEST) for left, right, first in moved):
        return PUSHED
    return BACKWARDS if any(one.turned for one in paragraphs) else ""


def _columns(row: TableRow, place: int, edges: Sequence[int]) -> tuple[int, int]:
    """The grid columns of the cell at a place (from 1), half-open."""
    if row.rule is None:
        return place - 1, place
    first, end = (bisect_right(edges, edge) - 1 for edge in row.rule.edges[place - 1 : place + 1])
    return first, max(first, end)


def _is_layout(rows: list[list[Cell]], shown: list[Sequence[Node]]) -> bool:
    """Whether at least half of what is filled, or a single column, holds other tables or running text."""
    filled = holders = place = 0
    for row in rows:
        for cell in row:
            nested = any(isinstance(node, TableNode) for node in shown[place])
            holders += nested or (len(cell.text) > PROSE and "\n" in cell.text)
            filled += bool(cell.text or cell.unreadable)
            place += 1
    return holders > 0 and (2 * holders >= filled or max(map(len, rows)) == 1)


def nested_in(shown: Sequence[Sequence[Node]]) -> list[Node]:
    """The tables and text boxes in the cells of a table."""
    return [node for content in shown for node in content if not isinstance(node, Para)]
