"""A row whose label or whose place is doubtful is refused, and so are its neighbours where their figures may be its."""

import pytest

from tests.extractors.tables_by_hand import (
    FEE,
    FORM,
    NAMES,
    REQUESTS,
    T2_HEADS,
    T3_HEADS,
    T4_HEADS,
    read,
    requests,
    row_of,
    table,
)
from xxgk.extractors.document import extract
from xxgk.extractors.recognition.recognise import recognise
from xxgk.schema.document import Cell, Paragraph, Table

NEW, IN = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"
GRANTED, OUT = "（一）予以公开", "四、结转下年度继续办理"
SEVEN, ONES = [str(number) for number in range(11, 18)], ["1"] * 7
REPORT = "示例市青禾区水利局2023年政府信息公开工作年度报告\n一、总体情况\n平稳。"
PROSE = Paragraph("上一部分到此结束，下面是另一单位的情况。", "html:p[1]")


def rules(findings, where):
    return {rule for rule, place in findings if place == where}


def test_figures_beside_a_label_without_figures_are_not_believed_where_only_labels_part_rows():
    rows = (["申请人情况"], [NEW], [IN, *SEVEN], [GRANTED, *ONES], ["八、某项"], [FEE, *SEVEN])
    figures, findings = read(table(*rows, layout="cell_per_line"))
    assert row_of(figures, "new_received") == row_of(figures, "carried_over_in") == []
    assert row_of(figures, "granted") == ONES
    assert rules(findings, "t3_requests.carried_over_in") == {"ROW_REFUSED"}


def test_a_label_that_runs_into_the_next_one_is_a_row_without_figures():
    figures, _ = read(table(["申请人情况"], [NEW, *SEVEN], [IN, GRANTED, *ONES], [FEE, *SEVEN], layout="run_on"))
    assert row_of(figures, "granted") == row_of(figures, "new_received") == []


@pytest.mark.parametrize(("fee", "kept"), [(SEVEN, ONES), ([], [])])
def test_a_row_out_of_its_place_is_not_read_where_a_label_stands_without_figures(fee, kept):
    rows = ["申请人情况"], [GRANTED, *ONES], [NEW, *SEVEN], [IN, *SEVEN], ["1.属于国家秘密", *SEVEN], [FEE, *fee]
    assert row_of(read(table(*rows, layout="cell_per_line"))[0], "granted") == kept


def test_a_label_cut_over_two_cells_is_one_label():
    rows = requests(new_received=SEVEN)
    rows[1] = ["一、本年新收政府", "信息公开申请数量", *SEVEN]
    assert row_of(read(table(*rows))[0], "new_received") == SEVEN


def test_a_label_keeps_its_figures_behind_words_of_its_own():
    rows = requests(new_received=SEVEN)
    rows[1] = [NEW, "（详见附件）", *SEVEN]
    assert row_of(read(table(*rows))[0], "new_received") == SEVEN


@pytest.mark.parametrize("sign", ["○", "√", "※"])
def test_a_sign_in_the_first_cell_is_no_part_of_the_label_before_it(sign):
    rows = [[*row, ""] for row in requests(new_received=[sign, *SEVEN[1:]], granted=SEVEN)]
    rows[2:2] = [["三、本年度办理结果", "（三）不予公开"]]
    assert row_of(read(table(*rows))[0], "new_received") == [sign, *SEVEN[1:]]


def test_the_heads_of_another_table_are_no_row_without_figures():
    heads = ["行政复议", "行政诉讼", "结果维持", "总计"]
    figures, _ = read(
        table(heads, [*["结果维持"] * 3, *SEVEN], ["（七）总计", *SEVEN], [FEE, *SEVEN], layout="cell_per_line")
    )
    assert row_of(figures, "closed_total") in (SEVEN, [])


def test_a_cell_with_a_number_of_its_own_is_no_part_of_the_label_before_it():
    rows = requests(granted=SEVEN)
    rows.insert(2, ["2.其他法律行政法规", "3.禁止公开", *ONES])
    assert row_of(read(table(*rows))[0], "denied_prohibited_by_law") == []


def test_a_label_alone_in_its_row_is_not_the_row():
    rows = requests(new_received=SEVEN)
    figures, _ = read(table([NEW], [GRANTED]), table(*rows, number=2))
    assert row_of(figures, "new_received") == SEVEN


@pytest.mark.parametrize("again", [ONES, ["", *SEVEN]])
def test_a_row_that_is_printed_twice_with_other_figures_is_refused(again):
    rows = requests(new_received=SEVEN, granted=SEVEN)
    figures, findings = read(table(*rows[:2], [NEW, *again], *rows[2:]))
    assert (row_of(figures, "new_received"), row_of(figures, "granted")) == ([], SEVEN)
    assert "ROW_REPEATED" in rules(findings, "t3_requests.new_received")


def test_heads_on_several_lines_are_in_order_or_not_as_one_row():
    """One of them is misprinted, so that neither line shows by itself that a head was printed before its place."""
    heads = ["申请人情况", "其他"], ["自然人", *NAMES[1:4], "法律服务机沟", "总计"]
    figures, findings = read(table(*heads, [NEW, *SEVEN], [FEE, *SEVEN], layout="cell_per_line"))
    assert (figures, rules(findings, "t3_requests")) == ({}, {"TABLE_QUARANTINED"})


def test_a_head_that_reads_like_a_row_is_not_the_row():
    """总计 stands over the last column, and is the seventh result."""
    rows = table([FEE, *SEVEN], ["（七）总计", *SEVEN], [OUT, *SEVEN], number=2)
    assert row_of(read(table([*T3_HEADS, ""]), rows)[0], "closed_total") == SEVEN


@pytest.mark.parametrize(("left_out", "kept"), [(0, ["1", "2", "3"]), (1, [])])
def test_fused_digits_that_nothing_binds_are_read_before_a_label_in_a_document_without_blanks(left_out, kept):
    whole = table(T3_HEADS, *([row.label, *["0"] * 7] for row in REQUESTS.rows[left_out:]))
    fused = table(T2_HEADS, ["规章", "123"], ["行政规范性文件", "456"], layout="run_on")
    places = (tuple(cell._replace(locator=f"x{cell.locator}@0-3") for cell in row) for row in fused.rows)
    figures, _ = read(Table(tuple(places), "x", "run_on", 4), PROSE, whole)
    assert [raw for code, raw in figures.items() if code.startswith("t2")] == kept


def test_in_a_stream_a_row_of_some_of_its_figures_is_refused():
    figures, findings = read(table(T3_HEADS, [NEW, "1", "2", "3"], [FEE, *SEVEN], layout="cell_per_line"))
    assert row_of(figures, "new_received") == []
    assert "ROW_REFUSED" in rules(findings, "t3_requests.new_received")


def test_in_a_stream_a_short_line_of_figures_is_not_the_row_of_table_four():
    cases = [str(number) for number in range(15)]
    heads = [[text for text in row if text] for row in T4_HEADS]
    figures, _ = read(table([*heads[0], "1", "2", "3"], *heads[1:], cases, layout="cell_per_line"))
    assert list(figures.values()) == cases


def test_heads_that_print_different_units_refuse_an_amount():
    heads = ["信息内容", "采购项目数量", "采购总金额（万元）"], ["政府集中采购", "3", "5"]
    assert "5" in read(table(*heads))[0].values()
    figures, findings = read(table(*heads[:1], ["信息内容", "采购项目数量", "采购总金额（元）"], *heads[1:]))
    assert "5" not in figures.values()
    assert "ROW_REFUSED" in {rule for rule, _ in findings}


def test_copies_of_a_sheet_behind_prose_must_agree():
    first, second = requests(new_received=SEVEN, granted=SEVEN), requests(new_received=ONES, granted=SEVEN)
    figures, findings = read(table(*first), PROSE, table(*second, number=2))
    assert (figures, rules(findings, "t3_requests")) == ({}, {"TABLE_QUARANTINED"})
    figures, findings = read(table(*first), PROSE, table(*first, number=2))
    assert row_of(figures, "new_received") == SEVEN
    assert ("TABLE_REPEATED", "t3") in findings


def test_a_sheet_that_is_not_understood_in_one_place_is_not_taken_from_another():
    swapped = requests(carried_over_in=SEVEN)
    swapped[0] = [swapped[0][0], *reversed(swapped[0][1:])]
    for order in ((requests(new_received=SEVEN), swapped), (swapped, requests(new_received=SEVEN))):
        figures, findings = read(table(*order[0]), PROSE, table(*order[1], number=2))
        assert (figures, rules(findings, "t3_requests")) == ({}, {"TABLE_QUARANTINED"})


def test_tables_of_two_forms_behind_prose_are_not_put_together():
    other = table(["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"], ["规范性文件", 4, 5, 6], number=2)
    figures, findings = read(table(T2_HEADS, ["规章", 1, 2, 3]), PROSE, other)
    assert figures == {}
    assert "TABLE_QUARANTINED" in {rule for rule, _ in findings}


def test_labels_of_another_form_rule_a_table_out_where_that_form_is_not_looked_for():
    mixed = table([*T2_HEADS[:3], "本年新公开数量"], ["规章", 1, 2, 3])
    result = recognise([mixed], [FORM])
    assert result.figures == []
    assert "TABLE_QUARANTINED" in {found.rule for found in result.findings}


def test_a_cell_that_shows_what_cannot_be_read_is_no_figure():
    plain = table(T2_HEADS, ["规章", 1, 2, 3])
    rows = plain.rows[0], (*plain.rows[1][:2], Cell("", "x", 2, unreadable="image"), plain.rows[1][3])
    figures, findings = read(Table(rows, "x", "html_table", 4))
    assert list(figures.values()) == ["1", "3"]
    assert ("CELL_UNREADABLE", "t2_art20_1_documents.regulations.repealed") in findings


@pytest.mark.parametrize(("figures", "is_read"), [([4, 0, 4], False), ([4, 4], False), ([4, 1, 2], True), ([4], True)])
def test_fields_that_end_in_their_sum_may_lack_some(figures, is_read):
    """Cells that were spanned are one field, and the padding is behind them."""
    _, row, *rows = requests(new_received=[*figures, *[""] * (7 - len(figures))], carried_over_in=[1, 0, 0, 0, 0, 0, 1])
    read_figures, told = read(table(T3_HEADS, row, *rows, layout="pipe_rows"))
    assert bool(row_of(read_figures, "new_received")) is is_read
    assert (("ROW_REFUSED", "t3_requests.new_received") in told) is not is_read


def test_fields_that_end_in_their_sum_are_read_where_no_row_has_a_figure_behind():
    _, row, (fee, *_) = requests(new_received=[4, 0, 4, "", "", "", ""])
    read_figures, _ = read(table(T3_HEADS, row, [fee, 3, 0, 1, 0, 0, 0, ""], layout="pipe_rows"))
    assert row_of(read_figures, "new_received")[:3] == ["4", "0", "4"]


@pytest.mark.parametrize(
    ("figures", "is_read"),
    [
        ("0 6 10 0 _ 16 4 0 7 3 14 0 0 12 3", False),
        ("0 6 10 0 16 4 0 7 3 14 _ _ 12 3 15", True),
        ("0 6 10 0 16 4 0 7 3 13 0 0 12 3 15", True),
    ],
)
def test_a_blank_of_a_stream_of_cells_may_stand_elsewhere_where_a_sum_does_not_hold(figures, is_read):
    results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    heads = ["行政复议", "行政诉讼", *results, "未经复议直接起诉", "复议后起诉", *results, *results]
    lines = ["四、政府信息公开行政复议、行政诉讼情况", *heads, *figures.replace("_", "").split(" "), "五、问题"]
    read = [one.value for one in extract("\n".join([REPORT, *lines]).encode(), "a.txt").figures]
    expected = [None if one == "_" else int(one) for one in figures.split()]
    assert read == (expected if is_read else [])
