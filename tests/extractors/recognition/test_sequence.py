"""Heads that run together in run-on text hide no other order of columns; one misprinted in its place costs nothing."""

import pytest

from tests.extractors.tables_by_hand import read, row_of
from xxgk.extractors.readers.text.layouts import blocks_of
from xxgk.extractors.readers.text.lines import Line

HEADS = ["自然人", "法人或其他组织", "总计", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
ROWS = "二、上年结转政府信息公开申请数量0000000（六）其他处理0000000（七）总计2500007四、结转下年度继续办理0000000"


def new_received(*heads, figures="2500007"):
    """The figures of the first row of table 三 in run-on text under these heads."""
    text = f"申请人情况{''.join(heads)}一、本年新收政府信息公开申请数量{figures}{ROWS}"
    return row_of(read(*blocks_of([Line(text, 1)]))[0], "new_received")


@pytest.mark.parametrize(
    "misprint", ["自然入", "法人和其他组织", "总记", "商业企业业", "科研机够", "社会公益组组织", "其地"]
)
def test_a_misprinted_head_in_its_place_costs_no_figure(misprint):
    at = [misprint[0] == head[0] for head in HEADS].index(True)
    at = HEADS.index("其他") if misprint == "其地" else at
    assert new_received(*HEADS[:at], misprint, *HEADS[at + 1 :], figures="2 5 0 0 0 0 7") == list("2500007")


@pytest.mark.parametrize(
    ("first", "second", "misprint"),
    [("科研机构", "社会公益组织", "社会会公益组织"), ("自然人", "总计", "自然入"), ("法律服务机构", "其他", "其地")],
)
def test_a_misprinted_head_that_has_grown_together_with_the_next_one_hides_no_other_order(first, second, misprint):
    places = {first: second, second: first}
    exchanged = [places.get(head, head) for head in HEADS]
    grown = [misprint if head[:1] == misprint[:1] else head for head in exchanged]
    assert grown != exchanged
    for figures in ("2500007", "2 5 0 0 0 0 7"):
        assert new_received(*HEADS, figures=figures) == list("2500007")
        assert new_received(*grown, figures=figures) == []
