"""What people read stands beside what the program reads, marked, and never in the place of it."""

import pytest

from tests.by_people import ROW, SAMPLE, of_row, printed, reading, refused
from xxgk.extractors.publication.publication import extract_publication
from xxgk.schema.agencies import registry
from xxgk.schema.readings import ABSENT, AGENCY, ILLEGIBLE, YEAR, standing
from xxgk.schema.report import LOADED, QUARANTINED

TOTAL = f"{ROW}.total"


def read(told, data=None):
    (report,) = extract_publication([(data or refused(), "a.html")], readings=standing(told))
    return report


def rules(report):
    """What is told of a report, and not of the whole sample."""
    (whole,) = extract_publication([(SAMPLE.read_bytes(), "a.html")])
    mine = {(found.rule, found.where) for found in whole.findings}
    return [told for found in report.findings if (told := (found.rule, found.where)) not in mine]


def test_a_refused_row_is_read_by_a_person():
    before, after = read([]), read(of_row())
    assert ("ROW_REFUSED", ROW) in rules(before)
    assert rules(after) == [("PERSON_READ", ROW)]
    assert after.checks["fail"] == before.checks["fail"]
    assert after.checks["pass"] > before.checks["pass"]
    figures = {figure.code: figure for figure in after.figures}
    assert {code: figure.raw for code, figure in figures.items()} == printed()
    assert {code for code, figure in figures.items() if figure.state == "transcribed"} == {one.code for one in of_row()}
    assert (figures[TOTAL].value, figures[TOTAL].locator[:11]) == (6, "html:table[")


def test_a_part_of_a_row_leaves_the_rest_refused():
    report = read(of_row()[:3])
    assert rules(report) == [("ROW_REFUSED", ROW)]
    assert sum(figure.state == "transcribed" for figure in report.figures) == 3


def test_what_was_read_stands_against_a_person():
    report = read(
        [reading("t3_requests.partially_granted.total", "7"), reading("t3_requests.new_received.total", "29")]
    )
    told = [(one.where, one.left, one.right) for one in report.findings if one.rule == "PERSON_DISAGREES"]
    total = "t3_requests.partially_granted.total"
    assert told == [(total, int(printed()[total]), 7)]
    assert not any(figure.state == "transcribed" for figure in report.figures)


@pytest.mark.parametrize(
    "other",
    [
        reading(TOTAL, "57", "乙"),
        reading(TOTAL, "", "乙", answer=ABSENT),
        reading(ROW, "", "乙", answer=ABSENT),
        reading("t3_requests", "", "乙", answer=ILLEGIBLE),
    ],
)
def test_two_people_who_differ_are_not_believed(other):
    report = read([*of_row(), other])
    assert ("PEOPLE_DIFFER", TOTAL) in rules(report)
    assert TOTAL not in {figure.code for figure in report.figures}


def test_two_people_who_agree_are_one_figure():
    report = read([*of_row(), *of_row(who="乙")])
    assert rules(report) == [("PERSON_READ", ROW)]
    assert "by 乙, 甲 (" in next(found.message for found in report.findings if found.rule == "PERSON_READ")


def test_a_reading_of_other_bytes_is_none():
    assert read(of_row(), refused() + b"\n") == read([], refused() + b"\n")


def test_a_cell_that_the_form_does_not_have_is_set_aside():
    report = read([reading("t3_requests.other_handling.total", "0")])  # of the form of 2019
    assert ("PERSON_READING_UNFIT", "t3_requests.other_handling.total") in rules(report)


def test_an_equation_that_does_not_hold_is_told_of_what_people_read_too():
    told = [one._replace(text="99") if one.code == TOTAL else one for one in of_row()]
    assert ("F21_T3_COL_SUM", "t3_requests.closed_total.total") in rules(read(told))


def test_a_document_that_nothing_can_read_is_read_by_a_person():
    scan = b"%PDF-1.4 a page that is a picture"
    told = [reading(code, text, data=scan) for code, text in printed().items()]
    assert read(told, scan).outcome == QUARANTINED
    told += [reading(AGENCY, "示例市白鹭县石榴镇人民政府", data=scan), reading(YEAR, "2024", data=scan)]
    report = read(told, scan)
    assert (report.outcome, report.year) == (LOADED, 2024)
    assert report.agency.name == "示例市白鹭县石榴镇人民政府"
    assert {figure.code: figure.raw for figure in report.figures} == printed()
    assert {figure.locator for figure in report.figures} == {"document"}


def test_a_person_says_whose_report_it_is_and_of_which_year():
    report = read([reading(YEAR, "2023"), reading(AGENCY, "北京市海淀区人民政府")])
    assert (report.agency.name, report.agency.resolved, report.year) == ("北京市海淀区人民政府", True, 2023)
    assert {"IDENTITY_TOLD", "IDENTITY_OVERRULED"} <= {found.rule for found in report.findings}
    entry = next(iter(registry().by_name.values()))
    assert read([reading(AGENCY, entry.agency_id)]).agency.name == entry.name


def test_people_who_name_different_agencies_are_not_believed():
    report = read([reading(AGENCY, "北京市海淀区人民政府"), reading(AGENCY, "北京市朝阳区人民政府", "乙")])
    assert report.agency == read([]).agency
    assert "PEOPLE_DIFFER" in {found.rule for found in report.findings}


def test_an_identifier_of_nobody_is_set_aside():
    report = read([reading(AGENCY, "110000-0000000000")])
    assert report.agency == read([]).agency
    assert "PERSON_READING_UNFIT" in {found.rule for found in report.findings}


def test_the_sample_itself_needs_nobody():
    told = [one._replace(sha256=reading("", "", data=SAMPLE.read_bytes()).sha256) for one in of_row()]
    assert read(told, SAMPLE.read_bytes()) == read([], SAMPLE.read_bytes())
