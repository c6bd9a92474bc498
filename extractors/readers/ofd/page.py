"""Pages of an OFD document (GB/T 33190: a zip of XML): print and rules in points from the top left of the page.

What matters here of the format: ``TextObject`` (characters with their advances), ``PathObject`` (lines and thin filled
boxes are rules), ``ImageObject``, ``PageBlock`` around them, and templates that stand behind a page. The unit of the
file is the millimetre; an object's own coordinates go through its ``CTM`` and then from the corner of its ``Boundary``.
"""

from __future__ import annotations

import math
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from lxml import etree

from xxgk.extractors.readers.package import Package
from xxgk.extractors.readers.paper.page import MOST_GLYPHS, MOST_PAGES
from xxgk.schema.document import Unreadable

POINT = 72 / 25.4  # points in a millimetre
MAX_RULES = 200_000
ASCENT = 0.86  # of the size, above the base line
HALF_WIDTH = 0.5  # of the size: a Latin character whose advance is not told
STRAIGHT = 0.1  # millimetres by which a rule may lean
THIN = 1.0  # millimetres: a filled box no thicker is a rule
_COMMAND = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_PARAMETERS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


class Glyph(NamedTuple):
    """A character in its box, in points; y grows downwards."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float


class OfdRule(NamedTuple):
    """A straight rule, horizontal or vertical, in points."""

    x0: float
    y0: float
    x1: float
    y1: float


class Matrix(NamedTuple):
    """x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float = 1
    b: float = 0
    c: float = 0
    d: float = 1
    e: float = 0
    f: float = 0

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A point of the object on the page, in millimetres."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


@dataclass(slots=True)
class OfdPage:
    """What a page shows. `images` are boxes of pictures, as rules from corner to corner."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[OfdRule] = field(default_factory=list)
    images: list[OfdRule] = field(default_factory=list)


def read_pages(package: Package) -> tuple[list[OfdPage], str]:
    """The pages of the first document in the package, and its title. Raises Unreadable."""
    head = package.xml("/OFD.xml")
    root = "" if head is None else (head.findtext("{*}DocBody/{*}DocRoot") or "").strip()
    main = package.xml(_joined("/", root)) if root else None
    if head is None or main is None:
        raise Unreadable("not an OFD document: it names no pages")
    folder = posixpath.dirname(_joined("/", root))
    templates = {template.get("ID", ""): template.get("BaseLoc", "") for template in main.iter("{*}TemplatePage")}
    listed = [page.get("BaseLoc", "") for page in main.iterfind("{*}Pages/{*}Page")]
    if not 0 < len(listed) <= MOST_PAGES:
        raise Unreadable(f"the OFD document has {len(listed):,} pages; the limit is {MOST_PAGES}")
    usual = main.find("{*}CommonData/{*}PageArea")
    pages = []
    glyphs = rules = 0
    for number, place in enumerate(listed, 1):
        content = package.xml(_joined(folder, place))
        if content is None:
            raise Unreadable(f"page {number} of the OFD document is missing")
        page = _page(number, content, usual)
        for layer in content.iterfind("{*}Template"):
            behind = package.xml(_joined(folder, templates.get(layer.get("TemplateID", ""), "")))
            if behind is not None:
                _collect(behind, page)
        _collect(content, page)
        pages.append(page)
        glyphs, rules = glyphs + len(page.glyphs), rules + len(page.rules)
        if glyphs > MOST_GLYPHS or rules > MAX_RULES:
            raise Unreadable("the OFD document has more print than a report can have")
    return pages, (head.findtext("{*}DocBody/{*}DocInfo/{*}Title") or "").strip()


def _joined(folder: str, place: str) -> str:
    return posixpath.normpath(posixpath.join(folder, place.strip().replace("\\", "/")))


def _page(number: int, content: etree._Element, usual: etree._Element | None) -> OfdPage:
    for area in (content.find("{*}Area"), usual):
        box = None if area is None else _numbers(area.findtext("{*}PhysicalBox") or "")
        if box and len(box) == 4 and box[2] > 0 < box[3]:
            return OfdPage(number, box[2] * POINT, box[3] * POINT)
    raise Unreadable(f"page {number} of the OFD document has no size")


def _collect(content: etree._Element, page: OfdPage) -> None:
    """Take up all that is visible, in the order of the file."""
    for item in content.iter("{*}TextObject", "{*}PathObject", "{*}ImageObject"):
        if item.get("Visible") == "false" or any(above.get("Visible") == "false" for above in item.iterancestors()):
            continue
        boundary = _numbers(item.get("Boundary", ""))
        if len(boundary) != 4:
            continue
        matrix = _matrix(item, boundary)
        match etree.QName(item).localname:
            case "TextObject":
                page.glyphs.extend(_glyphs(item, matrix))
            case "PathObject":
                page.rules.extend(_rules(item, matrix))
            case _:
                x, y, width, height = boundary
                page.images.append(OfdRule(*(side * POINT for side in (x, y, x + width, y + height))))


def _matrix(item: etree._Element, boundary: list[float]) -> Matrix:
    given = _numbers(item.get("CTM", ""))
    a, b, c, d, e, f = given if len(given) == 6 else Matrix()
    return Matrix(a, b, c, d, e + boundary[0], f + boundary[1])


def _glyphs(item: etree._Element, matrix: Matrix) -> Iterator[Glyph]:
    sizes = _numbers(item.get("Size", ""))
    scales = _numbers(item.get("HScale", ""))
    size, stretch = (sizes[0] if sizes else 0.0), (scales[0] if scales else 1.0)
    if size <= 0:
        return
    x = y = 0.0
    for code in item.iterfind("{*}TextCode"):
        text = code.text or ""
        starts = (_numbers(code.get("X", "")), _numbers(code.get("Y", "")))
        x, y = (start[0] if start else before for start, before in zip(starts, (x, y), strict=True))
        across, down = (_advances(code.get(name, ""), len(text)) for name in ("DeltaX", "DeltaY"))
        for index, char in enumerate(text):
            width = size * stretch * (HALF_WIDTH if char.isascii() else 1.0)
            if index < len(across) and 0 < across[index] < width:
                width = across[index]
            if not char.isspace():
                yield _glyph(char, matrix, (x, y), width, size)
            x += across[index] if index < len(across) else 0.0
            y += down[index] if index < len(down) else 0.0
            if index >= max(len(across), len(down)):  # advances that are not told are those of the font
                x += width


def _glyph(char: str, matrix: Matrix, origin: tuple[float, float], width: float, size: float) -> Glyph:
    x, y = origin
    top, bottom = y - ASCENT * size, y + (1 - ASCENT) * size
    corners = [matrix.at(*corner) for corner in ((x, top), (x + width, bottom), (x, bottom), (x + width, top))]
    return Glyph(char, *_box(corners))


def _box(points: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    """The box around some points, in points of print."""
    across, down = zip(*points, strict=True)
    return min(across) * POINT, min(down) * POINT, max(across) * POINT, max(down) * POINT


def _advances(told: str, most: int) -> list[float]:
    """The advances behind each character but the last: ``5 5 5``, or ``g 3 5`` for three times five."""
    found: list[float] = []
    words = iter(told.split())
    for word in words:
        if word != "g":
            found += _numbers(word)
        elif count := _numbers(next(words, "")):
            found += _numbers(next(words, "")) * min(int(max(count[0], 0)), most)
        if len(found) > most:
            break
    return found[:most]


def _rules(item: etree._Element, matrix: Matrix) -> Iterator[OfdRule]:
    """The straight strokes of a path, and a filled thin box as the line in its middle."""
    for corners in _subpaths(item.findtext("{*}AbbreviatedData") or ""):
        points = [matrix.at(*corner) for corner in corners]
        x0, y0, x1, y1 = _box(points)
        if item.get("Fill") == "true" and min(x1 - x0, y1 - y0) <= THIN * POINT:
            flat = x1 - x0 >= y1 - y0
            yield (
                OfdRule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2) if flat else OfdRule((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)
            )
        elif item.get("Stroke") != "false":
            for start, end in pairwise(points):
                if min(abs(start[0] - end[0]), abs(start[1] - end[1])) <= STRAIGHT:
                    yield OfdRule(*_box([start, end]))


def _subpaths(data: str) -> Iterator[list[tuple[float, float]]]:
    """The corners of each part of a path. A part with curves is a drawing and left out."""
    points: list[tuple[float, float]] = []
    curved = False
    words = _COMMAND.findall(data)
    at = 0
    while at < len(words):
        command = words[at]
        count = _PARAMETERS.get(command)
        if count is None:
            return
        values = _numbers(" ".join(words[at + 1 : at + 1 + count]))
        if len(values) != count:
            return
        at += 1 + count
        if command in "SM":
            if len(points) > 1 and not curved:
                yield points
            points, curved = [(values[0], values[1])], False
        elif command == "L":
            points.append((values[0], values[1]))
        elif command == "C" and points:
            points.append(points[0])
        else:
            curved = True
    if len(points) > 1 and not curved:
        yield points


def _numbers(text: str) -> list[float]:
    """Numbers parted by spaces, ``[]`` where one is none or not finite."""
    try:
        found = [float(word) for word in text.split()]
    except ValueError:
        return []
    return found if all(math.isfinite(number) for number in found) else []
