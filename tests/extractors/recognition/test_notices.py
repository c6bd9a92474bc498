"""What is printed beside a table: of another year, body or unit, a sample, wrong; and what says nothing of that."""

import pytest

from tests.extractors.pages_by_hand import BODY, TABLE, page
from xxgk.extractors.document import extract
from xxgk.extractors.recognition.notices import noticed_tables
from xxgk.schema.document import Cell, Table
from xxgk.schema.layouts import SHEET_TABLE

DOCUMENTS = "t2_art20_1_documents"
FEES = (
    "<table><tr><td colspan=2>第二十条第（八）项</td></tr><tr><td>信息内容</td><td>本年收费金额（单位：万元）</td></tr>"
    "<tr><td>行政事业性收费</td><td>36.5</td></tr></table>"
)


def read(over="", under="", *, table=TABLE, behind="", signoff=""):
    """The figures of a small report of 沭阳县财政局 of 2023, and its findings by rule, with lines over and under its
    table."""
    lines = ["".join(f"<p>{line}</p>" for line in text.splitlines()) for text in (over, under)]
    report = extract(page(body=BODY.replace(TABLE, f"{lines[0]}{table}{lines[1]}{behind}"), signoff=signoff), "x")
    return report.figures, {found.rule: f"{found.where}: {found.message}" for found in report.findings}


def _where(told, rule):
    """Where a rule is told, empty where it is not."""
    return told.get(rule, "").partition(":")[0]


@pytest.mark.parametrize(
    "line",
    [
        "表一：2021年度规范性文件制发情况表",
        "政府信息公开情况统计表（2022年度）",
        "（2022年）",
        "统计周期：2022年1月1日至2022年12月31日",
        "2022.1.1—2022.12.31",
        "填表人：王某 报告年度：2022年",
        "说明：本表采用2022年度的统计数据。",
        "备注：2022年数据。",
        "上一年度规范性文件制发统计表",
        "填报单位：沭阳县民政局",
        "填表机关（公章）：民政局",
        "填报单位：泗阳县财政局",
        "宿迁市民政局主动公开政府信息情况统计表",
        "全县规范性文件制发情况汇总表",
        "（2023年第四季度数据）",
        "政府信息公开情况统计表（2023年1-9月）",
        "数据截止时间：2023年11月30日",
        "截至2022年12月31日",
        "2022年：",
        "上年数据",
        "（本表为全系统数据）",
        "预测数据",
        "（填写示例）",
        "规范性文件制发情况统计表（样表）",
        "样例：",
        "上年情况",
        "（上年）",
        "上年度数据如下：",
        "去年同期",
        "附：往年数据",
        "附表：2022",
        "附：2022年情况",
        "历史数据",
        "注：以下数据单位均为千件",
        "表内数据以百件为单位。",
        "下表数据为2022年度数据。",
        "以百件计",
        "下表为2022年度主动公开政府信息的情况。",
        "2022年度我局主动公开政府信息情况如下：",
        "单位：泗阳县财政局",
        "历年累计",
        "2012年以来累计",
        "2023年度（1-6月）",
        "下属单位规范性文件制发情况表",
        "全县规范性文件情况",
        "注：以上数据为2019年至2023年累计数。",
        "2019—2023年规范性文件累计情况表",
        "泗阳县财政局主动公开政府信息情况",
    ],
)
def test_a_table_that_is_said_not_to_be_the_reports_is_refused(line):
    figures, told = read(line)
    assert (figures, _where(told, "TABLE_QUARANTINED")) == ((), DOCUMENTS)
    assert line in told["TABLE_QUARANTINED"]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "2023年度政府信息公开情况统计表",
        "政府信息公开情况统计表（2023年1-12月）",
        "截至2023年12月31日",
        "2022年，我局制发规范性文件两件，与之相比本年有所增加，见下表。",
        "2022年与2023年规范性文件情况对比表",
        "统计时间：2023年1月1日—12月31日",
        "填报日期：2024年1月12日",
        "填报单位：沭阳县财政局 填报日期：2024年1月12日",
        "填报单位（盖章）：县财政局",
        "填报单位：财政局办公室",
        "填报单位：",
        "全市财政系统高度重视规范性文件工作。",
        "注：上年结转的文件不在此列，2022年前制发的已清理。",
        "注：本表数据与2022年数据口径一致。",
        "说明：上年情况见2022年报告。",
        "上年结转情况表",
        "上年与本年对比情况",
        "一百件民生实事",
        "以百姓关切为中心",
        "示例市规范性文件",
        "单位：件",
    ],
)
def test_what_says_nothing_of_that_takes_nothing_away(line):
    figures, told = read(line)
    assert len(figures) == 6
    assert not {"TABLE_QUARANTINED", "TABLE_NOTED", "PERIOD_PARTIAL"} & told.keys()


def test_a_name_that_the_body_may_have_had_is_told():
    figures, told = read("填报单位：沭阳县财政税务处")
    assert (len(figures), _where(told, "TABLE_NOTED")) == (6, DOCUMENTS)


@pytest.mark.parametrize("line", ["统计期间：2022年度", "泗阳县民政局"])
def test_a_first_row_of_the_table_says_it_too(line):
    row = f"<tr><td colspan=4>{line}</td></tr>"
    figures, told = read(table=TABLE.replace("<tr>", f"{row}<tr>", 1))
    assert (figures, "TABLE_QUARANTINED" in told) == ((), True)


def test_a_head_beside_others_in_the_first_rows_says_it_too():
    figures, told = read(table=TABLE.replace("<td>信息内容</td>", "<td>全县规范性文件情况</td>", 1))
    assert (figures, "TABLE_QUARANTINED" in told) == ((), True)


def test_several_years_together_are_told():
    figures, told = read("2021-2023年")
    assert (len(figures), _where(told, "PERIOD_PARTIAL")) == (6, DOCUMENTS)


@pytest.mark.parametrize("line", ["（以上数据均为2022年）", "*以上为去年数据", "注：本表数据为2022年度。"])
def test_a_note_below_may_begin_with_a_bracket_or_a_star(line):
    assert read(under=line)[0] == ()


def test_a_table_without_cells_of_its_own_is_known_by_its_rows():
    lines = ["沭阳县财政局2023年政府信息公开工作年度报告", "二、主动公开政府信息情况", "（示例）", "第二十条第（一）项"]
    run_on = "信息内容本年制发件数本年废止件数现行有效件数规章000行政规范性文件3117"
    for taken in (2, 3):
        report = extract("\n".join([*lines[:taken], lines[3] + run_on, "三、总结", "无。"]).encode(), "x.txt")
        assert bool(report.figures) == (taken == 2)


def test_a_note_under_a_table_says_it_of_that_one():
    assert read(under="注：以上为2022年统计数据。")[0] == ()
    figures, _ = read(under="注：下表为2022年数据。", behind=FEES)
    assert {one.code.partition(".")[0] for one in figures} == {DOCUMENTS}


@pytest.mark.parametrize(
    "line",
    [
        "注：规范性文件为2022年数据。",
        "注：以上为全县数据。",
        "以上数据截至2023年11月底。",
        "说明：本表为样表，数据仅供参考。",
        "注：以上数据单位为百件。",
        "（单位：千件）",
    ],
)
def test_what_a_note_under_a_table_says_counts_as_above_it(line):
    figures, told = read(under=line)
    assert (figures, _where(told, "TABLE_QUARANTINED")) == ((), DOCUMENTS)


def test_a_last_row_of_the_table_says_it_too_and_prose_under_it_does_not():
    row = "<tr><td colspan=4>以上为2022年数据。</td></tr>"
    assert read(table=TABLE.replace("</table>", f"{row}</table>"))[0] == ()
    figures, _ = read(under="2023年1-11月，共制发文件三件，全县共12件。")
    assert len(figures) == 6


def test_a_unit_between_two_tables_is_that_of_the_lower_one():
    figures, _ = read(under="单位：元", behind=FEES.replace("（单位：万元）", ""))
    assert [one.value for one in figures] == [0, 0, 0, 3, 1, 17, 0.00365]
    assert len(read(under="单位：百件", behind=FEES)[0]) == 7


def test_more_than_the_agency_is_told():
    figures, told = read("（含下属7家单位）")
    assert (len(figures), _where(told, "TABLE_NOTED")) == (6, DOCUMENTS)


def test_a_note_in_a_cell_is_told_where_it_says_that_the_figure_is_of_something_else():
    figures, told = read(table=TABLE.replace(">17<", ">17（2022年数据）<"))
    assert (len(figures), told.get("CELL_NOTED", "").partition(":")[0].startswith(DOCUMENTS)) == (6, True)
    assert "CELL_NOTED" not in read(table=TABLE.replace(">17<", ">17（修订2件）<"))[1]


def test_what_holds_for_a_table_holds_for_the_next_up_to_another_word_or_narrative():
    def tables(behind):
        return {one.code.partition(".")[0] for one in read("（2022年度）", behind=behind)[0]}

    assert tables(FEES) == set()
    assert tables(f"<p>（2023年度）</p>{FEES}") == {"t2_art20_8_fees"}
    assert tables(f"<p>收费情况见下，全年平稳。</p>{FEES}") == {"t2_art20_8_fees"}


def test_an_amount_is_not_read_in_another_unit_than_a_note_tells():
    figures, told = read(table=FEES, under="注：收费金额以元为单位。")
    assert (figures, _where(told, "ROW_REFUSED")) == ((), "t2_art20_8_fees.admin_fees")
    assert [one.value for one in read(table=FEES, under="注：收费金额以万元为单位。")[0]] == [36.5]


def test_a_note_that_figures_are_wrong_is_told_with_its_words():
    figures, told = read(under="更正：现行有效件数应为71。")
    assert (len(figures), _where(told, "TABLE_NOTED")) == (6, DOCUMENTS)
    assert "应为71" in told["TABLE_NOTED"]


def test_a_note_far_from_any_table_that_figures_are_wrong_is_told_of_the_report():
    figures, told = read(signoff="<p>沭阳县财政局</p><p>2024年1月9日</p><p>勘误：规范性文件现行有效件数应为71。</p>")
    assert (len(figures), told.get("TABLE_NOTED", "")[:2]) == (6, ": ")
    assert "应为71" in told["TABLE_NOTED"]
    _, told = read(signoff="<p>注：本报告的电子版可在本局网站下载。</p>")
    assert "TABLE_NOTED" not in told


def test_a_period_over_a_table_that_is_no_whole_year_is_told():
    figures, told = read("统计时段：2023年1月1日至2023年9月30日")
    assert (len(figures), _where(told, "PERIOD_PARTIAL")) == (6, DOCUMENTS)


@pytest.mark.parametrize("name", ["2022", "2022年", "上年", "样表", "下属单位", "泗阳县财政局"])
def test_the_name_of_a_sheet_says_whose_its_tables_are(name):
    def tables(*names):
        row = tuple(Cell(text, f"x:{at}") for at, text in enumerate(("规章", "1", "0", "1")))
        return [Table((row,), f"x:t{at}", SHEET_TABLE, 4, sheet=one) for at, one in enumerate(names)]

    assert [one.table.sheet for one in noticed_tables(tables(name, "本局"))] == [name]
