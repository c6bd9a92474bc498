"""Where on a page figures may stand: in which cells, and, where no rules part them, among which lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.readers.paper.lines import Glyph, TextLine
from xxgk.extractors.readers.paper.paragraphs import PAGE_NUMBER, is_tabular
from xxgk.extractors.readers.paper.ruling_grid import Box

NEAR = 3
"""Lines beside the first and last row of figures in which others may stand."""
BESIDE, ABOVE = 4.0, 0.5
"""Heights of print beside lines, and above and below them, in which other figures may stand."""


SHORT = 12
"""Characters of a cell that may be a figure with its unit or a note."""


class FigureRows(NamedTuple):
    """Lines near rows of figures that stand side by side or reach into each other, by their numbers on the page, and
    where their ink may stand."""

    lines: Sequence[int]
    band: Box


def may_be_figure(glyphs: Sequence[Glyph]) -> bool:
    """Whether a cell with some characters prints a figure, or nothing."""
    text = "".join(glyph.text for glyph in glyphs).strip()
    return not text or is_valuelike(text) or (len(text) <= SHORT and any(map(str.isdigit, text)))


def rows_of_figures(lines: Sequence[TextLine]) -> list[FigureRows]:
    """The lines of a page among which rows of figures stand, from the first to the last of these and a little beyond;
    sentences and numbers of pages are none."""
    tabular = [number for number, line in enumerate(lines) if is_tabular(line)]
    if not tabular:
        return []
    near = range(max(tabular[0] - NEAR, 0), min(tabular[-1] + NEAR + 1, len(lines)))
    kept = [
        number for number in near if "。" not in lines[number].text and not PAGE_NUMBER.fullmatch(lines[number].text)
    ]
    left = min(lines[number].box.x0 - lines[number].height for number in kept)
    right = max(lines[number].box.x1 + BESIDE * lines[number].height for number in kept)
    return [_together(group, lines, left, right) for group in _groups(kept, lines)]


def _is_no_row(text: str) -> bool:
    return "。" in text or PAGE_NUMBER.fullmatch(text) is not None


def _groups(numbers: Sequence[int], lines: Sequence[TextLine]) -> Iterator[list[int]]:
    """Lines that reach into each other, from top to bottom."""
    group: list[int] = []
    end = 0.0
    for number in sorted(numbers, key=lambda number: lines[number].box.top):
        if group and lines[number].box.top >= end:
            yield group
            group = []
        group.append(number)
        end = max(end, lines[number].box.bottom)
    if group:
        yield group


def _together(group: Sequence[int], lines: Sequence[TextLine], left: float, right: float) -> FigureRows:
    top = min(lines[number].box.top - ABOVE * lines[number].height for number in group)
    bottom = max(lines[number].box.bottom + ABOVE * lines[number].height for number in group)
    return FigureRows(group, Box(left, top, right, bottom))
