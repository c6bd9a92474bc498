"""Lines beside the figures of a row that are none of them, though nothing but their place tells.

Where nothing but labels parts the rows, whatever stands between two labels belongs to the row. So a line of years over
the figures, or the number of a page below them, stands for a figure that was left out: the row has as many as it must,
and each is one place off.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from xxgk.extractors.recognition.fused import Sum, sums_hold
from xxgk.extractors.recognition.place import ShapeMismatch, Values, numbers_of
from xxgk.extractors.recognition.tables import PrintedRow
from xxgk.schema.document import Table
from xxgk.schema.locators import line_of
from xxgk.schema.text import narrow

_YEAR = r"(?:19|20)\d\d年?度?"
_YEARS = re.compile(rf"{_YEAR}(?:\s*[|/、]\s*{_YEAR})*")
_PAGE = re.compile(r"[1-9]\d{0,3}")


def heed_lines(row: PrintedRow, values: Values, table: Table, sums: Sequence[Sum], *, has_label: bool) -> None:
    """Raises ShapeMismatch where a year may stand over the `values` of a row without a label, and the `sums` within it
    do not hold; or where a number by itself behind the last line of a row may be that of a page."""
    if not values:
        return
    if (
        not has_label
        and _YEARS.fullmatch(narrow(values[0].text))
        and not sums_hold(sums, numbers_of(values), whole=True)
    ):
        raise ShapeMismatch("a year stands before its figures, or over them")
    if _is_apart(row, values, table):
        if _PAGE.fullmatch(narrow(values[-1].text)):
            raise ShapeMismatch("its last figure stands by itself, and may be the number of a page")
        is_whole = all(total < len(values) for total, _ in sums)
        if is_whole and not sums_hold(sums, numbers_of(values)):
            raise ShapeMismatch("its last figure stands by itself, and it does not add up")


def _is_apart(row: PrintedRow, values: Values, table: Table) -> bool:
    """Whether the last figure of a row stands apart from what is before it: on a line of its own where rows have one
    line, or other figures of the row share one; or behind an empty line where the others follow each other."""
    at = next(number for number, cell in enumerate(row.cells) if cell is values[-1])
    before = next((cell for cell in reversed(row.cells[:at]) if cell.text), None)
    if before is None or line_of(before.locator) == line_of(values[-1].locator):
        return False
    if table.keeps.row_lines or len({line_of(cell.locator) for cell in values[:-1]}) < len(values) - 1:
        return True
    first = next(number for number, cell in enumerate(row.cells) if cell is values[0])
    is_behind_gap = not row.cells[at - 1].text and at - first > 1
    return table.keeps.cell_lines and is_behind_gap and all(cell.text for cell in row.cells[first : at - 1])
