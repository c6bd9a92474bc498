"""Workbooks of Excel 97 (.xls) written by hand, record by record: a sheet of cells with fonts, formats and grounds."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.generate.compound_file import compound

_BEGIN, _END, _SHEET, _FONT, _FORMAT, _LOOK, _STRINGS, _GOES_ON = 0x809, 0x0A, 0x85, 0x31, 0x41E, 0xE0, 0xFC, 0x3C
_SIZE, _NUMBER, _TEXT, _MERGED, _WINDOW = 0x200, 0x203, 0xFD, 0xE5, 0x23E
_FIRST_FORMAT, _OWN_LOOKS = 164, 16
"""Numbers of the first format and the first look that are not those of all workbooks."""
_MOST = 8000
"""Bytes of a record, behind which it goes on in another."""
MOST_MERGED = 1000
SHOWN = 0x10
"""A flag of windows: zeros are shown."""


class XlsFont(NamedTuple):
    """A font: its colour by number, its height in twips, whether it is struck, whether raised (1) or lowered (2), and
    its name."""

    colour: int = 0x7FFF
    height: int = 220
    struck: bool = False
    raised: int = 0
    name: str = "Arial"


class XlsLook(NamedTuple):
    """How a cell looks: `pattern` and `fore` are of its ground, `across` how it stands (4: repeated), `crossed` the
    ways of lines from corner to corner (1 down, 2 up)."""

    font: XlsFont = XlsFont()
    number_format: str = ""
    pattern: int = 0
    fore: int = 0x40
    across: int = 0
    crossed: int = 0


PLAIN = XlsLook()


class XlsPiece(NamedTuple):
    """A piece of a text with a font of its own, None for that of its cell."""

    text: str
    font: XlsFont | None = None


@dataclass
class XlsFile:
    """A workbook while it is written. `records` are whole ones that follow the cells of its sheet; `flags` those of its
    window."""

    records: list[bytes] = field(default_factory=list)
    flags: int = 0x06B6
    _cells: list[tuple[int, int, float | int, int]] = field(default_factory=list)
    _texts: list[bytes] = field(default_factory=list)
    _looks: list[XlsLook] = field(default_factory=lambda: [XlsLook()])
    _fonts: list[XlsFont] = field(default_factory=lambda: [XlsFont()])
    _merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def put(self, row: int, column: int, what: float | Sequence[XlsPiece], look: XlsLook = PLAIN) -> None:
        """A number or a text in a cell."""
        if look not in self._looks:
            self._looks.append(look)
            self._font(look.font)
        number = _OWN_LOOKS + self._looks.index(look)
        if isinstance(what, int | float):
            self._cells.append((row, column, float(what), number))
            return
        self._texts.append(self._coded(what))
        self._cells.append((row, column, len(self._texts) - 1, number))

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Cells that are one."""
        self._merged.append((top, bottom, left, right))

    def written(self) -> bytes:
        """The file."""
        formats = list(dict.fromkeys(one.number_format for one in self._looks if one.number_format))
        usual = [XlsLook()] * _OWN_LOOKS
        body = b"".join(
            [
                record(_BEGIN, struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 0x07CC, 0, 6)),
                record(0x42, struct.pack("<H", 1200)),
                *map(_font, self._all_fonts()),
                *(record(_FORMAT, struct.pack("<H", _FIRST_FORMAT + n) + _wide(one)) for n, one in enumerate(formats)),
                *(
                    self._look(one, formats, is_style=number < _OWN_LOOKS - 1)
                    for number, one in enumerate([*usual, *self._looks])
                ),
            ]
        )
        name = _short("Sheet1")
        strings = b"".join(_cut(_STRINGS, struct.pack("<II", len(self._texts), len(self._texts)), self._texts))
        place = len(body) + 4 + 6 + len(name) + len(strings) + 4
        body += record(_SHEET, struct.pack("<IH", place, 0) + name) + strings + record(_END, b"")
        return compound({"Workbook": body + self._sheet()})

    def _sheet(self) -> bytes:
        height = max(row for row, *_ in self._cells) + 1
        width = max(column for _, column, *_ in self._cells) + 1
        parts = [
            record(_BEGIN, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 0x07CC, 0, 6)),
            record(_SIZE, struct.pack("<IIHHH", 0, height, 0, width, 0)),
        ]
        for row, column, what, look in sorted(self._cells, key=lambda cell: cell[:2]):
            head = struct.pack("<HHH", row, column, look)
            is_text = isinstance(what, int)
            parts.append(record(_TEXT if is_text else _NUMBER, head + struct.pack("<I" if is_text else "<d", what)))
        parts.append(record(_WINDOW, struct.pack("<HHHIHHI", self.flags, 0, 0, 64, 0, 0, 0)))
        for at in range(0, len(self._merged), MOST_MERGED):
            some = self._merged[at : at + MOST_MERGED]
            parts.append(
                record(_MERGED, struct.pack("<H", len(some)) + b"".join(struct.pack("<4H", *one) for one in some))
            )
        return b"".join([*parts, *self.records, record(_END, b"")])

    def _font(self, font: XlsFont) -> int:
        """The number of a font; no font is number 4."""
        if font not in self._fonts:
            self._fonts.append(font)
        place = self._fonts.index(font)
        return place + 3 if place == 0 else place + 4

    def _all_fonts(self) -> list[XlsFont]:
        return [XlsFont()] * 4 + self._fonts[1:]

    def _coded(self, pieces: Sequence[XlsPiece]) -> bytes:
        text = "".join(piece.text for piece in pieces)
        fonts, at = [], 0
        for piece in pieces:
            if piece.font is not None:
                fonts.append((at, self._font(piece.font)))
            elif fonts:
                fonts.append((at, 0))
            at += len(piece.text)
        head = struct.pack("<HB", len(text), 9 if fonts else 1) + (struct.pack("<H", len(fonts)) if fonts else b"")
        return head + text.encode("utf-16-le") + b"".join(struct.pack("<HH", *one) for one in fonts)

    def _look(self, look: XlsLook, formats: Sequence[str], *, is_style: bool) -> bytes:
        number = _FIRST_FORMAT + formats.index(look.number_format) if look.number_format else 0
        kind = 0xFFF5 if is_style else 0x0001
        head = struct.pack("<HHHBBBBHH", self._font(look.font), number, kind, look.across | 0x20, 0, 0, 0xFC, 0, 0)
        ways, style = look.crossed << 30, (1 if look.crossed else 0) << 21 | look.pattern << 26
        head = head[:10] + struct.pack("<II", ways, style)
        return record(_LOOK, head + struct.pack("<H", look.fore | 0x41 << 7))


def record(code: int, body: bytes) -> bytes:
    """A record."""
    return struct.pack("<HH", code, len(body)) + body


def _cut(code: int, head: bytes, texts: Sequence[bytes]) -> list[bytes]:
    """A record of texts, and those in which it goes on: no text is cut."""
    bodies = [head]
    for text in texts:
        if len(bodies[-1]) + len(text) > _MOST:
            bodies.append(b"")
        bodies[-1] += text
    return [record(_GOES_ON if number else code, body) for number, body in enumerate(bodies)]


def _font(font: XlsFont) -> bytes:
    head = struct.pack("<HHHHHBBBB", font.height, 8 if font.struck else 0, font.colour, 400, font.raised, 0, 0, 0x86, 0)
    return record(_FONT, head + _short(font.name))


def _wide(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def _short(text: str) -> bytes:
    return struct.pack("<BB", len(text), 1) + text.encode("utf-16-le")
