"""The fonts of a Word binary file (SttbfFfn, [MS-DOC] 2.9.286): which number is the one whose signs are known, and
which ones draw pictures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from xxgk.extractors.readers.word.look import draws_pictures

_NAME_AT = 40
_SYMBOL = "Symbol"


class Fonts(NamedTuple):
    """The number of the font called Symbol, None where the document has none, and those of fonts of pictures."""

    symbol: int | None = None
    pictures: frozenset[int] = frozenset()


def fonts_of(sttb: bytes) -> Fonts:
    """The fonts of a document that matter."""
    names = list(_names(sttb))
    symbol = names.index(_SYMBOL) if _SYMBOL in names else None
    pictures = (number for number, name in enumerate(names) if draws_pictures(name))
    return Fonts(symbol, frozenset(pictures))


def _names(sttb: bytes) -> Iterator[str]:
    at = 4
    while at < len(sttb):
        length = sttb[at] + 1
        yield sttb[at + _NAME_AT : at + length].decode("utf-16-le", "replace").partition("\0")[0]
        at += length
