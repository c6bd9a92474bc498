"""Marks drawn beside digits that are no larger than a decimal point: a person may read one there. Each becomes a
character that nobody knows. Marks that stand in a row, closer than figures do, are those of a dotted line."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from operator import itemgetter

from xxgk.extractors.readers.paper.lines import Glyph
from xxgk.extractors.readers.paper.ruling_grid import Box
from xxgk.extractors.readers.seen import UNKNOWN

LEAST, NEAR, FOOT = 0.3, 2.5, 0.15
"""Points of a mark that is seen, and from a digit beside which it may be one of its number; of the height of a digit's
line, how far down its print does not reach."""
_BAND, _APART, _FEWEST = 2.0, 6.0, 4
"""Points of heights that are looked at together, and at most between marks of a dotted line; how many it has."""
_Place = tuple[float, float]
_Sides = tuple[float, float, float, float]
"""From where to where something stands beside digits, and the top and bottom of their line."""


def points_beside(glyphs: Sequence[Glyph], dots: Iterable[Box]) -> Iterator[Glyph]:
    """Characters for the marks that stand beside digits. Linear in both but for sorting."""
    seen = {_place(dot): dot for dot in dots if max(dot.x1 - dot.x0, dot.bottom - dot.top) >= LEAST}
    if not seen:
        return
    digits = _by_height(glyphs, {int(y // _BAND) for _, y in seen})
    dotted = _dotted(seen) if len(seen) >= _FEWEST else set()
    for (x, y), dot in seen.items():
        band = digits.get(int(y // _BAND), ())
        at = bisect_right(band, (x, float("inf")))
        if at and x <= band[at - 1][1] and (x, y) not in dotted:
            _, _, top, bottom = band[at - 1]
            yield Glyph(UNKNOWN, dot.x0, top, dot.x1, bottom)


def _place(dot: Box) -> _Place:
    return round((dot.x0 + dot.x1) / 2, 1), round((dot.top + dot.bottom) / 2, 1)


def _by_height(glyphs: Sequence[Glyph], wanted: Set[int]) -> dict[int, list[_Sides]]:
    """Where something stands in or beside digits, by bands of heights, from left to right."""
    found: defaultdict[int, list[_Sides]] = defaultdict(list)
    for text, x0, top, x1, bottom, _ in glyphs:
        if text.isdigit():
            for band in range(int(top // _BAND), int((bottom - FOOT * (bottom - top)) // _BAND) + 1):
                if band in wanted:
                    found[band].append((x0 - NEAR, x1 + NEAR, top, bottom))
    return {band: list(_merged(sides)) for band, sides in found.items()}


def _merged(sides: list[_Sides]) -> Iterator[_Sides]:
    sides.sort()
    left, right, top, bottom = sides[0]
    for first, last, *line in sides:
        if first > right:
            yield left, right, top, bottom
            left, right = first, last
            top, bottom = line
        right = max(right, last)
    yield left, right, top, bottom


def _dotted(places: Iterable[_Place]) -> set[_Place]:
    """The places that stand in lines of dots."""
    lines: defaultdict[tuple[int, int], list[_Place]] = defaultdict(list)
    for place in places:
        for axis in (0, 1):
            lines[axis, round(place[1 - axis])].append(place)
    found: set[_Place] = set()
    for (axis, _), line in lines.items():
        line.sort(key=itemgetter(axis))
        run: list[_Place] = []
        for place in line:
            if run and place[axis] - run[-1][axis] > _APART:
                run = []
            run.append(place)
            if len(run) >= _FEWEST:
                found.update(run[-_FEWEST:])
    return found
