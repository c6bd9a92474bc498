"""A backfill killed at random moments, each time started again: it ends as if nothing had happened.

``XXGK_KILLS=20`` kills as often as the project promises, over all sites; every day once suffices."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from random import Random

import pytest

from tests.portal import serve
from tests.portal.season import SITES, THIRD
from xxgk.flows.warehouse.warehouse import Warehouse

KILLS = int(os.environ.get("XXGK_KILLS", "1"))
FEW, MANY = SITES[:3], SITES
WHOLE = ("document", "publication_part", "agency", "report", "figure", "section", "finding", "page_part")
STATE = {name: f"FROM {name}" for name in WHOLE} | {
    "page": "SELECT * EXCLUDE (run) FROM page",
    "page_version": "SELECT * EXCLUDE (run) FROM page_version",
    "listing": "SELECT * EXCLUDE (run, before, new_links) FROM listing",
}


def start(portal, folder):
    command = [sys.executable, "-m", "tests.flows.crawl.backfilling", str(folder), str(portal.port)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, text=True, start_new_session=True, **pipes)


def ended(process, portal, requests=None, pause=0.0):
    """Whether the backfill came to its end; it is killed, with all that it started, a pause after so many requests."""
    while requests is not None and process.poll() is None:
        if len(portal.log.requests) >= requests:
            time.sleep(pause)
            os.killpg(process.pid, signal.SIGKILL)
            return "done" in process.communicate()[0]
        time.sleep(0.005)
    _, told = process.communicate(timeout=300)
    assert process.returncode == 0, told
    return True


def state(folder):
    """What is in archive and warehouse: the same for the same reports."""
    kept = {path.name for path in (folder / "archive").rglob("*") if path.is_file()}
    with Warehouse(folder / "xxgk.duckdb", read_only=True) as opened:
        tables = {name: sorted(map(repr, opened.query(sql).rows)) for name, sql in STATE.items()}
    return {"archive": kept, **tables}


@pytest.fixture(scope="module")
def portal():
    with serve(THIRD, MANY if KILLS > 1 else FEW, ()) as running:
        running.counts = False
        yield running


def asked_of(portal):
    """How often each page was asked for since the last time this was asked."""
    counted = Counter((seen.host, seen.page) for seen in portal.log.requests if seen.page != "/robots.txt")
    portal.log.clear()
    return counted


def _moment(rng, wanted):
    """After how many of its requests a backfill is killed, and how long after: what it loads then is cut off, too."""
    return rng.randint(1, wanted.total()), rng.choice((0.0, 0.1, 0.5))


@pytest.mark.soak
def test_a_backfill_that_is_killed_ends_like_one_that_is_not(portal, tmp_path):
    rng, kills, folder = Random(os.environ.get("XXGK_SEED", "2026")), 0, tmp_path / "whole"
    portal.write_registry(folder, delay=0.02)
    assert ended(start(portal, folder), portal)
    wanted, whole = asked_of(portal), state(folder)
    assert whole["report"]
    assert whole["archive"]
    for attempt in range(3 * KILLS):
        folder, before = tmp_path / f"torn{attempt}", kills
        portal.write_registry(folder, delay=0.02)
        while not ended(start(portal, folder), portal, *(_moment(rng, wanted) if kills < KILLS else ())):
            kills += 1
        asked = asked_of(portal)
        twice = Counter(host for host, page in (asked - wanted).elements())
        assert set(asked) == set(wanted)
        assert all(count <= kills - before for count in twice.values())
        assert {name for name, rows in state(folder).items() if rows != whole[name]} == set()
        if kills >= KILLS:
            break
    assert kills >= KILLS
