"""Workbooks looked at before they are read: their extent, and what the reader behind it would pass over in silence.

That reader holds a sheet as one block from its first cell to its last, so two cells far apart take all memory; and it
gives an error, and a formula that was never calculated, as a blank. One cell of another kind than it knows costs it the
whole workbook, and a text by a number that is none is the first text to it: such cells are handed to it as text.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from extractors.readers.ole import Compound
from extractors.readers.package import Package
from extractors.readers.sheets.formats import number_of
from schema.document import Unreadable

MAX_CELLS = 100_000  # of a sheet; a report has some 600
MAX_CELLS_OF_ALL = 1_000_000
_LONGEST_SHOWN = 40
_SHARED_STRINGS = "xl/sharedStrings.xml"
ERROR, NOT_CALCULATED = "error", "formula without a value"
NO_NUMBER, NO_TEXT, NO_KIND = "no number of 15 digits", "a text that is not in the workbook", "a value of unknown kind"
_ADDRESS = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

_FORMULA, _BOOL_OR_ERROR, _FILE_PASSWORD, _BOUND_SHEET, _BEGIN = 0x0006, 0x0205, 0x002F, 0x0085, 0x0809
_ONE_CELL = {0x0203, 0x027E, 0x00FD, 0x0204, _FORMULA, _BOOL_OR_ERROR}
_MANY_CELLS = 0x00BD
_ROW_INFO, _COLUMN_INFO = 0x0208, 0x007D


@dataclass(slots=True)
class Blind:
    """What the reader would not see: `cells` by (sheet, (row, column)), 0-based, with why; in `veiled` the sheets
    (1-based) that hide rows or columns; and in `extent` the cells of all sheets, empty ones too."""

    cells: dict[tuple[int, tuple[int, int]], str] = field(default_factory=dict)
    veiled: list[int] = field(default_factory=list)
    extent: int = 0


def examine_xlsx(data: bytes) -> tuple[Blind, bytes]:
    """Check every part of the package against the limits, and every sheet; with the package as it can be read. Raises
    Unreadable."""
    package = Package(data)
    for name in package.names():
        package.part(name)
    shared = package.xml(_SHARED_STRINGS)
    strings = 0 if shared is None else sum(1 for _ in shared.iterchildren("{*}si"))
    blind = Blind()
    changed: dict[str, bytes] = {}
    for number, part in enumerate(_sheet_parts(package)):
        root = package.xml(part) if part else None
        if root is not None and _examine_sheet(root, number, strings, blind):
            changed[part] = etree.tostring(root, encoding="utf-8")
        refuse_all(blind.extent)
    return blind, package.with_parts(changed) if changed else data


def _sheet_parts(package: Package) -> list[str]:
    """The parts of all sheets in the workbook's order, ``""`` for one that is missing."""
    main = package.related("/").get("officeDocument", "/xl/workbook.xml")
    folder, _, leaf = main.rpartition("/")
    workbook, relations = package.xml(main), package.xml(f"{folder}/_rels/{leaf}.rels")
    if workbook is None or relations is None:
        raise Unreadable("not a workbook: it names no sheets")
    targets: Mapping[str, str] = {relation.get("Id", ""): relation.get("Target", "") for relation in relations}
    found = []
    for sheet in workbook.iter("{*}sheet"):
        target = targets.get(sheet.get(_RELATION) or sheet.get("id") or "", "")
        found.append(target if target.startswith("/") or not target else f"{folder}/{target}")
    return found


def _examine_sheet(root: etree._Element, number: int, strings: int, blind: Blind) -> bool:
    """Note what is not to be read in a sheet, of a workbook with so many shared strings; whether cells had to be made
    text for the reader."""
    height = width = 0
    row = -1
    changed = False
    for line in root.iter("{*}row"):
        given = line.get("r", "")
        row = int(given) - 1 if given.isascii() and given.isdigit() and len(given) < 9 else row + 1
        column = -1
        for cell in line.iterchildren("{*}c"):
            match = _ADDRESS.fullmatch(cell.get("r", ""))
            column, row = (_column(match[1]), int(match[2]) - 1) if match else (column + 1, row)
            height, width = max(height, row + 1), max(width, column + 1)
            why = _why_unread(cell, strings)
            if why:
                blind.cells[number, (row, column)] = why
                _make_text(cell)
                changed = True
    _refuse_extent(height * width)
    blind.extent += height * width
    if any(part.get("hidden") in ("1", "true") for part in root.iter("{*}row", "{*}col")):
        blind.veiled.append(number + 1)
    return changed


def _why_unread(cell: etree._Element, strings: int) -> str:
    """Why a cell is not read, ``""`` if it is."""
    kind, value = cell.get("t", "n"), cell.find("{*}v")
    text = "" if value is None else (value.text or "").strip()
    formula = cell.find("{*}f") is not None
    match kind:
        case "e":
            return ERROR
        case "s":
            known = not text or (text.isascii() and text.isdigit() and len(text) < 9 and int(text) < strings)
            return "" if known else NO_TEXT
        case "n" if text:
            return "" if number_of(text) is not None else NO_NUMBER
        case "n":
            return NOT_CALCULATED if formula else ""
        case "str" | "d":
            return NOT_CALCULATED if formula and value is None else ""
        case "inlineStr":
            return NO_KIND if text else ""
        case "b":
            return "" if text in ("", "0", "1") else NO_KIND
        case _:
            return NO_KIND


def _make_text(cell: etree._Element) -> None:
    """Leave the cell with what it holds as plain text, an error without."""
    namespace = str(cell.tag).rpartition("}")[0] + "}"
    held = "" if cell.get("t") == "e" else (cell.findtext("{*}v") or "")
    for child in list(cell):
        cell.remove(child)
    cell.set("t", "inlineStr")
    text = etree.SubElement(etree.SubElement(cell, f"{namespace}is"), f"{namespace}t")
    text.text = held[:_LONGEST_SHOWN]


def _refuse_extent(cells: int) -> None:
    if cells > MAX_CELLS:
        raise Unreadable(f"a sheet of {cells:,} cells; the limit is {MAX_CELLS:,}")


def refuse_all(cells: int) -> None:
    """Raises Unreadable where the sheets of a workbook have too many cells together."""
    if cells > MAX_CELLS_OF_ALL:
        raise Unreadable(f"a workbook of more than {MAX_CELLS_OF_ALL:,} cells")


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def examine_xls(data: bytes) -> Blind:
    """The same of the older format, by its records. Raises Unreadable."""
    compound = Compound(data)
    stream = compound.stream("Workbook") or compound.stream("Book")
    blind = Blind()
    begins = _sheet_begins(stream)
    for number, begin in enumerate(begins):
        _examine_records(stream, begin, number, blind)
        refuse_all(blind.extent)
    return blind


def _sheet_begins(stream: bytes) -> list[int]:
    """The places of all sheets in the workbook's order."""
    found = []
    for code, body in _records(stream, 0):
        if code == _FILE_PASSWORD:
            raise Unreadable("encrypted workbook: a password is needed")
        if code == _BOUND_SHEET and len(body) >= 4:
            found.append(struct.unpack_from("<I", body)[0])
    return found


def _examine_records(stream: bytes, begin: int, number: int, blind: Blind) -> None:
    height = width = 0
    veiled = False
    for code, body in _records(stream, begin):
        if code in _ONE_CELL and len(body) >= 6:
            row, column = struct.unpack_from("<HH", body)
            height, width = max(height, row + 1), max(width, column + 1)
            if (code == _BOOL_OR_ERROR and len(body) >= 8 and body[7]) or _is_error(code, body):
                blind.cells[number, (row, column)] = ERROR
        elif code == _MANY_CELLS and len(body) >= 6:
            row, last = struct.unpack_from("<H", body)[0], struct.unpack_from("<H", body, len(body) - 2)[0]
            height, width = max(height, row + 1), max(width, last + 1)
        elif code == _ROW_INFO and len(body) >= 13:
            veiled = veiled or bool(body[12] & 0x20)
        elif code == _COLUMN_INFO and len(body) >= 10:
            veiled = veiled or bool(body[8] & 0x01)
    _refuse_extent(height * width)
    blind.extent += height * width
    if veiled:
        blind.veiled.append(number + 1)


def _is_error(code: int, body: bytes) -> bool:
    """Whether the result of a formula is an error: then its eight bytes are a mark and not a number."""
    return code == _FORMULA and len(body) >= 14 and body[12:14] == b"\xff\xff" and body[6] == 2


def _records(stream: bytes, at: int) -> list[tuple[int, bytes]]:
    """The records of the substream that begins at `at`, without those nested in it."""
    found = []
    depth = 0
    while at + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, at)
        if code == _BEGIN:
            depth += 1
        elif code == 0x000A:
            depth -= 1
            if depth <= 0:
                break
        elif depth == 1:
            found.append((code, stream[at + 4 : at + 4 + length]))
        at += 4 + length
    return found
