"""The ledger forgets the requests of long ago, and nobody else does."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyarrow.parquet as pq
import pytest

from tests.flows.crawl.test_nightly import Job
from tests.portal import serve
from tests.portal.season import FIRST, SITES
from xxgk.flows.crawl.kept import old_requests
from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.crawl.kept.ledger import Ledger, when
from xxgk.flows.crawl.kept.rows import FetchRow
from xxgk.flows.crawl.kept.warc import write_warc
from xxgk.flows.crawl.run.scope import Scope
from xxgk.flows.crawl.settings import load_policy
from xxgk.flows.jobs.backup import backup
from xxgk.flows.morning.told import told

SITE = replace(SITES[1], reports=SITES[1].reports[:1])
COUNT = 'SELECT count(*) AS n FROM "fetch"'


@pytest.fixture(scope="module")
def aged(tmp_path_factory):
    """Three nights, one half a year later, and what the last one told."""
    with serve(FIRST, (SITE,), ()) as portal:
        job = Job(portal, tmp_path_factory.mktemp("aged"))
        for night in (0, 1, 2, 180):
            portal.today = FIRST + timedelta(days=night)
            morning = job.run(Scope(all=True))
        yield job, morning


@pytest.mark.soak
def test_old_requests_are_moved_and_the_release_forgets_them_too(aged):
    job, morning = aged
    (moved,) = job.folder.glob("xxgk.ledger.requests/*.parquet")
    with Ledger(job.where.ledger, read_only=True) as ledger:
        here, last = ledger.one(int, COUNT), ledger.one(int, "SELECT max(position) FROM fetch")
    assert (moved.stem, pq.read_table(moved).num_rows) == ("2026-03", last - here)
    assert any(line.startswith(f"{last - here} requests from before 2026-04-01 were moved") for line in told(morning))
    assert job.work(COUNT) == [(here,)]
    assert (morning.versions, morning.read) == (0, None)
    assert job.work(COUNT.replace('"fetch"', f"'{moved}' WHERE run = 2"))[0][0] > 0


def test_a_run_of_long_ago_is_a_web_archive_still(aged, tmp_path):
    job, _ = aged
    with Ledger(job.where.ledger, read_only=True) as ledger:
        moved = old_requests.requests_of(job.where.ledger, 2)
        asked = len(moved) + ledger.one(int, f"{COUNT} WHERE run = 2")
        assert write_warc(ledger, Archive(job.where.archive), 2, tmp_path / "2.warc.gz", moved=moved) == asked > 0


def test_the_night_after_loses_and_tells_nothing_and_a_backup_has_all(aged, tmp_path):
    job, _ = aged
    job.portal.today += timedelta(days=1)
    assert job.run().recovered == ()
    assert "xxgk.ledger.requests/2026-03.parquet" in backup(job.where, tmp_path / "backup").files


def test_a_kill_between_file_and_ledger_moves_nothing_twice(tmp_path):
    path, policy, at = tmp_path / "x.ledger.sqlite", load_policy(), datetime(2026, 7, 20, tzinfo=UTC)
    texts = dict.fromkeys(("detail", "final_url", "hops", "name", "etag", "last_modified", "headers"), "")
    with Ledger(path) as ledger:
        for n in range(1, 6):
            told = {"fetched_at": f"2026-01-0{n} 00:00:00", "status": 404, "class_": "not-found"}
            ledger.put(FetchRow(run=1, position=n, request=f"{n}", **told, **texts, sha256=None, size_bytes=0))
        rows = ledger.read(FetchRow, "ORDER BY position")
        old_requests._write(ledger, tmp_path / "x.ledger.requests" / "2026-03.moving", "2026-04-01 00:00:00")
        assert ledger.one(int, COUNT) == 5
        assert old_requests.move_old(ledger, at, policy).startswith("4 requests")
        assert old_requests.move_old(ledger, at, policy) == ""
        assert ledger.one(int, COUNT) == 1
    assert old_requests.requests_of(path, 1) == rows[:4]


def test_where_nothing_changes_the_ledger_is_after_three_years_what_it_was_after_one(tmp_path):
    """A night in five days of twenty requests, each answered as ever; what is moved takes some bytes each."""
    path, policy, begun = tmp_path / "x.ledger.sqlite", load_policy(), datetime(2026, 1, 1, tzinfo=UTC)
    headers = json.dumps({"server": "nginx", "content-type": "text/html", "etag": '"5f3a-60c1"', "x": "x" * 200})
    texts = {**dict.fromkeys(("detail", "hops", "name", "etag", "last_modified"), ""), "headers": headers}
    sizes, position = [], 0
    for night in range(3 * 73):
        at = begun + timedelta(days=5 * night)
        with Ledger(path) as ledger, ledger.transaction():
            for number in range(20):
                position, url = position + 1, f"https://www.n{number}.test/zwgk/zfxxgknb/index.html"
                told = {"fetched_at": when(at), "status": 200, "class_": "page", "final_url": url, "size_bytes": 9000}
                ledger.put(FetchRow(night + 1, position, url, **told, **texts, sha256=f"{number:064}"))
        with Ledger(path) as ledger:
            old_requests.move_old(ledger, at, policy)
        sizes.append(path.stat().st_size)
    assert max(sizes) < 1.05 * max(sizes[:73])
    assert max(sizes) < 400_000 + 1500 * 20 * (policy.requests_days + 31) / 5
    with Ledger(path) as ledger:
        here = ledger.one(int, COUNT)
    moved = [*(tmp_path / "x.ledger.requests").glob("*.parquet")]
    assert sum(pq.read_metadata(one).num_rows for one in moved) + here == position
    assert sum(one.stat().st_size for one in moved) / (position - here) < 100
