"""``python -m tests.spread [--documents N] [--ways NAME ...] [--to FOLDER] [--bucket]``: documents read by one machine
and by many.

By one process here, by 1, 2 and 4 workers, by two of which one dies, with a scheduler that dies and comes again, and by
a load that is killed and started again. Ends with 1 where a table differs, or where a document takes more than 1.15
times the processor time that it takes here.

Scheduler, workers and loader are processes of their own on loopback, one reading process a worker; processor time is
that of all of them from their start to their end, as the kernel counts it, looked at several times a second. ``--to``:
documents and what was measured stay in a folder, and what is told there already is not done again.

``--bucket``: staging, and the bytes that the workers read, lie in a bucket of S3 on loopback; asking for them costs
processor time that a folder does not, so that only the tables are held against those of one machine."""

import argparse
import json
import shutil
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.accuracy.drawn import draw
from tests.flows.buckets import served
from tests.generate.renderers import RENDERERS
from tests.spread.machines import Machine, Machines, processes
from xxgk.flows.spread.staged_pieces import DONE
from xxgk.flows.storage import store_at

CONTAINERS = ("html", "html_flat", "html_gb18030", "text_tabbed", "text_pipes", "xlsx", "excel_2003", "doc_97")
BAR = 1.15
OWN, DYING = "own", ("a worker dies", "the scheduler dies", "the load dies")
WAYS = {OWN: 0, "1 worker": 1, "2 workers": 2, "4 workers": 4, **dict.fromkeys(DYING, 2)}
TOLD = "told.json"
TABLES = ("document", "agency", "report", "publication_part", "report_form", "report_agency", "figure", "section")
TABLES += ("text_figure", "indicator", "finding")


class Told(NamedTuple):
    """What one way took, in seconds: by the clock, and of the processor by who took them; and what came of it."""

    wall: float
    seconds: dict[str, float]
    tables: dict[str, list]

    @property
    def processor(self):
        return sum(self.seconds.values())


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.spread", description=__doc__)
    parser.add_argument("--documents", type=int, default=20000)
    parser.add_argument("--ways", nargs="*", default=list(WAYS), choices=WAYS, metavar="NAME")
    parser.add_argument("--to", type=Path, help="a folder for one number of documents, and folder or bucket")
    parser.add_argument("--bucket", action="store_true", help="staging and bytes lie in a bucket of S3 on loopback")
    given = parser.parse_args()
    with ExitStack() as held:
        folder = given.to or Path(held.enter_context(tempfile.TemporaryDirectory()))
        environment = held.enter_context(served())[1] if given.bucket else {}
        if not (folder / "in").exists():
            write(folder / "half", given.documents)
            (folder / "half").rename(folder / "in")
        if not (folder / TOLD).exists():
            run(["--archive-only"], folder, folder / "fill.log", environment)
            (folder / TOLD).write_text("{}")
        for way in given.ways:
            if way not in known(folder):
                done = one_way(way, folder, environment)
                (folder / TOLD).write_text(json.dumps({**known(folder), way: done}))
        return tell(known(folder), given.documents, of_processor=not given.bucket)


def known(folder):
    """What is told of each way that was gone."""
    return {way: Told(*told) for way, told in json.loads((folder / TOLD).read_text()).items()}


def tell(told, documents, *, of_processor):
    """Print it; whether something is not as it should be."""
    bad, first, alone = False, next(iter(told.values())), told.get("1 worker")
    for way, one in told.items():
        share = one.processor / first.processor
        bad = bad or one.tables != first.tables
        bad = bad or (of_processor and WAYS[way] > 0 and way not in DYING and share > BAR)
        who = ", ".join(f"{name} {seconds:.0f} s" for name, seconds in one.seconds.items())
        slope = f", {alone.wall / one.wall:.2f} times as fast as one" if alone and WAYS[way] > 1 else ""
        print(
            f"{way:20} {one.wall:7.1f} s {documents / one.wall:7.1f} a second{slope}; "
            f"{1000 * one.processor / documents:.1f} ms of processor a document ({share:.2f}; {who}); "
            f"{'same tables' if one.tables == first.tables else f'OTHER TABLES {one.tables}'}"
        )
    print(json.dumps(first.tables))
    return bad


def write(folder, count):
    """So many documents of mixed containers."""
    rng = Random(1)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for number in range(count):
        renderer = RENDERERS[CONTAINERS[number % len(CONTAINERS)]]
        drawn = draw(rng)
        body = renderer.write(drawn.document, drawn.noise, rng)
        (folder / f"{number:06}{renderer.suffix}").write_bytes(body)


def one_way(way, folder, environment):
    """What one way takes and brings."""
    place = folder / way.replace(" ", "-")
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    staging = f"s3://xxgk/{place.name}" if environment else str(place / "staging")
    log, words = place / "load.log", [f"--warehouse={place / 'w.duckdb'}"]
    with ExitStack() as held:
        counted = held.enter_context(Counted())
        if WAYS[way]:
            machines = held.enter_context(Machines(place, WAYS[way], **environment))
            counted.sessions = machines.sessions
            words += [f"--on={machines.address}", f"--staging={staging}"]
            words += ["--mirror=s3://xxgk/archive"] if environment else []
            lose = {DYING[0]: machines.lose_worker, DYING[1]: machines.lose_scheduler}.get(way)
            if lose:
                threading.Thread(target=when_staged, args=(staging, lose), daemon=True).start()
        began = time.monotonic()
        if way == DYING[2]:
            broken_off = load(words, folder, log, environment, counted.sessions)
            when_staged(staging, broken_off.kill)
        run(words, folder, log, environment, counted.sessions)
        wall = time.monotonic() - began
    return Told(wall, counted.seconds, digest_of(place / "w.duckdb"))


def when_staged(staging, lose):
    """Lose something as soon as a first piece is there."""
    while not any(name.endswith(DONE) for name in store_at(staging).names()):
        time.sleep(0.1)
    lose()


def run(words, folder, log, environment, sessions=None):
    """A load, as a process of its own, to its end."""
    if load(words, folder, log, environment, sessions).process.wait():
        sys.exit(f"the load failed:\n{log.read_text()[-2000:]}")


def load(words, folder, log, environment, sessions=None):
    """A load that has begun."""
    made = Machine(("-m", "tests.spread.load", str(folder), *words), log, **environment)
    if sessions is not None:
        sessions[made.session] = "load"
    return made


def digest_of(warehouse):
    """Rows and a fingerprint of each table, whatever the order of its rows."""
    from xxgk.flows.warehouse.warehouse import Warehouse

    with Warehouse(warehouse, read_only=True) as opened:
        query = 'SELECT count(*), coalesce(sum(hash(t)::HUGEINT), 0)::VARCHAR FROM "{}" t'
        return {name: list(opened.query(query.format(name)).rows[0]) for name in TABLES}


class Counted:
    """Seconds of processor of all processes of some sessions, by what these are; a context manager."""

    def __init__(self):
        self.sessions = {}
        self._seen = {}
        self._over = threading.Event()
        self._watching = threading.Thread(target=self._watch)

    @property
    def seconds(self):
        told = Counter()
        for (session, *_), seconds in self._seen.items():
            told[self.sessions[session]] += seconds
        return dict(told)

    def __enter__(self):
        self._watching.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        self._watching.join()

    def _watch(self):
        while not self._over.wait(0.2):
            for pid, (session, start, seconds) in processes():
                if session in self.sessions:
                    self._seen[session, pid, start] = seconds


if __name__ == "__main__":
    sys.exit(main())
