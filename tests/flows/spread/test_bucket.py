"""Staging, and the archive or the workers' copy of it, in a bucket: the same tables, also after a kill."""

import shutil
from pathlib import Path

import pytest

from tests.flows.buckets import served
from tests.flows.fakes import torn_off
from tests.flows.jobs.test_archive_in_a_bucket import NAMES, PLACE, SAMPLES, asked, figures
from tests.flows.spread.test_cluster import done_files
from xxgk.flows.crawl.kept.bucket_archive import CACHE_PLACE
from xxgk.flows.reading.pool import Limits
from xxgk.flows.spread.spread import Spread
from xxgk.flows.spread.staged_pieces import StagedPieces
from xxgk.flows.storage import store_at
from xxgk.flows.warehouse.warehouse import Warehouse

pytest.importorskip("distributed")

from tests.spread.machines import Machines

COUNT = 60


@pytest.mark.soak
def test_through_a_bucket_nothing_is_other_and_a_killed_run_goes_on(corpus, tmp_path, monkeypatch):
    corpus.write(**{f"x{n}": f"{n}局|2021||{n}" for n in range(COUNT)}, die="die").ingest(workers=1)
    other = tmp_path / "other.duckdb"
    with served() as (_, environment), Machines(tmp_path, 1, **environment) as machines:
        spread = Spread(machines.address, "s3://xxgk/staging", "s3://xxgk/archive")
        asked = {"warehouse": other, "archive": tmp_path / "archive", "spread": spread, "limits": Limits(seconds=30)}
        with monkeypatch.context() as torn:
            torn.setattr(Warehouse, "load", torn_off)
            with pytest.raises(RuntimeError, match="torn off"):
                corpus.ingest(**asked)
        before = done_files("s3://xxgk/staging")
        with monkeypatch.context() as kept:
            kept.setattr(StagedPieces, "forget", lambda *_: None)
            corpus.ingest(**asked)
        assert before == done_files("s3://xxgk/staging") != {}
        assert len(list(store_at("s3://xxgk/archive").names())) == COUNT + 1
    assert corpus.tables(other) == corpus.tables()


@pytest.mark.soak
def test_workers_read_from_an_archive_that_is_in_the_bucket_alone(tmp_path):
    (given := tmp_path / "in").mkdir()
    for name in NAMES:
        shutil.copy(SAMPLES / name, given)
    theirs = str(tmp_path / "theirs")
    with served() as (_, environment), Machines(tmp_path, 1, **environment | {CACHE_PLACE: theirs}) as machines:
        alone, spread = tmp_path / "alone.duckdb", tmp_path / "spread.duckdb"
        asked("ingest", str(given), f"--warehouse={alone}", f"--archive={tmp_path / 'archive'}", "-n", "1")
        on = [f"--archive={PLACE}", f"--on={machines.address}", "--staging=s3://xxgk/staging"]
        asked("ingest", str(given), f"--warehouse={spread}", *on)
        assert figures(spread) == figures(alone) != []
        for folder in (theirs, environment[CACHE_PLACE], given):
            shutil.rmtree(folder)
        asked("reextract", f"--warehouse={spread}", *on, "--where", "TRUE")
        assert figures(spread) == figures(alone)
        assert not any(one.startswith("staging") for one in store_at("s3://xxgk").names())
    assert sum(path.is_file() for path in Path(theirs).rglob("*")) == len(NAMES)
