"""Crawling 200 virtual hosts with 30 small reports each, no delay, nothing read: what the crawl itself costs a request
(turns of hosts and addresses, robots.txt, classes, archive on disk, ledger).

The portal is a process of its own on this machine, each host at a loopback address of its own, as hosts of the web are.
Bar: at least 100 requests a second, the crawl's first and second night together (the second asks for all again).

    python -m tests.benchmarks.bench_crawl [--hosts 200] [--reports 30]
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import re
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

BAR = 100


def portal(pipe, hosts: int, reports: int, folder: str) -> None:
    """A portal until the other end hangs up."""
    from tests.portal import serve
    from tests.portal.season import many

    with serve(sites=many(hosts, reports), others=[address(n) for n in range(hosts)]) as running:
        _, entries = running.write_registry(Path(folder))
        entries.write_text(re.sub("address = .*", "", entries.read_text("utf-8")), "utf-8")
        pipe.send(running.port)
        pipe.recv()
        pipe.send(max(running.log.most.values()))


def address(number: int) -> str:
    return f"127.0.{1 + number // 250}.{1 + number % 250}"


async def crawl(port: int, folder: Path, everything: bool) -> tuple[int, float]:
    from xxgk.flows.crawl.clock import SystemClock
    from xxgk.flows.crawl.finding.sources import load
    from xxgk.flows.crawl.kept.archive import Archive
    from xxgk.flows.crawl.kept.ledger import Ledger
    from xxgk.flows.crawl.run.crawl import Crawl, Tools
    from xxgk.flows.crawl.run.scope import Scope
    from xxgk.flows.crawl.settings import load_policy, load_settings
    from xxgk.flows.crawl.web.addresses import Target
    from xxgk.flows.crawl.web.fetch import Fetcher

    async def resolve(host: str, _: int) -> list[Target]:
        return [Target(address(int(host.split(".", maxsplit=1)[0][1:])), port)]

    registry, clock = load(folder / "sources.csv", folder / "hosts.toml"), SystemClock()
    started, busy = time.perf_counter(), time.process_time()
    with Ledger(folder / "ledger.sqlite") as ledger:
        async with Fetcher(
            load_settings(contact="mailto:benchmark@localhost"), registry.hosts, resolve=resolve, clock=clock
        ) as fetcher:
            tools = Tools(registry, ledger, Archive(folder / "archive"), fetcher, clock, load_policy())
            run = Crawl(Scope(all=everything), tools)
            await asyncio.gather(*map(run.look, run.listing_batches()))
            await asyncio.gather(*map(run.fetch, run.page_batches()))
            run.finish()
    asked = run.asked + len(registry.sources)  # and a robots.txt each
    print(f"  {1000 * (time.process_time() - busy) / asked:.1f} ms of a processor for each request")
    return asked, time.perf_counter() - started


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--hosts", type=int, default=200)
    parser.add_argument("--reports", type=int, default=30)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = multiprocessing.get_context("spawn").Pipe()
        arguments = (theirs, given.hosts, given.reports, folder)
        process = multiprocessing.get_context("spawn").Process(target=portal, args=arguments, daemon=True)
        process.start()
        port, rates = ours.recv(), []
        for night in (1, 2):
            asked, seconds = asyncio.run(crawl(port, Path(folder), night > 1))
            rates.append((asked, seconds))
            print(f"night {night}: {asked} requests in {seconds:.1f} s, {asked / seconds:.0f} a second")
        ours.send("stop")
        print(f"connections to one host at once: {ours.recv()}")
        process.join(5)
    rate = sum(asked for asked, _ in rates) / sum(seconds for _, seconds in rates)
    print(f"{datetime.now(UTC):%Y-%m-%d}: {rate:.0f} requests a second, bar {BAR}")
    return 0 if rate >= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
