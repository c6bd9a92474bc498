"""Indicator lists without rules: read below their heads; a label over several lines where it is known."""

import pytest

from tests.generate.pdf_file import Page, write
from xxgk.extractors.document import extract
from xxgk.extractors.readers.pdf import reader as pdf
from xxgk.schema.document import Table

LEFT = (40, 300, 360, 440)
HEADS = ("统计指标", "单位", "2016年", "历年累计")
ROWS = [
    ("主动公开政府信息数", "条", "12", "345"),
    ("政府公报公开政府信息数", "条", "3", "30"),
    ("政府网站公开政府信息数", "条", "9", "315"),
    ("收到申请数", "件", "7", "21"),
]


def page_of(*lines, page=None, first=100):
    """A page of lines, each the texts of its columns."""
    page = page or Page()
    for number, line in enumerate(lines):
        for x, text in zip(LEFT, line, strict=False):
            if text:
                page.text(x, first + 14 * number, 8, text)
    return page


def rows(*pages):
    """The rows of lists: the texts of each, None for what is not to be read; without the heads."""
    blocks = pdf.read(write(list(pages))).blocks
    tables = [block for block in blocks if isinstance(block, Table) and block.layout == "aligned_table"]
    return [[None if cell.unreadable else cell.text for cell in row] for table in tables for row in table.rows[1:]]


def test_a_row_is_its_label_its_unit_and_its_figures():
    assert rows(page_of(HEADS, *ROWS)) == list(map(list, ROWS))


def test_a_blank_is_known_by_its_column():
    lines = [*ROWS[:2], ("政府网站公开政府信息数", "条", "", "315"), ROWS[3]]
    assert rows(page_of(HEADS, *lines)) == list(map(list, lines))
    lines = [*ROWS[:2], ("政府网站公开政府信息数", "条"), ROWS[3], ROWS[2]]
    assert rows(page_of(HEADS, *lines))[2] == ["政府网站公开政府信息数", "条", "", ""]


def test_heads_may_stand_on_several_lines():
    assert rows(page_of(("", "单"), (HEADS[0], "", *HEADS[2:]), ("", "位"), *ROWS)) == list(map(list, ROWS))


def test_heads_that_are_printed_again_are_no_row():
    assert rows(page_of(HEADS, *ROWS[:2]), page_of(HEADS, *ROWS[2:], first=40)) == list(map(list, ROWS))


def test_numbers_of_rows_are_no_part_of_labels():
    page = page_of(HEADS, *ROWS)
    page.text(16, 100, 8, "序号")
    for number in range(4):
        page.text(20, 114 + 14 * number, 8, str(number + 1))
    assert rows(page) == list(map(list, ROWS))


def test_a_known_label_stands_above_and_below_its_figures():
    lines = [*ROWS, ("对本部门首次处理不满意的行",), ("", "件", "5", "6"), ("政申诉数",)]
    assert rows(page_of(HEADS, *lines))[-1] == ["对本部门首次处理不满意的行政申诉数", "件", "5", "6"]


def test_an_unknown_label_is_believed_where_nothing_stands_near():
    lines = [*ROWS, ("惠民驿站办理数", "件", "5", "6")]
    assert rows(page_of(HEADS, *lines))[-1] == list(lines[-1])
    doubtful = rows(page_of(HEADS, *ROWS, ("惠民驿站",), ("办理数", "件", "5", "6"), ("申请办结数", "件", "7", "8")))
    assert doubtful[-2][2:] == [None, None]
    assert doubtful[-1] == ["申请办结数", "件", "7", "8"]


def test_a_figure_that_two_labels_may_claim_is_not_read():
    doubtful = rows(page_of(HEADS, *ROWS[:3], ("收到申请数",), ("", "件", "5", "6"), ("申请办结数",), ROWS[3]))
    assert ["", "件", None, None] in doubtful
    assert not any(row[0] in ("收到申请数", "申请办结数") and "" in row[2:] for row in doubtful), "no blank is told"


def test_a_figure_beside_its_column_is_not_read():
    page = page_of(HEADS, *ROWS)
    page.text(400, 170, 8, "99")
    page.text(40, 170, 8, "申请办结数")
    assert rows(page)[-1] == ["申请办结数", "", None, None]


@pytest.mark.parametrize(("between", "row"), [(" ", "\n"), ("\n", "\n"), ("", "")])
def test_a_list_of_which_no_table_was_made_is_told(between, row):
    text = row.join(between.join(cells) for cells in ROWS)
    report = extract(f"某局2016年政府信息公开工作年度报告\n\n单\n{text}\n".encode(), "x.txt")
    told = [one.message for one in report.findings if one.rule == "LIST_NOT_READ"]
    assert [message[:48] for message in told] == ["4 rows of an indicator list stand in running text"[:48]]
