"""Nights at their caps without a network: what the crawl itself costs a request, and whether that stays the same.

The seam is the connection: all above it (turns, robots.txt, classes, pages, archive, ledger) is the crawl's own."""

from __future__ import annotations

import asyncio
import resource
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from flows.crawl.addresses import Target
from flows.crawl.archive import Archive
from flows.crawl.crawl import Crawl, Tools
from flows.crawl.fetch import Fetcher
from flows.crawl.ledger import Ledger
from flows.crawl.scope import Scope
from flows.crawl.settings import load_caps, load_policy
from flows.crawl.sources import Host, Registry, Source
from flows.crawl.wire import Answer
from tests.flows.crawl.sites import REASON, MovingClock, settings

LINK = "<li><a href='/{}.html'>示例市青禾区司法局第{}所2024年政府信息公开工作年度报告</a></li>"
HTML = ((b"Content-Type", b"text/html"),)
REPORT = "<html><body><div class='TRS_Editor'>" + "统计期限内主动公开依申请公开行政复议" * 30 + "</div></body></html>"


class Cost(NamedTuple):
    """One night: requests of all nights so far, processor seconds for each request of it, bytes of memory behind it."""

    requests: int
    seconds: float
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


def nights(folder: Path, hosts: int, reports: int, requests: int, most: int) -> Iterator[Cost]:
    """Nights of at most `requests` requests over so many hosts with so many reports each, until `most` were made."""
    usual = Host("*.gov.cn", 0.0, private=True, reason=REASON)
    urls = [f"https://h{number}.gov.cn/list.html" for number in range(hosts)]
    sources = tuple(Source(url, "listing", "", "", "示例市", "links", None, "", "") for url in urls)
    registry, made, web = Registry(sources, {usual.name: usual}, 0.0), 0, Web(reports)
    clock = MovingClock(start=datetime(2026, 1, 1, 18, tzinfo=UTC))

    async def resolve(host: str, port: int) -> list[Target]:
        number = int(host[1:].partition(".")[0])
        return [Target(f"127.{number >> 16}.{number >> 8 & 255}.{number & 255}", port)]

    async def night(ledger: Ledger) -> int:
        caps = load_caps(requests=requests)
        async with Fetcher(
            settings(), registry, resolve=resolve, clock=clock, caps=caps, line=lambda *_: web
        ) as fetcher:
            tools = Tools(registry, ledger, Archive(folder / "archive"), fetcher, clock, load_policy())
            crawl = Crawl(Scope(), tools)
            await asyncio.gather(*map(crawl.look, crawl.listing_batches()))
            await asyncio.gather(*map(crawl.fetch, crawl.page_batches()))
            crawl.finish()
            return fetcher.budget.night.requests

    with Ledger(folder / "ledger.sqlite") as ledger:
        while made < most:
            started = time.process_time()
            asked = asyncio.run(night(ledger))
            made += asked
            clock.start += timedelta(days=1)
            yield Cost(made, (time.process_time() - started) / asked, _memory())


def _memory() -> int:
    """Bytes that the process holds now, or held at most where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return pages * resource.getpagesize()
