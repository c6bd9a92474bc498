"""Workbooks looked at before they are read: their extent, and what the reader behind it would pass over in silence.

That reader holds a sheet as one block from its first cell to its last, so two cells far apart take all memory; and it
gives an error, and a formula that was never calculated, as a blank. One cell of another kind than it knows costs it the
whole workbook, and a text by a number that is none is the first text to it: such cells are handed to it as text.
"""

from __future__ import annotations

import re
import struct
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import inf
from typing import NamedTuple

from lxml import etree

from xxgk.extractors.readers.ole import Compound
from xxgk.extractors.readers.package import Package
from xxgk.extractors.readers.sheets.drawings import Drawn, drawings_on
from xxgk.extractors.readers.sheets.drawings_97 import drawings_in
from xxgk.extractors.readers.sheets.formats import PLAIN, number_of, shows_text
from xxgk.extractors.readers.sheets.layout import Position
from xxgk.extractors.readers.sheets.looks import (
    CONDITIONAL,
    Look,
    changes_print,
    hides_print,
    hiding_conditions,
    mark_pieces,
    of_package,
)
from xxgk.extractors.readers.sheets.looks_97 import Looks97, hiding_areas, looks_of
from xxgk.schema.document import Unreadable
from xxgk.schema.remembered import remembered

MAX_SHEETS = 100
MAX_CELLS = 100_000  # of a sheet; a report has some 600
MAX_CELLS_OF_ALL = 1_000_000
MOST_AREAS = 50  # that conditions of a sheet may hide and that are told apart
_LONGEST_SHOWN = 40
_SHARED_STRINGS = "xl/sharedStrings.xml"
ERROR, NOT_CALCULATED = "error", "formula without a value"
NUMBER_FORMAT, FORMULA = "number format", "a formula that its sheet shows in place of its value"
STALE = "a formula that is calculated anew when the workbook is opened"
LEAST_HEIGHT, LEAST_WIDTH, WIDE = 2.0, 0.5, 12.0
USUAL, LEAST_USUAL, _PADDING = -1, 8.0, 0.7
"""In place of a column, all those of which nothing is told; characters from which any figure has room in such a one,
and of what stands beside the characters of one."""
"""Points of a row, and characters of a column, below which nobody sees what stands in it."""
NO_NUMBER, NO_TEXT, NO_KIND = "no number of 15 digits", "a text that is not in the workbook", "a value of unknown kind"
_ADDRESS = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_ON, _OFF = ("1", "true"), ("0", "false")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

_FORMULA, _BOOL_OR_ERROR, _FILE_PASSWORD, _BOUND_SHEET, _BEGIN = 0x0006, 0x0205, 0x002F, 0x0085, 0x0809
_ONE_CELL = {0x0203, 0x027E, 0x00FD, 0x0204, _FORMULA, _BOOL_OR_ERROR}
_SHARED_TEXT = 0x00FD
_TEXTS = {_SHARED_TEXT, 0x0204}
_MANY_CELLS = 0x00BD
_DIMENSIONS, _OF_DIMENSIONS = 0x0200, {10: "<4H", 14: "<2I2H"}
_LAST_COLUMN = 255
_USUAL_WIDTH, _USUAL_WIDTH_EXACT = 0x0055, 0x0099
_ROW_INFO, _COLUMN_INFO, _WINDOW, _SHOWS_ZEROS, _SHOWS_FORMULAS = 0x0208, 0x007D, 0x023E, 0x10, 0x01


@dataclass(slots=True)
class Blind:
    """What the reader would not see, by (sheet, (row, column)), 0-based: in `cells` why one is not read, in `figures`
    why it is not where it is a figure, in `formats` the number formats, in `texts` texts with the marks of their
    pieces; by sheet the hidden rows and columns and what is drawn over cells, and those that show no zeros; in
    `extent` the cells of all sheets, empty ones too; by sheet and column the `widths` that are told, in characters, and
    the cells whose print is `shrunk` to theirs."""

    cells: dict[tuple[int, Position], str] = field(default_factory=dict)
    figures: dict[tuple[int, Position], str] = field(default_factory=dict)
    formats: dict[tuple[int, Position], str] = field(default_factory=dict)
    hidden_rows: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    hidden_columns: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    texts: dict[tuple[int, Position], str] = field(default_factory=dict)
    without_zeros: set[int] = field(default_factory=set)
    drawings: dict[int, list[Drawn]] = field(default_factory=dict)
    extent: int = 0
    widths: defaultdict[int, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))
    shrunk: set[tuple[int, Position]] = field(default_factory=set)

    @property
    def veiled(self) -> list[int]:
        """The sheets (1-based) that hide rows or columns."""
        return [number + 1 for number in sorted({*self.hidden_rows, *self.hidden_columns})]

    def look(self, sheet: int, place: Position, look: Look, *, is_text: bool) -> None:
        """Note how a cell that holds something is shown."""
        if look.figures:
            self.figures[sheet, place] = look.figures
        if look.shrinks:
            self.shrunk.add((sheet, place))
        if look.unseen:
            self.cells[sheet, place] = look.unseen
        elif is_text and not shows_text(look.number_format):
            self.cells[sheet, place] = NUMBER_FORMAT
        elif not is_text and look.number_format not in PLAIN:
            self.formats[sheet, place] = look.number_format


class _Workbook(NamedTuple):
    """What the sheets of a workbook share: looks, of each shared text why it is not read, the looks of conditions
    that hide, and whether the values kept of formulas are out of date, as by programs that fill in templates."""

    looks: list[Look]
    unseen: list[str]
    conditions: set[int]
    is_stale: bool


def examine_xlsx(data: bytes) -> tuple[Blind, bytes]:
    """Check every part of the package against the limits, and every sheet; with the package as it can be read. Raises
    Unreadable."""
    package = Package(data)
    for name in package.names():
        package.part(name)
    parts, is_stale = _sheets_of(package)
    shared = package.xml(_SHARED_STRINGS)
    marked = [] if shared is None else [mark_pieces(text) for text in shared.iterchildren("{*}si")]
    unseen = [why for _, why in marked]
    workbook = _Workbook(of_package(package) or [Look()], unseen, hiding_conditions(package), is_stale)
    blind = Blind()
    changed: dict[str, bytes] = {}
    if shared is not None and any(is_changed for is_changed, _ in marked):
        changed[_SHARED_STRINGS] = etree.tostring(shared, encoding="utf-8")
    for number, part in enumerate(parts):
        root = package.xml(part) if part else None
        if root is not None and next(root.iterchildren("{*}drawing", "{*}legacyDrawing"), None) is not None:
            blind.drawings[number] = drawings_on(package, part)
        if root is not None and _examine_sheet(root, number, workbook, blind):
            changed[part] = etree.tostring(root, encoding="utf-8")
        refuse_all(blind.extent)
    return blind, package.with_parts(changed) if changed else data


def _sheets_of(package: Package) -> tuple[list[str], bool]:
    """The parts of all sheets in the workbook's order, ``""`` for one that is missing; and whether all is calculated
    anew when the workbook is opened."""
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
    return found, any(settings.get("fullCalcOnLoad") in _ON for settings in workbook.iterchildren("{*}calcPr"))


def _examine_sheet(root: etree._Element, number: int, workbook: _Workbook, blind: Blind) -> bool:
    """Note what is not to be read in a sheet, and how its cells are shown; whether cells had to be changed for the
    reader."""
    height = width = 0
    row = -1
    changed = False
    filled: set[Position] = set()
    shows_formulas = any(view.get("showFormulas") in _ON for view in root.iter("{*}sheetView"))
    for line in root.iter("{*}row"):
        given = line.get("r", "")
        row = int(given) - 1 if given.isascii() and given.isdigit() and len(given) < 9 else row + 1
        column = -1
        for cell in line.iterchildren("{*}c"):
            name = cell.get("r", "")
            place = _place(name)
            if place is None and name:
                raise Unreadable(f"a cell at a place that no sheet has: {name[:_LONGEST_SHOWN]!r}")
            row, column = place or (row, column + 1)
            height, width = max(height, row + 1), max(width, column + 1)
            parts = _parts(cell)
            why = _why_unread(cell, parts, len(workbook.unseen))
            if why:
                blind.cells[number, (row, column)] = why
                _make_text(cell)
                changed = True
            elif len(cell):
                filled.add((row, column))
                changed |= _look_at(cell, parts, (number, (row, column)), workbook, blind)
                if shows_formulas and "f" in parts:
                    blind.cells[number, (row, column)] = FORMULA
                elif workbook.is_stale and "f" in parts:
                    blind.figures[number, (row, column)] = STALE
        if line.get("hidden") in _ON or is_flat(line.get("ht"), LEAST_HEIGHT):
            blind.hidden_rows[number].add(row)
    _refuse_extent(height * width)
    blind.extent += height * width
    for place in _conditional(root, filled, workbook.conditions):
        blind.cells.setdefault((number, place), CONDITIONAL)
    if any(view.get("showZeros") in _OFF for view in root.iter("{*}sheetView")):
        blind.without_zeros.add(number)
    _heed_columns(root, number, width, blind)
    return changed


def _heed_columns(root: etree._Element, number: int, count: int, blind: Blind) -> None:
    """Note which of so many columns of a sheet are hidden, and how wide the others are."""
    if (usual := root.find("{*}sheetFormatPr")) is not None:
        width, base = usual.get("defaultColWidth"), usual.get("baseColWidth")
        if is_flat(width or base, LEAST_USUAL):
            blind.widths[number][USUAL] = float(width or base or 0) + (0 if width else _PADDING)
    for columns in root.iter("{*}col"):
        first, last = (int(columns.get(end) or 0) for end in ("min", "max"))
        if first > count:
            continue
        places = range(max(0, first - 1), min(last, count))
        if columns.get("hidden") in _ON or is_flat(columns.get("width"), LEAST_WIDTH):
            blind.hidden_columns[number].update(places)
        elif is_flat(columns.get("width"), inf if USUAL in blind.widths[number] else WIDE):
            blind.widths[number].update(dict.fromkeys(places, float(columns.get("width", ""))))


def is_flat(told: str | None, least: float) -> bool:
    """Whether a height or width that is told is too small for anything to be seen in it."""
    text = (told or "").strip()
    return text.replace(".", "", 1).isdigit() and text.isascii() and len(text) < 20 and float(text) < least


def _conditional(root: etree._Element, filled: set[Position], hiding: set[int]) -> set[Position]:
    """The cells whose print a condition may change or hide; all of them where there are too many such conditions."""
    areas = [
        area
        for condition in root.iter("{*}conditionalFormatting")
        if any(_may_hide(rule, hiding) for rule in condition.iterchildren("{*}cfRule"))
        for area in (condition.get("sqref") or condition.findtext("{*}sqref") or "").split()
    ]
    ends = [(_place(first), _place(last or first)) for first, _, last in (area.partition(":") for area in areas)]
    known = [(begin[0], end[0], begin[1], end[1]) for begin, end in ends if begin and end]
    return _within(known, filled) if len(known) == len(areas) else filled


def _within(areas: Sequence[tuple[int, int, int, int]], filled: set[Position]) -> set[Position]:
    """The cells within some areas (first and last row, first and last column); all where these are too many."""
    if len(areas) > MOST_AREAS:
        return filled
    return {
        (row, column)
        for top, bottom, left, right in areas
        for row, column in filled
        if top <= row <= bottom and left <= column <= right
    }


def _may_hide(rule: etree._Element, hiding: set[int]) -> bool:
    look = rule.get("dxfId", "")
    if look.isascii() and look.isdigit() and len(look) < 6 and int(look) in hiding:
        return True
    if any(changes_print(own) for own in rule.iterchildren("{*}dxf")):
        return True
    scaled = (colour for scale in rule.iterchildren("{*}colorScale") for colour in scale.iterchildren("{*}color"))
    if any(map(hides_print, scaled)):
        return True
    return any(one.get("showValue") in ("0", "false") for one in rule.iterchildren("{*}iconSet", "{*}dataBar"))


def _parts(cell: etree._Element) -> dict[str, etree._Element]:
    """What a cell is made of, by local name, the first of each: its value, formula, or text."""
    parts: dict[str, etree._Element] = {}
    for part in cell:
        parts.setdefault(str(part.tag).rpartition("}")[2], part)
    return parts


def _look_at(
    cell: etree._Element,
    parts: Mapping[str, etree._Element],
    at: tuple[int, Position],
    workbook: _Workbook,
    blind: Blind,
) -> bool:
    """Note how a cell is shown; whether marks had to be put around pieces of its text."""
    index, kind = cell.get("s", "0"), cell.get("t", "n")
    look = workbook.looks[int(index)] if index.isdigit() and int(index) < len(workbook.looks) else Look()
    blind.look(*at, look, is_text=kind in ("s", "str", "inlineStr"))
    if kind == "s" and "v" in parts and (value := parts["v"].text) and (unseen := workbook.unseen[int(value)]):
        blind.cells[at] = unseen
    inner = parts.get("is") if kind == "inlineStr" else None
    if inner is None:
        return False
    changed, unseen = mark_pieces(inner)
    if unseen:
        blind.cells[at] = unseen
    return changed


def _why_unread(cell: etree._Element, parts: Mapping[str, etree._Element], strings: int) -> str:
    """Why a cell is not read, ``""`` if it is."""
    kind, value = cell.get("t", "n"), parts.get("v")
    text = "" if value is None else (value.text or "").strip()
    formula = "f" in parts
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


def _refuse_dimensions(body: bytes) -> None:
    """Refuse a sheet that says of itself to end before it begins, or to be too large: its reader makes room for all of
    it."""
    shape = _OF_DIMENSIONS.get(len(body))
    if shape is None:
        return
    top, bottom, left, right = struct.unpack_from(shape, body)
    if (bottom or right) and (bottom < top or right < left):
        raise Unreadable("broken workbook: a sheet ends before it begins")
    _refuse_extent((bottom - top) * (right - left))


def refuse_all(cells: int) -> None:
    """Raises Unreadable where the sheets of a workbook have too many cells together."""
    if cells > MAX_CELLS_OF_ALL:
        raise Unreadable(f"a workbook of more than {MAX_CELLS_OF_ALL:,} cells")


@remembered()
def _place(address: str) -> Position | None:
    """The place that an address names; None where it names none."""
    match = _ADDRESS.fullmatch(address)
    return (int(match[2]) - 1, _column(match[1])) if match else None


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
    shared = _records(stream, 0)
    looks = looks_of(shared)
    for number, begin in enumerate(_sheet_begins(shared)):
        _examine_records(_records(stream, begin), _Sheet(number, looks), blind)
        refuse_all(blind.extent)
    return blind


def _sheet_begins(records: Sequence[tuple[int, bytes]]) -> list[int]:
    """The places of all sheets in the workbook's order."""
    found = []
    for code, body in records:
        if code == _FILE_PASSWORD:
            raise Unreadable("encrypted workbook: a password is needed")
        if code == _BOUND_SHEET and len(body) >= 4:
            found.append(struct.unpack_from("<I", body)[0])
    return found


class _Sheet(NamedTuple):
    """A sheet by its number, and the looks of its workbook."""

    number: int
    shared: Looks97


def _examine_records(records: Sequence[tuple[int, bytes]], sheet: _Sheet, blind: Blind) -> None:
    height = width = 0
    number = sheet.number
    hidden: list[tuple[int, int]] = []
    filled: set[Position] = set()
    for code, body in records:
        if code in _ONE_CELL and len(body) >= 6:
            row, column, index = struct.unpack_from("<HHH", body)
            height, width = max(height, row + 1), max(width, column + 1)
            filled.add((row, column))
            _look_up(sheet, blind, (row, column), index, is_text=code in _TEXTS)
            if code == _SHARED_TEXT and len(body) >= 10:
                _heed_pieces(sheet, blind, (row, column), struct.unpack_from("<I", body, 6)[0])
            if (code == _BOOL_OR_ERROR and len(body) >= 8 and body[7]) or _is_error(code, body):
                blind.cells[number, (row, column)] = ERROR
        elif code == _MANY_CELLS and len(body) >= 6:
            row, first = struct.unpack_from("<HH", body)
            last = struct.unpack_from("<H", body, len(body) - 2)[0]
            height, width = max(height, row + 1), max(width, last + 1)
            for place in range((len(body) - 6) // 6):
                index = struct.unpack_from("<H", body, 4 + 6 * place)[0]
                filled.add((row, first + place))
                _look_up(sheet, blind, (row, first + place), index, is_text=False)
        elif code == _DIMENSIONS:
            _refuse_dimensions(body)
        else:
            _heed_sheet(code, body, number, hidden, blind)
    _refuse_extent(height * width)
    blind.extent += height * width
    _heed_what_lies_over(records, sheet, filled, blind)
    for first, last in hidden:
        if first < width:
            blind.hidden_columns[number].update(range(first, min(last + 1, width)))


def _heed_what_lies_over(
    records: Sequence[tuple[int, bytes]], sheet: _Sheet, filled: set[Position], blind: Blind
) -> None:
    """Note the cells whose print a condition may change, those that show a formula, and what is drawn over cells."""
    number = sheet.number
    areas = list(islice(hiding_areas(records, sheet.shared.colours), MOST_AREAS + 1))
    for one in _within(areas, filled):
        blind.cells.setdefault((number, one), CONDITIONAL)
    if any(code == _WINDOW and body[:1] and body[0] & _SHOWS_FORMULAS for code, body in records):
        formulas = (body for code, body in records if code == _FORMULA and len(body) >= 4)
        blind.cells |= {(number, struct.unpack_from("<HH", body)): FORMULA for body in formulas}
    if drawings := drawings_in(records):
        blind.drawings[number] = drawings


def _heed_sheet(code: int, body: bytes, number: int, hidden: list[tuple[int, int]], blind: Blind) -> None:
    """Note what a record says of a whole sheet: its hidden rows and columns, and whether it shows zeros."""
    if code == _ROW_INFO and len(body) >= 13 and (body[12] & 0x20 or _is_low(body)):
        blind.hidden_rows[number].add(struct.unpack_from("<H", body)[0])
    elif code == _COLUMN_INFO and len(body) >= 10 and (body[8] & 0x01 or _word(body, 4) < 256 * LEAST_WIDTH):
        hidden.append(struct.unpack_from("<HH", body))
    elif code in (_USUAL_WIDTH, _USUAL_WIDTH_EXACT) and len(body) >= 2:
        usual = _word(body, 0) + _PADDING if code == _USUAL_WIDTH else _word(body, 0) / 256
        if usual < LEAST_USUAL:
            blind.widths[number][USUAL] = usual
    elif code == _COLUMN_INFO and len(body) >= 10:
        width = _word(body, 4) / 256
        if width >= WIDE and USUAL not in blind.widths[number]:
            return
        first, last = struct.unpack_from("<HH", body)
        blind.widths[number].update(dict.fromkeys(range(first, min(last, _LAST_COLUMN) + 1), width))
    elif code == _WINDOW and len(body) >= 2 and not body[0] & _SHOWS_ZEROS:
        blind.without_zeros.add(number)


def _is_low(row: bytes) -> bool:
    """Whether a row is of its own height, in twentieths of a point, and nothing is seen in it."""
    return 0 < _word(row, 6) < 20 * LEAST_HEIGHT


def _word(body: bytes, at: int) -> int:
    return int.from_bytes(body[at : at + 2], "little")


def _look_up(sheet: _Sheet, blind: Blind, place: Position, index: int, *, is_text: bool) -> None:
    look = sheet.shared.looks[index] if index < len(sheet.shared.looks) else Look()
    blind.look(sheet.number, place, look, is_text=is_text)


def _heed_pieces(sheet: _Sheet, blind: Blind, place: Position, index: int) -> None:
    """Note what pieces with fonts of their own make of a shared text."""
    marked = sheet.shared.texts.get(index)
    if marked is not None and marked.unseen:
        blind.cells[sheet.number, place] = marked.unseen
    elif marked is not None:
        blind.texts[sheet.number, place] = marked.text


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
