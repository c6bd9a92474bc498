"""Recognised words in the cells of a grid, and how far their readings are to be believed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.readers.paper.lines import Glyph
from xxgk.extractors.readers.paper.ruling_grid import Box, Grid
from xxgk.schema.text import narrow

DOUBT = 0.5  # the confidence of a figure on which two of three readings agree
SHORTEST_LABEL = 2  # characters; a digit may be taken for one that is as short


class Recognised(Protocol):
    """A word as the recogniser tells it: text, box in pixels, confidence."""

    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def box(self) -> Box: ...  # noqa: D102
    @property
    def confidence(self) -> float: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class CellWords:
    """What is known of one cell. `glyphs` are the page's words in it; `over` that one of them reached over a rule.

    `tries` are the texts of all readings with their confidence, the page's first. `settled` is the text to be printed
    in place of the glyphs, None where these stand; empty where there is ink that was not read."""

    glyphs: tuple[Glyph, ...] = ()
    over: bool = False
    tries: tuple[tuple[str, float], ...] = field(default=())
    settled: str | None = None
    confidence: float = 1.0

    @property
    def text(self) -> str:
        """The print of the page's words, without their places."""
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def needs_another(self) -> bool:
        """Whether the cell is to be read (again) by itself."""
        if self.tries:
            return self.confidence == 0.0 and len(self.tries) < 3
        return self.over or not self.text.strip() or may_be_figure(self.text)


def may_be_figure(text: str) -> bool:
    """Whether a cell's text is a figure, or may be a misread one: very short, or without Chinese characters."""
    short = len(text) <= SHORTEST_LABEL
    return short or is_valuelike(text) or not any("\u3400" <= character <= "\u9fff" for character in text)


def characters_of(word: Recognised, unit: float) -> list[Glyph]:
    """The characters of a word side by side, in points (`unit` points to a pixel): Chinese ones twice as wide."""
    x0, top, x1, bottom = (side * unit for side in word.box)
    widths = [1.0 if ord(character) > 0x2E7F else 0.5 for character in word.text]
    step = (x1 - x0) / (sum(widths) or 1.0)
    glyphs, x = [], x0
    for character, width in zip(word.text, widths, strict=True):
        glyphs.append(Glyph(character, x, top, x + width * step, bottom, word.confidence))
        x += width * step
    return glyphs


def cleared(grids: Sequence[Grid], words: Sequence[Sequence[Glyph]]) -> tuple[list[list[CellWords]], list[Glyph]]:
    """The words in each cell of each grid, and the characters outside. A word whose characters fall into several cells
    is taken from all of them, which are then to be read alone."""
    readings = [[CellWords() for _ in grid.cells] for grid in grids]
    outside: list[Glyph] = []
    for word in words:
        places = {_place(grids, glyph) for glyph in word}
        if places == {None}:
            outside += word
        elif len(places) == 1:
            number, cell = next(place for place in places if place)
            readings[number][cell] = replace(readings[number][cell], glyphs=(*readings[number][cell].glyphs, *word))
        else:
            for place in places - {None}:
                if place:
                    readings[place[0]][place[1]] = replace(readings[place[0]][place[1]], over=True)
    return readings, outside


def _place(grids: Sequence[Grid], glyph: Glyph) -> tuple[int, int] | None:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    for number, grid in enumerate(grids):
        if grid.box.holds(x, y):
            return number, grid.cell_at(x, y)
    return None


def agreed(reading: CellWords, alone: tuple[str, float]) -> CellWords:
    """The reading with one more try: settled where two tries agree, with the lesser of their confidences, which is no
    more than `DOUBT` where a third differs. Without agreement the first try stands, with no confidence at all."""
    tries = reading.tries
    if not tries and not reading.over and reading.text.strip():
        tries = ((reading.text, min(glyph.confidence for glyph in reading.glyphs)),)
    tries = (*tries, alone)
    text, sure = alone
    same = [one for one in tries[:-1] if text and _plain(one[0]) == _plain(text)]
    if same:
        confidence = min(sure, same[0][1])
        return replace(
            reading, tries=tries, settled=text, confidence=min(confidence, DOUBT) if len(tries) > 2 else confidence
        )
    first = next((one for one, _ in tries if one), "")
    return replace(reading, tries=tries, settled=first, confidence=0.0)


def _plain(text: str) -> str:
    return "".join(narrow(text).split())
