"""The characters of a text object of an OFD page, by their advances, and to what it is clipped."""

from __future__ import annotations

from collections.abc import Iterator, Set

from lxml import etree

from xxgk.extractors.readers.ofd.geometry import Corner, Matrix, box_of, matrix_of, numbers_of, subpaths_of
from xxgk.extractors.readers.paper.lines import Glyph
from xxgk.extractors.readers.paper.ruling_grid import Box
from xxgk.extractors.readers.seen import UNKNOWN

ASCENT = 0.86  # of the size, above the base line
HALF_WIDTH = 0.5  # of the size: a Latin character whose advance is not told


def glyphs_of(item: etree._Element, matrix: Matrix, doubtful: Set[int] = frozenset()) -> Iterator[Glyph]:
    """The characters of a text object, but its spaces; those at `doubtful` places without a known code, where they are
    digits."""
    sizes = numbers_of(item.get("Size", ""))
    scales = numbers_of(item.get("HScale", ""))
    size, stretch = (sizes[0] if sizes else 0.0), (scales[0] if scales else 1.0)
    if size <= 0:
        return
    x = y = 0.0
    place = 0
    for code in item.iterfind("{*}TextCode"):
        text = code.text or ""
        starts = (numbers_of(code.get("X", "")), numbers_of(code.get("Y", "")))
        x, y = (start[0] if start else before for start, before in zip(starts, (x, y), strict=True))
        across, down = (_advances(code.get(name, ""), len(text)) for name in ("DeltaX", "DeltaY"))
        for index, char in enumerate(text):
            width = size * stretch * (HALF_WIDTH if char.isascii() else 1.0)
            if index < len(across) and 0 < across[index] < width:
                width = across[index]
            if not char.isspace():
                shown = UNKNOWN if char.isdigit() and place in doubtful else char
                yield _glyph(shown, matrix, (x, y), width, size)
            place += 1
            x += across[index] if index < len(across) else 0.0
            y += down[index] if index < len(down) else 0.0
            if index >= max(len(across), len(down)):  # advances that are not told are those of the font
                x += width


def within(glyph: Glyph, room: Box) -> Glyph:
    """A character in the room that its object has: a digit beyond it may be cut off, and has no known code."""
    high = (glyph.bottom - glyph.top) / 2
    x, y = (glyph.x0 + glyph.x1) / 2, glyph.middle
    is_within = room.x0 - high <= x <= room.x1 + high and room.top - high <= y <= room.bottom + high
    return glyph if is_within or not glyph.text.isdigit() else glyph._replace(text=UNKNOWN)


def _glyph(char: str, matrix: Matrix, origin: Corner, width: float, size: float) -> Glyph:
    x, y = origin
    top, bottom = y - ASCENT * size, y + (1 - ASCENT) * size
    corners = [matrix.at(*corner) for corner in ((x, top), (x + width, bottom), (x, bottom), (x + width, top))]
    return Glyph(char, *box_of(corners))


def _advances(told: str, most: int) -> list[float]:
    """The advances behind each character but the last: ``5 5 5``, or ``g 3 5`` for three times five."""
    found: list[float] = []
    words = iter(told.split())
    for word in words:
        if word != "g":
            found += numbers_of(word)
        elif count := numbers_of(next(words, "")):
            found += numbers_of(next(words, "")) * min(int(max(count[0], 0)), most)
        if len(found) > most:
            break
    return found[:most]


def clip_of(item: etree._Element, matrix: Matrix) -> tuple[Box | None, bool]:
    """The box to which a text object is clipped, None where it is not, and whether that is known."""
    clip: Box | None = None
    for one in item.iterfind("{*}Clips/{*}Clip"):
        boxes = [_area(area, matrix) for area in one.iterfind("{*}Area")]
        known = [box for box in boxes if box is not None]
        if len(known) < len(boxes) or not known:
            return None, False
        lefts, tops, rights, bottoms = zip(*known, strict=True)
        whole = Box(min(lefts), min(tops), max(rights), max(bottoms))
        clip = whole if clip is None else _shared(clip, whole)
    return clip, True


def _area(area: etree._Element, matrix: Matrix) -> Box | None:
    """The box of an area that clips; None where it is not a path."""
    path = area.find("{*}Path")
    boundary = [] if path is None else numbers_of(path.get("Boundary", ""))
    if path is None or len(boundary) != 4:
        return None
    points = [corner for part in subpaths_of(path.findtext("{*}AbbreviatedData") or "") for corner in part.corners]
    own, given = matrix_of(path, boundary), numbers_of(area.get("CTM", ""))
    outer = (Matrix(*given) if len(given) == 6 else Matrix()).within(matrix)
    return box_of([outer.at(*own.at(*point)) for point in points]) if points else None


def _shared(one: Box, other: Box) -> Box:
    return Box(max(one.x0, other.x0), max(one.top, other.top), min(one.x1, other.x1), min(one.bottom, other.bottom))
