"""The ways in which a table survives in text: rows and cells as printed, with the place of each."""

import pytest

from xxgk.extractors.labels.vocabulary import form_labels
from xxgk.extractors.readers.text import tabbed
from xxgk.extractors.readers.text.layouts import blocks_of
from xxgk.extractors.readers.text.lines import Line, printed
from xxgk.schema.document import Paragraph, Table


def blocks(text):
    return list(blocks_of([Line(printed(line), number) for number, line in enumerate(text.splitlines(), 1)]))


def only_table(text):
    (table,) = [block for block in blocks(text) if isinstance(block, Table)]
    return table


def rows(text):
    return [[cell.text for cell in row] for row in only_table(text).rows]


def test_pipe_rows_keep_their_empty_cells():
    text = "规章 | 1 |  | 3 |\n| 行政许可 | 5 |\n"
    assert rows(text) == [["规章", "1", "", "3", ""], ["", "行政许可", "5", ""]]
    assert only_table(text).layout == "pipe_rows"
    assert only_table(text).rows[0][1].locator == "text:L1/c2"


def test_bars_around_the_rows_are_no_cells_where_all_rows_have_them():
    assert rows("| 规章 | 1 |  | 3 |\n|  | 行政许可 | 5 |\n") == [["规章", "1", "", "3", ""], ["", "行政许可", "5", ""]]


def test_a_bar_in_a_sentence_makes_no_table():
    prose = "推送《潮汐播报|每日水情》共52期。"
    assert [type(block) for block in blocks(f"{prose}\n规章 | 1 | 2 | 3 |\n")] == [Paragraph, Table]
    assert [type(block) for block in blocks("热线（12345|市民服务）一号受理\n")] == [Paragraph]


def test_a_row_of_tabs_without_figures_parts_no_table():
    assert rows("规章\t1\t2\t3\n行政规范性文件\t\t\t\n\t\t\n行政许可\t5") == [
        ["规章", "1", "2", "3"],
        ["行政规范性文件", "", "", ""],
        ["", "", ""],
        ["行政许可", "5"],
    ]


def test_markdown_tables_lose_their_rules_and_marks():
    text = "| 信息内容 | **本年制发件数** |\n|---|:--:|\n| 行政<br>许可 | 5 |\n"
    assert rows(text) == [["信息内容", "本年制发件数"], ["行政\n许可", "5"]]
    assert only_table(text).layout == "markdown_table"


def test_tabs_part_the_cells_of_a_row():
    assert rows("规章\t1\t\t3\n行政许可\t5") == [["规章", "1", "", "3"], ["行政许可", "5"]]


TABBED = "\t规章\n\t1\n\t\n\t3\n\n\t行政规范\n性文件\n\t4\n\t5\n\t6\n"


def test_one_cell_a_line_behind_a_tab():
    assert rows(TABBED) == [["规章", "1", "", "3"], ["行政规范\n性文件", "4", "5", "6"]]
    assert only_table(TABBED).rows[1][1].locator == "text:L8"


def test_a_title_ends_a_tabbed_table():
    text = TABBED + "\n\n三、收到和处理政府信息公开申请情况\n\n正文。\n"
    assert [type(block) for block in blocks(text)] == [Table, Paragraph, Paragraph]


def test_a_short_word_behind_two_empty_lines_is_in_no_cell_of_a_tabbed_table():
    found = [block.text if isinstance(block, Paragraph) else block.rows[-1][-1].text for block in blocks(TABBED_NOTED)]
    assert found == ["6", "备注", "6"]


TABBED_NOTED = TABBED + "\n\n备注\n" + TABBED
TABBED_TWICE = TABBED + "\n\n单位：件\n" + TABBED


def test_a_line_between_two_tabbed_tables_is_in_no_cell_of_them():
    found = [block.text if isinstance(block, Paragraph) else block.rows[-1][-1].text for block in blocks(TABBED_TWICE)]
    assert found == ["6", "单位：件", "6"]


def test_a_few_tabs_are_no_table():
    assert tabbed.table_end([Line("\t正文", 1), Line("正文", 2)], 0) == 0


def test_one_cell_a_line_without_tabs():
    table = only_table("规章\n1\n2\n3\n行政规范性文件\n4\n5\n6\n行政许可\n7\n")
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["规章", "1", "2", "3"], ["行政规范性文件", "4", "5", "6"], ["行政许可", "7"],
    ]  # fmt: skip
    assert table.layout == "cell_per_line"


def test_one_row_a_line_with_spaces():
    table = only_table("规章  1  2  3\n行政规范性文件  4  5  6\n行政许可  7\n")
    assert [[cell.text for cell in row] for row in table.rows][1] == ["行政规范性文件", "4", "5", "6"]
    assert table.layout == "row_per_line"


def test_run_on_text_is_parted_at_labels_and_keeps_fused_digits():
    table = only_table("信息内容本年制发件数本年废止件数现行有效件数规章000行政规范性文件0012行政许可5")
    values = {row[-2].text: row[-1].text for row in table.rows}
    assert values["规章"] == "000"
    assert values["行政规范性文件"] == "0012"
    assert table.layout == "run_on"


def test_the_number_of_the_next_label_is_no_figure():
    table = only_table(
        "（六）其他处理1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请00000003.其他0000000"
    )
    assert [row[-1].text for row in table.rows] == ["0000000", "0000000"]


def test_a_year_in_a_label_is_no_figure():
    assert rows("行政许可(2020年)12行政处罚3") == [["行政许可(2020年)", "12"], ["行政处罚", "3"]]


def test_a_short_label_is_not_torn_out_of_an_unknown_one():
    words = "辖区其他事项"
    assert form_labels().segments(words) == [(0, len(words))]


LIST = "指标名称 单位 2012年度\n受理申请总数 件 8\n当面申请数 件 5\n网上申请数 件 3\n传真申请数 件 0\n"


def test_a_list_ends_at_a_figure_without_a_unit():
    assert [row[0] for row in rows(LIST + "联系电话 12345678\n信函申请数 件 2\n")][1:] == [
        "受理申请总数", "当面申请数", "网上申请数", "传真申请数", "联系电话",
    ]  # fmt: skip


def test_a_few_rows_under_heads_are_no_list():
    assert not any(isinstance(block, Table) for block in blocks("\n".join(LIST.splitlines()[:3])))


def test_figures_that_run_into_the_numbers_of_rows_are_not_read():
    table = only_table("序号" + "".join(LIST.split()))
    assert {cell.unreadable for row in table.rows[1:] for cell in row if cell.text.isdigit()} == {"numbers of rows"}


def test_a_fused_figure_carries_its_characters():
    line = "行政许可12行政处罚345"
    for row in only_table(line).rows:
        start, end = row[-1].locator.partition("@")[2].split("-")
        assert line[int(start) : int(end)] == row[-1].text


@pytest.mark.parametrize(
    "line", ["全年作出行政许可12件。", "行政许可12件，行政处罚3件。", "行政许可工作取得进展", "2023年"]
)
def test_prose_is_no_table(line):
    assert all(isinstance(block, Paragraph) for block in blocks(line))


def test_a_report_in_one_line_is_parted_at_its_titles():
    prose = "工作平稳有序推进，各项任务按期完成。" * 30
    titles = ["一、总体情况", "二、主动公开政府信息情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项"]
    text = f"{titles[0]}{prose}{titles[1]}{titles[2]}{prose}{titles[3]}无。"
    texts = [block.text for block in blocks(text)]
    assert [text for text in texts if text in titles] == titles
    assert "".join(texts) == text


def test_markdown_headings_are_headings():
    (first, second) = blocks("## 一、总体情况\n**平稳**。\n")
    assert (first.text, first.heading, second.text) == ("一、总体情况", True, "平稳。")
