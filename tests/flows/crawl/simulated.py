"""Nights at their caps without a network: what the crawl itself costs a request, and whether that stays the same.

The seam is the connection: all above it (turns, robots.txt, classes, pages, archive, ledger) is the crawl's own."""

from __future__ import annotations

import asyncio
import re
import resource
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from tests.flows.crawl.sites import REASON, MovingClock, settings
from tests.work import calls
from xxgk.flows.crawl.finding.sources import Source, SourceRegistry
from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.crawl.kept.ledger import Ledger
from xxgk.flows.crawl.run.crawl import Crawl, Tools
from xxgk.flows.crawl.run.scope import Scope
from xxgk.flows.crawl.settings import load_caps, load_policy
from xxgk.flows.crawl.web.addresses import Target
from xxgk.flows.crawl.web.fetch import Fetcher
from xxgk.flows.crawl.web.hosts import Host, Hosts
from xxgk.flows.crawl.web.wire import Answer

LINK = "<li><a href='/{}.html'>示例市青禾区司法局第{}所2024年政府信息公开工作年度报告</a></li>"
HTML = ((b"Content-Type", b"text/html"),)
REPORT = "<html><body><div class='TRS_Editor'>" + "统计期限内主动公开依申请公开行政复议" * 30 + "</div></body></html>"


class Cost(NamedTuple):
    """One night: requests of all nights so far; for each request of it processor seconds, and, where work is counted,
    functions called and steps of the ledger's queries; the most memory that it held, in bytes."""

    requests: int
    seconds: float
    calls: float
    steps: float
    memory: int


class Web:
    """The connection to any host: a list of so many reports, and each of them."""

    def __init__(self, reports: int) -> None:
        links = "".join(LINK.format(number, number) for number in range(reports))
        self._list = f"<html><body><ul>{links}</ul></body></html>".encode()

    async def ask(self, _method: str, url: str, *_: object) -> Answer:
        if url.endswith("/robots.txt"):
            return Answer(404, (), b"")
        return Answer(200, HTML, self._list if url.endswith("/list.html") else REPORT.encode())

    async def aclose(self) -> None:
        """Nothing to hang up."""


def nights(
    folder: Path, hosts: int, reports: int, requests: int, most: int, *, counted: bool = False
) -> Iterator[Cost]:
    """Nights of at most `requests` requests over so many hosts with so many reports each, until `most` were made: each
    in a process of its own, as nights are. `counted`: their work is counted, which takes twice the time."""
    made = 0
    for number in count():
        if made >= most:
            return
        with ProcessPoolExecutor(1, get_context("spawn")) as own:
            cost = own.submit(_night, folder, hosts, reports, requests, number, counted=counted).result()
        made += cost.requests
        yield cost._replace(requests=made)


def _night(folder: Path, hosts: int, reports: int, requests: int, number: int, *, counted: bool) -> Cost:
    """What one night asked and cost."""
    usual = Host("*.gov.cn", 0.0, private=True, reason=REASON)
    urls = [f"https://h{number}.gov.cn/list.html" for number in range(hosts)]
    sources = tuple(Source(url, "listing", "", "", "示例市", "links", None, "", "") for url in urls)
    registry, web = SourceRegistry(sources, Hosts({usual.name: usual}, 0.0)), Web(reports)
    clock = MovingClock(start=datetime(2026, 1, 1, 18, tzinfo=UTC) + timedelta(days=number))
    caps = load_caps(requests=requests)

    async def resolve(host: str, port: int) -> list[Target]:
        number = int(host[1:].partition(".")[0])
        return [Target(f"127.{number >> 16}.{number >> 8 & 255}.{number & 255}", port)]

    async def night(ledger: Ledger) -> int:
        async with Fetcher(
            settings(), registry.hosts, resolve=resolve, clock=clock, caps=caps, connect=lambda *_: web
        ) as fetcher:
            tools = Tools(registry, ledger, Archive(folder / "archive"), fetcher, clock, load_policy())
            crawl = Crawl(Scope(), tools)
            await asyncio.gather(*map(crawl.look, crawl.listing_batches()))
            await asyncio.gather(*map(crawl.fetch, crawl.page_batches()))
            crawl.finish()
            return fetcher.budget.night.requests

    asked, called, steps, started = 0, 0, 0, time.process_time()

    def work() -> None:
        nonlocal asked
        asked = asyncio.run(night(ledger))

    def step() -> None:
        nonlocal steps
        steps += 1

    with Ledger(folder / "ledger.sqlite") as ledger:
        if counted:
            ledger._db.set_progress_handler(step, 1)
            called = calls(work)
        else:
            work()
    return Cost(asked, (time.process_time() - started) / asked, called / asked, steps / asked, _most_memory())


def _most_memory() -> int:
    """The most bytes that this process held so far; of a system that does not tell, with those of the one before it."""
    try:
        told = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    except OSError:
        told = None
    return int(told[1]) << 10 if told else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10
