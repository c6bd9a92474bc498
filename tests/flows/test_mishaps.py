"""Files that are damaged, in the way, or cannot grow: one line, an exit code, nothing lost; the next run goes on."""

import os
import resource
import sqlite3
import subprocess
import sys
from functools import partial

import pytest
from typer.testing import CliRunner

from tests.flows import fakes
from xxgk.flows.commands import main as cli
from xxgk.flows.crawl.kept.ledger import Ledger
from xxgk.flows.places import Places
from xxgk.flows.reading import extractor as door
from xxgk.flows.warehouse.warehouse import OF_THE_FILE, Warehouse

PROGRAM = """
from tests.flows import fakes
from xxgk.flows.commands import main as cli
from xxgk.flows.commands import progress
from xxgk.flows.reading import extractor as door
progress.EVERY = 3600  # however slow the machine
door.EXTRACTOR = fakes.extract_publication
cli.main()
"""
MORE = "甲区教育局|2024|2025-01-10|4"


@pytest.fixture
def run(corpus, monkeypatch):
    """Runs the command with the fake extractor, in this process."""
    monkeypatch.setattr(door, "EXTRACTOR", fakes.extract_publication)
    monkeypatch.setenv("XXGK_WAREHOUSE", str(corpus.warehouse))
    monkeypatch.setenv("XXGK_ARCHIVE", str(corpus.folder.parent / "archive"))
    return lambda *arguments: CliRunner().invoke(cli.app, arguments)


@pytest.fixture
def filled(corpus, run):
    """The places of a small warehouse that is published, and its folder of documents with one more."""
    corpus.write(a="甲区教育局|2022|2023-01-10|5", b="甲区教育局|2023|2024-01-10|8")
    assert run("ingest", str(corpus.folder), "-n", "1").exit_code == 0
    corpus.write(c=MORE)
    return Places(corpus.warehouse)


def limited(corpus, most, *arguments):
    """The command in a process of its own, whose files cannot grow beyond so many bytes: as on a disk that is full."""
    environment = {**os.environ, "PYTHONPATH": os.getcwd()}
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (most, most))
    command = [sys.executable, "-c", PROGRAM, *arguments]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, preexec_fn=limit, encoding="utf-8"
    )


def only_line(code, stderr):
    assert code == 1
    assert stderr.startswith("xxgk: ")
    assert stderr.count("\n") == 1, stderr
    return stderr


@pytest.mark.parametrize("size", [0, pytest.param(300_000, marks=pytest.mark.soak)])
def test_a_working_warehouse_that_is_cut_is_put_aside_and_made_anew(corpus, run, filled, size):
    os.truncate(filled.work, size)
    done = run("ingest", str(corpus.folder), "-n", "1")
    assert (done.exit_code, done.stderr.count("\n")) == (0, 1)
    assert "was damaged" in done.stderr
    assert "made anew from" in done.stderr
    assert filled.work.with_name(f"{filled.work.name}.damaged").stat().st_size == size
    assert corpus.query("SELECT count(*) FROM report") == [(3,)]


@pytest.mark.parametrize("body", [b"", b"no database at all", b"SQLite format 3\0" + bytes(4096)])
def test_what_is_no_database_is_told_to_a_reader(corpus, run, body):
    corpus.warehouse.write_bytes(body)
    done = run("status")
    assert "is damaged (it is " in only_line(done.exit_code, done.stderr)


def test_a_folder_in_the_way_and_a_file_that_may_not_be_read_are_told(corpus, run, filled, tmp_path):
    filled.work.unlink()
    filled.work.mkdir()
    done = run("ingest", str(corpus.folder), "-n", "1")
    assert str(filled.work) in only_line(done.exit_code, done.stderr)
    done = run("export", "--to", str(corpus.folder / "c.txt"))
    assert "c.txt: File exists" in only_line(done.exit_code, done.stderr)


@pytest.mark.parametrize(  # the spool, the log of the load, the warehouse
    "most", [pytest.param(4_000, marks=pytest.mark.soak), pytest.param(7_000, marks=pytest.mark.soak), 600_000]
)
def test_a_full_disk_is_one_line_and_the_next_run_goes_on(corpus, run, filled, most):
    before = corpus.tables()
    done = limited(corpus, most, "ingest", str(corpus.folder), "-n", "1")
    assert "make room and run it again" in only_line(done.returncode, done.stderr)
    assert corpus.tables() == before
    assert run("ingest", str(corpus.folder), "-n", "1").exit_code == 0
    assert corpus.query("SELECT count(*) FROM report") == [(3,)]


@pytest.mark.soak
def test_an_export_to_a_full_disk_is_one_line(corpus, run, filled, tmp_path):
    for format_ in ("csv", "parquet", "xlsx"):
        done = limited(corpus, 1000, "export", "--to", str(tmp_path / format_), "--format", format_)
        assert "make room and run it again" in only_line(done.returncode, done.stderr), format_


@pytest.mark.parametrize("kind", OF_THE_FILE)
def test_what_duckdb_says_of_a_file_is_told_with_it_and_the_way_out(corpus, kind):
    with Warehouse(corpus.warehouse) as opened:
        told = str(opened._fault(kind("words of the library\nand more")))
    assert told.startswith(f"{corpus.warehouse}: cannot be used: words of the library; run it again")
    assert "move it away" in told


@pytest.mark.parametrize("words", ["database is locked", "unable to open database file", "attempt to write a readonly"])
def test_what_sqlite_says_of_the_ledger_is_told_with_it_and_the_way_out(tmp_path, words):
    with Ledger(tmp_path / "x.sqlite") as ledger:
        told = str(ledger._fault(sqlite3.OperationalError(words)))
    assert told.startswith(f"{tmp_path / 'x.sqlite'} cannot be used: {words}; run it again")
    assert "move it away" in told
