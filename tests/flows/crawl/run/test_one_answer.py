"""Whatever one host answers, the others are crawled, read and released the same night."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.flows import fakes
from tests.flows.crawl.hostile_sites import HOSTILE, LIST, REPORT, listed, page
from tests.flows.crawl.sites import REASON, MovingClock, Sites, settings
from xxgk.flows.crawl.finding.adapters import FAMILIES, Family
from xxgk.flows.crawl.finding.sources import Source, SourceRegistry
from xxgk.flows.crawl.pages import classes
from xxgk.flows.crawl.run.scope import Scope
from xxgk.flows.crawl.settings import load_caps, load_policy
from xxgk.flows.crawl.web.hosts import Host, Hosts
from xxgk.flows.jobs.ingest import Options
from xxgk.flows.jobs.ledger_copy import as_the_ledger_tells
from xxgk.flows.jobs.nightly import Setup, run
from xxgk.flows.jobs.workplace import Workplace
from xxgk.flows.morning.sections import queries

HONEST = ("honest", "upright")
NAMES = {name: f"h{number}" for number, name in enumerate(HOSTILE)}
QUICK = {"attempts": 1, "connect_seconds": 15.0, "read_seconds": 15.0, "total_seconds": 15.0, "largest": 12 << 20}


def night(folder, hostile, clock=None, *, fetch_only=False, **caps):
    """A night over the honest hosts and some others."""
    pages = {f"{name}.gov.cn/list.html": page(LIST.format("/r.html")) for name in HONEST}
    pages |= {f"{name}.gov.cn/r.html": page(f"示例市{name}局|2024|2025-01-18|7") for name in HONEST}
    pages |= {f"{name}.gov.cn{path}": reply for name, one in hostile.items() for path, reply in one.pages.items()}
    adapters = {**dict.fromkeys(HONEST, "links"), **{name: one.adapter for name, one in hostile.items()}}
    paths = {name: one.path for name, one in hostile.items()}
    sources = tuple(
        Source(
            f"http://{name}.gov.cn{paths.get(name, '/list.html')}", "listing", "", "", "示例市", adapter, None, "", ""
        )
        for name, adapter in adapters.items()
    )
    hosts = {"*.gov.cn": Host("*.gov.cn", 0.0, scheme="http", private=True, reason=REASON)}

    async def job():
        async with Sites(pages, apart=True) as sites:
            where = Workplace(folder / "xxgk.duckdb", folder / "archive", fetch_only=fetch_only)
            options = Options(workers=0, extractor=fakes.extract_publication)
            setup = Setup(
                where,
                SourceRegistry(sources, Hosts(hosts, 0.0)),
                settings(**QUICK),
                load_policy(),
                options,
                sites.resolve,
                clock or MovingClock(),
                load_caps(**caps),
            )
            return await run(Scope(), setup), where

    return asyncio.run(job())


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What the ledger tells after one night with all of them: class of listing and of report, by host."""
    morning, where = night(tmp_path_factory.mktemp("night"), {NAMES[name]: one for name, one in HOSTILE.items()})
    with as_the_ledger_tells(where) as ledger:
        listings = dict(ledger.query("SELECT url, class FROM listing").rows)
        reports = dict(ledger.query("SELECT listing, class FROM page").rows)
        released = {name for (name,) in ledger.query("SELECT agency_name FROM report").rows}
    return morning, listings, reports, released


def test_the_honest_hosts_are_read_and_released(told):
    morning, _, _, released = told
    assert {f"示例市{name}局" for name in HONEST} <= released
    assert morning.release.documents >= 2


@pytest.mark.parametrize("name", HOSTILE)
def test_an_answer_becomes_a_class(told, name):
    _, listings, reports, _ = told
    one = HOSTILE[name]
    url = f"http://{NAMES[name]}.gov.cn{one.path}"
    assert listings[url] in one.listing.split()
    assert reports.get(url, "") in one.report.split() or not one.report


def test_the_four_that_ended_a_night_end_none(tmp_path):
    killers = {f"k{number}": HOSTILE[name] for number, name in enumerate(list(HOSTILE)[:4])}
    morning, _ = night(tmp_path, killers)
    assert (morning.trouble, morning.read.counts["loaded_with_findings"]) == ("", 2)


def test_what_was_kept_of_an_answer_ends_no_later_night(tmp_path):
    """Cookies, tags and dates go back to the host that sent them."""
    kept = (
        "tag of a page in no set",
        "NUL and a folded line",
        "five thousand cookies",
        "cookie bomb",
        "dates out of range",
    )
    hosts = {f"k{number}": HOSTILE[name] for number, name in enumerate(kept)}
    for day in (20, 21):
        morning, _ = night(tmp_path, hosts, MovingClock(start=datetime(2026, 1, day, tzinfo=UTC)))
        assert (morning.trouble, morning.release.documents >= 2) == ("", True)
    assert morning.asked > len(hosts)


def raising(folder, monkeypatch, lists=("list",), **options):
    """A night in which the program fails at the report of a host, and at the lists of some."""
    plain = classes.classify

    def classify(status, body, *, final, **how):
        if final == "http://odd.gov.cn/r.html":
            raise ZeroDivisionError("by nought\nand more")
        return plain(status, body, final=final, **how)

    monkeypatch.setattr("xxgk.flows.crawl.web.fetch.classify", classify)
    monkeypatch.setitem(FAMILIES, "lonsun", Family(lambda *_: 1 / 0))
    lost = dict.fromkeys(lists, replace(listed(REPORT), adapter="lonsun"))
    return night(folder, {"odd": listed(REPORT), **lost}, **options)


def test_an_error_of_this_program_is_told_and_costs_what_brought_it(tmp_path, monkeypatch):
    morning, where = raising(tmp_path, monkeypatch)
    with as_the_ledger_tells(where) as ledger:
        told = ledger.query(queries()["errors"]).rows
        alarms = ledger.query("SELECT url, alarm FROM listing WHERE alarm <> ''").rows
    assert [line[:3] for line in told] == [
        ("list.gov.cn", "listing", "http://list.gov.cn/list.html"),
        ("odd.gov.cn", "report", "http://odd.gov.cn/r.html"),
        ("odd.gov.cn", "request", "http://odd.gov.cn/r.html"),
    ]
    assert told[1][3].startswith("ZeroDivisionError: by nought (test_one_answer.py:")
    assert [alarm for _, alarm in alarms] == ["error"]
    assert (morning.trouble, morning.release.documents) == ("", 2)


def test_a_night_that_mostly_raised_is_a_failure_and_released(tmp_path, monkeypatch):
    morning, _ = raising(tmp_path, monkeypatch, lists="abcd")
    assert morning.release.documents == 2
    assert "4 of 7 sources could not be read" in morning.trouble


def test_what_raised_is_asked_again_like_what_failed(tmp_path, monkeypatch):
    def asked(hours):
        clock = MovingClock(start=datetime(2026, 1, 20, tzinfo=UTC) + timedelta(hours=hours))
        return raising(tmp_path, monkeypatch, clock=clock, fetch_only=True)[0].asked

    assert [asked(hours) > 0 for hours in (0, 1, 21)] == [True, False, True]
