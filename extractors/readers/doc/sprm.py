"""Property modifiers of Word binary files (*sprm*, [MS-DOC] 2.6): a list says how a paragraph, run or row differs.

A code of 16 bits tells in its top three how long its operand is, so unknown ones are stepped over.
"""

from __future__ import annotations

from collections.abc import Iterator

P_STYLE, P_IN_TABLE, P_ROW_END, P_DEPTH, P_INNER_CELL, P_INNER_ROW_END = 0x4600, 0x2416, 0x2417, 0x6649, 0x244B, 0x244C
P_OUTLINE, P_LIST_LEVEL, P_LIST, P_HUGE, P_TABLE = 0x2640, 0x260A, 0x460B, 0x6646, 0x646B
P_HUGE_OLD, P_SHADE, P_SHADE_OLD = 0x6645, 0xC64D, 0x442D
C_DELETED, C_STRUCK, C_HIDDEN, C_STRUCK_TWICE = 0x0800, 0x0837, 0x083C, 0x2A53
C_RAISED, C_SYMBOL, C_STYLE = 0x2A48, 0x6A09, 0x4A30
C_POSITION, C_SIZE, C_COLOUR_INDEX, C_COLOUR = 0x4845, 0x4A43, 0x2A42, 0x6870
C_SCALE, C_MARKER, C_SHADE, C_SHADE_OLD, C_SPACING = 0x4852, 0x2A0C, 0xCA71, 0x4866, 0x8840
T_DEFINE, T_MERGE, T_SPLIT, T_VERTICAL = 0xD608, 0x5624, 0x5625, 0xD62B
T_INSERT, T_DELETE, T_WIDTHS, T_HEIGHT = 0x7621, 0x5622, 0x7623, 0x9407
T_SHADES = {0xD612: 0, 0xD616: 22, 0xD60C: 44, 0xD670: 0, 0xD671: 22, 0xD672: 44}
"""The modifiers that list the shades of a row's cells, and from which cell on."""
P_LINE, T_BORDER, T_BORDER_OLD = 0x6412, 0xD62F, 0xD620
C_FONT, P_TURNED = 0x4A4F, 0x2441
P_LEFT, P_RIGHT, P_FIRST = (0x840F, 0x845E), (0x840E, 0x845D), (0x8411, 0x8460)
"""The modifiers of indents, those of old and of newer programs."""
T_SHADES_OLD, T_SHADE, T_SHADE_OLD, T_SHADE_ALL = 0xD609, (0xD62D, 0xD62E), (0x7627, 0x7628), 0xD660

_CHANGE_TABS = 0xC615
_LENGTHS = (1, 1, 2, 4, 2, 2, 0, 3)
_SHORT = {  # [MS-DOC] 2.9.203: modifiers of a piece that are one byte long, by their index there
    0x0C: P_LIST_LEVEL,
    0x18: P_IN_TABLE,
    0x19: P_ROW_END,
    0x41: C_DELETED,
    0x57: C_STRUCK,
    0x5C: C_HIDDEN,
    0x68: C_RAISED,
    0x73: C_STRUCK_TWICE,
}


def modifiers(grpprl: bytes) -> Iterator[tuple[int, bytes]]:
    """The (code, operand) of a list, in order; it ends quietly where it is cut off, as Word reads it."""
    at, end = 0, len(grpprl)
    while at + 2 < end:
        code = grpprl[at] | grpprl[at + 1] << 8
        at += 2
        length = _LENGTHS[code >> 13]
        if not length:
            length = grpprl[at]
            at += 1
            if code == T_DEFINE:  # the one with a length of two bytes, counted one too high
                if at >= end:
                    return
                length = (length | grpprl[at] << 8) - 1
                at += 1
            elif code == _CHANGE_TABS and length == 0xFF:
                length = _tabs_length(grpprl, at)
        if length < 0 or at + length > end:
            return
        yield code, grpprl[at : at + length]
        at += length


def _tabs_length(grpprl: bytes, at: int) -> int:
    deleted = grpprl[at] if at < len(grpprl) else 0
    added_at = at + 1 + 4 * deleted
    added = grpprl[added_at] if added_at < len(grpprl) else 0
    return 2 + 4 * deleted + 3 * added


def short(prm: int) -> bytes:
    """The modifier that a piece carries in 16 bits, as a list of one; ``b""`` for those that are not needed."""
    code = _SHORT.get(prm >> 1 & 0x7F)
    return b"" if code is None else code.to_bytes(2, "little") + bytes([prm >> 8])


def signed(operand: bytes) -> int:
    """An operand as a signed number."""
    return int.from_bytes(operand, "little", signed=True)
