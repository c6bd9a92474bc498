"""One page of a PDF as pdfium shows it: characters and rulings in points from the top left of the page as it is
displayed.

Raw calls, since an object per character would cost more than everything else together. A page and its text page must
be held in variables while they are read and closed afterwards: pdfium frees what Python no longer names. pdfium is
not thread-safe: run several processes, never threads.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator
from ctypes import byref, c_double, c_float, c_int
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdf

from extractors.readers.print_lines import Glyph
from extractors.readers.ruling_grid import Box, Ruling
from schema.document import Unreadable

THIN = 3.0  # a path no thicker than this is a rule
SHORTEST = 2.0
MOST_GLYPHS, MOST_OBJECTS = 40_000, 100_000
MOST_SEGMENTS = 2_000  # of one path; a longer one is a drawing
LARGEST_SIDE = 14_400.0  # points; the format's own limit
DEEPEST = 6  # forms within forms
UNKNOWN = "\ufffd"  # a character whose code says nothing of what it shows
_HYPHENS = frozenset((0x02, 0xFFFE))  # what pdfium gives for a hyphen at the end of a line
_INVISIBLE = 3  # text render mode of the text layer that lies under a scan

_OVERSIZED = 3.0  # times the usual height of print: a box that pdfium may have got wrong

Point = Callable[[float, float], tuple[float, float]]
Handle = Any  # a pointer of pdfium
Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Page:
    """What a page shows. `hidden` counts characters that are in the file and not on the page;
    `scanned` says that the page is a picture whose print was recognised."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    horizontals: list[Ruling] = field(default_factory=list)
    verticals: list[Ruling] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    hidden: int = 0
    scanned: bool = False


class _Character(NamedTuple):
    """A character of the text layer: its box in page space and how many quarters it is turned."""

    place: int
    text: str
    left: float
    bottom: float
    right: float
    top: float
    angle: float


@dataclass(slots=True)
class _Objects:
    """What the page's objects are: boxes of rules and images in page space; whether text is invisible or turned
    anywhere."""

    rules: list[tuple[float, float, float, float]] = field(default_factory=list)
    images: list[tuple[float, float, float, float]] = field(default_factory=list)
    invisible: bool = False
    turned: bool = False
    count: int = 0


def read_page(document: pdfium.PdfDocument, index: int) -> Page:
    """Page `index` (from 0). Raises Unreadable where it goes beyond the limits."""
    page = document[index]
    try:
        textpage = page.get_textpage()
        try:
            return _read(page, textpage, index + 1)
        finally:
            textpage.close()
    finally:
        page.close()


def _read(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, number: int) -> Page:
    objects = _Objects()
    _collect(_page_objects(page.raw), _IDENTITY, objects, 0)
    characters = _mended(textpage.raw, list(_characters(textpage.raw, objects)))
    quarter = _text_turn(characters)
    turn = (page.get_rotation() // 90 + quarter) % 4
    box = page.get_bbox()
    show = _display(box, turn)
    width, height = (box[2] - box[0], box[3] - box[1]) if turn % 2 == 0 else (box[3] - box[1], box[2] - box[0])
    if not 0 < max(width, height) <= LARGEST_SIDE:
        raise Unreadable(f"page {number} measures {width:.0f} by {height:.0f} points")
    result = Page(number, width, height)
    for _, text, left, bottom, right, top, angle in characters:
        glyph = _glyph(text, _box(show, left, bottom, right, top), angle - quarter)
        if glyph is not None and -1 <= glyph.x0 <= width + 1 and -1 <= glyph.top <= height + 1:
            result.glyphs.append(glyph)
        else:
            result.hidden += 1
    for bounds in objects.rules:
        _add_rule(_box(show, *bounds), result)
    result.images = [_box(show, *bounds) for bounds in objects.images]
    return result


def _display(box: tuple[float, float, float, float], turn: int) -> Point:
    """From page space (y upwards) to the page as displayed, turned clockwise by quarters, y downwards."""
    left, bottom, right, top = box
    ways: tuple[Point, ...] = (
        lambda x, y: (x - left, top - y),
        lambda x, y: (y - bottom, x - left),
        lambda x, y: (right - x, y - bottom),
        lambda x, y: (top - y, right - x),
    )
    return ways[turn]


def _box(show: Point, left: float, bottom: float, right: float, top: float) -> Box:
    xa, ya = show(left, bottom)
    xb, yb = show(right, top)
    return Box(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))


# --------------------------------------------------------------------------------------------------------- characters


def _characters(textpage: Handle, objects: _Objects) -> Iterator[_Character]:
    """Each character that the file itself holds and shows: no space or line break that pdfium makes up."""
    count = pdf.FPDFText_CountChars(textpage)
    if count > MOST_GLYPHS:
        raise Unreadable(f"a page has {count:,} characters; the limit is {MOST_GLYPHS:,}")
    unicode_of, box_of, is_generated = pdf.FPDFText_GetUnicode, pdf.FPDFText_GetLooseCharBox, pdf.FPDFText_IsGenerated
    rect = pdf.FS_RECTF()
    reference = byref(rect)
    for index in range(count):
        code = unicode_of(textpage, index)
        if code in (10, 13) or is_generated(textpage, index) == 1 or not box_of(textpage, index, reference):
            continue
        if objects.invisible and _is_invisible(textpage, index):
            continue
        angle = pdf.FPDFText_GetCharAngle(textpage, index) / (math.pi / 2) if objects.turned else 0.0
        yield _Character(index, _text(textpage, index, code), rect.left, rect.bottom, rect.right, rect.top, angle)


def _mended(textpage: Handle, characters: list[_Character]) -> list[_Character]:
    """Characters of vertical writing get boxes many times too large from pdfium; the box of their ink is right."""
    if not characters:
        return characters
    limit = _OVERSIZED * median(character.top - character.bottom for character in characters)
    ink = tuple(c_double() for _ in range(4))
    for place, character in enumerate(characters):
        size = character.top - character.bottom
        if size > limit and pdf.FPDFText_GetCharBox(textpage, character.place, *map(byref, ink)):
            left, right, bottom, top = (side.value for side in ink)
            if 4 * max(right - left, top - bottom) < size:
                characters[place] = character._replace(left=left, bottom=bottom, right=right, top=top)
    return characters


def _text(textpage: Handle, index: int, code: int) -> str:
    if code in _HYPHENS:
        return "-"
    if code < 32 or 0xD800 <= code <= 0xDFFF or pdf.FPDFText_HasUnicodeMapError(textpage, index) == 1:
        return UNKNOWN
    return chr(code)


def _is_invisible(textpage: Handle, index: int) -> bool:
    owner = pdf.FPDFText_GetTextObject(textpage, index)
    return bool(owner) and pdf.FPDFTextObj_GetTextRenderMode(owner) == _INVISIBLE


def _text_turn(characters: list[_Character]) -> int:
    """The quarter turn of most of the text: of a table printed sideways on an upright page."""
    turns = Counter(round(character.angle) % 4 for character in characters)
    return turns.most_common(1)[0][0] if turns else 0


def _glyph(text: str, box: Box, angle: float) -> Glyph | None:
    """None for slanted print, a watermark; a digit that stands on its side is no reading of ours."""
    quarters = round(angle)
    if abs(angle - quarters) > 0.05:
        return None
    if quarters % 4 and text.isdigit():
        text = UNKNOWN
    return Glyph(text, *box)


# ------------------------------------------------------------------------------------------------------------ objects


def _page_objects(page: Handle) -> Iterator[Any]:
    for index in range(pdf.FPDFPage_CountObjects(page)):
        yield pdf.FPDFPage_GetObject(page, index)


def _form_objects(form: Handle) -> Iterator[Any]:
    for index in range(pdf.FPDFFormObj_CountObjects(form)):
        yield pdf.FPDFFormObj_GetObject(form, index)


def _collect(objects: Iterator[Any], matrix: Matrix, found: _Objects, depth: int) -> None:
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
            bounds = (left.value, bottom.value, right.value, top.value)
            if min(bounds[2] - bounds[0], bounds[3] - bounds[1]) <= THIN:
                found.rules.append(_mapped(matrix, *bounds))
            else:
                found.rules += _rules_of(item, matrix)
        elif kind == pdf.FPDF_PAGEOBJ_TEXT:
            found.invisible = found.invisible or pdf.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE
            if not found.turned and pdf.FPDFPageObj_GetMatrix(item, own):
                whole = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
                found.turned = abs(whole[1]) > 0.01 * abs(whole[0]) or whole[0] < 0
        elif kind == pdf.FPDF_PAGEOBJ_IMAGE:
            if pdf.FPDFPageObj_GetBounds(item, *references):
                found.images.append(_mapped(matrix, left.value, bottom.value, right.value, top.value))
        elif kind == pdf.FPDF_PAGEOBJ_FORM and depth < DEEPEST and pdf.FPDFPageObj_GetMatrix(item, own):
            inner = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
            _collect(_form_objects(item), inner, found, depth + 1)


def _times(first: Matrix, second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _mapped(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
    """A rectangle under a matrix that turns by quarters at most."""
    if matrix is _IDENTITY:
        return left, bottom, right, top
    a, b, c, d, e, f = matrix
    xa, ya = a * left + c * bottom + e, b * left + d * bottom + f
    xb, yb = a * right + c * top + e, b * right + d * top + f
    return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


def _rules_of(path: Handle, matrix: Matrix) -> Iterator[tuple[float, float, float, float]]:
    """The rules in a path that is not thin itself: its thin parts, and the sides of what it strokes. A filled area is
    none."""
    count = pdf.FPDFPath_CountSegments(path)
    fill, stroke = c_int(), c_int()
    if not 2 <= count <= MOST_SEGMENTS or not pdf.FPDFPath_GetDrawMode(path, byref(fill), byref(stroke)):
        return
    if not stroke.value and count <= 5:
        return
    own = pdf.FS_MATRIX()
    if pdf.FPDFPageObj_GetMatrix(path, own):
        matrix = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
    for part in _parts(path, count, matrix):
        xs, ys = [x for x, _ in part], [y for _, y in part]
        bounds = (min(xs), min(ys), max(xs), max(ys))
        if min(bounds[2] - bounds[0], bounds[3] - bounds[1]) <= THIN:
            yield bounds
        elif stroke.value:
            for (xa, ya), (xb, yb) in pairwise(part):
                if min(abs(xa - xb), abs(ya - yb)) <= 0.5:
                    yield min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


def _parts(path: Handle, count: int, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
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


def _add_rule(box: Box, page: Page) -> None:
    width, height = box.x1 - box.x0, box.bottom - box.top
    if height <= THIN and width > max(height, SHORTEST):
        page.horizontals.append(Ruling((box.top + box.bottom) / 2, box.x0, box.x1))
    elif width <= THIN and height > max(width, SHORTEST):
        page.verticals.append(Ruling((box.x0 + box.x1) / 2, box.top, box.bottom))
