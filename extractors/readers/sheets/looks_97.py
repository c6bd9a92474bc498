"""How a workbook of Excel 97 (.xls) shows its cells, by its records: fonts, colours, formats, the pieces of its texts,
and conditions."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xxgk.extractors.readers.seen import BLACK, Colour, is_seen
from xxgk.extractors.readers.seen import WHITE as PAPER
from xxgk.extractors.readers.sheets.looks import REPEATED, Look, built_in, of_piece, why_no_figure, why_unseen
from xxgk.extractors.readers.word.look import PLAIN, TextLook, draws_pictures

Record = tuple[int, bytes]
_FONT, _FORMAT, _EXTENDED, _PALETTE, _STRINGS, _GOES_ON = 0x0031, 0x041E, 0x00E0, 0x0092, 0x00FC, 0x003C
_AREAS, _CONDITION = 0x01B0, 0x01B1
_LATER_AREAS, _LATER_CONDITION, _MORE_OF_CONDITION = 0x0879, 0x087A, 0x087B
_LATER_HEAD = 12
"""Bytes of a record of later programs before what it says."""
_BAR, _ICONS = 4, 6
_SHOWS_NUMBER, _ICON_ALONE = 0x02, 0x01
_PARAMETERS = 16
"""Bytes of what a later condition compares with."""
_STRIKE_BIT, _FILL, _SHRINK = 0x08, 4, 0x10
_NAME_AT, _TWIPS = 14, 10
"""Where a record of a font has its name; twips of half a point."""
_SKIPPED_FONT = 4
"""No font has this number; those behind it count from one more."""
_FIRST_COLOUR, _OF_SYSTEM = 8, {0x40: BLACK, 0x41: PAPER, 0x7FFF: BLACK}
_USUAL = bytes.fromhex(
    "000000FFFFFFFF000000FF000000FFFFFF00FF00FF00FFFF800000008000000080808000800080008080"
    "C0C0C08080809999FF993366FFFFCCCCFFFF660066FF80800066CCCCCCFF000080FF00FFFFFF0000FFFF"
    "8000808000000080800000FF00CCFFCCFFFFCCFFCCFFFF9999CCFFFF99CCCC99FFFFCC993366FF33CCCC"
    "99CC00FFCC00FF9900FF6600666699969696003366339966003300333300993300993366333399333333"
)
"""The colours of a workbook that tells none, three bytes each."""
_RICH, _EXTRA, _WIDE = 8, 4, 1
_CHANGES_NUMBER, _CHANGES_FONT = 0x02000000, 0x04000000
_FONT_STRIKE, _FONT_COLOUR = 74, 86
"""Where the look of a condition tells them, behind its flags."""


class Marked(NamedTuple):
    """A shared text with its raised and lowered pieces in brackets, and why it is not read (``""`` if it is)."""

    text: str
    unseen: str


class Looks97(NamedTuple):
    """What the sheets of a workbook share: the looks of cells by their index, the shared texts that have pieces, and
    its colours."""

    looks: Sequence[Look]
    texts: dict[int, Marked]
    colours: _Colours


class _Colours:
    """The colours of a workbook by their index."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._own = [_colour(_USUAL[at : at + 3]) for at in range(0, len(_USUAL), 3)]
        for code, body in records:
            if code == _PALETTE:
                parts = [body[at : at + 3] for at in range(2, min(len(body), 2 + 4 * len(self._own)) - 3, 4)]
                self._own[: len(parts)] = map(_colour, parts)

    def at(self, index: int) -> Colour | None:
        """A colour; None for one that is not known."""
        if index in _OF_SYSTEM:
            return _OF_SYSTEM[index]
        place = index - _FIRST_COLOUR if index >= _FIRST_COLOUR else index
        return self._own[place] if place < len(self._own) else None


def _colour(parts: bytes) -> Colour:
    return parts[0] / 255, parts[1] / 255, parts[2] / 255


def looks_of(records: Sequence[Record]) -> Looks97:
    """The looks of a workbook from the records that its sheets share."""
    colours = _Colours(records)
    fonts = [_font(body, colours) for code, body in records if code == _FONT and len(body) >= 10]
    own: dict[int, str] = {}
    looks: list[Look] = []
    for code, body in records:
        if code == _FORMAT and len(body) >= 4:
            own[struct.unpack_from("<H", body)[0]] = _format_text(body)
        elif code == _EXTENDED and len(body) >= 16:
            font, number = struct.unpack_from("<HH", body)
            look = _at(fonts, font)
            unseen = why_unseen(look, _ground(body, colours)) or (REPEATED if body[6] & 7 == _FILL else "")
            figures = why_no_figure(look, crossed=_crosses(body))
            shrinks = bool(body[8] & _SHRINK)
            looks.append(Look(own.get(number, built_in(str(number))), unseen, figures, shrinks))
    texts = {number: _marked(text, runs, fonts) for number, text, runs in _rich_texts(records)}
    return Looks97(looks or [Look()], texts, colours)


def _crosses(body: bytes) -> bool:
    """Whether a line goes through cells of some looks from corner to corner."""
    if len(body) < 18:
        return False
    ways, style = struct.unpack_from("<II", body, 10)
    return bool(ways >> 30 and style >> 21 & 0x0F)


def _font(body: bytes, colours: _Colours) -> TextLook:
    height, flags, colour, _, raised = struct.unpack_from("<HHHHH", body)
    return TextLook(
        struck=bool(flags & _STRIKE_BIT),
        raised=bool(raised),
        size=height // _TWIPS,
        ink=colours.at(colour),
        pictures=draws_pictures(_name(body[_NAME_AT:])),
    )


def _name(told: bytes) -> str:
    """The name of a font: its length, a byte that tells whether two bytes make a character, and these."""
    if len(told) < 2:
        return ""
    return told[2:].decode("utf-16-le" if told[1] & _WIDE else "latin-1", "replace")[: told[0]]


def _at(fonts: Sequence[TextLook], index: int) -> TextLook:
    index -= index > _SKIPPED_FONT
    return fonts[index] if index < len(fonts) else PLAIN


def _format_text(body: bytes) -> str:
    """The code of a format: its length, a byte that tells whether two bytes make a character, and these."""
    length = struct.unpack_from("<H", body, 2)[0]
    if len(body) > 5 and body[4] & _WIDE:
        return body[5 : 5 + 2 * length].decode("utf-16-le", "replace")
    return body[5 : 5 + length].decode("latin-1")


def _ground(body: bytes, colours: _Colours) -> Colour | None:
    """The colour behind cells of some looks; None for one that is not known."""
    pattern = body[17] >> 2 if len(body) >= 20 else 0
    if pattern == 0:
        return PAPER
    return colours.at(struct.unpack_from("<H", body, 18)[0] & 0x7F) if pattern == 1 else None


# -------------------------------------------------------------------------------------------------------- shared texts


class _Chunks:
    """The bytes of a record and of those that go on with it."""

    def __init__(self, chunks: Sequence[bytes]) -> None:
        self._chunks, self._number, self._at = chunks, 0, 0

    def take(self, count: int) -> bytes:
        """The next bytes. Raises IndexError behind the last one."""
        taken = bytearray()
        while count > 0:
            chunk = self._chunks[self._number]
            part = chunk[self._at : self._at + count]
            taken += part
            count -= len(part)
            self._at += len(part)
            if count > 0:
                self._number, self._at = self._number + 1, 0
        return bytes(taken)

    def characters(self, count: int, *, wide: bool) -> str:
        """The next characters; each record that goes on tells anew whether two bytes make one."""
        text = []
        while count > 0:
            chunk, size = self._chunks[self._number], 1 + wide
            part = chunk[self._at : self._at + size * count]
            text.append(part.decode("utf-16-le" if wide else "latin-1", "replace"))
            self._at += len(part)
            count -= len(part) // size
            if count > 0:
                self._number, self._at = self._number + 1, 1
                wide = bool(self._chunks[self._number][0] & _WIDE)
        return "".join(text)


def _rich_texts(records: Sequence[Record]) -> Iterator[tuple[int, str, list[tuple[int, int]]]]:
    """The shared texts with fonts of their own: number, text, and where each font begins. Behind what is broken
    nothing is told."""
    begin = next((at for at, (code, _) in enumerate(records) if code == _STRINGS), None)
    if begin is None:
        return
    chunks = [records[begin][1]]
    for code, body in records[begin + 1 :]:
        if code != _GOES_ON:
            break
        chunks.append(body)
    source = _Chunks(chunks)
    try:
        _, count = struct.unpack("<II", source.take(8))
        for number in range(count):
            length, flags = struct.unpack("<HB", source.take(3))
            runs = struct.unpack("<H", source.take(2))[0] if flags & _RICH else 0
            extra = struct.unpack("<I", source.take(4))[0] if flags & _EXTRA else 0
            text = source.characters(length, wide=bool(flags & _WIDE))
            fonts = [struct.unpack("<HH", source.take(4)) for _ in range(runs)]
            source.take(extra)
            if fonts:
                yield number, text, [(first, font) for first, font in fonts]
    except IndexError:
        return


def _marked(text: str, runs: Sequence[tuple[int, int]], fonts: Sequence[TextLook]) -> Marked:
    """A text by its pieces."""
    units = text.encode("utf-16-le", "surrogatepass")
    starts = [0, *(first for first, _ in runs)]
    ends = [*starts[1:], len(units) // 2]
    printed, unseen = "", ""
    for start, end, font in zip(starts, ends, (None, *(_at(fonts, index) for _, index in runs)), strict=True):
        piece = units[2 * start : 2 * end].decode("utf-16-le", "replace")
        if font is not None and piece.strip():
            unseen = unseen or of_piece(font, piece)
            piece = f"〔{piece}〕" if font.raised else piece
        printed += piece
    return Marked(printed, unseen)


# ---------------------------------------------------------------------------------------------------------- conditions


CellRange = tuple[int, int, int, int]
"""First and last row, first and last column."""


def hiding_areas(records: Sequence[Record], colours: _Colours) -> Iterator[CellRange]:
    """The areas of a sheet in which a condition may hide the print, or change it."""
    areas: list[CellRange] = []
    numbered: dict[int, list[CellRange]] = {}
    for code, body in records:
        if code == _AREAS and len(body) >= 14:
            areas = _ranges(body, 12)
            numbered[struct.unpack_from("<H", body, 2)[0] >> 1] = areas
        elif code == _LATER_AREAS and len(body) >= _LATER_HEAD + 14:
            areas = _ranges(body, _LATER_HEAD + 12)
        elif _condition_hides(code, body, colours):
            yield from areas
        elif code == _MORE_OF_CONDITION and len(body) >= _LATER_HEAD + 6 and _more_hides(body[_LATER_HEAD:], colours):
            yield from numbered.get(struct.unpack_from("<H", body, _LATER_HEAD + 4)[0], [_EVERYWHERE])


_EVERYWHERE: CellRange = (0, 0xFFFF, 0, 0xFFFF)


def _ranges(body: bytes, at: int) -> list[CellRange]:
    """The areas that a record lists behind their number."""
    count = min(struct.unpack_from("<H", body, at)[0], (len(body) - at - 2) // 8)
    return [struct.unpack_from("<HHHH", body, at + 2 + 8 * number) for number in range(count)]


def _condition_hides(code: int, body: bytes, colours: _Colours) -> bool:
    if code == _CONDITION:
        return len(body) >= 12 and _hides(body, 6, colours)
    return code == _LATER_CONDITION and _later_hides(body[_LATER_HEAD:], colours)


def _later_hides(body: bytes, colours: _Colours) -> bool:
    """Whether a condition of later programs may change print: by its font and format, or as icons or bars that stand in
    its place. One that ends too early may."""
    try:
        kind, first, second, length = struct.unpack_from("<BxHHI", body)
        if length:
            return _hides(body, 10, colours) or _is_instead(kind, body, 10 + length + first + second)
        return all(_is_instead(kind, body, 10 + gap + first + second) for gap in (2, 0))  # programs differ
    except (struct.error, IndexError):
        return True


def _is_instead(kind: int, body: bytes, at: int) -> bool:
    """Whether icons or bars stand in place of a number, by what stands behind the formulas of a condition."""
    if kind not in (_BAR, _ICONS):
        return False
    at += 2 + struct.unpack_from("<H", body, at)[0]  # the formula that tells whether it is in force
    at += 1 + 2 + 2  # whether others count, its place among them, its kind
    if at >= len(body) or body[at] != _PARAMETERS:
        return True
    at += 1 + _PARAMETERS
    return not body[at + 3] & _SHOWS_NUMBER if kind == _BAR else bool(body[at + 5] & _ICON_ALONE)


def _more_hides(body: bytes, colours: _Colours) -> bool:
    """Whether what later programs tell of a condition of old may change print."""
    is_later, has_look, length = struct.unpack_from("<I9xBI", body.ljust(18, b"\0"))
    return not is_later and bool(has_look and length) and _hides(body, 18, colours)


def _hides(body: bytes, at: int, colours: _Colours) -> bool:
    """Whether the look that a condition gives, at a place in its record, may hide print or change it."""
    (flags,) = struct.unpack_from("<I", body, at) if len(body) >= at + 4 else (_CHANGES_NUMBER,)
    if flags & _CHANGES_NUMBER:
        return True
    if not flags & _CHANGES_FONT or len(body) < at + _FONT_COLOUR + 4:
        return bool(flags & _CHANGES_FONT)
    (strike,) = struct.unpack_from("<I", body, at + _FONT_STRIKE)
    (index,) = struct.unpack_from("<i", body, at + _FONT_COLOUR)
    ink = colours.at(index) if index >= 0 else None
    return bool(strike & 0x80) or (ink is not None and not is_seen(ink))
