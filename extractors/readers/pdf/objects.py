"""The objects of a PDF page: the rules among its paths, its pictures, and its texts with the forms that they stand
in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from ctypes import byref, c_float, c_ulong, c_void_p, cast, sizeof
from dataclasses import dataclass, field
from itertools import pairwise
from math import sqrt
from typing import Any

import pypdfium2.raw as pdf

from xxgk.extractors.readers.paper.struck import Segment
from xxgk.extractors.readers.pdf.paint import (
    Handle,
    colour_of,
    fill_of,
    is_mixed,
    is_opaque,
    is_pale,
    is_shade,
    modes_of,
    width_of,
)
from xxgk.extractors.readers.seen import BLACK, Colour, is_seen
from xxgk.schema.document import Unreadable

BAND, MOST_BANDS = 40.0, 400  # points; how many of them up and down
THIN = 3.0  # a path no thicker than this is a rule
MOST_OBJECTS = 100_000
MOST_SEGMENTS = 2_000  # of one path; a longer one is a drawing
MOST_SLANTS = 2_000  # of a page
MOST_SUNK = 500  # texts of a page on dark areas of which it is asked whether something lies between
INVISIBLE = 3  # text render mode of the text layer that lies under a scan
DEEPEST = 6  # forms within forms

CLIPPED = 0.3  # of the height of a text: so much of it may be clipped away at each side
MOST_CLIPS, MOST_CLIP_POINTS = 8, 40
LEAST_BAR = 1.2  # points of a stroke or a thin path that may cover a part of a digit
Rectangle = tuple[float, float, float, float]  # left, bottom, right, top in page space
PdfMatrix = tuple[float, float, float, float, float, float]
Areas = dict[int, list[Rectangle]]
"""Of text objects, by their addresses."""
_IDENTITY: PdfMatrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class PageObjects:
    """What the page's objects are: boxes of rules and images in page space; text objects with the matrix of their
    form, and whether any is invisible or turned; `doubtful` are the addresses of those for which other words are given,
    of those that are mixed with what is under them in a way about which programs differ, and of those that a dark area
    swallows; `slants` the slanting parts of strokes; `covers` are opaque areas and pictures, each with its place in the
    order of painting, `darks` the colours of those on which black is not seen, and `bars` what else may cover digits,
    or parts of them, so that nobody knows them: thick strokes, and shades; `dots` are paths and pictures not larger
    than a point of print; `pale` whether any text may be seen
    or not for its colour, for a layer that may be off, or for what it is clipped to; `clips` are the areas to which
    texts are clipped that reach beyond them, by their addresses."""

    rules: list[Rectangle] = field(default_factory=list)
    images: list[Rectangle] = field(default_factory=list)
    texts: list[tuple[Handle, PdfMatrix, int]] = field(default_factory=list)
    invisible: bool = False
    turned: bool = False
    doubtful: set[int] = field(default_factory=set)
    slants: list[Segment] = field(default_factory=list)
    hidden: int = 0
    count: int = 0
    covers: list[tuple[int, Rectangle]] = field(default_factory=list)
    darks: dict[int, Colour] = field(default_factory=dict)
    bars: list[tuple[int, Rectangle]] = field(default_factory=list)
    dots: list[Rectangle] = field(default_factory=list)
    _areas: tuple[Areas, Areas] | None = None
    pale: bool = False
    clips: dict[int, Rectangle] = field(default_factory=dict)

    def covered(self) -> Areas:
        """What is painted over texts, or over a part of them, and leaves nothing of print there."""
        return self._over()[0]

    def obscured(self) -> Areas:
        """The same of what leaves digits that nobody knows: dark areas, bars and shades."""
        return self._over()[1]

    def _over(self) -> tuple[Areas, Areas]:
        if self._areas is None:
            self._areas = self._found_over()
        return self._areas

    def _found_over(self) -> tuple[Areas, Areas]:
        """What is `covered`, and `obscured`."""
        marks = [*((*cover, cover[0] in self.darks) for cover in self.covers), *((*bar, True) for bar in self.bars)]
        first = self.texts[0][2] if self.texts else 0
        bands: defaultdict[int, list[tuple[int, Rectangle, bool]]] = defaultdict(list)
        for mark in marks if self.texts else ():
            if mark[0] > first:
                for band in _bands(mark[1]):
                    bands[band].append(mark)
        found: tuple[Areas, Areas] = {}, {}
        sides = tuple(c_float() for _ in range(4))
        references = tuple(map(byref, sides))
        for item, matrix, number in self.texts if bands else ():
            if pdf.FPDFPageObj_GetBounds(item, *references):
                left, bottom, right, top = _mapped(matrix, *(side.value for side in sides))
                over = {
                    (bounds, is_bar): None
                    for band in _bands((left, bottom, right, top))
                    for later, bounds, is_bar in bands.get(band, ())
                    if later > number
                    and bounds[0] < right
                    and left < bounds[2]
                    and bounds[1] < top
                    and bottom < bounds[3]
                }
                for bounds, is_bar in over:
                    found[is_bar].setdefault(address(item), []).append(bounds)
        return found


def _bands(bounds: Rectangle) -> range:
    """The horizontal bands of a page that a box touches; one beyond any page touches the last."""
    first, last = (min(max(int(side // BAND), -MOST_BANDS), MOST_BANDS) for side in (bounds[1], bounds[3]))
    return range(first, last + 1)


def address(item: Handle) -> int:
    """The address of an object."""
    return cast(item, c_void_p).value or 0


def objects_of(page: Handle) -> PageObjects:
    """The objects of a page, those in forms too. Raises Unreadable where there are too many."""
    found = PageObjects()
    _collect(_page_objects(page), _IDENTITY, found, 0)
    return found


def _page_objects(page: Handle) -> Iterator[Any]:
    for index in range(pdf.FPDFPage_CountObjects(page)):
        yield pdf.FPDFPage_GetObject(page, index)


def _form_objects(form: Handle) -> Iterator[Any]:
    for index in range(pdf.FPDFFormObj_CountObjects(form)):
        yield pdf.FPDFFormObj_GetObject(form, index)


def _collect(objects: Iterator[Any], matrix: PdfMatrix, found: PageObjects, depth: int) -> None:
    """Sort the objects of a page or form: rules, images, and what must be known of its text."""
    left, bottom, right, top = (c_float() for _ in range(4))
    references = tuple(map(byref, (left, bottom, right, top)))
    own = pdf.FS_MATRIX()
    for item in objects:
        found.count += 1
        if found.count > MOST_OBJECTS:
            raise Unreadable(f"a page has more than {MOST_OBJECTS:,} objects")
        kind = pdf.FPDFPageObj_GetType(item)
        if kind == pdf.FPDF_PAGEOBJ_PATH:
            if not pdf.FPDFPageObj_GetBounds(item, *references):
                continue
            _add_path(item, matrix, found, _mapped(matrix, left.value, bottom.value, right.value, top.value))
        elif kind == pdf.FPDF_PAGEOBJ_TEXT:
            found.texts.append((item, matrix, found.count))
            found.pale = found.pale or is_pale(item)
            _note_clip(item, matrix, found)
        elif kind == pdf.FPDF_PAGEOBJ_IMAGE:
            if pdf.FPDFPageObj_GetBounds(item, *references):
                found.images.append(_mapped(matrix, left.value, bottom.value, right.value, top.value))
                if is_dot(found.images[-1]):
                    found.dots.append(found.images[-1])
                if not pdf.FPDFPageObj_HasTransparency(item):
                    found.covers.append((found.count, _clipped(item, matrix, found.images[-1])))
        elif kind == pdf.FPDF_PAGEOBJ_FORM and depth < DEEPEST and pdf.FPDFPageObj_GetMatrix(item, own):
            inner = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
            _collect(_form_objects(item), inner, found, depth + 1)


def _add_path(path: Handle, matrix: PdfMatrix, found: PageObjects, bounds: Rectangle) -> None:
    """Sort a path with these bounds: the rules in it, and what it covers."""
    thickness = min(bounds[2] - bounds[0], bounds[3] - bounds[1])
    if thickness <= THIN:
        found.rules.append(bounds)
        if is_dot(bounds):
            found.dots += [bounds] if is_seen(colour_of(path)) else []
        elif thickness >= LEAST_BAR:
            found.bars.append((found.count, bounds))
        return
    rules = list(_rules_of(path, matrix, found.slants))
    found.rules += rules
    if any(map(is_dot, rules)) and is_seen(colour_of(path)):
        found.dots += filter(is_dot, rules)
    if rules and (width := _scale_of(matrix) * width_of(path)) >= LEAST_BAR:
        found.bars += ((found.count, _widened(rule, width / 2)) for rule in rules)
    if is_opaque(path):
        found.covers.append((found.count, _clipped(path, matrix, bounds)))
        colour = fill_of(path)
        if not is_seen(BLACK, colour):
            found.darks[found.count] = colour
    elif is_shade(path):
        found.bars.append((found.count, bounds))


def _clipped(item: Handle, matrix: PdfMatrix, bounds: Rectangle) -> Rectangle:
    """The bounds of an object within what it is clipped to, as that of a form by its box, where that is simple."""
    clip = pdf.FPDFPageObj_GetClipPath(item)
    count = pdf.FPDFClipPath_CountPaths(clip)
    for number in range(count if count <= MOST_CLIPS else 0):
        if pdf.FPDFClipPath_CountPathSegments(clip, number) > 0:
            area = _mapped(matrix, *_clip_box(clip, number))
            left, bottom, right, top = (
                max(bounds[0], area[0]),
                max(bounds[1], area[1]),
                min(bounds[2], area[2]),
                min(bounds[3], area[3]),
            )
            bounds = (min(left, right), min(bottom, top), right, top)
    return bounds


def _scale_of(matrix: PdfMatrix) -> float:
    a, b, c, d, _, _ = matrix
    return sqrt(abs(a * d - b * c))


def is_dot(bounds: Rectangle) -> bool:
    """Whether something is no larger than a point of print."""
    left, bottom, right, top = bounds
    return max(right - left, top - bottom) <= THIN


def _widened(rule: Rectangle, by: float) -> Rectangle:
    left, bottom, right, top = rule
    return left - by, bottom - by, right + by, top + by


def _note_clip(text: Handle, matrix: PdfMatrix, found: PageObjects) -> None:
    """Note what a text is clipped to, where a part of it lies beyond that, and whether a digit has room there."""
    clip = pdf.FPDFPageObj_GetClipPath(text)
    count = pdf.FPDFClipPath_CountPaths(clip)
    if count <= 0:
        return
    left, bottom, right, top = (c_float() for _ in range(4))
    if count > MOST_CLIPS or not pdf.FPDFPageObj_GetBounds(text, *map(byref, (left, bottom, right, top))):
        found.pale = True
        return
    boxes = [_clip_box(clip, number) for number in range(count)]
    area = (
        max(box[0] for box in boxes), max(box[1] for box in boxes),
        min(box[2] for box in boxes), min(box[3] for box in boxes),
    )  # fmt: skip
    bounds = (left.value, bottom.value, right.value, top.value)
    if not _holds(area, bounds):
        slack = CLIPPED * (bounds[3] - bounds[1])
        within = (bounds[0] + slack, bounds[1] + slack, bounds[2] - slack, bounds[3] - slack)
        found.pale = found.pale or not _holds(area, within)
        found.clips[address(text)] = _mapped(matrix, *area)


def _clip_box(clip: Handle, number: int) -> Rectangle:
    """What the points of a path that clips lie between; nothing for one of none or too many."""
    count = pdf.FPDFClipPath_CountPathSegments(clip, number)
    x, y = c_float(), c_float()
    points = []
    for index in range(count if count <= MOST_CLIP_POINTS else 0):
        pdf.FPDFPathSegment_GetPoint(pdf.FPDFClipPath_GetPathSegment(clip, number, index), byref(x), byref(y))
        points.append((x.value, y.value))
    if not points:
        return 0.0, 0.0, 0.0, 0.0
    return min(p[0] for p in points), min(p[1] for p in points), max(p[0] for p in points), max(p[1] for p in points)


def inspect_texts(found: PageObjects) -> None:
    """Whether any text is invisible, or turned: only then each character is asked."""
    own = pdf.FS_MATRIX()
    note_sunk(found)
    for item, matrix, _ in found.texts:
        spoken, layered = _marks_of(item)
        found.pale = found.pale or layered
        if spoken or is_mixed(item):
            found.doubtful.add(address(item))
        found.invisible = found.invisible or pdf.FPDFTextObj_GetTextRenderMode(item) == INVISIBLE
        if not found.turned and pdf.FPDFPageObj_GetMatrix(item, own):
            whole = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
            found.turned = abs(whole[1]) > 0.01 * abs(whole[0]) or whole[0] < 0


def note_sunk(found: PageObjects) -> None:
    """Doubt the texts that are printed on a dark area in a colour that is not seen on it, or partly so."""
    if not found.darks:
        return
    dark: defaultdict[int, list[tuple[int, Rectangle]]] = defaultdict(list)
    for number, bounds in found.covers:
        if number in found.darks:
            for band in _bands(bounds):
                dark[band].append((number, bounds))
    left, bottom, right, top = (c_float() for _ in range(4))
    asked = 0
    for item, matrix, number in found.texts:
        if not pdf.FPDFPageObj_GetBounds(item, byref(left), byref(bottom), byref(right), byref(top)):
            continue
        text = _mapped(matrix, left.value, bottom.value, right.value, top.value)
        for place, area in (one for band in _bands(text) for one in dark.get(band, ())):
            part = _shared(text, area) if place < number else None
            if part is None or is_seen(fill_of(item), found.darks[place]):
                continue
            asked += 1
            between = (over for later, over in found.covers if place < later < number)
            if asked > MOST_SUNK or not any(_holds(over, part) for over in between):
                found.doubtful.add(address(item))


def _shared(text: Rectangle, area: Rectangle) -> Rectangle | None:
    """What an area takes of a text; None where that is no more than its edge."""
    slack = _EDGE * (text[3] - text[1])
    left, bottom, right, top = (
        max(text[0], area[0]),
        max(text[1], area[1]),
        min(text[2], area[2]),
        min(text[3], area[3]),
    )
    return (left, bottom, right, top) if right - left > slack and top - bottom > slack else None


def _holds(area: Rectangle, part: Rectangle) -> bool:
    return area[0] <= part[0] and area[1] <= part[1] and area[2] >= part[2] and area[3] >= part[3]


_EDGE = 0.3
"""Of the height of a text: so much of it may reach into an area beside it."""


def _marks_of(item: Handle) -> tuple[bool, bool]:
    """Whether other words are given for what an object shows (``/ActualText``), which pdfium tells in its place; and
    whether it stands on a layer (``/OC``)."""
    spoken = layered = False
    length = c_ulong()
    for number in range(pdf.FPDFPageObj_CountMarks(item)):
        mark = pdf.FPDFPageObj_GetMark(item, number)
        spoken = spoken or (pdf.FPDFPageObjMark_GetParamValueType(mark, b"ActualText") != pdf.FPDF_OBJECT_UNKNOWN)
        pdf.FPDFPageObjMark_GetName(mark, _NAME, sizeof(_NAME), byref(length))
        layered = layered or bytes(_NAME)[:6] == _LAYER
    return spoken, layered


_NAME, _LAYER = (pdf.FPDF_WCHAR * 4)(), "OC\0".encode("utf-16-le")


def _times(first: PdfMatrix, second: PdfMatrix) -> PdfMatrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _mapped(matrix: PdfMatrix, left: float, bottom: float, right: float, top: float) -> Rectangle:
    """A rectangle under a matrix that turns by quarters at most."""
    if matrix is _IDENTITY:
        return left, bottom, right, top
    a, b, c, d, e, f = matrix
    xa, ya = a * left + c * bottom + e, b * left + d * bottom + f
    xb, yb = a * right + c * top + e, b * right + d * top + f
    return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


def _rules_of(path: Handle, matrix: PdfMatrix, slants: list[Segment]) -> Iterator[Rectangle]:
    """The rules in a path that is not thin itself: its thin parts, and the sides of what it strokes; what it strokes
    beside them is put to the `slants`. A filled area is none."""
    count = pdf.FPDFPath_CountSegments(path)
    if not 2 <= count <= MOST_SEGMENTS:
        return
    is_filled, is_stroked = modes_of(path)
    if not is_filled and not is_stroked:
        return
    if not is_stroked and count <= 5:
        return
    own = pdf.FS_MATRIX()
    if pdf.FPDFPageObj_GetMatrix(path, own):
        matrix = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
    for part in _parts(path, count, matrix):
        xs, ys = [x for x, _ in part], [y for _, y in part]
        bounds = (min(xs), min(ys), max(xs), max(ys))
        if min(bounds[2] - bounds[0], bounds[3] - bounds[1]) <= THIN:
            yield bounds
        elif is_stroked:
            for (xa, ya), (xb, yb) in pairwise(part):
                if min(abs(xa - xb), abs(ya - yb)) <= 0.5:
                    yield min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)
                elif len(slants) < MOST_SLANTS:
                    slants.append((xa, ya, xb, yb))


def _parts(path: Handle, count: int, matrix: PdfMatrix) -> Iterator[list[tuple[float, float]]]:
    """The sub-paths of straight lines, each as its points in page space; a curve breaks off a part."""
    a, b, c, d, e, f = matrix
    x, y = c_float(), c_float()
    part: list[tuple[float, float]] = []
    for index in range(count):
        segment = pdf.FPDFPath_GetPathSegment(path, index)
        kind = pdf.FPDFPathSegment_GetType(segment)
        pdf.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if kind != pdf.FPDF_SEGMENT_LINETO:
            if len(part) > 1:
                yield part
            part = []
        part.append(point)
        if pdf.FPDFPathSegment_GetClose(segment) and len(part) > 1:
            yield [*part, part[0]]
            part = []
    if len(part) > 1:
        yield part
