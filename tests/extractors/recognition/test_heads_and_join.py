"""Heads in the form's order or not; parts of a sheet that go on, repeat or contradict."""

import pytest

from xxgk.extractors.labels.sheet_labels import labels_of
from xxgk.extractors.recognition.heads import disorder
from xxgk.extractors.recognition.join import joined
from xxgk.extractors.recognition.reading import Placed, SheetReading, refuse
from xxgk.schema.document import Cell, Table
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
]


@pytest.mark.parametrize(("labels", "heads"), IN_ORDER)
def test_heads_in_order(labels, heads):
    assert disorder(run(*heads), labels) == ""


@pytest.mark.parametrize(("labels", "heads"), NOT_IN_ORDER)
def test_heads_in_another_order_are_told(labels, heads):
    assert heads[0] in disorder(run(*heads), labels)


def part(rows, headed=True):
    """A reading with one value for each row number."""
    reading = SheetReading(FORM.sheets[0], FORM, headed=headed)
    for entry, text in rows.items():
        reading.placed[entry] = Placed((Cell(text, "x"),), Table((), "t", "html_table"), False)
    return reading


def texts(reading):
    return {entry: placed.texts[0] for entry, placed in sorted(reading.placed.items())}


def test_parts_that_follow_each_other_are_one_sheet():
    assert texts(joined([part({0: "a", 1: "b"}), part({3: "c"}, headed=False)])) == {0: "a", 1: "b", 3: "c"}


def test_a_copy_changes_nothing():
    whole = joined([part({0: "a", 1: "b"}), part({0: "a", 1: "b"})])
    assert (texts(whole), whole.quarantined) == ({0: "a", 1: "b"}, "")


def test_a_contradiction_is_no_sheet_at_all():
    assert joined([part({0: "a", 1: "b", 2: "c"}), part({0: "a", 1: "z"})]).quarantined


def test_a_row_that_only_one_of_two_copies_prints_is_refused():
    whole = joined([part({0: "a", 1: "b", 3: "c"}), part({0: "a", 2: "x"})])
    assert (texts(whole), whole.refused) == ({0: "a", 1: "b", 3: "c"}, {2})


def test_a_headless_table_that_repeats_rows_is_left_out():
    whole = joined([part({2: "9", 0: "8"}, headed=False), part({0: "a", 1: "b", 3: "c"})])
    assert (texts(whole), whole.findings) == ({0: "a", 1: "b", 3: "c"}, [])


@pytest.mark.parametrize("turn", [1, -1])
def test_a_row_refused_in_one_part_stays_refused(turn):
    broken = part({1: "b"})
    refuse(0, "seven where eight are wanted", broken)
    whole = joined([broken, part({0: "a", 1: "b"})][::turn])
    assert 0 not in whole.placed
    assert whole.refused == {0}


def test_a_part_that_is_not_read_lets_none_of_its_sheet_be_read():
    broken = part({2: "c"})
    broken.quarantined = "its heads stand in another order"
    assert joined([part({0: "a", 1: "b"}), broken]).quarantined == broken.quarantined
