"""What print of a workbook looks like, and whether it is seen."""

import pytest
from lxml import etree

from xxgk.extractors.readers.seen import BLACK, WHITE
from xxgk.extractors.readers.sheets import looks
from xxgk.extractors.readers.word.look import PLAIN

PRINT = {
    '<color rgb="FF000000"/>': True, '<color indexed="26"/>': False, '<color indexed="65"/>': False,
    '<color indexed="12"/>': True, '<color theme="0" tint="-0.5"/>': True, '<color theme="1"/>': True,
    '<color theme="1" tint="0.95"/>': False, '<color theme="4"/>': True, '<color indexed="900"/>': True,
}  # fmt: skip


@pytest.mark.parametrize("colour", PRINT)
def test_a_colour_of_a_palette_or_a_theme_is_known(colour):
    font = etree.fromstring(f'<font><sz val="11"/>{colour}</font>')
    assert (looks.why_unseen(looks._font(font), WHITE) == "") is PRINT[colour]


def test_print_without_a_colour_is_black():
    assert [bool(looks.why_unseen(PLAIN, ground)) for ground in (BLACK, WHITE, None)] == [True, False, False]


GROUNDS = {
    '<patternFill patternType="solid"/>': BLACK,
    '<patternFill patternType="gray125"><fgColor indexed="8"/></patternFill>': None,
    '<patternFill patternType="darkGray"><fgColor indexed="8"/></patternFill>': BLACK,
    '<gradientFill><stop position="0"><color rgb="FF000000"/></stop></gradientFill>': BLACK,
    '<gradientFill><stop position="0"><color rgb="FFEEEEEE"/></stop></gradientFill>': None,
}


@pytest.mark.parametrize("fill", GROUNDS)
def test_a_ground_is_known_where_most_of_it_is_one_colour(fill):
    assert looks._ground(etree.fromstring(f"<fill>{fill}</fill>")) == GROUNDS[fill]


@pytest.mark.parametrize(("colour", "hides"), [("FF101010", True), ("FFFFE0E0", False)])
def test_a_ground_that_a_condition_gives_may_hide_print(colour, hides):
    look = etree.fromstring(f'<dxf><fill><patternFill><bgColor rgb="{colour}"/></patternFill></fill></dxf>')
    assert looks.changes_print(look) is hides
