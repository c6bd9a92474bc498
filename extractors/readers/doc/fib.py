"""The File Information Block of a Word binary file ([MS-DOC] 2.5): what kind of file, and where its parts stand."""

from __future__ import annotations

import struct
from typing import NamedTuple

from xxgk.schema.document import Unreadable, needs_libreoffice

WORD_97, WORD_95 = 0xA5EC, (0xA5DC, 0xA697, 0xA698, 0xA699)
FIRST_NFIB = 0xC0  # Word 97 writes 0xC1; what is older lays out everything differently
_ENCRYPTED, _TABLE_1, _OBFUSCATED = 0x0100, 0x0200, 0x8000
_WORDS_AT = 0x20
_LONGS_TEXT = 3  # ccpText among the longs; ccpFtn, ccpHdd, an unused one, ccpAtn, ccpEdn, ccpTxbx follow

STYLES, CHARACTER_RUNS, PARAGRAPH_RUNS, FONTS, PIECES, ANCHORS, BOXES = 1, 12, 13, 15, 33, 40, 56
LISTS, LIST_OVERRIDES, DRAWINGS = 73, 74, 50
"""Places of (offset, length) in the FIB of the parts that are read."""


class Fib(NamedTuple):
    """`stories`: lengths in characters of main text, footnotes, headers, macros, comments, endnotes, text boxes, which
    follow each other; `parts`: (offset, length) in the table stream, by the constants above."""

    table_stream: str
    stories: tuple[int, ...]
    parts: tuple[tuple[int, int], ...]

    def part(self, which: int, table: bytes) -> bytes:
        """The bytes of one part, ``b""`` where the file has none."""
        offset, length = self.parts[which] if which < len(self.parts) else (0, 0)
        return table[offset : offset + length]

    def behind(self, which: int, table: bytes) -> bytes:
        """What stands behind a part; the levels of lists do, without a place of their own."""
        offset, length = self.parts[which] if which < len(self.parts) else (0, 0)
        return table[offset + length :] if length else b""

    @property
    def boxes_at(self) -> int:
        """The CP at which the story of the text boxes begins."""
        return sum(self.stories[:-1])


def read_fib(word: bytes) -> Fib:
    """The FIB at the head of the stream ``WordDocument``.

    `Unreadable` for encrypted files, and for those of Word 95 and before."""
    try:
        magic, nfib = struct.unpack_from("<HH", word)
        (flags,) = struct.unpack_from("<H", word, 0x0A)
        if magic in WORD_95 or (magic == WORD_97 and nfib < FIRST_NFIB):
            raise needs_libreoffice("the file is of Word 95 or before")
        if magic != WORD_97:
            raise Unreadable("broken Word file: it does not begin as one")
        if flags & _ENCRYPTED:
            raise Unreadable("encrypted Word document: a password is needed")
        (words,) = struct.unpack_from("<H", word, _WORDS_AT)
        longs_at = _WORDS_AT + 2 + 2 * words
        (longs,) = struct.unpack_from("<H", word, longs_at)
        stories = struct.unpack_from("<7i", word, longs_at + 2 + 4 * _LONGS_TEXT)
        parts_at = longs_at + 2 + 4 * longs
        (count,) = struct.unpack_from("<H", word, parts_at)
        numbers = struct.unpack_from(f"<{2 * count}I", word, parts_at + 2)
    except struct.error as error:
        raise Unreadable("broken or cut-off Word file: its head is not complete") from error
    if min(stories) < 0:
        raise Unreadable("broken Word file: a text of negative length")
    return Fib(
        "1Table" if flags & _TABLE_1 else "0Table", stories, tuple(zip(numbers[::2], numbers[1::2], strict=True))
    )
