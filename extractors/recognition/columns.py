"""Whether values stand under the heads that name their columns.

Values are placed by order, and order is proven where the heads of all columns are printed. Where one of them is blank,
misprinted or left out, the others still tell, by their place in the grid, which values are theirs: a table that prints
its totals first, under no head, or an empty column before its values, would else be read one column off.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xxgk.extractors.labels.sheet_labels import SheetLabels
from xxgk.extractors.recognition.tables import PrintedRow
from xxgk.schema.document import Cell, Row, Table
from xxgk.schema.text import normalise

FEWEST_LINES = 2
"""Lines of heads over a row without a label."""


class _Head(NamedTuple):
    """A known head: the grid columns over which it stands, and the columns of the form that it may name."""

    start: int
    end: int
    names: tuple[int, ...]


def starts_under_heads(at: int, expected: int, table: Table, labels: SheetLabels) -> bool:
    """Whether the values of row number `at`, one of fields without a label, are its first `expected` fields: the lines
    above it print nothing but heads, in their first field, too, and nothing stands behind the values. The last of them
    is filled: else a field may be lacking, which the padding behind it would replace."""
    row, above = table.rows[at], table.rows[max(at - FEWEST_LINES, 0) : at]
    return (
        table.keeps.fields
        and len(above) == FEWEST_LINES
        and len(row) >= expected
        and bool(row[expected - 1].text)
        and not any(cell.text for cell in row[expected:])
        and all(
            cells and cells[0].text and all(labels.is_head(cell.text) for cell in cells if cell.text) for cells in above
        )
    )


class _Over(NamedTuple):
    """The known heads over a row, in how many `lines` they stand, and the grid column at which the widest line
    ends."""

    heads: Sequence[_Head]
    lines: int
    ends: int


class HeadsOver:
    """The heads over the rows of a table, as far as it has a grid; a page has a grid of its own."""

    def __init__(self, table: Table, rows: Sequence[PrintedRow], labels: SheetLabels) -> None:
        self._labels = labels
        self._over: dict[int, int] = {}  # by row the last line of heads over it
        self._lines: dict[int, Sequence[Row]] = {}  # by the last of them the lines of heads
        self._known: dict[tuple[int, str], _Over] = {}
        if not table.keeps.grid:
            return
        self._is_of_fields = table.keeps.fields or not _has_spans(table)
        heads: list[Row] = []
        below = False
        last = of_heads = 0
        for row in rows:
            at = row.where.row
            page = bisect_right(table.breaks, at)
            known = 0 if row.filled else sum(labels.is_head(text) for _, text in row.run)
            if known > 1 or (known and not below):
                heads = [row.cells] if below else [*heads, row.cells]
                self._lines[at] = heads
                below, last, of_heads = False, at, page
            else:
                below = True
            if self._lines and page == of_heads:
                self._over[at] = last

    def contradict(self, row: PrintedRow, values: Sequence[Cell], form_table: str) -> str:
        """Why the heads above a row name other columns than those in which its `values` were placed; else empty. Asked
        only where the heads end where the row does: else their places and those of the row cannot be compared. Lines of
        fields, and tables without any span, may have lost their spans, so there the known heads must stand in one line,
        and none of them first."""
        last = self._over.get(row.where.row)
        if last is None:
            return ""
        known = self._known.get((last, form_table))  # the same lines stand over all rows of a table
        if known is None:
            known = self._known[last, form_table] = self._read(self._lines[last], form_table)
        heads = known.heads
        if self._is_of_fields and (known.lines != 1 or not heads[0].start):
            return ""
        if len(heads) < 2 or len(heads) >= len(values) or known.ends != _end(row.cells):
            return ""
        for number, cell in enumerate(values):
            over = [head for head in heads if cell.column < head.end and cell.column + cell.colspan > head.start]
            if over and not any(number in head.names for head in over):
                return "its values do not stand under the heads of their columns, and not all of these are known"
        return ""

    def _read(self, above: Sequence[Row], form_table: str) -> _Over:
        by_line = [heads for cells in above if (heads := list(self._heads(cells, form_table)))]
        return _Over([head for line in by_line for head in line], len(by_line), max(map(_end, above), default=0))

    def _heads(self, above: Row, form_table: str) -> Iterator[_Head]:
        places = self._labels.orders[form_table].places
        for cell in above:
            if names := places.get(normalise(cell.text)):
                yield _Head(cell.column, cell.column + cell.colspan, names)


def _has_spans(table: Table) -> bool:
    return any(cell.colspan > 1 or cell.rowspan > 1 for cells in table.rows for cell in cells)


def _end(row: Row) -> int:
    return row[-1].column + row[-1].colspan
