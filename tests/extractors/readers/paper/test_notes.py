"""Marks of notes in print: smaller than their figure, and raised by little or much, or lowered."""

import pytest

from xxgk.extractors.readers.paper.lines import Glyph, lines_of
from xxgk.extractors.readers.paper.notes import DESCENT, with_notes
from xxgk.extractors.readers.paper.tables import cell_text
from xxgk.extractors.readers.seen import UNKNOWN

HIGH = 10.0


def print_of(size, raised, text="172"):
    """Two digits of a figure, and the others of a size (share of theirs) with their foot raised by a share of it."""
    glyphs = [Glyph(digit, 6.0 * at, 0.0, 6.0 * at + 6, HIGH) for at, digit in enumerate(text[:2])]
    foot = HIGH - DESCENT * HIGH - raised * HIGH
    x = 12.0
    for digit in text[2:]:
        glyphs.append(Glyph(digit, x, foot - (1 - DESCENT) * size * HIGH, x + 6 * size, foot + DESCENT * size * HIGH))
        x += 6 * size
    return glyphs


@pytest.mark.parametrize("size", [0.6, 0.67, 0.75, 0.8, 0.9])
@pytest.mark.parametrize("raised", [0.08, 0.2, 0.33, -0.15])
def test_a_smaller_digit_at_another_height_is_the_mark_of_a_note(size, raised):
    assert cell_text(print_of(size, raised), 40.0)[0] == "17〔2〕"


@pytest.mark.parametrize("size", [0.7, 0.75, 0.8, 0.9])
def test_in_a_line_beside_tables_too(size):
    (line,) = lines_of(print_of(size, 0.08))
    assert with_notes(line).text == "17〔2〕"


def test_a_mark_of_two_digits_is_one():
    assert cell_text(print_of(0.75, 0.2, "1712"), 40.0)[0] == "17〔12〕"


@pytest.mark.parametrize(("size", "text"), [(0.76, f"17{UNKNOWN}"), (0.85, f"17{UNKNOWN}"), (0.9, "172"), (1.0, "172")])
def test_a_digit_on_the_line_is_one_of_the_figure_where_it_looks_as_large(size, text):
    glyphs = print_of(size, 0.0)
    assert cell_text(glyphs, 40.0)[0] == text
    (line,) = lines_of(glyphs)
    assert with_notes(line).text == text


@pytest.mark.parametrize("size", [1.15, 1.5])
def test_a_digit_behind_a_smaller_one_may_be_the_figure(size):
    glyphs = print_of(size, 0.0)[1:]
    assert cell_text(glyphs, 40.0)[0] == f"{UNKNOWN}2"
    (line,) = lines_of(glyphs)
    assert with_notes(line).text == f"7{UNKNOWN}"


@pytest.mark.parametrize("raised", [0.08, 0.2, 0.3])
def test_a_digit_as_large_and_raised_is_a_mark_and_one_that_is_lowered_may_be_the_figure(raised):
    assert cell_text(print_of(1.0, raised), 40.0)[0] == "17〔2〕"
    assert cell_text(print_of(1.0, -raised), 40.0)[0] == f"17{UNKNOWN}"
    (line,) = lines_of(print_of(1.0, 0.08))
    assert with_notes(line).text == "17〔2〕"


def test_digits_of_two_fonts_of_one_size_are_one_figure():
    glyphs = [Glyph("1", 0.0, 0.0, 6.0, 11.07), Glyph("7", 6.0, 0.32, 12.0, 10.32)]
    assert cell_text(glyphs, 40.0)[0] == "17"


@pytest.mark.parametrize(
    ("size", "gap", "text", "told"),
    [
        (0.76, 4.5, "17136", "17 136"),
        (0.76, 4.5, "1713", "17〔13〕"),
        (0.76, 0.0, "17136", "17〔136〕"),
        (0.66, 4.5, "171,362", "17〔1〕,362"),
        (0.66, 4.5, "172,238,988", "17 2,238,988"),
        (0.66, 0.0, "172,238,988", "17〔2〕,238,988"),
    ],
)
def test_a_smaller_figure_in_the_next_column_is_no_mark(size, gap, text, told):
    glyphs = print_of(size, 0.08, text)
    (line,) = lines_of([*glyphs[:2], *(one._replace(x0=one.x0 + gap, x1=one.x1 + gap) for one in glyphs[2:])])
    assert with_notes(line).text == told
