"""Where a search for columns begins: the portals of the chosen regions, columns that nobody has verified, pages of
reports on sites of which no column is known, listings that were lost, and what earlier searches met and had no requests
for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from xxgk.flows.crawl.finding.portals import Portal
from xxgk.flows.crawl.finding.sources import HUB, LISTING, NOT_CRAWLED, REPORT, UNVERIFIED, SourceRegistry
from xxgk.flows.crawl.finding.ways import WayStep, above
from xxgk.flows.crawl.kept.ledger import Ledger, when
from xxgk.flows.crawl.kept.rows import ListingRow, SeedRow
from xxgk.flows.crawl.policy import awaited, in_season
from xxgk.flows.crawl.run.chosen import Chosen
from xxgk.flows.crawl.settings import Policy
from xxgk.flows.crawl.urls import host_of, parse, url_key
from xxgk.schema.regions import Gazetteer

PORTAL, LOST = "portal", "listing"
"""Origins of seeds, beside those of kinds of sources and of steps."""

LOST_ALARM = "silent"
"""The alarm of a listing that showed reports and shows none, or is there no more."""

MOST_GLANCES = 2
"""Pages of a portal at which a glance looks."""

MOST_PAGES = 2
"""Reports of a lost listing by whose pages it is searched for."""


_STILL_THERE = """
SELECT url FROM page WHERE listing = ? AND changed_at IS NOT NULL AND gone_since IS NULL ORDER BY year DESC LIMIT ?
"""


class Seed(NamedTuple):
    """Where one search begins: its row, and the addresses to start from. A `glance` looks only at the pages that named
    what was found before, for further columns on them."""

    row: SeedRow
    starts: tuple[str, ...]
    glance: bool = False

    @property
    def host(self) -> str:
        """The host that it begins at."""
        return host_of(self.starts[0])

    @property
    def step(self) -> WayStep:
        """What its first page is on the way."""
        return next((step for step in WayStep if step.value == self.row.origin), WayStep.START)


@dataclass(frozen=True)
class Ground:
    """What seeds are taken from."""

    registry: SourceRegistry
    portals: tuple[Portal, ...]
    ledger: Ledger
    chosen: Chosen
    known: Gazetteer
    policy: Policy


def due(ground: Ground, run: int, now: datetime | None) -> list[Seed]:
    """The searches that are due, those that nobody ever made first, lost listings before all; `now` None: also those
    that are to wait. One that this run made is made."""
    rows = {row.url: row for row in ground.ledger.read(SeedRow)}
    found = {seed.row.url: seed for seed in _all(ground, rows)}
    return sorted(filter(None, (_due(ground, seed, run, now) for seed in found.values())), key=_order)


def _due(ground: Ground, seed: Seed, run: int, now: datetime | None) -> Seed | None:
    """What of a search is due: all of it, a glance, or nothing."""
    row = seed.row
    if row.run == run:
        return None
    if row.run is None or now is None:
        return seed
    is_time = row.next_at <= when(now)
    if row.origin != PORTAL or not (newest := _newest(ground, seed)):
        return seed if is_time else None
    if newest >= awaited(now) or not in_season(now, ground.policy):
        return None
    return (
        seed if is_time else seed._replace(starts=_named_at(ground, seed, now.toordinal()) or seed.starts, glance=True)
    )


def _newest(ground: Ground, seed: Seed) -> int:
    """The newest year of which what was found from a portal shows reports; 0 where nothing was."""
    shown = "SELECT coalesce(max(year), 0) FROM page WHERE listing IN (SELECT url FROM found_listing WHERE seed = ?)"
    return ground.ledger.one(int, shown, seed.row.url)


def _named_at(ground: Ground, seed: Seed, turn: int) -> tuple[str, ...]:
    """The pages that led to what was found from a portal, where its next column will be named too; each of them first
    in its turn."""
    found = ground.ledger.ask(str, "SELECT evidence FROM found_listing WHERE seed = ? ORDER BY url", seed.row.url)
    paths = (json.loads(one)["path"] for one in found)
    named = list(dict.fromkeys(path[-2][0] for path in paths if len(path) > 1))[:MOST_GLANCES]
    return (*named[turn % 2 :], *named[: turn % 2])


def _order(seed: Seed) -> tuple[bool, bool, str, int, bool, str]:
    row = seed.row
    waits = row.next_at if row.run is not None else ""
    return row.origin != LOST, row.run is not None, waits, list(WayStep).index(seed.step), row.origin != PORTAL, row.url


def _all(ground: Ground, rows: dict[str, SeedRow]) -> Iterator[Seed]:
    """All seeds, whether due or not, each under its address; later ones replace earlier ones of the same address."""
    for row in rows.values():
        if row.origin != LOST and ground.chosen.has(row.region_code, row.region):
            yield Seed(row, (row.url,))
    yield from _of_registry(ground, rows)
    yield from _of_portals(ground, rows)
    yield from _lost(ground, rows)


def _of_portals(ground: Ground, rows: dict[str, SeedRow]) -> Iterator[Seed]:
    hints: dict[str, list[str]] = {}
    for source in ground.registry.sources:
        if source.kind == UNVERIFIED:
            hints.setdefault(source.host, []).append(source.url)
    for portal in filter(ground.chosen.has_portal, ground.portals):
        told = filter(None, (portal.entry, portal.disclosure_url, *hints.get(portal.host, ())))
        starts = tuple({url_key(url): url for url in reversed(list(told))}.values())[::-1]
        name = _full_name(portal, ground.known)
        yield Seed(
            _row(rows, portal.url, PORTAL, portal.region_code, _province(portal.region_code, ground.known), name),
            starts,
        )


def _of_registry(ground: Ground, rows: dict[str, SeedRow]) -> Iterator[Seed]:
    """Unverified columns, hubs, and a report of each host of which no column is known."""
    listed = {source.host for source in ground.registry.sources if source.kind == LISTING}
    met: set[str] = {portal.host for portal in ground.portals if ground.chosen.has_portal(portal)}
    for source in ground.registry.sources:
        wanted = source.kind in NOT_CRAWLED or (source.kind == REPORT and source.host not in listed)
        if wanted and (source.kind == HUB or source.host not in met) and ground.chosen.has("", source.region):
            met |= {source.host} if source.kind == REPORT else set()
            yield Seed(_row(rows, source.url, source.kind, "", source.region, source.agency), (source.url,))


def _lost(ground: Ground, rows: dict[str, SeedRow]) -> Iterator[Seed]:
    """Listings that went silent, with where to look for them: the folders above, their site, pages of their reports."""
    crawled = {source.url for source in ground.registry.crawled if source.kind == LISTING}
    for listing in ground.ledger.read(ListingRow, "WHERE alarm = ?", LOST_ALARM):
        if listing.url not in crawled:
            continue
        known = ground.ledger.ask(str, _STILL_THERE, listing.url, MOST_PAGES)
        folders = [way.url for way in above(listing.url)]
        starts = dict.fromkeys((*folders, f"{parse(listing.url).root}/", *known))
        row = _row(rows, listing.url, LOST, "", listing.region, listing.agency)
        yield Seed(row, tuple(url for url in starts if url_key(url) != url_key(listing.url)))


def _row(rows: dict[str, SeedRow], url: str, origin: str, code: str, region: str, agency: str) -> SeedRow:
    if url in rows:
        return rows[url]._replace(origin=origin)
    return SeedRow(url, origin, code, region, agency, "", "", next_at="")


def _province(code: str, known: Gazetteer) -> str:
    """The short name of the province in which a region lies, as the registry of sources has it."""
    return list(known.lineage(code))[-1].short if code in known.by_code else ""


def _full_name(portal: Portal, known: Gazetteer) -> str:
    """The government of a portal by its full name."""
    place = known.by_code.get(portal.region_code)
    return f"{known.full_name(place)}人民政府" if place and portal.name.endswith("人民政府") else portal.name


def shown_already(ledger: Ledger, seed: Seed) -> Iterable[str]:
    """Keys of the reports of its host that some listing shows; what a lost one showed is to be found again."""
    name = seed.host.removeprefix("www.")
    of_host = "SELECT key FROM page WHERE key >= ? AND key < ? AND listing NOT IN (url, ?)"
    return ledger.ask(str, of_host, f"{name}/", f"{name}0", seed.row.url if seed.row.origin == LOST else "")


def evidence_of(path: Iterable[tuple[str, str]], titles: Iterable[tuple[str, str]]) -> str:
    """The evidence of a column as the ledger keeps it."""
    return json.dumps({"path": [*path], "titles": [*titles]}, ensure_ascii=False)
