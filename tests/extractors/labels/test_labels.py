"""Which row of the form a printed label names: exactly, cut, or similar enough; else none."""

from dataclasses import replace

import pytest

from xxgk.extractors.labels.sheet_labels import SheetLabels, labels_of
from xxgk.schema.forms import forms

FORM = next(form for form in forms() if form.id == "form_2021")
T2, T3, T4 = map(labels_of, FORM.sheets)


def named(labels, printed):
    return [labels.sheet.entries[number][1].code for number, _ in labels.match(printed)]


EXACT = {
    "1.属于国家秘密": "denied_state_secret",
    "属于国家机密": "denied_state_secret",
    "2.其他法律、行政法规禁止公开": "denied_prohibited_by_law",
    "（二）部分公开（区分处理的，只记这一情形，不计其他情形）": "partially_granted",
    "其他": "other_other",
    "(七)总 计": "closed_total",
}


@pytest.mark.parametrize(("printed", "code"), EXACT.items())
def test_official_labels_and_aliases_score_full(printed, code):
    assert named(T3, printed) == [code]
    assert T3.match(printed)[0][1] == 1.0


def test_a_label_with_a_note_or_cut_short_is_known():
    assert named(T3, "（一）予以公开（含主动公开）") == ["granted"]
    assert named(T3, "5.要求行政机关确认或重新") == ["not_processed_reconfirm_reissue"]


@pytest.mark.parametrize("printed", ["6.属于四类过程信息", "本机关不撑握相关政府信息", "属于行政执法案券"])
def test_a_misprint_is_known_with_less_than_full_score(printed):
    ((_, score),) = T3.match(printed)
    assert 0.8 <= score < 1.0


NONE = [
    "", "12", "三、本年度办理结果", "（三）不予公开", "自然人", "法人或其他组织", "申请人情况", "行政处罚", "反复申请",
    "属于行政执法事项",
    "申请人", "其他事项", "本年结转政府信息公开申请数量", "上年新收政府信息公开申请数量",
]  # fmt: skip


@pytest.mark.parametrize("printed", NONE)
def test_heads_groups_and_doubtful_labels_name_no_row(printed):
    assert T3.match(printed) == ()


def test_a_short_label_is_never_matched_by_likeness():
    assert named(T2, "规张") == []
    assert named(T2, "行政许可") == ["admin_license"]


def test_heads_are_told_from_rows():
    assert T4.is_head("复议后起诉")
    assert T4.is_head("结果\n维持")
    assert not T4.is_head("结果")
    assert T4.unlabelled == 0
    assert T3.unlabelled is None


@pytest.mark.parametrize(("labels", "piece"), [(T2, "政许可"), (T3, "本机关不掌")])
def test_a_short_piece_of_a_label_names_no_row(labels, piece):
    assert named(labels, piece) == []


def test_a_label_cut_where_two_begin_alike_names_neither():
    (first, second), table = T2.sheet.tables[0].rows, T2.sheet.tables[0]
    rows = replace(first, label="行政规范性文件（本级）"), replace(second, label="行政规范性文件（下级）", aliases=())
    labels = SheetLabels(replace(T2.sheet, tables=(replace(table, rows=rows),)))
    assert named(labels, "行政规范性文件（本") == [first.code]
    assert named(labels, "行政规范性文件") == []
