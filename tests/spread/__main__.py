"""``python -m tests.spread [--documents N] [--ways NAME ...] [--bucket]``: documents read by one machine and by many.

By one process here, by 1, 2 and 4 workers, by two of which one dies, and with a scheduler that dies and comes again.
Ends with 1 where a table differs, or where a document takes more than 1.15 times the processor time that it takes here.

Scheduler, workers and loader are processes of their own on loopback, one reading process a worker; processor time is
that of all of them from their start to their end, as the kernel counts it, looked at several times a second."""

import argparse
import json
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from random import Random

from tests.accuracy.drawn import draw
from tests.flows.buckets import served
from tests.generate.renderers import RENDERERS
from tests.spread.machines import Machine, Machines, processes
from xxgk.flows.spread.staged_pieces import DONE
from xxgk.flows.storage import store_at

CONTAINERS = ("html", "html_flat", "html_gb18030", "text_tabbed", "text_pipes", "xlsx", "excel_2003", "doc_97")
BAR = 1.15
WAYS = {"own": 0, "1 worker": 1, "2 workers": 2, "4 workers": 4, "a worker dies": 2, "the scheduler dies": 2}
TABLES = ("document", "agency", "report", "publication_part", "report_form", "report_agency", "figure", "section")
TABLES += ("text_figure", "indicator", "finding")


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.spread", description=__doc__)
    parser.add_argument("--documents", type=int, default=20000)
    parser.add_argument("--ways", nargs="*", default=list(WAYS), choices=WAYS, metavar="NAME")
    parser.add_argument("--bucket", action="store_true", help="staging lies in a bucket of S3 on loopback")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, ExitStack() as held:
        folder = Path(name)
        environment = held.enter_context(served())[1] if given.bucket else {}
        write(folder / "in", given.documents)
        run(["--archive-only"], folder, folder / "fill.log", environment)
        told = {way: one_way(way, folder, environment) for way in given.ways}
    bad = False
    first = next(iter(told.values()))
    for way, (wall, seconds, digest) in told.items():
        share = seconds / first[1]
        bad = bad or digest != first[2] or (WAYS[way] > 0 and share > BAR and "dies" not in way)
        speed, each = given.documents / wall, 1000 * seconds / given.documents
        same = "same tables" if digest == first[2] else f"OTHER TABLES {digest}"
        print(
            f"{way:20} {wall:7.1f} s {speed:7.1f} a second {each:6.1f} ms of processor a document ({share:.2f})  {same}"
        )
    print(json.dumps(first[2], indent=1))
    return bad


def write(folder, count):
    """So many documents of mixed containers."""
    rng = Random(1)
    folder.mkdir()
    for number in range(count):
        renderer = RENDERERS[CONTAINERS[number % len(CONTAINERS)]]
        drawn = draw(rng)
        body = renderer.write(drawn.document, drawn.noise, rng)
        (folder / f"{number:06}{renderer.suffix}").write_bytes(body)


def one_way(way, folder, environment):
    """Seconds, seconds of processor, and the digest of the tables."""
    place = folder / way.replace(" ", "-")
    place.mkdir()
    staging = "s3://xxgk/" + place.name if environment else str(place / "staging")
    with ExitStack() as held:
        counted = held.enter_context(Counted())
        words = [f"--warehouse={place / 'w.duckdb'}"]
        if WAYS[way]:
            machines = held.enter_context(Machines(place, WAYS[way], **environment))
            counted.sessions = machines.sessions
            words += [f"--on={machines.address}", f"--staging={staging}"]
            lose = {"a worker dies": machines.lose_worker, "the scheduler dies": machines.lose_scheduler}.get(way)
            if lose:
                threading.Thread(target=when_staged, args=(staging, lose), daemon=True).start()
        began = time.monotonic()
        run(words, folder, place / "load.log", environment, counted.sessions)
        wall = time.monotonic() - began
    return wall, counted.seconds, digest_of(place / "w.duckdb")


def when_staged(staging, lose):
    """Lose something as soon as a first piece is there."""
    while not any(name.endswith(DONE) for name in store_at(staging).names()):
        time.sleep(0.1)
    lose()


def run(words, folder, log, environment, sessions=None):
    """A load, as a process of its own."""
    made = Machine(("-m", "tests.spread.load", str(folder), *words), log, **environment)
    if sessions is not None:
        sessions.add(made.session)
    if made.process.wait():
        sys.exit(f"the load failed:\n{log.read_text()[-2000:]}")


def digest_of(warehouse):
    """Rows and a fingerprint of each table, whatever the order of its rows."""
    from xxgk.flows.warehouse.warehouse import Warehouse

    with Warehouse(warehouse, read_only=True) as opened:
        query = 'SELECT count(*), coalesce(sum(hash(t)::HUGEINT), 0)::VARCHAR FROM "{}" t'
        return {name: list(opened.query(query.format(name)).rows[0]) for name in TABLES}


class Counted:
    """Seconds of processor of all processes of some sessions; a context manager."""

    def __init__(self):
        self.sessions = set()
        self._seen = {}
        self._over = threading.Event()
        self._watching = threading.Thread(target=self._watch)

    @property
    def seconds(self):
        return sum(self._seen.values())

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
                    self._seen[pid, start] = seconds


if __name__ == "__main__":
    sys.exit(main())
