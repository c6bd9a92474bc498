"""What LibreOffice makes of a document is asked for, and settled, by the extractors alone: a function answers here."""

import hashlib
import shutil
from dataclasses import replace
from inspect import getsourcefile
from pathlib import Path

import pytest

from xxgk.extractors import outcome
from xxgk.extractors.outcome import unreadable
from xxgk.extractors.publication import conversions
from xxgk.extractors.publication.conversions import NotConverted, with_conversions
from xxgk.extractors.publication.publication import extract_publication
from xxgk.flows import version
from xxgk.schema.refusal import LIBREOFFICE, Refusal, Why
from xxgk.schema.report import ERROR, LOADED, LOADED_WITH_FINDINGS, QUARANTINED, Figure, Finding, Part, Report

CONTRADICTION = Finding("F21_T3_ROW_SUM", ERROR, "t3_requests.granted", "1 is not 2", 1, 2)
UNKNOWN = Refusal(Why.UNREADABLE, "needs LibreOffice: the file is an RTF file", (LIBREOFFICE,))
RTF = b"{\\rtf1 text}"
ABSENT, FAILED = NotConverted.ABSENT, NotConverted.FAILED


def hash_of(data):
    return hashlib.sha256(data).hexdigest()


def doubtful(value):
    figures = (Figure("t3_requests.granted.total", value, "件", "number", str(value), "doc:t2/r6/c9"),)
    return Report("a.doc", "0", "", "doc", (), LOADED_WITH_FINDINGS, figures=figures, findings=(CONTRADICTION,))


def settled(answer, second=None):
    """The fate of a .doc that contradicts itself, LibreOffice giving this answer, in which `second` is read."""
    read = {b"doc": doubtful(1), b"docx": second}
    (report,) = with_conversions([(b"doc", "a.doc")], lambda _: answer, lambda documents, _: [read[documents[0][0]]])
    return report


def test_a_contradiction_stays_where_both_readings_see_it_and_is_refused_where_they_differ():
    assert settled(b"docx", doubtful(1)).findings[-1].rule == "READINGS_AGREE"
    assert settled(b"docx", doubtful(2)).why == Why.READINGS_DIFFER
    assert settled(ABSENT) == doubtful(1)


def test_a_contradiction_that_the_other_reader_could_not_look_at_is_told_so():
    alone = settled(FAILED)
    assert (alone.figures, alone.findings[-1].rule) == (doubtful(1).figures, "READING_ALONE")


@pytest.mark.parametrize(
    ("answer", "reason", "needs"),
    [(ABSENT, UNKNOWN.words, (LIBREOFFICE,)), (FAILED, f"LibreOffice cannot convert it ({UNKNOWN.words})", ())],
)
def test_a_file_that_only_libreoffice_reads_waits_for_it_and_not_where_it_cannot(answer, reason, needs):
    (report,) = extract_publication([(RTF, "a.rtf")], convert=lambda _: answer)
    assert (report.outcome, report.reason, report.needs) == (QUARANTINED, reason, needs)


def test_what_is_read_of_a_conversion_is_told_so_and_known_by_the_original():
    second = Report("a.rtf", "1", "docx", "docx", (), LOADED)
    read = {RTF: unreadable("a.rtf", hash_of(RTF), UNKNOWN), b"docx": second}
    (report,) = with_conversions([(RTF, "a.rtf")], lambda _: b"docx", lambda documents, _: [read[documents[0][0]]])
    assert (report.sha256, report.reader, report.media_type) == (hash_of(RTF), "libreoffice", "application/rtf")
    assert [found.rule for found in report.findings] == ["CONVERTED"]


def page(part, *needs):
    """A page with a part that could not be read for want of something, or was."""
    read = Part("b", hash_of(part), "", "docx", (), QUARANTINED if needs else LOADED, needs=needs)
    figure = Figure("t3_requests.granted.total", 1, "件", "number", "1", "x", document=hash_of(part))
    return Report("a", "0", "", "html", (), read.outcome, figures=(figure,), parts=(read,), needs=needs)


def test_parts_are_read_from_their_conversions_and_known_by_themselves():
    read = {RTF: page(RTF, LIBREOFFICE), b"docx": page(b"docx")}
    documents = [(b"page", "a"), (RTF, "b")]
    (report,) = with_conversions(documents, lambda _: b"docx", lambda given, _: [read[given[1][0]]])
    assert (report.parts[0].sha256, report.parts[0].reader) == (hash_of(RTF), "libreoffice")
    assert [(found.rule, found.document) for found in report.findings] == [("CONVERTED", hash_of(RTF))]
    assert report.figures[0].document == hash_of(RTF)


@pytest.mark.parametrize(("answer", "needs"), [(ABSENT, (LIBREOFFICE,)), (FAILED, ())])
def test_a_publication_waits_for_libreoffice_only_where_that_is_not_there(answer, needs):
    documents = [(b"page", "a"), (RTF, "b")]
    (report,) = with_conversions(documents, lambda _: answer, lambda *_: [page(RTF, LIBREOFFICE)])
    assert report == replace(page(RTF, LIBREOFFICE), needs=needs)


def test_what_settles_two_readings_is_of_the_version_by_which_documents_are_read_again(tmp_path, monkeypatch):
    deciding = {Path(getsourcefile(one)).resolve() for one in (with_conversions, outcome.settled_by)}
    assert deciding == {Path(module.__file__).resolve() for module in (conversions, outcome)}
    for folder in ("schema", "extractors"):
        shutil.copytree(version.ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    copies = [tmp_path / path.relative_to(version.ROOT) for path in sorted(deciding)]
    monkeypatch.setattr(version, "ROOT", tmp_path)
    seen = {version.extractor_version.__wrapped__()}
    for copy in copies:
        copy.write_text(copy.read_text("utf-8") + "#", "utf-8")
        seen.add(version.extractor_version.__wrapped__())
    assert len(seen) == 1 + len(copies)
