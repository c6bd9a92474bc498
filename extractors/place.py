"""Which cells of a printed row are its values.

The values are the cells after the row's label, in order. Their number must be the form's; what a row has beyond them must be
blank. A blank among the values is believed only where the row is provably whole: as wide as its table, or with exactly
its cells left in a layout that prints every cell. Everything else is refused, with the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from extractors.layouts import STREAMS, TABBED_CELLS
from schema.document import Cell, Row, Table

Values = tuple[Cell, ...]


class ShapeMismatch(Exception):
    """A row whose values cannot be told apart; the message says why."""


def usual_edge(rows: Iterable[Row]) -> int:
    """The grid column at which most of the rows end."""
    edges = Counter(row[-1].column + row[-1].colspan for row in rows if row)
    return edges.most_common(1)[0][0] if edges else 0


def values_of(row: Row, label: int, expected: int, table: Table, edge: int) -> Values:
    """The `expected` value cells after cell number `label` (-1: no label) of `row`. Raises ShapeMismatch.

    `edge` is the table's usual edge. In a stream layout fewer cells than expected may come back: a run of fused digits."""
    after = row[label + 1 :]
    if table.layout in STREAMS:
        return _from_stream(after, expected)
    if len(after) < expected:
        raise ShapeMismatch(f"{len(after)} values where the form has {expected}")
    values, spare = after[:expected], after[expected:]
    if any(cell.text or cell.unreadable for cell in spare):
        filled = sum(1 for cell in after if cell.text)
        raise ShapeMismatch(f"{filled} values where the form has {expected}")
    if all(cell.text or cell.unreadable for cell in values):
        return values
    whole = not spare if table.layout == TABBED_CELLS else row[-1].column + row[-1].colspan == edge
    if not whole:
        raise ShapeMismatch("it has a blank and is not as wide as its table, so a cell may be missing")
    return values


def _from_stream(after: Sequence[Cell], expected: int) -> Values:
    """Blank cells count only between the first and the last value of a row that has exactly its cells."""
    filled = tuple(cell for cell in after if cell.text)
    if len(filled) == expected:
        return filled
    if len(filled) > expected:
        raise ShapeMismatch(f"{len(filled)} values where the form has {expected}")
    trimmed = list(after)
    while trimmed and not trimmed[-1].text:
        trimmed.pop()
    if len(trimmed) == expected and trimmed[0].text:
        return tuple(trimmed)
    return filled
