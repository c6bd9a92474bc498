"""``python -m tests.flows.crawl.wave --portals 3200``: the wave of a year's reports over a country of portals, without
a network, and what the search and the nights find of it.

Each portal has one of the shapes of ``tests/portal/shapes.toml`` and some ten organs, whose reports on the new year
appear from January to March, some never; some portals move their column in February, some refuse every request. Nothing
is known at first but the portals' addresses. A search in December, then a night a day until April (`--every`: only each
so many days, `--until` another day); what the listings name counts as found, the reports themselves are not fetched:
`make nights` measures that. With several sizes the processor's time of a night grows by an exponent that is told: 1 is
linear."""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.flows.crawl.growing import EVERYWHERE, entry
from tests.flows.crawl.simulated import _most_memory
from tests.flows.crawl.sites import REASON, MovingClock, settings
from tests.portal.shapes import HOST, NEW, OLD, Shape, shapes
from xxgk.flows.crawl.finding.portals import Portal
from xxgk.flows.crawl.finding.sources import SourceRegistry
from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.crawl.kept.ledger import Ledger
from xxgk.flows.crawl.run.crawl import Crawl, Tools
from xxgk.flows.crawl.run.scope import Scope
from xxgk.flows.crawl.settings import load_caps, load_policy
from xxgk.flows.crawl.urls import host_of, target
from xxgk.flows.crawl.web.addresses import Target
from xxgk.flows.crawl.web.fetch import Fetcher
from xxgk.flows.crawl.web.hosts import Host, Hosts
from xxgk.flows.crawl.web.wire import Answer

FIRST, MOVE, LAST = date(2025, 12, 20), date(2026, 2, 10), date(2026, 4, 10)
NEVER = date(2100, 1, 1)
LAST_NIGHTS = 5
"""Nights at the end whose time is told."""

MEMORY = Path("/dev/shm")  # noqa: S108
"""Where there is one, ledger and archive lie there: a disk has no part in what is measured."""

ASIDE = frozenset({"an index that leads to other hosts", "one page with hundreds of links, the tab chosen by a query"})
"""Shapes that are no portal of ten organs."""


_LOST = "SELECT url FROM listing WHERE alarm IN ('silent', 'moved')"
_NEW = """
WITH last AS (SELECT max(run) AS run FROM crawl_run)
SELECT url FROM listing JOIN last USING (run) WHERE new_links > 0
UNION ALL SELECT url FROM found_listing JOIN last USING (run)
"""


class Place(NamedTuple):
    """A portal of the country: its host, its shape with what it publishes, and what goes wrong with it."""

    host: str
    shape: Shape
    appears: tuple[date, ...]
    moves: bool
    refuses: bool


class Country:
    """The web of so many portals on the day `today`."""

    def __init__(self, portals: int, seed: int = 1) -> None:
        self.today = FIRST
        self.asked: Counter[str] = Counter()
        self.under_way: Counter[str] = Counter()
        self.most_at_once = 0
        self._cache: dict[str, tuple[tuple[bool, ...], bool, Mapping[str, tuple[int, bytes]]]] = {}
        kinds = [shape for shape in shapes() if shape.name not in ASIDE]
        self.places = {f"p{n}.gov.cn": _place(f"p{n}.gov.cn", kinds[n % len(kinds)], seed) for n in range(portals)}

    async def ask(self, _method: str, url: str, _headers: object, form: tuple[tuple[str, str], ...] | None, *_: object):
        """The answer to a request; counted by host."""
        host = host_of(url)
        self.asked[host] += 1
        self.under_way[host] += 1
        self.most_at_once = max(self.most_at_once, self.under_way[host])
        await asyncio.sleep(0)
        self.under_way[host] -= 1
        place = self.places[host]
        if url.endswith("/robots.txt"):
            return Answer(404, (), b"")
        if place.refuses:
            return Answer(412, (), b"")
        parts = urlsplit(target(url))
        pairs = sorted(parse_qsl(parts.query, keep_blank_values=True) + list(form or ()))
        found = self._pages(place).get(parts.path + (f"?{urlencode(pairs)}" if pairs else ""))
        kind = b"application/json" if found and found.startswith(b"{") else b"text/html; charset=utf-8"
        return Answer(200, ((b"Content-Type", kind),), found) if found else Answer(404, (), b"<html>404</html>")

    async def aclose(self) -> None:
        """Nothing to hang up."""

    def published(self) -> dict[str, date]:
        """Keys of the reports on the new year that can be found, with the day on which they appeared."""
        return {
            f"{place.host}{url}": day
            for place in self.places.values()
            if place.shape.told.get("finds") and not place.refuses
            for number, day in enumerate(place.appears)
            if day <= LAST
            for url in (_report_url(place.shape, number),)
        }

    def _pages(self, place: Place) -> dict[str, bytes]:
        out = tuple(day <= self.today for day in place.appears)
        moved = place.moves and self.today >= MOVE
        known = self._cache.get(place.host)
        if known is None or known[:2] != (out, moved):
            years = (*OLD, NEW) if any(out) else OLD
            shape = replace(place.shape, is_out=lambda number, year: year != NEW or out[number])
            made = _moved(shape) if moved else shape
            pages = {path: answer.body for path, answer in made.pages_of(HOST, years).items()}
            self._cache[place.host] = known = (out, moved, pages)  # type: ignore[assignment]
        return known[2]  # type: ignore[return-value]

    @cached_property
    def registry(self) -> SourceRegistry:
        """No source at all, and every host may be asked."""
        return SourceRegistry((), Hosts({"*.gov.cn": Host("*.gov.cn", 5.0, private=True, reason=REASON)}, 5.0))


def _place(host: str, shape: Shape, seed: int) -> Place:
    dice = Random(f"{seed}{host}")
    told = dict(shape.told)
    if not told.get("organs"):
        names = [f"青禾市第{number}局" for number in range(dice.randint(4, 14))]
        told |= {"organs": names, "addresses": [str(number) for number in range(len(names))]}
    named = Shape(shape.name, told)
    silent = dice.random() < 0.03
    days = tuple(NEVER if silent or dice.random() < 0.02 else _day(dice) for _ in named.organs)
    if "/bg/{y}-" in json.dumps(told["pages"]):
        days = (min(days),) * len(days)  # its pages name the reports themselves, all at once
    return Place(host, named, days, dice.random() < 0.04, dice.random() < 0.03)


def _day(dice: Random) -> date:
    """When a report appears: three of four in January."""
    first, last = dice.choices(((3, 31), (32, 59), (60, 90)), (75, 15, 10))[0]
    return date(2026, 1, 1) + timedelta(days=dice.randint(first, last) - 1)


def _entry(place: Place) -> Portal:
    inside = place.shape.told.get("disclosure", "")
    return entry(place.host, disclosure_url=f"http://{place.host}{inside}" if inside else "")


def _moved(shape: Shape) -> Shape:
    """The same with its column in another folder."""
    segment = next(iter(shape.told["finds"]), "/none/").split("/")[1]
    pages = json.loads(json.dumps(shape.told["pages"]).replace(f"/{segment}/", f"/{segment}x/"))
    return replace(shape, told={**shape.told, "pages": pages})


def _report_url(shape: Shape, number: int) -> str:
    return shape.told.get("reports", "/bg/{y}-{k}.html").replace("{y}", str(NEW)).replace("{k}", str(number))


class Wave(NamedTuple):
    """What came of it: reports that were published and found, nights until each was found, requests of the nights from
    January on, by how many a host was asked in one night once its column was known, for each of its columns, in how
    many of these nights it was for more than three, and in how many of them something new was found, columns that are
    none, the processor's seconds of all nights and of the last ones, each."""

    published: int
    found: int
    nights: Counter[int]
    requests: int
    most: Counter[int]
    over: int
    over_and_found: int
    false: list[str]
    at_once: int
    seconds: float
    night: float
    memory: int

    @property
    def within(self) -> int:
        """Reports found within two nights."""
        return sum(count for night, count in self.nights.items() if night <= 2)

    @property
    def is_pushy(self) -> bool:
        """Whether hosts were asked too much: in one of a hundred nights, and not because something new was there."""
        return self.over - self.over_and_found > 0.01 * self.most.total()

    def told(self) -> str:
        """In a few words."""
        hosts, most = sum(self.most.values()), dict(sorted(self.most.items()))
        return (
            f"{self.found} of {self.published} found ({self.found / max(self.published, 1):.1%}), {self.within} within "
            f"two nights ({self.within / max(self.published, 1):.1%}); {self.requests} requests, "
            f"{self.requests / max(self.found, 1):.1f} a found report; requests of a host in a night once its column "
            f"is known, for each column: {most}, more than three in {self.over} of {hosts} nights "
            f"({self.over / max(hosts, 1):.1%}), {self.over_and_found} of which found a report or a column; "
            f"{len(self.false)} false columns; {self.at_once} request at once to a host; "
            f"{self.seconds:.0f} s, the last nights {self.night:.2f} s each, {self.memory >> 20} MB"
        )


def wave(folder: Path, portals: int, every: int = 1, last: date = LAST) -> Wave:
    """Run it in a folder."""
    country, started = Country(portals), time.process_time()
    entries = tuple(_entry(place) for place in country.places.values())
    most: Counter[int] = Counter()
    first_seen: dict[str, date] = {}
    took: list[float] = []
    requests, over, over_and_found, day = 0, 0, 0, FIRST
    with Ledger(folder / "ledger.sqlite") as ledger:
        while day <= last:
            country.today = day
            country.asked.clear()
            known = set(ledger.ask(str, "SELECT url FROM found_listing WHERE state = 'adopted'"))
            begun = time.process_time()
            asyncio.run(_night(country, ledger, folder, entries))
            took.append(time.process_time() - begun)
            lost = {host_of(url) for url in ledger.ask(str, _LOST)}
            new = {host_of(url) for url in ledger.ask(str, _NEW)}
            if day.year == NEW + 1:
                requests += sum(country.asked.values())
                columns = Counter(host_of(url) for url in known)
                for host, count in country.asked.items():
                    if columns[host] and host not in lost:
                        most[-(-count // columns[host])] += 1
                        over += count > 3 * columns[host]
                        over_and_found += count > 3 * columns[host] and host in new
                for key in ledger.ask(str, "SELECT key FROM page WHERE year = ?", NEW):
                    first_seen.setdefault(key, day)
            day += timedelta(days=every if day.year == NEW + 1 else 6)
        adopted = ledger.ask(str, "SELECT url FROM found_listing WHERE state = 'adopted'")
    published = {key: when for key, when in country.published().items() if when <= last}
    nights = Counter((first_seen[key] - when).days // every for key, when in published.items() if key in first_seen)
    none = [url for url in adopted if not country.places[host_of(url)].shape.told.get("finds")]
    found = sum(nights.values())
    seconds = time.process_time() - started
    late = took[-LAST_NIGHTS:]
    once, night = country.most_at_once, sum(late) / len(late)
    return Wave(
        len(published), found, nights, requests, most, over, over_and_found, none, once, seconds, night, _most_memory()
    )


async def _night(country: Country, ledger: Ledger, folder: Path, entries: tuple) -> None:
    async def resolve(host: str, port: int) -> list[Target]:
        number = int(host[1:].partition(".")[0])
        return [Target(f"127.{number >> 16}.{number >> 8 & 255}.{number & 255}", port)]

    clock = MovingClock(start=datetime.combine(country.today, datetime.min.time(), UTC) + timedelta(hours=18))
    caps = load_caps(hours=1e6, window=[0, 23])
    async with Fetcher(
        settings(attempts=1),
        country.registry.hosts,
        resolve=resolve,
        clock=clock,
        caps=caps,
        connect=lambda *_: country,
    ) as fetcher:
        growth = replace(EVERYWHERE, requests=10**9)
        tools = Tools(
            country.registry, ledger, Archive(folder / "archive"), fetcher, clock, load_policy(), entries, growth
        )
        crawl = Crawl(Scope(), tools)
        await asyncio.gather(*map(crawl.look, crawl.listing_batches()))
        await asyncio.gather(*map(crawl.seek, crawl.growth_batches()))
        crawl.finish()


def main() -> int:
    """Tells the wave of so many portals; 0 where the bars hold."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--portals", type=int, nargs="+", default=[400])
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--until", type=date.fromisoformat, default=LAST)
    given = parser.parse_args()
    missed = 0
    nights: list[tuple[int, float]] = []
    for portals in given.portals:
        with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
            came = wave(Path(folder), portals, given.every, given.until)
            print(f"{portals} portals: {came.told()}", flush=True)
            missed |= came.within < 0.98 * came.published or bool(came.false) or came.at_once > 1 or came.is_pushy
            nights.append((portals, came.night))
    for (few, short), (many, long) in pairwise(nights):
        times = f"{long / short:.2f} times as long, {math.log(long / short) / math.log(many / few):.2f}"
        print(f"{few} to {many} portals: a night takes {times}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
