"""Rows of figures that no rules part, held against the ink of their page, as `ink` holds the cells of ruled tables.

A digit without ink is not on the page. Where a digit may be another one, or none, and where ink stands without
characters, there is print without a known code: nobody reads its row.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from xxgk.extractors.readers.paper.figure_rows import FigureRows
from xxgk.extractors.readers.paper.lines import Glyph, TextLine, lines_of
from xxgk.extractors.readers.paper.ruling_grid import Box
from xxgk.extractors.readers.paper.struck import Rules, is_jumbled, middle_of
from xxgk.extractors.readers.pdf.ink import (
    NO_INK,
    PALE,
    SPECKS,
    Bitmap,
    doubt_of,
    is_painted,
    is_squeezed,
    meet,
    padded,
    runs_of,
)
from xxgk.extractors.readers.seen import UNKNOWN

LONG_RULE, HIGH_RULE, GAP = 2.5, 1.3, 0.5
"""Heights of print: rules so long across and down are no part of a digit; ink so far apart is that of two words."""


class _Print:
    """The characters of a page by their heights."""

    def __init__(self, glyphs: Sequence[Glyph]) -> None:
        self._glyphs = sorted(glyphs, key=lambda glyph: glyph.top)
        self._tops = [glyph.top for glyph in self._glyphs]
        self._highest = max((glyph.bottom - glyph.top for glyph in glyphs), default=0.0)

    def between(self, top: float, bottom: float) -> list[Glyph]:
        """Those that reach between two heights, side by side where they stand so."""
        first, last = bisect_left(self._tops, top - self._highest), bisect_right(self._tops, bottom)
        return sorted(self._glyphs[first:last], key=lambda glyph: (glyph.top, glyph.x0))


def without_struck(glyphs: Sequence[Glyph], rules: Rules) -> Sequence[Glyph]:
    """Characters outside of tables, those digits without a known code that a line strikes out."""
    crossing = rules.through([glyph for glyph in glyphs if glyph.text.isdigit()])
    return [
        glyph._replace(text=UNKNOWN) if glyph.text.isdigit() and crossing.strike(glyph) else glyph for glyph in glyphs
    ]


def prose_of(lines: Sequence[TextLine], rows: Sequence[FigureRows]) -> list[int]:
    """The lines that print numbers and are no rows of figures."""
    others = {number for group, _ in rows for number in group}
    return [number for number, line in enumerate(lines) if number not in others and any(map(str.isdigit, line.text))]


def lines_seen(
    bitmap: Bitmap,
    lines: Sequence[TextLine],
    rows: Sequence[FigureRows],
    prose: Sequence[int],
    glyphs: Sequence[Glyph],
    rules: Rules,
) -> list[TextLine]:
    """The lines of a page, those of some rows and the numbers of running text (`prose`: of which lines) as they are
    seen; `glyphs` are all its characters."""
    printed = _Print(glyphs)
    found: dict[int, list[TextLine]] = {}
    for group, band in rows:
        kept = {number: [g for word in _words(lines[number]) for g in _seen(bitmap, word, rules)] for number in group}
        inked = list(_other_ink(bitmap, band, [lines[number] for number in group], printed, rules))
        for number, shown in kept.items():
            line = lines[number]
            others = [
                Glyph(UNKNOWN, ink.x0, line.box.top, ink.x1, line.box.bottom)
                for ink in inked
                if ink.top < line.box.bottom and line.box.top < ink.bottom
            ]
            if others or shown != list(line.glyphs):
                found[number] = lines_of([*shown, *others], line.page)
    for number in prose:
        line = lines[number]
        shown = [glyph for word in _words(line) for glyph in _seen(bitmap, word, rules)]
        if shown != list(line.glyphs):
            found[number] = lines_of(shown, line.page)
    return [one for number, line in enumerate(lines) for one in found.get(number, (line,))]


def _words(line: TextLine) -> Iterator[list[Glyph]]:
    """Digits side by side; and whatever stands between them."""
    word: list[Glyph] = []
    for glyph in line.glyphs:
        if word and (glyph.text.isdigit() != word[-1].text.isdigit() or glyph.x0 - word[-1].x1 > GAP * line.height):
            yield word
            word = []
        word.append(glyph)
    if word:
        yield word


def _seen(bitmap: Bitmap, word: Sequence[Glyph], rules: Rules) -> list[Glyph]:
    """What is seen of digits side by side; of other print, all. Where none is seen and the ground is not the paper,
    something pale may lie over them: nobody knows whether they were to be read."""
    if not word[0].text.isdigit():
        return list(word)
    _, lefts, tops, rights, bottoms, _ = zip(*word, strict=True)
    box = padded(Box(min(lefts), min(tops), max(rights), max(bottoms)))
    ground = bitmap.ground(box)
    if ground is None:
        return list(word)
    shown: list[Glyph] = []
    is_sure, crossing = True, rules.through(word)
    for glyph in word:
        part = middle_of(glyph)
        ink = bitmap.contrast(part, ground)
        if ink >= NO_INK or is_squeezed(glyph):
            shown.append(glyph)
            is_sure = is_sure and not doubt_of(bitmap, box, ground, part, ink, glyph, crossing)
    if not shown and is_painted(ground):
        return [glyph._replace(text=UNKNOWN) for glyph in word]
    if is_sure and not is_jumbled(shown):
        return shown
    return [glyph._replace(text=UNKNOWN) for glyph in shown]


def _other_ink(bitmap: Bitmap, band: Box, lines: Sequence[TextLine], printed: _Print, rules: Rules) -> Iterator[Box]:
    """Where some lines show ink beside that of characters and of rules."""
    ground = bitmap.ground(band)
    if ground is None:
        return
    height = max(line.height for line in lines)
    own = [glyph for line in lines for glyph in line.glyphs]
    beside = runs_of(printed.between(band.top, band.bottom))
    drawn = (*rules.within(band, own), *rules.across(band, LONG_RULE * height), *rules.down(band, HIGH_RULE * height))
    for mark in (*beside, *drawn):
        bitmap.fill(meet(padded(mark), band), ground)
    if bitmap.differing(band, ground, PALE) > SPECKS:
        yield from bitmap.inked(band, ground, PALE, GAP * height)
