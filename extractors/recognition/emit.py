"""The figures of what is believed, cell by cell, and what is told of cells that hold no plain number."""

from __future__ import annotations

from collections.abc import Sequence

from xxgk.extractors.labels.values import lacks_end, read_amount, read_change, read_value
from xxgk.extractors.recognition.claims import SheetClaims
from xxgk.schema.document import Cell
from xxgk.schema.equations import Number
from xxgk.schema.findings import finding
from xxgk.schema.forms import Column
from xxgk.schema.report import NUMBER, TEXT, Figure, Finding

COUNTS = ("count", "signed")
_figure = tuple.__new__  # of all fields in order: half the time of the class itself, which would look for defaults


def figures_of(found: SheetClaims) -> tuple[list[Figure], list[Finding]]:
    """The figures of a sheet, and what is told of its cells and of rows that nothing was claimed to be."""
    figures: list[Figure] = []
    told: list[Finding] = []
    units = found.units
    for entry, (table, row) in enumerate(found.sheet.entries):
        claim = found.claims.get(entry)
        if claim is None:
            told.append(finding("ROW_MISSING", f"{table.id}.{row.code}", f"row {row.label or row.code} was not found"))
            continue
        if claim.doubts:
            continue
        for code, column, cell in zip(found.sheet.codes[entry], table.columns, claim.values, strict=True):
            printed = units.get(code, column.unit) if units else column.unit
            if (figure := _plain(code, column, cell, printed)) is not None:
                figures.append(figure)
            else:
                of_cell = _of_cell(code, column, cell, printed)
                figures += (one for one in of_cell if isinstance(one, Figure))
                told += (one for one in of_cell if isinstance(one, Finding))
    return figures, told


def _plain(code: str, column: Column, cell: Cell, printed: str) -> Figure | None:
    """The figure of a cell of counts of which nothing is to be told, as most cells are."""
    unit = column.unit
    if cell.unreadable or column.kind != "count" or printed != unit:
        return None
    text = cell.text
    value, state = read_value(text, unit)
    if state == TEXT or (value is not None and (type(value) is not int or value < 0)):
        return None
    return _figure(Figure, (code, value, unit, state, text, cell.locator, cell.confidence, ""))


def _of_cell(code: str, column: Column, cell: Cell, printed: str) -> Sequence[Figure | Finding]:
    """The figure of a cell, behind what is told of it; `printed` is the unit of its column as the heads print it, else
    that of the form."""
    if cell.unreadable:
        return (unreadable(code, cell),)
    text = cell.text
    value, state, unit = value_of(column, text, printed)
    if state == TEXT and lacks_end(text):
        return (finding("CELL_UNREADABLE", code, f"the cell shows no end of its note: {text!r}"),)
    told = odd(code, cell, value, state, fraction=column.kind not in COUNTS, negative=column.kind != "count")
    figure = _figure(Figure, (code, value, unit, state, text, cell.locator, cell.confidence, ""))
    return (figure,) if told is None else (told, figure)


def value_of(column: Column, text: str, printed: str) -> tuple[Number | None, str, str]:
    """``(value, state, unit)`` of what a cell of a column prints; `printed` as of `_of_cell`."""
    unit = column.unit
    if column.kind == "money":
        return read_amount(text, printed)
    if column.kind == "signed":
        return *read_change(text, unit), unit
    value, state = read_value(text, unit)
    if printed != unit and state == NUMBER:
        value, state = read_value(f"{text.strip()}{printed}", unit)
    return value, state, unit


def unreadable(where: str, cell: Cell) -> Finding:
    """What is told of a cell that shows what cannot be read."""
    return finding("CELL_UNREADABLE", where, f"the cell shows {cell.unreadable}: {cell.text!r}")


def odd(code: str, cell: Cell, value: Number | None, state: str, *, fraction: bool, negative: bool) -> Finding | None:
    """What is told of a cell that holds words, or a number that is none of its column, which may hold a `fraction`, or
    a `negative` one, or not."""
    if state == TEXT:
        return finding("CELL_TEXT", code, f"the cell holds {cell.text!r}")
    if value is not None and ((value < 0 and not negative) or (not fraction and isinstance(value, float))):
        return finding("CELL_NOT_A_COUNT", code, f"the cell holds {cell.text!r}")
    return None
