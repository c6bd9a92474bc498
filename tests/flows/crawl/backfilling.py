"""``python -m tests.flows.crawl.backfilling FOLDER PORT``: a backfill over a portal at work elsewhere; to be killed."""

from __future__ import annotations

import asyncio
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from tests.flows.crawl.nights import quick
from tests.portal.http import LOOPBACK
from xxgk.flows.crawl.finding.sources import load
from xxgk.flows.crawl.run.scope import BACKFILL, Scope
from xxgk.flows.crawl.settings import load_policy
from xxgk.flows.crawl.web.addresses import Target
from xxgk.flows.jobs.ingest import Options
from xxgk.flows.jobs.nightly import Setup, run
from xxgk.flows.jobs.workplace import Workplace


class Still:
    """A clock that stands, so that two runs write the same times; waiting is real."""

    def now(self) -> datetime:
        return datetime(2026, 4, 1, tzinfo=UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


def main(folder: Path, port: int) -> None:
    async def resolve(_host: str, _port: int) -> list[Target]:
        return [Target(LOOPBACK, port)]

    registry = load(folder / "sources.csv", folder / "hosts.toml")
    where = Workplace(folder / "xxgk.duckdb", folder / "archive")
    setup = Setup(where, registry, quick(), load_policy(), Options(workers=0), resolve, Still())
    asyncio.run(run(Scope(BACKFILL, (2008, 2025)), setup))
    print("done", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
