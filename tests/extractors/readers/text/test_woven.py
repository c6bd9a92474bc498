"""Text that keeps cells side by side (``pdftotext -layout``): lines of labels, groups and figures are told apart."""

import os
import re
import subprocess
import sys
from time import process_time

from tests.work import calls
from xxgk.extractors.document import extract
from xxgk.extractors.locate import locate
from xxgk.extractors.readers.text.lines import Line
from xxgk.extractors.readers.text.woven import unwoven
from xxgk.extractors.readers.woven.heads import heads_of
from xxgk.extractors.readers.woven.rows import MOST_STEPS, StepsLeft
from xxgk.schema.forms import forms

HEADS = """\
                                     申请人情况
（本列数据的勾稽关系为：第一项加第二项之 自   法人或其他组织      总
和，等于第三项加第四项之和）             然 商 科 社会 法律 其 计
                                人 业 研 公益 服务 他
                                   企 机 组织 机构
                                   业 构
"""
TITLE = "三、收到和处理政府信息公开申请情况\n"
NONE, ALL = "0  0  0  0  0  0  0", "5  2  0  0  0  0  7"
FIRST = f"一、本年新收政府信息公开申请数量        {ALL}\n二、上年结转政府信息公开申请数量        {NONE}\n"
LAST = f"（七）总计                       {ALL}\n四、结转下年度继续办理                {NONE}\n"
TABLE = forms()[-1].tables["t3_requests"]
REST = "".join(f"         {row.label}      {NONE}\n" for row in TABLE.rows[6:-2])
"""The rows of the form behind those that are woven here."""


NARROW = """\
为：第一项加第二项之 自然人 法人或其他组织            总计
和，等于第三项加第四     商 科研 社会 法律服务 其他
项之和）           业 机构 公益 机构
                    组织
                    企
                    业
"""
"""Heads of which 组织 may go on 公益, or the head behind it."""


def pieces(text):
    """The words of some lines, each with its place."""
    return [[(word[0], word.start()) for word in re.finditer(r"\S+", line)] for line in text.splitlines()]


def report(*rows, heads=HEADS, first=FIRST):
    return f"示例市财政局2023年政府信息公开工作年度报告\n\n{TITLE}{heads}{first}{''.join(rows)}{REST}{LAST}".encode()


def read(*rows, heads=HEADS, first=FIRST):
    """The figures of some rows by row, natural persons first; and the findings by where they are."""
    found = extract(report(*rows, heads=heads, first=first), "report.txt")
    figures = {}
    for figure in found.figures:
        figures.setdefault(figure.code.split(".")[1], []).append(figure.value)
    return figures, {one.where for one in found.findings}


GROUPS = (
    f"三、本年度办 （一）予以公开              {ALL}\n",
    f"理结果     （二）部分公开（区分处理的，只  {NONE}\n",
    "         计这一情形，不计其他情形）\n",
    f"    （三）不 1.属于国家秘密            {NONE}\n",
    f"    予公开  2.其他法律行政法规禁止      {NONE}\n",
    "         公开\n",
)


def test_labels_over_several_lines_beside_pieces_of_groups():
    figures, _ = read(*GROUPS)
    assert figures["granted"] == [5, 2, 0, 0, 0, 0, 7]
    for row in ("partially_granted", "denied_state_secret", "denied_prohibited_by_law", "carried_over_in"):
        assert figures[row] == [0] * 7
    assert figures["closed_total"] == figures["new_received"] == [5, 2, 0, 0, 0, 0, 7]


def test_figures_that_stand_neither_in_the_middle_nor_at_an_end_of_their_label_are_of_it():
    moved = (
        f"    （三）不 1.属于国家秘密            {NONE}\n",
        "    予公开  2.其他\n",
        *(f"         {piece}\n" for piece in ("法律行", "政法规", "禁止")),
        f"                           {ALL}\n",
        "         公开\n",
    )
    figures, _ = read(*GROUPS[:3], *moved)
    assert figures["denied_prohibited_by_law"] == [5, 2, 0, 0, 0, 0, 7]


def test_columns_without_a_blank_between_them_are_parted():
    figures, _ = read(*GROUPS[:1], *(line.replace("0  0  0\n", "0  00\n") for line in GROUPS[1:]))
    assert figures["partially_granted"] == figures["denied_prohibited_by_law"] == [0] * 7


def test_figures_that_go_on_below_are_not_cut_short():
    """79 over 9 is 799, or two figures: of some rows no sum tells which."""
    broken = (
        "三、本年度办 （一）予以公开              79 0  0  0  0  0  79\n",
        "理结果                           9               9\n",
    )
    figures, told = read(*broken, *GROUPS[3:])
    assert "granted" not in figures
    assert any(where.startswith("t3_requests.granted") for where in told)
    assert figures["denied_state_secret"] == [0] * 7


def partial(figures, below):
    """A row whose label takes two lines, with these figures on the first and what stands below them."""
    return (
        f"理结果     （二）部分公开（区分处理的，只  {figures}\n",
        f"{'         计这一情形，不计其他情形）':25}{below}\n",
    )


def test_figures_that_go_on_below_are_whole_where_their_row_adds_up_in_one_way_alone():
    figures, _ = read(*partial("79 5  0  0  0  0  80", "9                 4"), *GROUPS[3:])
    assert figures["partially_granted"] == [799, 5, 0, 0, 0, 0, 804]


def test_figures_that_may_go_on_below_one_column_or_another_are_not_joined():
    figures, told = read(*partial("1  1  0  0  0  0  16", "5"), *GROUPS[3:])
    assert "partially_granted" not in figures
    assert any(where.startswith("t3_requests.partially_granted") for where in told)


def test_a_note_below_its_figure_is_not_left_out():
    note = (
        "    （三）不 1.属于国家秘密            0  0  0  0  0  0  0\n",
        "    予公开                      （其中修订3件）\n",
    )
    figures, told = read(*GROUPS[:3], *note, *GROUPS[4:])
    assert "denied_state_secret" not in figures
    assert any(where.startswith("t3_requests.denied_state_secret") for where in told)


def test_heads_in_another_order_take_the_figures_below_them():
    other = (
        HEADS.replace("商 科 社会", "科 商 社会")
        .replace("业 研 公益", "研 业 公益")
        .replace("企 机 组织", "机 企 组织")
    )
    figures, told = read(*GROUPS, heads=other.replace("业 构", "构 业"))
    assert {row for row in figures if row in ("granted", "new_received", "closed_total")} == set()
    assert told


def test_figures_on_several_lines_are_parted_by_the_equations_and_found_again():
    """A row whose digits the equations part is traced to its lines."""
    first = "三、本年度办 （一）予以公开              12 4  0  0  0  0  12"
    below = "理结果".ljust(first.index("12")) + "3".ljust(first.rindex("12") - first.index("12")) + "7"
    rows = (first + "\n", below + "\n")
    text = report(*rows, *GROUPS[1:]).decode().replace(ALL, "123 4  0  0  0  0  127").encode()
    own = [one for one in extract(text, "report.txt").figures if one.code.startswith("t3_requests.granted")]
    assert [figure.value for figure in own] == [123, 4, 0, 0, 0, 0, 127]
    for figure in own:
        assert all(digit in locate(text, figure.locator) for digit in figure.raw)


def test_pieces_of_heads_without_end_are_left_alone():
    """A few such lines took minutes: every piece may go to several columns, or to none."""
    pieces = ("结 结 其 尚 总 " * 3, "果 果 他 未 计 " * 3, "维 纠 结 审 " * 2) * 5
    began = process_time()
    list(unwoven([Line(text, number) for number, text in enumerate((*pieces, "0 0 0 0 0") * 400)]))
    assert process_time() - began < 30


def test_of_two_ways_to_read_heads_the_same_is_taken_in_every_process():
    script = (
        "from xxgk.extractors.readers.woven.heads import heads_of\n"
        "from xxgk.extractors.readers.woven.rows import StepsLeft\n"
        f"print(heads_of({pieces(NARROW)!r}, StepsLeft({MOST_STEPS})).texts[3])"
    )
    for seed in ("0", "2"):  # those of texts in sets
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
        told = subprocess.run((sys.executable, "-c", script), env=env, check=True, capture_output=True).stdout
        assert told.decode("utf-8").strip() == "社会公益组织"


def test_heads_that_lack_a_character_of_every_table_are_not_looked_for():
    lines = pieces(HEADS)
    assert heads_of(lines, StepsLeft(MOST_STEPS)) is not None
    steps = StepsLeft(MOST_STEPS)
    assert heads_of([[one for one in line if one[0] != "计"] for line in lines], steps) is None
    assert steps.left == MOST_STEPS - 1


def test_a_piece_of_a_head_is_tried_in_a_few_calls():
    labels = [column.label for column in forms()[-1].tables["t4_review_litigation"].columns]
    lines = [[(label[at], 9 * place) for place, label in enumerate(labels) if at < len(label)] for at in (3, 2, 1, 0)]
    steps = StepsLeft(MOST_STEPS)
    assert calls(lambda: heads_of(lines, steps)) < 50 * MOST_STEPS
    assert steps.left < 0


def test_heads_one_below_another_tell_no_order():
    one_a_line = "自然\n人\n科研机构\n商业企业\n社会公益组织\n法律服务机构\n其他\n总计\n"
    for heads in (one_a_line, one_a_line.replace("\n", "\n      ")):
        figures, told = read(*GROUPS, heads=heads)
        assert {row for row in figures if row in ("granted", "new_received", "closed_total")} == set()
        assert told


APART = """\
（本列数据的勾稽关系为：第一项加第二项之 申请人情况
和，等于第三项加第四项之和）         自 法人或其他组织  总
                       然          计
                       人 商 科 社会 法律
                          业 研 公益 服务 其
                          企 机 组织 机构 他
                          业 构
"""
RUN_ON = """\
                   申请人情况
（本列数据的勾稽关系为：第一项加第 自 法人或其他组织 法律
二项之和，等于第三项加第四项之和） 然 商业科研社会公益 服务 其 总计
                   人 企业机构组织 机构 他
"""


def test_what_stands_over_columns_tells_on_which_side_of_another_they_stand():
    figures, _ = read(*GROUPS, heads=APART)
    assert figures["granted"] == [5, 2, 0, 0, 0, 0, 7]
    figures, _ = read(*GROUPS[1:], heads=APART.replace("法人或其他组织", "              "))
    assert "new_received" not in figures, "nothing beside 总计 tells where it does, nor do figures in three rows"


def test_heads_that_run_together_are_several():
    figures, _ = read(*GROUPS, heads=RUN_ON)
    assert figures["granted"] == [5, 2, 0, 0, 0, 0, 7]
    figures, _ = read(*GROUPS, heads=RUN_ON.replace("商业科研", "科研商业").replace("企业机构", "机构企业"))
    assert "granted" not in figures, "in another order"


def test_the_number_of_a_row_is_no_piece_of_a_group_beside_figures_that_go_on():
    """Else those beside it may be more of the row above, and the second half of its own row has a label, too."""
    rows = "一、  15  2\n本年  3\n新收政府信息\n公开申请数量\n二、  54  0\n上年  8\n结转政府信息\n公开申请数量\n"
    told = [line.text for line in unwoven([Line(text, at) for at, text in enumerate(rows.splitlines())])]
    assert told[::2] == ["一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"]


def test_figures_that_have_run_together_with_commas_end_the_heads_above_them():
    figures, _ = read(*GROUPS, first=FIRST.replace("5  2  0  0  0  0  7", "5,162,120,00,000,14"))
    assert "new_received" not in figures
    assert figures["granted"] == [5, 2, 0, 0, 0, 0, 7]


STAGGERED = """\
                        申请人情况
（本列数据的勾稽关系为：第一 自 法人或其他组织
项加第二项之和，等于第三项加 然 商业 科研机 社会 法律服         总计
第四项之和）                     公益
                人 企业 构 组织 务机构     其他
"""
"""Heads of which the last two share no line."""


def test_what_nothing_has_pushed_tells_the_order_of_heads_on_different_lines():
    steps = StepsLeft(MOST_STEPS)
    assert heads_of(pieces(STAGGERED), steps).texts[-2:] == ("其他", "总计")
    assert heads_of(pieces(STAGGERED.replace("法律服         总计", "法律服 总计")), steps) is None
    assert heads_of(pieces(STAGGERED.replace("务机构     其他", "务机构               其他")), steps) is None


def test_a_piece_of_a_group_that_has_run_together_with_one_of_a_label_is_parted_from_it():
    glued = (
        f"三、（一）予以 {ALL}\n",
        "本年公开\n",
        "度办（二）部分\n",
        "理结公开（区分\n",
        f"果 处理的，只 {NONE}\n",
        "  计这一情\n",
        "  形，不计其\n",
        "  他情形）\n",
        *GROUPS[3:],
    )
    figures, _ = read(*glued)
    assert figures["granted"] == [5, 2, 0, 0, 0, 0, 7]
    assert figures["partially_granted"] == figures["denied_state_secret"] == [0] * 7


TORN = """\
（本列数据的勾稽关系为：第一项 自 法人或其他组织
加第二项之和，等于第三项加第四 然 商业 科研 社会法律 服务 其 总计
项之和）              人 企业 机构 公益 组织机构 他
"""


def test_a_word_goes_on_with_the_one_before_it_in_the_same_column():
    assert heads_of(pieces(TORN), StepsLeft(MOST_STEPS)).texts[-4:] == ("社会公益组织", "法律服务机构", "其他", "总计")


def test_a_head_that_has_run_together_with_what_stands_beside_it_is_parted():
    glued = TORN.replace("第一项 自 法人", "第一项自 法人").replace("加第四 然", "加第四然")
    assert heads_of(pieces(glued), StepsLeft(MOST_STEPS)).texts == heads_of(pieces(TORN), StepsLeft(MOST_STEPS)).texts


PUSHED = """\
（本列数据的勾稽关系为：       法人或其他组织
第一项加第二项之和，等于 自然人 商 业   科研机   社会 法律服 总计
第三项加第四项之和）         企 构 公益        务机构   其他
                   业         组织
"""


def test_where_figures_are_totals_of_those_before_them_the_heads_need_not_tell_it():
    assert heads_of(pieces(PUSHED), StepsLeft(MOST_STEPS)) is None
    figures, _ = read(*GROUPS, heads=PUSHED)
    assert figures["granted"] == [5, 2, 0, 0, 0, 0, 7]
    figures, _ = read(*GROUPS[1:], heads=PUSHED)
    assert not figures.get("new_received"), "two rows alone"


def test_the_caption_over_heads_that_take_several_lines_is_none_of_them():
    above = "（单位：{}）\n" + HEADS
    assert read(*GROUPS, heads=above.format("件"))[0]["granted"] == [5, 2, 0, 0, 0, 0, 7]
    for unit in ("%", "千件", "万元"):
        figures, told = read(*GROUPS, heads=above.format(unit))
        assert (figures.get("granted"), bool(told)) == (None, True), unit


BROKEN = (f"    （三）不 1.属于国家秘密            {NONE}\n", "    予公开  2.其他法律行政法规禁止\n", "         公开\n")
"""A label without figures beside it; behind it the next row stands."""


def test_figures_directly_below_their_label_are_of_it_where_nothing_else_may_be():
    figures, _ = read(*GROUPS[:3], *BROKEN, f"                           {ALL}\n")
    assert figures["denied_prohibited_by_law"] == [5, 2, 0, 0, 0, 0, 7]
    assert figures["denied_security_stability"] == [0] * 7


def test_figures_between_two_labels_without_any_are_of_neither():
    below = [*BROKEN, f"                           {ALL}\n", "         3.危及“三安全一稳定”\n", REST.splitlines()[1]]
    told = [line.text for line in unwoven([Line(text.rstrip(), at) for at, text in enumerate(below)])]
    assert "2.其他法律行政法规禁止公开" not in told
    del below[-2]
    told = [line.text for line in unwoven([Line(text.rstrip(), at) for at, text in enumerate(below)])]
    assert told[told.index("2.其他法律行政法规禁止公开") + 1] == ALL


def test_figures_side_by_side_on_two_lines_of_a_label_are_one_row():
    figures, _ = read(*partial("5", "     2  0  0  0  0  7"), *GROUPS[3:])
    assert figures["partially_granted"] == [5, 2, 0, 0, 0, 0, 7]
    figures, _ = read(*partial("     2  0  0  0  0  7", "5"), *GROUPS[3:])
    assert figures["partially_granted"] == [5, 2, 0, 0, 0, 0, 7]


def test_figures_side_by_side_on_two_lines_are_found_again():
    text = report(*partial("5", "     2  0  0  0  0  7"), *GROUPS[3:])
    own = [one for one in extract(text, "report.txt").figures if one.code.startswith("t3_requests.partially_granted")]
    assert [locate(text, one.locator) is not None for one in own] == [True] * 7


def test_a_figure_behind_the_comma_that_ends_a_piece_of_a_label_is_no_piece_of_it():
    figures, _ = read(
        *(line.replace("处理的，只  0", "处理的，0") for line in GROUPS[:2]),
        "   只计这一情形，不计其他情形）\n",
        *GROUPS[3:],
    )
    assert figures["partially_granted"] == [0] * 7


def test_the_end_of_a_label_that_has_run_together_with_the_number_of_the_next_one_is_parted_from_it():
    two = (
        f"    （六）其 1.申请人无正当理由逾期不补     {ALL}\n",
        "    他处理  正、行政机关不再处理其政府信息公开申\n",
        "         请2.申请人逾期未按收费通知要求缴纳费用、\n",
        f"         行政机关不再处理其政府信息公开申请  {NONE}\n",
    )
    rest = REST.splitlines(keepends=True)
    at = next(at for at, line in enumerate(rest) if "逾期不补正" in line)
    text = report(*GROUPS).decode().replace("".join(rest[at : at + 2]), "".join(two)).encode()
    figures = {one.code: one.value for one in extract(text, "report.txt").figures}
    assert figures["t3_requests.other_abandoned_no_correction.total"] == 7
    assert figures["t3_requests.other_abandoned_fee_unpaid.total"] == 0


def test_a_label_that_another_row_has_with_another_number_is_not_the_half_of_one_with_its_own():
    """其他 is the label of a row by itself, 3.其他, and 处理 a piece of a group."""
    lines = [Line(text, at) for at, text in enumerate((f"（六）其他 {ALL}", "处理", f"（七）总计 {ALL}"))]
    assert [line.text for line in unwoven(lines)][::2] == ["（六）其他处理", "（七）总计"]


def test_heads_over_others_that_the_next_page_prints_again_are_the_same():
    labels = [column.label.rpartition("：")[2] for column in forms()[-1].tables["t4_review_litigation"].columns]
    heads = [[(label[at], 4 * place) for place, label in enumerate(labels) if at < len(label)] for at in range(4)]
    again = [("行政复议", 0)]
    assert heads_of([again, *heads[:2], again, *heads[2:]], StepsLeft(MOST_STEPS)) == heads_of(
        [again, *heads], StepsLeft(MOST_STEPS)
    )


def test_a_line_that_two_have_come_to_stand_on_is_parted_at_its_gaps():
    merged = """\
项加第二项之 自然人 商业企 科研机 社会 法律服                    总计
和，等于第三项         业 构 组织 务机构  公益         其他
"""
    found = heads_of(pieces(merged), StepsLeft(MOST_STEPS))
    assert found.texts == ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
    assert heads_of(pieces(merged.replace("  公益 ", " 公益  ")), StepsLeft(MOST_STEPS)) is None


CASES = """\
四、政府信息公开行政复议、行政诉讼情况
行政复议          行政诉讼
结果 结果 其他 尚未 总 未经复议直接起诉      复议后起诉
维持 纠正 结果 审结 计 结果 结果 其他 尚未 总 结果 结果 其他 尚未 总
              维持 纠正 结果 审结 计 维持 纠正 结果 审结 计
"""


def cases(figures):
    """What is read of table four, of which this is printed below the heads."""
    text = f"示例市财政局2023年政府信息公开工作年度报告\n\n{CASES}{figures}\n五、存在的主要问题及改进情况\n无。\n"
    found = extract(text.encode(), "report.txt")
    return [(one.value, one.raw) for one in found.figures if one.code.startswith("t4_")]


def test_figures_behind_a_gap_stand_under_the_head_above_them():
    assert [value for value, _ in cases("4 4 6 0 14 3 746 0 9         42 1 5 7 55")][8:11] == [9, None, 42]
    assert [value for value, _ in cases("0 0      0 0 0 1 5 0 6 0 8 0 0 8")][1:4] == [0, None, 0]
    assert not cases("0 0             0 0 0 1 5 0 6 0 8 0 0 8"), "under another head"
    assert not cases("0 0      0 0 0 1 5      0 6 0 8 0 0 8"), "two gaps"
    assert not cases("0 0      0 0 0 1 5 0 6 0 8 0 0 9"), "a sum that fails"
    assert not cases("0 0      0 0 0 1 5 0 6 0 8 0 08"), "digits that have run together"


def test_a_note_that_ends_before_the_other_figures_of_a_row_is_of_the_figure_above_it():
    found = cases("0 34（其中\n   修订25件）0 8 42 0 4 0 98 102 7 0 0 0 7")
    assert [value for value, _ in found] == [0, 34, 0, 8, 42, 0, 4, 0, 98, 102, 7, 0, 0, 0, 7]
    assert "修订25件" in found[1][1]
    found = cases("    9（其中线\n0 0 上办理19 8 17 0 0 0 0 0 0 0 0 0 0\n    件）")
    assert [value for value, _ in found][:5] == [0, 0, 9, 8, 17]


def test_figures_without_words_are_not_side_by_side_with_those_of_another_row():
    """What stands below a row in a text that lost its places is none of the next one's."""
    rows = (
        "2.其他法律行政 0 0 0 0 0 0 0",
        "法规禁止公开",
        " 3.其他 2 8 8 76 9 1 77",
        " 93 21",
        " （七）总计 20 27 98 14 35 82 25",
    )
    told = [line.text for line in unwoven([Line(text, at) for at, text in enumerate(rows, 1)])]
    assert not any("93" in text and text.endswith("25") for text in told)


PAGES = (
    f"2.其他法律行政 {NONE}",
    "法规禁止公开",
    "（七）总计     10  98  64  81  59  44  65",
    "               01  53  17  13  03  57  82",
    "四、结转下年度继续办理    6   0   9   7   2   6   43",
)


def test_figures_above_a_label_on_another_page_may_be_more_of_the_row_before():
    told = list(unwoven([Line(text, at, page=1 + (at > 2)) for at, text in enumerate(PAGES)]))
    assert all(line.unsure for line in told if line.text.startswith(("10", "01")))
    assert not any(cell.below for line in told if line.text.startswith("10") for cell in line.cells)


def test_figures_on_another_page_do_not_go_on_below_those_of_a_row():
    texts = (
        f"2.其他法律行政 {NONE}",
        "法规禁止公开",
        "3.危及“三安全 10  98  0  0  0  0  65",
        f"{'一稳定”':13}2{'':15}4",
    )
    for pages in ((1, 1, 1, 1), (1, 1, 1, 2)):
        told = unwoven([Line(text, at, page=page) for at, (text, page) in enumerate(zip(texts, pages, strict=True))])
        below = [cell.below for line in told if line.text.startswith("10") for cell in line.cells]
        assert any(below) == (pages[-1] == 1)
