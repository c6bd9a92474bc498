"""Nights in which nothing happens cost nothing: archive and releases stay as they are, the ledger within its bound.
`make quiet` does 42 of them, and 25 with visitor counters; the default run four of each. `make year` does 365 with
twenty sources (`tests.flows.crawl.year`)."""

import os
from datetime import date, timedelta

import pytest

from tests.flows.crawl.test_nightly import Job
from tests.flows.crawl.year import MONTH, Night, growing, table
from tests.portal import serve
from tests.portal.season import SITES
from xxgk.flows.crawl.kept.ledger import Ledger
from xxgk.flows.crawl.run.scope import Scope
from xxgk.flows.crawl.settings import load_policy
from xxgk.flows.places import Places

LONG = bool(os.environ.get("XXGK_QUIET"))
START = date(2026, 5, 1)
STEP = timedelta(days=7)
A_REQUEST = 1500
"""Bytes of the ledger, its indexes counted in."""


def stores(job):
    """The archive's files with their sizes, the releases, and the rows and bytes of the ledger."""
    archive = {path.name: path.stat().st_size for path in job.where.archive.rglob("*") if path.is_file()}
    with Ledger(job.where.ledger, read_only=True) as ledger:
        rows = ledger.one(int, "SELECT count(*) FROM fetch")
    return archive, Places(job.where.warehouse).numbers(), rows, job.where.ledger.stat().st_size


@pytest.mark.parametrize(
    ("counts", "nights"),
    [pytest.param(False, 42 if LONG else 4, marks=pytest.mark.soak), (True, 25 if LONG else 4)],
)
def test_quiet_nights_cost_nothing(tmp_path, tell, counts, nights):
    with serve(START, SITES[:4], ()) as portal:
        portal.counts = counts
        job = Job(portal, tmp_path)
        asked = [job.run(Scope(all=True)).asked]
        archive, releases, _, _ = stores(job)
        for _ in range(nights - 1):
            portal.today += STEP
            morning = job.run(Scope(all=True))
            asked.append(morning.asked)
            assert (morning.versions, morning.read, morning.trouble) == (0, None, "")
    after, numbers, rows, size = stores(job)
    assert (after, numbers) == (archive, releases)
    kept = min(nights, int((load_policy().requests_days + 31) / STEP.days) + 2) + 2  # nights of which requests are kept
    assert rows <= max(asked) * kept
    assert size <= 200_000 + max(asked) * kept * A_REQUEST
    counters = " with counters" if counts else ""
    tell(
        f"{nights} quiet nights{counters}: {sum(asked)} requests, archive {len(after)} files and {sum(after.values())} "
        f"bytes as after the first, releases {numbers}, ledger {rows} requests and {size} bytes"
    )


@pytest.mark.parametrize("grows", ["archive", "files", "numbers", "versions", "ledger", "work", "seconds"])
def test_a_year_in_which_something_grows_is_told(grows):
    quiet = [Night(40, 0, 1.0, 100, 10, 5_000_000, 0, 500, 500, 1)] * 365
    assert growing(quiet) == []
    worse = [one._replace(**{grows: getattr(one, grows) * (1 + n / 100) + n}) for n, one in enumerate(quiet)]
    assert growing(worse) == [grows]
    assert len(list(table(quiet))) == 1 + -(-365 // MONTH)
