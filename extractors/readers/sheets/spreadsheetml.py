"""Workbooks in the XML of Excel 2003 (SpreadsheetML, ``progid="Excel.Sheet"``), mostly under the name .xls: what office
systems export.

Rows and cells stand where their ``ss:Index`` says, else behind the one before. Hidden sheets, rows and columns are left
out, which is told. A number that its format would print as another (scaled, rounded, with words, not at all) is marked,
as is what the file does not tell: a formula that was never calculated, an error, a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from extractors.charset import as_utf8, declared_in
from extractors.readers.docx.inline import clean
from extractors.readers.package import parse_xml
from extractors.readers.sheets.formats import PLAIN, number_of, prints_as_it_is
from extractors.readers.sheets.guard import ERROR, MAX_CELLS, NOT_CALCULATED
from extractors.readers.sheets.layout import DATE, Line, address, number_text, parted
from schema.document import Block, Cell, Content, Unreadable

READER, MEDIA_TYPE = "xls", "application/vnd.ms-excel"
NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
SS = f"{{{NAMESPACE}}}"
MAX_SHEETS, MAX_COLUMNS = 100, 16_384
NUMBER_FORMAT, STRUCK = "number format", "struck out"

_PROLOG = re.compile(rb"<\?xml[^>]{0,200}\?>")
_RAISED, _STRUCK = ("Sup", "Sub"), ("S", "Strike")

Place = tuple[int, int]


class _Held(NamedTuple):
    """A cell as the file holds it: what it shows, and how many rows and columns it takes."""

    text: str
    unreadable: str
    rows: int
    columns: int


def read(data: bytes) -> Content:
    """A workbook as blocks, sheet after sheet. `Unreadable` for a broken or unreasonably large one."""
    source, remarks = as_utf8(data, declared_in(data))
    root = parse_xml(_PROLOG.sub(b"", source, count=1), "the workbook")
    formats = _formats(root)
    sheets = list(root.iterchildren(SS + "Worksheet"))
    if root.tag != SS + "Workbook" or not sheets:
        raise Unreadable("not a workbook: it has no sheets")
    if len(sheets) > MAX_SHEETS:
        raise Unreadable(f"a workbook with more than {MAX_SHEETS} sheets")
    blocks: list[Block] = []
    told = list(remarks)
    hidden = [number for number, sheet in enumerate(sheets, 1) if _is_hidden_sheet(sheet)]
    if hidden:
        told.append(("SHEET_HIDDEN", f"{len(hidden)} sheets are hidden and were not read"))
    for number, sheet in enumerate(sheets, 1):
        table = sheet.find(SS + "Table")
        if table is None or number in hidden:
            continue
        lines, veiled = _lines(table, f"{READER}:s{number}", formats)
        blocks += parted(lines, f"{READER}:s{number}")
        if veiled:
            told.append(("SHEET_HIDDEN", f"sheet {number} has hidden rows or columns, which were not read"))
    return Content(READER, MEDIA_TYPE, tuple(blocks), {}, tuple(told))


def _is_hidden_sheet(sheet: etree._Element) -> bool:
    return any((part.text or "").strip() in ("SheetHidden", "SheetVeryHidden") for part in sheet.iter("{*}Visible"))


def _formats(root: etree._Element) -> dict[str, str]:
    """The number format of each style, its own or that of the style that it builds on."""
    own: dict[str, str] = {}
    for style in root.iter(SS + "Style"):
        given = style.find(SS + "NumberFormat")
        name, parent = _get(style, "ID"), _get(style, "Parent") or "Default"
        own[name] = _get(given, "Format") if given is not None else own.get(parent, "")
    return own


def _lines(table: etree._Element, locator: str, formats: Mapping[str, str]) -> tuple[list[Line], bool]:
    """The rows of a sheet that show something, or that a merged cell goes through; and whether any are hidden."""
    columns, hidden_columns = _columns(table)
    held: dict[Place, _Held] = {}
    hidden_rows: set[int] = set()
    row, height, width, area = -1, 0, 0, 0
    for line in table.iterchildren(SS + "Row"):
        row = _at(line, row)
        styles = (_get(line, "StyleID"), _get(table, "StyleID"))
        column, last = -1, row + _number(line, "Span")
        if last > MAX_CELLS:
            raise Unreadable(f"a sheet of more than {MAX_CELLS:,} rows")
        hidden_rows |= set(range(row, last + 1)) if _is_hidden(line) else set()
        for cell in line.iterchildren(SS + "Cell"):
            column = _at(cell, column)
            style = _get(cell, "StyleID") or styles[0] or columns.get(column, "") or styles[1] or "Default"
            found = _cell(cell, formats.get(style, ""))
            held[row, column] = found
            height, width = max(height, row + found.rows), max(width, column + found.columns)
            area += found.rows * found.columns
            if height * width > MAX_CELLS or area > MAX_CELLS:
                raise Unreadable(f"a sheet of more than {MAX_CELLS:,} cells")
            column += found.columns - 1
        row = last
    seen = _visible(held, _shown(height, hidden_rows), _shown(width, hidden_columns), locator)
    return list(seen), bool(hidden_rows or hidden_columns)


def _visible(held: Mapping[Place, _Held], rows: Sequence[int], columns: Sequence[int], locator: str) -> Iterator[Line]:
    """The lines that are seen: a merged cell stands where its first visible row and column are."""
    row_at = {row: at for at, row in enumerate(rows)}
    column_at = {column: at for at, column in enumerate(columns)}
    cells: dict[int, dict[int, Cell]] = {}
    covered: set[Place] = set()
    for (row, column), cell in held.items():
        down = [row_at[at] for at in range(row, row + cell.rows) if at in row_at]
        across = [column_at[at] for at in range(column, column + cell.columns) if at in column_at]
        if not down or not across:
            continue
        places = {(one, other) for one in down for other in across}
        if places & covered:
            raise Unreadable("merged cells of a sheet lie over each other")
        covered |= places
        name = f"{locator}/{address(row, column)}"
        made = Cell(cell.text, name, across[0], len(across), len(down), cell.unreadable)
        cells.setdefault(down[0], {})[across[0]] = made
    held_rows = {row for row, _ in covered}
    for number in range(len(rows)):
        line = cells.get(number, {})
        blanks = (
            Cell("", f"{locator}/{address(rows[number], columns[at])}", at)
            for at in range(len(columns))
            if (number, at) not in covered
        )
        filled = sum(1 for cell in line.values() if cell.text or cell.unreadable)
        if filled or number in held_rows:
            yield Line(number, tuple(sorted((*line.values(), *blanks), key=lambda cell: cell.column)), filled)


def _cell(cell: etree._Element, number_format: str) -> _Held:
    down, across = _number(cell, "MergeDown"), _number(cell, "MergeAcross")
    data = cell.find(SS + "Data")
    if data is None:
        return _Held("", NOT_CALCULATED if _get(cell, "Formula") else "", down + 1, across + 1)
    text, unreadable = _printed(data, number_format)
    return _Held(text, unreadable, down + 1, across + 1)


def _printed(data: etree._Element, number_format: str) -> tuple[str, str]:
    """The text of a cell, and why it is not read as a figure (``""`` if it is)."""
    kind, text = _get(data, "Type"), _text(data)
    if kind == "Number":
        number = number_of(text)
        if number is None or not prints_as_it_is(number, number_format):
            return text, NUMBER_FORMAT
        return number_text(float(number)), ""
    if kind == "DateTime":
        return text, DATE
    if kind == "Error":
        return "", ERROR
    if kind == "Boolean":
        return ("TRUE" if text == "1" else "FALSE"), ""
    struck = any(_name(part) in _STRUCK for part in data.iterdescendants())
    own_words = "@" in number_format and number_format not in PLAIN
    return text, STRUCK if struck else NUMBER_FORMAT if own_words and text else ""


def _text(part: etree._Element) -> str:
    """The text of a cell; a raised or lowered piece of it in brackets, as a footnote mark is no digit of a figure."""
    return clean(_joined(part))


def _joined(part: etree._Element) -> str:
    pieces = [part.text or ""]
    for child in part:
        inner = _joined(child)
        pieces += [f"〔{inner}〕" if inner and _name(child) in _RAISED else inner, child.tail or ""]
    return "".join(pieces)


def _columns(table: etree._Element) -> tuple[dict[int, str], set[int]]:
    """The style of each column that names one, and the columns that are hidden."""
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
    return styles, hidden


def _at(element: etree._Element, before: int) -> int:
    """The 0-based place of a row, column or cell: behind the one before it, or where it says itself."""
    at = (_number(element, "Index") or before + 2) - 1
    if at <= before:
        raise Unreadable("broken workbook: its rows or cells are out of order")
    return at


def _is_hidden(element: etree._Element) -> bool:
    return _get(element, "Hidden") in ("1", "true", "True")


def _shown(count: int, hidden: set[int]) -> list[int]:
    return [number for number in range(count) if number not in hidden]


def _number(element: etree._Element, name: str) -> int:
    text = _get(element, name)
    return min(int(text), MAX_CELLS) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _get(element: etree._Element, name: str) -> str:
    return element.get(SS + name) or element.get(name) or ""


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]
