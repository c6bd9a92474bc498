"""The rows of a sheet as tables and paragraphs, and how a sheet names its places; the same for every kind of
workbook."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from xxgk.extractors.labels.captions import is_narrative
from xxgk.schema.document import Block, Cell, Paragraph, Row, Table, Unreadable
from xxgk.schema.layouts import SHEET_TABLE
from xxgk.schema.text import narrow

DATE = "date"
_COLUMN = attrgetter("column")
_YEAR = re.compile(r"20\d\d")

Position = tuple[int, int]
NARROW, LEAST_DIGIT = "a number wider than its column", 0.75
"""Why a number is not read in place of which ``###`` is shown; the width of a small digit, of those that columns are
measured in."""


def is_narrow(text: str, room: float) -> bool:
    """Whether a number has no room in so many characters."""
    return LEAST_DIGIT * len(text) > room


class Held(NamedTuple):
    """A cell as the file holds it: what it shows, why that is not read, and how many rows and columns it takes."""

    text: str
    unreadable: str = ""
    rows: int = 1
    columns: int = 1


class SheetRow(NamedTuple):
    """One row of a sheet: its 0-based number and its cells; `filled` counts those that show something."""

    number: int
    cells: Row
    filled: int


def visible(
    held: Mapping[Position, Held], extent: tuple[int, int], hidden: tuple[Set[int], Set[int]], locator: str
) -> Iterator[SheetRow]:
    """The lines of so many rows and columns that are seen, without the hidden ones: a merged cell stands where its
    first visible row and column are. Raises Unreadable where merged cells lie over each other."""
    rows, columns = (
        [number for number in range(count) if number not in unseen]
        for count, unseen in zip(extent, hidden, strict=True)
    )
    rows_at, columns_at = ({number: (at,) for at, number in enumerate(seen)} for seen in (rows, columns))
    letters = [_letters(column) for column in range(extent[1])]
    cells: defaultdict[int, list[Cell]] = defaultdict(list)
    covered: defaultdict[int, set[int]] = defaultdict(set)
    for (row, column), (text, unreadable, height, width) in held.items():
        down, across = _taken(row, height, rows_at), _taken(column, width, columns_at)
        if not down or not across:
            continue
        for at in down:
            taken = covered[at]
            if not taken.isdisjoint(across):
                raise Unreadable("merged cells of a sheet lie over each other")
            taken.update(across)
        name = f"{locator}/{letters[column]}{row + 1}"
        cells[down[0]].append(Cell(text, name, across[0], len(across), len(down), unreadable))
    for number, taken in sorted(covered.items()):
        line, row = cells[number], rows[number] + 1
        filled = sum(1 for cell in line if cell.text or cell.unreadable)
        line += [
            Cell("", f"{locator}/{letters[column]}{row}", at) for at, column in enumerate(columns) if at not in taken
        ]
        yield SheetRow(number, tuple(sorted(line, key=_COLUMN)), filled)


def _taken(first: int, count: int, seen: Mapping[int, tuple[int, ...]]) -> Sequence[int]:
    """The places of so many rows or columns from the first one on, of those that are seen."""
    if count == 1:
        return seen.get(first, ())
    return [at for number in range(first, first + count) for at in seen.get(number, ())]


def parted(lines: Sequence[SheetRow], locator: str) -> Iterator[Block]:
    """Tables and the texts around them. A row of one text is a paragraph at the head of a sheet, where it is merged at
    its foot, and where it is a title of a section or running text; else it belongs to its table, as the headings over
    rows do, and the rows whose values are blank."""
    wide = [index for index, line in enumerate(lines) if line.filled > 1]
    first, last = (wide[0], wide[-1]) if wide else (len(lines), -1)
    table: list[SheetRow] = []
    for index, line in enumerate(lines):
        alone = next((cell for cell in line.cells if cell.text), None) if line.filled == 1 else None
        outside = index < first or (index > last and alone is not None and alone.colspan > 1)
        if alone is None or not (outside or is_narrative(alone.text)):
            table.append(line)
            continue
        yield from _table(table, locator)
        table = []
        yield Paragraph(alone.text, alone.locator)
    yield from _table(table, locator)


def named(sheets: Sequence[tuple[str, Sequence[Block]]]) -> list[Block]:
    """The blocks of the sheets of a workbook, each with its name: what stands on one called 样表 or 2022年 beside
    others is a sample, or of that year. Names that all tell the same year, that of which they were copied perhaps, part
    nothing."""
    years = {tuple(_YEAR.findall(narrow(name))) for name, _ in sheets}
    if len(sheets) < 2 or (len(years) == 1 and any(years)):
        return [block for _, blocks in sheets for block in blocks]
    return [
        replace(block, sheet=name) if isinstance(block, Table) else block for name, blocks in sheets for block in blocks
    ]


def _table(lines: Sequence[SheetRow], locator: str) -> Iterator[Block]:
    """The lines as a table without empty columns at its sides; merged cells end with it. Texts one below the other are
    no table."""
    shown = [cell for line in lines for cell in line.cells if cell.text or cell.unreadable]
    if not any(line.filled > 1 for line in lines):
        yield from (Paragraph(cell.text, cell.locator) for cell in shown if cell.text)
        return
    left, right = min(cell.column for cell in shown), max(cell.column + cell.colspan for cell in shown)
    end = lines[-1].number + 1
    rows = tuple(
        tuple([_within(cell, left, right, end - line.number) for cell in line.cells if left <= cell.column < right])
        for line in lines
    )
    corners = f"{address(lines[0].number, left)}:{address(end - 1, right - 1)}"
    yield Table(rows, f"{locator}/{corners}", SHEET_TABLE, right - left)


def _within(cell: Cell, left: int, right: int, rows: int) -> Cell:
    """A cell by its column in a table, and ending with it."""
    if left == 0 and cell.column + cell.colspan <= right and cell.rowspan <= rows:
        return cell
    colspan, rowspan = min(cell.colspan, right - cell.column), min(cell.rowspan, rows)
    return cell._replace(column=cell.column - left, colspan=colspan, rowspan=rowspan)


def address(row: int, column: int) -> str:
    """A place (0-based) as a spreadsheet names it: ``C14``."""
    return f"{_letters(column)}{row + 1}"


@lru_cache(maxsize=1024)
def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
