import hashlib
from dataclasses import replace

import pytest

from tests.generate.doc_fixtures import FOLDER, report_truth
from tests.test_property import violations
from xxgk.extractors.document import extract
from xxgk.flows.reading import libreoffice as office
from xxgk.flows.reading.extractor import EXTRACTOR
from xxgk.flows.reading.job import Job
from xxgk.flows.reading.second_reading import is_doubtful, is_unknown, read_all, settled_by
from xxgk.schema.report import ERROR, LOADED_WITH_FINDINGS, QUARANTINED, Figure, Finding, Report

with_office = pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")
REPORT = (FOLDER / "report.doc").read_bytes()
FIGURES = (Figure("t3_requests.granted.total", 1, "件", "number", "1", "doc:t2/r6/c9"),)
CONTRADICTION = Finding("F21_T3_ROW_SUM", ERROR, "t3_requests.granted", "1 is not 2", 1, 2)


def job(tmp_path, data, name="a.doc"):
    path = tmp_path / name
    path.write_bytes(data)
    return Job(str(path), name, hashlib.sha256(data).hexdigest(), len(data), EXTRACTOR)


def rtf(text):
    return "{\\rtf1\\ansi " + "".join(f"\\u{ord(char)}?" if ord(char) > 127 else char for char in text) + "}"


def read(*jobs):
    begun = []
    return read_all(jobs, begun.append), begun


def report(**more):
    return replace(Report("a.doc", "0", "application/msword", "doc", (), LOADED_WITH_FINDINGS, figures=FIGURES), **more)


def test_without_libreoffice_a_file_waits_for_it(tmp_path, monkeypatch):
    monkeypatch.setattr(office, "program", lambda: None)
    (reading,), _ = read(job(tmp_path, rtf("一、总体情况").encode()))
    assert reading.report.reason.startswith("needs LibreOffice")
    assert not reading.settled


def test_only_what_may_gain_is_read_twice():
    assert is_unknown(report(outcome=QUARANTINED, reason="needs LibreOffice: an RTF file"))
    assert not is_unknown(report(outcome=QUARANTINED, reason="the file is empty"))
    assert is_doubtful(report(findings=(CONTRADICTION,)))
    assert not is_doubtful(report(reader="docx", findings=(CONTRADICTION,)))
    assert not is_doubtful(report(findings=(Finding("TABLE_QUARANTINED", ERROR, "t2", "x"),)))


def test_two_readings_agree_or_both_are_refused():
    first = report(findings=(CONTRADICTION,))
    assert [found.rule for found in settled_by(first, report()).findings][-1] == "READINGS_AGREE"
    other = settled_by(first, report(figures=(FIGURES[0]._replace(value=2),)))
    assert (other.outcome, other.figures) == (QUARANTINED, ())
    assert "disagree" in other.reason
    assert settled_by(first, report(figures=())).outcome == QUARANTINED


def test_a_document_on_which_the_process_dies_costs_no_other(monkeypatch):
    monkeypatch.setattr(office, "program", lambda: "soffice")
    monkeypatch.setattr(office, "_convert", lambda docs, _: [None if b"bad" in docs else doc for doc in docs])
    begun = []
    assert office.convert([b"a", b"bad", b"c"], begun.append) == [b"a", None, b"c"]
    assert begun == [0, 0, 1, 2]


def test_a_process_is_stopped_at_its_limit(tmp_path, monkeypatch):
    slow = tmp_path / "soffice"
    slow.write_text("#!/bin/sh\nsleep 30\n")
    slow.chmod(0o755)
    monkeypatch.setattr(office, "program", lambda: str(slow))
    assert office.convert([b"x"], lambda _: None, office.Bounds(seconds=0.2)) == [None]


@with_office
def test_an_rtf_file_is_read_as_its_conversion(tmp_path):
    text = "示例市青禾区司法局2023年政府信息公开工作年度报告\\par 一、总体情况\\par 正文。\\par "
    data = rtf(text).encode()
    (reading,), begun = read(job(tmp_path, data, "a.rtf"))
    assert (reading.report.reader, reading.report.media_type) == ("libreoffice", "application/rtf")
    assert reading.report.sha256 == hashlib.sha256(data).hexdigest()
    assert "statutory table" in reading.report.reason or "no annual report" in reading.report.reason
    assert begun[0] == 0


@with_office
def test_slivers_of_its_output_do_not_matter():
    (converted,) = office.convert([REPORT], lambda _: None)
    found = extract(converted, "a.docx")
    assert violations(found, report_truth().expectations) == []
    assert len(found.figures) == 200


@with_office
def test_rubbish_is_not_converted_into_a_report(tmp_path):
    (reading,), _ = read(job(tmp_path, b"{\\rtf1" + b"{\\x" * 2000))
    assert reading.report.outcome == QUARANTINED
