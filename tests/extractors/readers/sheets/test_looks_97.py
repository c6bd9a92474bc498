"""How workbooks of Excel 97 show their cells, by their records."""

import struct

import pytest

from xxgk.extractors.readers.sheets.guard import Blind, _examine_records, _Sheet
from xxgk.extractors.readers.sheets.looks_97 import Marked, hiding_areas, looks_of

FONT, EXTENDED, PALETTE, STRINGS, GOES_ON, LABEL = 0x0031, 0x00E0, 0x0092, 0x00FC, 0x003C, 0x00FD


def font(colour=0x7FFF, *, size=220, flags=0, raised=0, name="Arial"):
    told = struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")
    return FONT, struct.pack("<HHHHH4x", size, flags, colour, 400, raised) + told


def look(number, *, pattern=0, fore=0x40, across=0):
    return EXTENDED, struct.pack("<HHHB10xBH", number, 0, 0, across, pattern << 2, fore)


def text(printed, *runs, wide=True):
    coded = printed.encode("utf-16-le" if wide else "latin-1")
    head = struct.pack("<HBH", len(printed), wide | 8, len(runs))
    return head + coded + b"".join(struct.pack("<HH", *run) for run in runs)


def strings(*texts):
    return STRINGS, struct.pack("<II", len(texts), len(texts)) + b"".join(texts)


FONTS = (font(), font(9), font(18), font(raised=1), font(size=20), font(flags=8), font(name="Wingdings 2"))
"""Their numbers: 0, 1 (white), 2 (dark blue), 3 (raised), 5 (tiny), 6 (struck), 7 (pictures)."""


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        (look(0), ""),
        (look(1), "white print"),
        (look(1, pattern=1, fore=18), ""),
        (look(2, pattern=1, fore=18), "print like its ground"),
        (look(2, pattern=1, fore=9), ""),
        (look(1, pattern=2, fore=9), ""),
        (look(5), "tiny print"),
        (look(6), "struck out"),
        (look(0, across=4), "print that is repeated"),
    ],
)
def test_a_cell_is_seen_or_not(cell, why):
    assert [one.unseen for one in looks_of([*FONTS, cell]).looks] == [why]


def test_digits_of_a_font_of_pictures_are_none():
    found = looks_of([*FONTS, look(7), look(6)]).looks
    assert [(one.unseen, one.figures) for one in found] == [("", "print of a font of pictures"), ("struck out", "")]


def test_a_workbook_has_colours_of_its_own():
    own = PALETTE, struct.pack("<H", 1) + b"\xff\xff\xff\x00"
    assert looks_of([own, font(8), look(0)]).looks[0].unseen == "white print"


@pytest.mark.parametrize(
    ("printed", "marked"),
    [
        (text("121", (2, 3)), Marked("12〔1〕", "")),
        (text("121", (0, 0), (2, 3)), Marked("12〔1〕", "")),
        (text("121", (2, 1), wide=False), Marked("121", "white print")),
        (text("甲1件", (1, 3), (2, 0)), Marked("甲〔1〕件", "")),
        (text("l项目", (0, 7), (1, 0)), Marked("l项目", "")),
        (text("121", (1, 7)), Marked("121", "print of a font of pictures")),
    ],
)
def test_a_text_is_its_pieces(printed, marked):
    assert looks_of([*FONTS, strings(printed)]).texts == {0: marked}


def test_texts_go_on_in_other_records():
    _, body = strings(text("甲乙", (1, 3)), text("121", (2, 3)))
    cut = 8 + 5 + 2  # behind the first character
    records = [*FONTS, (STRINGS, body[:cut]), (GOES_ON, b"\x01" + body[cut:])]
    assert looks_of(records).texts == {0: Marked("甲〔乙〕", ""), 1: Marked("12〔1〕", "")}
    assert looks_of([*FONTS, (STRINGS, body[:cut])]).texts == {}


def test_a_sheet_tells_its_pieces_zeros_and_conditions():
    shared = looks_of([*FONTS, look(0), strings(text("121", (2, 3)), text("9", (0, 1)))])
    blind = Blind()
    labels = [(LABEL, struct.pack("<HHHI", 0, column, 0, column)) for column in (0, 1)]
    areas = 0x01B0, struct.pack("<HH8xHHHHH", 1, 0, 1, 5, 5, 0, 9)
    number = 0x0203, struct.pack("<HHHd", 5, 2, 0, 7.0)
    white = 0x01B1, struct.pack("<BBHHIH", 1, 0, 0, 0, 0x04000000, 0) + bytes(80) + struct.pack("<i", 9)
    window = 0x023E, struct.pack("<H", 0)
    _examine_records([*labels, number, window, areas, white], _Sheet(0, shared), blind)
    assert blind.texts == {(0, (0, 0)): "12〔1〕"}
    assert blind.cells == {(0, (0, 1)): "white print", (0, (5, 2)): "print that a condition changes"}
    assert blind.without_zeros == {0}
    harmless = 0x01B1, struct.pack("<BBHHIH", 1, 0, 0, 0, 0x20000000, 0)
    assert list(hiding_areas([areas, harmless], shared.colours)) == []
