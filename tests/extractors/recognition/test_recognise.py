"""No figure is read under another head or row than the one it is printed under: it is read there, or refused."""

import pytest

from tests.extractors.tables_by_hand import FEE, T2_HEADS, T3_HEADS, T4_HEADS, read, requests, row_of, table
from xxgk.schema.document import Paragraph

NEW = "一、本年新收政府信息公开申请数量"
SEVEN = [str(number) for number in range(11, 18)]
LAYOUTS = ["html_table", "cell_per_line"]


def rules(findings, where):
    return {rule for rule, place in findings if place == where}


def test_plain_rows_are_read():
    figures, findings = read(table(*requests(new_received=SEVEN, granted=SEVEN)))
    assert row_of(figures, "new_received") == SEVEN
    assert rules(findings, "t3_requests.carried_over_in") == {"ROW_MISSING"}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("order", [(0, 2, 1, 3, 4, 5, 6), (6, 1, 2, 3, 4, 5, 0)])
def test_columns_in_another_order_are_not_read(layout, order):
    rows = requests(new_received=SEVEN)
    rows[0] = [rows[0][0], *(rows[0][1:][place] for place in order)]
    figures, findings = read(table(*rows, layout=layout))
    assert (figures, rules(findings, "t3_requests")) == ({}, {"TABLE_QUARANTINED"})


@pytest.mark.parametrize("layout", LAYOUTS)
def test_another_order_is_seen_beside_a_misprinted_head(layout):
    heads = ["信息内容", "本年废止件数", "本年制发件数", "现在有效的件数"]
    figures, findings = read(table(heads, ["规章", 1, 2, 3], layout=layout))
    assert figures == {}
    assert ("TABLE_QUARANTINED", "t2_art20_1_documents") in findings


def test_a_misprinted_head_alone_does_no_harm():
    figures, _ = read(table(["信息内容", "本年制发件数", "本年废纸件数", "现行有效件数"], ["规章", 1, 2, 3]))
    assert list(figures.values()) == ["1", "2", "3"]


CASES = [str(number) for number in range(15)]


def test_the_row_of_table_four_is_read():
    assert list(read(table(*T4_HEADS, CASES))[0].values()) == CASES


@pytest.mark.parametrize(
    "swapped", [("行政复议", "行政诉讼"), ("未经复议直接起诉", "复议后起诉"), ("结果维持", "结果纠正")]
)
def test_groups_of_table_four_in_another_order_are_not_read(swapped):
    other = {swapped[0]: swapped[1], swapped[1]: swapped[0]}
    heads = [[other.get(head, head) for head in row] for row in T4_HEADS]
    figures, findings = read(table(*heads, CASES))
    assert (figures, rules(findings, "t4_review_litigation")) == ({}, {"TABLE_QUARANTINED"})


def test_a_blank_first_value_and_a_strange_last_cell_do_not_shift_the_row():
    shifted = ["", "12", "13", "14", "15", "16", "17", "99"]
    figures, findings = read(table(*requests(new_received=shifted, granted=SEVEN)))
    assert row_of(figures, "new_received") == []
    assert rules(findings, "t3_requests.new_received") == {"ROW_REFUSED"}


def test_a_number_cut_over_two_cells_does_not_fill_a_blank():
    cut = ["", "1", "2", "13", "14", "15", "16", "17"]
    figures, _ = read(table(*requests(new_received=cut, granted=SEVEN)))
    assert row_of(figures, "new_received") == []


def test_a_blank_beside_the_label_is_not_a_value_where_a_column_is_missing():
    six = SEVEN[:6]
    rows = [[NEW, "", *six], ["（一）", "予以公开", *six], ["", FEE, *six]]
    figures, findings = read(table(*rows))
    assert figures == {}
    assert ("ROW_REFUSED", "t3_requests.new_received") in findings


def test_blanks_are_read_where_the_row_is_whole():
    figures, _ = read(table(*requests(new_received=["5", "", "", "", "", "", "5"], granted=SEVEN)))
    assert row_of(figures, "new_received") == ["5", "", "", "", "", "", "5"]


def test_a_table_goes_on_behind_a_page_break():
    rows = requests(new_received=SEVEN, granted=SEVEN)
    figures, findings = read(table(*rows[:2]), table(*rows[2:], number=2))
    assert row_of(figures, "new_received") == row_of(figures, "granted") == SEVEN
    assert "TABLE_QUARANTINED" not in {rule for rule, _ in findings}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_table_of_a_second_unit_makes_both_unreadable(layout):
    ours = requests(carried_over_in=SEVEN, granted=SEVEN, denied_state_secret=SEVEN)
    theirs = requests(new_received=SEVEN, carried_over_in=["7"] * 7, granted=["7"] * 7, denied_state_secret=["7"] * 7)
    one = read(table(*ours, *theirs, layout=layout))
    two = read(table(*ours, layout=layout), table(*theirs, layout=layout, number=2))
    for figures, findings in (one, two):
        assert (figures, rules(findings, "t3_requests")) == ({}, {"TABLE_QUARANTINED"})


def test_a_copy_with_the_same_figures_is_read_once():
    rows = requests(new_received=SEVEN, granted=SEVEN)
    figures, findings = read(table(*rows), table(*rows, number=2))
    assert row_of(figures, "granted") == SEVEN
    assert "TABLE_QUARANTINED" not in {rule for rule, _ in findings}


def test_statistics_beside_the_form_neither_enter_nor_spoil_it():
    local = table(["项目", "数量"], ["行政许可", "55"], ["规章", "66"])
    form = table(T2_HEADS, ["规章", 1, 2, 3], ["行政规范性文件", 4, 5, 6], ["行政强制", 7])
    figures, findings = read(local, form)
    assert list(figures.values()) == ["1", "2", "3", "4", "5", "6", "7"]
    assert ("ROW_MISSING", "t2_art20_5_licensing.admin_license") in findings


def test_rows_that_changed_places_are_read_by_their_labels():
    rows = [T3_HEADS, ["（一）予以公开", *SEVEN], [NEW, *["1"] * 7], [FEE, *["2"] * 7]]
    figures, findings = read(table(*rows))
    assert row_of(figures, "granted") == SEVEN
    assert row_of(figures, "new_received") == ["1"] * 7
    assert "ROW_MOVED" in {rule for rule, _ in findings}


@pytest.mark.parametrize("values", [SEVEN[:6], [*SEVEN, "3"], [*SEVEN[:3], "见附件", *SEVEN[3:]]])
def test_a_row_with_another_number_of_values_is_refused(values):
    figures, findings = read(table(*requests(new_received=values, granted=SEVEN)))
    assert row_of(figures, "new_received") == []
    assert rules(findings, "t3_requests.new_received") == {"ROW_REFUSED"}


def test_words_in_one_cell_stay_in_their_cell():
    values = [*SEVEN[:2], "见附件", *SEVEN[3:]]
    figures, findings = read(table(*requests(new_received=values)))
    assert row_of(figures, "new_received") == values
    assert rules(findings, "t3_requests.new_received.research_institution") == {"CELL_TEXT"}


def test_an_unknown_row_with_figures_is_told():
    rows = requests(new_received=SEVEN)
    rows.insert(2, ["辖区便民事项", *SEVEN])
    assert rules(read(table(*rows))[1], "t3_requests") == {"ROW_UNKNOWN"}


def test_labels_of_another_form_rule_the_table_out():
    figures, findings = read(table(["信息内容", "本年新制作数量", "本年制发件数"], ["规章", 1, 2, 3]))
    assert figures == {}
    assert ("TABLE_QUARANTINED", "t2_art20_1_documents") in findings


@pytest.mark.parametrize("label", ["3.其它", "3.别的", "（七）别的"])
def test_in_a_stream_values_do_not_go_to_the_blank_row_before_an_unknown_label(label):
    figures, _ = read(table(T3_HEADS, [FEE, label, *SEVEN], ["四、结转下年度继续办理", *SEVEN], layout="cell_per_line"))
    assert row_of(figures, "other_abandoned_fee_unpaid") == []
    assert row_of(figures, "carried_over_out") in (SEVEN, [])


def test_a_label_of_their_own_before_table_four_is_no_hindrance():
    figures, _ = read(table(*T4_HEADS, ["2023年", *range(15)]))
    assert figures["t4_review_litigation.cases.litigation_after_review_total"] == "14"


def test_a_row_of_table_four_that_lacks_a_cell_is_refused_by_name():
    figures, findings = read(table(*T4_HEADS, [*range(14)]))
    assert figures == {}
    assert rules(findings, "t4_review_litigation.cases") == {"ROW_REFUSED"}


def test_a_misprinted_label_is_told_beside_its_figures():
    rows = requests(new_received=SEVEN)
    figures, findings = read(table(rows[0], ["一、本年新收政府信息公幵申请数量", *rows[1][1:]], rows[2]))
    assert row_of(figures, "new_received") == SEVEN
    assert rules(findings, "t3_requests.new_received") == {"LABEL_MISPRINTED"}


@pytest.mark.parametrize(("head", "read_as"), [("第二十条第（五）项", ["37464"]), ("上年数", [])])
def test_fused_digits_of_a_lone_cell_are_not_believed_under_a_head_of_their_own(head, read_as):
    rows = (["信息内容", head, "本年处理决定数量", "行政许可", "37464"], ["行政处罚", "0"])
    figures, _ = read(table(*rows, layout="run_on"))
    assert [raw for code, raw in figures.items() if "license" in code] == read_as


def test_a_row_refused_in_one_table_is_not_taken_from_another_behind_prose():
    good, short = requests(new_received=SEVEN, granted=SEVEN), requests(new_received=SEVEN, granted=SEVEN[:6])
    prose = Paragraph("以下为另一张表，仅供参考。", "html:p[1]")
    for order in ((good, short), (short, good)):
        figures, findings = read(table(*order[0]), prose, table(*order[1], number=2))
        assert (row_of(figures, "new_received"), row_of(figures, "granted")) == (SEVEN, [])
        assert "ROW_REFUSED" in rules(findings, "t3_requests.granted")
