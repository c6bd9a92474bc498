import pytest

from xxgk.extractors.readers.paper.cell_words import DOUBT, CellWords, agreed, characters_of, cleared, may_be_figure
from xxgk.extractors.readers.paper.lines import Glyph
from xxgk.extractors.readers.paper.ruling_grid import Box, Ruling, grids_of


class Word:
    def __init__(self, text, x0, x1, confidence=0.98, top=2):
        self.text, self.box, self.confidence = text, Box(x0, top, x1, top + 16), confidence


def grid():
    """One row of three cells, 100 points each."""
    (found,) = grids_of([Ruling(y, 0, 300) for y in (0, 20)], [Ruling(x, 0, 20) for x in (0, 100, 200, 300)])
    return found


def read(*words):
    (cells,), outside = cleared([grid()], [characters_of(word, 1.0) for word in words])
    return cells, outside


def test_the_characters_of_a_word_share_its_box():
    glyphs = characters_of(Word("共12件", 0, 60), 0.5)
    assert [glyph.text for glyph in glyphs] == ["共", "1", "2", "件"]
    assert [(glyph.x0, glyph.x1) for glyph in glyphs] == [(0, 10), (10, 15), (15, 20), (20, 30)]
    assert {glyph.confidence for glyph in glyphs} == {0.98}


def test_a_word_belongs_to_the_cell_that_holds_its_characters():
    cells, outside = read(Word("12", 40, 60), Word("7", 245, 255), Word("下文", 40, 80, top=30))
    assert [cell.text for cell in cells] == ["12", "", "7"]
    assert "".join(glyph.text for glyph in outside) == "下文"


def test_a_word_over_a_rule_is_believed_in_no_cell():
    cells, _ = read(Word("1200", 80, 120), Word("7", 245, 255))
    assert [(cell.text, cell.over) for cell in cells] == [("", True), ("", True), ("7", False)]


def test_figures_and_cells_without_words_are_read_again_and_labels_are_not():
    cells, _ = read(Word("O", 40, 60), Word("行政许可", 110, 190))
    assert [cell.needs_another for cell in cells] == [True, False, True]
    assert all(map(may_be_figure, ("一", "3.14", "22（其中修订16件）", "l2")))


def page(text, confidence=0.98):
    return CellWords((Glyph(text, 0, 0, 9, 9, confidence),))


@pytest.mark.parametrize(
    ("first", "tries", "text", "confidence"),
    [
        (page("7"), [("7", 0.95)], "7", 0.95),
        (page("7"), [("1", 0.95), ("1", 0.9)], "1", DOUBT),
        (page("7"), [("1", 0.95), ("4", 0.9)], "7", 0.0),
        (CellWords(), [("3", 0.95), ("3", 0.97)], "3", 0.95),
        (CellWords(), [("3", 0.95), ("8", 0.97)], "3", 0.0),
        (CellWords(), [("", 0.0), ("", 0.0)], "", 0.0),
        (page("１２"), [("12", 0.99)], "12", 0.98),
    ],
)
def test_two_readings_must_agree(first, tries, text, confidence):
    reading = first
    for alone in tries:
        assert reading.needs_another
        reading = agreed(reading, alone)
    assert (reading.settled, reading.confidence) == (text, confidence)
