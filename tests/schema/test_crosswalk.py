"""The crosswalk: its data hold together, and a file that does not is refused with its entry."""

import re

import pytest

from xxgk.schema.crosswalk import CROSSWALK_FILE, EXACT, NONE, crosswalk
from xxgk.schema.forms import SchemaError, forms


def seam(concept, before, after):
    return next(s for s in crosswalk().seams() if (s.concept, s.before, s.after) == (concept, before, after))


def test_table_three_but_other_handling_goes_over_the_seam_of_2021_as_it_is():
    rows = {row.code for form in forms() if form.id == "form_2021" for row in form.tables["t3_requests"].rows}
    concepts = {concept.code: concept for concept in crosswalk().concepts}
    renamed = {"new_received": "requests_received", "closed_total": "requests_closed"}
    for row in rows - {"other_abandoned_no_correction", "other_abandoned_fee_unpaid", "other_other"}:
        assert seam(renamed.get(row, row), "form_2019", "form_2021").comparability == EXACT
    assert [len(source.figures) for source in concepts["other_handling"].sources] == [3, 1, 1]


@pytest.mark.parametrize("kind", ["disclosed_total", "in_force", "repealed", "newly_disclosed"])
def test_stocks_and_counts_of_one_form_stop_at_the_seam_with_a_reason(kind):
    stop = seam(f"normative_documents_{kind}", "form_2019", "form_2021")
    assert (stop.comparability, bool(stop.why)) == (NONE, True)


def test_stocks_disclosed_and_in_force_may_not_be_joined():
    (join,) = [j for j in crosswalk().joins if j.earlier == "normative_documents_disclosed_total"]
    assert (join.later, join.comparability) == ("normative_documents_in_force", NONE)


@pytest.mark.parametrize(
    ("printed", "instead", "problem"),
    [
        ("t3_requests.granted.total", "t3_requests.grant.total", "granted: form_2021 has no figure"),
        ('code = "replies"', 'code = "granted"', "granted: occurs twice"),
        ("stops = { form_2014", "stops = { form_2008", "carried_over_in: stops at form_2014 without a reason"),
        ('later = "processing_fees"', 'later = "fees"', "join request_fees, fees: no concept 'fees'"),
        ('of = ["lawsuits"]', 'of = ["suits"]', "rate litigation_rate: no concept 'suits'"),
        ("by_applicant = true", "by_aplicant = true", "requests_received: unknown key 'by_aplicant'"),
    ],
)
def test_a_file_that_does_not_hold_together_is_refused(tmp_path, printed, instead, problem):
    path = tmp_path / "crosswalk.toml"
    path.write_text(CROSSWALK_FILE.read_text("utf-8").replace(printed, instead, 1), "utf-8")
    with pytest.raises(SchemaError, match=re.escape(problem)):
        crosswalk(path)
