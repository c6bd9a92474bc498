"""What stands in a cell with a figure is read whole, or its figure not at all: `raw` is everything that is printed."""

from dataclasses import replace
from random import Random

import pytest

from tests.extractors.readers.text.test_list_heads import read
from tests.extractors.tables_by_hand import FEE
from tests.generate.document import compose
from tests.generate.mutate import _map_cells
from tests.generate.noise import QUIET
from tests.generate.renderers import RENDERERS
from tests.generate.truth import FULL_WIDTH, Options, random_truth
from xxgk.extractors.document import extract
from xxgk.extractors.readers.text.lines import Line
from xxgk.extractors.readers.text.stream import blocks_of

FIVE = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
STRANGE = (
    "6O",
    "1O2",
    "658/0",
    "3-5",
    "5%",
    "12千",
    "12.",
    "1:2",
    "<5",
    "5+",
    "(12",
    "12)",
    "5个百分点",
    "12（含5",
    "5①",
)
PENALTY, COERCION = (f"t2_art20_6_enforcement.admin_{name}.decisions" for name in ("penalty", "coercion"))
NAMES = ["html", "docx", "xlsx", *(name for name in RENDERERS if RENDERERS[name].reader == "text")]


def printed(name, truth, text):
    """The report of a truth in which 行政处罚 prints a text."""
    document = _map_cells(
        compose(truth, QUIET, Random(5)), lambda cell: cell._replace(text=text) if cell.code == PENALTY else cell
    )
    return extract(RENDERERS[name].write(document, QUIET, Random(5)), f"report{RENDERERS[name].suffix}")


@pytest.mark.parametrize("name", NAMES)
def test_a_cell_with_more_than_a_number_is_no_number_and_is_told_whole(name):
    truth = random_truth(Random(5), Options(scale="single"))
    for strange in STRANGE:
        report = printed(name, truth, strange)
        figures = {figure.code: figure for figure in report.figures}
        assert PENALTY not in figures or figures[PENALTY][1:5] == (None, "件", "text", strange), strange
        assert any(found.where and PENALTY.startswith(found.where) for found in report.findings), strange
        assert COERCION not in figures or figures[COERCION].value == truth.expected(COERCION)[0], strange


def cells(text):
    return [[cell.text for cell in row] for block in blocks_of([Line(text, 1)]) for row in block.rows]


def test_what_parts_two_cells_or_is_a_unit_stays_what_it_is():
    assert cells("行政处罚12件，行政强制3 件行政许可1,204") == [
        ["行政处罚", "12件"],
        ["，行政强制", "3 件"],
        ["行政许可", "1,204"],
    ]
    assert cells("1.属于国家秘密00000002.其他法律行政法规禁止公开0000000") == [
        ["1.属于国家秘密", "0000000"],
        ["2.其他法律行政法规禁止公开", "0000000"],
    ]
    assert cells("行政许可12.第二十条第（六）项信息内容行政处罚3")[0] == ["行政许可", "12."]
    assert cells("行政处罚12.行政强制3") == [["行政处罚", "12."], ["行政强制", "3"]]


def test_a_figure_and_the_number_of_the_next_label_may_begin_a_word_together():
    assert cells("1.属于国家秘密 0 0 0 1 0 0 12.其他法律行政法规禁止公开 0 0 0 0 0 0 03.危及“三安全一稳定” 0") == [
        ["1.属于国家秘密", "0", "0", "0", "1", "0", "0", "1"],
        ["2.其他法律行政法规禁止公开", "0", "0", "0", "0", "0", "0", "0"],
        ["3.危及“三安全一稳定”", "0"],
    ]
    assert cells("1.属于国家秘密 0 14.其他法律行政法规禁止公开 0")[1][0] == "14.其他法律行政法规禁止公开"


def test_a_numbered_label_behind_one_without_figures_is_no_part_of_it():
    """2. is followed by 3. and by a total in pieces: none of their figures is that of 2."""
    label = "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"
    first, second, *_ = cells(f"1.属于国家秘密0000000{label}3.其他（七）总 计无0000无0")[1:]
    assert (first, second[0]) == ([label], "3.其他")


@pytest.mark.parametrize("strange", ["6O", "1O2", "658/0", "3-5", "5%"])
def test_so_it_is_in_a_list(strange):
    rows = f"主动公开信息数条40其中：1.政府网站公开数条{strange}2.政府公报公开数条1受理政府信息公开申请总数条3"
    told, rules = read(f"指标名称单位本年度{rows}其中：1.当面申请数条1")
    assert [told.get((code, "year")) for code in ("disclosed_total", "disclosed_via_website")] == [40, None]
    assert rules & {"ROW_REFUSED", "INDICATOR_MISSING"}


def test_full_width_digits_that_run_together_are_parted_like_others_and_told_as_printed():
    truth = random_truth(Random(5), Options(scale="single"))
    plain = extract(RENDERERS["text_run_on"](truth, QUIET, Random(5)), "report.txt")
    wide = truth.cells["t3_requests.granted.total"].translate(FULL_WIDTH)
    cells = {code: text.translate(FULL_WIDTH) if code.startswith("t3") else text for code, text in truth.cells.items()}
    report = extract(RENDERERS["text_run_on"](replace(truth, cells=cells), QUIET, Random(5)), "report.txt")
    assert [(one.code, one.value, one.locator) for one in report.figures] == [
        (one.code, one.value, one.locator) for one in plain.figures
    ]
    assert {one.code: one.raw for one in report.figures}["t3_requests.granted.total"] == wide


def test_a_sign_behind_a_blank_stands_in_the_next_cell():
    lines = ["申请人情况", "一、本年新收政府信息公开申请数量 1 2 3 4 5 √ 15", "—3—", FEE + " 0 0 0 0 0 0 0"]
    figures = {figure.code: figure.raw for figure in extract("\n".join(lines).encode(), "report.txt").figures}
    assert not any("new_received" in code for code in figures)


def test_heads_of_which_the_first_is_unknown_are_heads_all_the_same():
    heads = "法人 自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他"
    lines = [heads, "一、本年新收政府信息公开申请数量 2 1 1 0 0 0 0", FEE + " 0 0 0 0 0 0 0"]
    report = extract("\n".join(lines).encode(), "report.txt")
    assert not report.figures
    assert "TABLE_QUARANTINED" in {found.rule for found in report.findings if found.where == "t3_requests"}


@pytest.mark.parametrize("page", ["- 3 -", "—3—", "– 12 –"])
def test_the_number_of_a_page_is_no_cell_of_the_row_before_it(page):
    lines = ["申请人情况", "一、本年新收政府信息公开申请数量", *"123456", page, FEE, *"0000000"]
    figures = {figure.code: figure.raw for figure in extract("\n".join(lines).encode(), "report.txt").figures}
    assert not any("new_received" in code for code in figures)


def test_a_bar_that_begins_a_line_of_markdown_has_no_cell_before_it():
    heads = (
        [*["行政复议"] * 5, *["行政诉讼"] * 10],
        [*FIVE, *["未经复议直接起诉"] * 5, *["复议后起诉"] * 5],
        [""] * 5 + FIVE * 2,
    )
    lines = [f"| {' | '.join(row)} |" for row in heads]
    lines[1:1] = ["|---" * 15 + "|"]
    lines[2] = lines[2].removeprefix("| ")
    report = extract("\n".join([*lines, "| 1 | 0 | 0 |  | 1" + " | 0" * 9]).encode(), "report.md")
    assert {figure.code.rpartition(".")[2]: figure.raw for figure in report.figures}.get("review_upheld", "1") == "1"


@pytest.mark.parametrize("marks", ["-" * 7, "无" * 7])
def test_a_row_of_nothing_but_marks_takes_no_figures_of_the_next(marks):
    heads = "申请人情况自然人商业企业科研机构社会公益组织法律服务机构其他总计"
    data = f"{heads}（一）予以公开1000001{FEE}{marks}3.其他0000000（七）总计1000001".encode()
    figures = {figure.code: figure.raw for figure in extract(data, "report.txt").figures}
    assert {raw for code, raw in figures.items() if "fee_unpaid" in code} <= {marks[0]}
    assert {raw for code, raw in figures.items() if "other_other" in code} <= {"0"}
