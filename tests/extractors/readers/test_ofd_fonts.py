"""Fonts that an OFD document brings along draw the digits that it tells, or nobody knows what is seen."""

import struct

import pytest

from tests.generate.font_file import font_file
from xxgk.extractors.readers.ofd.font_files import FontFile


@pytest.mark.parametrize(
    ("drawn", "told", "doubtful"),
    [
        ({}, {}, ""),
        ({"1": "2", "2": "1"}, {}, "12"),
        ({"1": "2", "2": "1"}, {"outlines": False}, "12"),
        ({"1": "2", "2": "1"}, {"names": False}, ""),  # one contour each: nothing tells them apart
        ({"1": "8", "8": "1"}, {"names": False}, "18"),
        ({"1": "1", "2": "1"}, {"names": False, "outlines": False}, "12"),
        ({"1": "2"}, {"characters": False}, ""),
    ],
)
def test_a_digit_is_drawn_by_its_own_glyph(drawn, told, doubtful):
    font = FontFile(font_file(drawn, **told))
    assert "".join(digit for digit in "0123456789" if font.is_doubtful(digit, None)) == doubtful


@pytest.mark.parametrize(
    ("glyph", "told", "doubtful"),
    [(2, {}, False), (3, {}, True), (3, {"names": False}, True), (99, {}, False), (3, {"characters": False}, True)],
)
def test_a_glyph_that_is_named_is_that_of_its_digit(glyph, told, doubtful):
    assert FontFile(font_file({}, **told)).is_doubtful("1", glyph) is doubtful


def table_of(codes):
    """Tables of characters in three forms that older fonts have."""
    plain = bytes(codes.get(code, 0) for code in range(256))
    yield struct.pack(">HHH", 0, 262, 0) + plain
    yield struct.pack(">HHHHH", 6, 30, 0, 48, 10) + struct.pack(">10H", *(codes[code] for code in range(48, 58)))
    segments = struct.pack(">HHHHHHH", 4, 0, 0, 4, 0, 0, 0) + struct.pack(">HHH", 57, 65535, 0)
    segments += struct.pack(">HHHHHH", 48, 65535, 0, 1, 4, 0)
    yield segments + struct.pack(">10H", *(codes[code] for code in range(48, 58)))


@pytest.mark.parametrize("form", range(3))
def test_older_tables_of_characters_are_read(form):
    table = [*table_of({48 + digit: 1 + (digit if digit != 7 else 8) for digit in range(10)})][form]
    data = font_file({}, characters=False)
    count = struct.unpack_from(">H", data, 4)[0]
    cmap = struct.pack(">HHHHI", 0, 1, 3, 1, 12) + table
    moved = bytearray(data[12 : 12 + 16 * count])
    for at in range(8, len(moved), 16):
        struct.pack_into(">I", moved, at, struct.unpack_from(">I", moved, at)[0] + 16)
    listed = b"cmap" + struct.pack(">III", 0, len(data) + 16, len(cmap))
    whole = data[:4] + struct.pack(">H", count + 1) + data[6:12] + moved + listed + data[12 + 16 * count :] + cmap
    font = FontFile(whole)
    assert [digit for digit in "0123456789" if font.is_doubtful(digit, None)] == ["7", "8"]


def test_what_is_broken_tells_nothing_and_nothing_worse():
    data = font_file({"1": "2"})
    for cut in range(0, len(data), 3):
        assert isinstance(FontFile(data[:cut]).is_doubtful("1", None), bool)
