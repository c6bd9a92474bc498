"""How an object of a PDF page is painted: its colours, how thick its strokes are, and whether print under it shows
through."""

from __future__ import annotations

from ctypes import byref, c_float, c_int, c_uint
from math import sqrt
from typing import Any

import pypdfium2.raw as pdf

from xxgk.extractors.readers.seen import BLACK, WHITE, Colour, is_seen

OPAQUE = 255
PALEST = 150  # of 255: the darkest part of a colour of which print is pale
LEAST_SHADE = 0.85
"""The opacity from which black print under a shade is not told from its ground."""
_FILLED = (0, 2)  # text render modes
_COLOUR = tuple(c_uint() for _ in range(4))
_REFERENCES = tuple(map(byref, _COLOUR))

Handle = Any  # a pointer of pdfium


def fill_of(item: Handle) -> Colour:
    """The colour with which an object is filled; white where that is not known."""
    if not pdf.FPDFPageObj_GetFillColor(item, *_REFERENCES):
        return WHITE
    red, green, blue, _ = (part.value / OPAQUE for part in _COLOUR)
    return red, green, blue


def is_pale(text: Handle) -> bool:
    """Whether a text is not filled, or in a pale colour, one that is not known, or so that something shows through."""
    if pdf.FPDFTextObj_GetTextRenderMode(text) not in _FILLED or not pdf.FPDFPageObj_GetFillColor(text, *_REFERENCES):
        return True
    red, green, blue, opacity = (part.value for part in _COLOUR)
    return opacity < OPAQUE or min(red, green, blue) >= PALEST


def is_mixed(item: Handle) -> bool:
    """Whether an object is mixed with what is under it, by a mask or a mode, and not only transparent."""
    if not pdf.FPDFPageObj_HasTransparency(item):
        return False
    known = pdf.FPDFPageObj_GetFillColor(item, *_REFERENCES)
    return not known or _COLOUR[3].value == OPAQUE


def modes_of(path: Handle) -> tuple[bool, bool]:
    """Whether a path is filled, and stroked."""
    fill, stroke = c_int(), c_int()
    known = pdf.FPDFPath_GetDrawMode(path, byref(fill), byref(stroke))
    return bool(known and fill.value), bool(known and stroke.value)


def width_of(path: Handle) -> float:
    """The points of a path's strokes that nothing shows through; 0 where it has none."""
    width, matrix = c_float(), pdf.FS_MATRIX()
    if not modes_of(path)[1] or not pdf.FPDFPageObj_GetStrokeWidth(path, byref(width)):
        return 0.0
    known = pdf.FPDFPageObj_GetStrokeColor(path, *_REFERENCES) and pdf.FPDFPageObj_GetMatrix(path, byref(matrix))
    is_opaque = known and _COLOUR[3].value == OPAQUE and not pdf.FPDFPageObj_HasTransparency(path)
    return width.value * sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c)) if is_opaque else 0.0


def colour_of(path: Handle) -> Colour:
    """The colour of a path: that of its ground or of its strokes; black where that is not known."""
    is_filled, _ = modes_of(path)
    asked = pdf.FPDFPageObj_GetFillColor if is_filled else pdf.FPDFPageObj_GetStrokeColor
    if not asked(path, *_REFERENCES):
        return BLACK
    red, green, blue, _ = (part.value / OPAQUE for part in _COLOUR)
    return red, green, blue


def is_opaque(path: Handle) -> bool:
    """Whether a path is filled so that nothing shows through."""
    return (
        modes_of(path)[0]
        and bool(pdf.FPDFPageObj_GetFillColor(path, *_REFERENCES))
        and _COLOUR[3].value == OPAQUE
        and not pdf.FPDFPageObj_HasTransparency(path)
    )


def is_shade(path: Handle) -> bool:
    """Whether a path is filled so that black print under it is not told from its ground, though it shows through."""
    if not modes_of(path)[0] or not pdf.FPDFPageObj_HasTransparency(path):
        return False
    colour = fill_of(path)
    opacity = _COLOUR[3].value / OPAQUE
    return LEAST_SHADE <= opacity < 1 or (opacity == 1 and not is_seen(BLACK, colour))
