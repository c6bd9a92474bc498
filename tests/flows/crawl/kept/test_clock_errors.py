"""A machine whose clock is wrong for one night leaves nothing unlooked at, and no figure of the day before current."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.flows.crawl.test_nightly import Job
from tests.portal import serve
from tests.portal.reports import CHANGED, Report
from tests.portal.season import SITES
from xxgk.flows.crawl.kept.clock_errors import make_due
from xxgk.flows.crawl.kept.ledger import Ledger, when
from xxgk.flows.crawl.kept.rows import HostRow
from xxgk.flows.crawl.settings import load_policy
from xxgk.flows.morning.told import told
from xxgk.flows.warehouse import warehouse
from xxgk.flows.warehouse.warehouse import Warehouse

AGENCY = SITES[1].reports[0].agency
YEAR = timedelta(days=365)
VALUE = f"SELECT value FROM current_figure WHERE code = '{CHANGED}'"  # noqa: S608
FIRST = date(2026, 1, 20)


def site(corrected=None):
    return replace(SITES[1], reports=(Report(AGENCY, 2024, **({"corrected": corrected} if corrected else {})),))


@pytest.mark.parametrize("wrong", [YEAR, -YEAR, timedelta(days=40)])
def test_a_clock_that_is_wrong_for_a_night_puts_nothing_off(tmp_path, wrong):
    with serve(FIRST + wrong, (site(),), ()) as portal:
        job = Job(portal, tmp_path)
        job.run()
        portal.today = FIRST + timedelta(days=1)
        portal.log.clear()
        morning = job.run()
    asked = [str(request) for request in portal.log.requests]
    assert len([url for url in asked if "robots" not in url]) >= 2, asked
    lines = [line for line in told(morning) if "a clock was wrong" in line]
    assert len(lines) == (wrong > timedelta(0))
    assert not lines or "1 report, 1 listing that waited" in lines[0]


def test_what_a_wrong_clock_saw_is_not_taken_for_what_the_site_shows_now(tmp_path):
    with serve(FIRST, (site(FIRST + timedelta(days=2)),), ()) as portal:
        job = Job(portal, tmp_path)
        job.run()
        with Ledger(job.where.ledger) as ledger:  # the first night stood in the next year
            ledger.execute("UPDATE page_version SET first_seen_at = '2027-01-20 00:00:00'")
        with Warehouse(job.where.warehouse.with_suffix(".work.duckdb")) as work:
            work.query("UPDATE sighting SET seen_at = TIMESTAMP '2027-01-20 00:00:00'")
        ((before,),) = job.query(VALUE)
        portal.today = FIRST + timedelta(days=3)
        job.run()
    assert job.query(VALUE) == [(before + 7,)]


def test_hosts_that_rest_and_pages_beyond_every_rule_are_due(tmp_path):
    now, policy = datetime(2026, 1, 20, tzinfo=UTC), load_policy()
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        host = HostRow("a.test", 1, when(now + YEAR), "", "blocked", "", since=None, retry_at=when(now + YEAR))
        rested = host._replace(host="b.test", checked_at=when(now), retry_at=when(now + timedelta(days=6)))
        ledger.put(host, rested)
        assert "1 host that waited" in make_due(ledger, now, policy)
        assert make_due(ledger, now, policy) == ""
        due = {row.host: row.retry_at for row in ledger.read(HostRow)}
    assert due == {"a.test": when(now), "b.test": when(now + timedelta(days=6))}


def test_a_document_that_could_not_be_read_in_the_future_is_tried_again_now(tmp_path):
    ahead = warehouse.now() + YEAR
    with Warehouse(tmp_path / "a.duckdb") as opened:
        row = ["p", warehouse.extractor_version(), 1, ahead, ahead + timedelta(days=1), 1.0]
        opened.query("INSERT INTO unread VALUES (?, ?, ?, ?, ?, ?)", row)
        assert opened.due(["p"]) == ["p"]
