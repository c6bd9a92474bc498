"""One page of a PDF as pdfium shows it: characters and rulings in points from the top left of the page, turned so
that its text stands upright.

Raw calls, since an object per character would cost more than everything else together. A page and its text page must
be held in variables while they are read and closed afterwards: pdfium frees what Python no longer names. pdfium is
not thread-safe: run several processes, never threads.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from ctypes import byref, c_double, c_uint
from statistics import median
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdf

from xxgk.extractors.readers.paper.figure_rows import rows_of_figures
from xxgk.extractors.readers.paper.lines import Glyph, lines_of
from xxgk.extractors.readers.paper.page import Page, ruled
from xxgk.extractors.readers.paper.ruling_grid import Box, Ruling
from xxgk.extractors.readers.paper.struck import Rules, Segment
from xxgk.extractors.readers.pdf.ink import band_of, draw, seen
from xxgk.extractors.readers.pdf.ink_of_lines import lines_seen, prose_of, without_struck
from xxgk.extractors.readers.pdf.lines import quick_lines
from xxgk.extractors.readers.pdf.objects import (
    INVISIBLE,
    THIN,
    PageObjects,
    Rectangle,
    address,
    inspect_texts,
    objects_of,
)
from xxgk.extractors.readers.pdf.paint import Handle
from xxgk.extractors.readers.pdf.points import points_beside
from xxgk.extractors.readers.seen import BLACK, UNKNOWN, contrast
from xxgk.schema.document import Unreadable

SHORTEST = 2.0
_FLATTENED = 1
_UNSEEN = pdf.FPDF_ANNOT_FLAG_HIDDEN | pdf.FPDF_ANNOT_FLAG_NOVIEW
MOST_GLYPHS = 40_000
LARGEST_SIDE = 14_400.0  # points; the format's own limit
_FIRST_WIDE = "\u2e80"
_HYPHENS = frozenset((0x02, 0xFFFE))  # what pdfium gives for a hyphen at the end of a line

_OVERSIZED = 3.0  # times the usual height of print: a box that pdfium may have got wrong
_SAME = 0.02  # of the size of print: as large, or on the same line
_LOW = 0.85  # of the width of a wide character: a box lower than that is of its ink, not of its line
_ASCENT, _DESCENT = 0.82, 0.12  # of the width of a wide character: how far its line reaches from the base line

_made = tuple.__new__  # of all fields in order: half the time of the class itself, which would look for defaults
Point = Callable[[float, float], tuple[float, float]]


class _Character(NamedTuple):
    """A character of the text layer: its box in page space and how many quarters it is turned."""

    place: int
    text: str
    left: float
    bottom: float
    right: float
    top: float
    angle: float


def read_page(document: pdfium.PdfDocument, index: int) -> Page:
    """Page `index` (from 0), its notes and the fields of its form made print. Raises Unreadable where it goes beyond
    the limits."""
    page = document[index]
    _without_unseen_notes(page.raw)
    unpainted = _unpainted(page.raw, page.formenv.raw if page.formenv else None)
    if pdf.FPDFPage_GetAnnotCount(page.raw) and pdf.FPDFPage_Flatten(page.raw, pdf.FLAT_NORMALDISPLAY) == _FLATTENED:
        page.close()
        page = document[index]
    try:
        textpage = page.get_textpage()
        try:
            return _read(page, textpage, index + 1, unpainted)
        finally:
            textpage.close()
    finally:
        page.close()


def _without_unseen_notes(page: Handle) -> None:
    """Take out the notes that no screen shows: flattening would print some of them."""
    for number in reversed(range(pdf.FPDFPage_GetAnnotCount(page))):
        note = pdf.FPDFPage_GetAnnot(page, number)
        flags = pdf.FPDFAnnot_GetFlags(note)
        pdf.FPDFPage_CloseAnnot(note)
        if flags & _UNSEEN:
            pdf.FPDFPage_RemoveAnnot(page, number)


def _unpainted(page: Handle, form: Handle | None) -> list[Rectangle]:
    """Where notes stand, and fields with a value, that are drawn and of which the file does not tell how: each program
    does so in its own way. A light colour laid over print hides none."""
    found = []
    rect = pdf.FS_RECTF()
    for number in range(pdf.FPDFPage_GetAnnotCount(page)):
        note = pdf.FPDFPage_GetAnnot(page, number)
        is_told = pdf.FPDFAnnot_GetAP(note, pdf.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > _NOTHING
        if not is_told and _is_drawn(note, form) and pdf.FPDFAnnot_GetRect(note, byref(rect)):
            found.append((rect.left, rect.bottom, rect.right, rect.top))
        pdf.FPDFPage_CloseAnnot(note)
    return found


def _is_drawn(note: Handle, form: Handle | None) -> bool:
    """Whether programs draw a note of which the file does not tell how, so that print under it may not be seen."""
    kind = pdf.FPDFAnnot_GetSubtype(note)
    if kind == pdf.FPDF_ANNOT_WIDGET:
        return _has_value(note, form)
    return kind in _DRAWN and not (kind == pdf.FPDF_ANNOT_HIGHLIGHT and _is_light(note))


def _has_value(note: Handle, form: Handle | None) -> bool:
    """Whether a field of text or of choices holds a value."""
    if pdf.FPDFAnnot_GetStringValue(note, b"V", None, 0) > _NOTHING:
        return True
    of_text = (pdf.FPDF_FORMFIELD_TEXTFIELD, pdf.FPDF_FORMFIELD_COMBOBOX, pdf.FPDF_FORMFIELD_LISTBOX)
    return (
        form is not None
        and pdf.FPDFAnnot_GetFormFieldType(form, note) in of_text
        and pdf.FPDFAnnot_GetFormFieldValue(form, note, None, 0) > _NOTHING
    )


def _is_light(note: Handle) -> bool:
    """Whether print is well seen through the colour of a note."""
    parts = tuple(c_uint() for _ in range(4))
    if not pdf.FPDFAnnot_GetColor(note, pdf.FPDFANNOT_COLORTYPE_Color, *map(byref, parts)):
        return False
    red, green, blue, _ = (part.value / 255 for part in parts)
    return contrast((red, green, blue), BLACK) >= _LEGIBLE


_NOTHING = 2  # bytes of an empty text
_LEGIBLE = 6.0
_DRAWN = (
    pdf.FPDF_ANNOT_FREETEXT, pdf.FPDF_ANNOT_LINE, pdf.FPDF_ANNOT_SQUARE, pdf.FPDF_ANNOT_CIRCLE, pdf.FPDF_ANNOT_POLYGON,
    pdf.FPDF_ANNOT_POLYLINE, pdf.FPDF_ANNOT_HIGHLIGHT, pdf.FPDF_ANNOT_SQUIGGLY, pdf.FPDF_ANNOT_STRIKEOUT,
    pdf.FPDF_ANNOT_INK, pdf.FPDF_ANNOT_STAMP, pdf.FPDF_ANNOT_REDACT,
)  # fmt: skip


def _read(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, number: int, unpainted: Sequence[Rectangle] = ()) -> Page:
    objects = objects_of(page.raw)
    over = objects.covered() or objects.obscured()
    if not (objects.rules or objects.slants or objects.pale or objects.darks or over or unpainted):
        left, bottom, right, top = page.get_bbox()
        lines = quick_lines(textpage.raw, left, top, number)
        if lines and right - left <= LARGEST_SIDE and top - bottom <= LARGEST_SIDE:
            result = Page(number, right - left, top - bottom, lines=lines, shown=sum(len(line.text) for line in lines))
            result.images = [_box(_display((left, bottom, right, top), 0), *bounds) for bounds in objects.images]
            return result
    inspect_texts(objects)
    characters = _mended(textpage.raw, list(_characters(textpage.raw, objects)))
    for area in unpainted:
        characters = _under(area, characters)
    quarter = _text_turn(characters) if objects.turned else 0
    turn = -quarter % 4 if characters else page.get_rotation() // 90
    box = page.get_bbox()
    show = _display(box, turn)
    width, height = (box[2] - box[0], box[3] - box[1]) if turn % 2 == 0 else (box[3] - box[1], box[2] - box[0])
    if not 0 < max(width, height) <= LARGEST_SIDE:
        raise Unreadable(f"page {number} measures {width:.0f} by {height:.0f} points")
    result = Page(number, width, height, hidden=objects.hidden, turn=turn)
    for _, text, left, bottom, right, top, angle in characters:
        glyph = _glyph(text, _box(show, left, bottom, right, top), angle - quarter)
        if glyph is not None and -1 <= glyph.x0 <= width + 1 and -1 <= glyph.top <= height + 1:
            result.glyphs.append(glyph)
        else:
            result.hidden += 1
    result.glyphs += points_beside(result.glyphs, (_box(show, *bounds) for bounds in objects.dots))
    texts = [glyph.text for glyph in result.glyphs]
    result.shown, result.unknown = len(texts) - sum(map(str.isspace, texts)), texts.count(UNKNOWN)
    for bounds in objects.rules:
        _add_rule(_box(show, *bounds), result)
    result.images = [_box(show, *bounds) for bounds in objects.images]
    slants = [(*show(xa, ya), *show(xb, yb)) for xa, ya, xb, yb in objects.slants]
    _hold_against_ink(page, result, turn, slants, is_pale=objects.pale)
    return result


def _hold_against_ink(
    page: pdfium.PdfPage, result: Page, turn: int, slants: Sequence[Segment], *, is_pale: bool
) -> None:
    """Find the ruled tables of a page and the lines beside them, and leave in both what is seen. Where some print
    `is_pale`, running text is looked at, too."""
    result.tables, outside = ruled(result.horizontals, result.verticals, result.glyphs)
    rules = Rules(result.horizontals, result.verticals, slants)
    result.lines = lines_of(without_struck(outside, rules), result.number)
    rows = rows_of_figures(result.lines)
    told = prose_of(result.lines, rows) if is_pale else ()
    if not result.tables and not rows and not told:
        return
    form = page.formenv.raw if page.formenv else None
    band = band_of(result.tables, (*(row.band for row in rows), *(result.lines[number].box for number in told)))
    bitmap = draw(page.raw, form, (result.width, result.height), turn, band)
    if bitmap is None:
        return
    result.tables = [seen(bitmap, table.grid, table.cells, rules) for table in result.tables]
    result.lines = lines_seen(bitmap, result.lines, rows, told, result.glyphs, rules)


def _display(box: tuple[float, float, float, float], turn: int) -> Point:
    """From page space (y upwards) to the page as it is read, turned clockwise by quarters, y downwards."""
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
    if xb < xa:
        xa, xb = xb, xa
    if yb < ya:
        ya, yb = yb, ya
    return _made(Box, (xa, ya, xb, yb))


# --------------------------------------------------------------------------------------------------------- characters


def _characters(textpage: Handle, objects: PageObjects) -> Iterator[_Character]:
    """Each character that the file itself holds and shows: no space or line break that pdfium makes up."""
    count = pdf.FPDFText_CountChars(textpage)
    if count > MOST_GLYPHS:
        raise Unreadable(f"a page has {count:,} characters; the limit is {MOST_GLYPHS:,}")
    unicode_of, box_of, is_generated = pdf.FPDFText_GetUnicode, pdf.FPDFText_GetLooseCharBox, pdf.FPDFText_IsGenerated
    rect = pdf.FS_RECTF()
    reference = byref(rect)
    covered, obscured = objects.covered(), objects.obscured()
    is_asked = bool(objects.doubtful or covered or obscured or objects.clips)
    for index in range(count):
        code = unicode_of(textpage, index)
        if code in (10, 13) or is_generated(textpage, index) == 1 or not box_of(textpage, index, reference):
            continue
        if objects.invisible and _is_invisible(textpage, index):
            objects.hidden += 1
            continue
        if covered and _is_covered(textpage, index, rect, covered):
            objects.hidden += 1
            continue
        angle = pdf.FPDFText_GetCharAngle(textpage, index) / (math.pi / 2) if objects.turned else 0.0
        text = _text(textpage, index, code)
        if is_asked and text.isdigit() and _is_doubtful(textpage, index, objects, (covered, obscured)):
            text = UNKNOWN
        yield _made(_Character, (index, text, rect.left, rect.bottom, rect.right, rect.top, angle))


def _under(area: Rectangle, characters: list[_Character]) -> list[_Character]:
    """The characters of a page, of which nobody knows the digits under a note; it stands among them itself."""
    left, bottom, right, top = area
    found = [
        one._replace(text=UNKNOWN)
        if one.text.isdigit() and one.left < right and left < one.right and one.bottom < top and bottom < one.top
        else one
        for one in characters
    ]
    middle, foot = (left + right) / 2, (bottom + top) / 2 - _HIGH / 2
    return [*found, _Character(len(found), UNKNOWN, middle - 1, foot, middle + 1, foot + _HIGH, 0.0)]


_HIGH = 8.0
"""Points of a character that stands for a note."""


def _is_covered(textpage: Handle, index: int, rect: pdf.FS_RECTF, covered: Mapping[int, Sequence[Rectangle]]) -> bool:
    """Whether the middle of a character lies under something that is painted after it."""
    owner = pdf.FPDFText_GetTextObject(textpage, index)
    over = covered.get(address(owner)) if owner else None
    x, y = (rect.left + rect.right) / 2, (rect.bottom + rect.top) / 2
    return over is not None and any(left <= x <= right and bottom <= y <= top for left, bottom, right, top in over)


def _mended(textpage: Handle, characters: list[_Character]) -> list[_Character]:
    """Characters with the boxes of their line, where pdfium's are not.

    Those of vertical writing get boxes many times too large; the box of their ink is right. Those of a font that does
    not tell its height get boxes as low as their ink, so that a comma would be a line of its own."""
    if not characters:
        return characters
    limit = _OVERSIZED * median(character.top - character.bottom for character in characters)
    before = characters[0]
    for place, character in enumerate(characters):
        size = character.top - character.bottom
        if character.text.isdigit() and before.text.isdigit() and _are_of_one_size(textpage, before, character):
            characters[place] = character._replace(bottom=before.bottom, top=before.top)
        before = characters[place]
        if size > limit:
            characters[place] = _shrunk(textpage, character)
        elif size < _LOW * (character.right - character.left) and character.text > _FIRST_WIDE and not character.angle:
            characters[place] = _raised(textpage, character)
    return characters


def _are_of_one_size(textpage: Handle, one: _Character, other: _Character) -> bool:
    """Whether two digits whose boxes differ in height, as those of two fonts do, are as large on one line."""
    differ = abs((one.top - one.bottom) - (other.top - other.bottom))
    if differ <= _SAME * (one.top - one.bottom) or one.angle or other.angle:
        return False
    (y, size), (level, height) = (_line_of(textpage, place) for place in (one.place, other.place))
    return size > 0 and abs(size - height) <= _SAME * size and abs(y - level) <= _SAME * size


def _line_of(textpage: Handle, place: int) -> tuple[float, float]:
    """The height of the line on which a character stands, and its size as the file tells it."""
    x, y, matrix = c_double(), c_double(), pdf.FS_MATRIX()
    found = pdf.FPDFText_GetCharOrigin(textpage, place, byref(x), byref(y))
    found = found and pdf.FPDFText_GetMatrix(textpage, place, byref(matrix))
    return y.value, abs(matrix.d) * pdf.FPDFText_GetFontSize(textpage, place) if found else 0.0


def _shrunk(textpage: Handle, character: _Character) -> _Character:
    ink = tuple(c_double() for _ in range(4))
    if not pdf.FPDFText_GetCharBox(textpage, character.place, *map(byref, ink)):
        return character
    left, right, bottom, top = (side.value for side in ink)
    if 4 * max(right - left, top - bottom) >= character.top - character.bottom:
        return character
    return character._replace(left=left, bottom=bottom, right=right, top=top)


def _raised(textpage: Handle, character: _Character) -> _Character:
    x, y = c_double(), c_double()
    if not pdf.FPDFText_GetCharOrigin(textpage, character.place, byref(x), byref(y)):
        return character
    width = character.right - character.left
    bottom, top = y.value - _DESCENT * width, y.value + _ASCENT * width
    return character._replace(bottom=min(bottom, character.bottom), top=max(top, character.top))


def _text(textpage: Handle, index: int, code: int) -> str:
    if code in _HYPHENS:
        return "-" if pdf.FPDFText_IsHyphen(textpage, index) == 1 else UNKNOWN
    if code < 32 or 0xD800 <= code <= 0xDFFF or pdf.FPDFText_HasUnicodeMapError(textpage, index) == 1:
        return UNKNOWN
    return chr(code)


def _is_invisible(textpage: Handle, index: int) -> bool:
    owner = pdf.FPDFText_GetTextObject(textpage, index)
    return bool(owner) and pdf.FPDFTextObj_GetTextRenderMode(owner) == INVISIBLE


def _is_doubtful(
    textpage: Handle, index: int, objects: PageObjects, covered: Sequence[Mapping[int, Sequence[Rectangle]]]
) -> bool:
    """Whether a character belongs to an object that may show another one, or none, or is covered or cut off in part."""
    owner = pdf.FPDFText_GetTextObject(textpage, index)
    place = address(owner) if owner else 0
    if not owner or place in objects.doubtful:
        return True
    over, clip = [area for areas in covered for area in areas.get(place, ())], objects.clips.get(place)
    if not over and clip is None:
        return False
    ink = tuple(c_double() for _ in range(4))
    if not pdf.FPDFText_GetCharBox(textpage, index, *map(byref, ink)):
        return False
    left, right, bottom, top = (side.value for side in ink)
    shares = [_shares((left, bottom, right, top), area) for area in over]
    if any(min(share) > _COVERED for share in shares):
        return True
    return clip is not None and 0 < min(_shares((left, bottom, right, top), clip)) < 1 - _COVERED


def _shares(box: Rectangle, area: Rectangle) -> tuple[float, float]:
    """How much of the width and of the height of a box lies in an area."""
    wide, high = max(box[2] - box[0], _HAIR), max(box[3] - box[1], _HAIR)
    return (min(box[2], area[2]) - max(box[0], area[0])) / wide, (min(box[3], area[3]) - max(box[1], area[1])) / high


_COVERED, _HAIR = 0.25, 0.01
"""Of the width and the height of a digit, so much of which may be covered or cut off; points of a digit without any."""


def _text_turn(characters: list[_Character]) -> int:
    """How many quarters most of the text is turned clockwise in page space: on a page with ``/Rotate``, or in a table
    that is printed sideways."""
    turns = Counter(round(character.angle) % 4 for character in characters)
    return turns.most_common(1)[0][0] if turns else 0


def _glyph(text: str, box: Box, angle: float) -> Glyph | None:
    """None for slanted print, a watermark; a digit that stands on its side is no reading of ours."""
    if angle:
        quarters = round(angle)
        if abs(angle - quarters) > 0.05:
            return None
        if quarters % 4 and text.isdigit():
            text = UNKNOWN
    return _made(Glyph, (text, *box, 1.0))


def _add_rule(box: Box, page: Page) -> None:
    width, height = box.x1 - box.x0, box.bottom - box.top
    if height <= THIN and width > max(height, SHORTEST):
        page.horizontals.append(Ruling((box.top + box.bottom) / 2, box.x0, box.x1))
    elif width <= THIN and height > max(width, SHORTEST):
        page.verticals.append(Ruling((box.x0 + box.x1) / 2, box.top, box.bottom))
