"""Folders and files of a user that cannot be read, or change while they are: one line each, and the rest is read."""

import errno
import os
from pathlib import Path

from xxgk.flows.jobs.ingest import Options, ingest_files
from xxgk.flows.reading import publications
from xxgk.flows.reading.files import find_files
from xxgk.flows.release.audits import run_audits
from xxgk.flows.warehouse.warehouse import Warehouse


def test_a_folder_that_cannot_be_opened_is_told_and_the_rest_is_read(corpus, monkeypatch):
    corpus.write(a="甲局|2022||5")
    closed = corpus.folder / "closed"
    closed.mkdir()
    scandir = os.scandir

    def refused(path="."):
        if str(path) == str(closed):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    summary = corpus.ingest()
    assert (summary.counts, summary.left_out) == ({"loaded_with_findings": 1, "unreachable": 1}, True)
    assert summary.refused == ((str(closed), "cannot be opened: Permission denied"),)


def test_what_was_saved_with_a_page_and_cannot_be_opened_is_told(corpus, monkeypatch):
    page = corpus.folder / "a.html"
    page.write_text("甲局|2022||5")
    beside = corpus.folder / "a_files"
    beside.mkdir()
    monkeypatch.setattr(
        Path, "iterdir", lambda path: (_ for _ in ()).throw(PermissionError(13, "Permission denied", path))
    )
    assert [part.path for part in find_files([page])[0].parts] == [str(beside)]


def test_a_page_with_the_longest_name_that_there_is_can_be_read(corpus):
    page = corpus.folder / f"{'a' * 250}.html"
    page.write_text("甲局|2022||5")
    assert [file.path for file in find_files([corpus.folder])] == [str(page)]


def test_a_file_that_changes_between_two_looks_leaves_no_document_behind(corpus, monkeypatch):
    corpus.write(a="甲局|2022||5", b="乙局|2022||4")
    examined = publications.examine

    def then_changed(file, most):
        found = examined(file, most)
        if file.source.endswith("b.txt"):
            Path(file.path).write_text("乙局|2022||44")
        return found

    monkeypatch.setattr(publications, "examine", then_changed)
    summary = corpus.ingest()
    assert summary.counts == {"loaded_with_findings": 1, "unreachable": 1}
    assert "changed while it was being read" in summary.refused[0][1]
    assert corpus.query("SELECT count(*) FROM document") == [(1,)]
    monkeypatch.undo()
    assert corpus.ingest().counts == {"already_loaded": 1, "loaded": 1}


def test_the_style_sheets_of_a_page_saved_whole_are_parts_of_it(corpus):
    page, beside = corpus.folder / "a.html", corpus.folder / "a_files"
    beside.mkdir(parents=True)
    hiding = "<title>青禾区教育局2024年政府信息公开工作年度报告</title><link rel=stylesheet href=./a_files/s.css>"
    rows = (
        "<tr><td colspan=4>第二十条第（一）项</td></tr><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td>"
        "<td>现行有效件数</td></tr><tr><td>规章</td><td><b class=m>9</b>3</td><td>0</td><td>12</td></tr>"
    )
    page.write_text(
        f"<html><head>{hiding}</head><body><p>二、主动公开政府信息情况</p><table>{rows}</table></body></html>", "utf-8"
    )
    (beside / "s.css").write_text(".m{display:none}")
    (beside / "s.js").write_text("//")
    files = find_files([page])
    assert [part.path for part in files[0].parts] == [str(beside / "s.css")]
    ingest_files(files, corpus.warehouse, Options(0))
    told = "SELECT value FROM figure WHERE code = 't2_art20_1_documents.regulations.issued'"
    assert corpus.query(told) == [(3,)]
    assert corpus.query("SELECT media_type FROM document ORDER BY 1") == [("text/css",), ("text/html",)]
    with Warehouse(corpus.warehouse, read_only=True) as warehouse:
        assert [verdict.told() for verdict in run_audits(warehouse) if not verdict.passed] == []
