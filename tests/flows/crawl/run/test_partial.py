"""Lists of which only a part was read, and addresses at which nothing ever was."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from xxgk.flows.crawl.finding.discovery import discover
from xxgk.flows.crawl.finding.sources import Source
from xxgk.flows.crawl.kept.ledger import Ledger
from xxgk.flows.crawl.kept.rows import PageRow
from xxgk.flows.crawl.request import NOT_FOUND, PAGE, SERVER_ERROR, TIMEOUT, Fetched
from xxgk.flows.crawl.run import listings
from xxgk.flows.crawl.run import reports as pages
from xxgk.flows.crawl.run.night import Night
from xxgk.flows.crawl.settings import load_policy

LIST = Source("http://www.qinghe.gov.cn/nb/", "listing", "", "", "示例市", "links", None, "", "")


def named(*years):
    return "".join(f"<li><a href='/nb/{y}.html'>{y}年政府信息公开工作年度报告</a></li>" for y in years)


def listing_of(pages, kinds=()):
    """What discovery makes of pages by their path; `kinds` are those of paths that fail."""

    async def get(request):
        path = request.url.removeprefix("http://www.qinghe.gov.cn")
        kind = dict(kinds).get(path, PAGE if path in pages else NOT_FOUND)
        return Fetched(request.url, request.url, 200, kind, {}, pages.get(path, "").encode())

    return asyncio.run(discover(LIST, get, lambda _: ""))


def alarm_of(listing):
    return listings.alarm(listing.status, len(listing.found), len(listing.found), 0.7, whole=listing.whole)


FIRST = f"<html><body>{named(2023, 2024)}<a href='/nb/2.html'>下一页</a></body></html>"


@pytest.mark.parametrize("kind", [TIMEOUT, SERVER_ERROR, NOT_FOUND])
def test_a_list_whose_second_page_fails_is_an_alarm(kind):
    listing = listing_of({"/nb/": FIRST}, {"/nb/2.html": kind}.items())
    assert (len(listing.found), alarm_of(listing)) == (2, "partial")
    assert any("/nb/2.html" in problem for problem in listing.problems)


def test_a_list_that_was_read_to_its_end_is_none():
    assert alarm_of(listing_of({"/nb/": FIRST, "/nb/2.html": named(2022)})) == ""


@pytest.mark.parametrize("first", ["<html><body>" + named(2023, 2024), FIRST + "<a >" * 5001])
def test_a_list_that_came_cut_off_or_is_longer_than_is_read_is_an_alarm(first):
    assert alarm_of(listing_of({"/nb/": first, "/nb/2.html": named(2022)})) == "partial"


@pytest.fixture
def night(tmp_path):
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        ledger.begin("nightly", "", datetime(2026, 1, 20, tzinfo=UTC))
        yield Night(ledger, 1, datetime(2026, 1, 20, tzinfo=UTC), load_policy())


def test_what_a_part_of_a_list_does_not_name_is_not_told_as_missing(night):
    whole = listing_of({"/nb/": FIRST, "/nb/2.html": named(2022)})
    listings.note(night, whole, PAGE, "")
    part = replace(whole, found=whole.found[:1], problems=("/nb/2.html: timeout",))
    listings.note(night, part, PAGE, "")
    assert night.ledger.read(PageRow, "WHERE missing_since IS NOT NULL") == []
    listings.note(night, replace(part, problems=()), PAGE, "")
    assert len(night.ledger.read(PageRow, "WHERE missing_since IS NOT NULL")) == 2


def test_an_address_that_was_never_seen_is_not_gone(night):
    listings.note(night, listing_of({"/nb/": FIRST}), PAGE, "")
    page = night.ledger.read(PageRow, "ORDER BY key")[0]
    never = pages.Got(Fetched(page.url, page.url, 404, NOT_FOUND), (), NOT_FOUND, "status 404")
    kept = "SELECT gone_since IS NULL FROM page WHERE class <> ''"
    pages.note(night, page, never, bool)
    assert night.ledger.ask(bool, kept) == [True]
    pages.note(night, page._replace(changed_at="2026-01-01 00:00:00"), never, bool)
    assert night.ledger.ask(bool, kept) == [False]
