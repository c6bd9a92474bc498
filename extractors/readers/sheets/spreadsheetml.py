"""Workbooks in the XML of Excel 2003 (SpreadsheetML, ``progid="Excel.Sheet"``), mostly under the name .xls: what office
systems export.

Rows and cells stand where their ``ss:Index`` says, else behind the one before. Hidden sheets, rows and columns are left
out, which is told. A number is what its format shows of it; one whose format is not known is marked, as is what the
file does not tell: a formula that was never calculated, an error, a date.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import inf
from typing import NamedTuple

from lxml import etree

from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.readers.package import parse_xml
from xxgk.extractors.readers.seen import TURNING
from xxgk.extractors.readers.sheets.formats import number_of, shown, shows_text
from xxgk.extractors.readers.sheets.guard import (
    ERROR,
    FORMULA,
    LEAST_HEIGHT,
    MAX_CELLS,
    MAX_SHEETS,
    NOT_CALCULATED,
    NUMBER_FORMAT,
    is_flat,
)
from xxgk.extractors.readers.sheets.layout import (
    DATE,
    NARROW,
    Held,
    Position,
    SheetRow,
    is_narrow,
    named,
    parted,
    visible,
)
from xxgk.extractors.readers.sheets.looks import BACKWARDS, CONDITIONAL, STRUCK, ZERO, Look, is_zero, of_piece
from xxgk.extractors.readers.sheets.looks_2003 import CellArea, font_of, hiding_areas, looks_of
from xxgk.extractors.readers.text.charset import as_utf8, declared_in
from xxgk.extractors.readers.word.inline import trimmed
from xxgk.extractors.readers.word.look import PLAIN
from xxgk.schema.containers import media_type
from xxgk.schema.document import Block, Content, Unreadable

READER, MEDIA_TYPE = "xls", media_type("spreadsheetml")
NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
SS = f"{{{NAMESPACE}}}"
MAX_COLUMNS = 16_384

_PROLOG = re.compile(rb"<\?xml[^>]{0,200}\?>")
_PLAIN = Look()
_CHARACTER, _MOST_POINTS, _FEW = 6.0, 10_000.0, 100
"""Points of a character in which columns are measured, and of a column; columns of a merged cell."""
_RAISED, _STRUCK = ("Sup", "Sub"), ("S", "Strike")


def read(data: bytes) -> Content:
    """A workbook as blocks, sheet after sheet. `Unreadable` for a broken or unreasonably large one."""
    source, remarks = as_utf8(data, declared_in(data))
    root = parse_xml(_PROLOG.sub(b"", source, count=1), "the workbook")
    looks = looks_of(root)
    sheets = list(root.iterchildren(SS + "Worksheet"))
    if root.tag != SS + "Workbook" or not sheets:
        raise Unreadable("not a workbook: it has no sheets")
    if len(sheets) > MAX_SHEETS:
        raise Unreadable(f"a workbook with more than {MAX_SHEETS} sheets")
    shown: list[tuple[str, list[Block]]] = []
    told = list(remarks)
    hidden = [number for number, sheet in enumerate(sheets, 1) if _is_hidden_sheet(sheet)]
    if hidden:
        told.append(("SHEET_HIDDEN", f"{len(hidden)} sheets are hidden and were not read"))
    for number, sheet in enumerate(sheets, 1):
        table = sheet.find(SS + "Table")
        if table is None or number in hidden:
            continue
        lines, veiled = _lines(table, f"{READER}:s{number}", _Shown.of(sheet, looks))
        shown.append((sheet.get(SS + "Name", ""), [*parted(lines, f"{READER}:s{number}")]))
        if veiled:
            told.append(("SHEET_HIDDEN", f"sheet {number} has hidden rows or columns, which were not read"))
    names = "; ".join([name for name, _ in shown])
    return Content(READER, MEDIA_TYPE, tuple(named(shown)), {"sheets": names}, tuple(told))


def _is_hidden_sheet(sheet: etree._Element) -> bool:
    return any((part.text or "").strip() in ("SheetHidden", "SheetVeryHidden") for part in sheet.iter("{*}Visible"))


class _Shown(NamedTuple):
    """How a sheet shows its cells: the looks of styles, the areas that conditions may hide, whether it shows
    zeros, and formulas in place of their values."""

    looks: Mapping[str, Look]
    areas: Sequence[CellArea]
    zeros: bool
    formulas: bool

    @classmethod
    def of(cls, sheet: etree._Element, looks: Mapping[str, Look]) -> _Shown:
        """That of a sheet."""
        told = {_name(part) for part in sheet.iter("{*}DoNotDisplayZeros", "{*}DisplayFormulas")}
        return cls(looks, tuple(hiding_areas(sheet)), "DoNotDisplayZeros" not in told, "DisplayFormulas" in told)

    def cell(self, found: Held, row: int, column: int, look: Look, number: Decimal | None) -> Held:
        """A cell that holds something, a number or none, as it is seen."""
        why = look.unseen
        if look.figures and is_valuelike(found.text):
            why = why or look.figures
        if any(area.may_hide(row, column, number) for area in self.areas):
            why = why or CONDITIONAL
        if not self.zeros and is_zero(found.text):
            why = why or ZERO
        return found._replace(unreadable=found.unreadable or why) if found.text else found


def _lines(table: etree._Element, locator: str, seen: _Shown) -> tuple[list[SheetRow], bool]:
    """The rows of a sheet that show something, or that a merged cell goes through; and whether any are hidden."""
    columns, hidden_columns, widths = _columns(table)
    held: dict[Position, Held] = {}
    hidden_rows: set[int] = set()
    row = -1
    for line in table.iterchildren(SS + "Row"):
        row = _at(line, row)
        styles = (_get(line, "StyleID"), _get(table, "StyleID"))
        column, last = -1, row + _number(line, "Span")
        hidden_rows |= set(range(row, min(last, MAX_CELLS) + 1)) if _is_hidden(line) else set()
        for cell in line.iterchildren(SS + "Cell"):
            column = _at(cell, column)
            style = _get(cell, "StyleID") or styles[0] or columns.get(column, "") or styles[1] or "Default"
            look = seen.looks.get(style, _PLAIN)
            number = _held_number(cell)
            found = seen.cell(_cell(cell, look.number_format), row, column, look, number)
            if number is not None and not look.shrinks and is_narrow(found.text, widths.room(column, found.columns)):
                found = found._replace(unreadable=found.unreadable or NARROW)
            if seen.formulas and _get(cell, "Formula"):
                found = found._replace(unreadable=FORMULA)
            held[row, column] = found
            if len(held) > MAX_CELLS:
                raise Unreadable(f"a sheet of more than {MAX_CELLS:,} cells")
            column += found.columns - 1
        row = last
    if _is_large(held, _extent(held)):  # as programs format rows to the end of a sheet
        held = _printing(held)
    extent = _extent(held)
    if _is_large(held, extent):
        raise Unreadable(f"a sheet of more than {MAX_CELLS:,} cells")
    lines = visible(held, extent, (hidden_rows, hidden_columns), locator)
    return list(lines), bool(hidden_rows or hidden_columns)


def _extent(held: Mapping[Position, Held]) -> tuple[int, int]:
    """How many rows and columns cells take."""
    ends = [(row + cell.rows, column + cell.columns) for (row, column), cell in held.items()]
    return max((row for row, _ in ends), default=0), max((column for _, column in ends), default=0)


def _is_large(held: Mapping[Position, Held], extent: tuple[int, int]) -> bool:
    area = sum(cell.rows * cell.columns for cell in held.values())
    return extent[0] * extent[1] > MAX_CELLS or area > MAX_CELLS


def _printing(held: Mapping[Position, Held]) -> dict[Position, Held]:
    """The cells of a sheet up to the last row and column in which something stands."""
    filled = {place: cell for place, cell in held.items() if cell.text or cell.unreadable}
    height, width = _extent(filled)
    return {
        (row, column): cell
        if (row, column) in filled
        else cell._replace(rows=min(cell.rows, height - row), columns=min(cell.columns, width - column))
        for (row, column), cell in held.items()
        if row < height and column < width
    }


def _held_number(cell: etree._Element) -> Decimal | None:
    data = cell.find(SS + "Data")
    return number_of(_text(data)) if data is not None and _get(data, "Type") == "Number" else None


def _cell(cell: etree._Element, number_format: str) -> Held:
    down, across = _number(cell, "MergeDown"), _number(cell, "MergeAcross")
    data = cell.find(SS + "Data")
    if data is None:
        return Held("", NOT_CALCULATED if _get(cell, "Formula") else "", down + 1, across + 1)
    text, unreadable = _printed(data, number_format)
    return Held(text, unreadable, down + 1, across + 1)


def _printed(data: etree._Element, number_format: str) -> tuple[str, str]:
    """The text of a cell, and why it is not read as a figure (``""`` if it is)."""
    kind, text = _get(data, "Type"), _text(data)
    if kind == "Number":
        number = number_of(text)
        printed = None if number is None else shown(number, number_format)
        return (text, NUMBER_FORMAT) if printed is None else (printed, "")
    if kind == "DateTime":
        return text, DATE
    if kind == "Error":
        return "", ERROR
    if kind == "Boolean":
        return ("TRUE" if text == "1" else "FALSE"), ""
    if unseen := next(filter(None, map(_why_unseen, data.iterdescendants())), ""):
        return text, unseen
    if any(TURNING in str(piece) for piece in data.itertext()):
        return text, BACKWARDS
    return text, "" if shows_text(number_format) or not text else NUMBER_FORMAT


def _why_unseen(piece: etree._Element) -> str:
    """Why a piece of a text cannot be read."""
    if not _text(piece):
        return ""
    return STRUCK if _name(piece) in _STRUCK else of_piece(font_of(piece, PLAIN), _text(piece))


def _text(part: etree._Element) -> str:
    """The text of a cell; a raised or lowered piece of it in brackets, as a footnote mark is no digit of a figure."""
    return trimmed(_joined(part))


def _joined(part: etree._Element) -> str:
    pieces = [part.text or ""]
    for child in part:
        inner = _joined(child)
        pieces += [f"〔{inner}〕" if inner and _name(child) in _RAISED else inner, child.tail or ""]
    return "".join(pieces)


class _Widths(NamedTuple):
    """The characters that have room in columns of which that is told, and in all others."""

    told: Mapping[int, float]
    usual: float

    def room(self, first: int, count: int) -> float:
        """How many have room in some columns side by side; in so many that it is not asked, any."""
        return sum(self.told.get(one, self.usual) for one in range(first, first + count)) if count < _FEW else inf


def _columns(table: etree._Element) -> tuple[dict[int, str], set[int], _Widths]:
    """The style of each column that names one, the columns that are hidden, and how wide they are."""
    widths: dict[int, float] = {}
    styles: dict[int, str] = {}
    hidden: set[int] = set()
    at = -1
    for column in table.iterchildren(SS + "Column"):
        first = _at(column, at)
        at = first + _number(column, "Span")
        if at > MAX_COLUMNS:
            raise Unreadable(f"a sheet of more than {MAX_COLUMNS:,} columns")
        styles |= dict.fromkeys(range(first, at + 1), _get(column, "StyleID"))
        hidden |= set(range(first, at + 1)) if _is_hidden(column) else set()
        is_fixed = _get(column, "AutoFitWidth") in ("0", "false", "False")
        told = _get(column, "Width")
        widths |= dict.fromkeys(range(first, at + 1), _characters(told) if is_fixed and told else inf)
    return styles, hidden, _Widths(widths, _characters(_get(table, "DefaultColumnWidth")))


def _characters(points: str) -> float:
    """The characters that have room in so many points; any number where they are not told, or none."""
    return float(points) / _CHARACTER if is_flat(points, _MOST_POINTS) else inf


def _at(element: etree._Element, before: int) -> int:
    """The 0-based place of a row, column or cell: behind the one before it, or where it says itself."""
    at = (_number(element, "Index") or before + 2) - 1
    if at <= before:
        raise Unreadable("broken workbook: its rows or cells are out of order")
    return at


def _is_hidden(element: etree._Element) -> bool:
    is_flat_row, is_flat_column = (is_flat(_get(element, side), LEAST_HEIGHT) for side in ("Height", "Width"))
    return _get(element, "Hidden") in ("1", "true", "True") or is_flat_row or is_flat_column


def _number(element: etree._Element, name: str) -> int:
    text = _get(element, name)
    return min(int(text), MAX_CELLS) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _get(element: etree._Element, name: str) -> str:
    return element.get(SS + name) or element.get(name) or ""


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]
