"""Fused rows are read where the equations leave one reading, and refused with what remains where they do not."""

from xxgk.extractors.recognition.resolve import Equations, Refused, resolve
from xxgk.schema.forms import forms

FORM = next(form for form in forms() if form.id == "form_2021")
REQUESTS = Equations.of(FORM.tables["t3_requests"], FORM.rules)
DOCUMENTS = Equations.of(FORM.tables["t2_art20_1_documents"], FORM.rules)
LEAVES = FORM.tables["t3_requests"].members["result"]
NOTHING = tuple("0000000")


def balanced(total, **rows):
    """All rows of table 三 as nothing, but for the given ones; 予以公开 and （七） take the totals of 本年新收."""
    table = dict.fromkeys(("new_received", "carried_over_in", *LEAVES, "closed_total", "carried_over_out"), NOTHING)
    return {**table, "new_received": total, "granted": total, "closed_total": total, **rows}


def test_zeros_prove_themselves_without_any_equation():
    assert resolve({"regulations": ["002"]}, {}, DOCUMENTS) == {"regulations": ("0", "0", "2")}


def test_without_an_equation_nothing_else_is_read():
    outcome = resolve({"regulations": ["0102"]}, {}, DOCUMENTS)["regulations"]
    assert isinstance(outcome, Refused)
    assert ("0", "10", "2") in outcome.remaining


def test_a_row_with_one_reading_is_read():
    row = ("9", "1", "0", "0", "0", "0", "10")
    known = balanced(row)
    del known["granted"]
    assert resolve({"granted": ["91000010"]}, known, REQUESTS) == {"granted": row}


def test_the_columns_choose_among_several_readings():
    row = ("11", "1", "0", "0", "0", "0", "12")
    known = balanced(row)
    del known["granted"]
    assert resolve({"granted": ["111000012"]}, known, REQUESTS) == {"granted": row}


def test_several_readings_that_nothing_decides_are_refused_and_told():
    outcome = resolve({"granted": ["111000012"]}, {}, REQUESTS)["granted"]
    assert isinstance(outcome, Refused)
    assert {("11", "1", "0", "0", "0", "0", "12"), ("1", "11", "0", "0", "0", "0", "12")} <= set(outcome.remaining)


def fused(**rows):
    """All rows of table 三 as runs of digits."""
    return {row: ["".join(cells)] for row, cells in balanced(**rows).items()}


def test_a_row_is_not_proved_by_its_own_sum():
    assert isinstance(resolve({"granted": ["91000010"]}, {}, REQUESTS)["granted"], Refused)


def test_a_blank_among_fused_figures_is_not_filled_by_its_neighbours():
    """407 39 0 44 0 (blank) 490 prints the digits of 4 0 7 39 0 440 490, whose sum holds too."""
    received = ("407", "39", "0", "44", "0", "0", "490")
    outcome = resolve(fused(total=received, closed_total=(*received[:5], "", "490")), {}, REQUESTS)
    assert isinstance(outcome["closed_total"], Refused)


def test_one_total_that_does_not_hold_costs_its_own_row_alone():
    row = ("6", "0", "0", "0", "0", "0", "6")
    outcome = resolve(fused(total=row, new_received=(*row[:6], "0")), {}, REQUESTS)
    assert [code for code, reading in outcome.items() if isinstance(reading, Refused)] == ["new_received"]
    assert outcome["granted"] == outcome["closed_total"] == row


def test_a_figure_that_its_row_adds_up_and_the_balance_does_not_is_read():
    """Carried over are 1 natural person and so 1 in all, and nobody is missing: the agency's own error."""
    row, odd = ("1", "0", "0", "0", "0", "0", "1"), ("2", "0", "0", "0", "0", "0", "2")
    outcome = resolve(fused(total=row, carried_over_out=odd), {}, REQUESTS)
    assert outcome["carried_over_out"] == odd


def test_two_errors_in_one_balance_leave_the_rows_of_the_other():
    row = ("7", "0", "0", "0", "0", "0", "7")
    outcome = resolve(
        fused(total=row, new_received=(*row[:6], "0"), carried_over_in=("0", "0", "0", "0", "0", "0", "7")),
        {},
        REQUESTS,
    )
    assert [code for code, reading in outcome.items() if isinstance(reading, Refused)] == ["new_received"]


def test_where_a_row_is_missing_what_the_others_leave_room_for_is_not_read():
    """``1000001`` may be 10 0 0 0 0 1 and a blank total, if （七） leaves room for 10 and 1."""
    for closed, read in ((("3", "1", "4"), True), (("12", "1", "13"), False)):
        rows = fused(
            total=(closed[0], "0", "0", "0", "0", *closed[1:]), partially_granted=("1", "0", "0", "0", "0", "0", "1")
        )
        del rows["granted"]
        assert isinstance(resolve(rows, {}, REQUESTS)["partially_granted"], tuple) is read


def test_rows_with_blanks_bear_out_the_others_and_are_refused_themselves():
    row = ("12", "0", "0", "0", "0", "3", "15")
    rows = {code: [*cells] for code, cells in balanced(row).items()}
    rows |= {code: ["0"] * 6 for code in ("partially_granted", "denied_state_secret", "denied_admin_inquiry")}
    outcome = resolve({**rows, "granted": ["1200", "00", "315"]}, {}, REQUESTS)
    assert outcome["granted"] == row
    assert isinstance(outcome["denied_state_secret"], Refused)


def test_noughts_that_begin_no_number_prove_a_row_that_adds_up():
    assert resolve({"granted": ["0", "1", "0", "2", "0", "03"]}, {}, REQUESTS)["granted"] == tuple("0102003")
    assert isinstance(resolve({"granted": ["0", "1", "0", "2", "0", "04"]}, {}, REQUESTS)["granted"], Refused)


def test_too_many_digits_are_refused_quickly():
    assert isinstance(resolve({"granted": ["1" * 80]}, {}, REQUESTS)["granted"], Refused)


def test_a_row_that_could_be_cut_in_more_ways_than_are_tried_is_refused_with_that_reason():
    long = {row: ["12" * 30] for row in LEAVES}
    outcome = resolve({**long, "new_received": ["0000000"]}, {}, REQUESTS)
    reasons = {outcome[row].reason for row in LEAVES}
    assert "its digits can be cut in too many ways" in reasons
    assert outcome["new_received"] == NOTHING


def test_a_row_that_no_balance_binds_is_read_where_one_reading_adds_up():
    form = FORM.tables["t4_review_litigation"]
    cases, nothing = Equations.of(form, FORM.rules), "0" * 10
    told = resolve({"cases": ["900110" + nothing]}, {}, cases, filled=["cases"])["cases"]
    assert not isinstance(told, Refused)
    assert told[:5] == ("9", "0", "0", "1", "10")
    assert isinstance(resolve({"cases": ["900110" + nothing]}, {}, cases)["cases"], Refused)
    assert isinstance(resolve({"cases": ["1110012" + nothing]}, {}, cases, filled=["cases"])["cases"], Refused)
