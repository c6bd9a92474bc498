"""Rows that a page break cut are one again where their words, or the form's sums, prove it; never by guess."""

from dataclasses import replace

import pytest

from schema.document import Cell
from tests.extractors.tables_by_hand import FEE, T3_HEADS, read, row_of, table

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
