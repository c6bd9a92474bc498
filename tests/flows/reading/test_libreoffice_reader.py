import hashlib

import pytest

from tests.generate.doc_fixtures import FOLDER, report_truth
from tests.test_property import violations
from xxgk.extractors.document import extract
from xxgk.flows.reading import libreoffice as office
from xxgk.flows.reading.extractor import EXTRACTOR
from xxgk.flows.reading.job import Job
from xxgk.flows.reading.second_reading import read_all
from xxgk.schema.report import QUARANTINED

with_office = pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")
REPORT = (FOLDER / "report.doc").read_bytes()


def job(tmp_path, data, name="a.doc"):
    path = tmp_path / name
    path.write_bytes(data)
    return Job(str(path), name, hashlib.sha256(data).hexdigest(), len(data), EXTRACTOR)


def rtf(text):
    return "{\\rtf1\\ansi " + "".join(f"\\u{ord(char)}?" if ord(char) > 127 else char for char in text) + "}"


def read(*jobs):
    begun = []
    return read_all(jobs, begun.append), begun


def test_without_libreoffice_a_file_waits_for_it(tmp_path, monkeypatch):
    monkeypatch.setattr(office, "program", lambda: None)
    (reading,), _ = read(job(tmp_path, rtf("一、总体情况").encode()))
    assert reading.report.reason.startswith("needs LibreOffice")
    assert not reading.settled


def test_what_several_documents_ask_for_is_converted_at_once(tmp_path, monkeypatch):
    texts = (rtf("甲").encode(), b"nothing", rtf("乙").encode())
    asked = []
    monkeypatch.setattr(office, "program", lambda: "soffice")
    monkeypatch.setattr(
        office,
        "_convert",
        lambda given, _: asked.append(given) or [b"text" if one == texts[0] else None for one in given],
    )
    (first, other, last), begun = read(*(job(tmp_path, data, f"{n}.rtf") for n, data in enumerate(texts)))
    assert asked == [[texts[0], texts[2]], [texts[2]]]
    assert (first.report.reader, other.report.reader) == ("libreoffice", "text")
    assert last.report.reason.startswith("LibreOffice cannot convert it")
    assert all(reading.settled for reading in (first, other, last))
    assert begun == [0, 1, 2, 0, 2, 0, 2]


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
    assert office.convert([b"x"], lambda _: None, office.OfficeBounds(seconds=0.2)) == [None]


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
