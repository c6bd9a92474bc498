"""What an OFD page shows, held against what its text says, as far as what is drawn on it tells: the pages of a PDF are
drawn and their ink is seen, those of OFD nobody draws.

A digit that a line strikes is one without a known code; a cell in which something is drawn that is neither print nor a
rule is not read, nor is a row of figures without rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from xxgk.extractors.readers.paper.figure_rows import may_be_figure, rows_of_figures
from xxgk.extractors.readers.paper.lines import Glyph, TextLine, lines_of
from xxgk.extractors.readers.paper.page import Page, Ruled, ruled
from xxgk.extractors.readers.paper.ruling_grid import Box, Ruling
from xxgk.extractors.readers.paper.struck import Rules, Segment, is_jumbled
from xxgk.extractors.readers.paper.tables import UNREAD
from xxgk.extractors.readers.seen import UNKNOWN

EDGE = 2.2  # points at the sides of a cell, that its rules may take
SHORT = 20.0  # points: a longer rule is no part of a digit
OVER = "print over print"


def hold(page: Page, marks: Sequence[Box], slants: Sequence[Segment]) -> None:
    """Find the ruled tables of a page and the lines beside them, and leave in both what is seen."""
    rules = Rules(page.horizontals, page.verticals, slants)
    struck = rules.through([glyph for glyph in page.glyphs if glyph.text.isdigit()])
    glyphs = [
        glyph._replace(text=UNKNOWN) if glyph.text.isdigit() and struck.strike(glyph) else glyph
        for glyph in page.glyphs
    ]
    tables, outside = ruled(page.horizontals, page.verticals, glyphs)
    drawn = [*marks, *_short(page.horizontals, page.verticals), *map(_around, slants)]
    page.tables = [_table(table, drawn) for table in tables]
    page.lines = _lines(lines_of(outside, page.number), drawn)


def _around(slant: Segment) -> Box:
    xa, ya, xb, yb = slant
    return Box(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))


def _short(horizontals: Iterable[Ruling], verticals: Iterable[Ruling]) -> Iterator[Box]:
    """Rules that may be part of a digit."""
    yield from (Box(one.start, one.at, one.end, one.at) for one in horizontals if one.end - one.start < SHORT)
    yield from (Box(one.at, one.start, one.at, one.end) for one in verticals if one.end - one.start < SHORT)


def _table(table: Ruled, marks: Iterable[Box]) -> Ruled:
    grid, cells, _ = table
    unread = {place: OVER for place, glyphs in enumerate(cells) if may_be_figure(glyphs) and is_jumbled(glyphs)}
    for mark in marks:
        for x, y in _points(mark):
            if not grid.box.holds(x, y):
                continue
            place = grid.cell_at(x, y)
            if (
                _inner(grid.cells[place].box).holds(x, y)
                and may_be_figure(cells[place])
                and not _lies_under(mark, cells[place])
            ):
                unread.setdefault(place, UNREAD)
    return Ruled(grid, cells, unread)


def _points(mark: Box) -> Iterator[tuple[float, float]]:
    x, y = (mark.x0 + mark.x1) / 2, (mark.top + mark.bottom) / 2
    yield from ((x, y), (mark.x0, y), (mark.x1, y), (x, mark.top), (x, mark.bottom))


def _inner(box: Box) -> Box:
    return Box(box.x0 + EDGE, box.top + EDGE, box.x1 - EDGE, box.bottom - EDGE)


def _lies_under(mark: Box, glyphs: Iterable[Glyph]) -> bool:
    """Whether a mark is a line below some characters."""
    return mark.top == mark.bottom and any(glyph.x0 < mark.x1 and mark.x0 < glyph.x1 for glyph in glyphs)


def _lines(lines: list[TextLine], marks: Sequence[Box]) -> list[TextLine]:
    """Lines, with print without a known code where something is drawn among rows of figures."""
    found: dict[int, list[Glyph]] = {}
    for group, band in rows_of_figures(lines):
        for number in group:
            line = lines[number]
            inked = [
                Glyph(UNKNOWN, mark.x0, line.box.top, max(mark.x1, mark.x0 + 1), line.box.bottom)
                for mark in marks
                if mark.top < line.box.bottom
                and line.box.top < mark.bottom
                and band.x0 < mark.x1
                and mark.x0 < band.x1
                and not _lies_under(mark, line.glyphs)
            ]
            digits = (
                [glyph._replace(text=UNKNOWN) if glyph.text.isdigit() else glyph for glyph in line.glyphs]
                if is_jumbled(line.glyphs)
                else list(line.glyphs)
            )
            if inked or digits != list(line.glyphs):
                found[number] = [*digits, *inked]
    return [
        one
        for number, line in enumerate(lines)
        for one in (lines_of(found[number], line.page) if number in found else (line,))
    ]
