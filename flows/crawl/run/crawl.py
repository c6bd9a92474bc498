"""One run over the sources: listings first, then the reports that are new or due. Hosts side by side, the requests to
one host one after the other.

The work is cut into batches of hosts, which Prefect may record as its tasks; what became of each address stands in the
ledger. Every step leaves whole facts there, so a run that is killed and started again goes on where it was."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import TypeVar

from xxgk.flows.crawl.clock import Clock
from xxgk.flows.crawl.finding.discovery import Listing, discover
from xxgk.flows.crawl.finding.portals import Portal
from xxgk.flows.crawl.finding.seek import Sought, passed_columns, seek
from xxgk.flows.crawl.finding.sources import REPORT, Source, SourceRegistry
from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.crawl.kept.ledger import Ledger, when
from xxgk.flows.crawl.kept.rows import HostRow, ListingRow, PageRow
from xxgk.flows.crawl.policy import after_block, awaited
from xxgk.flows.crawl.request import BLOCKED, LEFT_OVER, RAISED, SET_ASIDE, Fetched, Request
from xxgk.flows.crawl.run import growth, listings
from xxgk.flows.crawl.run import reports as pages
from xxgk.flows.crawl.run.asking import Asker
from xxgk.flows.crawl.run.chosen import EVERYWHERE, chosen
from xxgk.flows.crawl.run.guard import guarded
from xxgk.flows.crawl.run.night import Night
from xxgk.flows.crawl.run.reach import Reach, reach
from xxgk.flows.crawl.run.scope import BACKFILL, GROW, Scope
from xxgk.flows.crawl.run.seeds import LOST, Ground, Seed, due, shown_already
from xxgk.flows.crawl.settings import Growth, Policy, load_growth
from xxgk.flows.crawl.urls import host_of
from xxgk.flows.crawl.web.budget import Spent
from xxgk.flows.crawl.web.fetch import Fetcher
from xxgk.flows.crawl.web.polite import HostState
from xxgk.flows.logs import event
from xxgk.schema.regions import gazetteer

MOST_BATCHES = 50
"""Tasks for each third of a run; with those that load, fewer than 200."""

FOR_LISTINGS, FOR_GROWTH = 0.5, 0.6
"""Part of a night that goes into listings at most, and with the search for further ones: else reports might never have
their turn."""

BESIDE_A_GLANCE = 1
"""Requests to a host in a night, beside one for each listing there, up to which a glance looks whether a new column is
named there."""

MOST_OF_KNOWN = 3
"""Requests to a host in a night, for each listing that is known there, up to which another search goes on at it."""

T = TypeVar("T")
HostBatch = Sequence[tuple[str, Sequence[T]]]
"""Hosts, each with what is to be done there in order."""


@dataclass(frozen=True)
class Tools:
    """What a run works with."""

    registry: SourceRegistry
    ledger: Ledger
    archive: Archive
    fetcher: Fetcher
    clock: Clock
    policy: Policy
    portals: tuple[Portal, ...] = ()
    growth: Growth = field(default_factory=load_growth)


class Crawl:
    """A run, begun or taken up again."""

    def __init__(self, scope: Scope, tools: Tools) -> None:
        ledger = tools.ledger
        registry = tools.registry.joined(growth.found_sources(ledger), growth.replaced(ledger))
        self.scope, self._tools = scope, replace(tools, registry=registry)
        tools.archive.open()
        self.run = tools.ledger.begin(scope.kind, scope.told, tools.clock.now())
        self._at_once = asyncio.Semaphore(tools.fetcher.connections)  # hosts in their order, so many at a time
        self._get = Asker(self.run, tools.ledger, tools.archive, tools.fetcher)
        self._rest_hosts()
        spent = "SELECT count(*), coalesce(sum(size_bytes), 0) FROM fetch WHERE run = ?"
        tools.fetcher.budget.night = tools.ledger.one(Spent, spent, self.run)
        self.left: Counter[tuple[str, str]] = Counter()
        """Listings, seeds and reports that are left for the next night, by the cap that was reached."""
        self._taken: Counter[str] = Counter()
        self._passed = passed_columns(source.url for source in registry.crawled if source.kind != REPORT)
        self._listings = Counter(source.host for source in registry.crawled if source.kind != REPORT)
        self._before_growth: dict[str, int] = {}  # requests to each host before the search for columns met it
        self._growth_begins = 0

    @property
    def _is_thorough(self) -> bool:
        """Whether everything is asked, whatever is known of it."""
        return self.scope.kind == BACKFILL or self.scope.all

    @property
    def asked(self) -> int:
        """Requests that went out since this start of the run."""
        return self._get.asked

    def listing_batches(self) -> list[HostBatch[Source]]:
        """The listings that are due, by host, last year's publishers first (`flows.crawl.run.listings.due`)."""
        tools = self._tools
        tools.fetcher.budget.share = FOR_LISTINGS
        asked_for = filter(self.scope.has_source, tools.registry.crawled)
        found = listings.due(self._night(), asked_for, everything=self._is_thorough)
        return _batches(found, lambda source: source.url)

    def growth_batches(self) -> list[HostBatch[Seed]]:
        """The searches for columns that are due, by host."""
        tools = self._tools
        tools.fetcher.budget.share = FOR_GROWTH
        self._growth_begins = tools.fetcher.budget.night.requests
        if self.scope.kind == BACKFILL:
            return []
        is_wish = self.scope.kind == GROW
        names = (self.scope.region or EVERYWHERE,) if is_wish else tools.growth.regions
        regions = chosen(names, gazetteer())
        ground = Ground(tools.registry, tools.portals, tools.ledger, regions, gazetteer(), tools.policy)
        seeds = due(ground, self.run, None if self.scope.all else tools.clock.now())
        hosts = dict.fromkeys(seed.host for seed in seeds)
        if self.scope.limit_hosts:
            among = frozenset(list(hosts)[: self.scope.limit_hosts])
            seeds = [seed for seed in seeds if seed.host in among]
        return _batches(seeds, lambda seed: seed.starts[0])

    def page_batches(self) -> list[HostBatch[PageRow]]:
        """The reports that are new or due, by host: those first that were never asked for, of the awaited year before
        others."""
        self._tools.fetcher.budget.share = 1.0
        agency = {listing.url: listing.agency for listing in self._tools.ledger.read(ListingRow)}
        due = [
            page
            for page in self._due_pages()
            if self.scope.has_page(page.title, agency.get(page.listing, ""), page.year) and self._fits(page)
        ]
        return _batches(due, lambda page: page.url)

    async def look(self, batch: HostBatch[Source]) -> None:
        """Look at the listings of some hosts."""
        await self._each(batch, self._listing, self._listing_raised)

    async def seek(self, batch: HostBatch[Seed]) -> None:
        """Search for columns from the portals and pages of some hosts."""
        await self._each(batch, self._seek, self._seek_raised)

    async def fetch(self, batch: HostBatch[PageRow]) -> None:
        """Fetch the reports of some hosts."""
        await self._each(batch, self._page, self._page_raised)

    def reach(self) -> Reach:
        """How much of what it asked could be had."""
        return reach(self._night())

    def left_over(self) -> tuple[str, ...]:
        """What is left for the next night, a line for each cap that was reached."""
        return tuple(
            f"left for the next night: {count} {thing}{'' if count == 1 else 's'} ({cap})"
            for (thing, cap), count in sorted(self.left.items())
        )

    def finish(self) -> None:
        """Close the run: everything that it brought is published."""
        self._tools.ledger.finish(self.run, self._tools.clock.now())

    async def _each(
        self, batch: HostBatch[T], do: Callable[[T], Awaitable[None]], raised: Callable[[T, str], None]
    ) -> None:
        """Do what is to be done, host by host; one thing at which this program fails is no matter of the others."""

        async def host(name: str, things: Sequence[T]) -> None:
            async with self._at_once:
                for thing in things:
                    await guarded(do(thing), partial(raised, thing))
                await guarded(self._tools.fetcher.leave(name), lambda _: None)
                self._note_hosts([name])

        await asyncio.gather(*(host(name, things) for name, things in batch))

    async def _listing(self, source: Source) -> None:
        tools = self._tools
        if source.kind == REPORT:
            listing = listings.direct(source)
        else:
            known = None if self._is_thorough else listings.known(self._night(), source.url)
            listing = await discover(source, self._get, tools.registry.hosts.refusal, known=known)
        kind, detail = listing.status, listing.detail
        stopped = tools.fetcher.hosts[source.host].stopped if source.host in tools.fetcher.hosts else None
        if kind == SET_ASIDE and stopped:
            kind, detail = stopped
        if kind == LEFT_OVER:
            self.left["listing", detail] += 1
            return
        listings.note(self._night(), listing, kind, detail)

    def _listing_raised(self, source: Source, error: str) -> None:
        listings.note(self._night(), Listing(source, RAISED), RAISED, error)

    async def _seek(self, seed: Seed) -> None:
        tools = self._tools
        known = shown_already(tools.ledger, seed)
        before = tools.fetcher.budget.asked(seed.host)
        refusal = tools.registry.hosts.refusal
        text, step = seed.row.named_as, seed.step
        get = self._glancing if seed.glance else partial(self._gently, seed) if self._is_again(seed) else self._sparing
        sought = await seek(seed.starts, get, refusal, known, self._passed, text, step, glance=seed.glance)
        requests = tools.fetcher.budget.asked(seed.host) - before
        if sought.left_over and not sought.read:
            if not (seed.glance or self._is_again(seed)):  # others wait for their turn, whatever a night may cost
                self.left["seed", sought.detail] += 1
            return
        growth.note(self._night(), seed, sought, requests, tools.growth, gazetteer())

    def _seek_raised(self, seed: Seed, error: str) -> None:
        growth.note(self._night(), seed, Sought(status=RAISED, detail=error), 0, self._tools.growth, gazetteer())

    async def _glancing(self, request: Request) -> Fetched:
        """Ask for what a first page names, and for that itself where its host was asked for little this night."""
        host = host_of(request.url)
        most = BESIDE_A_GLANCE + self._listings[host]
        if request.referer or self._tools.fetcher.budget.asked(host) <= most:
            return await self._sparing(request)
        return Fetched(request.url, request.url, 0, LEFT_OVER, detail=f"{most} requests to a host")

    def _is_again(self, seed: Seed) -> bool:
        """Whether a search was made before, and nobody wishes or lacks anything: its steps are for several nights."""
        return seed.row.run is not None and seed.row.origin != LOST and self.scope.kind != GROW

    async def _gently(self, seed: Seed, request: Request) -> Fetched:
        """Ask, where its host was asked for little this night for the listings that are known of it; once more, where
        that was never so since the search was due."""
        host, growth = host_of(request.url), self._tools.growth
        late = when(self._tools.clock.now() - timedelta(days=growth.stale_days))
        most = MOST_OF_KNOWN * self._listings[host] + (seed.row.next_at < late)
        if not self._listings[host] or self._tools.fetcher.budget.asked(host) < most:
            return await self._sparing(request)
        return Fetched(request.url, request.url, 0, LEFT_OVER, detail=f"{most} requests to a host of known listings")

    async def _sparing(self, request: Request) -> Fetched:
        """Ask, within what a night gives to the search for columns."""
        budget, limits, host = self._tools.fetcher.budget, self._tools.growth, host_of(request.url)
        begun = self._before_growth.setdefault(host, budget.asked(host))
        if budget.asked(host) - begun >= limits.host_requests:
            cap = f"{limits.host_requests:,} requests to a host that search for columns"
        elif budget.night.requests - self._growth_begins >= limits.requests:
            cap = f"{limits.requests:,} requests of a night that search for columns"
        else:
            return await self._get(request)
        return Fetched(request.url, request.url, 0, LEFT_OVER, detail=cap)

    async def _page(self, page: PageRow) -> None:
        got = await pages.fetch(page, self._get, self._tools.archive.put)
        if got.main.kind == LEFT_OVER:
            self.left["report", got.main.detail] += 1
        elif got.main.kind != SET_ASIDE:
            is_new = pages.note(self._night(), page, got, self._tools.archive.is_there)
            told = {"class": got.kind, "is_new": is_new, "parts": len(got.parts), "detail": got.detail}
            event("report", run=self.run, address=page.url, **told)

    def _page_raised(self, page: PageRow, error: str) -> None:
        none = Fetched(page.url, page.url, 0, RAISED)
        pages.note(self._night(), page, pages.Got(none, (), RAISED, error), self._tools.archive.is_there)

    def _night(self) -> Night:
        return Night(self._tools.ledger, self.run, self._tools.clock.now(), self._tools.policy)

    def _due_pages(self) -> list[PageRow]:
        now = self._tools.clock.now()
        if self.scope.kind == BACKFILL:
            return self._tools.ledger.read(PageRow, _UNFETCHED, self.run, awaited(now))
        until = "9999-12-31" if self.scope.all else when(now)
        return self._tools.ledger.read(PageRow, _DUE, self.run, until, awaited(now))

    def _fits(self, page: PageRow) -> bool:
        """Whether a report is within what a night fetches of its listing and of its host."""
        caps, host = self._tools.fetcher.budget.caps, host_of(page.url)
        for name, most, of in ((page.listing, caps.listing_reports, "listing"), (host, caps.host_reports, "host")):
            if self._taken[name] >= most:
                self.left["report", f"{most:,} reports of a {of}"] += 1
                return False
        self._taken[page.listing] += 1
        self._taken[host] += 1
        return True

    def _rest_hosts(self) -> None:
        """Leave alone the hosts that blocked us and whose pause is not over."""
        resting = "WHERE retry_at > ? AND run <> ?"
        for row in self._tools.ledger.read(HostRow, resting, when(self._tools.clock.now()), self.run):
            self._tools.fetcher.stop(row.host, row.class_, f"{row.detail}; asked again after {row.retry_at}")

    def _note_hosts(self, names: Iterable[str]) -> None:
        night = self._night()
        for name in names:
            before = night.ledger.first(HostRow, "WHERE host = ?", name)
            resting = before is not None and before.run != self.run and (before.retry_at or "") > night.at
            if name in self._tools.fetcher.hosts and not resting:
                night.ledger.put(_host_row(name, night, self._tools.fetcher.hosts[name], before))


_ORDER = "run IS NOT NULL, run IS NULL AND coalesce(year < ?, FALSE), next_at, key"
"""What was never asked first, of the awaited year before others, then what is due longest: what a night leaves over
comes in the next."""

_UNFETCHED = f"WHERE run IS NOT ? AND changed_at IS NULL ORDER BY {_ORDER}"
_DUE = f"WHERE run IS NOT ? AND next_at <= ? ORDER BY {_ORDER}"


def _host_row(name: str, night: Night, host: HostState, before: HostRow | None) -> HostRow:
    """How a host stands after this run."""
    kind, detail = host.stopped or ("", "")
    same = before is not None and before.class_ == kind
    return HostRow(
        host=name,
        run=night.run,
        checked_at=night.at,
        robots=host.robots or (before.robots if before is not None else ""),
        class_=kind,
        detail=detail,
        since=None if not kind else (before.since if same and before is not None else night.at),
        retry_at=when(after_block(night.now, night.policy)) if kind == BLOCKED else None,
    )


def _batches(things: Iterable[T], url: Callable[[T], str]) -> list[HostBatch[T]]:
    """Things by host, in the order of their first ones, in at most MOST_BATCHES batches; a host is never in two."""
    hosts: defaultdict[str, list[T]] = defaultdict(list)
    for thing in things:
        hosts[host_of(url(thing))].append(thing)
    named = list(hosts.items())
    size = max(1, -(-len(named) // MOST_BATCHES))
    return [named[start : start + size] for start in range(0, len(named), size)]
