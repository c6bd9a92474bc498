"""Tables over page breaks: what goes on behind a break, and what is one row over it only by certain signs."""

import pytest

from xxgk.extractors.readers.paper.breaks import goes_on, joined
from xxgk.extractors.readers.paper.ruling_grid import Box
from xxgk.extractors.readers.paper.tables import Fragment, SetFigure
from xxgk.schema.document import Cell

COLUMNS, WIDER = (100.0, 200.0, 300.0, 400.0), (100.0, 200.0, 300.0, 400.0, 500.0)
ABSENT = "below the cell above"
CUT, RULED = (True,) * 3, (False,) * 3


def part(*rows, page=1, xs=COLUMNS, spans=(), figures=None, top=RULED, bottom=RULED):
    """A part of a table on a page, of rows of texts; `spans` are (row, column, rowspan), `figures` how the figure of a
    (row, column) is set."""
    high = {(row, column): rowspan for row, column, rowspan in spans}
    printed = tuple(
        tuple(Cell(text, f"p{page}r{r}c{c}", c, 1, high.get((r, c), 1)) for c, text in enumerate(row) if text != ABSENT)
        for r, row in enumerate(rows)
    )
    set_ = {f"p{page}r{r}c{c}": figure for (r, c), figure in (figures or {}).items()}
    return Fragment(page, Box(xs[0], 0, xs[-1], 100), xs, printed, f"p{page}", top, bottom, figures=set_)


def rows(above, below):
    return [[cell.text for cell in row] for row in joined(above, below).rows if row]


@pytest.mark.parametrize(
    ("xs", "one"),
    [
        (COLUMNS, True),
        (tuple(x + 30 for x in COLUMNS), True),
        ((100.0, 400.0), True),
        (tuple(x + 90 for x in COLUMNS), False),
        ((*COLUMNS[:3], 450.0), False),
        ((100.0, 200.0, 350.0, 400.0), False),
    ],
    ids=["same", "moved", "a row over all columns", "moved far", "wider", "another column"],
)
def test_a_table_goes_on_where_its_columns_do(xs, one):
    assert goes_on(part("甲乙丙"), part([""] * (len(xs) - 1), page=2, xs=xs)) is one


def test_a_row_of_the_same_figures_is_no_head_printed_again():
    assert rows(part(["", "0", "0"]), part(["", "0", "0"], page=2)) == [["", "0", "0"]] * 2
    assert rows(part("甲乙丙"), part("甲乙丙", page=2)) == [["甲", "乙", "丙"]]


def test_a_head_that_a_break_cut_is_known_where_it_is_printed_again_whole():
    above = part(["项目", "甲乙", "丙"], ["", "公益", "服务"], ["", "组织", "机构"], ["一", "0（其中", "1"])
    below = part(["项目", "甲乙", "丙"], ["", "公益组织", "服务机构"], ["", "线上1）", ""], page=2)
    assert rows(above, below)[3:] == [["一", "0（其中\n线上1）", "1"]]


def test_words_below_a_ruled_break_are_left_to_recognition():
    above, below = ["没有现成信息需要", "1", "2"], ["另行制作", "", ""]
    assert rows(part(above), part(below, page=2)) == [above, below]
    assert rows(part(above, bottom=CUT), part(below, page=2)) == [["没有现成信息需要\n另行制作", "1", "2"]]


FULL, SHORT = SetFigure((4,), 5, 31), SetFigure((2,), 5, 31)


def wrapped(*above, under=""):
    """A row of figures set so, with two digits below the first of them behind a break, and one `under` the second."""
    figures = {(0, column): figure for column, figure in enumerate(above, 1)}
    rest = part(["", "48", under, ""], page=2, xs=WIDER, figures={(0, 1): SHORT, (0, 2): SHORT})
    return rows(part(["甲", "7719", "12", "3"], xs=WIDER, figures=figures), rest)


def test_a_figure_that_its_cell_had_to_wrap_goes_on_below_the_break():
    assert wrapped(FULL, SHORT, SHORT) == [["甲", "771948", "12", "3"]]


@pytest.mark.parametrize(
    ("above", "under"), [((FULL, SHORT, SHORT), "5"), ((FULL, FULL, FULL), "")], ids=["one need not go on", "all fill"]
)
def test_figures_below_a_break_are_figures_of_their_own_where_one_need_not_be_wrapped(above, under):
    assert wrapped(*above, under=under)[1:] == [["", "48", under, ""]]


def groups(above, below, side=(True, False, False)):
    """Two rows of a merged cell above a break and two below it."""
    first = part([above, "子", "1"], [ABSENT, "丑", "2"], spans=[(0, 0, 2)], bottom=side)
    return rows(first, part([below, "寅", "3"], [ABSENT, "卯", "4"], page=2, spans=[(0, 0, 2)], top=side))


def test_a_merged_cell_goes_on_over_a_break_where_one_label_stands_in_it_and_no_rule():
    assert groups("甲", "") == [["甲", "子", "1"], ["丑", "2"], ["寅", "3"], ["卯", "4"]]
    assert groups("甲", "乙")[2] == ["乙", "寅", "3"]
    assert groups("甲", "", RULED)[2] == ["", "寅", "3"]
