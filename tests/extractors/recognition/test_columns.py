"""Where not all heads are known, those that are tell by their place which values are theirs."""

from dataclasses import replace

import pytest

from xxgk.extractors.document import extract
from xxgk.extractors.labels.sheet_labels import labels_of
from xxgk.extractors.recognition.columns import FEWEST_LINES, starts_under_heads
from xxgk.extractors.recognition.levels import strange_in_order
from xxgk.extractors.recognition.recognise import recognise
from xxgk.schema.document import Cell, Table
from xxgk.schema.forms import forms
from xxgk.schema.layouts import PIPE_ROWS

FORM = next(form for form in forms() if form.id == "form_2021")
ORGANISATIONS = ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
FEE = "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"
REFUSALS = ("ROW_REFUSED", "TABLE_QUARANTINED")
CODES = [column.code for column in FORM.tables["t3_requests"].columns]
LABEL = "一、本年新收政府信息公开申请数量"
ROWS = {"new_received": LABEL, "other_abandoned_fee_unpaid": FEE}


def spanned(*rows):
    """A table of rows of (text, first grid column, columns)."""
    cells = [tuple(Cell(str(t), f"x/r{r}/c{c}", c, span) for t, c, span in row) for r, row in enumerate(rows)]
    return Table(tuple(cells), "x", "html_table", max(cell.column + cell.colspan for row in cells for cell in row))


def read(first, second, last, *values):
    """The figures of a table 三 whose heads stand in two rows, the cells of which are given; `last` grid column is the
    last."""
    body = [[(label, 0, 3), *((value, 3 + at, 1) for at, value in enumerate(values))] for label in ROWS.values()]
    corner = [
        ("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 0, 3),
        ("申请人情况", 3, last - 2),
    ]
    result = recognise([spanned(corner, first, second, *body)], forms())
    told = {one.code.rpartition(".")[2]: one.value for one in result.figures if ".new_received." in one.code}
    return told, {found.where for found in result.findings if found.rule == "ROW_REFUSED"}


def test_totals_that_stand_first_under_a_blank_head_are_not_natural_persons():
    second = [(name, 5 + at, 1) for at, name in enumerate(ORGANISATIONS)]
    told, refused = read([("", 3, 1), ("自然人", 4, 1), ("法人或其他组织", 5, 5)], second, 9, 6, 1, 1, 1, 1, 1, 1)
    assert (told, "t3_requests.new_received" in refused) == ({}, True)


def test_an_empty_column_before_the_values_of_a_table_without_totals_shifts_none():
    second = [(name, 5 + at, 1) for at, name in enumerate(ORGANISATIONS)]
    told, refused = read([("", 3, 1), ("自然人", 4, 1), ("法人或其他组织", 5, 5)], second, 9, "", 1, 2, 3, 4, 5, 6)
    assert (told, "t3_requests.new_received" in refused) == ({}, True)


def test_a_column_of_its_own_behind_a_blank_is_not_read_in_its_place():
    second = [(name, 5 + at, 1) for at, name in enumerate(ORGANISATIONS)]
    heads = [("自然人", 3, 1), ("占全年比重", 4, 1), ("法人或其他组织", 5, 5), ("总计", 10, 1)]
    assert read(heads, second, 10, "", 1, *[0] * 6)[0] == dict.fromkeys(CODES[1:], 0)


def test_an_empty_column_before_heads_and_figures_that_lost_their_spans_shifts_none():
    results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    over = ["行政复议", *[""] * 4, "行政诉讼", *[""] * 9]
    between = [*results, "未经复议直接起诉", *[""] * 4, "复议后起诉", *[""] * 4]
    lines = [over, between, [*[""] * 5, *results, *results], [*range(15)]]
    table = spanned(*([("", 0, 1), *((text, at, 1) for at, text in enumerate(line, 1))] for line in lines))
    assert [one.value for one in recognise([table], forms()).figures] == [*range(15)]


def test_a_row_without_a_figure_is_blank_whatever_heads_stand_over_it():
    second = [(name, 5 + at, 1) for at, name in enumerate(ORGANISATIONS)]
    heads = [("", 3, 1), ("自然人", 4, 1), ("法人或其他组织", 5, 5)]
    assert read(heads, second, 9, *[""] * 7) == (dict.fromkeys(CODES), set())
    told, refused = read(heads, second, 9, *[""] * 7, 6)
    assert (told, "t3_requests.new_received" in refused) == ({}, True)


@pytest.mark.parametrize("last", ["总计", "", "总汁"])
def test_values_under_their_heads_are_read_though_one_head_is_lost(last):
    second = [(name, 4 + at, 1) for at, name in enumerate(ORGANISATIONS)]
    told, _ = read([("自然人", 3, 1), ("法人或其他组织", 4, 5), (last, 9, 1)], second, 9, 1, 2, 3, 4, 5, 6, 21)
    assert list(told.values()) == [1, 2, 3, 4, 5, 6, 21]


def test_heads_that_are_all_known_prove_the_order_wherever_they_stand():
    second = [(name, 3 + at, 1) for at, name in enumerate(ORGANISATIONS)]
    told, _ = read([("自然人", 2, 1), ("法人或其他组织", 3, 5), ("总计", 8, 2)], second, 9, 1, 2, 3, 4, 5, 6, 21)
    assert list(told.values()) == [1, 2, 3, 4, 5, 6, 21]


JUMBLED = (
    [("自然人", 3, 1), ("法人或其他组织", 4, 3), ("总计", 7, 1), ("", 8, 2)],
    [(name, at, 1) for at, name in zip((4, 5, 6, 8, 9), ORGANISATIONS, strict=True)],
)
"""As an office program writes a page whose spans it lost."""


def below_jumbled(*values, heads=JUMBLED):
    """The figures of a row below heads of which not all stand where the form has them."""
    body = [[(label, 0, 3), *((value, 3 + at, 1) for at, value in enumerate(values))] for label in ROWS.values()]
    corner = [("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 0, 3), ("申请人情况", 3, 7)]
    result = recognise([spanned(corner, *heads, *body)], forms())
    return [one.value for one in result.figures if ".new_received." in one.code]


def test_values_that_are_all_alike_are_right_in_any_order():
    assert below_jumbled(*[4] * 7) == [4] * 7
    assert below_jumbled(1, 1, 1, 1, 1, 1, 6) == []


@pytest.mark.parametrize("other", ["自然人", "本地自创栏目"])
def test_unless_a_column_has_no_head_of_its_own(other):
    first, (_, *second) = JUMBLED
    assert below_jumbled(*[4] * 7, heads=(first, [(other, 4, 1), *second])) == []


def test_a_page_has_a_grid_of_its_own():
    heads = [("自然人", 1, 1), ("法人或其他组织", 2, 6)], [(name, 2 + at, 1) for at, name in enumerate(ORGANISATIONS)]
    body = [
        [(label, 0, 2), *((value, 2 + at, 1) for at, value in enumerate((1, 1, 1, 1, 1, 1, 6)))]
        for label in ROWS.values()
    ]
    table = spanned([("申请人情况", 1, 8)], *heads, *body)
    assert "t3_requests.new_received" in refused_rows(table)
    assert refused_rows(replace(table, breaks=(3,))) == set()


def refused_rows(table):
    return {found.where for found in recognise([table], forms()).findings if found.rule == "ROW_REFUSED"}


REPORT = "示例市林业局2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"
LEVELS = [["申请人情况", ""], ["", "自然人", "法人或其他组织"], ORGANISATIONS]


def read_text(heads, values, mark):
    """The figures of 一 in a table 三 of lines of fields (or of words, where `mark` is a blank)."""
    rows = [*heads, *([label, *values] for label in ROWS.values())]
    report = extract((REPORT + "\n".join(mark.join(row) for row in rows)).encode(), "report.txt")
    refused = {found.where.partition(".")[0] for found in report.findings if found.rule in REFUSALS}
    return [one.value for one in report.figures if ".new_received." in one.code], "t3_requests" in refused


@pytest.mark.parametrize("mark", [" | ", "\t", " "], ids=["pipes", "tabs", "blanks"])
@pytest.mark.parametrize("heads", [LEVELS, [["申请人情况", "", "自然人", *ORGANISATIONS]]], ids=["levels", "one line"])
def test_totals_first_under_a_blank_head_in_lines_are_not_natural_persons(mark, heads):
    assert read_text(heads, ["6", "1", "1", "1", "1", "1", "1"], mark) == ([], True)


@pytest.mark.parametrize("mark", [" | ", "\t"], ids=["pipes", "tabs"])
def test_an_empty_field_before_the_values_shifts_none(mark):
    heads = [["申请人情况", "", "自然人", *ORGANISATIONS]]
    assert read_text(heads, ["", *"123456"], mark) == ([], True)


def test_totals_last_under_a_lost_head_are_read():
    assert read_text(LEVELS, ["1", "1", "1", "1", "1", "1", "6"], " ") == ([1, 1, 1, 1, 1, 1, 6], False)


def test_lines_without_a_field_are_no_heads_over_values():
    row = (Cell("7", "x"),)
    table = Table((*[()] * FEWEST_LINES, row), "x", PIPE_ROWS, 1)
    assert not starts_under_heads(FEWEST_LINES, 1, table, None)


HEADS = [("自然人", 3, 1), ("法人或其他组织", 4, 5), ("总计", 9, 1)]


def cells_told(organisations, span, heads=HEADS):
    """By column what is read of a row of 1 to 6 and 21, its label over `span` columns, and the cells that are not."""
    second = [(name, 4 + at, 1) for at, name in enumerate(organisations)]
    values = [(value, span + at, 1) for at, value in enumerate([1, 2, 3, 4, 5, 6, 21])]
    body = [[(label, 0, span), *values] for label in ROWS.values()]
    result = recognise([spanned(heads, second, *body)], forms())
    told = {one.code.rpartition(".")[2]: one.value for one in result.figures if ".new_received." in one.code}
    return told, {found.where for found in result.findings if found.rule == "CELL_UNREADABLE"}


@pytest.mark.parametrize("span", [3, 1])
def test_a_column_under_a_head_that_is_none_of_the_forms_is_not_read(span):
    told, refused = cells_told([*ORGANISATIONS[:3], "新闻媒体", "其他"], span)
    assert list(told.values()) == [1, 2, 3, 4, 6, 21]
    assert "t3_requests.new_received.legal_service_org" in refused


def test_a_head_more_than_the_form_has_refuses_rows_whose_label_lost_its_span():
    assert cells_told(["新闻媒体", *ORGANISATIONS], 1)[0] == {}


@pytest.mark.parametrize("head", ["法律机构", "律师服务", "法律服务", "法律服务机扣"])
def test_a_free_form_of_a_head_is_that_head(head):
    told, refused = cells_told([*ORGANISATIONS[:3], head, "其他"], 3)
    assert (list(told.values()), refused) == ([1, 2, 3, 4, 5, 6, 21], set())


def test_numbers_of_columns_are_no_figures():
    five = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    upper = [("行政复议", 0, 5), ("行政诉讼", 5, 10)]
    middle = [*((head, at, 1) for at, head in enumerate(five)), ("未经复议直接起诉", 5, 5), ("复议后起诉", 10, 5)]
    lower = [(head, 5 + at, 1) for at, head in enumerate(five * 2)]
    numbers, blank = ([(text, at, 1) for at, text in enumerate(texts)] for texts in (range(1, 16), [""] * 15))
    result = recognise([spanned(upper, middle, lower, numbers, blank)], forms())
    assert {one.value for one in result.figures} == {None}


LOST = """
| 自然人 | 法人或其他组织 | 总计 |  |  |  |  |  |  |  |
| 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |  |  |  |  |  |
| 一、本年新收政府信息公开申请数量 |  |  | 1 |  |  |  | 1 |  |  |
| 二、上年结转政府信息公开申请数量 |  |  |  |  |  |  |  |  |  |
| 三、本年度办理结果 | （一）予以公开 |  |  |  |  |  |  |  |  |
|  | （三）不予公开 | 1.属于国家秘密 |  |  |  |  |  |  |  |
|  |  | 2.其他法律行政法规禁止公开 |  |  |  |  |  |  |  |
|  |  | 3.危及“三安全一稳定” |  |  |  |  |  |  |  |
|  |  | 4.保护第三方合法权益 |  |  |  |  |  |  |  |
|  |  | 5.属于三类内部事务信息 |  |  |  |  |  |  |  |
|  |  | 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 |  |  | 1 |  |  |  | 1 |
"""


def test_the_columns_of_most_rows_prove_nothing_where_heads_stand_over_others():
    rows = [[cell.strip() for cell in line[1:].split("|")[:10]] for line in LOST.strip().splitlines()]
    cells = tuple(tuple(Cell(text, f"x/{r}/{c}", c) for c, text in enumerate(row)) for r, row in enumerate(rows))
    result = recognise([Table(cells, "x", "markdown_table", 10)], forms())
    told = {one.code: one.value for one in result.figures if one.value}
    assert not [code for code in told if ".new_received." in code]
    assert told == {
        "t3_requests.other_abandoned_fee_unpaid.research_institution": 1,
        "t3_requests.other_abandoned_fee_unpaid.total": 1,
    }
    assert "t3_requests.new_received" in {found.where for found in result.findings if found.rule == "ROW_REFUSED"}


@pytest.mark.parametrize(
    ("heads", "told"),
    [
        (["商业企业", "科研机构", "社会公益组织", "新闻媒体", "其他"], {4: "新闻媒体"}),
        (["自然人", "法人或其他组织", "事业单位"], {6: "事业单位"}),
        (["商业企业", "科研机构", "社会公益组织", "律师服务", "其他"], {}),
        (["商业企业", "新闻媒体", "其他"], {}),
    ],
)
def test_a_strange_head_among_known_ones_is_told_by_their_order_alone(heads, told):
    labels = labels_of(next(sheet for sheet in FORM.sheets if sheet.id == "t3"))
    assert strange_in_order([list(enumerate(heads))], labels).get("t3_requests", {}) == told


def fields(*rows):
    """A table of Markdown rows: lines of fields, the heads of which may have lost their spans."""
    cells = tuple(tuple(Cell(text, f"x/{r}/{c}", c) for c, text in enumerate(row)) for r, row in enumerate(rows))
    return Table(cells, "x", "markdown_table", max(map(len, rows)))


def line(text, width=10):
    """The fields of a row."""
    told = text.split("|")
    return told + [""] * (width - len(told))


LEAVES = "|".join(ORGANISATIONS)
LAST = f"{FEE}|0|0|0|0|0|0|"


@pytest.mark.parametrize(
    "rows",
    [
        ["自然人|事业单位|法人或其他组织|总计", LEAVES, f"{ROWS['new_received']}|1|1||0|0|0|1|3"],
        ["行次|自然人|法人或其他组织|总计", LEAVES, f"{ROWS['new_received']}|23|0|0|0|0|0|0"],
        ["法人或其他组织|总计", LEAVES, f"{ROWS['new_received']}|1|0|0|0|0|1", LAST],
    ],
)
def test_a_column_too_many_or_too_few_shifts_none_where_heads_have_no_place(rows):
    result = recognise([fields(*map(line, [*rows, LAST]))], forms())
    assert not [one for one in result.figures if ".new_received." in one.code]
    assert "t3_requests.new_received" in {found.where for found in result.findings}


GROUPS = ("行政复议", "未经复议直接起诉", "复议后起诉")


def cases(*groups):
    """The figures of table 四 with some heads over its groups of columns, by the group that the form has there."""
    results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    first = [(groups[0], 0, 5), ("行政诉讼", 5, 10)]
    second = [
        *((name, at, 1) for at, name in enumerate(results)),
        *((name, 5 * at, 5) for at, name in enumerate(groups) if at),
    ]
    third = [(name, 5 + at, 1) for at, name in enumerate(results * 2)]
    figures = [(at, at, 1) for at in range(15)]
    result = recognise([spanned(first, second, third, figures)], forms())
    return [figure.value for figure in result.figures if figure.value is not None]


def test_columns_that_groups_have_alike_are_those_of_the_head_over_them():
    assert cases(*GROUPS) == [*range(15)]
    assert cases("信访", *GROUPS[1:]) == [*range(5, 15)]
    assert cases(GROUPS[0], "民事案件", GROUPS[2]) == [*range(5), *range(10, 15)]
    assert cases(GROUPS[0], "经复议起诉", GROUPS[2]) == [*range(5), *range(10, 15)]
    assert cases(GROUPS[0], GROUPS[1], GROUPS[1]) == []
    assert cases(GROUPS[0], "未经复议直接起拆", GROUPS[2]) == [*range(15)]


def test_where_no_grid_is_kept_a_strange_head_over_a_group_tells_its_columns():
    results = [(at, head) for at, head in enumerate(["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"])]
    labels = labels_of(next(sheet for sheet in FORM.sheets if sheet.id == "t4"))
    found = strange_in_order([[*results, (5, "民事案件"), (6, "复议后起诉")]], labels)
    assert found == {"t4_review_litigation": dict.fromkeys(range(5, 10), "民事案件")}


LEVEL = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


@pytest.mark.parametrize(
    ("heads", "strange"),
    [
        (LEVEL, ()),
        (("维持", "纠正", "其他", "未结", "合计"), ()),
        (("总计", *LEVEL[:4]), ()),
        (("结果", "结果", "其他结果", "尚未审结", "总计"), ()),
        (("结果维持", "驳回", "其他结果", "尚未审结", "总计"), (1,)),
        (("结果纠正", "结果", "其他结果", "尚未审结", "总计"), range(5)),
        (("结果纠", "结果维", "其他结", "尚未审", "总"), range(5)),
        (("纠正", "维持", "其他", "未结", "合计"), range(5)),
        (("总计", "结果维持", "结果", "其他", "尚未"), range(5)),
        (("其他", "结果", "结果", "尚未", "总计"), range(5)),
    ],
)
def test_heads_that_are_cut_tell_by_their_likeness_whether_they_stand_in_their_places(heads, strange):
    labels = labels_of(next(sheet for sheet in FORM.sheets if sheet.id == "t4"))
    run = list(enumerate((*heads, "未经复议直接起诉", "复议后起诉")))
    assert sorted(strange_in_order([run], labels).get("t4_review_litigation", ())) == [*strange]
