"""In text that runs on, the heading of the next table parts it from the one before, whatever its words."""

import pytest

from tests.extractors.tables_by_hand import read
from xxgk.extractors.labels.vocabulary import form_labels
from xxgk.extractors.readers.text.layouts import blocks_of
from xxgk.extractors.readers.text.lines import Line
from xxgk.extractors.readers.text.openings import borders
from xxgk.schema.document import Table

LICENSING = (
    "第二十条第（五）项信息内容本年处理决定数量行政许可12第二十条第（六）项信息内容本年处理决定数量行政处罚3行政强制"
)
NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
REQUESTS = f"{NOTE}申请人情况自然人法人或其他组织总计商业企业科研机构社会公益组织法律服务机构其他"
RESULTS = "结果维持结果纠正其他结果尚未审结总计"
CASES = f"行政复议行政诉讼{RESULTS}未经复议直接起诉复议后起诉{RESULTS}{RESULTS}"
ZEROS = "0" * 7
NEW, LAST = "一、本年新收政府信息公开申请数量", f"（六）其他处理{ZEROS}四、结转下年度继续办理"


def headings(text):
    """The text of each heading that parts two tables."""
    return [text[start:end] for start, end in borders(text, form_labels())]


@pytest.mark.parametrize("heading", ["", "三、申请办理数据", "申请办理数据", "本局办理的申请"])
def test_no_column_stands_left_of_labels_of_rows_so_what_is_there_is_a_heading(heading):
    assert headings(f"{LICENSING}6{heading}{REQUESTS}{NEW}{ZEROS}") == [heading]


@pytest.mark.parametrize("heading", ["四、复议诉讼数据", "复议诉讼数据", "复议和诉讼如下："])
def test_only_a_title_parts_a_table_without_labels_of_rows(heading):
    assert headings(f"{REQUESTS}{NEW}{ZEROS}{heading}{CASES}{'0' * 15}") == [heading]
    assert not headings(f"{REQUESTS}{NEW}{ZEROS}受理案件总数{CASES}{'0' * 16}")


@pytest.mark.parametrize("behind", ["（其中网上2件）", "件", "2024年申请办理数据", "序号", "序号（件）"])
def test_what_may_belong_to_the_figure_before_or_be_a_head_is_no_heading(behind):
    assert not headings(f"{LICENSING}6{behind}{REQUESTS}{NEW}{ZEROS}")


def test_a_last_row_without_figures_is_no_heading():
    assert headings(f"{REQUESTS}{NEW}{ZEROS}{LAST}四、复议诉讼数据{CASES}{'0' * 15}") == ["四、复议诉讼数据"]


def test_a_heading_of_its_own_costs_no_figure_of_either_table_even_where_blanks_stand_in_the_heads():
    spaced = " ".join(CASES)
    text = f"{REQUESTS}{NEW}{ZEROS}{LAST}{ZEROS}四、复议诉讼数据{spaced}{'0' * 15}"
    blocks = list(blocks_of([Line(text, 1)]))
    figures, _ = read(*blocks)
    assert sum(isinstance(block, Table) for block in blocks) == 2
    assert len(figures) == 3 * 7 + 15
