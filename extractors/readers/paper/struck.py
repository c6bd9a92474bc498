"""Lines drawn on a page, as far as they part its print, underline it or strike it out; and digits printed over each
other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from xxgk.extractors.readers.paper.lines import SAME_PLACE, Glyph
from xxgk.extractors.readers.paper.ruling_grid import Box, Ruling, joined

Segment = tuple[float, float, float, float]
"""From a point to a point."""
MOSTLY = 0.8
NEAR = 2.0  # points at which a rule is near
LINED = 0.3
"""Of a character's height, from its foot upwards: a line there is under it, and one at a third of that from its top
over it."""
SIDES = 0.15
"""Of a character's box, that its neighbours' ink may reach into."""
BAND, FURTHEST = 30.0, 14_400.0  # points
OFF_LINE, SAME_SIZE, OVERLAP = 0.2, 0.1, 0.5
"""Of the height of a digit: how far another one on its line may stand off it, and how much heights of the same print
differ; and of its width, how far another one may lie over it."""


class Rules:
    """The lines that are drawn on a page."""

    def __init__(
        self, horizontals: Iterable[Ruling], verticals: Iterable[Ruling], slants: Iterable[Segment] = ()
    ) -> None:
        self._across = sorted(horizontals)
        self._down = sorted(verticals)
        self._long = sorted(joined(self._across))
        self._slants: defaultdict[int, list[Segment]] = defaultdict(list)
        for slant in slants:
            for band in _bands(slant[1], slant[3]):
                self._slants[band].append(slant)

    def within(self, box: Box, glyphs: Sequence[Glyph]) -> Iterator[Box]:
        """Those that part a box, or so near that their ink falls into it, and those under or over characters. A short
        one may be a digit that is drawn, or a sign before one."""
        for rule in _between(self._across, box.top - NEAR, box.bottom + NEAR):
            if _parts(rule, box.x0, box.x1) or any(_lines(rule, glyph) for glyph in glyphs):
                yield Box(rule.start, rule.at, rule.end, rule.at)
        for rule in _between(self._down, box.x0 - NEAR, box.x1 + NEAR):
            if _parts(rule, box.top, box.bottom):
                yield Box(rule.at, rule.start, rule.at, rule.end)

    def across(self, box: Box, least: float) -> Iterator[Box]:
        """Those that run across a box, or near it, for so long, drawn piece by piece or at once, that they are no part
        of a digit."""
        for rule in _between(self._across, box.top - NEAR, box.bottom + NEAR):
            whole = _between(self._long, rule.at - NEAR, rule.at + NEAR)
            if any(one.end - one.start >= least and one.start <= rule.start and rule.end <= one.end for one in whole):
                yield Box(rule.start, rule.at, rule.end, rule.at)

    def down(self, box: Box, least: float) -> Iterator[Box]:
        """Those that run down a box, or into it, for so long that they are no part of a digit."""
        for rule in _between(self._down, box.x0 - NEAR, box.x1 + NEAR):
            if rule.end - rule.start >= least and rule.start < box.bottom and box.top < rule.end:
                yield Box(rule.at, rule.start, rule.at, rule.end)

    def through(self, glyphs: Sequence[Glyph]) -> Rules:
        """Those alone that cross the heights of some characters: few, and mostly none."""
        if not glyphs:
            return _NO_RULES
        first, last = min(glyph.top for glyph in glyphs), max(glyph.bottom for glyph in glyphs)
        across = _between(self._across, first, last)
        bands = _bands(first, last) if self._slants else ()
        slants = {one for band in bands for one in self._slants.get(band, ())}
        return Rules(across, (), slants) if across or slants else _NO_RULES

    def strike(self, glyph: Glyph) -> bool:
        """Whether a line runs through the middle of a character."""
        middle = middle_of(glyph)
        bands = _bands(middle.top, middle.bottom) if self._slants else ()
        if any(_crosses(one, middle) for band in bands for one in self._slants.get(band, ())):
            return True
        if not self._across:
            return False
        third = (glyph.bottom - glyph.top) / 3
        return any(
            rule.start <= glyph.x0 + third and rule.end >= glyph.x1 - third
            for rule in _between(self._across, glyph.top + third, glyph.bottom - third)
        )


_NO_RULES = Rules((), ())


def _bands(one: float, other: float) -> range:
    """The strips of a page between two heights."""
    first, last = sorted((max(0.0, min(one, FURTHEST)), max(0.0, min(other, FURTHEST))))
    return range(int(first / BAND), int(last / BAND) + 1)


def _crosses(segment: Segment, box: Box) -> bool:
    """Whether a line runs through a box."""
    xa, ya, xb, yb = segment
    first, last = 0.0, 1.0
    for start, step, low, high in ((xa, xb - xa, box.x0, box.x1), (ya, yb - ya, box.top, box.bottom)):
        if not step:
            if not low < start < high:
                return False
            continue
        near, far = sorted(((low - start) / step, (high - start) / step))
        first, last = max(first, near), min(last, far)
    return first < last


def _parts(rule: Ruling, first: float, last: float) -> bool:
    """Whether a rule runs through most of the way from `first` to `last`."""
    return min(rule.end, last) - max(rule.start, first) >= MOSTLY * (last - first)


def _lines(rule: Ruling, glyph: Glyph) -> bool:
    """Whether a rule runs along the foot of a character, or its top."""
    slack = LINED * (glyph.bottom - glyph.top)
    is_beside = glyph.bottom - slack <= rule.at or rule.at <= glyph.top + slack / 3
    return is_beside and rule.start < glyph.x1 and glyph.x0 < rule.end


def _between(rules: Sequence[Ruling], first: float, last: float) -> Sequence[Ruling]:
    return rules[bisect_left(rules, (first,)) : bisect_right(rules, (last,))]


def is_jumbled(glyphs: Sequence[Glyph]) -> bool:
    """Whether digits lie over others, or stand off the line of others as large."""
    digits = sorted((glyph for glyph in glyphs if glyph.text.isdigit()), key=lambda glyph: glyph.x0)
    for one, other in pairwise(digits):
        high, wide = one.bottom - one.top, one.x1 - one.x0
        if min(one.bottom, other.bottom) - max(one.top, other.top) < OVERLAP * high:
            continue
        is_other = one.text != other.text or other.x0 - one.x0 > SAME_PLACE * min(wide, high)
        if is_other and one.x1 - other.x0 > OVERLAP * wide:
            return True
        is_as_large = abs(other.bottom - other.top - high) < SAME_SIZE * high
        if is_as_large and abs(other.middle - one.middle) > OFF_LINE * high:
            return True
    return False


def middle_of(glyph: Glyph) -> Box:
    """The part of a character's box into which no ink of its neighbours reaches."""
    wide, high = SIDES * (glyph.x1 - glyph.x0), SIDES * (glyph.bottom - glyph.top)
    return Box(glyph.x0 + wide, glyph.top + high, glyph.x1 - wide, glyph.bottom - high)
