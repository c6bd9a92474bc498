"""How many empty lines stand behind the values of a row, in a text that has one cell a line.

Such a text prints a blank cell as an empty line, and so do cells that groups of rows span: behind its values a row has
as many empty lines as there are such cells before the next label. That number is the same wherever a row of one depth
follows one of another (or of the same), and as many labels of groups stand before its own. So a row with blanks, the
last or the first of them too, has the lines of its values and as many behind them as rows have that print all values;
where these differ, or stand not side by side directly behind their labels, nothing is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from xxgk.extractors.recognition.place import is_filled
from xxgk.schema.document import Cell, Table

FEWEST_ALIKE = 2


class RowOfLines(NamedTuple):
    """A row of a table: its number, which cell is its label, how many values it has by the form, and how many labels
    stand above it there."""

    at: int
    label: int
    expected: int
    depth: int


def empty_behind(table: Table, rows: Iterable[RowOfLines]) -> Mapping[int, int]:
    """The numbers of empty lines behind the values of rows, by the number of the row, where others tell them."""
    in_order = sorted(rows)
    kinds: dict[tuple[int, int, int, int], list[RowOfLines]] = {}
    for row, following in pairwise(in_order):
        if following.at == row.at + 1 and row.label >= 0:
            kind = row.expected, row.depth, following.depth, following.label
            kinds.setdefault(kind, []).append(row)
    found: dict[int, int] = {}
    for alike in kinds.values():
        after = [(table.rows[row.at][row.label + 1 :], row.expected) for row in alike]
        whole = [(cells, expected) for cells, expected in after if sum(map(is_filled, cells)) == expected]
        counts = {_behind(cells, expected) for cells, expected in whole}
        if len(whole) >= FEWEST_ALIKE and len(counts) == 1 and (count := counts.pop()) >= 0:
            found |= dict.fromkeys([row.at for row in alike], count)
    return found


def _behind(cells: Sequence[Cell], expected: int) -> int:
    """How many empty cells follow the values; -1 where they do not stand side by side before all others."""
    return len(cells) - expected if all(map(is_filled, cells[:expected])) else -1
