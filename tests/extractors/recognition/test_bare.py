"""Text of a row or a cell a line: labels without figures, wrapped labels, misprinted heads over heads."""

import pytest

from tests.extractors.tables_by_hand import FEE, read, row_of
from xxgk.extractors.readers.text.layouts import blocks_of
from xxgk.extractors.readers.text.lines import Line

SEVEN = [str(number) for number in range(11, 18)]
OTHER = "（六）其他处理"


def requests_in_lines(rows, *, joint="  ", over="法人或其他组织"):
    """Lines of table 三 with rows (label to figures) and one before the end that has its figures; `joint` parts the
    cells of a row, `over` stands over the heads of organisations."""
    heads = ["申请人情况", "自然人", over, "总计", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
    begins = next(iter(rows)).startswith(("一、", "二、"))
    rows = {**({} if begins else {"（一）予以公开": SEVEN}), **rows, **({} if OTHER in rows else {FEE: SEVEN})}
    rows["四、结转下年度继续办理"] = SEVEN
    return "\n".join([joint.join(heads), *(joint.join([label, *cells]) for label, cells in rows.items())]).split("\n")


def read_lines(*lines):
    """Figure code to raw text, and the findings as (rule, where), of lines of text."""
    return read(*blocks_of([Line(line, number) for number, line in enumerate(lines, 1)]))


def test_rows_without_figures_between_whole_lines_are_blank_and_the_others_stay():
    rows = {"1.属于国家秘密": (), "2.其他法律行政法规禁止公开": (), "3.危及“三安全一稳定”": SEVEN}
    figures, _ = read_lines(*requests_in_lines(rows))
    assert row_of(figures, "denied_state_secret") == row_of(figures, "denied_prohibited_by_law") == [""] * 7
    assert row_of(figures, "denied_security_stability") == row_of(figures, "carried_over_out") == SEVEN


def test_what_no_label_is_beside_a_row_without_figures_leaves_all_in_doubt():
    rows = {"1.属于国家秘密": (), "○": (), "2.其他法律行政法规禁止公开": SEVEN}
    figures, _ = read_lines(*requests_in_lines(rows))
    assert row_of(figures, "denied_prohibited_by_law") == []


@pytest.mark.parametrize(("joint", "kept"), [("  ", SEVEN), ("\n", [])])
def test_only_lines_tell_that_the_first_row_has_no_figures(joint, kept):
    rows = {"一、本年新收政府信息公开申请数量": (), "二、上年结转政府信息公开申请数量": SEVEN}
    figures, _ = read_lines(*requests_in_lines(rows, joint=joint))
    assert row_of(figures, "carried_over_in") == kept


@pytest.mark.parametrize("joint", ["  ", "\n"])
def test_other_handling_of_2019_without_figures_is_a_blank_row(joint):
    figures, _ = read_lines(*requests_in_lines({OTHER: (), "（七）总计": SEVEN}, joint=joint))
    assert row_of(figures, "other_handling") == [""] * 7
    assert row_of(figures, "closed_total") == SEVEN


LICENSING = ["第二十条第（五）项", "信息内容", "上一年项目数量", "本年增/减", "处理决定数量"]


def test_a_label_is_wrapped_wherever_the_width_of_its_cell_ends():
    figures, _ = read_lines(*LICENSING, "行政许", "可", *"456", "其他对外管理服务", "事项", *"789")
    assert figures["t2_art20_5_licensing.admin_license.decisions"] == "6"
    assert figures["t2_art20_5_licensing.other_public_services.decisions"] == "9"


@pytest.mark.parametrize(
    ("head", "joint"), [("法人人或其他组织", "  "), ("法人或的他组织", "\n"), ("法人或其他组\n织", "\n")]
)
def test_a_head_over_heads_is_known_misprinted_or_wrapped(head, joint):
    lines = requests_in_lines({"1.属于国家秘密": SEVEN}, joint=joint, over=head)
    assert row_of(read_lines(*lines)[0], "denied_state_secret") == SEVEN


def test_a_misprint_of_what_stands_over_a_table_is_no_column_of_it():
    fees = "第第二十条第（八）项", "信息内容", "上一年项目数量", "本年增/减", "行政事业性收费"
    figures, _ = read_lines(*LICENSING, "行政许可", *"456", "其他对外管理服务事项", *"789", *fees, *"12")
    assert figures["t2_art20_8_fees.admin_fees.items_prev_year"] == "1"
