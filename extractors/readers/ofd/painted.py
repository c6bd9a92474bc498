"""What of an OFD page is seen: its objects in the order in which they are painted.

Print takes the colour that its paint makes on what was painted before it, and whatever is painted later lies over it. A
character that nobody sees is not on the page; a digit that may be seen or not, or of which nobody knows what it shows,
is one without a known code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from xxgk.extractors.readers.ofd.looks import Paint
from xxgk.extractors.readers.paper.lines import Glyph
from xxgk.extractors.readers.paper.ruling_grid import Box
from xxgk.extractors.readers.seen import BLACK, LEAST_CONTRAST, UNKNOWN, WHITE, Colour, contrast
from xxgk.schema.document import Unreadable

UNSEEN = 1.1
"""A contrast below which nothing is seen at all."""
LEAST_HEIGHT = 2.5  # points of a digit that can be read
LEAST_SHAPE = 0.15
"""Of the height of a digit: its width."""
BAND, FURTHEST = 40.0, 14_400.0  # points
MOST_AREAS = 5_000
"""Of a page."""


class PaintedArea(NamedTuple):
    """Something painted that lies over what was painted before it; `order` is its place in that order."""

    order: int
    box: Box
    paint: Paint


class Text(NamedTuple):
    """Characters that were painted together; those outside of `clip` are not, where there is one. `is_odd`: turned or
    mirrored, or cut off in a way that is not known."""

    order: int
    glyphs: Sequence[Glyph]
    paint: Paint
    clip: Box | None
    is_odd: bool


@dataclass(slots=True)
class Painted:
    """The objects of a page in the order of painting."""

    texts: list[Text] = field(default_factory=list)
    areas: list[PaintedArea] = field(default_factory=list)
    count: int = 0

    def cover(self, box: Box, paint: Paint) -> None:
        """Paint an area. Raises Unreadable where there are too many."""
        if len(self.areas) >= MOST_AREAS:
            raise Unreadable(f"a page has more than {MOST_AREAS:,} painted areas")
        self.areas.append(PaintedArea(self.count, box, paint))

    def seen(self) -> tuple[list[Glyph], list[PaintedArea]]:
        """The characters that are seen, and the areas that are no ground of print."""
        bands: defaultdict[int, list[PaintedArea]] = defaultdict(list)
        for area in self.areas:
            for band in _bands(area.box):
                bands[band].append(area)
        grounds: set[int] = set()
        shown: list[Glyph] = []
        for text in self.texts:
            areas = _near(text.glyphs, bands) if bands and text.glyphs else ()
            is_plain = not areas and text.clip is None and not text.is_odd and text.paint == Paint(BLACK)
            shown += map(_plain, text.glyphs) if is_plain else _shown(text, areas, grounds)
        return shown, [area for area in self.areas if area.order not in grounds]


def _near(glyphs: Sequence[Glyph], bands: defaultdict[int, list[PaintedArea]]) -> list[PaintedArea]:
    """The areas that some characters may meet, in the order of painting."""
    _, lefts, tops, rights, bottoms, _ = zip(*glyphs, strict=True)
    box = Box(min(lefts), min(tops), max(rights), max(bottoms))
    found = {area for band in _bands(box) for area in bands.get(band, ()) if _meet(area.box, box)}
    return sorted(found, key=lambda area: area.order)


def _plain(glyph: Glyph) -> Glyph:
    """A black character on a white page."""
    return glyph._replace(text=UNKNOWN) if glyph.text.isdigit() and not _has_shape(glyph) else glyph


def _shown(text: Text, areas: Sequence[PaintedArea], grounds: set[int]) -> Iterator[Glyph]:
    for glyph in text.glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.middle
        if text.clip is not None and not text.clip.holds(x, y):
            continue
        here = [area for area in areas if area.box.holds(x, y)]
        ink, ground, is_sure = _colours(text, here)
        stands_out = contrast(ink, ground)
        if is_sure and stands_out < UNSEEN:
            continue
        grounds.update(area.order for area in here if area.order < text.order)
        is_read = is_sure and stands_out >= LEAST_CONTRAST and not text.is_odd and _has_shape(glyph)
        yield glyph._replace(text=UNKNOWN) if glyph.text.isdigit() and not is_read else glyph


def _colours(text: Text, areas: Sequence[PaintedArea]) -> tuple[Colour, Colour, bool]:
    """The colours of a character and of its ground, and whether they are known: they are not where a picture lies over
    it, or where what lies over it stands out itself."""
    ground, is_sure = WHITE, text.paint.colour is not None
    before = [area for area in areas if area.order < text.order]
    for area in before:
        ground = area.paint.over(ground)
    ink, under = text.paint.over(ground), ground
    for area in areas[len(before) :]:
        ink, ground = area.paint.over(ink), area.paint.over(ground)
        is_sure = is_sure and area.paint.colour is not None
    return ink, ground, is_sure and contrast(under, ground) < LEAST_CONTRAST


def _has_shape(glyph: Glyph) -> bool:
    high = glyph.bottom - glyph.top
    return high >= LEAST_HEIGHT and glyph.x1 - glyph.x0 >= LEAST_SHAPE * high


def _meet(one: Box, other: Box) -> bool:
    return one.x0 <= other.x1 and other.x0 <= one.x1 and one.top <= other.bottom and other.top <= one.bottom


def _bands(box: Box) -> range:
    first, last = (int(min(max(side, -BAND), FURTHEST) // BAND) for side in (box.top, box.bottom))
    return range(first, last + 1)
