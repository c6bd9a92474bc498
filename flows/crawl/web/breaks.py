"""Breaks of a night: no request begins, those under way end, and what came so far is loaded and released.

Loading holds the only event loop, and with it the ledger's one connection. So nothing of the crawl goes on meanwhile,
and no answer is under way whose time would run out unseen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from xxgk.flows.crawl.clock import Clock


class Breaks:
    """When requests go out, and when a break is due: so many minutes after the last one, never where that is 0."""

    def __init__(self, minutes: float, clock: Clock) -> None:
        self._clock, self._seconds = clock, minutes * 60
        self._last = clock.monotonic()
        self._under_way = 0
        self._due, self._open, self._quiet = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._open.set()
        self._quiet.set()

    @asynccontextmanager
    async def request(self) -> AsyncIterator[None]:
        """A request: it begins in no break, and the next break waits for its end."""
        while not self._open.is_set():
            await self._open.wait()
        if self._seconds and self._clock.monotonic() - self._last >= self._seconds:
            self._due.set()
        self._under_way += 1
        self._quiet.clear()
        try:
            yield
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._quiet.set()

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[None]:
        """A break, which begins when no request is under way; the time to the next one counts from its end."""
        self._open.clear()
        try:
            await self._quiet.wait()
            yield
        finally:
            self._last = self._clock.monotonic()
            self._open.set()

    async def during(self, work: Coroutine[Any, Any, None], when_due: Callable[[], Awaitable[None]]) -> None:
        """Do the work to its end, and the other thing whenever a break is due. What one of them raises ends both."""
        going = asyncio.ensure_future(work)
        going.add_done_callback(lambda _: self._due.set())
        try:
            while not going.done():
                await self._due.wait()
                self._due.clear()
                self._last = self._clock.monotonic()
                if not going.done():
                    await when_due()
            await going
        finally:
            going.cancel()
            await asyncio.gather(going, return_exceptions=True)
