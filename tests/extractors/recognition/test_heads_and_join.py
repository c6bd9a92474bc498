"""Heads in the form's order or not; parts of a sheet that go on, repeat or contradict."""

import pytest

from xxgk.extractors.labels.sheet_labels import labels_of
from xxgk.extractors.recognition.claims import Claim, SheetClaims, refused
from xxgk.extractors.recognition.heads import disorder
from xxgk.extractors.recognition.settle import tables_settled
from xxgk.extractors.recognition.tables import PrintedRow
from xxgk.schema.document import Cell, Table, Where
from xxgk.schema.forms import forms

FORM = next(form for form in forms() if form.id == "form_2021")
T2, T3, T4 = map(labels_of, FORM.sheets)
LEAVES = ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
FIVE = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]


def run(*texts):
    return [(number, text) for number, text in enumerate(texts) if text]


IN_ORDER = [
    (T3, ["自然人", *LEAVES, "总计"]),
    (T3, ["自然人", "法人或其他组织", "总计", *LEAVES]),
    (T3, ["自然人", "法人或其他组织", "总计"]),
    (T3, ["商业", "科研机构", "", "", "其他"]),
    (T4, [*FIVE, "未经复议直接起诉", "复议后起诉", *FIVE, *FIVE]),
    (T4, ["结果", "结果", "其他", "尚未", "总计"] * 3),
    (T2, ["信息内容", "本年制发件数", "本年废纸件数", "现行有效件数"]),
    (T3, ["（六）其他处理", "3.其他"]),
]
NOT_IN_ORDER = [
    (T3, ["总计", "自然人", *LEAVES]),
    (T3, ["自然人", "科研机构", "商业企业"]),
    (T3, ["自然人", "科研机构"]),
    (T3, ["自然人", "法人或其他组织", "总计", "科研机构", "商业企业", *LEAVES[2:]]),
    (T4, ["结果纠正", "结果维持", *FIVE[2:]]),
    (T4, ["行政诉讼", "行政复议"]),
    (T4, ["复议后起诉", "未经复议直接起诉"]),
    (T2, ["现行有效件数", "本年制发件数"]),
    (T3, ["总计", "", *LEAVES]),
    (T3, [*LEAVES, "", "总计"]),
    (T3, [*LEAVES, "总计", "个 体"]),
    (T3, ["自然人", "总计", *LEAVES]),
    (T3, ["法人或其他组织", "自然人", "总计"]),
    (T3, ["自然人", "总计", "法人或其他组织"]),
    (T4, ["总计", *FIVE[:4]] * 3),
    (T4, ["总计", *FIVE[:4], "未经复议直接起诉", "复议后起诉"]),
]


@pytest.mark.parametrize(("labels", "heads"), IN_ORDER)
def test_heads_in_order(labels, heads):
    assert disorder(run(*heads), labels) == ""


@pytest.mark.parametrize(("labels", "heads"), NOT_IN_ORDER)
def test_heads_in_another_order_are_told(labels, heads):
    assert heads[0] in disorder(run(*heads), labels)


def part(rows, headed=True, contradiction=""):
    """What a table claims, with one value for each row number; in doubt where it is None."""
    table = Table((), "t", "html_table")
    claims = {
        entry: Claim(entry, PrintedRow(Where(0, entry), (), (), True), table, 1.0, (Cell(text or "", "x"),))
        for entry, text in rows.items()
    }
    claims |= {entry: claims[entry].doubted(refused("torn")) for entry, text in rows.items() if text is None}
    return SheetClaims(FORM.sheets[0], FORM, claims, contradiction, headed=headed)


def texts(found):
    return {entry: claim.texts[0] for entry, claim in sorted(found.standing())}


def in_doubt(found):
    return {entry for entry, claim in found.claims.items() if claim.doubts}


def test_parts_that_follow_each_other_are_one_sheet():
    whole = tables_settled([part({0: "a", 1: "b"}), part({3: "c"}, headed=False)])
    assert texts(whole) == {0: "a", 1: "b", 3: "c"}


def test_a_copy_changes_nothing():
    whole = tables_settled([part({0: "a", 1: "b"}), part({0: "a", 1: "b"})])
    assert (texts(whole), whole.contradiction) == ({0: "a", 1: "b"}, "")


def test_a_contradiction_is_no_sheet_at_all():
    assert tables_settled([part({0: "a", 1: "b", 2: "c"}), part({0: "a", 1: "z"})]).contradiction


def test_a_row_that_only_one_of_two_copies_prints_is_refused():
    whole = tables_settled([part({0: "a", 1: "b", 3: "c"}), part({0: "a", 2: "x"})])
    assert (texts(whole), in_doubt(whole)) == ({0: "a", 1: "b", 3: "c"}, {2})


def test_a_headless_table_that_repeats_rows_is_left_out():
    whole = tables_settled([part({2: "9", 0: "8"}, headed=False), part({0: "a", 1: "b", 3: "c"})])
    assert (texts(whole), list(whole.findings())) == ({0: "a", 1: "b", 3: "c"}, [])


@pytest.mark.parametrize("turn", [1, -1])
def test_a_row_refused_in_one_part_stays_refused(turn):
    whole = tables_settled([part({0: None, 1: "b"}), part({0: "a", 1: "b"})][::turn])
    assert (texts(whole), in_doubt(whole)) == ({1: "b"}, {0})


def test_a_part_that_is_not_read_lets_none_of_its_sheet_be_read():
    broken = part({2: "c"}, contradiction="its heads stand in another order")
    assert tables_settled([part({0: "a", 1: "b"}), broken]).contradiction == broken.contradiction
