"""The fonts of a Word binary file (SttbfFfn, [MS-DOC] 2.9.286): which number is the one whose signs are known."""

from __future__ import annotations

_NAME_AT = 40
_SYMBOL = "Symbol"


def symbol_font(sttb: bytes) -> int | None:
    """The number of the font called Symbol, None where the document has none."""
    at, number = 4, 0
    while at < len(sttb):
        length = sttb[at] + 1
        name = sttb[at + _NAME_AT : at + length].decode("utf-16-le", "replace")
        if name.partition("\0")[0] == _SYMBOL:
            return number
        at += length
        number += 1
    return None
