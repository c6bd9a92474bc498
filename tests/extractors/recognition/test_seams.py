"""Rows that a page break cut are one again where their words, or the form's sums, prove it; never by guess."""

from dataclasses import replace

import pytest

from tests.extractors.tables_by_hand import FEE, T3_HEADS, read, row_of, table
from xxgk.schema.document import Cell

NEW, QUERIES, CASES = "一、本年新收政府信息公开申请数量", "8.属于行政查询事项", "7.属于行政执法案卷"
SEVEN, BLANK = ["1", "2", "3", "4", "5", "6", "21"], [""] * 7


def broken(*rows, before=2, cut=()):
    """Table 三 whose page ends before row number `before` of `rows`; `cut` are columns of torn figures there."""
    whole = table(T3_HEADS, [NEW, *range(11, 18)], *rows, [FEE, *range(51, 58)])
    torn = {(whole.rows[before][column].locator, whole.rows[before + 1][column].locator) for column in cut}
    return replace(whole, breaks=(before + 1,), on_page=True, cut=frozenset(torn))


def test_a_label_cut_by_the_page_is_whole_again():
    figures, findings = read(broken(["8.属于行政查", *SEVEN], ["询事项", *BLANK]))
    assert row_of(figures, "denied_admin_inquiry") == SEVEN
    assert row_of(figures, "new_received") == [str(n) for n in range(11, 18)]
    assert not [rule for rule, _ in findings if rule in ("ROW_REFUSED", "ROW_UNKNOWN")]


def test_figures_may_stand_on_either_side():
    figures, _ = read(broken(["8.属于行政查", *SEVEN[:3], *[""] * 4], ["询事项", "", "", "", *SEVEN[3:]]))
    assert row_of(figures, "denied_admin_inquiry") == SEVEN


@pytest.mark.parametrize("above", ["8.", "8.属"])
def test_a_number_alone_is_the_beginning_of_a_label(above):
    figures, _ = read(broken([above, *SEVEN], [QUERIES[len(above) :], *BLANK]))
    assert row_of(figures, "denied_admin_inquiry") == SEVEN


def test_a_beginning_that_reads_like_another_label_is_known_by_its_number():
    figures, _ = read(broken(["2.其他", *SEVEN], ["法律行政法规禁止公开", *BLANK]))
    assert row_of(figures, "denied_prohibited_by_law") == SEVEN
    assert row_of(figures, "other_other") == []


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (["8.属于行政查", *SEVEN], ["某事项", *BLANK]),  # no label of the form
        (["8.属于行政查", *SEVEN], ["询事项", "9", *[""] * 6]),  # two figures for one cell
        ([CASES, *BLANK], ["询事项", *SEVEN]),  # parts of two labels
    ],
)
def test_what_is_not_proven_is_refused(above, below):
    figures, findings = read(broken(above, below))
    assert row_of(figures, "denied_admin_inquiry") == row_of(figures, "denied_enforcement_file") == []
    assert {"ROW_REFUSED", "ROW_MISSING"} & {rule for rule, _ in findings}


def test_a_figure_that_its_cell_had_to_wrap_is_whole_with_its_label():
    figures, _ = read(broken(["8.属于行政查", "12", *SEVEN[1:]], ["询事项", "34", *[""] * 6], cut=[1]))
    assert row_of(figures, "denied_admin_inquiry") == ["1234", *SEVEN[1:]]


@pytest.mark.parametrize(("total", "kept"), [("39", ["1234"]), ("38", [])])
def test_under_a_whole_label_the_sum_must_prove_it(total, kept):
    rest = ["", "34", *[""] * 5, total]
    figures, _ = read(broken([QUERIES, "12", *["1"] * 5, "12"], rest, cut=[1, 7]))
    assert row_of(figures, "denied_admin_inquiry")[:1] == kept


def test_a_group_cut_over_two_rows_leaves_both_as_they_are():
    above = ["（三）不予", "1.属于国家秘密", *SEVEN]
    below = ["公开", "2.其他法律行政法规禁止公开", *SEVEN]
    whole = table(["", *T3_HEADS], ["", NEW, *SEVEN], above, below, ["", FEE, *SEVEN])
    figures, _ = read(replace(whole, breaks=(3,), on_page=True))
    assert row_of(figures, "denied_state_secret") == row_of(figures, "denied_prohibited_by_law") == SEVEN


def test_a_rule_through_a_label_whose_values_span_it_parts_no_rows():
    whole = table(T3_HEADS, ["8.属于行政查", *SEVEN], [FEE, *SEVEN])
    rows = list(whole.rows)
    rows[1] = (rows[1][0], *(cell._replace(rowspan=2) for cell in rows[1][1:]))
    rows.insert(2, (Cell("询事项", "x", 0),))
    figures, _ = read(replace(whole, rows=tuple(rows), on_page=True))
    assert row_of(figures, "denied_admin_inquiry") == SEVEN


UNPROVEN = {
    "another label above": (["其他", *SEVEN], ["法律行政法规禁止公开", *BLANK]),
    "another label below": (["办理结果", *SEVEN], ["总计", *BLANK]),
    "a figure above": (["8", *SEVEN], [".属于行政查询事项", *BLANK]),
}


@pytest.mark.parametrize(("above", "below"), UNPROVEN.values(), ids=UNPROVEN)
def test_what_is_a_label_or_a_figure_by_itself_is_no_part_of_a_label(above, below):
    figures, _ = read(broken(above, below))
    assert not any(
        row_of(figures, code) for code in ("denied_prohibited_by_law", "closed_total", "denied_admin_inquiry")
    )


REST = Cell("询事项", "rest", 0)


@pytest.mark.parametrize("odd", [Cell("99", "x", 1, colspan=2), Cell("", "x", 1, unreadable="image")])
def test_what_stands_below_a_break_beside_the_rest_of_a_label_is_not_lost(odd):
    whole = broken(["8.属于行政查", *SEVEN], ["询事项", *BLANK])
    rows = (*whole.rows[:3], (REST, odd), *whole.rows[4:])
    assert row_of(read(replace(whole, rows=rows))[0], "denied_admin_inquiry") == []


def test_figures_that_add_up_above_the_break_are_not_put_to_those_below():
    figures, _ = read(broken([QUERIES, "1", *["0"] * 5, "1"], ["", "2", *[""] * 5, "2"], cut=[1, 7]))
    assert row_of(figures, "denied_admin_inquiry") == []


def test_a_head_that_the_page_cuts_beside_the_heads_below_it_is_whole_again():
    """Only 申请人情况 is cut; below it stand the heads under 法人或其他组织, which the page does not cut."""
    wide = [("申请人情", 1), ("自然人", 1), ("法人或其他组织", 5), ("总计", 1)]
    leaves = [("况", 0), ("", 1), *((name, place) for place, name in enumerate(T3_HEADS[2:7], 2)), ("", 7)]
    heads, column = [], 0
    for text, span in wide:
        heads.append(Cell(text, f"h{column}", column, span))
        column += span
    body = table([NEW, *SEVEN], [FEE, *SEVEN])
    rows = (tuple(heads), tuple(Cell(text, f"l{place}", place) for text, place in leaves), *body.rows)
    assert row_of(read(replace(body, rows=rows, breaks=(1,), on_page=True))[0], "new_received") == SEVEN


@pytest.mark.parametrize(("stray", "kept"), [("", "1234"), ("5", None)])
def test_figures_are_not_put_together_where_another_stands_beside_them_below_the_break(stray, kept):
    """A blank cell beside the labels hangs into the row above the break; a figure below it is the rest of none."""
    beside = [T3_HEADS[0], "附注", *T3_HEADS[1:]], [NEW, "", *SEVEN], [QUERIES, "12", *["1"] * 5, "12"]
    whole = table(*beside, ["", stray, "34", *[""] * 5, "39"], [FEE, "", *SEVEN])
    rows = list(whole.rows)
    rows[1] = (rows[1][0], rows[1][1]._replace(rowspan=2), *rows[1][2:])
    rows[2] = (rows[2][0], *(cell._replace(column=cell.column + 1) for cell in rows[2][1:]))
    torn = frozenset((rows[2][column - 1].locator, rows[3][column].locator) for column in (2, 8))
    figures, _ = read(replace(whole, rows=tuple(rows), breaks=(3,), on_page=True, cut=torn))
    assert (row_of(figures, "denied_admin_inquiry") or [None])[0] == kept
