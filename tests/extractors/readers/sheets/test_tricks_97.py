"""What later programs say of the conditions of a workbook of Excel 97, and what lies over its cells."""

import pytest

from tests.generate.document import Cell, Document, Grid, Row
from tests.generate.tricks import in_xls
from tests.generate.tricks.trick import Planted
from xxgk.extractors.document import read

NAMED = {one.name: one for one in (*in_xls.TRICKS, *in_xls.DECORATION)}
TOKEN = chr(0xE800)


def figure(name):
    """Text and reason of a cell that prints 12, or hides 34, with a trick or decoration."""
    rows = [Row("", (Cell("项目", "label"), Cell(text, "value"))) for text in ("5", TOKEN, "6")]
    document = Document((), "", 2024, "", (Grid(2, tuple(rows)),))
    seen = "" if NAMED[name].print == "number|" else "12"
    file = in_xls.tricked(document, [Planted("", TOKEN, NAMED[name], seen, "34")])
    (table,) = read(file.written()).blocks
    return [(cell.text, cell.unreadable) for row in table.rows for cell in row if cell.column == 1][1]


@pytest.mark.parametrize(
    "name",
    [
        "other digits on a condition",
        "other digits on a later condition",
        "white on a later condition",
        "icons alone",
        "bars alone",
    ],
)
def test_print_that_a_later_condition_may_change_is_not_read(name):
    assert figure(name) == ("34", "print that a condition changes")


@pytest.mark.parametrize("name", ["icons beside it", "bars behind it", "icons alone elsewhere", "condition elsewhere"])
def test_what_a_condition_adds_costs_no_figure(name):
    assert figure(name) == ("12", "")


@pytest.mark.parametrize("name", ["under a picture", "under a box", "under a note that is always shown"])
def test_a_figure_under_a_drawing_is_not_read(name):
    assert figure(name) == ("34", "a drawing over it")


@pytest.mark.parametrize("name", ["crossed out", "crossed out upwards"])
def test_a_figure_that_a_line_crosses_is_not_read(name):
    assert figure(name) == ("34", "a line from corner to corner of its cell")


@pytest.mark.parametrize("name", ["picture over a blank", "box of digits over a blank"])
def test_a_blank_under_what_may_print_figures_is_none(name):
    assert figure(name) == ("", "a drawing over it")


@pytest.mark.parametrize("name", ["comment", "hidden picture", "picture elsewhere"])
def test_what_lies_over_no_figure_costs_none(name):
    assert figure(name) == ("12", "")
