"""The fused rows of a document are parted into cells, table by table.

Tables whose columns the form's equations bind come first: where they show that one of them is whole, with a number in
every cell, the document leaves none blank. Then a row of counts in another table is read as well if one reading alone
fills its cells, and a label of the form stands behind them: it would take the one blank of the document, in that very
row, and digits that hide it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, pairwise

from extractors.recognition.fused import parted
from extractors.recognition.labels import labels_of
from extractors.recognition.reading import Placed, SheetReading, refuse
from extractors.recognition.resolve import Equations, Refused, resolve
from extractors.values import digits_of, read_value
from schema.document import Cell
from schema.forms import Table
from schema.report import ANNOTATED, NUMBER


def part_fused(readings: Sequence[SheetReading]) -> None:
    """Replace the fused rows of each sheet by their cells, or refuse them by name."""
    tables = [
        (reading, table, Equations.of(table, reading.form.rules))
        for reading in readings
        for table in reading.sheet.tables
    ]
    bound = [one for one in tables if one[2].balances]
    for reading, table, equations in bound:
        _part(reading, table, equations)
    nothing_blank = any(_is_whole(reading, table) for reading, table, _ in bound) and not any(
        not cell.text for reading in readings for placed in reading.placed.values() for cell in placed.values
    )
    for reading, table, equations in tables:
        if not equations.balances:
            counts = all(column.kind == "count" for column in table.columns)
            _part(reading, table, equations, nothing_blank=nothing_blank and counts)


def _entries(reading: SheetReading, table: Table) -> dict[str, int]:
    """The numbers of the rows of a table, by code."""
    return {row.code: number for number, (owner, row) in enumerate(reading.sheet.entries) if owner is table}


def _is_whole(reading: SheetReading, table: Table) -> bool:
    """Whether all rows of a table were read, with a number in every cell."""
    rows = [reading.placed.get(number) for number in _entries(reading, table).values()]
    return all(row and not row.fused and all(map(_digits, row.values)) for row in rows)


def _part(reading: SheetReading, table: Table, equations: Equations, *, nothing_blank: bool = False) -> None:
    entries = _entries(reading, table)
    placed = {code: reading.placed[number] for code, number in entries.items() if number in reading.placed}
    fused = {code: row for code, row in placed.items() if row.fused}
    if not fused:
        return
    known = {code: tuple(_digits(cell) for cell in row.values) for code, row in placed.items() if not row.fused}
    runs = {code: [digits_of(cell.text) for cell in row.values] for code, row in fused.items()}
    filled = [code for code, row in fused.items() if nothing_blank and _ends_at_label(row, reading)]
    for code, outcome in resolve(runs, known, equations, filled).items():
        if isinstance(outcome, Refused):
            left = "; ".join(" ".join(cells) for cells in outcome.remaining)
            message = f"fused digits {' '.join(runs[code])}: {outcome.reason}" + (f"; readings: {left}" if left else "")
            refuse(entries[code], message, reading)
        else:
            values = tuple(parted(fused[code].values, outcome))
            reading.placed[entries[code]] = replace(fused[code], values=values, fused=False)


def _ends_at_label(row: Placed, reading: SheetReading) -> bool:
    """Whether a label of the sheet stands directly behind the figures of a row: nothing of it is left out."""
    following = (after for before, after in pairwise(chain(*row.table.rows)) if before is row.values[-1])
    return any(labels_of(reading.sheet).is_label(cell.text) for cell in following)


def _digits(cell: Cell) -> str:
    """The whole number that a cell prints, else nothing."""
    value, state = read_value(cell.text)
    return str(value) if state in (NUMBER, ANNOTATED) and isinstance(value, int) else ""
