"""What a night has brought so far is loaded and released every hour, while nothing is asked."""

import asyncio
from datetime import UTC, datetime

import pytest

from tests.flows.crawl.hostile_sites import LIST, Hostile, head, page
from tests.flows.crawl.run.test_one_answer import HONEST, night
from tests.flows.crawl.sites import MovingClock
from xxgk.flows.crawl.kept.ledger import Ledger
from xxgk.flows.jobs import nightly
from xxgk.flows.morning.told import told
from xxgk.flows.release.audits import BLOCK, Audit, run_audits
from xxgk.flows.warehouse.warehouse import BusyError, Warehouse

HOUR = 3600.0
COUNT = 4


class Hours:
    """A host whose reports take an hour each, and what happened, in order."""

    def __init__(self, passes=HOUR, *, drips=0.0):
        self.clock = MovingClock(start=datetime(2026, 1, 20, 18, tzinfo=UTC))
        self.passes, self.drips, self.log = passes, drips, []
        links = "".join(LIST[12:-14].format(f"/{n}.html") for n in range(COUNT))
        reports = {f"/{n}.html": self.report(n) for n in range(COUNT)}
        self.host = Hostile({"/list.html": page(f"<html><body>{links}</body></html>"), **reports})

    def report(self, number):
        body = f"示例市青禾区{number}局|2024|2025-01-18|7".encode()

        def reply(_):
            self.log.append(f"asked {number}")
            self.clock.at += self.passes
            return self.slowly(number, body) if self.drips else page(body)

        return reply

    async def slowly(self, number, body):
        yield head(b"Content-Length: %d" % len(body), body=b"")
        await asyncio.sleep(self.drips)
        self.log.append(f"answered {number}")
        yield body

    def night(self, folder, monkeypatch, others=(), *, killed_behind=0, **caps):
        """A night, with each load and each release in the log; killed behind one of its loads."""
        load, publish = nightly.load_new, nightly.publish

        def loaded(*given):
            self.log.append("load")
            done = load(*given)
            if self.log.count("load") == killed_behind:
                raise KeyboardInterrupt
            return done

        def published(places):
            release = publish(places)
            with Warehouse(places.published, read_only=True) as opened:
                count = opened.query("SELECT count(*) FROM report").rows[0][0]
            self.log.append(f"released {count}")
            return release

        monkeypatch.setattr(nightly, "load_new", loaded)
        monkeypatch.setattr(nightly, "publish", published)
        return night(folder, {"long": self.host, **dict(others)}, self.clock, **caps)


def test_what_came_in_the_first_hour_is_published_before_the_night_ends(tmp_path, monkeypatch):
    hours = Hours()
    morning, _ = hours.night(tmp_path, monkeypatch)
    before = hours.log[: hours.log.index(f"asked {COUNT - 1}")]
    assert [line for line in before if line.startswith("released")]
    assert hours.log[-1] == f"released {COUNT + len(HONEST)}"
    assert morning.read.counts["loaded_with_findings"] == morning.versions == COUNT + len(HONEST)
    assert (morning.trouble, morning.release.number) == ("", morning.releases)
    assert f"{morning.releases} releases were made in the night; the last:" in told(morning)


def test_nothing_is_asked_while_it_is_loaded(tmp_path, monkeypatch):
    hours, other = Hours(drips=0.02), Hours(passes=0.0, drips=0.2)
    other.log, other.clock = hours.log, hours.clock
    hours.night(tmp_path, monkeypatch, {"other": other.host})
    assert hours.log.count("load") > 2
    under_way = 0
    for line in hours.log:
        under_way += line.startswith("asked") - line.startswith("answered")
        assert under_way == 0 or line != "load"


@pytest.mark.parametrize("caps", [{"load_every": 0}, {"load_every": 600}])
def test_a_night_that_is_shorter_than_its_breaks_has_one_release(tmp_path, monkeypatch, caps):
    hours = Hours()
    morning, _ = hours.night(tmp_path, monkeypatch, **caps)
    assert (hours.log.count("load"), morning.releases) == (1, 1)


def test_a_night_without_news_makes_no_hourly_release(tmp_path, monkeypatch):
    Hours(passes=0.0).night(tmp_path, monkeypatch)
    again = Hours()
    again.clock.start = datetime(2026, 1, 21, 18, tzinfo=UTC)
    morning, _ = again.night(tmp_path, monkeypatch)
    assert len([line for line in again.log if line.startswith("asked")]) == COUNT
    assert (again.log.count("load"), morning.versions, morning.releases) == (1, 0, 0)


def test_a_release_that_is_kept_back_or_in_the_way_ends_no_night(tmp_path, monkeypatch):
    hours, broken = Hours(), Audit("999_broken", "the machine is broken", BLOCK, "SELECT 1")

    def audits(*asked):
        return run_audits(*asked, **({"chosen": [broken]} if hours.log.count("load") == 1 else {}))

    async def free(*_):
        if hours.log.count("load") == 1:
            hours.log.append("busy")
            hours.log.append("load")
            raise BusyError("another loads")

    monkeypatch.setattr("xxgk.flows.release.building.run_audits", audits)
    monkeypatch.setattr(nightly, "until_free", free)
    morning, _ = hours.night(tmp_path, monkeypatch)
    happened = [line for line in hours.log if not line.startswith("asked")]
    assert happened[:3] == ["load", "busy", "load"]  # the first release is kept back, the second put off
    assert hours.log[-1] == f"released {COUNT + len(HONEST)}"
    assert (morning.kept_back, morning.trouble) == (None, "")


def test_a_night_that_is_killed_in_a_break_is_done_by_the_next_start(tmp_path, monkeypatch):
    hours, again = Hours(), Hours()
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        hours.night(tmp_path, patched, killed_behind=1)
    assert not [line for line in hours.log if line.startswith("released")]
    morning, where = again.night(tmp_path, monkeypatch)
    asked = [line for line in hours.log + again.log if line.startswith("asked")]
    assert sorted(asked) == [f"asked {number}" for number in range(COUNT)]
    assert (morning.run, again.log[-1]) == (1, f"released {COUNT + len(HONEST)}")
    with Ledger(where.ledger) as ledger:
        assert ledger.one(int, "SELECT count(*) FROM page_version WHERE NOT is_loaded") == 0
