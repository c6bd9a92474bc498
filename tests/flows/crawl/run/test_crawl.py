from datetime import date, timedelta

import pytest

from tests.flows.crawl.nights import Nights
from tests.portal import serve
from tests.portal.season import NIGHTS, SITES
from xxgk.flows.crawl.kept.ledger import Ledger, LedgerError
from xxgk.flows.crawl.run.scope import BACKFILL, Scope, parse_years

FIRST, SECOND, _ = NIGHTS
QINGHE, BAILU = SITES[0], SITES[1]
CORRECTED = "SELECT key, version FROM page_version WHERE version > 1"


@pytest.fixture
def nights(tmp_path):
    with serve(FIRST, (QINGHE, BAILU), ()) as portal:
        yield Nights(portal, tmp_path)


def test_the_first_night_fetches_what_is_listed(nights):
    nights.run()
    shown = sum(len(site.shown(FIRST)) for site in (QINGHE, BAILU))
    assert nights.rows("SELECT count(*), sum(run = 1) FROM page WHERE class = 'page'") == [(shown, shown)]
    assert nights.rows("SELECT count(*) FROM page_version") == [(shown,)]
    assert {row[0] for row in nights.rows("SELECT sha256 FROM fetch WHERE sha256 IS NOT NULL")} == nights.kept()


def test_the_next_night_finds_nothing_new_in_spite_of_visitor_counters(nights):
    nights.run()
    nights.portal.today += timedelta(days=1)
    nights.run()
    assert nights.rows("SELECT count(*) FROM page_version WHERE run = 2") == [(0,)]
    assert nights.rows("SELECT sum(new_links) FROM listing") == [(0,)]
    assert nights.rows("SELECT count(*) > 0 FROM fetch WHERE run = 2 AND class = 'not-modified'") == [(1,)]


def test_a_silent_correction_is_one_new_version(nights):
    nights.run()
    before = len(nights.kept())
    nights.portal.today = date(2026, 1, 31)
    nights.run()
    corrected = nights.rows(CORRECTED)
    assert len(corrected) == 1
    assert len(nights.kept()) > before
    assert nights.rows("SELECT count(*) FROM page WHERE changed_at > first_seen_at") == [(1,)]


def test_a_vanished_report_is_noted_and_kept(tmp_path):
    songguo = next(site for site in SITES if site.host == "www.songguo.test")
    with serve(FIRST, (songguo,), ()) as portal:
        nights = Nights(portal, tmp_path)
        nights.run()
        kept = nights.kept()
        for days in (0, 1):  # the back page of the list has its turn in the second one
            portal.today = SECOND + timedelta(days=days)
            nights.run()
    gone = nights.rows("SELECT year, missing_since, gone_since, class FROM page WHERE missing_since IS NOT NULL")
    assert [(year, bool(missing), bool(gone), kind) for year, missing, gone, kind in gone] == [
        (2023, True, True, "not-found")
    ]
    assert kept <= nights.kept()


def test_a_run_that_is_broken_off_asks_nothing_twice(nights):
    for _ in range(9):
        nights.run(Scope(BACKFILL), until=lambda _: True)
        if nights.rows("SELECT 1 FROM crawl_run WHERE finished_at IS NOT NULL"):
            break
    asked = [(seen.host, seen.page) for seen in nights.portal.log.requests if seen.page != "/robots.txt"]
    assert len(asked) == len(set(asked)) > 0
    assert nights.rows("SELECT run, starts > 2 FROM crawl_run") == [(1, 1)]
    nights.portal.log.clear()
    nights.run(Scope(BACKFILL))
    assert nights.rows("SELECT count(*) FROM page_version WHERE run = 2") == [(0,)]


def test_a_backfill_takes_the_years_and_agencies_that_it_is_told(nights):
    nights.run(Scope(BACKFILL, years=(2023, 2023), agency="公安局"))
    assert nights.rows("SELECT title LIKE '%公安局2023%' OR title LIKE '%2023%' FROM page WHERE run = 1") == [(1,)]


def test_two_crawls_at_once_are_refused(nights):
    with Ledger(nights.ledger), pytest.raises(LedgerError, match="another crawl"):
        nights.run()


def test_years_are_checked():
    assert (parse_years("2008-2024"), parse_years("2023")) == ((2008, 2024), (2023, 2023))
    with pytest.raises(ValueError, match="2024-2008"):
        parse_years("2024-2008")
    with pytest.raises(ValueError, match="abc: give two years"):
        parse_years("abc")
