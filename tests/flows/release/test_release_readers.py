"""Readers never wait, never fail and never see two releases at once; a kill leaves the old release or the new one."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.flows.conftest import Corpus
from xxgk.flows.places import Places
from xxgk.flows.release.publish import STEPS, prepare, publish

ROOT = Path(__file__).resolve().parents[3]
READERS, RELEASES = (int(os.environ.get(f"XXGK_{name}", few)) for name, few in (("READERS", 2), ("RELEASES", 3)))
"""``make soak`` takes the ten and twenty that the project promises, and kills after every step."""

KILLED_AFTER = STEPS if RELEASES >= 20 else ("published",)
KILLS = 6 if RELEASES >= 20 else 3

READER = """
import os, sys, time
from pathlib import Path
from xxgk.flows.warehouse.warehouse import Warehouse

os.nice(10)
path, stop = map(Path, sys.argv[1:])
seen = []
while not stop.exists() and len(seen) < 100_000:
    with Warehouse(path, read_only=True) as opened:
        number = opened.query("SELECT max(release) FROM release").rows[0][0]
        counts = opened.query(
            "SELECT (SELECT count(*) FROM report), (SELECT count(*) FROM figure) // 2, (SELECT count(*) FROM section), "
            "(SELECT row_count FROM release_count WHERE table_name = 'document' AND release = ?)", [number]).rows[0]
        assert set(counts) == {number}, (number, counts)
        assert opened.query("SELECT max(release) FROM release").rows[0][0] == number
        assert not seen or number >= seen[-1], seen
        if not seen or number > seen[-1]:
            print(number, flush=True)
        seen.append(number)
    time.sleep(0.05)
"""

PUBLISHER = """
import os, signal, sys
from pathlib import Path
from xxgk.flows.places import Places
from xxgk.flows.release.publish import publish

publish(Places(Path(sys.argv[1])), step=lambda name: name == sys.argv[2] and os.kill(os.getpid(), signal.SIGKILL))
"""


def start(program, *arguments):
    command = [sys.executable, "-c", program, *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


@pytest.fixture
def night(tmp_path):
    """Loads one more report; the n-th release holds n of them."""
    corpus, places = Corpus(tmp_path), Places(tmp_path / "xxgk.duckdb")

    def load(number):
        corpus.write(**{f"r{number}": f"{number}局|2022||5"}).ingest(warehouse=prepare(places))
        return corpus, places

    return load


def test_readers_in_a_loop_while_releases_are_published(night, tmp_path):
    _, places = night(1)
    publish(places)
    stop = tmp_path / "stop"
    readers = [start(READER, places.published, stop) for _ in range(READERS)]
    for number in range(2, RELEASES + 1):
        night(number)
        publish(places)
        assert {_reads(reader, number) for reader in readers} == {number}
    stop.touch()
    assert [reader.communicate(timeout=60)[1] for reader in readers] == [""] * READERS


def _reads(reader, number):
    """Wait until a reader tells that it reads this release; what it reads instead, where it ends or goes beyond."""
    while (told := reader.stdout.readline()) and int(told) < number:
        pass
    return int(told) if told else reader.communicate()[1]


@pytest.mark.parametrize("step", KILLED_AFTER)
def test_killed_after_any_step_the_old_release_or_the_new_one_stands(night, step):
    corpus, places = night(1)
    publish(places)
    night(2)
    process = start(PUBLISHER, places.published, step)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    _whole(corpus, places, {1} if STEPS.index(step) < STEPS.index("published") else {2})
    night(3)
    publish(places)
    added = "SELECT agency_id FROM release_change WHERE change = 'added' ORDER BY ALL"
    assert corpus.query(added, places.published) == [("110000-2局",), ("110000-3局",)]


def test_killed_at_any_moment_the_old_release_or_the_new_one_stands(night):
    corpus, places = night(1)
    publish(places)
    night(2)
    for delay in range(KILLS):
        process = start(PUBLISHER, places.published, "never")
        time.sleep(0.3 + delay * 0.06)
        process.kill()
        process.communicate(timeout=60)
        _whole(corpus, places, range(1, 10))
    publish(places)
    numbers = [number for (number,) in corpus.query("SELECT release FROM release ORDER BY ALL", places.published)]
    assert numbers == list(range(1, len(numbers) + 1))


def _whole(corpus, places, expected):
    """The published file is one whole release of those expected."""
    rows = corpus.query(
        "SELECT max(release), (SELECT count(*) FROM report), max_by(documents, release) FROM release", places.published
    )
    number, reports, documents = rows[0]
    assert number in expected
    assert reports == documents
    assert corpus.query("SELECT count(*) FROM release_pending", places.published) == [(0,)]
