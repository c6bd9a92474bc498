"""Tables drawn with characters (``│ ├──┼──┤`` or ``| +--+--+ |``), as programs print pages on a terminal: spans are
drawn, so the grid is known.

A character may be one or two columns wide, and programs differ about some: that width is taken with which all lines of
a drawing begin and end below each other. Where there is none, or the lines enclose no rectangles, no figure of the
drawing is read.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import NamedTuple
from unicodedata import east_asian_width

from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.readers.text import pipes
from xxgk.extractors.readers.text.lines import Line
from xxgk.schema.document import Cell, Row, Table
from xxgk.schema.layouts import DRAWN_TABLE
from xxgk.schema.text import clean

BARS = "│┃║╎┆┊"
ACROSS = "─━═╌┄┈"
JOINTS = "┼├┤┬┴┌┐└┘╋┣┫┳┻┏┓┗┛╬╠╣╦╩╔╗╚╝╪╞╡╤╧╒╕╘╛╫╟╢╥╨╓╖╙╜╭╮╯╰"
BORDERS = f"{BARS}{JOINTS}+"
MOST_BARS = 64
"""Columns of a drawing that is understood; the widest form has 15."""
_UPRIGHT, _LEVEL = frozenset(BARS + JOINTS), frozenset(ACROSS + JOINTS)
_OPENS = re.compile(rf"\s*+(?:[{BARS}{JOINTS}]|\+[-=])")
_OF_DRAWING = re.compile(rf"\s*+[{BARS}{JOINTS}|+]")
_EDGES = frozenset(f"{BARS}{JOINTS}|+")
_PLAIN_RULE = re.compile(r"\+(?:[-=]{1,400}+\+)++")
_AS_DRAWN = str.maketrans("+-=|", "┼──│")


class _Width(NamedTuple):
    """How many columns a line takes, and a character of which programs are not of one mind."""

    line: int
    doubtful: int


_WIDTHS = (_Width(1, 1), _Width(1, 2), _Width(2, 2))


class _Drawing(NamedTuple):
    """The columns at which bars stand, and of each line the text between two of them, empty where they are the same,
    whether a rule runs there, and whether a bar stands before it."""

    bars: Sequence[int]
    texts: Sequence[Sequence[str]]
    rules: Sequence[Sequence[bool]]
    walls: Sequence[Sequence[bool]]


def table_end(lines: Sequence[Line], start: int) -> int:
    """The end of the drawing that begins at `start`; `start` itself where none begins there."""
    if not _OPENS.match(lines[start].text):
        return start
    end = start
    while end < len(lines) and _OF_DRAWING.match(lines[end].text) and lines[end].text.rstrip()[-1] in _EDGES:
        if end > start and _are_of_two(lines[end - 1].text, lines[end].text):
            break
        end += 1
    kinds = {_is_rule(line.text) for line in lines[start:end]}
    return end if kinds == {True, False} else start


def _are_of_two(above: str, below: str) -> bool:
    """Whether a line is the last rule of a drawing, and the one below it the first of another: they do not begin and
    end below each other."""
    ends = [(len(text) - len(text.lstrip()), len(text.rstrip())) for text in (above, below)]
    return ends[0] != ends[1] and _is_rule(above) and _is_rule(below)


def table(lines: Sequence[Line]) -> Table:
    """The table of the lines that `table_end` delimited."""
    drawn = [_as_drawn(line.text) for line in lines]
    for width in _WIDTHS:
        drawing = _drawing(drawn, width)
        rows = None if drawing is None else _rows(drawing, lines)
        if drawing is not None and rows is not None:
            return Table(rows, lines[0].locator, DRAWN_TABLE, len(drawing.bars) - 1)
    apart = pipes.table([line for line in lines if not _is_rule(line.text)])
    return replace(apart, rows=tuple([tuple([_in_doubt(cell) for cell in row]) for row in apart.rows]))


def _in_doubt(cell: Cell) -> Cell:
    """A cell of a drawing that is not understood: what stands in it may be the half of a wrapped one."""
    return (
        cell._replace(unreadable="a drawing that is not understood")
        if not cell.text or is_valuelike(cell.text)
        else cell
    )


def _as_drawn(text: str) -> str:
    """A line with plain signs for rules and bars as one with drawn ones."""
    ruled = _PLAIN_RULE.sub(lambda found: found[0].translate(_AS_DRAWN), text)
    return ruled.replace("|", "│") if ruled != text or "│" not in text else text


def _is_rule(text: str) -> bool:
    """Whether nothing but rules and bars stand in a line, and a rule does."""
    drawn = set(_as_drawn(text))
    return not drawn.isdisjoint(ACROSS) and drawn <= {" ", "　", *_UPRIGHT, *_LEVEL}


# ----------------------------------------------------------------------------------------------------------- geometry


def _drawing(drawn: Sequence[str], width: _Width) -> _Drawing | None:
    """The lines of a drawing with characters so wide; None where they do not fit below each other."""
    places = [list(accumulate((_columns(sign, width) for sign in line), initial=0)) for line in drawn]
    uprights = [
        [at for sign, at in zip(line, columns, strict=False) if sign in _UPRIGHT]
        for line, columns in zip(drawn, places, strict=True)
    ]
    if not all(uprights) or len({(there[0], there[-1]) for there in uprights}) > 1:
        return None
    bars = sorted(set[int]().union(*uprights))
    if not 1 < len(bars) <= MOST_BARS:
        return None
    texts, rules, walls = [], [], []
    for line, columns, there in zip(drawn, places, uprights, strict=True):
        starts = [bisect_left(columns, bar) for bar in bars]  # a wide character on a bar of other lines is before it
        between = [line[left:right] for left, right in pairwise(starts)]
        standing = set(there)
        walls.append([bar in standing for bar in bars])
        texts.append([part[wall:] for part, wall in zip(between, walls[-1], strict=False)])
        rules.append([bool(part) and _LEVEL.issuperset(part[part[0] in BARS :] or part) for part in between])
    return _Drawing(bars, texts, rules, walls)


def _columns(sign: str, width: _Width) -> int:
    if sign in _UPRIGHT or sign in _LEVEL:
        return width.line
    kind = east_asian_width(sign)
    return 2 if kind in "WF" else width.doubtful if kind == "A" else 1


def _rows(drawing: _Drawing, lines: Sequence[Line]) -> tuple[Row, ...] | None:
    """The cells that rules and bars enclose, by rows; None where they enclose no rectangles."""
    bands = list(_bands(drawing))
    units = range(len(drawing.bars) - 1)
    taken: set[tuple[int, int]] = set()
    rows: list[Row] = []
    for band, own in enumerate(bands):
        cells: list[Cell] = []
        for column in units:
            if (band, column) in taken:
                continue
            end = column + 1
            while end in units and not drawing.walls[own[0]][end]:
                end += 1
            below = band + 1
            while below < len(bands) and not any(_is_parted(drawing, bands, below, at) for at in range(column, end)):
                below += 1
            if not _is_cell(drawing, bands, range(band, below), range(column, end)):
                return None
            taken.update((row, at) for row in range(band, below) for at in range(column, end))
            numbers = range(own[0], bands[below - 1][-1] + 1)
            parts = [(at, "".join(drawing.texts[at][column:end]).strip()) for at in numbers]
            told = [(at, text) for at, text in parts if text]
            line = told[0][0] if told else own[0]
            field = 1 + sum(drawing.walls[line][:column])
            locator = f"{lines[line].locator}/c{field}"
            text = clean("\n".join(text for _, text in told))
            cells.append(Cell(text, locator, column, end - column, below - band))
        rows.append(tuple(cells))
    return tuple(rows)


def _bands(drawing: _Drawing) -> Iterator[Sequence[int]]:
    """The numbers of the lines of each row of the grid: those between two lines in which any rule runs."""
    band: list[int] = []
    for number, rules in enumerate(drawing.rules):
        if not any(rules):
            band.append(number)
        elif band:
            yield band
            band = []
    if band:
        yield band


def _is_parted(drawing: _Drawing, bands: Sequence[Sequence[int]], band: int, column: int) -> bool:
    """Whether a rule runs between a row and the one above it at a column."""
    return any(drawing.rules[line][column] for line in range(bands[band - 1][-1] + 1, bands[band][0]))


def _is_cell(drawing: _Drawing, bands: Sequence[Sequence[int]], rows: range, columns: range) -> bool:
    """Whether some rows and columns are one cell: bars stand on both sides of all its lines and none within, and no
    rule, or one along the whole, runs below it."""
    lines = range(bands[rows[0]][0], bands[rows[-1]][-1] + 1)
    sides = all(drawing.walls[line][columns[0]] and drawing.walls[line][columns[-1] + 1] for line in lines)
    within = any(drawing.walls[line][at] for line in lines for at in columns[1:])
    below = rows[-1] + 1
    return (
        sides and not within and (below >= len(bands) or all(_is_parted(drawing, bands, below, at) for at in columns))
    )
