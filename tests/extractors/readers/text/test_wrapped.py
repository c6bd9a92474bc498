"""Paragraphs of wrapped text are joined; everything else stays as it is printed."""

from xxgk.extractors.readers.text.wrapped import columns, join_wrapped
from xxgk.schema.document import Paragraph

FULL = "甲" * 30
TITLE = Paragraph("一、总体情况", "text:L1")


def printed(*lines):
    return [Paragraph(line, f"text:L{number}") for number, line in enumerate(lines, 1)]


def wrapped(*more):
    """Enough full lines to tell the width, then `more`."""
    return printed(*[FULL] * 9, "完。", *more)


def joined(blocks):
    return [block.text for block in join_wrapped(blocks)]


def test_full_lines_go_on_until_a_sentence_ends():
    assert joined(wrapped("乙" * 28, "丙。", "丁")) == [FULL * 9 + "完。", "乙" * 28 + "丙。", "丁"]


def test_a_title_is_never_glued_to_what_follows():
    assert joined(wrapped("一、总体情况", FULL, "完。"))[1:] == ["一、总体情况", FULL + "完。"]


def test_text_that_is_not_wrapped_stays_as_it_is():
    lines = ["甲" * length for length in (5, 40, 12, 33, 7, 21, 55, 9, 14, 30)]
    assert joined(printed(*lines)) == lines


def test_a_full_line_that_ends_a_sentence_ends_its_paragraph():
    assert joined(wrapped("乙" * 29 + "。", "丙"))[-2:] == ["乙" * 29 + "。", "丙"]


def test_the_locator_is_that_of_the_first_line():
    assert [block.locator for block in join_wrapped(wrapped("一、总体情况"))] == ["text:L1", "text:L11"]


def test_wide_characters_take_two_columns():
    assert columns("2024 年") == 7
