"""The colours of print in a Word binary file, of its ground, and how far it is squeezed."""

from __future__ import annotations

import struct
from typing import NamedTuple

from xxgk.extractors.readers.doc import sprm
from xxgk.extractors.readers.seen import BLACK, Colour
from xxgk.extractors.readers.seen import WHITE as PAPER
from xxgk.extractors.readers.word.look import LEAST_SPACING, LEAST_WIDTH

_BY_INDEX = bytes.fromhex(
    "0000000000FF00FFFF00FF00FF00FFFF0000FFFF00FFFFFF000080008080008000800080800000808000808080C0C0C0"
)
"""The colours that have a number, from 1 (black) to 16, three bytes each."""
_CLEAR, _SOLID = 0, 1


class Print(NamedTuple):
    """The colour of print and of its ground, as far as they are told and known: black print is as that of which nothing
    is told."""

    ink: Colour | None = None
    ground: Colour | None = None
    is_squeezed: bool = False

    def told(self, code: int, operand: bytes) -> Print:
        """What it is with one more modifier."""
        match code:
            case sprm.C_COLOUR_INDEX:
                return self._replace(ink=_other_than_black(_of_index(operand[0])))
            case sprm.C_COLOUR:
                return self._replace(ink=_other_than_black(_of_value(operand, BLACK)))
            case sprm.C_MARKER:
                return self._replace(ground=_of_index(operand[0]) if operand[0] else None)
            case sprm.C_SHADE if len(operand) == 10:
                return self._replace(ground=ground_of(operand))
            case sprm.C_SHADE_OLD:
                return self._replace(ground=ground_by_index(operand))
            case sprm.C_SCALE:
                return self._replace(is_squeezed=int.from_bytes(operand, "little") < LEAST_WIDTH)
            case sprm.C_SPACING if sprm.signed(operand) <= LEAST_SPACING:
                return self._replace(is_squeezed=True)
        return self


def _of_index(index: int) -> Colour:
    """The colour of a number; black for that which a program chooses itself."""
    at = 3 * (index - 1)
    return _colour(_BY_INDEX[at : at + 3]) if 0 < index <= len(_BY_INDEX) // 3 else BLACK


def _other_than_black(colour: Colour) -> Colour | None:
    return None if colour == BLACK else colour


def _colour(parts: bytes) -> Colour:
    return parts[0] / 255, parts[1] / 255, parts[2] / 255


def _of_value(value: bytes, automatic: Colour) -> Colour:
    """The colour of three bytes, and a fourth that tells whether a program chooses it itself."""
    return automatic if value[3] else _colour(value)


def ground_of(shade: bytes) -> Colour | None:
    """The ground of a shade (ten bytes); None where it has none, or one that is not known."""
    fore, back, (pattern,) = shade[:4], shade[4:8], struct.unpack_from("<H", shade, 8)
    if pattern == _SOLID:
        return _of_value(fore, BLACK)
    return _of_value(back, PAPER) if pattern == _CLEAR and not back[3] else None


def ground_by_index(shade: bytes) -> Colour | None:
    """The same of one by the numbers of its colours (two bytes)."""
    bits = int.from_bytes(shade, "little")
    fore, back, pattern = bits & 0x1F, bits >> 5 & 0x1F, bits >> 10
    if pattern == _SOLID:
        return _of_index(fore)
    return _of_index(back) if pattern == _CLEAR and back else None
