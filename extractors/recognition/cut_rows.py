"""Rows that a page break may have cut: their figures may be parts of figures, or stand on the other page.

The rows on both sides of a break are believed only if the labels of both are whole: a part of a label may read like
another one. Anything else is refused by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xxgk.extractors.labels.sheet_labels import EXACT, labels_of
from xxgk.extractors.recognition.claims import SheetClaims, refused
from xxgk.extractors.recognition.tables import PrintedRow, TableBlock

MESSAGE = "a page ends here, and it may have cut the row"


def without_cut_rows(block: TableBlock, readings: Sequence[SheetClaims]) -> Sequence[SheetClaims]:
    """The sheets of a block with a doubt on each row that its page breaks leave uncertain."""
    cut = [row.where for row in _cut_rows(block, readings)]
    if not cut:
        return readings
    return [
        one.doubted(
            (entry, refused(MESSAGE))
            for entry in dict.fromkeys(one.entry_of[where][0] for where in cut if where in one.entry_of)
            if one.stands(entry)
        )
        for one in readings
    ]


def _cut_rows(block: TableBlock, readings: Sequence[SheetClaims]) -> Iterator[PrintedRow]:
    """The rows on both sides of each page break that it may have cut."""
    for above, below in _sides(block):
        upper = next((row for row in reversed(above) if _prints(row)), None)
        filled = next((number for number, row in enumerate(below) if row.filled), None)
        printed = next((number for number, row in enumerate(below) if _prints(row)), None)
        ends = upper is None or _is_whole(upper, readings) or _is_head(upper, readings)
        begins = all(number is None or _is_known(below[number], readings) for number in (printed, filled))
        yield from (
            row
            for row in below[: len(below) if filled is None else filled + 1]
            if not (ends and _is_whole(row, readings))
        )
        if upper is not None and not (ends and begins):
            yield upper


def _prints(row: PrintedRow) -> bool:
    """Whether anything stands in a row, be it what cannot be read: that may be the rest of a figure."""
    return bool(row.run) or row.filled or _is_unread(row)


def _is_unread(row: PrintedRow) -> bool:
    return any(cell.unreadable for cell in row.cells)


def _is_head(row: PrintedRow, readings: Sequence[SheetClaims]) -> bool:
    """Whether a row prints nothing but heads of one of the sheets."""
    return bool(row.run and not row.filled) and any(
        all(labels_of(reading.sheet).is_head(text) for _, text in row.run) for reading in readings
    )


def _is_known(row: PrintedRow, readings: Sequence[SheetClaims]) -> bool:
    """Whether a row is whole, or prints nothing but labels of one of the sheets."""
    if row.filled or _is_unread(row) or _is_whole(row, readings):
        return _is_whole(row, readings)
    return any(all(labels_of(reading.sheet).is_label(text) for _, text in row.run) for reading in readings)


def _sides(block: TableBlock) -> Iterator[tuple[list[PrintedRow], list[PrintedRow]]]:
    """The rows above and below each page break within a table, and between two tables that stand on pages."""
    for number, (table, rows) in enumerate(zip(block.tables, block.rows, strict=True)):
        for place in table.breaks:
            yield rows[:place], rows[place:]
        if table.on_page and number + 1 < len(block.tables) and block.tables[number + 1].on_page:
            yield rows, block.rows[number + 1]


def _is_whole(row: PrintedRow, readings: Sequence[SheetClaims]) -> bool:
    return any(reading.entry_of.get(row.where, (0, 0.0))[1] == EXACT for reading in readings)
