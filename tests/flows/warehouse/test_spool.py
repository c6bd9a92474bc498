"""What was read and is not loaded yet outlives the run that read it."""

import contextlib
import errno
import shutil

import pytest

from tests.flows import fakes, ingesting
from xxgk.flows.jobs.ingest import Ingest, Options
from xxgk.flows.places import spool as folder_of
from xxgk.flows.reading import work
from xxgk.flows.reading.files import find_files
from xxgk.flows.reading.job import Job
from xxgk.flows.reading.pool import NO_ITEM
from xxgk.flows.warehouse import spool
from xxgk.flows.warehouse.warehouse import Warehouse


@pytest.fixture
def torn(corpus, tmp_path, monkeypatch):
    """A run that was broken off when all was read and nothing loaded, and what the next one read."""
    monkeypatch.setattr(spool, "DOCUMENTS", 2)
    monkeypatch.setenv("XXGK_READ", str(tmp_path / "log"))
    corpus.write(a="甲局|2022||4", b="乙局|2023||8", c="丙局|2023||8", d="nothing")

    def load(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as context:
        context.setattr(Warehouse, "load", load)
        with contextlib.suppress(KeyboardInterrupt):
            corpus.ingest(extractor=ingesting.extract)
    (tmp_path / "log").unlink()
    corpus.left = sorted(folder_of(corpus.warehouse).iterdir())
    corpus.read = lambda: len((tmp_path / "log").read_text().split()) if (tmp_path / "log").exists() else 0
    return corpus


def test_what_a_broken_off_run_had_read_is_loaded_and_not_read_again(torn, corpus, tmp_path):
    summary = torn.ingest(extractor=ingesting.extract)
    assert (torn.read(), summary.counts) == (0, {"already_loaded": 3, "already_quarantined": 1})
    assert summary.notes == ("4 documents that a broken-off run had read were loaded and are not read again",)
    assert not folder_of(torn.warehouse).exists()
    other = tmp_path / "other.duckdb"
    torn.ingest(warehouse=other)
    assert torn.tables() == torn.tables(other)


def test_each_file_has_one_outcome_in_each_run(torn):
    torn.ingest(extractor=ingesting.extract)
    assert torn.query("SELECT run, outcome, count(*) FROM ingest_outcome GROUP BY ALL ORDER BY ALL") == [
        (1, "loaded", 3),
        (1, "quarantined", 1),
        (2, "duplicate", 4),
    ]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-9],
        lambda data: data[:3],
        lambda _: b"",
        lambda data: data + b"x",
        lambda data: data.replace(b"number", b"bumber", 1),
    ],
    ids=("end missing", "only a beginning", "empty", "too long", "a bit turned"),
)
def test_a_damaged_piece_is_thrown_away_and_read_again(torn, damage):
    torn.left[0].write_bytes(damage(torn.left[0].read_bytes()))
    summary = torn.ingest(extractor=ingesting.extract)
    assert (torn.read(), sum(summary.counts.values())) == (2, 4)
    assert [torn.left[0].name in note for note in summary.notes] == [False, True]


def test_what_another_version_read_is_not_loaded(torn, monkeypatch):
    monkeypatch.setattr("xxgk.flows.jobs.ingest.code_version", lambda: "another")
    summary = torn.ingest(extractor=ingesting.extract)
    assert torn.read() == 4
    assert all("another version" in note for note in summary.notes)


def test_what_was_read_for_another_warehouse_is_not_loaded(torn):
    torn.warehouse.unlink()
    summary = torn.ingest(extractor=ingesting.extract)
    assert (torn.read(), summary.counts["quarantined"]) == (4, 1)


def test_a_piece_that_was_loaded_already_is_not_loaded_twice(torn, tmp_path):
    shutil.copytree(folder_of(torn.warehouse), tmp_path / "copy")
    torn.ingest(extractor=ingesting.extract)
    shutil.copytree(tmp_path / "copy", folder_of(torn.warehouse))  # as if it had been killed before it removed them
    assert torn.ingest(extractor=ingesting.extract).notes == ()
    assert torn.query("SELECT count(*) FROM ingest_outcome WHERE run = 1") == [(4,)]


def test_what_was_half_written_is_removed(torn):
    half = folder_of(torn.warehouse) / "1-000009.part"
    half.write_bytes(b"{")
    torn.ingest(extractor=ingesting.extract)
    assert not half.exists()


def test_a_full_disk_names_the_file_and_loses_nothing(corpus, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    corpus.write(a="甲局|2022||4")
    monkeypatch.setattr("xxgk.flows.warehouse.spool.Path.replace", full)
    monkeypatch.setattr(spool, "DOCUMENTS", 1)
    with pytest.raises(OSError, match=r"No space left.*w\.spool"):
        corpus.ingest()
    monkeypatch.undo()
    assert list(folder_of(corpus.warehouse).iterdir()) == []
    assert corpus.ingest().counts == {"loaded": 1}


def test_each_scan_that_is_read_is_handed_over(corpus, monkeypatch):
    corpus.write(a="甲局|2022||4", b="乙局|2023||8", c="丙局|2023||8")
    jobs = [Job(file.path, file.source, "", 0, fakes.extract_publication) for file in find_files([corpus.folder])]
    monkeypatch.setattr(work, "SECONDS", -1)
    begun = []
    handed = [(count, list(begun)) for count, _ in work.read(jobs, lambda index, *_: begun.append(index))]
    assert handed == [(1, [0, NO_ITEM]), (1, [0, NO_ITEM, 1, NO_ITEM]), (1, [0, NO_ITEM, 1, NO_ITEM, 2, NO_ITEM])]


def test_documents_wait_for_a_piece_some_seconds_at_most(corpus, monkeypatch):
    corpus.write(a="甲局|2022||4", b="乙局|2023||8")
    monkeypatch.setattr(spool, "SECONDS", 0)
    pieces = []
    with Ingest(find_files([corpus.folder]), corpus.warehouse, Options(0, extractor=fakes.extract_publication)) as run:
        monkeypatch.setattr(run._spool, "clear", lambda: pieces.extend(folder_of(corpus.warehouse).iterdir()))
        run.load(next(run.batches()))
    assert len(pieces) == 2
