"""The piece table of a Word binary file: where each stretch of its text stands, one byte a character or two.

A file position (FC) is a byte in the stream ``WordDocument``, a character position (CP) counts the text in reading
order. Properties hang on FCs, everything else on CPs.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from xxgk.extractors.readers.doc.sprm import short
from xxgk.schema.document import Unreadable

MAX_CHARACTERS = 4 << 20
_COMPRESSED = 1 << 30
_PROPERTIES, _TABLE = 1, 2
_WINDOWS = {code: ord(bytes([code]).decode("cp1252", "replace")) for code in range(0x80, 0xA0)}


class Pieces(NamedTuple):
    """The text and its pieces: `starts` holds the CP at which each begins and the end of all, `places` the FC of each,
    `widths` the bytes of a character (1 or 2), `extras` modifiers of all that stands in a piece."""

    text: str
    starts: tuple[int, ...]
    places: tuple[int, ...]
    widths: tuple[int, ...]
    extras: tuple[bytes, ...]

    def at(self, cp: int) -> tuple[int, bytes]:
        """The FC of a character, and the modifiers of its piece."""
        index = bisect_right(self.starts, cp) - 1 if len(self.places) > 1 else 0
        return self.places[index] + (cp - self.starts[index]) * self.widths[index], self.extras[index]

    def spans(self) -> Iterator[tuple[int, int, int, int, bytes]]:
        """Each piece as (first CP, past the last, FC, bytes of a character, modifiers)."""
        yield from zip(self.starts, self.starts[1:], self.places, self.widths, self.extras, strict=False)


def read_pieces(clx: bytes, word: bytes) -> Pieces:
    """The text of all stories. `Unreadable` where the table is broken or points outside of the file."""
    table, lists = _table(clx)
    count = (len(table) - 4) // 12
    if count < 1:
        raise Unreadable("broken Word file: it has no piece of text")
    starts = struct.unpack_from(f"<{count + 1}I", table)
    if starts[0] != 0 or any(first > last for first, last in pairwise(starts)):
        raise Unreadable("broken Word file: its pieces of text are not in order")
    if starts[-1] > MAX_CHARACTERS:
        raise Unreadable(f"the text has more than {MAX_CHARACTERS:,} characters")
    texts, places, widths, extras = [], [], [], []
    for index in range(count):
        _, fc, prm = struct.unpack_from("<HIH", table, 4 * (count + 1) + 8 * index)
        width = 1 if fc & _COMPRESSED else 2
        place = (fc & ~_COMPRESSED) // 2 if width == 1 else fc
        length = starts[index + 1] - starts[index]
        raw = word[place : place + width * length]
        if len(raw) != width * length:
            raise Unreadable("broken or cut-off Word file: a piece of text stands outside of it")
        texts.append(raw.decode("latin-1").translate(_WINDOWS) if width == 1 else _wide(raw))
        places.append(place)
        widths.append(width)
        extras.append((lists[prm >> 1] if prm >> 1 < len(lists) else b"") if prm & 1 else short(prm))
    return Pieces("".join(texts), starts, tuple(places), tuple(widths), tuple(extras))


def _wide(raw: bytes) -> str:
    """UTF-16 with as many characters as it has pairs of bytes: positions count these, so surrogates stay two."""
    text = raw.decode("utf-16-le", "surrogatepass")
    if 2 * len(text) == len(raw):
        return text
    return "".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw)))


def whole(text: str) -> str:
    """Text with its surrogates joined to characters; one without its other half becomes U+FFFD."""
    if text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _table(clx: bytes) -> tuple[bytes, list[bytes]]:
    """The piece table, and the lists of modifiers that its pieces refer to."""
    lists = []
    at = 0
    while at + 3 <= len(clx) and clx[at] == _PROPERTIES:
        (length,) = struct.unpack_from("<H", clx, at + 1)
        lists.append(clx[at + 3 : at + 3 + length])
        at += 3 + length
    if at + 5 > len(clx) or clx[at] != _TABLE:
        raise Unreadable("broken or cut-off Word file: it has no piece table")
    (length,) = struct.unpack_from("<I", clx, at + 1)
    return clx[at + 5 : at + 5 + length], lists
