"""Indicator lists: an era or an annex is a data file; rows and columns go by their labels, and nothing is forced."""

import json

import pytest

from xxgk.extractors.document import extract
from xxgk.extractors.recognition.check import check
from xxgk.extractors.recognition.recognise import recognise
from xxgk.schema.document import Cell, Paragraph, Table
from xxgk.schema.forms import forms
from xxgk.schema.report import to_json

HEADS = ["指标名称", "单位", "2012年度", "历年累计"]
REQUESTS = [
    ["受理申请总数", "件", "8", "20"],
    ["其中：1.当面申请数", "件", "5", "11"],
    ["2.网上申请数", "件", "3", "9"],
    ["河道清淤公示数", "处", "4", "6"],
]


def table(*rows):
    cells = tuple(tuple(Cell(text, f"x/r{r}/c{c}", c) for c, text in enumerate(row)) for r, row in enumerate(rows))
    return Table(cells, "x", "html_table", max(map(len, rows)))


def read(*rows, year=2012):
    result = recognise([table(*rows)], forms(), year)
    return result, {one.code: one.value for one in (*result.figures, *result.indicators)}


def test_a_local_list_is_kept_with_labels_heads_and_units():
    result, told = read(HEADS, *REQUESTS)
    assert result.figures == []
    assert told["stat_local.requests_received.year"] == 8
    assert told["stat_local.requests_online.cumulative"] == 9
    last = result.indicators[-1]
    assert last[:5] == ("stat_local.unmapped_01.cumulative", "河道清淤公示数", "历年累计", 6, "处")


def test_a_column_of_another_year_is_not_this_years():
    _, told = read(["指标名称", "单位", "2011年", "2012年"], *REQUESTS)
    assert (told["stat_local.requests_received.year"], told["stat_local.requests_received.year_2011"]) == (20, 8)


def test_a_column_of_an_unknown_head_is_numbered():
    _, told = read(["指标名称", "单位", "区直部门", "乡镇"], *REQUESTS)
    assert told["stat_local.requests_received.column_1"] == 8


def test_columns_under_one_head_go_by_the_heads_below_it():
    first = (Cell("统计指标", "h", 0, rowspan=2), Cell("单位", "h", 1, rowspan=2), Cell("统计数", "h", 2, colspan=2))
    second = (Cell("第一季度", "h", 2), Cell("全年", "h", 3))
    rows = table(HEADS, *REQUESTS).rows[1:]
    result = recognise([Table((first, second, *rows), "x", "html_table", 4)], forms(), 2012)
    assert {one.code: one.value for one in result.indicators}["stat_local.requests_received.year"] == 20


def test_a_row_without_all_its_cells_is_refused_by_name():
    result, told = read(HEADS, *REQUESTS, ["传真申请数", "件", "1"])
    assert "stat_local.requests_fax.year" not in told
    assert any(found.rule == "ROW_REFUSED" and "传真申请数" in found.message for found in result.findings)


def test_a_remark_with_figures_is_told_and_its_row_is_read():
    rows = [[*row, remark] for row, remark in zip(REQUESTS, ["含下属单位7件", "", "4", "同上"], strict=True)]
    result, told = read([*HEADS, "备注"], ["依申请公开情况", "", "", "", "另有3件转出"], *rows)
    assert told["stat_local.requests_received.year"] == 8
    remarked = [found.message.rpartition(": ")[2] for found in result.findings if found.rule == "ROW_REMARKED"]
    assert remarked == ["另有3件转出", "含下属单位7件"]
    refused = [found.message for found in result.findings if found.rule == "ROW_REFUSED"]
    assert [message.partition(":")[0] for message in refused] == ["2.网上申请数"]  # a figure: whose may it be?


def test_a_label_or_head_that_says_more_than_the_forms_is_another_one():
    rows = [["四、行政复议数量（2014年）", "件", "3"], *NATIONAL[2:]]
    result, told = national(NATIONAL[0], *rows)
    assert ("stat_2014.review_total.value" in told, told["stat_2014.review_upheld.value"]) == (False, 1)
    assert any(found.rule == "ROW_REFUSED" and "2014年" in found.message for found in result.findings)
    result, told = national(["统计指标", "单位", "统计数（1—11月）"], *NATIONAL[1:])
    assert (told, "TABLE_QUARANTINED" in {found.rule for found in result.findings}) == ({}, True)


def test_lists_about_something_else_are_no_lists():
    result, _ = read(["项目", "单位", "数量"], ["小麦", "吨", "3"], ["油菜", "吨", "4"], ["鲜果", "吨", "5"])
    assert (result.indicators, result.layouts) == ([], {})


NATIONAL = [
    ["统计指标", "单位", "统计数"],
    ["四、行政复议数量", "件", "3"],
    ["（一）维持具体行政行为数", "件", "1"],
    ["（二）被依法纠错数", "件", "2"],
    ["（三）其他情形数", "件", "0"],
    ["五、行政诉讼数量", "件", "7"],
    ["（二）被依法纠错数", "件", "6"],
    ["（三）其他情形数", "件", "1"],
    ["七、依申请公开信息收取的费用", "元", "250"],
]


def national(*rows):
    caption = "政府信息公开情况统计表"
    result = recognise([Paragraph(caption, "x"), table(*rows)], forms(), 2015)
    return result, {figure.code: figure.value for figure in result.figures}


def test_rows_of_one_label_go_by_what_stands_above_them():
    _, told = national(*NATIONAL)
    assert told["stat_2014.review_corrected.value"] == 2
    assert told["stat_2014.litigation_corrected.value"] == 6


def test_an_amount_in_another_unit_of_money_is_converted():
    result, told = national(*NATIONAL)
    assert told["stat_2014.request_fees_wan_yuan.value"] == pytest.approx(0.025)
    assert [figure.raw for figure in result.figures if "fees" in figure.code] == ["250"]


def test_counts_by_the_ten_thousand_refuse_the_row():
    label, _, printed = NATIONAL[1]
    result, told = national(NATIONAL[0], [label, "万条", printed], *NATIONAL[2:])
    _, plain = national(*NATIONAL)
    lost = sorted(plain.keys() - told.keys())
    assert len(lost) == 1
    assert lost[0].rpartition(".")[0] in {found.where for found in result.findings if found.rule == "ROW_REFUSED"}


def test_a_unit_of_another_kind_refuses_the_row():
    result, told = national(*NATIONAL[:-1], ["七、依申请公开信息收取的费用", "件", "250"])
    assert "stat_2014.request_fees_wan_yuan.value" not in told
    assert "stat_2014.request_fees_wan_yuan" in {
        found.where for found in result.findings if found.rule == "ROW_REFUSED"
    }


def test_an_ambiguous_row_under_an_unknown_heading_is_not_forced():
    rows = [*NATIONAL[:5], ["五、行政裁决数量", "件", "7"], ["（二）被依法纠错数", "件", "6"]]
    result, told = national(*rows)
    assert "stat_2014.litigation_corrected.value" not in told
    assert {one.label for one in result.indicators} >= {"五、行政裁决数量", "（二）被依法纠错数"}


ANNEX = """
id = "form_river"
valid_from = 2010
basis = "a notice of an invented province"
[[sheet]]
id = "stat_river"
section = "annex"
list = true
detect = ["河川省公开工作台账"]
[[sheet.table]]
id = "stat_river"
label = "河川省公开工作台账"
columns = [
  { code = "half", label = "上半年", takes = ["half_1"] },
  { code = "year", label = "全年" },
]
rows = [
  { code = "boards", label = "公开栏更新次数", unit = "次" },
  { code = "boards_village", label = "其中：村级公开栏", unit = "次", under = "boards" },
  { code = "requests_received", label = "群众索取材料件数", unit = "件" },
  { code = "fees_yuan", label = "收取工本费", unit = "元" },
]
[[rule]]
id = "RIVER_VILLAGE"
table = ["stat_river"]
for_each = "column"
severity = "warning"
check = "boards_village <= boards"
about = "Boards of villages are among all boards."
"""
REPORT = """青禾区水利局2012年政府信息公开工作年度报告
一、概述
本年度各站所按季更新公开栏。统计期限为2012年1月1日至12月31日。
二、主动公开政府信息情况
沿河各村都设了公开栏。
河川省公开工作台账
项目|单位|上半年|全年
公开栏更新次数|次|30|64
其中：村级公开栏|次|41|40
群众索取材料件数|件|2|5
收取工本费|元|0|12.5
办事指南印发数|份|100|260
"""


def test_a_new_annex_wants_a_data_file_and_nothing_else(tmp_path):
    (tmp_path / "form_river.toml").write_text(ANNEX, "utf-8")
    report = extract(REPORT.encode(), "report.txt", forms(tmp_path))
    told = json.loads(to_json(report))
    assert {figure["code"]: (figure["value"], figure["unit"]) for figure in told["figures"]} == {
        "stat_river.boards.half": (30, "次"),
        "stat_river.boards.year": (64, "次"),
        "stat_river.boards_village.half": (41, "次"),
        "stat_river.boards_village.year": (40, "次"),
        "stat_river.requests_received.half": (2, "件"),
        "stat_river.requests_received.year": (5, "件"),
        "stat_river.fees_yuan.half": (0, "元"),
        "stat_river.fees_yuan.year": (12.5, "元"),
    }
    assert told["forms"] == {"stat_river": "form_river"}
    assert [(one["label"], one["column"], one["value"]) for one in told["indicators"]] == [
        ("办事指南印发数", "上半年", 100),
        ("办事指南印发数", "全年", 260),
    ]
    assert [found["where"] for found in told["findings"] if found["rule"] == "RIVER_VILLAGE"] == [
        "stat_river.boards_village.half"
    ]


@pytest.mark.parametrize(("figure", "outcomes"), [("4", ["not_assessable"]), ("0", ["fail"])])
def test_a_sum_that_may_have_a_summand_of_the_agencys_own_is_not_assessable(figure, outcomes):
    rows = [NATIONAL[0], ["四、行政复议数量", "件", "7"], *NATIONAL[2:5], ["（四）调解结案数", "件", figure]]
    result, _ = national(*rows)
    form = next(form for form in forms() if form.id == "form_2014")
    checks = check(result.figures, {"stat_2014": form}, {}, result.added_to)
    assert [one.outcome for one in checks if one.rule.id == "F14_REVIEW_SUM"] == outcomes


OWN, OTHER = NATIONAL, [*NATIONAL[:5], ["五、行政诉讼数量", "件", "70"], *NATIONAL[6:]]


@pytest.mark.parametrize(
    ("titles", "value"),
    [(("2014年度", "2015年度"), 70), (("2015年度", "2014年度"), 7), (("", ""), None), (("2015年度", "2015年度"), None)],
)
def test_of_two_lists_that_differ_that_of_the_reports_year_is_read(titles, value):
    first, second = (Paragraph(f"{title}政府信息公开情况统计表", "x") for title in titles)
    result = recognise([first, table(*OWN), second, table(*OTHER)], forms(), 2015)
    told = {figure.code: figure.value for figure in result.figures}
    assert told.get("stat_2014.litigation_total.value") == value
    assert "LIST_REPEATED" in {finding.rule for finding in result.findings}


def test_a_list_in_two_halves_side_by_side_goes_on_from_the_foot_of_the_left_one():
    rows = [[*NATIONAL[0], *NATIONAL[0]], *([*one, *two] for one, two in zip(NATIONAL[1:5], NATIONAL[5:], strict=True))]
    _, told = national(*rows)
    assert told == national(*NATIONAL)[1]


def test_halves_under_different_heads_are_no_list():
    rows = [["项目", "单位", "数量", "项目", "数量"], ["收到申请数", "件", "5", "申请办结数", "4"]]
    assert national(*rows)[1] == {}


STAT_2014 = [
    ["一、主动公开情况", ""],
    ["主动公开政府信息数", "120"],
    ["其中：主动公开规范性文件数", "4"],
    ["制发规范性文件总数", "4"],
    *([f"{number}.{way}公开政府信息数", "30"] for number, way in enumerate(["政府公报", "政府网站", "政务微博"], 1)),
    ["三、依申请公开情况", ""],
    ["收到申请数", "5"],
    ["1.当面申请数", "5"],
    ["申请办结数", "5"],
    ["1.按时办结数", "5"],
]
FEES = "七、依申请公开信息收取的费用"


def read_2014(fee, caption="", head="统计数", unit="条", label=FEES):
    """The list of 2014 in two columns, a unit in the label of each count, and a row of fees."""
    counts = ([f"{name}（{unit}）" if unit and value else name, value] for name, value in STAT_2014)
    title = Paragraph("政府信息公开情况统计表", "p1")
    list_of = table(["统计指标", head], *counts, [label, fee])
    result = recognise([title, *([Paragraph(caption, "p2")] if caption else []), list_of], forms(), 2016)
    figures = {one.code.removeprefix("stat_2014.").removesuffix(".value"): one.value for one in result.figures}
    return figures, [one.where for one in result.findings if one.rule == "ROW_REFUSED"]


@pytest.mark.parametrize("fee", ["123500", "5", "0.5"])
def test_an_amount_for_which_no_unit_is_printed_is_not_read(fee):
    figures, refused = read_2014(fee)
    assert ("request_fees_wan_yuan" in figures, refused) == (False, ["stat_2014.request_fees_wan_yuan"])
    assert figures["disclosed_total"] == 120


@pytest.mark.parametrize(
    ("fee", "printed", "value"),
    [
        ("0", {}, 0),
        ("5万元", {}, 5),
        ("5", {"label": f"{FEES}（万元）"}, 5),
        ("5", {"label": f"{FEES}（万元，含邮寄费）"}, 5),
        ("123500", {"caption": "单位：元"}, 12.35),
        ("5", {"caption": "（单位：件、万元）"}, 5),
        ("123500", {"head": "统计数（元）"}, 12.35),
        ("/", {}, None),
    ],
)
def test_an_amount_has_the_unit_that_stands_over_the_list(fee, printed, value):
    figures, refused = read_2014(fee, **printed)
    assert (figures["request_fees_wan_yuan"], refused) == (value, [])


@pytest.mark.parametrize(
    "printed", [{"caption": "单位：元", "label": f"{FEES}（万元）"}, {"caption": "单位：元、万元"}]
)
def test_two_units_of_money_for_one_amount_refuse_it(printed):
    figures, refused = read_2014("5", **printed)
    assert ("request_fees_wan_yuan" in figures, refused) == (False, ["stat_2014.request_fees_wan_yuan"])


@pytest.mark.parametrize("unit", ["条", ""])
@pytest.mark.parametrize(
    "printed", [{"caption": "单位：百条"}, {"caption": "（单位：万条、万元）"}, {"head": "数量（万条）"}]
)
def test_counts_by_the_hundred_over_a_list_are_not_read(printed, unit):
    figures, refused = read_2014("0", unit=unit, **printed)
    assert ("disclosed_total" in figures, "stat_2014.disclosed_total" in refused) == (False, True)
    assert figures["request_fees_wan_yuan"] == 0


@pytest.mark.parametrize(
    "caption", ["单位：条", "填报单位：百家湖街道办事处", "单位：千件", "单位：条、件、万元", "计量单位：条/件"]
)
def test_other_captions_take_no_count_away(caption):
    figures, _ = read_2014("0", caption)
    assert figures["disclosed_total"] == 120
