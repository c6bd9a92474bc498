"""Reading on other machines changes no table: scheduler and workers are processes, as an operator starts them."""

import threading
import time

import pytest

from tests.flows import fakes
from tests.flows.fakes import torn_off
from xxgk.flows.reading.pool import Limits
from xxgk.flows.spread.certificates import SpreadError
from xxgk.flows.spread.likeness import reads_with
from xxgk.flows.spread.spread import Spread
from xxgk.flows.spread.staged_pieces import DONE, StagedPieces
from xxgk.flows.storage import store_at
from xxgk.flows.warehouse.warehouse import Warehouse

pytest.importorskip("distributed")

from tests.spread.machines import Machines

HOSTILE = {"die": "die", "raise": "raise", "junk": "junk"}
LIMITS = Limits(seconds=30)


def written(corpus, count):
    return corpus.write(**{f"x{n}": f"{n % 97}局|{1950 + n // 97}||{n}" for n in range(count)}, **HOSTILE)


@pytest.fixture(scope="module")
def machines(tmp_path_factory):
    with Machines(tmp_path_factory.mktemp("machines"), 2) as started:
        yield started


def spread(corpus, machines, *, staging="staging", **options):
    """Loaded by machines: the warehouse and what is told."""
    folder = corpus.folder.parent
    there = Spread(machines.address, str(folder / staging), str(folder / "archive"))
    warehouse = folder / "spread.duckdb"
    chosen = {"archive": folder / "archive", "limits": LIMITS, "batch": 150, **options}
    return warehouse, corpus.ingest(warehouse=warehouse, spread=there, **chosen)


def staged(corpus):
    return len(list((corpus.folder.parent / "staging").glob("*/_done.json")))


def test_many_machines_load_what_one_loads(corpus, machines):
    written(corpus, 300)
    here = corpus.ingest(workers=1, limits=LIMITS)
    warehouse, there = spread(corpus, machines)
    assert corpus.tables(warehouse) == corpus.tables()
    assert (there.counts, there.refused) == (here.counts, here.refused)
    assert staged(corpus) == 0
    assert spread(corpus, machines)[1].counts == corpus.ingest(workers=1, limits=LIMITS).counts


def test_what_is_staged_is_not_read_again(corpus, machines, monkeypatch):
    written(corpus, 40)
    with monkeypatch.context() as torn:
        torn.setattr(Warehouse, "load", torn_off)
        with pytest.raises(RuntimeError, match="torn off"):
            spread(corpus, machines)
    before = done_files(corpus.folder.parent / "staging")
    with monkeypatch.context() as kept:
        kept.setattr(StagedPieces, "forget", lambda *_: None)
        warehouse, _ = spread(corpus, machines)
    assert before == done_files(corpus.folder.parent / "staging") != {}
    corpus.ingest(workers=1, limits=LIMITS)
    assert corpus.tables(warehouse) == corpus.tables()


def done_files(place):
    """What is told of each piece that is staged: among that the seconds that its reading took."""
    store = store_at(str(place))
    return {name: store.get(name) for name in store.names() if name.endswith(DONE)}


def test_a_worker_of_another_version_is_refused_before_the_first_piece(corpus, machines, monkeypatch):
    other = {**reads_with(), "xxgk": "0.0+other"}
    monkeypatch.setattr("xxgk.flows.spread.likeness._reads_with", lambda: other)
    written(corpus, 9)
    with pytest.raises(SpreadError, match=r"is refused: it reads with xxgk \S+ \(here 0\.0\+other\)"):
        spread(corpus, machines)
    assert staged(corpus) == 0


def lost_on_the_way(corpus, machines, lose):
    """The tables where something is lost as soon as a first piece is staged, and those of one process."""
    written(corpus, 900)
    watched = threading.Thread(target=lambda: (wait_for(lambda: staged(corpus)), lose()))
    watched.start()
    warehouse, _ = spread(corpus, machines)
    watched.join()
    corpus.ingest(workers=1, limits=LIMITS)
    return corpus.tables(warehouse), corpus.tables()


def wait_for(met, seconds=120):
    until = time.monotonic() + seconds
    while not met() and time.monotonic() < until:
        time.sleep(0.01)


@pytest.mark.soak
def test_a_worker_that_is_killed_costs_nothing(corpus, tmp_path):
    with Machines(tmp_path, 2) as machines:
        there, here = lost_on_the_way(corpus, machines, machines.lose_worker)
    assert there == here


@pytest.mark.soak
def test_a_scheduler_that_is_killed_and_started_again_costs_nothing(corpus, tmp_path):
    with Machines(tmp_path, 2) as machines:
        there, here = lost_on_the_way(corpus, machines, machines.lose_scheduler)
    assert there == here


def test_nobody_there_is_told(corpus, monkeypatch):
    monkeypatch.setattr("xxgk.flows.spread.cluster.PATIENCE", 0.0)
    written(corpus, 1)
    folder = corpus.folder.parent
    nowhere = Spread("tcp://127.0.0.1:9", str(folder / "staging"), str(folder / "archive"))
    with pytest.raises(SpreadError, match="no scheduler answers"):
        corpus.ingest(spread=nowhere, archive=folder / "archive", extractor=fakes.extract_publication)
