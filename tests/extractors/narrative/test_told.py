"""Titles that people tell open a section that had none, and move nothing that was read."""

import hashlib

import pytest

from tests.by_people import AT, SAMPLE
from xxgk.extractors.marked import MARK, marked
from xxgk.extractors.publication.publication import extract_publication
from xxgk.schema.readings import ABSENT, PRINTED, PersonReading, problem, standing

PLACE, TITLE, KNOWN = "section.problems", "五、回望与前行", "五、存在的主要问题及改进情况"
ODD = SAMPLE.read_text("utf-8").replace(KNOWN, TITLE).encode()


def said(text, who="甲", *, place=PLACE, answer=PRINTED, data=ODD):
    return PersonReading(hashlib.sha256(data).hexdigest(), place, answer, text, who, AT)


def read(*told, data=ODD):
    """The titles of the report by code, and what is told of sections."""
    (report,) = extract_publication([(data, "a.html")], readings=standing(told))
    about = ("SECTION_MISSING", "SECTION_TOLD", "PERSON_READING_UNFIT", "PERSON_DISAGREES", "PEOPLE_DIFFER")
    titles = {section.code: section.title for section in report.sections if section.title}
    return titles, [(found.rule, found.where) for found in report.findings if found.rule in about]


@pytest.mark.parametrize("text", [TITLE, "回望与前行"])
def test_a_title_that_a_person_tells_opens_its_section(text):
    without, findings = read()
    assert (without[""], findings) == (TITLE, [("SECTION_MISSING", "problems")])
    titles, findings = read(said(text))
    assert (titles["problems"], findings) == (TITLE, [("SECTION_TOLD", "problems")])
    assert {code: title for code, title in titles.items() if code != "problems"} == {
        code: title for code, title in without.items() if code
    }


@pytest.mark.parametrize("text", ["回望", "六、其他需要报告的事项", "（一）主动公开"])
def test_a_title_that_opens_no_section_or_moves_another_is_set_aside(text):
    titles, findings = read(said(text))
    assert titles == read()[0]
    assert findings == [("SECTION_MISSING", "problems"), ("PERSON_READING_UNFIT", "problems")]


def test_what_was_read_stands_against_a_person():
    whole = SAMPLE.read_bytes()
    titles, findings = read(said("六、其他需要报告的事项", data=whole), data=whole)
    assert (titles["problems"], findings) == (KNOWN, [("PERSON_DISAGREES", "problems")])
    assert read(said(KNOWN, data=whole), data=whole)[1] == []


@pytest.mark.parametrize("other", [said("六、其他需要报告的事项", "乙"), said("", "乙", answer=ABSENT)])
def test_people_who_differ_are_not_believed(other):
    titles, findings = read(said(TITLE), other)
    assert (titles, findings) == (read()[0], [("SECTION_MISSING", "problems"), ("PEOPLE_DIFFER", "problems")])


def test_that_it_is_not_there_is_no_title():
    assert read(said("", answer=ABSENT)) == read()


def test_a_line_about_a_section_names_one_and_its_title():
    assert [problem(one) for one in (said(TITLE), said("", answer=ABSENT))] == ["", ""]
    assert "no title" in problem(said(" "))
    assert "no form has" in problem(said(TITLE, place="section.none"))


def test_titles_that_may_be_those_of_a_section_are_marked_in_the_source():
    page = marked(ODD, PLACE)
    assert page.count(f'id="{MARK}"') == 1
    assert TITLE in page.partition(f'id="{MARK}"')[2][:40]
