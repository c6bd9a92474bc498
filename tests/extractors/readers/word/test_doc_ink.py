"""Whether print of a Word binary file is seen, by the modifiers of its run."""

import struct

import pytest

from xxgk.extractors.readers.doc import sprm
from xxgk.extractors.readers.doc.properties import run_rule
from xxgk.extractors.readers.word.styles import ON_GROUND, TINY, WHITE

BLACK, PAPER, DARK, AUTO = b"\0\0\0\0", b"\xff\xff\xff\0", b"\x1f\x38\x64\0", b"\0\0\0\xff"


def told(code, operand):
    length = bytes((len(operand),)) if code == sprm.C_SHADE else b""
    return struct.pack("<H", code) + length + operand


def shade(back, fore=AUTO, pattern=0):
    return told(sprm.C_SHADE, fore + back + struct.pack("<H", pattern))


def ink(value):
    return told(sprm.C_COLOUR, value)


@pytest.mark.parametrize(
    ("modifiers", "unseen"),
    [
        (b"", None),
        (ink(BLACK), None),
        (ink(PAPER), WHITE),
        (ink(b"\xfd\xfd\xfe\0"), WHITE),
        (ink(AUTO), None),
        (told(sprm.C_COLOUR_INDEX, b"\x08"), WHITE),
        (told(sprm.C_COLOUR_INDEX, b"\x06"), None),
        (told(sprm.C_COLOUR_INDEX, b"\xff"), None),
        (ink(PAPER) + shade(DARK), ""),
        (ink(DARK) + shade(DARK), ON_GROUND),
        (ink(PAPER) + shade(PAPER), WHITE),
        (shade(AUTO, fore=BLACK, pattern=1), ON_GROUND),
        (shade(DARK, pattern=5), None),
        (ink(PAPER) + shade(AUTO), WHITE),
        (told(sprm.C_MARKER, b"\x01"), ON_GROUND),
        (told(sprm.C_MARKER, b"\x07"), None),
        (told(sprm.C_SHADE_OLD, struct.pack("<H", 1 << 5)), ON_GROUND),
        (told(sprm.C_SHADE_OLD, struct.pack("<H", 1 << 10 | 1)), ON_GROUND),
        (told(sprm.C_SCALE, struct.pack("<H", 1)), TINY),
        (told(sprm.C_SCALE, struct.pack("<H", 90)), None),
        (told(sprm.C_SIZE, struct.pack("<H", 2)), TINY),
    ],
)
def test_print_is_seen_or_not(modifiers, unseen):
    assert run_rule(modifiers).unseen == unseen


@pytest.mark.parametrize(("size", "small"), [(10, 10), (21, None)])
def test_the_size_of_small_print_is_known(size, small):
    assert run_rule(told(sprm.C_SIZE, struct.pack("<H", size))).size == small
