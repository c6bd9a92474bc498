"""Fused figures of a list of two columns: parted where its own sums prove it, else refused by name."""

import pytest

from tests.extractors.recognition.test_doubtful_lists import read, table

HEADS = ["指标名称", "单位", "2012年度", "历年累计"]
LABELS = {
    "requests_received": "受理申请总数",
    "requests_in_person": "其中：1.当面申请数",
    "requests_online": "2.网上申请数",
    "replies": "对申请的答复总数",
    "reply_granted": "其中：1.同意公开答复数",
    "reply_partially_granted": "2.同意部分公开答复数",
    "reply_denied": "3.不予公开答复数",
    "review_total": "行政复议数",
    "litigation_total": "行政诉讼数",
}
DIGITS = dict(zip(LABELS, ("37", "12", "25", "1438", "1330", "18", "00", "00", "00"), strict=True))


def fused(**digits):
    """What is read of the list as it runs on, by code and column; None where a row is refused."""
    rows = [[LABELS[code], "件", run] for code, run in {**DIGITS, **digits}.items()]
    found, _ = read(table(HEADS, *rows, layout="run_on"))
    read_as = {
        code: tuple(found.get(f"stat_2009_fujian.{code}.{column}") for column in ("year", "cumulative"))
        for code in LABELS
    }
    return {code: None if cells == (None, None) else cells for code, cells in read_as.items()}


def test_a_list_whose_sums_hold_in_both_columns_is_read():
    read_as = fused()
    assert read_as["requests_received"] == (3, 7)
    assert [read_as[code] for code in ("replies", "reply_granted", "reply_partially_granted")] == [
        (14, 38),
        (13, 30),
        (1, 8),
    ]


@pytest.mark.parametrize("digits", [{"replies": "1439"}, {"reply_granted": "133"}, {"reply_denied": "11"}])
def test_rows_whose_sum_does_not_hold_are_refused_and_the_others_read(digits):
    read_as = fused(**digits)
    assert read_as["replies"] is read_as["reply_granted"] is None
    assert read_as["requests_received"] == (3, 7)


def test_where_one_column_may_be_blank_throughout_nothing_is_read():
    """37 is 12 and 25 as well; no row prints two zeros."""
    zeros = dict.fromkeys(("reply_denied", "review_total", "litigation_total"), "0")
    assert set(fused(**zeros).values()) == {None}


def test_nothing_of_the_year_is_more_than_all_years_together():
    """12 2 and 11 1 come to 23 3 as well."""
    assert fused(requests_received="233", requests_in_person="122", requests_online="111")["requests_received"] == (
        2,
        33,
    )


def test_figures_that_add_up_in_two_ways_are_refused():
    """Twice 1 122 is 2 244, and twice 11 22 is 22 44."""
    read_as = fused(requests_received="2244", requests_in_person="1122", requests_online="1122")
    assert read_as["requests_received"] is None
