"""A label or head that says that its figures are of another year, all years, a share or a change is no misprint."""

from dataclasses import replace

import pytest

from tests.extractors.tables_by_hand import T2_HEADS, T3_HEADS, read, requests, row_of, table

SEVEN = range(1, 8)
LICENCES = "t2_art20_5_licensing.admin_license.decisions"
DOCUMENTS = "t2_art20_1_documents.regulations"


@pytest.mark.parametrize(
    "head",
    [
        "上年处理决定数量",
        "上一年度处理决定数量",
        "历年累计处理决定数量",
        "本年处理决定数量同比增长",
        "处理决定数量（去年）",
    ],
)
def test_a_figure_under_the_head_of_another_year_is_not_read(head):
    fines = ["信息内容", "本年处理决定数量"], ["行政处罚", 5]
    figures, told = read(table(["信息内容", head], ["行政许可", 3], *fines))
    assert LICENCES not in figures
    assert ("CELL_UNREADABLE", LICENCES) in told
    assert figures["t2_art20_6_enforcement.admin_penalty.decisions"] == "5"


@pytest.mark.parametrize(
    "head",
    [
        "2022年处理决定数量",
        "本年处理决定数量（1-11月）",
        "本年处理决定数量（全县）",
        "本年处理决定金额",
        "处理决定公示数量",
    ],
)
def test_a_head_that_says_more_than_the_forms_is_another_head(head):
    printed = table(["信息内容", head], ["行政许可", 3], ["信息内容", "本年处理决定数量"], ["行政处罚", 5])
    figures, told = read(printed, year=2023)
    assert LICENCES not in figures
    assert ("CELL_UNREADABLE", LICENCES) in told
    assert figures["t2_art20_6_enforcement.admin_penalty.decisions"] == "5"


@pytest.mark.parametrize(
    "label",
    [
        "行政处罚（2022年）",
        "行政处罚（全县）",
        "行政处罚（不含交警）",
        "行政处罚金额",
        "拟行政处罚",
        "简易行政处罚",
        "行政处罚听证",
        "行政处罚（万元）",
    ],
)
def test_a_label_that_says_more_than_the_forms_is_another_row(label):
    printed = table(["信息内容", "本年处理决定数量"], [label, 5], ["行政强制", 2])
    figures, _ = read(printed, year=2023)
    assert "t2_art20_6_enforcement.admin_penalty.decisions" not in figures
    assert figures["t2_art20_6_enforcement.admin_coercion.decisions"] == "2"


def test_a_head_over_all_columns_says_it_of_all_of_them():
    _, *rows = requests(new_received=SEVEN)
    over = ["", "申请人情况（2022年）", *[""] * 6]
    assert row_of(read(table(over, T3_HEADS, *rows), year=2023)[0], "new_received") == []
    over[1] = "上年申请人情况"
    assert row_of(read(table(over, T3_HEADS, *rows), year=2023)[0], "new_received") == []
    over[1] = "申请人情况（2023年）"
    assert row_of(read(table(over, T3_HEADS, *rows), year=2023)[0], "new_received") == [str(one) for one in SEVEN]


@pytest.mark.parametrize("over", ["申请人情况上年数", "申请人情况增减", "申请人情况（人数）", "申请人情况率"])
def test_what_is_said_behind_such_a_head_counts_too(over):
    _, *rows = requests(new_received=SEVEN)
    assert row_of(read(table(["", over, *[""] * 6], T3_HEADS, *rows), year=2023)[0], "new_received") == []


@pytest.mark.parametrize("said", ["（上年）", "（2022年）", "人数"])
def test_a_head_that_several_groups_have_says_it_of_its_column_though_another_stands_below(said):
    """行政诉讼 prints its heads a line below those of 行政复议, in the same words."""
    results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    upper = ["行政复议"] * 5 + ["行政诉讼"] * 10
    middle = [f"结果维持{said}", *results[1:], *["未经复议直接起诉"] * 5, *["复议后起诉"] * 5]
    lower = [*middle[:5], *results * 2]
    figures, told = read(table(upper, middle, lower, list(range(15))), year=2023)
    assert "t4_review_litigation.cases.review_upheld" not in figures
    assert ("CELL_UNREADABLE", "t4_review_litigation.cases.review_upheld") in told
    assert figures["t4_review_litigation.cases.review_corrected"] == "1"


def test_the_other_columns_of_its_row_are_read():
    figures, told = read(table([T2_HEADS[0], "上年制发件数", *T2_HEADS[2:]], ["规章", 1, 2, 3]))
    assert (f"{DOCUMENTS}.issued" in figures, figures[f"{DOCUMENTS}.repealed"]) == (False, "2")
    assert ("CELL_UNREADABLE", f"{DOCUMENTS}.issued") in told


@pytest.mark.parametrize(
    "label",
    [
        "上年新收政府信息公开申请数量",
        "一、本年新收政府信息公开申请数量（去年同期）",
        "一、新收政府信息公开申请数量占比",
    ],
)
def test_a_row_under_the_label_of_other_figures_is_not_read(label):
    _, *rows = requests(new_received=SEVEN)
    figures, told = read(table(T3_HEADS, [label, *SEVEN], *rows[1:]))
    assert row_of(figures, "new_received") == []
    assert {("ROW_REFUSED", "t3_requests.new_received"), ("ROW_UNKNOWN", "t3_requests")} & set(told)


def test_a_head_of_another_column_of_the_form_is_no_other_head_of_this_one():
    heads = ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"]
    printed = table(heads, ["行政许可", 1, 2, 3], ["信息内容", "采购项且数", "采购总金额"], ["政府集中采购", 4, 5])
    figures, _ = read(printed)
    assert figures["t2_art20_9_procurement.government_procurement.projects"] == "4"


@pytest.mark.parametrize("label", ["二、上年结转政府信息公开申请数量", "二、上年度结转政府信息公开申请数"])
def test_what_the_form_says_itself_is_its_own(label):
    _, *rows = requests(new_received=SEVEN, carried_over_in=SEVEN)
    figures, _ = read(table(T3_HEADS, rows[0], [label, *SEVEN], *rows[2:]))
    assert row_of(figures, "carried_over_in") == [str(number) for number in SEVEN]


def test_a_figure_for_several_rows_is_that_of_none():
    printed = table(*requests(new_received=SEVEN, carried_over_in=SEVEN))
    first = printed.rows[1]
    over = replace(
        printed, rows=(printed.rows[0], (*first[:1], first[1]._replace(rowspan=2), *first[2:]), *printed.rows[2:])
    )
    figures, told = read(over)
    assert "t3_requests.new_received.natural_person" not in figures
    assert ("CELL_UNREADABLE", "t3_requests.new_received.natural_person") in told
    assert figures["t3_requests.new_received.total"] == "7"


def test_two_rows_that_grew_together_are_not_read_as_one():
    *rows, fee = requests(new_received=SEVEN)
    values = ["0", "0\n0", "0\n0", "0", "0", "0", "0"]
    figures, told = read(table(*rows, ["1.信访举报投诉类申请\n重复申请", *values], fee))
    row = "not_processed_petition_complaint"
    assert (row_of(figures, row), ("ROW_REFUSED", f"t3_requests.{row}") in told) == ([], True)
    figures, _ = read(table(*rows, ["1.信访举报投诉类申请", "0", "12\n34", *values[2:]], fee))
    assert figures[f"t3_requests.{row}.natural_person"] == "0"
