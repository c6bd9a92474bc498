"""One cell: its state, and a number only where one is plainly printed."""

import pytest

from xxgk.extractors.labels.values import counts_of, is_valuelike, lacks_end, read_amount, read_change, read_value

NUMBERS = {
    "0": 0,
    "　0　": 0,
    "１２": 12,
    "1,428": 1428,
    "1，428，000": 1428000,
    "0.5": 0.5,
    "+3": 3,
    "-8": -8,
    "－5": -5,
    "−5": -5,
}


@pytest.mark.parametrize(("printed", "value"), NUMBERS.items())
def test_plain_numbers(printed, value):
    assert read_value(printed) == (value, "number")


ANNOTATED = {
    "0件": 0,
    "12（其中3件已撤回）": 12,
    "22 (a) (b)": 22,
    "1.2万件": 12000,
    "3\n（1）": 3,
    "1,000件": 1000,
    "3〔12〕": 3,
}


@pytest.mark.parametrize(("printed", "value"), ANNOTATED.items())
def test_numbers_with_a_unit_or_a_note(printed, value):
    assert read_value(printed) == (value, "annotated")


MONEY = {"1.47万元": 1.47, "12元": 0.0012, "1亿元": 10000, "251000元": 25.1, "0.4020": 0.402}


@pytest.mark.parametrize(("printed", "value"), MONEY.items())
def test_amounts_are_told_in_the_unit_of_the_column(printed, value):
    assert read_value(printed, "万元")[0] == pytest.approx(value)


@pytest.mark.parametrize("printed", ["", " ", "\u3000", "\u00a0\n"])
def test_a_blank_is_no_zero(printed):
    assert read_value(printed) == (None, "blank")


@pytest.mark.parametrize("printed", ["-", "—", "——", "/", "\\", "无", "不适用", "N/A", "－"])
def test_marks_for_none(printed):
    assert read_value(printed) == (None, "na")


TEXTS = [
    "1 428", "1\n2", "约22", "〇", "零", "①", "²", "3²", "12①",
    "½", "1/2", "12-15", "12~15", "≥3", "12%", "5*", "(12)", "12.", ".5",
    "5、", "1,42", "0012", "00", "1e3", "2023年", "12件以上", "2件3件", "22（其中16件", "O",
    "١٢", "0/0", "见附件", "12元",
    "100000000000000000", "无0", "12[1]", "-0", "-0.0", "1000000000000000", "1234567890123.1234", "100000000000万",
    "3（千件）", "5（%）", "12（单位：元）", "35(36)", "35（36件）", "5\n（0）", "5(-3)", "3件（12）",
    "35（应为36）", "35（误）", "35件（改为三十六）",
]  # fmt: skip


@pytest.mark.parametrize("printed", TEXTS)
def test_anything_else_is_text_and_has_no_value(printed):
    assert read_value(printed) == (None, "text")


AMOUNTS = {
    "251000元": (251000, "annotated", "元"),
    "1646.5万元": (1646.5, "annotated", "万元"),
    "477.35": (477.35, "number", "unknown"),
    "3（其中货物2）": (3, "annotated", "unknown"),
    "/": (None, "na", "unknown"),
    "3件": (None, "text", "unknown"),
    "62（元）": (62, "annotated", "元"),
    "62（收费金额单位：元）": (62, "annotated", "元"),
    "3（件）": (None, "text", "unknown"),
    "3（%）": (None, "text", "unknown"),
    "3万元（12）": (None, "text", "unknown"),
}


@pytest.mark.parametrize(("printed", "told"), AMOUNTS.items())
def test_an_amount_has_the_unit_that_it_prints(printed, told):
    assert read_amount(printed, "unknown") == told


def test_a_count_is_no_amount():
    assert read_value("3件", "万元") == (None, "text")


@pytest.mark.parametrize("printed", ["0", "12（其中3件）", "1.47万元", "/", "无", "0000001", "１２"])
def test_what_could_only_be_a_value(printed):
    assert is_valuelike(printed)


@pytest.mark.parametrize(("printed", "digits"), [("012件", "012"), ("1205（注2）", "1205"), ("1205（36）", "")])
def test_digits_that_may_be_several_figures_end_with_a_unit_or_a_note(printed, digits):
    assert counts_of(printed) == digits


@pytest.mark.parametrize("printed", ["", "1.属于国家秘密", "（一）", "约22", "2023年", "总计"])
def test_what_may_be_a_label(printed):
    assert not is_valuelike(printed)


@pytest.mark.parametrize(
    ("text", "lacks"),
    [("0（其中线", True), ("12(含", True), ("0（其中线上1件）", False), ("（其中", False), ("0", False)],
)
def test_a_figure_whose_note_has_no_end_was_cut(text, lacks):
    assert lacks_end(text) is lacks


CHANGES = {
    **{"减12": -12, "本年减少 2 项": -2, "1（减）": -1, "2项（较上年减少）": -2, "▼2": -2, "2↓": -2, "净减1": -1},
    **{"减0": 0, "-3（减少）": -3, "增2": 2, "新增2项": 2, "3（增5减2）": 3, "+4": 4},
}


@pytest.mark.parametrize(("printed", "value"), CHANGES.items())
def test_a_change_has_the_sign_that_words_tell(printed, value):
    assert read_change(printed, "项")[0] == value


@pytest.mark.parametrize("printed", ["2（其中减1）", "2（取消2项）", "2（含降级1项）", "减-2"])
def test_what_speaks_of_a_decrease_is_no_increase(printed):
    assert read_change(printed, "项") == (None, "text")
