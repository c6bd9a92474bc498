"""Workbooks (.xlsx, .xls): every visible sheet as tables of cells, and as paragraphs where a row is one text.

Numbers are given as their format shows them (``23``, ``1.47``, ``3万``), without marks between thousands. Hidden rows,
columns and sheets are left out; white and struck print is marked, as is what the workbook does not tell (a formula that
was never calculated, an error, a date in place of a figure): never taken for a blank.

Locators are the addresses that a spreadsheet shows: ``xlsx:s1/C14`` is the cell C14 of the first sheet, ``xls:`` of the
older format; ``xlsx:s1/A5:E18`` a table.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.readers.seen import TURNING
from xxgk.extractors.readers.sheets.drawings import UNDER, Drawn
from xxgk.extractors.readers.sheets.formats import is_kept, number_of, plain_text, shown
from xxgk.extractors.readers.sheets.guard import (
    MAX_CELLS,
    MAX_SHEETS,
    NO_NUMBER,
    NUMBER_FORMAT,
    USUAL,
    WIDE,
    Blind,
    examine_xls,
    examine_xlsx,
)
from xxgk.extractors.readers.sheets.layout import DATE, NARROW, Held, Position, is_narrow, named, parted, visible
from xxgk.extractors.readers.sheets.looks import BACKWARDS, ZERO, is_zero
from xxgk.extractors.readers.word.inline import trimmed
from xxgk.schema.containers import media_type
from xxgk.schema.document import Block, Content, Unreadable
from xxgk.schema.remembered import remembered

XLSX, XLS = "xlsx", "xls"
PANIC = "PanicException"  # a failed check within the reader of workbooks; no subclass of Exception

LINES_OF_A_FIGURE = 1
"""Rows further down to which the picture of a figure may reach."""
CellValue = int | float | str | bool | date | datetime | time | timedelta


class _Span(NamedTuple):
    """The rows and columns that a merged cell takes."""

    rows: int
    columns: int


_ALONE = _Span(1, 1)


def read(data: bytes, kind: str) -> Content:
    """A workbook as blocks, sheet after sheet. `Unreadable` for a broken, encrypted or unreasonably large one."""
    blind, data = examine_xlsx(data) if kind == XLSX else (examine_xls(data), data)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        seen = _visible(workbook)
        called = [workbook.sheets_metadata[number].name for number in seen]
        blocks = named([*zip(called, (_blocks(workbook, number, kind, blind) for number in seen), strict=True)])
    except PasswordError as error:
        raise Unreadable("encrypted workbook: a password is needed") from error
    except (CalamineError, OSError, ValueError) as error:
        raise Unreadable(f"broken or cut-off workbook ({str(error).splitlines()[0][:100]})") from error
    except BaseException as error:
        if type(error).__name__ != PANIC:
            raise
        raise Unreadable("broken workbook: its reader gives up on it") from error
    hidden = len(workbook.sheets_metadata) - len(seen)
    remarks = [("SHEET_HIDDEN", f"{hidden} sheets are hidden and were not read")] if hidden else []
    remarks += [
        ("SHEET_HIDDEN", f"sheet {number} has hidden rows or columns, which were not read") for number in blind.veiled
    ]
    return Content(kind, media_type(kind), tuple(blocks), {"sheets": "; ".join(called)}, tuple(remarks))


def _visible(workbook: CalamineWorkbook) -> list[int]:
    sheets = workbook.sheets_metadata
    if len(sheets) > MAX_SHEETS:
        raise Unreadable(f"a workbook with more than {MAX_SHEETS} sheets")
    return [
        number
        for number, sheet in enumerate(sheets)
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
    ]


def _blocks(workbook: CalamineWorkbook, number: int, kind: str, blind: Blind) -> list[Block]:
    sheet = workbook.get_sheet_by_index(number)
    locator = f"{kind}:s{number + 1}"
    unread, figures, formats, texts = (
        {place: what for (at, place), what in found.items() if at == number}
        for found in (blind.cells, blind.figures, blind.formats, blind.texts)
    )
    held, extent = _held(
        sheet, unread, formats, texts, blind.widths.get(number, {}), zeros=number not in blind.without_zeros
    )
    for at, place in blind.shrunk:
        if at == number and place in held and held[place].unreadable == NARROW:
            held[place] = held[place]._replace(unreadable="")
    for place, why in figures.items():
        if place in held and is_valuelike(held[place].text):
            held[place] = held[place]._replace(unreadable=held[place].unreadable or why)
    if number in blind.drawings:
        held |= dict(_under(held, extent, blind.drawings[number]))
    hidden = (blind.hidden_rows.get(number, set()), blind.hidden_columns.get(number, set()))
    return [*parted([*visible(held, extent, hidden, locator)], locator)]


def _held(
    sheet: CalamineSheet,
    unread: Mapping[Position, str],
    formats: Mapping[Position, str],
    texts: Mapping[Position, str],
    widths: Mapping[int, float],
    *,
    zeros: bool,
) -> tuple[dict[Position, Held], tuple[int, int]]:
    """The cells of a sheet that hold something or are merged, by their place; and how many rows and columns it has.
    `widths` are those of its columns."""
    spans, covered = _merges(sheet)
    held: dict[Position, Held] = {}
    height = width = 0
    for row, values in enumerate(_rows(sheet)):
        height, width = row + 1, max(width, len(values))
        for column, value in enumerate(values):
            place = (row, column)
            if value == "" and place not in unread and place not in spans:
                continue
            if place not in covered:
                text, unreadable = _shown(texts.get(place, value), formats.get(place, ""))
                why = unread.get(place, unreadable)
                if not zeros and not isinstance(value, str | bool) and is_zero(text):
                    why = why or ZERO
                if isinstance(value, str) and TURNING in value:
                    why = why or BACKWARDS
                if widths and not isinstance(value, str | bool):
                    own = range(column, column + spans.get(place, _ALONE).columns)
                    room = sum(widths.get(one, widths.get(USUAL, WIDE)) for one in own)
                    why = why or (NARROW if is_narrow(text, room) else "")
                if text or why or place in spans:
                    held[place] = Held(text, why, *spans.get(place, _ALONE))
    return held, (height, width)


def _under(
    held: Mapping[Position, Held], extent: tuple[int, int], drawings: Sequence[Drawn]
) -> Iterator[tuple[Position, Held]]:
    """The cells over which something is drawn that may hide a figure: those that print one, and blank ones over which
    figures are drawn."""
    for place, cell in held.items():
        if cell.text and is_valuelike(cell.text) and any(drawn.lies_over(*place) for drawn in drawings):
            yield place, cell._replace(unreadable=cell.unreadable or UNDER)
    printing = [drawn for drawn in drawings if drawn.prints]
    taken = set(_covered(held)) if printing else set()
    rows = _rows_of_tables(held) if printing else range(0)
    for drawn in printing:
        columns = range(drawn.left, min(drawn.right + 1, extent[1]))
        for row in range(drawn.top, min(drawn.bottom + 1, extent[0])):
            if row not in rows and drawn.bottom - drawn.top > LINES_OF_A_FIGURE:
                continue  # as stamps lie over what is signed
            for place in ((row, column) for column in columns if (row, column) not in taken):
                if place not in held or not held[place].text:
                    yield place, held.get(place, Held(""))._replace(unreadable=UNDER)


def _rows_of_tables(held: Mapping[Position, Held]) -> range:
    """The rows from the first to the last in which more than one cell prints something."""
    counts = Counter(row for (row, _), cell in held.items() if cell.text)
    wide = [row for row, count in counts.items() if count > 1]
    return range(min(wide), max(wide) + 1) if wide else range(0)


def _covered(held: Mapping[Position, Held]) -> Iterator[Position]:
    """The places that merged cells take besides their first."""
    for (row, column), cell in held.items():
        if cell.rows * cell.columns > 1:
            yield from (
                (row + down, column + across)
                for down in range(cell.rows)
                for across in range(cell.columns)
                if down or across
            )


def _rows(sheet: CalamineSheet) -> Iterator[Sequence[CellValue | None]]:
    """The values of each row from A on; None for those of a row that holds a time beyond counting."""
    unread: Sequence[CellValue | None] = [None] * (sheet.end[1] + 1 if sheet.end else 0)
    rows = iter(sheet.iter_rows())
    while True:
        try:
            row: Sequence[CellValue | None] | None = next(rows, None)
        except OverflowError:
            row = unread
        if row is None:
            return
        yield row


def _merges(sheet: CalamineSheet) -> tuple[dict[Position, _Span], set[Position]]:
    """The spans of merged cells by their first cell, and the places that they cover besides."""
    spans: dict[Position, _Span] = {}
    covered: set[Position] = set()
    end_row, end_column = sheet.end or (-1, -1)
    area = 0
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        last_row, last_column = min(bottom, end_row), min(right, end_column)
        if last_row < top or last_column < left or (top, left) in covered:
            continue
        area += (last_row - top + 1) * (last_column - left + 1)
        if area > MAX_CELLS:
            raise Unreadable("merged cells of a sheet lie over each other")
        places = {(row, column) for row in range(top, last_row + 1) for column in range(left, last_column + 1)}
        if places & covered or (len(places) == 1 and bottom == top and right == left):
            continue
        spans[top, left] = _Span(last_row - top + 1, last_column - left + 1)
        covered |= places - {(top, left)}
    return spans, covered


def _shown(value: CellValue | None, number_format: str) -> tuple[str, str]:
    """The text of a cell, and why it is not read as a figure (``""`` if it is)."""
    if isinstance(value, str):
        return trimmed(value), ""
    if isinstance(value, bool):
        return str(value).upper(), ""
    if isinstance(value, int | float):
        return _printed(repr(value), number_format) if is_kept(value) else ("", NO_NUMBER)
    if isinstance(value, date):  # a datetime is one
        return f"{value.year}年{value.month}月{value.day}日", DATE
    return "" if value is None else str(value), DATE


@remembered()
def _printed(stored: str, number_format: str) -> tuple[str, str]:
    """The same of a number."""
    number = number_of(stored)
    if number is None:
        return "", NO_NUMBER
    printed = shown(number, number_format)
    return (plain_text(number), NUMBER_FORMAT) if printed is None else (printed, "")
