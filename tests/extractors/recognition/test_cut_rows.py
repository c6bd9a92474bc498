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


def test_a_part_of_a_label_below_a_break_is_not_believed_even_where_it_names_one_row():
    figures, _ = read(broken([NEW, *SEVEN], ["1.本机关不掌握相关政", *MORE], before=1))
    assert row_of(figures, "cannot_provide_not_held") == row_of(figures, "new_received") == []


def test_a_row_may_be_cut_between_two_tables_on_two_pages():
    first, second = table(T3_HEADS, [NEW, *SEVEN]), table(["", *MORE], [FEE, *range(51, 58)], number=2)
    assert row_of(read(first, second)[0], "new_received") == SEVEN
    assert row_of(read(replace(first, on_page=True), replace(second, on_page=True))[0], "new_received") == []


def test_what_cannot_be_read_below_a_break_may_be_the_rest_of_a_figure():
    whole = broken([NEW, *SEVEN], ["", *[""] * 7], before=1)
    assert row_of(read(whole)[0], "new_received") == SEVEN
    rows = (*whole.rows[:2], (whole.rows[2][0], whole.rows[2][1]._replace(unreadable="image")), *whole.rows[3:])
    assert row_of(read(replace(whole, rows=rows))[0], "new_received") == []
