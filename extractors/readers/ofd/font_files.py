"""What a font that an OFD document brings along draws for a digit, as far as its file tells: the characters that it has
for a glyph, the name of the glyph, and of how many contours it is.

A font whose digits are drawn by the glyphs of others shows other figures than its text says. Only TrueType tells all of
this; of what a file does not tell nothing is believed."""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import TypeVar

V = TypeVar("V")
LARGEST = 24 << 20
"""Bytes of a font that is looked into."""
MOST_SEGMENTS, MOST_TABLES = 20_000, 64
_NAMES = {
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9",
}  # fmt: skip
_CONTOURS = {
    "0": (2, 3), "1": (1,), "2": (1,), "3": (1,), "4": (1, 2), "5": (1,), "6": (2,), "7": (1,), "8": (3, 4), "9": (2,),
}  # fmt: skip
"""Of how many contours a digit is, by the digit: with a dot or a stroke in a nought, and open fours."""
_USUAL_NAMES, _FIRST_DIGIT = 258, 19
"""How many names of glyphs all fonts share, and which of them is that of the nought."""
_COMPOSITE = -1


class FontFile:
    """A font by its bytes. Broken parts of it tell nothing."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._tables = dict(_tables(data))
        self._glyphs = _guarded(self._characters)
        self._digits: defaultdict[int, set[str]] = defaultdict(set)
        for digit in "0123456789":
            if (glyph := self._glyphs.get(ord(digit))) is not None:
                self._digits[glyph].add(digit)
        self._names = _guarded(self._digit_names)

    def is_doubtful(self, digit: str, glyph: int | None) -> bool:
        """Whether a digit that is drawn by a glyph, the font's own where that is None, may be seen as another one."""
        drawn = self._glyphs.get(ord(digit)) if glyph is None else glyph
        if drawn is None:
            return False
        known = self._digits.get(drawn, {digit}) | {self._names.get(drawn, digit)}
        contours = self._contours(drawn)
        return known != {digit} or (contours is not None and contours not in _CONTOURS[digit])

    def _table(self, name: bytes) -> bytes:
        start, length = self._tables.get(name, (0, 0))
        return self._data[start : start + length]

    def _characters(self) -> Iterator[tuple[int, int]]:
        """The glyph of each of the ASCII characters."""
        table = self._table(b"cmap")
        (count,) = struct.unpack_from(">H", table, 2)
        for number in range(min(count, 20)):
            platform, _, offset = struct.unpack_from(">HHI", table, 4 + 8 * number)
            if platform in (0, 3):
                yield from _ascii_of(table, offset)

    def _digit_names(self) -> Iterator[tuple[int, str]]:
        """The digits that glyphs are named after."""
        table = self._table(b"post")
        if len(table) < 34 or struct.unpack_from(">I", table)[0] != 0x00020000:
            return
        (count,) = struct.unpack_from(">H", table, 32)
        indexes = struct.unpack_from(f">{count}H", table, 34)
        own, at = [], 34 + 2 * count
        while at < len(table):
            own.append(table[at + 1 : at + 1 + table[at]].decode("latin-1"))
            at += 1 + table[at]
        for glyph, index in enumerate(indexes):
            if index < _USUAL_NAMES:
                if _FIRST_DIGIT <= index < _FIRST_DIGIT + 10:
                    yield glyph, str(index - _FIRST_DIGIT)
            elif index - _USUAL_NAMES < len(own) and own[index - _USUAL_NAMES] in _NAMES:
                yield glyph, _NAMES[own[index - _USUAL_NAMES]]

    def _contours(self, glyph: int) -> int | None:
        """Of how many contours a glyph is; None where that is not known."""
        head, places, outlines = self._table(b"head"), self._table(b"loca"), self._table(b"glyf")
        try:
            is_long = struct.unpack_from(">h", head, 50)[0]
            if is_long:
                start, end = struct.unpack_from(">II", places, 4 * glyph)
            else:
                start, end = (2 * half for half in struct.unpack_from(">HH", places, 2 * glyph))
            count = int(struct.unpack_from(">h", outlines, start)[0]) if end > start else 0
        except struct.error:
            return None
        return None if count == _COMPOSITE else count


def _guarded(read: Callable[[], Iterator[tuple[int, V]]]) -> dict[int, V]:
    """What a part of a font tells, up to where it is broken."""
    found: dict[int, V] = {}
    try:
        for key, value in read():
            found.setdefault(key, value)
    except (struct.error, IndexError):
        return found
    return found


def _tables(data: bytes) -> Iterator[tuple[bytes, tuple[int, int]]]:
    """Where each table of a font begins, and how long it is."""
    if len(data) < 12:
        return
    (count,) = struct.unpack_from(">H", data, 4)
    for at in range(12, min(12 + 16 * min(count, MOST_TABLES), len(data) - 15), 16):
        yield data[at : at + 4], struct.unpack_from(">II", data, at + 8)


def _ascii_of(table: bytes, at: int) -> Iterator[tuple[int, int]]:
    """The glyphs of ASCII characters in one part of a font's table of them."""
    (form,) = struct.unpack_from(">H", table, at)
    if form == 0:
        yield from enumerate(table[at + 6 : at + 6 + 128])
    elif form == 4:
        yield from _by_segments(table, at)
    elif form == 6:
        first, count = struct.unpack_from(">HH", table, at + 6)
        yield from enumerate(struct.unpack_from(f">{min(count, 256)}H", table, at + 10), first)
    elif form == 12:
        (count,) = struct.unpack_from(">I", table, at + 12)
        for place in range(at + 16, at + 16 + 12 * min(count, MOST_SEGMENTS), 12):
            first, last, glyph = struct.unpack_from(">III", table, place)
            yield from ((code, glyph + code - first) for code in range(first, min(last, 127) + 1))


def _by_segments(table: bytes, at: int) -> Iterator[tuple[int, int]]:
    count = struct.unpack_from(">H", table, at + 6)[0] // 2
    ends, starts = at + 14, at + 16 + 2 * count
    for number in range(count):
        last, first, shift, offset = (
            struct.unpack_from(">H", table, base + 2 * number)[0]
            for base in (ends, starts, starts + 2 * count, starts + 4 * count)
        )
        for code in range(first, min(last, 127) + 1):
            place = starts + 4 * count + 2 * number + offset + 2 * (code - first)
            glyph = struct.unpack_from(">H", table, place)[0] if offset else code
            yield code, (glyph + shift) % 65_536 if glyph or not offset else 0
