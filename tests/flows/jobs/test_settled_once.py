"""What the reader cannot get through is not tried by every run: after 1, 7, 30 days, or by another version of it."""

import hashlib
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.flows import fakes
from xxgk.flows.jobs.ingest import Limits
from xxgk.flows.morning import status
from xxgk.flows.screen import ScreenTable
from xxgk.flows.warehouse import warehouse
from xxgk.flows.warehouse.warehouse import Warehouse

START = warehouse.now()


@pytest.fixture
def after(corpus, monkeypatch):
    """Ingests so many days after the first time; returns what was counted."""

    def ingest(days, **options):
        monkeypatch.setattr(warehouse, "now", lambda: START + timedelta(days=days))
        return corpus.ingest(**options).counts

    return ingest


def test_a_document_that_fails_is_read_again_after_1_7_and_30_days(corpus, after):
    corpus.write(a="raise")
    after(0)
    before = corpus.tables()
    read = [day for day in (0.5, 1, 2, 7, 8, 37, 38, 67, 68) if after(day) == {"quarantined": 1}]
    assert read == [1, 8, 38, 68]
    assert corpus.tables() == before


@pytest.mark.parametrize(("text", "least"), [("hang", 1.0), ("die", 0.0), ("hog", 0.0)])
def test_one_that_hangs_or_ends_its_process_is_told_with_its_cost(corpus, after, text, least):
    corpus.write(a=text)
    told = {"workers": 1, "limits": Limits(seconds=1, memory=1 << 30)}
    assert after(0, **told) == {"quarantined": 1}
    assert after(0.5, **told) == {"already_quarantined": 1}
    with Warehouse(corpus.warehouse, read_only=True) as opened:
        grids = [block for block in status.status_blocks(opened) if isinstance(block, ScreenTable)]
    (row,) = next(grid.rows for grid in grids if "read again after" in grid.columns)
    assert row[0].endswith("a.txt")
    assert row[2] >= least
    assert row[5] == START + timedelta(hours=20)


def test_another_version_of_the_reader_tries_at_once(corpus, after, monkeypatch):
    corpus.write(a="raise")
    after(0)
    monkeypatch.setattr(warehouse, "extractor_version", lambda: "another")
    assert [after(day) for day in (0, 0.5)] == [{"quarantined": 1}, {"already_quarantined": 1}]
    assert corpus.query("SELECT tries FROM unread") == [(1,)]


def test_when_it_is_read_again_is_told(corpus, after):
    corpus.write(a="raise")
    after(0)
    ((_, told),) = corpus.ingest().refused
    assert told.startswith("already quarantined: the extractor failed: RuntimeError: boom; read again after ")
    assert date.fromisoformat(told.partition("after ")[2][:10]) >= START.date()


def test_what_is_read_at_last_is_remembered_no_more(corpus, after, monkeypatch):
    corpus.write(a="raise")
    after(0)
    read = fakes.extract("甲|2022||6".encode(), "a")
    monkeypatch.setattr(fakes, "extract", lambda data, _: replace(read, sha256=hashlib.sha256(data).hexdigest()))
    assert after(1) == {"loaded": 1}
    assert corpus.query("SELECT count(*) FROM unread") == [(0,)]
