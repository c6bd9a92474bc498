"""The objects of an OFD page, painted one after the other: print, rules, pictures, and what is drawn besides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from lxml import etree

from xxgk.extractors.readers.ofd.geometry import POINT, Corner, Matrix, box_of, matrix_of, numbers_of, subpaths_of
from xxgk.extractors.readers.ofd.looks import Paint
from xxgk.extractors.readers.ofd.painted import Painted, PaintedArea, Text
from xxgk.extractors.readers.ofd.resources import Resources
from xxgk.extractors.readers.ofd.text import clip_of, glyphs_of, within
from xxgk.extractors.readers.paper.lines import Glyph
from xxgk.extractors.readers.paper.ruling_grid import Box
from xxgk.extractors.readers.paper.struck import Segment
from xxgk.extractors.readers.seen import WHITE, is_seen
from xxgk.schema.document import Unreadable

MOST_OBJECTS = 500_000
STRAIGHT = 0.1  # millimetres by which a rule may lean
THIN = 1.0  # millimetres: a filled box no thicker is a rule
LARGEST_MARK = 0.25
"""Of the width of a page: what is larger is no figure, but a drawing, a ground or a picture of its own."""
DEEPEST = 4  # units within units


class OfdRule(NamedTuple):
    """A straight rule, horizontal or vertical, in points."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(slots=True)
class OfdPage:
    """What a page shows, in points. `marks` are ink that is neither print nor a rule; `slants` its slanting strokes."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[OfdRule] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    marks: list[Box] = field(default_factory=list)
    slants: list[Segment] = field(default_factory=list)


class Painter:
    """Paints the pages of a document."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._left = MOST_OBJECTS

    def paint(
        self, layers: Sequence[tuple[etree._Element, Matrix]], page: OfdPage, seals: Sequence[Sequence[Corner]] = ()
    ) -> None:
        """Paint what is visible of some layers, each under its matrix, and seals by their corners over them; and keep
        what is seen of it. Raises Unreadable where it is too much."""
        painted = Painted()
        for content, matrix in layers:
            self._collect(content, matrix, page, painted, 0)
        for seal in seals:
            painted.count += 1
            self._picture(box_of(seal), page, painted)
        page.glyphs, areas = painted.seen()
        page.marks += [area.box for area in areas if _is_mark(area, LARGEST_MARK * page.width)]

    def _collect(self, content: etree._Element, outer: Matrix, page: OfdPage, painted: Painted, depth: int) -> None:
        for item in content.iter("{*}TextObject", "{*}PathObject", "{*}ImageObject", "{*}CompositeObject"):
            self._left -= 1
            if self._left < 0:
                raise Unreadable(f"the OFD document has more than {MOST_OBJECTS:,} objects")
            if item.get("Visible") == "false" or any(above.get("Visible") == "false" for above in item.iterancestors()):
                continue
            boundary = numbers_of(item.get("Boundary", ""))
            if len(boundary) != 4:
                continue
            matrix = matrix_of(item, boundary).within(outer)
            painted.count += 1
            match etree.QName(item).localname:
                case "TextObject":
                    x, y, width, height = boundary
                    room = box_of([outer.at(x, y), outer.at(x + width, y + height)])
                    self._print(item, matrix, room, painted)
                case "PathObject":
                    self._draw(item, matrix, page, painted)
                case "CompositeObject":
                    unit = self._resources.units.get(item.get("ResourceID", ""))
                    if unit is not None and depth < DEEPEST:
                        self._collect(unit, matrix, page, painted, depth + 1)
                case _:
                    x, y, width, height = boundary
                    self._picture(box_of([outer.at(x, y), outer.at(x + width, y + height)]), page, painted)

    def _picture(self, box: Box, page: OfdPage, painted: Painted) -> None:
        page.images.append(box)
        painted.cover(box, Paint(None))

    def _print(self, item: etree._Element, matrix: Matrix, room: Box, painted: Painted) -> None:
        clip, is_known = clip_of(item, matrix) if len(item) > 1 else (None, True)
        paint = self._resources.drawings.of_text(item)
        is_odd = not matrix.is_upright or not is_known
        doubtful = self._resources.codes.doubtful(item)
        glyphs = [within(glyph, room) for glyph in glyphs_of(item, matrix, doubtful)]
        painted.texts.append(Text(painted.count, glyphs, paint, clip, is_odd))

    def _draw(self, item: etree._Element, matrix: Matrix, page: OfdPage, painted: Painted) -> None:
        fill, stroke = self._resources.drawings.of_fill(item), self._resources.drawings.of_stroke(item)
        widths = numbers_of(item.get("LineWidth", ""))
        for corners, is_curved in subpaths_of(item.findtext("{*}AbbreviatedData") or ""):
            points = [matrix.at(*corner) for corner in corners]
            box = box_of(points)
            is_bar = min(box.x1 - box.x0, box.bottom - box.top) <= THIN * POINT and item.get("Fill") == "true"
            if is_bar and not is_curved:
                page.rules.append(_middle_of(box))
                continue
            if fill.opacity and not is_bar:
                painted.cover(box, fill)
            if item.get("Stroke") == "false":
                continue
            if is_curved and is_seen(stroke.over(WHITE)):
                page.marks.append(box)
            elif not is_curved:
                page.rules += _rules(points)
            if widths and widths[0] > THIN:
                _cover(points, widths[0], stroke, painted)
            elif not is_curved and (slants := list(_slants(points))) and is_seen(stroke.over(WHITE)):
                page.slants += slants


def _is_mark(area: PaintedArea, most: float) -> bool:
    """Whether an area that is no ground of print is ink that may be a figure."""
    x0, top, x1, bottom = area.box
    is_dark = area.paint.colour is None or is_seen(area.paint.over(WHITE))
    return is_dark and x1 - x0 <= most and bottom - top <= most


def _middle_of(box: Box) -> OfdRule:
    """The line in the middle of a thin box."""
    x, y = (box.x0 + box.x1) / 2, box.middle
    return (
        OfdRule(box.x0, y, box.x1, y) if box.x1 - box.x0 >= box.bottom - box.top else OfdRule(x, box.top, x, box.bottom)
    )


def _is_straight(start: Corner, end: Corner) -> bool:
    return min(abs(start[0] - end[0]), abs(start[1] - end[1])) <= STRAIGHT


def _rules(points: Sequence[Corner]) -> Iterator[OfdRule]:
    """The strokes between some points that are rules."""
    return (OfdRule(*box_of([start, end])) for start, end in pairwise(points) if _is_straight(start, end))


def _slants(points: Sequence[Corner]) -> Iterator[Segment]:
    """Those that are none."""
    for start, end in pairwise(points):
        if not _is_straight(start, end):
            yield start[0] * POINT, start[1] * POINT, end[0] * POINT, end[1] * POINT


def _cover(points: Sequence[Corner], width: float, paint: Paint, painted: Painted) -> None:
    """Paint strokes that are so thick that they cover print."""
    half = width / 2 * POINT
    for start, end in pairwise(points):
        x0, top, x1, bottom = box_of([start, end])
        painted.cover(Box(x0 - half, top - half, x1 + half, bottom + half), paint)
