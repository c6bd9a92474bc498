"""The grid of an HTML table: which cell stands in which column once spans are laid out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from operator import methodcaller

from xxgk.extractors.readers.html.print import GONE, IMAGE, Marks
from xxgk.extractors.readers.html.text import text_of
from xxgk.extractors.readers.html.tree import CELLS, SECTIONS, Element
from xxgk.schema.containers import containers
from xxgk.schema.document import Cell, Row, Table

LAYOUT = containers()["html"].layout
_MAX_COLSPAN = 100
_MAX_WIDTH = 256  # columns that are laid out; the widest statutory form has 15
_PROSE = 200  # characters from which a cell is running text
_SHORT = 12  # characters of a cell that may be a figure
_FEW = 10  # short cells that a frame may have; the smallest statutory table has 34
_DIGITS = re.compile(r"\s*\+?(\d{1,6})")
_ORDER = {"thead": 0, "tfoot": 2}
_SPANS = frozenset(("colspan", "rowspan"))
_ATTRIBUTES = methodcaller("keys")
_cell = tuple.__new__  # of all fields in order: half the time of the class itself, which would look for defaults


def read_table(table: Element, number: int, marks: Marks) -> Table | None:
    """The table as rows of cells, or None where it is no table but a frame around others or around running text.

    `number` counts all tables of the page from 1. Rows are numbered in the order of the source and given in the order
    of print (head, bodies, foot); rows and cells that are not displayed are counted but left out.
    """
    if _holds_tables(table):
        return None
    locator = f"html:table[{number}]"
    rows = [row for section in sections(table) for row in _section_rows(section, locator, marks)]
    if _is_frame(rows):
        return None
    width = 1 + max(row[-1].column for row in rows)
    return Table(tuple(_clip(row, width) for row in rows), locator, LAYOUT, width)


def sections(table: Element) -> list[list[tuple[int, Element]]]:
    """The rows of this table itself, numbered from 1, by section; rows outside any section are bodies of their own."""
    sections: list[tuple[int, list[tuple[int, Element]]]] = []
    loose: list[tuple[int, Element]] | None = None
    ordinal = 0
    for child in table:
        tag = child.tag
        if tag == "tr":
            ordinal += 1
            if loose is None:
                loose = []
                sections.append((1, loose))
            loose.append((ordinal, child))
        elif tag in SECTIONS:
            loose = None
            rows = [row for row in child if row.tag == "tr"]
            sections.append((_ORDER.get(tag, 1), list(enumerate(rows, ordinal + 1))))
            ordinal += len(rows)
    return [rows for _, rows in sorted(sections, key=lambda section: section[0])]


def _section_rows(section: list[tuple[int, Element]], locator: str, marks: Marks) -> Iterator[Row]:
    """The rows of one section, spans laid out: row spans end with their section."""
    shown = [(ordinal, row) for ordinal, row in section if marks[row] != GONE]
    hanging = [0] * _MAX_WIDTH  # column -> index of the first row that is free again
    free = 0  # index of the first row from which on all columns are
    for index, (ordinal, row) in enumerate(shown):
        prefix = f"{locator}/tr[{ordinal}]"
        inside = [cell for cell in row if cell.tag in CELLS]
        if index >= free and _is_plain(inside, marks):
            if inside:
                yield tuple(
                    [
                        _cell(Cell, (text_of(cell), f"{prefix}/{cell.tag}[{number}]", number - 1, 1, 1, "", 1.0))
                        for number, cell in enumerate(inside, 1)
                    ]
                )
            continue
        cells: list[Cell] = []
        column = 0
        for position, cell in enumerate(inside, 1):
            if (reason := marks[cell]) and reason == GONE:
                continue
            while column < _MAX_WIDTH and hanging[column] > index:
                column += 1
            colspan = rowspan = 1
            if raw := cell.get("colspan"):
                colspan = min(_span(raw) or 1, _MAX_COLSPAN, max(_MAX_WIDTH - column, 1))
            if (raw := cell.get("rowspan")) and (rowspan := min(_span(raw) or len(shown), len(shown) - index)) > 1:
                end = min(column + colspan, _MAX_WIDTH)
                hanging[column:end] = [index + rowspan] * (end - column)
                free = max(free, index + rowspan)
            text = text_of(cell)
            if reason == IMAGE and text and not _prints_figure(text):
                reason = ""
            cells.append(_cell(Cell, (text, f"{prefix}/{cell.tag}[{position}]", column, colspan, rowspan, reason, 1.0)))
            column += colspan
        if cells:
            yield tuple(cells)


def _is_plain(cells: Sequence[Element], marks: Marks) -> bool:
    """Whether the cells of a row neither span anything nor show anything besides text."""
    return not any(map(marks.__getitem__, cells)) and _SPANS.isdisjoint(chain.from_iterable(map(_ATTRIBUTES, cells)))


def _prints_figure(text: str) -> bool:
    """Whether a cell may print a figure: then a picture in it may be a part of that, a digit, a sign, a stroke."""
    return len(text) <= _SHORT and any(map(str.isnumeric, text))


def _span(raw: str) -> int:
    """A span by its leading digits, as browsers read it; 1 where there are none; 0 is for the caller to interpret."""
    if len(raw) == 1 and raw.isdecimal():
        return int(raw)
    digits = _DIGITS.match(raw)
    return int(digits.group(1)) if digits else 1


def _clip(row: Row, width: int) -> Row:
    """Column spans that reach beyond the last column in which any cell begins are cut: nothing stands there."""
    if not row or row[-1].column + row[-1].colspan <= width:
        return row
    return (*row[:-1], row[-1]._replace(colspan=width - row[-1].column))


def _holds_tables(table: Element) -> bool:
    """Whether a table lies within that is more than a box around a few words."""
    nested = table.iter("table")
    next(nested)
    return any(
        next(islice(inner.iter(*CELLS), 1, None), None) is not None or len(text_of(inner)) >= _PROSE for inner in nested
    )


def _is_frame(rows: list[Row]) -> bool:
    """Whether the cells only arrange running text: one column, or most of the text in long cells among few others."""
    if not any(row[-1].column for row in rows):
        return True
    lengths = [len(cell.text) for row in rows for cell in row]
    if max(lengths) < _PROSE:
        return False
    prose = [length for length in lengths if length >= _PROSE]
    return 2 * sum(prose) > sum(lengths) and len(lengths) - lengths.count(0) - len(prose) <= _FEW
