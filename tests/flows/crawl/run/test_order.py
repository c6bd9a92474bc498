"""In which order a night looks at its listings and reports."""

from datetime import UTC, datetime, timedelta

import pytest

from xxgk.flows.crawl.finding.sources import Source
from xxgk.flows.crawl.kept.ledger import Ledger, when
from xxgk.flows.crawl.kept.rows import ListingRow, PageRow
from xxgk.flows.crawl.run import listings
from xxgk.flows.crawl.run.crawl import _DUE, _batches
from xxgk.flows.crawl.run.night import Night
from xxgk.flows.crawl.settings import load_policy

JANUARY, APRIL = datetime(2026, 1, 12, 14, tzinfo=UTC), datetime(2026, 4, 12, 14, tzinfo=UTC)


@pytest.fixture
def ledger(tmp_path):
    with Ledger(tmp_path / "ledger.sqlite") as opened:
        yield opened


def source(host):
    return Source(f"http://{host}.gov.cn/", "listing", "", "", "", "auto", None, "", "")


def looked(ledger, host, due, *years):
    """A listing that is due then, and showed reports of these years."""
    url, at = f"http://{host}.gov.cn/", when(due)
    ledger.put(ListingRow(url, "", "", "", 1, at, at, "page", "", 1, 1, 0, "", at))
    for year in years:
        page(ledger, f"{host}{year}", url, year)


def page(ledger, key, listing, year):
    at = when(APRIL)
    ledger.put(PageRow(key, f"http://{key}.gov.cn/", listing, "", year, None, "[]", at, at, when(JANUARY)))


def order(ledger, now, *hosts):
    night = Night(ledger, 2, now, load_policy())
    return [one.host[0] for one in listings.due(night, map(source, hosts), everything=False)]


@pytest.mark.parametrize(("now", "first"), [(JANUARY, ["c", "d", "a", "b"]), (APRIL, ["a", "b", "c", "d"])])
def test_who_published_last_year_comes_first_from_january_to_march(ledger, now, first):
    looked(ledger, "b", now - timedelta(hours=3), 2022, 2023)
    looked(ledger, "c", now - timedelta(hours=2), 2024)
    looked(ledger, "d", now - timedelta(hours=1), 2024, 2025)
    looked(ledger, "e", now + timedelta(hours=1), 2024)
    assert order(ledger, now, "a", "b", "c", "d", "e") == first


def test_what_has_waited_for_a_week_waits_no_longer(ledger):
    looked(ledger, "b", JANUARY - timedelta(days=8))
    looked(ledger, "c", JANUARY - timedelta(days=1), 2024)
    assert order(ledger, JANUARY, "a", "b", "c") == ["b", "c", "a"]


def test_what_was_read_in_december_does_not_wait_for_the_end_of_its_week_in_january(ledger):
    new_year = datetime(2026, 1, 1, 14, tzinfo=UTC)
    for host, hours, kind in (("a", 48, "page"), ("b", 48, "unreachable"), ("c", 2, "page")):
        at, due = when(new_year - timedelta(hours=hours)), when(new_year + timedelta(days=5))
        ledger.put(ListingRow(f"http://{host}.gov.cn/", "", "", "", 1, at, at, kind, "", 1, 1, 0, "", due))
    assert order(ledger, new_year, "a", "b", "c") == ["a"]
    assert order(ledger, new_year - timedelta(days=1), "a", "b", "c") == []


def test_new_reports_of_the_awaited_year_come_before_older_ones(ledger):
    for key, year in (("a", 2012), ("b", None), ("c", 2025)):
        page(ledger, key, "", year)
    assert [row.key for row in ledger.read(PageRow, _DUE, 2, when(JANUARY), 2025)] == ["b", "c", "a"]


def test_hosts_keep_the_order_of_what_is_to_be_done_there():
    things = ["http://b.gov.cn/1", "http://a.gov.cn/1", "http://b.gov.cn/2"]
    assert _batches(things, str) == [[("b.gov.cn", [things[0], things[2]])], [("a.gov.cn", [things[1]])]]
