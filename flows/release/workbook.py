"""Tables as the sheets of an .xlsx workbook, written row by row in constant memory: typed cells, a frozen header with a
filter, columns as wide as what they hold, and text that stays text. Rows beyond the limit of a sheet go on in a further
sheet; a sheet `about` says what the columns are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from traceback import walk_tb
from typing import Any
from zipfile import ZipFile

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xxgk.flows.mishaps import naming
from xxgk.flows.warehouse.warehouse import WarehouseError
from xxgk.schema.inert import inert

Formats = Mapping[object, Format]

ROWS = 1_048_576 - 1
"""Rows of a sheet, the header left out."""

SHEETS = 10
"""Sheets of a workbook; a larger table is for Parquet."""

LONGEST = 32_767
"""Characters of a cell. A longer text is cut, and says so at its end."""

CUT = " … [cut: {} characters in all]"

NARROW, WIDE = 8, 48
"""Least and greatest width of a column, in characters of Latin script; a Chinese one takes two."""


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """A table of the workbook: `title` over the sheet, its `name` in the warehouse, of each column head, name and
    comment, and pieces of its rows."""

    title: str
    name: str
    columns: Sequence[tuple[str, str, str]]
    rows: Callable[[], Iterable[Sequence[Sequence[Any]]]]


def check(counts: Mapping[str, int]) -> None:
    """Raises WarehouseError where a table of so many rows fits no workbook."""
    large = [name for name, count in counts.items() if count > ROWS * SHEETS]
    if large:
        raise WarehouseError(
            f"{', '.join(large)}: more than {SHEETS} sheets of {ROWS} rows; "
            "name other tables with --tables, or write parquet"
        )


def write(path: Path, sheets: Sequence[WorkbookSheet]) -> None:
    """Write the tables one after the other, then what their columns are."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with _on_disk(path), xlsxwriter.Workbook(str(path), options) as book:
        formats = {
            "head": book.add_format({"bold": True, "bottom": 1}),
            "quoted": book.add_format({"quote_prefix": True}),
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        }
        for table in sheets:
            every = chain.from_iterable(table.rows())
            for number in range(1, SHEETS + 1):
                piece = list(islice(every, 1))
                if number > 1 and not piece:
                    break
                sheet = book.add_worksheet(_title(table.title) + (f" {number}" if number > 1 else ""))
                _fill(sheet, [head for head, *_ in table.columns], chain(piece, islice(every, ROWS - 1)), formats)
        about = book.add_worksheet("about" if all(table.title != "about" for table in sheets) else "about it")
        lines = [(_title(table.title), table.name, *column) for table in sheets for column in table.columns]
        _fill(about, ["sheet", "table", "head", "column", "meaning"], lines, formats)


def _title(title: str) -> str:
    """A name that a sheet may have, with room for a number behind it."""
    return re.sub(r"[\[\]:*?/\\]", " ", title)[:28].strip("' ") or "sheet"


@contextmanager
def _on_disk(path: Path) -> Iterator[None]:
    """What the system refuses is an OSError that names the file, not one of the library."""
    with naming(path):
        try:
            yield
        except FileCreateError as error:
            _let_go(error)
            raise error.args[0] if isinstance(error.args[0], OSError) else OSError(str(error)) from error


def _let_go(error: BaseException | None) -> None:
    """Forget the archive that the library could not write and left open: when it is collected it would try once more,
    and its failure would be printed between the lines of the program."""
    while error is not None:
        for frame, _ in walk_tb(error.__traceback__):
            for value in frame.f_locals.values():
                if isinstance(value, ZipFile):
                    value.fp = None
        error = error.__context__


def _fill(sheet: Worksheet, head: Sequence[str], rows: Iterable[Sequence[Any]], formats: Formats) -> None:
    sheet.freeze_panes(1, 0)
    widths = [_width(title) + 3 for title in head]
    for place, title in enumerate(head):
        sheet.write_string(0, place, title, formats["head"])
    line = 0
    for line, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            widths[place] = max(widths[place], _width(value))
            _cell(sheet, line, place, value, formats)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, max(NARROW, min(WIDE, width + 1)))
    if head:
        sheet.autofilter(0, 0, max(line, 1), len(head) - 1)


def _width(value: object) -> int:
    """Characters that a value takes in a line, of those that count."""
    text = str(value)[:WIDE] if value is not None else ""
    return sum(1 if character < "\u2e80" else 2 for character in text)


def _cell(sheet: Worksheet, line: int, place: int, value: object, formats: Formats) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, place, value)
    elif isinstance(value, (int, float, Decimal)):
        sheet.write_number(line, place, value)
    elif isinstance(value, (date, datetime)):
        sheet.write_datetime(line, place, value, formats[type(value)])
    else:
        text = str(value)
        if len(text) > LONGEST:
            note = CUT.format(len(text))
            text = text[: LONGEST - len(note)] + note
        sheet.write_string(line, place, text, formats["quoted"] if inert(text) != text else None)
