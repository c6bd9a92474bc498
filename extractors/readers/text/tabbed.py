"""Tables printed with tabs: one cell a line behind a tab (the print of Word tables), or the cells of a row on one line.

In the first print rows are parted by an empty line and an empty cell is a line with nothing but the tab. A cell may
hold line breaks, even empty lines, so a line without a tab goes on with the cell before it unless two empty lines, or a
title, end the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.readers.text.cut_out import ON_TABLE
from xxgk.extractors.readers.text.lines import Line
from xxgk.schema.document import Cell, Row, Table
from xxgk.schema.layouts import TABBED_CELLS, TABBED_ROWS
from xxgk.schema.sections import narrative
from xxgk.schema.text import NUMBERING, ORDINAL, clean, narrow, normalise

BORDERS = "\t"
LONGEST_CONTINUATION = 60
LONGEST_UNIT = 3
FEWEST_CELLS = 4
_HEADING = re.compile(rf"{ORDINAL}[、.]")
_ON_TABLE = re.compile(rf"{ON_TABLE}|续[^()]{{0,3}}表")


def table_end(lines: Sequence[Line], start: int) -> int:
    """The end of the tabbed table that begins at `start`; `start` itself where none begins there."""
    if _fields(lines[start]) >= 2:
        end = start
        while end < len(lines) and (_fields(lines[end]) >= 2 or _is_blank_row(lines[end])):
            end += 1
        return end
    if not _opens_cell(lines[start]):
        return start
    end = position = start + 1
    while position < len(lines):
        if _opens_cell(lines[position]):
            end = position + 1
        elif lines[position].text.strip() and not _continues(lines, position):
            break
        elif not lines[position].text.strip() and position > start + 1 and not lines[position - 1].text.strip():
            following = position + 1
            if following < len(lines) and not _opens_cell(lines[following]) and lines[following].text.strip():
                break
        position += 1
    return end if _has_table(lines[start:end]) else start


def table(lines: Sequence[Line]) -> Table:
    """The table of the lines that `table_end` delimited."""
    if _fields(lines[0]) >= 2:
        rows = [_row_of_line(line) for line in lines]
        return Table(tuple(rows), lines[0].locator, TABBED_ROWS, max(row[-1].column + 1 for row in rows))
    return Table(tuple(_rows_of_cells(lines)), lines[0].locator, TABBED_CELLS)


def _opens_cell(line: Line) -> bool:
    return line.text.startswith("\t") and "\t" not in line.text.strip()


def _fields(line: Line) -> int:
    """The number of tab-separated fields of a line that is a row by itself, else 0."""
    return line.text.count("\t") + 1 if "\t" in line.text.strip() else 0


def _is_blank_row(line: Line) -> bool:
    """Whether a line among rows is one without figures: nothing but tabs, behind its label if it has one."""
    label = line.text.strip()
    if not label:
        return line.text.count("\t") > 1
    return "\t" in line.text and not _opens_cell(line) and len(label) <= LONGEST_CONTINUATION and "。" not in label


def _continues(lines: Sequence[Line], position: int) -> bool:
    """Whether a line without a tab may be the next line of the cell before it."""
    text = lines[position].text
    if len(text) > LONGEST_CONTINUATION or "。" in text or normalise(text) in narrative().section_of:
        return False
    if not lines[position - 1].text.strip():
        before = next((line.text for line in reversed(lines[:position]) if line.text.strip()), "")
        if _is_apart(text, is_behind_figure=is_valuelike(before)):
            return False
    return any(_opens_cell(line) for line in lines[position + 1 : position + 8])


def _is_apart(text: str, *, is_behind_figure: bool) -> bool:
    """Whether a line behind an empty one is no part of the cell before it: a heading with its number, a caption, or
    what parts two halves of a table; behind a figure also words that neither stand in brackets nor are as short as a
    unit."""
    plain = narrow(text).strip()
    is_words = len(plain) > LONGEST_UNIT and not re.search(r"\d|^其中", plain)
    if is_behind_figure and is_words and (plain[0] != "(" or NUMBERING.match(plain)):
        return True
    return bool(_HEADING.match(plain) or _ON_TABLE.fullmatch(plain)) or plain.endswith(":")


def _has_table(lines: Sequence[Line]) -> bool:
    opening = (line for line in lines if _opens_cell(line))
    return len(list(islice(opening, FEWEST_CELLS))) == FEWEST_CELLS


def _rows_of_cells(lines: Sequence[Line]) -> Iterator[Row]:
    row: list[tuple[Line, list[str]]] = []
    pending_break = False
    for line in lines:
        if _opens_cell(line):
            if pending_break and row:
                yield _row_of_cells(row)
                row = []
            row.append((line, [line.text]))
            pending_break = False
        elif not line.text.strip():
            pending_break = True
        elif row:
            row[-1][1].append(line.text)
            pending_break = False
    if row:
        yield _row_of_cells(row)


def _row_of_cells(row: Sequence[tuple[Line, list[str]]]) -> Row:
    return tuple(Cell(clean("\n".join(texts)), line.locator, number) for number, (line, texts) in enumerate(row))


def _row_of_line(line: Line) -> Row:
    locator, fields = line.locator, line.text.split("\t")
    return tuple([Cell(clean(field), f"{locator}/c{number}", number - 1) for number, field in enumerate(fields, 1)])
