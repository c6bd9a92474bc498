"""The search for columns of annual reports by itself, without a night around it: what `xxgk sources grow` runs."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

from xxgk.flows.crawl.kept.bucket_archive import archive_at
from xxgk.flows.crawl.kept.ledger import Ledger
from xxgk.flows.crawl.kept.rows import FoundRow, SeedRow
from xxgk.flows.crawl.request import LEFT_OVER, PAGE
from xxgk.flows.crawl.run.chosen import chosen
from xxgk.flows.crawl.run.crawl import Crawl
from xxgk.flows.crawl.run.scope import Scope
from xxgk.flows.crawl.web.fetch import Fetcher
from xxgk.flows.jobs.nightly import Setup, prepared, tools_of
from xxgk.flows.jobs.workplace import Workplace
from xxgk.schema.regions import gazetteer


@dataclass(frozen=True)
class Grown:
    """What a search gave: requests, the seeds that it looked at, the columns that it found."""

    run: int
    asked: int
    looked: tuple[SeedRow, ...]
    found: tuple[FoundRow, ...]

    def told(self) -> Iterator[str]:
        """In a few lines; hosts that could not be read by the class of their answer."""
        adopted = sum(row.state != "doubtful" for row in self.found)
        yield (
            f"run {self.run}: {self.asked} requests from {len(self.looked)} places; {adopted} columns adopted, "
            f"{len(self.found) - adopted} in doubt"
        )
        failed = [row for row in self.looked if row.class_ not in (PAGE, LEFT_OVER)]
        for kind in sorted({row.class_ for row in failed}):
            of_kind = [row for row in failed if row.class_ == kind]
            yield f"{kind}: {len(of_kind)}, for example {of_kind[0].detail or of_kind[0].url}"
        left = sum(row.class_ == LEFT_OVER for row in self.looked)
        if left:
            yield f"left for the next time: {left}"


async def grow(scope: Scope, where: Workplace) -> Grown:
    """Search as far as it is due. Raises RegionError, and LedgerError where another crawl is at work."""
    chosen([scope.region] if scope.region else [], gazetteer())
    return await search(scope, prepared(where))


async def search(scope: Scope, setup: Setup) -> Grown:
    """The same with a setup."""
    with Ledger(setup.where.ledger) as ledger:
        async with Fetcher(
            setup.settings, setup.registry.hosts, resolve=setup.resolve, clock=setup.clock, caps=setup.caps
        ) as fetcher:
            crawl = Crawl(scope, tools_of(setup, ledger, archive_at(setup.where.archive), fetcher))
            await asyncio.gather(*map(crawl.seek, crawl.growth_batches()))
            crawl.finish()
        looked = ledger.read(SeedRow, "WHERE run = ? ORDER BY url", crawl.run)
        found = ledger.read(FoundRow, "WHERE run = ? ORDER BY state, url", crawl.run)
        return Grown(crawl.run, crawl.asked, tuple(looked), tuple(found))
