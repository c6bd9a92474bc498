"""Equations on what was read: both sides told, where, and nothing proved by a blank."""

from xxgk.extractors.recognition.check import check, counts, findings
from xxgk.schema.forms import forms
from xxgk.schema.report import Figure

FORM = next(form for form in forms() if form.id == "form_2021")
SHEETS = {sheet.id: FORM for sheet in FORM.sheets}
REQUESTS = FORM.tables["t3_requests"]


def row(code, *values):
    return [
        Figure(figure, value, "件", "number" if value is not None else "blank", "", "")
        for figure, value in zip(REQUESTS.codes(next(r for r in REQUESTS.rows if r.code == code)), values, strict=True)
    ]


def failed(figures, **prose):
    return {(f.rule, f.where, f.left, f.right, f.severity) for f in findings(check(figures, SHEETS, prose))}


def test_a_wrong_row_total_is_told_at_its_row():
    found = failed(row("granted", 4, 0, 0, 0, 0, 0, 0))
    assert found == {("F21_T3_ROW_SUM", "t3_requests.granted", 0, 4, "error")}


def test_a_blank_proves_nothing():
    results = check(row("granted", 4, None, None, None, None, None, 9), SHEETS, {})
    assert counts(results)["fail"] == 0
    assert counts(results)["not_assessable"] > 0


def test_a_broken_balance_is_told_in_its_column():
    nothing = [0] * 7
    figures = [*row("new_received", 1, 0, 0, 0, 0, 0, 1), *row("carried_over_in", *nothing)]
    figures += [*row("closed_total", *nothing), *row("carried_over_out", *nothing)]
    where = {(rule, where) for rule, where, *_ in failed(figures)}
    balance = {("F21_T3_IDENTITY", f"t3_requests.new_received.{column}") for column in ("natural_person", "total")}
    assert where == balance


def test_a_column_sum_lacking_a_row_is_not_assessable():
    assert failed(row("closed_total", 1, 0, 0, 0, 0, 0, 1)) == set()


def test_a_negative_count_is_an_error():
    figures = [Figure("t2_art20_6_enforcement.admin_penalty.decisions", -1, "件", "number", "-1", "")]
    assert {rule for rule, *_ in failed(figures)} == {"F21_T2_NONNEG"}


def test_prose_is_held_against_the_table_and_one_that_fits_is_enough():
    figures = [*row("new_received", 5, 0, 0, 0, 0, 0, 5), *row("carried_over_in", 1, 0, 0, 0, 0, 0, 1)]
    assert failed(figures, requests_received=(3, 5)) == failed(figures, requests_received=(6,)) == set()
    told = ("F21_N_RECEIVED", "t3_requests.new_received.total", 3, 5, "warning")
    assert failed(figures, requests_received=(3,)) == {told}


def test_known_parts_above_their_total_are_a_finding_though_one_is_missing():
    (found,) = findings(check(row("granted", 4, 3, None, 0, 0, 0, 5), SHEETS, {}))
    assert (found.rule, found.left, found.right) == ("F21_T3_ROW_SUM", 5, 7)
