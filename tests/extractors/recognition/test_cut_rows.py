"""A page break may have cut the rows beside it: they are believed only where both labels are whole."""

from dataclasses import replace

import pytest

from tests.extractors.tables_by_hand import FEE, T3_HEADS, read, row_of, table

NEW, IN, OUT = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "四、结转下年度继续办理"
SEVEN, MORE = [str(n) for n in range(11, 18)], [str(n) for n in range(21, 28)]


def broken(*rows, before):
    """Table 三 whose page ends before row number `before` of `rows`."""
    whole = table(T3_HEADS, *rows, [FEE, *range(51, 58)])
    return replace(whole, breaks=(before + 1,), on_page=True)


def test_whole_rows_on_both_sides_of_a_break_are_read():
    figures, _ = read(broken([NEW, *SEVEN], [IN, *MORE], before=1))
    assert (row_of(figures, "new_received"), row_of(figures, "carried_over_in")) == (SEVEN, MORE)


@pytest.mark.parametrize("rest", [["", *MORE], ["请数量", *MORE], ["第四项之和）", "", *MORE[1:]]])
def test_a_row_whose_rest_may_stand_on_the_next_page_is_refused(rest):
    figures, findings = read(broken([NEW, *SEVEN], rest, before=1))
    assert row_of(figures, "new_received") == []
    assert ("ROW_REFUSED", "t3_requests.new_received") in findings


def test_a_part_of_a_label_that_reads_like_another_is_not_believed():
    figures, _ = read(broken([NEW, *SEVEN], ["四、结", *MORE], ["结转下年度继续办理", *[""] * 7], before=2))
    assert row_of(figures, "carried_over_out") == []


def test_a_table_that_begins_at_the_end_of_a_page_is_read():
    figures, _ = read(broken([NEW, *SEVEN], before=0))
    assert row_of(figures, "new_received") == SEVEN


def test_without_a_break_nothing_changes():
    whole = broken([NEW, *SEVEN], ["某项", *MORE], before=1)
    figures, _ = read(replace(whole, breaks=()))
    assert row_of(figures, "new_received") == SEVEN
