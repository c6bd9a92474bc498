"""Two readings of one table: agreed figures stay, disputed rows are refused, new rows must be proven."""

from random import Random

import pytest

from tests.generate.lists import ListOptions, random_list
from tests.generate.noise import QUIET
from tests.generate.renderers import RENDERERS
from tests.generate.samples import contradicted
from tests.generate.truth import random_truth
from xxgk.extractors import document as module
from xxgk.extractors.document import extract
from xxgk.extractors.recognition.recognise import Recognition
from xxgk.extractors.recognition.second_opinion import settle
from xxgk.schema.document import Content, Unreadable
from xxgk.schema.forms import forms
from xxgk.schema.report import Figure

FORM = next(form for form in forms() if form.id == "form_2021")
CASES = FORM.tables["t4_review_litigation"]
WHERE = "t4_review_litigation.cases"
RIGHT = (1, 2, 0, 0, 3) * 3
CONTRADICTED = RENDERERS["pdf"](contradicted(random_truth(Random(4)), "t3_requests.granted.total"), QUIET, Random(4))


def reading(*values):
    """A reading of table 四 with these figures, or with nothing."""
    codes = CASES.codes(CASES.rows[0])
    figures = [Figure(code, value, "件", "number", str(value), "x") for code, value in zip(codes, values, strict=False)]
    return Recognition({"t4": FORM.id} if values else {}, figures)


def test_what_both_read_stays():
    settled = settle(reading(*RIGHT), reading(*RIGHT), forms())
    assert [figure.value for figure in settled.figures] == list(RIGHT)
    assert settled.findings == []


def test_a_row_that_they_read_differently_is_refused():
    settled = settle(reading(*RIGHT), reading(9, *RIGHT[1:]), forms())
    assert settled.figures == []
    assert [(found.rule, found.where) for found in settled.findings] == [("READINGS_DIFFER", WHERE)]


def test_a_figure_that_one_of_them_reads_as_two_lines_is_the_same():
    wrapped = reading(*RIGHT)
    wrapped.figures[4] = wrapped.figures[4]._replace(value=None, state="text", raw="1\n2")
    joined = reading(*RIGHT)
    joined.figures[4] = joined.figures[4]._replace(value=12, raw="12")
    settled = settle(joined, wrapped, forms())
    assert settled.figures[4].value == 12
    assert "READINGS_DIFFER" not in {found.rule for found in settled.findings}


def test_a_row_of_the_second_alone_is_taken_if_its_equations_hold():
    assert len(settle(reading(), reading(*RIGHT), forms()).figures) == 15
    assert settle(reading(), reading(9, *RIGHT[1:]), forms()).figures == []


@pytest.mark.parametrize(("state", "raw"), [("blank", ""), ("text", "04")])
def test_a_row_of_the_second_alone_is_not_taken_with_a_cell_that_is_no_number(state, raw):
    second = reading(*RIGHT)
    second.figures[2] = second.figures[2]._replace(value=None, state=state, raw=raw)
    assert settle(reading(), second, forms()).figures == []


def test_a_row_of_the_first_alone_stays():
    assert len(settle(reading(*RIGHT), reading(), forms()).figures) == 15


def test_a_row_of_the_second_alone_is_not_put_into_the_table_of_another_form():
    def requests(form, *rows):
        table = {one.id: one for one in forms()}[form].tables["t3_requests"]
        codes = [code for row in table.rows if row.code in rows for code in table.codes(row)]
        figures = [Figure(code, 0, "件", "number", "0", "x") for code in codes]
        return Recognition({"t3": form}, figures)

    second = requests("form_2021", "new_received", "granted")
    assert len(settle(requests("form_2021", "granted"), second, forms()).figures) == 14
    assert len(settle(requests("form_2019", "granted"), second, forms()).figures) == 7


def test_tables_that_are_not_doubtful_are_not_disputed():
    assert len(settle(reading(*RIGHT), reading(9, *RIGHT[1:]), forms(), {"t3_requests"}).figures) == 15


def test_a_printed_contradiction_is_confirmed_by_the_second_reader(monkeypatch):
    asked = []
    whole = module.pdf_plumber.read_with_pdfplumber
    monkeypatch.setattr(
        module.pdf_plumber, "read_with_pdfplumber", lambda data, pages: asked.append(pages) or whole(data, pages)
    )
    report = extract(CONTRADICTED, "x.pdf")
    assert len(report.figures) == 200
    assert any(found.severity == "error" for found in report.findings)
    assert len(asked) == 1


def test_a_second_reader_that_fails_changes_nothing(monkeypatch):
    def fails(data, pages) -> Content:
        raise Unreadable("no")

    monkeypatch.setattr(module.pdf_plumber, "read_with_pdfplumber", fails)
    assert len(extract(CONTRADICTED, "x.pdf").figures) == 200


def test_a_sum_that_may_have_a_summand_of_the_agencys_own_stays_so_when_two_readings_settle():
    first, second = reading(*RIGHT), reading(*RIGHT)
    first.added_to, second.added_to = {"stat_2014.review_total"}, {"stat_2014.litigation_total"}
    assert settle(first, second, forms()).added_to == {"stat_2014.review_total", "stat_2014.litigation_total"}


def test_the_same_list_has_the_same_equation_errors_as_pdf_and_as_page():
    """Some sums are wrong, so that a second reader is asked; of others the agency prints summands of its own."""
    truth = random_list(Random(14), "stat_2008_shanghai", ListOptions(own=0.1, na=0.3))

    def errors(name):
        report = extract(RENDERERS[name].write(truth.document, QUIET, Random(14)), name)
        return [(found.rule, found.where) for found in report.findings if found.rule.startswith("F08_")]

    assert errors("pdf") == errors("html") != []


def test_what_is_asked_twice_is_asked_for_the_reports_year(monkeypatch):
    asked = []
    whole = module.recognise
    monkeypatch.setattr(module, "recognise", lambda blocks, of, year: asked.append(year) or whole(blocks, of, year))
    assert extract(CONTRADICTED, "report.pdf").year
    assert asked == [extract(CONTRADICTED, "report.pdf").year] * 2 + asked[2:]
