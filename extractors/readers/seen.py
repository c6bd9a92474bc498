"""Whether print can be seen at all: one rule for every reader that knows the colour of print and of its ground.

Contrast is counted as for accessibility: 1 for the same colour, 21 for black on white."""

from __future__ import annotations

import re

Colour = tuple[float, float, float]
"""Red, green and blue, each 0 to 1."""
WHITE: Colour = (1.0, 1.0, 1.0)
BLACK: Colour = (0.0, 0.0, 0.0)
LEAST_CONTRAST = 1.4
"""Of print to its ground, below which nobody can be sure to see it."""
_HEX = re.compile(r"(?:[0-9a-fA-F]{2})?([0-9a-fA-F]{6})")
UNKNOWN = "\ufffd"
"""A character that nobody knows: in running text it is no part of a number, and none stands beside it."""
TURNING = "\u202e"
"""A character behind which a line runs backwards."""


def contrast(one: Colour, other: Colour) -> float:
    """How far two colours stand apart."""
    dark, light = sorted((_light(one), _light(other)))
    return (light + 0.05) / (dark + 0.05)


def is_seen(ink: Colour, ground: Colour = WHITE) -> bool:
    """Whether print of a colour is seen on a ground."""
    return contrast(ink, ground) >= LEAST_CONTRAST


def of_hex(text: str) -> Colour | None:
    """The colour that six digits name, behind two of opacity or not; None for anything else."""
    found = _HEX.fullmatch(text)
    if found is None:
        return None
    red, green, blue = (int(found[1][at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def masked(text: str) -> str:
    """A text with what nobody knows in place of its numbers, in digits or in words."""
    return "".join(UNKNOWN if character.isnumeric() else character for character in text)


def left_of_struck(text: str, before: str, behind: str) -> str:
    """What is left in running text of words that are struck out: nothing, or what nobody knows where a number of theirs
    would stand beside another, or the numbers before and behind them would touch."""
    ends = before[-1:].isnumeric(), behind[:1].isnumeric()
    touches = all(ends) or (any(ends) and any(character.isnumeric() or character == UNKNOWN for character in text))
    return UNKNOWN if touches else ""


def _light(colour: Colour) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
