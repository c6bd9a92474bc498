"""What prints figures and is not read is told: tables that no form knows, rows under no label, rows of lists."""

import pytest

from tests.extractors.tables_by_hand import T2_HEADS, T3_HEADS, read, requests, row_of, table
from xxgk.extractors.recognition.recognise import recognise
from xxgk.extractors.recognition.tables import table_blocks
from xxgk.extractors.recognition.unread import unlisted_rows, unread_tables
from xxgk.schema.document import Paragraph
from xxgk.schema.forms import forms

OWN = [["类别", "数量"], ["工作信息", 36], ["部门文件", 8]]
NUMBERS = range(1, 8)


def unread(*rows, layout="html_table"):
    blocks = [(block, set()) for block in table_blocks([table(*rows, layout=layout)])]
    return list(unread_tables(blocks, forms()))


def test_a_table_of_the_agency_s_own_is_told_with_its_place_and_first_cells():
    found = recognise([table(*OWN)], forms()).findings[-1]
    assert (found.rule, found.where) == ("TABLE_UNREAD", "")
    assert "html:table[1]: 类别 | 数量 | 工作信息 | 36" in found.message


@pytest.mark.parametrize(
    "rows",
    [
        [["日", "一", "二", "三", "四"], *([*range(day, day + 5)] for day in range(1, 26, 5))],
        [["首页", 1, 2, 3, 4, "…", 20, "下一页"]],
        [["邮编", 314500], ["传真", 88112345], ["热线", 12345]],
        [["序号", "附件"], [1, "年报.docx"], [2, "年报.pdf"]],
        [[2019, 2020, 2021, 2022, 2023]],
        [["今天", 12, "℃"], ["填报日期", "2024年1月3日"]],
        [["浏览次数", 412]],
        [["公开年度", 2023]],
        [["发布日期", "2024-01-18"], ["索引号", 412]],
    ],
    ids=["calendar", "pager", "contact", "annexes", "years", "weather", "visits", "year", "card"],
)
def test_the_furniture_of_a_page_is_not(rows):
    assert unread(*rows) == []


@pytest.mark.parametrize(
    "rows",
    [
        [["发布信息", 412]],
        [["发布信息", 2023, 12]],
        [["年度", "信息数"], [2023, 12]],
        [["受理", 1, 2]],
        [["发布信息", 12, "条"]],
        [["微博条数", "12（其中转发3条）"]],
        [["微博", "约12条"]],
        [["占比", "12.5%"]],
        [["微博发布12条", "微信发布15条"]],
    ],
    ids=lambda rows: " ".join(map(str, rows[-1])),
)
def test_one_count_beside_a_label_is_told(rows):
    assert len(unread(*rows)) == 1


def test_one_figure_is_told_where_labels_of_a_form_stand():
    assert [one.sheets[0] for one in unread(["行政许可", ""], ["行政处罚", 7])] == ["t2"]
    assert unread(["行政许可", ""], ["行政处罚", ""]) == []


def test_what_labels_alone_made_a_table_is_told_with_one_figure():
    assert len(unread(["总计", 2508], layout="cell_per_line")) == 1


def test_each_digit_of_figures_that_run_together_may_be_one():
    assert len(unread(["工作信息", "12"], layout="run_on")) == 1


def test_a_sheet_is_not_missing_where_a_table_may_be_it():
    headless = [["一、本年新收政府信息公开申请数量", *NUMBERS], ["二、上年结转政府信息公开申请数量", *NUMBERS]]
    _, told = read(table(*headless))
    assert ("TABLE_UNREAD", "t3_requests") in told
    assert ("TABLE_MISSING", "t3_requests") not in told
    assert ("TABLE_MISSING", "t4_review_litigation") in told
    assert ("TABLE_UNREAD", "") not in told


def test_one_table_is_one_missing_sheet():
    rows = [["结果维持", "结果纠正"], [0, 4], ["一、本年新收政府信息公开申请数量", 5], ["予以公开", 3]]
    _, told = read(table(*rows))
    assert len({where for rule, where in told if rule == "TABLE_UNREAD"} & {"t3_requests", "t4_review_litigation"}) == 1


@pytest.mark.parametrize("cell", ["412\n发布信息3", "412 条", "约412", "4 12"])
def test_a_row_with_a_figure_among_words_is_told(cell):
    _, told = read(table(*requests(new_received=NUMBERS), ["另行办理", cell]))
    assert ("ROW_UNKNOWN", "t3_requests") in told


def test_a_row_without_a_label_is_told_and_the_numbers_of_columns_are_not():
    _, told = read(table(T3_HEADS, ["", *NUMBERS], *requests(new_received=NUMBERS)[1:], ["", *[0] * 7]))
    assert told.count(("ROW_UNKNOWN", "t3_requests")) == 1


def test_figures_under_no_label_refuse_the_blank_row_beside_them():
    *rows, fee = requests(new_received=NUMBERS, carried_over_in=[""] * 7)
    figures, told = read(table(*rows, ["", 4, 0, 0, 0, 0, 0, 4], fee))
    assert ("ROW_REFUSED", "t3_requests.carried_over_in") in told
    assert "t3_requests.new_received.total" in figures
    figures, _ = read(table(*rows, ["其中：线上", *NUMBERS], fee))
    assert figures["t3_requests.carried_over_in.total"] == ""


@pytest.mark.parametrize("line", ["7", "3 7"])
def test_a_line_of_figures_behind_a_row_with_blanks_refuses_it(line):
    *rows, fee = requests(new_received=NUMBERS, granted=[4, 0, 0, 0, 0, "", ""])
    blocks = [table(*rows), Paragraph(line, "p"), table(fee, number=2)]
    figures, told = read(*blocks)
    assert row_of(figures, "granted") == []
    assert ("ROW_REFUSED", "t3_requests.granted") in told
    assert row_of(figures, "new_received") == [str(number) for number in NUMBERS]
    figures, _ = read(table(*rows[:2], fee, rows[2]), Paragraph(line, "p"))
    assert row_of(figures, "granted") == []


@pytest.mark.parametrize("label", ["", "三、本年度办理结果"])
def test_a_row_of_which_the_last_figures_stand_on_the_next_line_is_refused(label):
    *rows, fee = requests(granted=[4, 0, 0, 0, 0, "", ""])
    figures, told = read(table(*rows, [label, "", "", "", "", "", 3, 7], fee))
    assert row_of(figures, "granted") == []
    assert ("ROW_REFUSED", "t3_requests.granted") in told
    figures, _ = read(table(*rows, [label, 9, "", "", "", "", 3, 7], fee))
    assert row_of(figures, "granted") == ["4", "0", "0", "0", "0", "", ""]


def test_half_a_label_over_the_other_half_with_figures_is_no_blank_row():
    *rows, fee = requests(new_received=NUMBERS)
    figures, told = read(table(*rows, ["二、上年结转政府信息", *[""] * 7], ["公开申请数量", *NUMBERS], fee))
    assert "t3_requests.carried_over_in.total" not in figures
    assert ("ROW_REFUSED", "t3_requests.carried_over_in") in told


def test_a_row_of_a_list_of_which_nothing_was_told_is():
    rows = table(["指标", "数量"], ["主动公开", 7], ["", 12], ["1", "一、主动公开情况"], ["填报：", 3])
    told = {row[0].locator for row in rows.rows[:2]}
    messages = [found.message for found in unlisted_rows([rows], told)]
    assert [message.rpartition(": ")[2] for message in messages] == [" | 12", "填报： | 3"]


def test_a_list_that_is_read_tells_its_rows():
    head = ["指标名称", "单位", "本年度"]
    named = ["主动公开政府信息数", "收到申请数", "申请答复总数", "网站公开政府信息数"]
    rows = [head, *([name, "条", number] for number, name in enumerate(named, 3)), ["单位负责人：", "条", 9]]
    result = recognise([Paragraph("附表", "text:L1"), table(*rows)], forms())
    assert len(result.indicators) + len(result.figures) >= 4
    assert ["单位负责人" in found.message for found in result.findings if found.rule == "ROW_UNKNOWN"] == [True]


def test_a_second_print_that_is_unread_is_told_beside_the_first():
    _, told = read(table(T2_HEADS, ["规章", 1, 0, 3]), table(*OWN, number=2))
    assert ("TABLE_UNREAD", "") in told
