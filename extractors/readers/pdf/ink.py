"""What a page of a PDF shows, held against what its text says: the page is drawn, and where a figure may stand, digits
without ink are not on the page, and ink without characters is a figure that nobody reads.

One test for what no list of tricks ends: white print, layers that are off, clipped and covered print have no ink;
outlined digits, pictures of them, handwriting and fields that only a form draws have ink and no characters. What is so
pale that it may be seen or not makes its cell unreadable.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from ctypes import POINTER, c_ubyte, cast
from dataclasses import dataclass
from functools import cache
from math import ceil, sqrt

import pypdfium2.raw as pdf

from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.readers.paper.figure_rows import may_be_figure
from xxgk.extractors.readers.paper.lines import Glyph
from xxgk.extractors.readers.paper.page import Ruled
from xxgk.extractors.readers.paper.ruling_grid import Box, Grid
from xxgk.extractors.readers.paper.struck import Rules, is_jumbled, middle_of
from xxgk.extractors.readers.paper.tables import UNREAD
from xxgk.extractors.readers.pdf.paint import Handle

RESOLUTION = 100 / 72
"""Pixels a point: a digit of ten points is some ten pixels high."""
MOST_PIXELS = 4_000_000
LEAST_RESOLUTION = 0.8
PAPER = 255
NO_INK, PALE = 10, 45
"""Differences of brightness (of 255) to the ground: below the first nothing is seen, below the second one may be."""
SPECKS = 3
"""Pixels of ink without characters that a cell may have."""
EDGE = 2.2  # points at the sides of a cell, that its rules may take
PAD = 1.2  # points around a character or a rule that its ink may take
FLAT = 30
"""How much brightness differs at least where a digit is told from what is over it."""
PALE_PRINT, STRUCK, TINY, OVER = "pale print", "struck out", "tiny print", "print over print"
COVERED = "print that something covers"
LEAST_HEIGHT = 2.5  # points of a digit that can be read
LEAST_WIDTH = 0.12  # of its height
LEAST_EXTENT = 0.33  # of the height of its box: so high at least is what a digit draws
_INK = b"\1"


@dataclass(frozen=True, slots=True)
class Bitmap:
    """A band of a page as it is drawn: brightness by rows of `stride` bytes, `scale` pixels a point; `above` rows of
    the page are not in it."""

    pixels: bytearray
    width: int
    height: int
    stride: int
    scale: float
    above: int = 0

    def rows(self, box: Box) -> tuple[range, int]:
        """Where the rows of a box begin, and how many pixels each of them has."""
        x0, top, x1, bottom = box
        scale, stride = self.scale, self.stride
        left, right = max(0, int(x0 * scale)), min(self.width, ceil(x1 * scale))
        first, end = max(0, int(top * scale) - self.above), min(self.height, ceil(bottom * scale) - self.above)
        return range(first * stride + left, end * stride + left if right > left else 0, stride), right - left

    def within(self, box: Box) -> bytes:
        """All pixels of a box, row by row."""
        pixels, (rows, width) = self.pixels, self.rows(box)
        return b"".join([pixels[row : row + width] for row in rows])

    def ground(self, box: Box) -> int | None:
        """The brightness of the upper and lower side of a box, or, where a rule or a digit reaches into one, that which
        is commonest in it; None for a box without pixels."""
        rows, width = self.rows(box)
        if not rows:
            return None
        sides = self.pixels[rows[0] : rows[0] + width] + self.pixels[rows[-1] : rows[-1] + width]
        first = sides[0]
        return first if sides.count(first) == len(sides) else Counter(self.within(box)).most_common(1)[0][0]

    def contrast(self, box: Box, ground: int) -> int:
        """How far the pixels of a box differ from the ground at most."""
        pixels = self.within(box)
        return max(ground - min(pixels), max(pixels) - ground) if pixels else 0

    def extent(self, box: Box, ground: int) -> int:
        """How many rows of pixels lie between the first and the last of a box in which ink is seen."""
        width = self.rows(box)[1]
        inked = self.within(box).translate(_told(ground, PALE))
        return inked.rfind(_INK) // width - inked.find(_INK) // width + 1 if width and _INK in inked else 0

    def spread(self, box: Box) -> int:
        """How far the pixels of a box differ from each other."""
        pixels = self.within(box)
        return max(pixels) - min(pixels) if pixels else 0

    def differing(self, box: Box, ground: int, least: int) -> int:
        """How many pixels of a box differ from the ground by at least so much."""
        return len(self.within(box).translate(None, _like(ground, least)))

    def inked(self, box: Box, ground: int, least: int, gap: float) -> list[Box]:
        """Where in a box pixels differ from the ground by at least so much: ink that is no further apart, from left to
        right, than a gap is one."""
        rows, width = self.rows(box)
        like, left, scale = _like(ground, least), rows.start % self.stride, self.scale
        found: list[Box] = []
        for column in range(width):
            pixels = self.pixels[rows.start + column : rows.stop : self.stride]
            if not pixels.translate(None, like):
                continue
            inked = [row for row, pixel in enumerate(pixels) if abs(pixel - ground) >= least]
            top, bottom = (box.top + row / scale for row in (inked[0], inked[-1] + 1))
            x0, x1 = (left + column) / scale, (left + column + 1) / scale
            if found and x0 - found[-1].x1 <= gap:
                last = found[-1]
                found[-1] = Box(last.x0, min(last.top, top), x1, max(last.bottom, bottom))
            else:
                found.append(Box(x0, top, x1, bottom))
        return found

    def fill(self, box: Box, brightness: int) -> None:
        """Paint a box."""
        rows, width = self.rows(box)
        value = bytes((brightness,)) * width
        for row in rows:
            self.pixels[row : row + width] = value


@cache
def _like(ground: int, least: int) -> bytes:
    """Each brightness that differs from the ground by less than so much."""
    return bytes(range(max(0, ground - least + 1), min(256, ground + least)))


@cache
def _told(ground: int, least: int) -> bytes:
    """For each brightness whether it differs from the ground by at least so much."""
    return bytes(abs(brightness - ground) >= least for brightness in range(256))


def draw(
    page: Handle, form: Handle | None, size: tuple[float, float], turn: int, band: tuple[float, float]
) -> Bitmap | None:
    """A page drawn in grey, so many points wide and high, turned by quarters to how its text is read; with its notes,
    and its form's fields where a `form` is given. Only the `band` from one height to another is drawn, as drawing
    takes longer than anything else. None where the page is too large to be looked at closely."""
    scale = min(RESOLUTION, sqrt(MOST_PIXELS / (size[0] * size[1])))
    if scale < LEAST_RESOLUTION:
        return None
    width, height = ceil(size[0] * scale), ceil(size[1] * scale)
    above, below = max(0, int(band[0] * scale)), min(height, ceil(band[1] * scale))
    shown = max(1, below - above)
    bitmap = pdf.FPDFBitmap_CreateEx(width, shown, pdf.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        return None
    try:
        pdf.FPDFBitmap_FillRect(bitmap, 0, 0, width, shown, 0xFFFFFFFF)
        where = (0, -above, width, height, (turn - pdf.FPDFPage_GetRotation(page)) % 4)
        pdf.FPDF_RenderPageBitmap(bitmap, page, *where, pdf.FPDF_ANNOT | pdf.FPDF_GRAYSCALE)
        if form is not None:
            pdf.FPDF_FFLDraw(form, bitmap, page, *where, pdf.FPDF_ANNOT | pdf.FPDF_GRAYSCALE)
        stride = pdf.FPDFBitmap_GetStride(bitmap)
        buffer = cast(pdf.FPDFBitmap_GetBuffer(bitmap), POINTER(c_ubyte * (stride * shown)))
        return Bitmap(bytearray(buffer.contents), width, shown, stride, scale, above)
    finally:
        pdf.FPDFBitmap_Destroy(bitmap)


def band_of(tables: Sequence[Ruled], others: Iterable[Box] = ()) -> tuple[float, float]:
    """From which height of a page to which its tables, the characters in them and some other boxes reach."""
    boxes: list[Box | Glyph] = [*others, *(table.grid.box for table in tables)]
    boxes += [glyph for table in tables for glyphs in table.cells for glyph in glyphs]
    return min(box.top for box in boxes), max(box.bottom for box in boxes)


def seen(bitmap: Bitmap, grid: Grid, cells: Sequence[Sequence[Glyph]], rules: Rules) -> Ruled:
    """The characters of a table that are seen, where figures may stand, and the cells whose ink says something else."""
    kept: list[list[Glyph]] = []
    unread: dict[int, str] = {}
    for place, (cell, glyphs) in enumerate(zip(grid.cells, cells, strict=True)):
        found, why = _cell(bitmap, _within(cell.box), glyphs, rules) if may_be_figure(glyphs) else (glyphs, "")
        kept.append(list(found))
        if why:
            unread[place] = why
    return Ruled(grid, kept, unread)


def _cell(bitmap: Bitmap, box: Box, glyphs: Sequence[Glyph], rules: Rules) -> tuple[Sequence[Glyph], str]:
    """The characters of a cell that are seen, and why it is not read. Where a digit is not seen, something as pale as a
    watermark may lie over it: then the cell is not as blank as one whose digits nobody sees."""
    ground = bitmap.ground(box)
    if ground is None:
        return glyphs, ""
    shown: list[Glyph] = []
    why, crossing = "", rules.through(glyphs)
    for glyph in glyphs:
        is_digit = glyph.text.isdigit()
        part = middle_of(glyph) if is_digit else Box(*glyph[1:5])
        ink = PALE if glyph.text.isspace() else bitmap.contrast(part, ground)
        if ink >= NO_INK or (is_digit and is_squeezed(glyph)):
            shown.append(glyph)
            why = why or (doubt_of(bitmap, box, ground, part, ink, glyph, crossing) if is_digit else "")
            if is_digit and bitmap.spread(part) < FLAT:
                why = why or COVERED
    text = "".join(glyph.text for glyph in shown).strip()
    if not text and is_painted(ground) and any(glyph.text.isdigit() for glyph in glyphs):
        why = UNREAD  # something pale may lie over all of it
    if not why and (not text or is_valuelike(text)):
        least = NO_INK if len(shown) < len(glyphs) else PALE
        why = OVER if is_jumbled(shown) else UNREAD if _has_other_ink(bitmap, box, ground, shown, rules, least) else ""
    return shown, why


def is_painted(ground: int) -> bool:
    """Whether a ground is not the paper, as far as one sees."""
    return PAPER - ground >= NO_INK


def is_squeezed(glyph: Glyph) -> bool:
    """Whether a digit is so narrow that what it draws is a hair, which need not be found."""
    high = glyph.bottom - glyph.top
    return high >= LEAST_HEIGHT and glyph.x1 - glyph.x0 < LEAST_WIDTH * high


def doubt_of(bitmap: Bitmap, box: Box, ground: int, part: Box, ink: int, glyph: Glyph, crossing: Rules) -> str:
    """Why nobody may be able to read a digit that shows some ink, or is too narrow to show any."""
    high = glyph.bottom - glyph.top
    if high < LEAST_HEIGHT or is_squeezed(glyph):
        return TINY
    if ink < PALE:
        return PALE_PRINT
    if bitmap.extent(Box(part.x0, glyph.top, part.x1, glyph.bottom), ground) < LEAST_EXTENT * high * bitmap.scale:
        return COVERED
    if crossing.strike(glyph):
        return STRUCK
    if part.x1 > box.x1 or part.x0 < box.x0:  # what shows may be the rule alone
        return "" if bitmap.contrast(meet(part, box), ground) >= PALE else UNREAD
    return ""


def _has_other_ink(bitmap: Bitmap, box: Box, ground: int, shown: Sequence[Glyph], rules: Rules, least: int) -> bool:
    """Whether there is ink, at `least` as dark, in a box beside that of its characters and of rules."""
    if not shown and bitmap.differing(box, ground, least) <= SPECKS:
        return False
    for mark in (*runs_of(shown), *rules.within(box, shown)):
        bitmap.fill(meet(padded(mark), box), ground)
    return bitmap.differing(box, ground, least) > SPECKS


def runs_of(glyphs: Iterable[Glyph]) -> list[Box]:
    """The boxes of characters, one for those that stand side by side in one line."""
    runs: list[Box] = []
    for _, x0, top, x1, bottom, _ in glyphs:
        last = runs[-1] if runs else None
        if last is not None and (last.top, last.bottom) == (top, bottom) and last.x0 <= x0 <= last.x1 + PAD:
            runs[-1] = last._replace(x1=max(x1, last.x1))
        else:
            runs.append(Box(x0, top, x1, bottom))
    return runs


def _within(box: Box) -> Box:
    return Box(box.x0 + EDGE, box.top + EDGE, box.x1 - EDGE, box.bottom - EDGE)


def padded(box: Box) -> Box:
    """A box with what ink may take around it."""
    x0, top, x1, bottom = box
    return Box(x0 - PAD, top - PAD, x1 + PAD, bottom + PAD)


def meet(one: Box, other: Box) -> Box:
    """What two boxes share."""
    return Box(max(one.x0, other.x0), max(one.top, other.top), min(one.x1, other.x1), min(one.bottom, other.bottom))
