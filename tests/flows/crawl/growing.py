"""Searches for columns over sites of the portal, and nights that crawl what they found."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path

from tests.flows.crawl.nights import PortalClock, quick
from tests.portal import Portal
from xxgk.flows.crawl.finding.portals import Portal as Entry
from xxgk.flows.crawl.finding.sources import SourceRegistry, load
from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.crawl.kept.ledger import Ledger
from xxgk.flows.crawl.kept.rows import FoundRow, SeedRow
from xxgk.flows.crawl.run.crawl import Crawl, Tools
from xxgk.flows.crawl.run.scope import GROW, Scope
from xxgk.flows.crawl.settings import Growth, load_growth, load_policy
from xxgk.flows.crawl.web.addresses import Target
from xxgk.flows.crawl.web.fetch import Fetcher

EVERYWHERE = replace(load_growth(), regions=("*",))
NOWHERE = load_growth()


def entry(host: str, region_code: str = "320100", **changes: str) -> Entry:
    """A portal of which nothing is known but its address."""
    return Entry(
        region_code, "江苏省/南京市", "南京市人民政府", f"http://{host}/", "direct", "", "", "2026-04-26"
    )._replace(**changes)


class Growing:
    """A ledger and archive in a folder, the portal's hosts, and nothing in the registry."""

    def __init__(self, portal: Portal, folder: Path, entries: list[Entry] | None = None) -> None:
        self.portal = portal
        hosts = load(*portal.write_registry(folder / "registry")).hosts
        self.registry = SourceRegistry((), hosts)
        self.entries = [entry(host) for host in portal.hosts] if entries is None else entries
        self.ledger, self.archive = folder / "ledger.sqlite", Archive(folder / "archive")

    def grow(self, growth: Growth = NOWHERE, **scope: object) -> Crawl:
        """Search alone, as `xxgk sources grow` does."""
        return asyncio.run(self._run(Scope(GROW, **scope), growth))  # type: ignore[arg-type]

    def night(self, growth: Growth = NOWHERE) -> Crawl:
        """A night: listings, the search, reports."""
        return asyncio.run(self._run(Scope(), growth))

    async def _run(self, scope: Scope, growth: Growth) -> Crawl:
        async def resolve(_host: str, _port: int) -> list[Target]:
            return [Target(*self.portal.address)]

        clock = PortalClock(self.portal)
        with Ledger(self.ledger) as ledger:
            async with Fetcher(quick(), self.registry.hosts, resolve=resolve, clock=clock) as fetcher:
                tools = Tools(
                    self.registry, ledger, self.archive, fetcher, clock, load_policy(), tuple(self.entries), growth
                )
                crawl = Crawl(scope, tools)
                if scope.kind != GROW:
                    for batch in crawl.listing_batches():
                        await crawl.look(batch)
                for seeds in crawl.growth_batches():
                    await crawl.seek(seeds)
                if scope.kind != GROW:
                    for pages in crawl.page_batches():
                        await crawl.fetch(pages)
                crawl.finish()
        return crawl

    def found(self, state: str = "adopted") -> dict[str, FoundRow]:
        """The columns that were found, by address."""
        with Ledger(self.ledger, read_only=True) as ledger:
            return {row.url: row for row in ledger.read(FoundRow, "WHERE state = ? ORDER BY url", state)}

    def seeds(self) -> list[SeedRow]:
        """Where searches began."""
        with Ledger(self.ledger, read_only=True) as ledger:
            return ledger.read(SeedRow, "ORDER BY url")

    def ask(self, sql: str, *parameters: object) -> list[tuple]:
        with Ledger(self.ledger, read_only=True) as ledger:
            return [row for piece in ledger.pieces(sql, *parameters) for row in piece]

    @property
    def now(self) -> datetime:
        return datetime.combine(self.portal.today, time(0), UTC)
