"""Table 二 of the form of 2019: signed counts, amounts whose unit only the print tells, rows of the agency's own."""

import pytest

from xxgk.extractors.recognition.recognise import recognise
from xxgk.schema.document import Cell, Table
from xxgk.schema.forms import forms

ITEMS = ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"]
AMOUNT = "t2_art20_9_procurement.government_procurement.amount"


def read(*rows, heads=ITEMS, amount="采购总金额", printed="0"):
    """Table 二 of which `rows` stand in the block of licences, and `printed` as the amount of procurement."""
    rows = [heads, *rows, ["信息内容", "采购项目数量", amount], ["政府集中采购", "3", printed]]
    cells = tuple(tuple(Cell(text, f"x/r{r}/c{c}", c) for c, text in enumerate(row)) for r, row in enumerate(rows))
    result = recognise([Table(cells, "x", "html_table", 4)], forms())
    return {figure.code: figure for figure in result.figures}, result.findings


def test_a_head_of_this_year_is_no_misprint_of_that_of_last_year():
    figures, findings = read(["行政许可", "40", "-8", "12"], heads=["信息内容", "本年项目数量", *ITEMS[2:]])
    place = "t2_art20_5_licensing.admin_license.items_prev_year"
    assert place not in figures
    assert ("CELL_UNREADABLE", place) in [(found.rule, found.where) for found in findings]


def test_a_change_may_be_negative_and_nothing_else():
    figures, findings = read(["行政许可", "40", "-8", "-1"])
    assert figures["t2_art20_5_licensing.admin_license.items_change"].value == -8
    assert [found.where for found in findings if found.rule == "CELL_NOT_A_COUNT"] == [
        "t2_art20_5_licensing.admin_license.decisions"
    ]


@pytest.mark.parametrize("head", ["本年增\\减", "本年增／减", "本年增减", "本年增/减（减少用负数）"])
def test_the_head_of_the_change_is_known_however_it_is_printed(head):
    figures, _ = read([*ITEMS[:2], head, ITEMS[3]], ["行政许可", "40", "+1036", "2"])
    assert figures["t2_art20_5_licensing.admin_license.items_change"].value == 1036


@pytest.mark.parametrize("head", ["本年减少", "减少数量", "本年下降（项）"])
def test_what_stands_under_the_head_of_a_decrease_alone_is_no_increase(head):
    figures, findings = read([*ITEMS[:2], head, ITEMS[3]], ["行政许可", "40", "3", "2"])
    place = "t2_art20_5_licensing.admin_license.items_change"
    assert place not in figures
    assert place in [found.where for found in findings if found.rule == "CELL_UNREADABLE"]


@pytest.mark.parametrize(("printed", "value"), [("1（减）", -1), ("本年减少 2", -2), ("↓2", -2), ("2（增）", 2)])
def test_words_and_arrows_tell_the_sign_of_a_change(printed, value):
    figures, _ = read(["行政许可", "40", printed, "2"])
    assert figures["t2_art20_5_licensing.admin_license.items_change"].value == value


UNITS = [
    ("采购总金额", "251000元", 251000, "元"),
    ("采购总金额", "12.5", 12.5, "unknown"),
    ("采购总金额（万元）", "477.35", 477.35, "万元"),
    ("采购总金额（单位：元）", "9", 9, "元"),
    ("采购总金额（元）", "3万元", 3, "万元"),
    ("采购总金额（千元）", "9", 9, "千元"),
    ("采购总金额（单位：百万元）", "1.5", 1.5, "百万元"),
    ("采购总金额", "2.5亿元", 2.5, "亿元"),
]


@pytest.mark.parametrize(("head", "printed", "value", "unit"), UNITS)
def test_the_unit_of_an_amount_is_that_of_its_cell_or_its_head(head, printed, value, unit):
    figures, _ = read(amount=head, printed=printed)
    assert (figures[AMOUNT].value, figures[AMOUNT].unit) == (value, unit)


def test_a_unit_of_money_that_is_not_known_is_refused():
    figures, findings = read(amount="采购总金额（万美元）", printed="9")
    assert AMOUNT not in figures
    assert any("a unit that is not known: 采购总金额（万美元）" in found.message for found in findings)


def test_a_row_of_the_agency_s_own_is_told_and_shifts_nothing():
    figures, findings = read(
        ["行政许可", "1", "2", "3"], ["其他主动公开文件", "7", "8", "9"], ["其他对外管理服务事项", "4", "5", "6"]
    )
    assert [figure.value for code, figure in figures.items() if "art20_5" in code] == [1, 2, 3, 4, 5, 6]
    assert any(found.rule == "ROW_UNKNOWN" and "其他主动公开文件" in found.message for found in findings)


def test_marks_for_none_are_no_zeros():
    figures, _ = read(["行政许可", "/", "-", "3"])
    assert [figure.state for code, figure in figures.items() if "admin_license" in code] == ["na", "na", "number"]


def test_labels_of_both_forms_in_one_table_are_not_read():
    _, findings = read(["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"], ["规章", "1", "2", "3"])
    assert "TABLE_QUARANTINED" in {found.rule for found in findings}
