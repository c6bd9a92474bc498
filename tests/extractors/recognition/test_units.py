"""The unit of money of an amount is what its table prints, wherever it does; where it prints two nothing is read."""

import pytest

from tests.extractors.tables_by_hand import requests, table
from xxgk.extractors.recognition.recognise import recognise
from xxgk.schema.document import Paragraph
from xxgk.schema.forms import forms

FEE = "t2_art20_8_fees.admin_fees.amount_wan_yuan"
LICENCES = ["信息内容", "本年处理决定数量"], ["行政许可", "3"]


def read(head, label="行政事业性收费", fee="6572.73", *, caption="", licences=LICENCES, over=()):
    """The figures of a table of licences and fees, by code, and the findings as (rule, where)."""
    rows = [*licences, ["信息内容", head], *over, [label, fee]]
    result = recognise([Paragraph(caption, "p"), table(*rows)], forms())
    return {one.code: one for one in result.figures}, [(found.rule, found.where) for found in result.findings]


@pytest.mark.parametrize(
    "printed",
    [
        {"head": "本年收费金额（单位：元）"},
        {"head": "本年度收费金额（元）"},
        {"head": "本年收费金颔 (元)"},
        {"head": "本年收费金额", "label": "行政事业性收费（元）"},
        {"head": "本年收费金额", "caption": "（单位：件、元）"},
        {"head": "本年收费金额", "caption": "金额单位：元"},
        {"head": "本年收费金额", "over": [["（单位：元）"]]},
        {"head": "本年收费金额元"},
    ],
    ids=lambda printed: " ".join(map(str, printed.values())),
)
def test_an_amount_is_in_the_unit_that_its_table_prints(printed):
    figures, _ = read(**printed)
    assert (figures[FEE].value, figures[FEE].unit, figures[FEE].raw) == (0.657273, "万元", "6572.73")
    assert figures["t2_art20_5_licensing.admin_license.decisions"].value == 3


def test_a_head_of_which_a_line_was_cut_is_put_together():
    figures, _ = read("本年收费金额（单位：千", over=[["", "元）"]], fee="80")
    assert figures[FEE].value == 8


def test_the_unit_in_the_cell_itself_stands():
    figures, _ = read("本年收费金额（单位：万元）", fee="6572元")
    assert figures[FEE].value == 0.6572


@pytest.mark.parametrize(
    "printed",
    [
        {"head": "本年收费金额（单位：万元）", "caption": "（单位：件、元）"},
        {"head": "本年收费金额（单位：万元）", "label": "行政事业性收费（元）"},
        {"head": "本年收费金额（元、万元）"},
        {"head": "本年收费金额（万美元）"},
        {"head": "收费（元）"},
        {"head": "本年收费金额（单位：万元）", "over": [["收费（元）"]]},
    ],
    ids=lambda printed: " ".join(map(str, printed.values())),
)
def test_where_the_print_contradicts_itself_nothing_is_read(printed):
    figures, told = read(**printed)
    assert FEE not in figures
    assert ("ROW_REFUSED", "t2_art20_8_fees.admin_fees") in told


def test_a_unit_of_money_over_counts_refuses_them():
    figures, told = read(
        "本年收费金额（单位：万元）", licences=(["信息内容", "本年处理决定数量（元）"], ["行政许可", "3"])
    )
    assert "t2_art20_5_licensing.admin_license.decisions" not in figures
    assert ("ROW_REFUSED", "t2_art20_5_licensing.admin_license") in told
    assert figures[FEE].value == 6572.73


@pytest.mark.parametrize("unit", ["万元", "元", "万件", "千件", "百人次", "万", "%", "百分比"])
def test_counts_under_a_caption_of_another_unit_are_not_read(unit):
    counts = requests(new_received=range(1, 8))
    for caption in (f"单位：{unit}", f"（{unit}）", f"计量单位：{unit}（以下同）"):
        result = recognise([Paragraph(caption, "p"), table(*counts)], forms())
        told = {(found.rule, found.where) for found in result.findings}
        assert not result.figures, caption
        assert ("ROW_REFUSED", "t3_requests.new_received") in told
    within = table([f"单位：{unit}"], *counts)
    assert not recognise([within], forms()).figures


@pytest.mark.parametrize("caption", ["单位：件、万元", "（单位：件）", "单位：个/万元", "本年共收费3万元", "第二十条"])
def test_counts_under_a_caption_that_names_their_unit_are_read(caption):
    result = recognise([Paragraph(caption, "p"), table(*requests(new_received=range(1, 8)))], forms())
    assert [one.value for one in result.figures][:7] == [*range(1, 8)]


def test_a_caption_is_over_the_table_behind_it_and_no_other():
    blocks = [
        *(Paragraph("单位：件", "p1"), table(*requests(new_received=range(1, 8)))),
        *(Paragraph("单位：万元", "p2"), table(["信息内容", "本年收费金额"], ["行政事业性收费", "6"], number=2)),
    ]
    result = recognise(blocks, forms())
    assert [one.value for one in result.figures if one.code.startswith("t3")][:7] == [*range(1, 8)]
    assert {one.code: one.value for one in result.figures}[FEE] == 6


@pytest.mark.parametrize("unit", ["千件", "万", "%"])
def test_another_unit_than_that_of_counts_in_a_head_refuses_them(unit):
    licences = ["信息内容", f"本年处理决定数量（{unit}）"], ["行政许可", "3"]
    figures, _ = read("本年收费金额（万元）", licences=licences)
    assert "t2_art20_5_licensing.admin_license.decisions" not in figures
    assert figures[FEE].value == 6572.73


@pytest.mark.parametrize("fee", ["6572.73", "12", "3（含上年1）"])
def test_an_amount_for_which_no_unit_is_printed_is_not_read(fee):
    figures, told = read("本年收费金额", fee=fee)
    assert FEE not in figures
    assert ("ROW_REFUSED", "t2_art20_8_fees.admin_fees") in told


@pytest.mark.parametrize(("fee", "value"), [("0", 0), ("0.00", 0), ("/", None), ("", None), ("6572元", 0.6572)])
def test_nothing_is_nothing_in_any_unit_and_a_cell_may_print_its_own(fee, value):
    figures, told = read("本年收费金额", fee=fee)
    assert (figures[FEE].value, told.count(("ROW_REFUSED", "t2_art20_8_fees.admin_fees"))) == (value, 0)


def test_a_multiple_over_an_amount_is_one_of_yuan():
    figures, _ = read("本年收费金额（千）", fee="80")
    assert (figures[FEE].value, figures[FEE].unit) == (8, "万元")


def test_the_unit_of_a_sentence_over_the_table_is_that_of_its_amount():
    figures, _ = read("本年收费金额", caption="表中金额以元为单位", fee="62")
    assert figures[FEE].value == 0.0062


def test_the_unit_of_a_row_of_the_agency_s_own_is_its_own():
    figures, _ = read("本年收费金额（单位：万元）", over=[["罚没收入（元）", "12"]])
    assert figures[FEE].value == 6572.73


def test_a_unit_in_a_text_of_several_heads_is_no_caption_of_the_table():
    fused = ["本年制发件数（单位：百万元）本年废止件数"]
    figures, told = read("本年收费金额", licences=(fused, ["行政许可", "3"]))
    assert FEE not in figures
    assert ("ROW_REFUSED", "t2_art20_8_fees.admin_fees") in told
    figures, told = read("本年收费金额", licences=(["信息内容本年处理决定数量（元）本年收费金额"], ["行政许可", "3"]))
    assert FEE not in figures
    assert {
        ("ROW_REFUSED", "t2_art20_5_licensing.admin_license"),
        ("ROW_REFUSED", "t2_art20_8_fees.admin_fees"),
    } <= set(told)


@pytest.mark.parametrize(("head", "is_read"), [("申请人情况（单位：百件）", False), ("申请人情况（单位：件）", True)])
def test_the_unit_of_counts_may_stand_in_the_head_over_all_of_them(head, is_read):
    heads, *rows = requests(new_received=range(1, 8))
    result = recognise([table(["（本列数据的勾稽关系）", head, *[""] * 6], heads, *rows)], forms())
    assert bool(result.figures) is is_read


@pytest.mark.parametrize(("head", "is_read"), [("法人或其他组织（万件）", False), ("法人或其他组织（件）", True)])
def test_the_unit_of_counts_may_stand_in_the_head_over_some_of_them(head, is_read):
    heads, *rows = requests(new_received=range(1, 8))
    result = recognise([table(["（本列数据的勾稽关系）", "自然人", *[head] * 5, "总计"], heads, *rows)], forms())
    read = {figure.code.rpartition(".")[2] for figure in result.figures}
    assert ("research_institution" in read) is is_read


def test_the_unit_of_a_fee_without_a_figure_is_none_of_the_table_behind_it():
    fees = [["信息内容", "本年收费金额（单位：万元）"], ["行政事业性收费", ""]]
    result = recognise([table(*fees, *requests(new_received=range(1, 8)))], forms())
    assert "t3_requests.new_received.natural_person" in {figure.code for figure in result.figures}
