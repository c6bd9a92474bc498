"""Nights of the crawl over the portal of the tests, as a helper."""

from __future__ import annotations

import asyncio
import time as machine
from collections.abc import Callable
from datetime import UTC, datetime, time
from pathlib import Path

from tests.portal import Portal
from xxgk.flows.crawl.finding.sources import load
from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.crawl.kept.ledger import Ledger
from xxgk.flows.crawl.kept.packed import ENDING
from xxgk.flows.crawl.run.crawl import Crawl, Tools
from xxgk.flows.crawl.run.scope import Scope
from xxgk.flows.crawl.settings import Settings, load_policy, load_settings
from xxgk.flows.crawl.web.addresses import Target
from xxgk.flows.crawl.web.fetch import Fetcher

QUICK: dict[str, float] = {"attempts": 1, "backoff": 0.01, "connect_seconds": 60.0, "read_seconds": 60.0}
"""Nothing is asked again at once. The portal refuses or answers at once, so patience costs nothing; without it, a page
could not be had whenever a busy machine does not come to this process for a moment."""


class PortalClock:
    """The portal's day at two in the morning, Chinese time; waiting is real."""

    def __init__(self, portal: Portal) -> None:
        self._portal = portal

    def now(self) -> datetime:
        return datetime.combine(self._portal.today, time(0), UTC)

    def monotonic(self) -> float:
        return machine.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


def quick() -> Settings:
    return load_settings(contact="https://example.org/crawl", **QUICK)


class Nights:
    """A crawler's ledger and archive in a folder, and a portal to crawl."""

    def __init__(self, portal: Portal, folder: Path, delay: float = 0.0) -> None:
        self.portal, self.folder = portal, folder
        self.registry = load(*portal.write_registry(folder / "registry", delay))
        self.ledger, self.archive = folder / "ledger.sqlite", Archive(folder / "archive")

    async def resolve(self, _host: str, _port: int) -> list[Target]:
        return [Target(*self.portal.address)]

    def run(self, scope: Scope | None = None, until: Callable[[Crawl], bool] = lambda _: False) -> Crawl:
        """One night; `until` may break it off between two batches, as if the process had ended there."""
        return asyncio.run(self._run(scope or Scope(), until))

    async def _run(self, scope: Scope, until: Callable[[Crawl], bool]) -> Crawl:
        clock = PortalClock(self.portal)
        fetcher = Fetcher(quick(), self.registry.hosts, resolve=self.resolve, clock=clock)
        with Ledger(self.ledger) as ledger:
            async with fetcher:
                crawl = Crawl(scope, Tools(self.registry, ledger, self.archive, fetcher, clock, load_policy()))
                for listings in crawl.listing_batches():
                    await crawl.look(listings)
                    if until(crawl):
                        return crawl
                for pages in crawl.page_batches():
                    await crawl.fetch(pages)
                    if until(crawl):
                        return crawl
                crawl.finish()
        return crawl

    def rows(self, sql: str, *parameters: object) -> list[tuple]:
        with Ledger(self.ledger) as ledger:
            return [row for piece in ledger.pieces(sql, *parameters) for row in piece]

    def kept(self) -> set[str]:
        """The bytes in the archive."""
        files = (path for path in self.archive.folder.rglob("*") if path.is_file())
        return {path.name.removesuffix(ENDING) for path in files if not path.name.startswith(".")}
