"""Cells that something drawn on a page parts: a frame, the edge of a note, a line across one cell alone.

The row goes on beside them: its label spans all parts, and its other values do. What stands in the first part is then
no more than a part of what the cell prints, and a blank one is no blank where another part is filled.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.recognition.claims import Claim, SheetClaims

SHOWS = "print in several parts of the cell"


def without_parted_cells(shown: Sequence[SheetClaims]) -> Sequence[SheetClaims]:
    """What a block shows, without the cells of which another part than the first is filled."""
    parted = [[(entry, *cell) for entry, claim in found.standing() for cell in _parted(claim)] for found in shown]
    return [found.with_unreadable(cells) if cells else found for found, cells in zip(shown, parted, strict=True)]


def _parted(claim: Claim) -> Iterator[tuple[int, str]]:
    """The places of the values of a row under which, within the row, something is printed: each reaches to where the
    next one begins."""
    high = _height(claim)
    if high == 1 or claim.fused or not claim.values or not claim.table.keeps.columns:
        return
    start, columns = claim.row.where.row, [cell.column for cell in claim.values]
    for row in claim.table.rows[start + 1 : start + high]:
        filled = [cell for cell in row if cell.text or cell.unreadable]
        if any(cell.column < columns[0] and not is_valuelike(cell.text) for cell in filled):
            return
        for cell in filled:
            first, behind = bisect_right(columns, cell.column) - 1, bisect_left(columns, cell.column + cell.colspan)
            yield from ((place, SHOWS) for place in range(max(first, 0), behind))


def _height(claim: Claim) -> int:
    """How many rows of its table a row takes."""
    labels = [claim.row.cells[number] for number, _ in claim.row.run[-1:]]
    return max([cell.rowspan for cell in (*labels, *claim.values)], default=1)
