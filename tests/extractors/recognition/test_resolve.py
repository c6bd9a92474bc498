"""Fused rows are read where the equations leave one reading, and refused with what remains where they do not."""

from extractors.recognition.resolve import Equations, Refused, resolve
from schema.forms import forms

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


def test_a_row_without_a_reading_makes_the_other_fused_rows_doubtful():
    outcome = resolve({"granted": ["95"], "new_received": ["91000010"]}, {}, REQUESTS)
    assert all(isinstance(result, Refused) for result in outcome.values())


def test_a_row_whose_blank_would_mend_an_equation_is_refused():
    """Alone ``1000001`` is 1 … 1; but 10 … 1 with a blank total is what the other rows of the table ask for."""
    known = balanced(("10", "0", "0", "0", "0", "1", ""))
    del known["granted"]
    outcome = resolve({"granted": ["1000001"]}, known, REQUESTS)["granted"]
    assert isinstance(outcome, Refused)
    assert "blank" in outcome.reason


def test_too_many_digits_are_refused_quickly():
    assert isinstance(resolve({"granted": ["1" * 80]}, {}, REQUESTS)["granted"], Refused)
