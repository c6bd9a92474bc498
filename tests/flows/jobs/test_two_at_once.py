"""Two processes that load, publish or make the working warehouse at the same moment lose nothing."""

import asyncio
import multiprocessing
import shutil
from concurrent.futures import ProcessPoolExecutor

import pytest

from tests.flows import fakes
from tests.flows.conftest import Corpus
from xxgk.flows.crawl.clock import SystemClock
from xxgk.flows.jobs import patience
from xxgk.flows.jobs.ingest import Options, ingest
from xxgk.flows.jobs.patience import until_free
from xxgk.flows.places import Places
from xxgk.flows.release import shelf
from xxgk.flows.release.publish import prepare, publish
from xxgk.flows.warehouse.warehouse import BusyError, Warehouse


def load(places, paths):
    """Load files, trying again while another process does; what was told."""
    told = []
    for _ in range(200):
        try:
            ingest(paths, prepare(places, told.append), Options(workers=0, extractor=fakes.extract_publication))
        except BusyError:
            continue
        return told
    raise AssertionError("never free")


@pytest.mark.soak
def test_loads_that_meet_while_the_working_warehouse_is_missing_lose_no_document(tmp_path):
    corpus, places = Corpus(tmp_path), Places(tmp_path / "w.duckdb")
    corpus.write(a="甲局|2022||5").ingest(warehouse=prepare(places))
    publish(places)
    files = [corpus.folder / f"{name}.txt" for name in "bcde"]
    corpus.write(**{file.stem: f"{file.stem}局|2022||5" for file in files})
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as two:
        for first, second in (files[:2], files[2:]):
            places.work.unlink()
            told = [*two.map(load, [places] * 2, [[first], [second]])]
            assert sum(map(len, told)) == 1
            publish(places)
    assert corpus.query("SELECT count(*) FROM report", places.published) == [(5,)]


class Clock(SystemClock):
    def __init__(self, end):
        self.waited, self.end = 0.0, end

    def monotonic(self):
        return self.waited

    async def sleep(self, seconds):
        self.waited += seconds
        if self.waited >= 60:
            self.end()


def test_a_night_waits_for_whoever_publishes_and_gives_up_in_the_end(tmp_path):
    places = Places(tmp_path / "w.duckdb")
    with Warehouse(places.work):
        pass
    held = shelf.only_one(places.releases)
    held.__enter__()
    clock = Clock(lambda: held.__exit__(None, None, None))
    asyncio.run(until_free(places, clock))
    assert clock.waited == 60
    with shelf.only_one(places.releases), pytest.raises(BusyError, match="waited for 30 minutes"):
        asyncio.run(until_free(places, clock := Clock(lambda: None)))
    assert clock.waited == patience.MINUTES * 60


def test_a_working_warehouse_is_not_put_in_the_place_of_one_that_another_made(tmp_path):
    corpus, places = Corpus(tmp_path), Places(tmp_path / "w.duckdb")
    corpus.write(a="甲局|2022||5").ingest(warehouse=prepare(places))
    publish(places)
    shutil.move(places.work, tmp_path / "away")
    assert prepare(places, lambda _: None).stat().st_ino == prepare(places, pytest.fail).stat().st_ino
