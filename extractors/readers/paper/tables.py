"""Ruled tables of pages: cells filled with the print that lies in them.

Shared by all readers that see pages. A character belongs to the cell that holds its centre; tables that go on behind
a page break are put together by `breaks`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from types import MappingProxyType
from typing import NamedTuple

from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.readers.paper.lines import MOST_SURE, Glyph, TextLine, lines_of
from xxgk.extractors.readers.paper.notes import NOTE, is_in_doubt, is_small
from xxgk.extractors.readers.paper.ruling_grid import Box, Grid
from xxgk.extractors.readers.seen import UNKNOWN
from xxgk.schema.document import Cell, Row, Table
from xxgk.schema.layouts import OCR_TABLE, RULED_TABLE
from xxgk.schema.text import clean

MARGINS = 11.0  # points: what office programs leave free on both sides of a cell together, and a little
_TORN = re.compile(r"(?<=[\d.,．，])\n(?=[\d.,．，])")  # a line break within a figure
_OF_FIGURES = frozenset("0123456789０１２３４５６７８９,，.．%％-－")
NEAR = 0.3  # of a digit's width: digits with so small a gap belong to one figure
A_GAP = 0.04  # of a digit's width: more than this between two digits than between others is a gap
IMAGE, NO_CODE, UNREAD = "image", "characters without a known code", "unread print"
OVER_LINES = "digits on several lines, one figure or more"
OVER_EDGE = "a figure that runs over the edge of the cell"


class SetFigure(NamedTuple):
    """How a cell of a certain width prints a figure: how many digits on each line, and the width of the widest."""

    lines: tuple[int, ...]
    digit: float
    room: float

    @property
    def ends_full(self) -> bool:
        """Whether one digit more would not have fitted on its last line."""
        return (self.lines[-1] + 1) * self.digit + MARGINS > self.room > 0

    @property
    def is_wrapped(self) -> bool:
        """Whether its lines are one figure: all but the last are equally long, and no digit more would have fitted."""
        *full, last = self.lines
        if not full:
            return True
        return set(full) == {full[0]} and last <= full[0] and self._replace(lines=(full[0],)).ends_full

    def followed_by(self, rest: SetFigure) -> SetFigure:
        """The same with the lines of its rest."""
        return SetFigure(self.lines + rest.lines, max(self.digit, rest.digit), min(self.room, rest.room))


@dataclass(frozen=True, slots=True)
class Fragment:
    """The part of a table that one page holds. `xs` are its column edges, cells count them; `locator` is
    ``pdf:p3/t2``; `breaks` are the numbers of the rows before which a page ends; `figures` tells by locator how the
    figures of cells without any other print are set; for `cut` see `schema.document.Table`."""

    page: int
    box: Box
    xs: tuple[float, ...]
    rows: tuple[Row, ...]
    locator: str
    open_top: tuple[bool, ...] = ()
    open_bottom: tuple[bool, ...] = ()
    layout: str = RULED_TABLE
    breaks: tuple[int, ...] = ()
    figures: Mapping[str, SetFigure] = field(default_factory=dict)
    cut: frozenset[tuple[str, str]] = frozenset()

    @property
    def width(self) -> int:
        """The number of its columns."""
        return len(self.xs) - 1

    def table(self) -> Table:
        """The whole as a table; rows that open no cell are left out."""
        kept = tuple(row for row in self.rows if row)
        breaks = tuple(sum(map(bool, self.rows[:number])) for number in self.breaks)
        return Table(kept, self.locator, self.layout, self.width, breaks, on_page=True, cut=self.cut)


def sorted_into(grids: Sequence[Grid], glyphs: Iterable[Glyph]) -> tuple[list[list[list[Glyph]]], list[Glyph]]:
    """The print in each cell of each grid, and the rest. Of grids in one another the innermost takes it."""
    inside: list[list[list[Glyph]]] = [[[] for _ in grid.cells] for grid in grids]
    nested = sorted(range(len(grids)), key=lambda number: _area(grids[number].box))
    boxes = [(number, grids[number].box) for number in nested]
    outside = []
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        for number, (x0, top, x1, bottom) in boxes:
            if x0 <= x <= x1 and top <= y <= bottom:
                inside[number][grids[number].cell_at(x, y)].append(glyph)
                break
        else:
            outside.append(glyph)
    return inside, outside


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)


def fragment(
    grid: Grid,
    cells: Sequence[Sequence[Glyph]],
    images: Sequence[Box],
    page: int,
    locator: str,
    *,
    layout: str = RULED_TABLE,
    unread: Mapping[int, str] = MappingProxyType({}),
) -> Fragment:
    """The grid with its cells' text. A cell that shows a picture and no text, or print without a code, is unreadable,
    and what `unread` says, by the number of the cell."""
    rows: list[list[Cell]] = [[] for _ in grid.ys[1:]]
    over = spilled(grid, cells)
    figures: dict[str, SetFigure] = {}
    for number, (place, glyphs) in enumerate(zip(grid.cells, cells, strict=True)):
        text, figure = cell_text(glyphs, place.box.x1 - place.box.x0 if layout != OCR_TABLE else 0.0)
        unreadable = NO_CODE if UNKNOWN in text else OVER_EDGE if number in over else unread.get(number, "")
        if not unreadable and layout != OCR_TABLE and is_torn(text):
            unreadable = OVER_LINES
        if layout == OCR_TABLE:
            text, unreadable = ("", UNREAD) if UNKNOWN in text else (text, "")
        if not text and any(
            place.box.holds((image.x0 + image.x1) / 2, (image.top + image.bottom) / 2) for image in images
        ):
            unreadable = IMAGE
        if not (text or unreadable or place.is_closed):
            continue
        row = rows[place.row]
        x0, top, x1, bottom = place.box
        where = f"{locator}/r{place.row + 1}/c{len(row) + 1}[{x0:.0f},{top:.0f},{x1:.0f},{bottom:.0f}]"
        if figure is not None:
            figures[where] = figure
        sure = min((glyph.confidence for glyph in glyphs), default=MOST_SURE) if layout == OCR_TABLE else 1.0
        row.append(Cell(text, where, place.column, place.colspan, place.rowspan, unreadable, sure))
    whole = tuple(map(tuple, rows))
    return Fragment(page, grid.box, grid.xs, whole, locator, grid.open_top, grid.open_bottom, layout, figures=figures)


def spilled(grid: Grid, cells: Sequence[Sequence[Glyph]]) -> set[int]:
    """The numbers of the cells over whose common edge a figure runs: digits on both sides of the rule, without a gap
    that is wider than those between the digits of the table's figures. A page without margins in its cells has figures
    that end at the rule, and others that begin behind it."""
    found = set()
    widest: float | None = None
    for number, (cell, glyphs) in enumerate(zip(grid.cells, cells, strict=True)):
        for glyph in glyphs:
            width = glyph.x1 - glyph.x0
            if glyph.x1 < cell.box.x1 - NEAR * width or glyph.text not in _OF_FIGURES or cell.box.x1 >= grid.xs[-1]:
                continue
            neighbour = grid.cell_at(cell.box.x1 + width / 2, glyph.middle)
            gaps = [
                other.x0 - glyph.x1
                for other in cells[neighbour]
                if other.text in _OF_FIGURES
                and abs(other.x0 - glyph.x1) <= NEAR * width
                and abs(other.middle - glyph.middle) <= width / 2
            ]
            if gaps:
                widest = _widest_gap(cells) if widest is None else widest
                if min(gaps) <= widest + A_GAP * width:
                    found |= {number, neighbour}
    return found


def _widest_gap(cells: Iterable[Sequence[Glyph]]) -> float:
    """The widest gap between neighbouring digits of one figure in some cells; where no cell has two, any is wider."""
    gaps = (
        after.x0 - before.x1
        for glyphs in cells
        for before, after in pairwise(sorted(glyphs, key=lambda glyph: (round(glyph.middle), glyph.x0)))
        if {before.text, after.text} <= _OF_FIGURES and abs(after.x0 - before.x1) <= NEAR * (before.x1 - before.x0)
    )
    return max(gaps, default=inf)


def cell_text(glyphs: Sequence[Glyph], width: float = 0.0) -> tuple[str, SetFigure | None]:
    """The print of a cell, its lines joined by line feeds, and how it is set if it is a figure; one that a cell of that
    `width` had to cut over lines is whole again."""
    if len(glyphs) == 1:
        text, digit = glyphs[0].text, glyphs[0].x1 - glyphs[0].x0
        return clean(text), SetFigure((1,), digit, width) if text.isdecimal() else None
    lines = lines_of(_notes_apart(glyphs) if width else glyphs) if glyphs else []
    text = clean("\n".join(line.text for line in lines))
    if is_torn(text) and all(_is_full(line, following, width) for line, following in pairwise(lines)):
        text = _TORN.sub("", text)
    return text, _figure(lines, width)


def _notes_apart(glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    """The characters of a cell, digits that are much smaller than others in brackets: the mark of a note is no digit of
    a figure."""
    digits = [glyph for glyph in glyphs if glyph.text.isdigit()]
    line = max(digits, key=lambda glyph: glyph.bottom - glyph.top, default=None)
    if line is None or not is_valuelike("".join(glyph.text for glyph in glyphs)):
        return glyphs
    doubtful = {glyph for glyph in digits if is_in_doubt(glyph, line)}
    small = {glyph for glyph in digits if is_small(glyph, line)} | doubtful
    if not small:
        return glyphs
    kept: list[Glyph] = []
    has_figure = False
    for glyph in sorted(glyphs, key=lambda glyph: glyph.x0):
        if glyph not in small:
            kept.append(glyph)
            has_figure = has_figure or glyph.text.isdigit()
        elif glyph in doubtful or not has_figure:
            kept.append(glyph._replace(text=UNKNOWN))
        elif kept[-1].text.endswith(NOTE[1]):
            kept[-1] = kept[-1]._replace(text=f"{kept[-1].text[:-1]}{glyph.text}{NOTE[1]}", x1=glyph.x1)
        else:
            kept.append(Glyph(f"{NOTE[0]}{glyph.text}{NOTE[1]}", glyph.x0, line.top, glyph.x1, line.bottom))
    return kept


def is_torn(text: str) -> bool:
    """Whether the lines of a cell may be one figure, or the beginning of one with a note."""
    whole = text.replace("\n", "")
    return bool(_TORN.search(text)) and (is_valuelike(whole) or is_valuelike(whole + ")"))


def _is_full(line: TextLine, following: TextLine, width: float) -> bool:
    """Whether the first character of the line that follows would not have fitted on this one between the margins of the
    cell; or need not, since no digit follows on a digit."""
    if not _TORN.search(f"{line.text.strip()}\n{following.text.strip()}"):
        return True
    first = following.glyphs[0]
    return line.box.x1 - line.box.x0 + first.x1 - first.x0 + MARGINS > width > 0


def _figure(lines: Sequence[TextLine], width: float) -> SetFigure | None:
    """How lines print a figure; None where they print anything else."""
    texts = [line.text.strip() for line in lines]
    if not texts or not all(text.isdecimal() for text in texts):
        return None
    digit = max(glyph.x1 - glyph.x0 for line in lines for glyph in line.glyphs)
    return SetFigure(tuple(map(len, texts)), digit, width)
