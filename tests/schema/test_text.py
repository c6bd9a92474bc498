"""Labels compare equal however they are numbered, spaced and punctuated; figures are never touched."""

import pytest

from xxgk.schema.text import clean, narrow, normalise

SAME = [
    ("（二）其他法律、行政法规禁止公开", "其他法律行政法规禁止公开"),
    ("3.危及“三安全一稳定”", "危及三安全一稳定"),
    ("三\n、本\n年度办理结果", "本年度办理结果"),
    ("本年（2023）制发件数", "本年制发件数"),
    ("第二十条 第（一）项", "第二十条第一项"),
    ("１．属于国家秘密", "属于国家秘密"),
    ("(七)总计", "总计"),
    ("\u200b总\u00a0计\u3000", "总计"),
]


@pytest.mark.parametrize(("printed", "plain"), SAME)
def test_a_label_has_one_normal_form(printed, plain):
    assert normalise(printed) == plain


def test_words_are_not_taken_for_numbering():
    assert normalise("一般情况") == "一般情况"
    assert normalise("2023年数据") == "2023年数据"
    assert normalise("三、") != ""


@pytest.mark.parametrize("text", ["１２（其中３件）", "　0　", "〔1〕【2】"])
def test_narrow_keeps_every_place(text):
    assert len(narrow(text)) == len(text)


def test_narrow_leaves_line_breaks_and_footnote_marks():
    assert narrow("１\n２²①") == "1\n2²①"


def test_clean_takes_artefacts_and_outer_space_only():
    assert clean("\ufeff [bookmark: _GoBack]1.47 万元\u200b ") == "1.47 万元"
