"""A list that runs on is read by columns that are proven: by heads read whole, or by figures that stand apart."""

from itertools import permutations, product

import pytest

from xxgk.extractors.readers.text.layouts import blocks_of
from xxgk.extractors.readers.text.lines import Line
from xxgk.extractors.recognition.recognise import recognise
from xxgk.schema.forms import forms

LABELS = (
    "主动公开信息数",
    "其中：1.政府网站公开数",
    "2.政府公报公开数",
    "受理政府信息公开申请总数",
    "其中：1.当面申请数",
)
CODES = ("disclosed_total", "disclosed_via_website", "disclosed_via_gazette", "requests_received", "requests_in_person")
YEAR, CUMULATIVE = (41, 40, 1, 3, 1), (83, 80, 3, 7, 2)
HEADS = {
    "year": ("2018年度", "本年", "2018 年"),
    "cumulative": ("历年累计", "累计", "历年"),
    "last": ("2017年度", "上年度", "全区"),
}


def read(text):
    """Value by row and column of the list that a line prints, and the rules of the findings."""
    lines = [Line(line, number) for number, line in enumerate(text.split("\n"), 1)]
    result = recognise(list(blocks_of(lines)), forms(), 2018)
    told = {tuple(one.code.split(".")[1:]): one.value for one in (*result.figures, *result.indicators)}
    return told, {found.rule for found in result.findings}


def run_on(heads, *columns, apart="", figures=""):
    """The list with `apart` between all cells, else with `figures` between those of a row."""
    between = apart or figures
    rows = (
        apart.join((label, "条", between.join(map(str, told)))) for label, *told in zip(LABELS, *columns, strict=True)
    )
    return apart.join(("指标名称", "单位", heads, between.join(rows)))


def in_column(column, values):
    return {(code, column): value for code, value in zip(CODES, values, strict=True)}


@pytest.mark.parametrize(
    "heads", ["2018 年历年累计", "2018年度（条）历年累计（条）", "2018年 历年 累计", "本年度历年累计数"]
)
def test_heads_broken_by_blanks_or_with_units_are_two_columns(heads):
    told, _ = read(run_on(heads, YEAR, CUMULATIVE, figures=" "))
    assert told == in_column("year", YEAR) | in_column("cumulative", CUMULATIVE)


@pytest.mark.parametrize(
    "heads", ["本年度累计", "2018年合计", "数量全区", "2018年度（累计）", "2018年度本级下属", "数量累积"]
)
@pytest.mark.parametrize("end", ["", "\n"])
def test_no_fused_figure_is_read_under_heads_that_may_be_more_columns(heads, end):
    told, rules = read(run_on(heads + end, YEAR, CUMULATIVE))
    assert (told, "ROW_REFUSED" in rules) == ({}, True)


def test_figures_that_stand_apart_prove_what_the_heads_leave_open():
    two, _ = read(run_on("本年度累计", YEAR, CUMULATIVE, apart=" "))
    one, _ = read(run_on("本年度累计", YEAR, apart=" "))
    assert [two[code, "year"] for code in CODES] == [one[code, "year"] for code in CODES] == list(YEAR)


@pytest.mark.parametrize("head", ["本年增减", "本年增/减（减少）", "本年计划", "本年净增", "数量（百条）"])
def test_a_head_that_goes_on_is_not_that_of_its_beginning(head):
    told, rules = read(run_on(head, YEAR, apart="\n"))
    assert (told, "ROW_REFUSED" in rules) == ({}, True)


def test_figures_that_stand_apart_do_not_choose_between_two_heads_that_may_be_two():
    told, rules = read(run_on("2018年度累计2017年度累计", YEAR, CUMULATIVE, YEAR, apart=" "))
    assert (told, "ROW_REFUSED" in rules) == ({}, True)


def test_a_list_of_one_column_whose_head_is_read_whole_keeps_its_fused_figures():
    assert read(run_on("本年度", YEAR))[0] == in_column("year", YEAR)


def test_whatever_the_heads_and_their_order_no_fused_figure_is_read_as_another():
    """Up to three columns in any order, each head in any wording, zeros and blanks among the figures."""
    figures = {"year": (3, 12, 0, 1, ""), "cumulative": (37, 80, 0, "", 9), "last": ("", 11, 20, 1, 0)}
    orders = (kinds for count in (1, 2, 3) for kinds in permutations(HEADS, count))
    for kinds, apart in product(orders, ("", " ")):
        for heads in product(*(HEADS[kind] for kind in kinds)):
            told, _ = read(run_on(apart.join(heads), *(figures[kind] for kind in kinds), figures=apart))
            for (code, column), value in told.items():
                known = column if column in figures else "last"
                printed = figures[kinds[int(column[-1]) - 1] if column.startswith("column") else known]
                right = {printed[CODES.index(code)], None} if code in CODES else set(printed)
                assert value in right, (heads, apart, code, column, value)
