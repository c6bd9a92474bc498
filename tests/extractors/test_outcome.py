"""The fate of a document: what decides it, in which order, and that no message does."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from xxgk.extractors import outcome
from xxgk.extractors.containers import container
from xxgk.extractors.outcome import (
    beside_unread,
    concluded,
    is_doubtful,
    needs_conversion,
    quarantined,
    refused,
    settled_by,
)
from xxgk.schema.document import Unreadable
from xxgk.schema.findings import finding
from xxgk.schema.refusal import LIBREOFFICE, OCR, Refusal, Why
from xxgk.schema.report import ERROR, LOADED, LOADED_WITH_FINDINGS, QUARANTINED, Agency, Figure, Finding, Part, Report

FIGURES = (Figure("t3_requests.granted.total", 1, "件", "number", "1", "doc:t2/r6/c9"),)
CONTRADICTION = Finding("F21_T3_ROW_SUM", ERROR, "t3_requests.granted", "1 is not 2", 1, 2)
AMBIGUOUS = finding("AGENCY_AMBIGUOUS", "", "two of that name")
TABLE = finding("TABLE_QUARANTINED", "t3", "the heads are mixed up")
SCAN = Refusal(Why.UNREADABLE, "a scan", (OCR,))


def report(**more):
    whole = Report("a.doc", "0", "application/msword", "doc", (), LOADED_WITH_FINDINGS, figures=FIGURES)
    return replace(whole, **{"agency": Agency("甲局", "1", True), "year": 2022, **more})


@pytest.mark.parametrize(
    ("lacks", "why"),
    [
        ({}, None),
        ({"findings": (AMBIGUOUS,)}, Why.AGENCY_IN_DOUBT),
        ({"findings": (AMBIGUOUS,), "agency": None}, Why.NO_AGENCY),
        ({"agency": None, "year": None}, Why.NO_YEAR),
        ({"figures": (), "year": None}, Why.NO_TABLES),
        ({"figures": (), "findings": (TABLE,)}, Why.TABLES_REFUSED),
    ],
)
def test_what_a_report_lacks_decides(lacks, why):
    told = concluded(report(**lacks), has_titles=True, is_free=False)
    assert (told.why, told.outcome) == (why, QUARANTINED if why else LOADED)
    assert bool(told.reason) == bool(why)


def test_what_has_neither_tables_nor_sections_is_no_report_and_free_text_may_be_one():
    bare = report(figures=())
    assert concluded(bare, has_titles=False, is_free=False).why == Why.NO_REPORT
    assert concluded(bare, has_titles=False, is_free=True).outcome == LOADED


def test_a_report_without_figures_tells_the_first_of_what_was_not_read_and_what_that_needs():
    bare = concluded(report(figures=()), has_titles=True, is_free=False)
    told = beside_unread(bare, None, [("part 1", SCAN), ("part 2", SCAN)], shows_pictures=True)
    assert (told.why, told.needs) == (Why.NO_TABLES, (OCR,))
    assert told.reason == f"{bare.reason}; not read: part 1 (a scan)"
    assert beside_unread(report(), SCAN, [], shows_pictures=True) == report()


def test_what_is_refused_keeps_whose_it_is_and_shares_its_fate_with_its_parts():
    parts = (Part("b", "1", "", "", (), LOADED), Part("c", "2", "", "", (), QUARANTINED, "a scan", (OCR,)))
    told = refused(report(parts=parts), Refusal(Why.NOT_READ, "took\n too long"))
    assert (told.year, told.figures, told.reason, told.why) == (2022, (), "took too long", Why.NOT_READ)
    assert [(part.reason, part.needs) for part in told.parts] == [("took too long", ()), ("a scan", (OCR,))]


def test_only_what_may_gain_is_read_twice():
    with pytest.raises(Unreadable) as rtf:
        container(b"{\\rtf1 text}")
    assert needs_conversion(quarantined(report(), rtf.value.refusal))
    assert rtf.value.needs == (LIBREOFFICE,)
    assert rtf.value.needs_inside == ()
    assert not needs_conversion(quarantined(report(), Refusal(Why.UNREADABLE, "needs LibreOffice, it says")))
    assert is_doubtful(report(findings=(CONTRADICTION,)))
    assert not is_doubtful(report(reader="docx", findings=(CONTRADICTION,)))
    assert not is_doubtful(report(findings=(replace(TABLE, severity=ERROR),)))


def test_two_readings_agree_or_both_are_refused():
    first = report(findings=(CONTRADICTION,))
    assert [found.rule for found in settled_by(first, report()).findings][-1] == "READINGS_AGREE"
    other = settled_by(first, report(figures=(FIGURES[0]._replace(value=2),)))
    assert (other.outcome, other.figures, other.why) == (QUARANTINED, (), Why.READINGS_DIFFER)
    assert "disagree" in other.reason
    assert settled_by(first, report(figures=())).outcome == QUARANTINED


def test_nothing_is_decided_by_the_words_of_a_reason():
    read = re.compile(
        r"\b(?:in|==|!=) \(?(?:str\(reason|\w+(?:\.\w+)*\.reason\b)|str\(reason\)\.|\.reason(?: or \"\")?\)?\.\w+with"
    )
    root = Path(outcome.__file__).parents[1]
    code = (path for room in ("extractors", "flows/reading", "flows/jobs") for path in (root / room).rglob("*.py"))
    assert [path.name for path in code if read.search(path.read_text("utf-8"))] == []
