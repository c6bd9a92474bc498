"""What stands beside a table, or between its parts, takes no figure of it: texts as real sites leave them."""

from random import Random

import pytest

from tests.generate.copied import COPIED, TEARING
from tests.generate.crawled import TROUBLES
from tests.generate.document import Document, Grid, Heading, Para, compose
from tests.generate.lists import random_list
from tests.generate.noise import QUIET
from tests.generate.render_text import text_run_on, text_spaced, text_tabbed
from tests.generate.renderers import RENDERERS
from tests.generate.truth import Options, random_truth
from xxgk.extractors.document import extract
from xxgk.schema.report import QUARANTINED

ALL = {**TROUBLES, **COPIED, **TEARING}


@pytest.fixture(scope="module")
def truth():
    """Every figure has one digit, so that digits which run together have one reading."""
    return random_truth(Random(3), Options(scale="single"))


def read(truth, write, *troubles, change=lambda document: document):
    rng = Random(5)
    document = compose(truth, QUIET, rng)
    for name in troubles:
        document = ALL[name](document, rng)
    report = extract(write(change(document), QUIET, rng), "report.txt")
    return {figure.code: (figure.value, figure.state) for figure in report.figures}


def before_tables(text):
    def change(document: Document) -> Document:
        blocks = [
            one for block in document.blocks for one in ([Para(text), block] if isinstance(block, Grid) else [block])
        ]
        return Document(document.title, document.agency, document.year, document.published, tuple(blocks))

    return change


@pytest.mark.parametrize("caption", ["附表：", "填报单位（盖章）："])
def test_a_caption_before_a_table_in_text_that_runs_on_with_spaces_takes_nothing(truth, caption):
    assert read(truth, text_spaced, change=before_tables(caption)) == truth.expectations


@pytest.mark.parametrize("trouble", ["prose_behind_tables", "fragments", "headings_of_its_own"])
def test_a_note_a_caption_or_a_heading_of_its_own_behind_the_last_figure_is_none_of_its_cell(truth, trouble):
    assert read(truth, text_run_on, trouble) == truth.expectations


@pytest.mark.parametrize("trouble", ["headings_of_its_own", "fragments", "captions"])
def test_a_line_between_two_tables_of_cells_behind_tabs_is_in_no_cell(truth, trouble):
    assert read(truth, text_tabbed, trouble) == truth.expectations


def test_headings_that_are_labels_of_the_form_do_not_part_its_table(truth):
    found = read(truth, RENDERERS["markdown"].write, "headings_that_are_labels")
    assert found == truth.expectations


def test_a_heading_of_its_own_still_parts_two_tables(truth):
    """A second print of a table under a heading that is no label is not its next part."""

    def twice(document: Document) -> Document:
        blocks = (*document.blocks, Heading(2, "", "上一年的表"), document.grids[1])
        return Document(document.title, document.agency, document.year, document.published, blocks)

    assert read(truth, RENDERERS["markdown"].write, change=twice) == truth.expectations


@pytest.mark.parametrize("write", [text_run_on, text_spaced])
def test_a_short_report_of_free_words_in_one_line_is_loaded(write):
    listed = random_list(Random(1), "stat_2008_shanghai").document
    document = Document(listed.title, listed.agency, listed.year, listed.published, listed.blocks[:-2])
    assert extract(write(document, QUIET, Random(1)), "report.txt").outcome != QUARANTINED


def test_a_list_of_one_column_prints_the_rows_of_real_annexes():
    labels = (
        "主动公开文件数", "其中：1.网站公开", "2.政府公报公开", "受理依申请公开信息总数",
        "其中：1.当面申请数", "2.传真申请数", "3.电子邮件申请数", "4.网上申请数", "5.信函申请数",
        "6.其它形式申请数", "对申请的答复总数", "其中：1.同意公开答复数", "2.同意部分公开答复数",
        "3.否决公开答复总数", "行政复议数", "行政诉讼数",
    )  # fmt: skip
    rows = "".join(f"{label} 条 {number}\n" for number, label in enumerate(labels))
    text = f"示例市林业局2012年政府信息公开年度报告\n一、概述\n平稳。\n附表\n指标名称 计量单位 年末统计\n{rows}"
    report = extract(text.encode(), "report.txt")
    assert [figure.value for figure in report.figures] == list(range(len(labels)))
    assert report.indicators == ()
    assert "stat_2009_fujian.reply_denied.year" in {figure.code for figure in report.figures}


FEES = (
    "第二十条第（八）项信息内容上一年项目数量本年增/减行政事业性收费{}"
    "第二十条第（九）项信息内容采购项目数量采购总金额政府集中采购00"
)


@pytest.mark.parametrize(("printed", "change"), [("16减12", -12), ("16 减少12", -12), ("16增5", 5)])
def test_a_change_whose_sign_is_a_word_is_read(printed, change):
    head = "第二十条第（一）项信息内容本年新制作数量本年新公开数量对外公开总数量规章000规范性文件000"
    text = f"示例市林业局2020年政府信息公开工作年度报告\n二、主动公开政府信息情况\n{head}{FEES.format(printed)}\n"
    report = extract(text.encode(), "report.txt")
    told = {one.code: (one.value, one.state) for one in report.figures if ".admin_fees." in one.code}
    assert list(told.values()) == [(16, "number"), (change, "annotated")]


def test_a_heading_without_number_between_tables_of_cells_behind_tabs_is_in_no_cell(truth):
    assert read(truth, text_tabbed, "headings_that_are_labels") == truth.expectations
    assert read(truth, text_tabbed, "headings_of_its_own", "headings_without_numbers") == truth.expectations


def test_a_note_behind_an_empty_line_stays_in_its_cell():
    rows = "".join(
        f"\t{label}\n\t{value}\n\n" for label, value in (("信息内容", "本年处理决定数量"), ("行政许可", "3"))
    )
    title = "示例市林业局2023年政府信息公开工作年度报告"
    text = f"{title}\n\t第二十条第（五）项\n\n{rows}（其中线上2件）\n\n\t行政处罚\n\t4\n"
    told = [one.raw for one in extract(text.encode(), "report.txt").figures if "admin_license" in one.code]
    assert "".join(told[0].split()) == "3（其中线上2件）"


@pytest.mark.parametrize("write", [text_run_on, text_spaced])
def test_a_heading_without_number_before_heads_that_blanks_broke_costs_no_table(truth, write):
    found = read(truth, write, "headings_of_its_own", "headings_without_numbers", "blanks_in_heads")
    assert found == truth.expectations


def test_the_row_without_a_label_in_lines_of_bars_is_read_though_it_begins_with_a_blank(truth):
    text = RENDERERS["text_pipes"](truth, QUIET, Random(1)).decode()
    cases = [code for code in truth.cells if code.startswith("t4_")]
    row = " | ".join(truth.cells[code] for code in cases)
    blank = " | ".join(["", *["1"] * 2, *[""] * 11, "5"])
    report = extract(text.replace(row, blank).encode(), "report.txt")
    told = [figure.value for figure in report.figures if figure.code.startswith("t4_")]
    assert told == [None, 1, 1, *[None] * 11, 5]
