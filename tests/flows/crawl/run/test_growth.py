from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.flows.crawl.growing import EVERYWHERE, NOWHERE, Growing, entry
from tests.portal import serve
from tests.portal.http import Answer
from tests.portal.season import FIRST, SITES, Trouble
from tests.portal.site import items, page
from xxgk.flows.crawl.kept.ledger import Ledger
from xxgk.flows.crawl.run.growth import ColumnError, decide, lines
from xxgk.flows.crawl.urls import host_of


@pytest.fixture
def growing(tmp_path):
    with serve(FIRST, troubles=()) as portal:
        yield Growing(portal, tmp_path)


def test_nine_columns_are_found_from_nine_addresses(growing):
    growing.grow()
    found = growing.found()
    assert set(found) == {site.url for site in SITES}
    assert {row.adapter for row in found.values()} == {site.adapter for site in SITES}
    assert growing.found("doubtful") == {}
    assert set(growing.portal.log.most.values()) == {1}
    assert max(len(growing.portal.log.of(site.host)) for site in SITES) <= 8  # robots.txt counted in
    trs = found[SITES[0].url]
    assert (trs.region_code, trs.region, trs.years, trs.organs) == ("320100", "江苏", "[2023, 2024, 2025]", 4)
    assert "政府信息公开年报" in trs.evidence
    assert "示例市青禾区司法局2024年政府信息公开工作年度报告" in trs.evidence


def test_what_was_adopted_is_crawled_by_the_next_night_and_by_no_other_means(growing):
    growing.night()
    assert growing.ask("SELECT * FROM page") == []
    growing.grow()
    growing.portal.today = FIRST + timedelta(days=1)
    growing.portal.log.clear()
    growing.night()
    fetched = growing.ask("SELECT count(*) FROM page WHERE changed_at IS NOT NULL")[0][0]
    assert fetched == sum(len(site.shown(growing.portal.today)) for site in SITES)
    assert set(growing.portal.log.most.values()) == {1}


def test_a_night_grows_where_it_is_told_to_and_fetches_the_same_night(growing):
    growing.night(replace(NOWHERE, regions=("浙江省",)))
    assert growing.seeds() == []
    growing.night(replace(NOWHERE, regions=("江苏省",)))
    assert set(growing.found()) == {site.url for site in SITES}
    assert growing.ask("SELECT count(*) FROM page WHERE changed_at IS NOT NULL")[0][0] > 20


def test_it_searches_again_only_where_nothing_of_the_year_was_found(growing):
    first = growing.portal.today = date(2026, 1, 6)
    growing.night(EVERYWHERE)
    homes: set[str] = set()
    for days in (1, 2, 8, 9, 10):  # a host of whose listing much was asked waits for another night
        today = growing.portal.today = first + timedelta(days=days)
        growing.portal.log.clear()
        growing.night(EVERYWHERE)
        homes |= {seen.host for seen in growing.portal.log.requests if seen.page == "/"}
        without = {site.host for site in SITES if all(report.year < 2025 for report in site.shown(today))}
        assert days > 2 or not homes
    assert homes >= without
    assert 3 < len(without) <= 9


def test_hosts_are_limited_and_the_rest_comes_the_next_time(growing):
    growing.grow(limit_hosts=2)
    assert len(growing.found()) == 2
    growing.grow(limit_hosts=4)
    assert len(growing.found()) == 6


def test_another_region_is_left_alone(growing):
    growing.entries = [entry(host, "330100", region="浙江省/杭州市") for host in growing.portal.hosts]
    growing.grow(region="江苏省")
    assert growing.portal.log.requests == []
    growing.grow(region="杭州市")
    assert len(growing.found()) == 9


def test_a_cap_leaves_the_rest_for_the_next_night(growing):
    small = replace(NOWHERE, host_requests=3)
    for night in range(4):
        growing.portal.today = FIRST + timedelta(days=night)
        growing.portal.log.clear()
        growing.grow(small)
        assert max(len(growing.portal.log.of(host)) for host in growing.portal.hosts) <= 3
    assert set(growing.found()) == {site.url for site in SITES}


def test_what_the_cap_of_a_night_leaves_over_is_searched_the_next_night(growing):
    small = replace(NOWHERE, requests=3)
    first = growing.grow(small)
    assert sum(first.left.values()) >= 6  # whose search did not begin
    assert all(thing == "seed" for thing, _ in first.left)
    for night in range(1, 30):
        growing.portal.today = FIRST + timedelta(days=night)
        growing.grow(small)
    assert set(growing.found()) == {site.url for site in SITES}


def test_steps_of_a_host_that_are_too_many_are_dropped_and_told(growing, monkeypatch):
    monkeypatch.setattr("xxgk.flows.crawl.run.growth.MOST_SEEDS", 1)
    growing.grow(replace(NOWHERE, host_requests=3))
    seeds = Counter(host_of(seed.url) for seed in growing.seeds())
    assert set(seeds.values()) == {2}  # where the search began, and one step
    assert all("too many on this host" in seed.detail for seed in growing.seeds() if seed.origin == "portal")


def test_what_robots_refuse_is_not_followed(tmp_path):
    closed = replace(SITES[0], robots=Answer(b"User-agent: *\nDisallow: /zwgk/\n", "text/plain"))
    with serve(FIRST, (closed,), ()) as portal:
        growing = Growing(portal, tmp_path)
        growing.grow()
        assert growing.found() == {}
        assert {seen.page for seen in portal.log.requests} >= {"/", "/xxgk/"}
        assert not any(seen.page.startswith("/zwgk/") for seen in portal.log.requests)


def test_a_portal_that_refuses_is_asked_again_after_days(tmp_path):
    with serve(FIRST, SITES[:1], (Trouble(SITES[0].host, "blocked", FIRST),)) as portal:
        growing = Growing(portal, tmp_path)
        growing.grow()
        (seed,) = growing.seeds()
        assert (seed.class_, seed.next_at) == ("blocked", "2026-01-26 20:00:00")
        portal.today = FIRST + timedelta(days=1)
        portal.log.clear()
        growing.grow()
        assert portal.log.requests == []


def test_a_listing_that_moved_is_found_again_and_told(tmp_path):
    day = date(2026, 1, 21)
    with serve(FIRST, SITES[:1], ()) as portal:
        growing = Growing(portal, tmp_path)
        growing.grow()
        before = portal.sites[SITES[0].host]
        portal.sites[before.host] = replace(before, entry="/gk/zfxxgknb/index.html")
        portal.today = day
        growing.night()
        new = "http://www.qinghe.test/gk/zfxxgknb/index.html"
        assert growing.found()[new].replaces == before.url
        assert set(growing.found("replaced")) == {before.url}
        assert growing.ask("SELECT alarm FROM listing WHERE url = ?", before.url) == [("moved",)]
        portal.today = day + timedelta(days=1)
        growing.night()
        assert growing.ask("SELECT url, alarm FROM listing WHERE run = 3") == [(new, "")]


def test_a_list_of_other_reports_is_no_column_and_what_is_in_doubt_waits_for_a_person(tmp_path):
    texts = ["示例市2024年法治政府建设年度报告", "示例市2023年政府网站工作年度报表", "2022年财政决算"]
    entries = [(f"/x/{n}.html", text, "") for n, text in enumerate(texts)]
    one = [("/y/1.html", "示例市财政局2024年政府信息公开工作年度报告", "")]
    pages = {
        "/": page("示例市", items([("/a/", "政府信息公开年报", ""), ("/b/", "年报", "")])),
        "/a/": page("政府信息公开年报", items(entries)),
        "/b/": page("年报", items(one)),
    }
    site = replace(SITES[0], family=lambda *_: pages)
    with serve(FIRST, (site,), ()) as portal:
        growing = Growing(portal, tmp_path)
        growing.grow()
        assert growing.found() == {}
        doubts = growing.found("doubtful")
        assert "no report is shown" in doubts["http://www.qinghe.test/a/"].reason
        assert "too few" in doubts["http://www.qinghe.test/b/"].reason
        growing.night()
        assert growing.ask("SELECT * FROM listing") == []
        with Ledger(growing.ledger) as ledger:
            decide(ledger, "http://www.qinghe.test/a/", "rejected", "other reports", growing.now)
            decide(ledger, "http://www.qinghe.test/b/", "accepted", "one report so far", growing.now)
            assert [line[0] for line in lines(ledger)] == ["http://www.qinghe.test/b/"]
            with pytest.raises(ColumnError):
                decide(ledger, "http://www.qinghe.test/c/", "accepted", "", growing.now)
        growing.grow(all=True)
        assert list(growing.found("rejected")) == ["http://www.qinghe.test/a/"]
        growing.night()
        assert growing.ask("SELECT url FROM listing") == [("http://www.qinghe.test/b/",)]
