"""The nightly job from end to end: crawl, read what is new, load, take over the ledger, publish.

Killed anywhere, it does the rest when it is started again: the crawl's ledger knows what was asked and what was handed
to the warehouse, loading a publication twice changes nothing, and a release is one rename. Prefect records the steps
(`flows.scheduled.crawl`); nothing here needs it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from xxgk.flows.crawl.clock import Clock, SystemClock
from xxgk.flows.crawl.finding.portals import PORTALS, Portal, load_portals
from xxgk.flows.crawl.finding.sources import SOURCES, SourceRegistry, load
from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.crawl.kept.bucket_archive import archive_at
from xxgk.flows.crawl.kept.clock_errors import make_due
from xxgk.flows.crawl.kept.ledger import TABLES, Ledger
from xxgk.flows.crawl.kept.lost_bytes import answers, missed, whole
from xxgk.flows.crawl.kept.old_requests import move_old
from xxgk.flows.crawl.kept.rows import FetchRow, VersionRow
from xxgk.flows.crawl.run.chosen import chosen
from xxgk.flows.crawl.run.crawl import Crawl, HostBatch, Tools
from xxgk.flows.crawl.run.growth import found_sources
from xxgk.flows.crawl.run.reach import NOTHING_ASKED, Reach
from xxgk.flows.crawl.run.scope import Scope
from xxgk.flows.crawl.settings import (
    Caps,
    Growth,
    Policy,
    Settings,
    load_caps,
    load_growth,
    load_policy,
    load_settings,
)
from xxgk.flows.crawl.web.addresses import Resolve, system_resolve
from xxgk.flows.crawl.web.breaks import Breaks
from xxgk.flows.crawl.web.fetch import Fetcher
from xxgk.flows.crawl.web.hosts import HOSTS
from xxgk.flows.jobs.catching_up import catch_up
from xxgk.flows.jobs.heeding import heed
from xxgk.flows.jobs.ingest import Ingest, Options
from xxgk.flows.jobs.listed import listed_agencies
from xxgk.flows.jobs.patience import until_free
from xxgk.flows.jobs.recovery import recover
from xxgk.flows.jobs.unfilled import note_unfilled
from xxgk.flows.jobs.workplace import Workplace
from xxgk.flows.places import Places
from xxgk.flows.reading.crawled import file_of, publication_of
from xxgk.flows.reading.extractor import EXTRACTOR
from xxgk.flows.reading.files import File, batched
from xxgk.flows.reading.job import Job
from xxgk.flows.reading.publications import jobs_of
from xxgk.flows.release.building import Release
from xxgk.flows.release.publish import AuditFailed, prepare, publish
from xxgk.flows.telling import noted
from xxgk.flows.warehouse.summary import Summary
from xxgk.flows.warehouse.warehouse import Warehouse
from xxgk.schema.document import LARGEST
from xxgk.schema.regions import gazetteer

MOST_LOADS = 20
"""Tasks that load at the end of a night."""

BREAK_LOADS = 2
"""Tasks that load in a break; with those that crawl and ten breaks, at most 200 a run, however much is new."""


@dataclass(frozen=True)
class Setup:
    """Where and with what to crawl. Resolver and clock are parameters so that tests can move names and time."""

    where: Workplace
    registry: SourceRegistry
    settings: Settings
    policy: Policy
    options: Options
    resolve: Resolve = system_resolve
    clock: Clock = field(default_factory=SystemClock)
    caps: Caps = field(default_factory=load_caps)
    portals: tuple[Portal, ...] = ()
    growth: Growth = field(default_factory=load_growth)


def prepared(where: Workplace) -> Setup:
    """The setup that registry files and settings make. Raises RegistryError, SettingsError and RegionError."""
    registry = load(where.sources or SOURCES, where.hosts or HOSTS)
    portals, growth = load_portals(registry.hosts, where.portals or PORTALS), load_growth()
    chosen(growth.regions, gazetteer())
    options = Options(workers=where.workers, readings=where.places.readings, spread=where.spread)
    return Setup(where, registry, load_settings(), load_policy(), options, portals=portals, growth=growth)


@dataclass(frozen=True)
class Morning:
    """What a run did. `asked` counts requests, `read` is None where nothing was new, `release` None where nothing was
    published, else the last of so many `releases`; `kept_back` tells why, where its audits kept the last one back, and
    `reach` how much of what was asked could be had. `recovered` tells what of the ledger had been lost, or hung on a
    clock that was wrong, `lost` which bytes the archive does not have, `left` what a cap of the night left for the
    next."""

    run: int
    asked: int
    versions: int
    read: Summary | None
    release: Release | None
    seconds: float
    kept_back: AuditFailed | None = None
    reach: Reach = NOTHING_ASKED
    recovered: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    releases: int = 0

    @property
    def trouble(self) -> str:
        """Why it ends as a failure, whatever else it did; empty where it does not."""
        return self.reach.trouble or (str(self.kept_back) if self.kept_back else "") or "\n".join(self.lost[:1])


Step = Callable[..., Awaitable[None]]


@dataclass(frozen=True)
class Steps:
    """How a batch is done: plainly, or as a task of Prefect."""

    look: Step
    seek: Step
    fetch: Step
    load: Callable[..., None]


async def _look(crawl: Crawl, batch: HostBatch[Any]) -> None:
    await crawl.look(batch)


async def _seek(crawl: Crawl, batch: HostBatch[Any]) -> None:
    await crawl.seek(batch)


async def _fetch(crawl: Crawl, batch: HostBatch[Any]) -> None:
    await crawl.fetch(batch)


def _load(ingest: Ingest, batches: Sequence[Sequence[File]]) -> None:
    for files in batches:
        ingest.load(files)


PLAIN = Steps(_look, _seek, _fetch, _load)


async def run(scope: Scope, setup: Setup, steps: Steps = PLAIN) -> Morning:
    """Do a run, or the rest of one that was broken off. Raises LedgerError where another crawl is at work and
    WarehouseError where the warehouse cannot be written."""
    started, places = time.monotonic(), setup.where.places
    with Ledger(setup.where.ledger) as ledger:
        await until_free(places, setup.clock)
        found = (recover(ledger, places), *_put_in_order(ledger, setup))
        archive = archive_at(setup.where.archive)
        catch_up(places, archive, setup.options)
        heed(places, archive, setup.options)
        async with Fetcher(
            setup.settings, setup.registry.hosts, resolve=setup.resolve, clock=setup.clock, caps=setup.caps
        ) as fetcher:
            crawl = Crawl(scope, tools_of(setup, ledger, archive, fetcher))
            delivery = Delivery(crawl, ledger, archive, setup, steps)
            if setup.where.fetch_only:
                await _asked(crawl, steps)
            else:
                await fetcher.breaks.during(_asked(crawl, steps), partial(delivery.so_far, fetcher.breaks))
        if setup.where.fetch_only:
            crawl.finish()
        else:
            await delivery.at_the_end()
        return Morning(
            crawl.run,
            crawl.asked,
            delivery.versions,
            delivery.read,
            delivery.release,
            time.monotonic() - started,
            delivery.kept_back,
            crawl.reach(),
            tuple(filter(None, found)),
            tuple(delivery.lost),
            crawl.left_over(),
            delivery.made,
        )


def tools_of(setup: Setup, ledger: Ledger, archive: Archive, fetcher: Fetcher) -> Tools:
    """What a run with this setup works with."""
    return Tools(setup.registry, ledger, archive, fetcher, setup.clock, setup.policy, setup.portals, setup.growth)


def _put_in_order(ledger: Ledger, setup: Setup) -> Iterator[str]:
    """What a wrong clock left is due, what is old is moved; what is told of both."""
    now = setup.clock.now()
    yield make_due(ledger, now, setup.policy)
    yield move_old(ledger, now, setup.policy)


async def _asked(crawl: Crawl, steps: Steps) -> None:
    """All that is due: the listings, the search for further ones, then the reports."""
    await asyncio.gather(*(steps.look(crawl, batch) for batch in crawl.listing_batches()))
    await asyncio.gather(*(steps.seek(crawl, batch) for batch in crawl.growth_batches()))
    await asyncio.gather(*(steps.fetch(crawl, batch) for batch in crawl.page_batches()))


@dataclass
class Delivery:
    """What a night brings, loaded and released: in its breaks what came so far, the rest at its end.

    `read` and `lost` tell of all loads, `release` is the last that was published and `made` how many were;
    `kept_back` tells why the last one was not, where its audits kept it back."""

    crawl: Crawl
    ledger: Ledger
    archive: Archive
    setup: Setup
    steps: Steps = PLAIN
    read: Summary | None = None
    lost: list[str] = field(default_factory=list)
    release: Release | None = None
    kept_back: AuditFailed | None = None
    made: int = 0
    _delivered: int = 0

    @property
    def versions(self) -> int:
        """New and changed reports of this run so far."""
        return self.ledger.one(int, "SELECT count(*) FROM page_version WHERE run = ?", self.crawl.run)

    async def so_far(self, breaks: Breaks) -> None:
        """Deliver what came so far, if anything did since the last time. Whatever fails at that ends no night: the next
        break tries it again, and the end of the night, which tells it."""
        if self.versions == self._delivered:
            return
        try:
            await until_free(self._places, self.setup.clock)
            async with breaks.taken():
                came = self.versions
                self._deliver(BREAK_LOADS)
                self._delivered = came
        except Exception as error:  # noqa: BLE001  as with an answer: whatever it is
            noted(f"what came so far is loaded and released later: {error}")

    async def at_the_end(self) -> None:
        """Deliver the rest, look whether the archive has all that was ever loaded, and close the run. Raises
        WarehouseError."""
        await until_free(self._places, self.setup.clock)
        self.lost += missed(self.ledger, self.archive, self.setup.clock.now())
        self.lost += (told for _, told in answers(self.ledger, self.archive, self.archive.put_aside))
        self._deliver(MOST_LOADS, self.crawl.finish)

    @property
    def _places(self) -> Places:
        return self.setup.where.places

    def _deliver(self, loads: int, finish: Callable[[], None] = lambda: None) -> None:
        """Load, and publish. A run is finished when its last release is there or kept back, not before."""
        read, lost = load_new(self.ledger, self.archive, self.setup, self.steps, loads)
        if read is not None:
            self.read = self.read.then(read) if self.read else read
        self.lost += lost
        with self.ledger.transaction():
            finish()
            work = prepare(self._places)
            note_unfilled(self.ledger, work, self.setup.policy)
            take_over(self.ledger, work)
            try:
                release, self.kept_back = publish(self._places), None
            except AuditFailed as error:
                self.kept_back = error
                return
        self.made += not release.says_nothing_new
        if self.release is None or not release.says_nothing_new:
            self.release = release


def load_new(
    ledger: Ledger, archive: Archive, setup: Setup, steps: Steps = PLAIN, loads: int = MOST_LOADS
) -> tuple[Summary | None, list[str]]:
    """Read and load the versions that the warehouse does not have, in at most so many tasks, None where there are none;
    and what is told of those whose bytes are lost."""
    work = prepare(setup.where.places)
    rows, lost = whole(ledger, archive, owed(ledger, archive, work), setup.clock.now())
    if not rows:
        return None, lost
    registry = setup.registry.joined(found_sources(ledger))
    files = [file_of(ledger, archive, row, registry.site_of(row.url)) for row in rows]
    with Ingest(files, work, replace(setup.options, archive=archive.place)) as ingest:
        batches = list(ingest.batches())
        done = 0
        for group in batched(batches, max(1, -(-len(batches) // loads))):
            steps.load(ingest, group)
            count = sum(map(len, group))
            with ledger.transaction():
                ledger.put(*(row._replace(is_loaded=True) for row in rows[done : done + count]))
            done += count
    return ingest.summary(), lost


def owed(ledger: Ledger, archive: Archive, work: Path) -> list[VersionRow]:
    """The versions that the warehouse does not have, in the order in which they came.

    What was handed in is asked of the warehouse, not remembered: its file may have been lost since, or put back from an
    older copy. With them come those that the reader could not get through, when it is time to try again."""
    rows = ledger.read(VersionRow, "ORDER BY first_seen_at, key, version")
    loaded = {publication_of(ledger, row): row for row in rows if row.is_loaded}
    with Warehouse(work) as warehouse:
        lost = {
            (row.key, row.version)
            for publication in warehouse.lacking(list(loaded))
            if (row := loaded[publication])
            and warehouse.lacking([job.publication for job in _jobs(archive, file_of(ledger, archive, row))])
        }
        lost |= {(loaded[publication].key, loaded[publication].version) for publication in warehouse.due(list(loaded))}
    return [row for row in rows if not row.is_loaded or (row.key, row.version) in lost]


def _jobs(archive: Archive, file: File) -> list[Job]:
    """What is read of a file: without what is too large or not there, another publication than is kept."""
    archive.fetch(one.path for one in file.documents)
    return jobs_of(file, LARGEST, EXTRACTOR)[0]


def take_over(ledger: Ledger, work: Path) -> None:
    """Copy the ledger into the working warehouse, of the requests those that it does not have yet; and whose reports it
    makes expected."""
    with Warehouse(work) as warehouse:
        known = _known(ledger, warehouse)
        staged = {f"staged_{name}": arrow_table(ledger, name, known) for name in TABLES}
        warehouse.take_over(staged, anew=not known)
        warehouse.expect(listed_agencies(ledger))


def _known(ledger: Ledger, warehouse: Warehouse) -> int:
    """The last request that both have with all before it; 0 where they differ."""
    last, count = warehouse.query('SELECT coalesce(max(position), 0), count(*) FROM "fetch"').rows[0]
    here = warehouse.query('SELECT run, request, class FROM "fetch" WHERE position = ?', [last]).rows
    there = [(one.run, one.request, one.class_) for one in ledger.read(FetchRow, "WHERE position = ?", last)]
    same = ledger.one(int, "SELECT count(*) FROM fetch WHERE position <= ?", last) == count
    return int(last) if same and there == list(here) else 0


def arrow_table(ledger: Ledger, name: str, known: int) -> pa.Table:
    """A table of the ledger; booleans and times as SQLite writes them, which the insert turns into the warehouse's."""
    columns, pieces = ledger.table(name, known if name == "fetch" else None)
    schema = pa.schema([(column, _KINDS.get(kind, pa.string())) for column, kind in columns.items()])
    tables = [_arrow(piece, schema) for piece in pieces]
    return pa.concat_tables(tables) if tables else schema.empty_table()


def _arrow(rows: Sequence[tuple[Any, ...]], schema: pa.Schema) -> pa.Table:
    columns = zip(*rows, strict=True)
    return pa.table([pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema)


_KINDS = {kind: pa.int64() for kind in ("INTEGER", "SMALLINT", "BIGINT", "BOOLEAN")}
