"""One font for all print whose font a PDF names but does not bring: a box for every character.

pdfium would look for such a font among those that are installed, and ask it for the shape of every character. That
costs more than everything else, and what is read would depend on the machine: without any font pdfium leaves out
characters that stand alone. What we need (codes, widths, places) is in the file. So pdfium is given this font instead,
and no file can have another opened by its name. Pages that are drawn, which are those that are pictures anyway, show
such print as boxes.
"""

from __future__ import annotations

from ctypes import memmove
from functools import cache
from struct import pack

import pypdfium2.raw as pdf

from xxgk.extractors.readers.pdf.paint import Handle

INTERFACE = 1  # the version of pdfium's; a callback that is not set is not called
UNITS, ASCENT, DESCENT = 1000, 880, -120
BOX = (50, 450, 780, -60)  # left, right, top, bottom: within the line, and within half an em
_LAST = 0x10FFFF
_HANDLE = 1  # any pointer but null: there is one font


@cache
def use_box_font() -> tuple[object, ...]:
    """Give pdfium the font, for the life of the process; to be called before a document is opened.

    pdfium keeps pointers into what this returns, so the cache holds it."""
    data = box_font()

    def map_font(*_: Handle) -> int:
        return _HANDLE

    def font_data(_info: Handle, _font: Handle, table: int, buffer: Handle, size: int) -> int:
        if table:
            return 0
        if buffer and size >= len(data):
            memmove(buffer, data, len(data))
        return len(data)

    nothing = pdf.FPDF_SYSFONTINFO(version=INTERFACE)
    kinds = dict(pdf.FPDF_SYSFONTINFO._fields_)
    nothing.MapFont, nothing.GetFontData = kinds["MapFont"](map_font), kinds["GetFontData"](font_data)
    pdf.FPDF_SetSystemFontInfo(nothing)
    return (nothing, data, nothing.MapFont, nothing.GetFontData)


def box_font() -> bytes:
    """A TrueType font in which every code of Unicode is the same box, one em wide with its margins."""
    left, right, top, bottom = BOX
    points = pack(">4B", 1, 1, 1, 1)
    points += pack(">4h", left, right - left, 0, left - right) + pack(">4h", bottom, 0, top - bottom, 0)
    glyph = pack(">5hHH", 1, left, bottom, right, top, 3, 0) + points
    glyph += bytes(-len(glyph) % 4)
    tables = {
        b"cmap": pack(">HHHHI", 0, 1, 3, 10, 12) + pack(">HHIII", 13, 0, 28, 0, 1) + pack(">III", 0, _LAST, 1),
        b"glyf": glyph * 2,
        b"head": pack(">IIIIHHQQ", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, UNITS, 0, 0)
        + pack(">4hHHhhh", left, bottom, right, top, 0, 8, 2, 0, 0),
        b"hhea": pack(">I3hH11hH", 0x10000, ASCENT, DESCENT, 0, UNITS, left, 0, right, 1, 0, 0, 0, 0, 0, 0, 0, 2),
        b"hmtx": pack(">HhHh", UNITS, left, UNITS, left),
        b"loca": pack(">3H", 0, len(glyph) // 2, len(glyph)),
        b"maxp": pack(">I14H", 0x10000, 2, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    directory, body = b"", b""
    for tag, content in sorted(tables.items()):
        directory += tag + pack(">III", 0, 12 + 16 * len(tables) + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    return pack(">IHHHH", 0x10000, len(tables), 64, 2, 48) + directory + body
