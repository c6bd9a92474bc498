"""The network that the HTTP library is given: every name leads to the address that was checked, and the heads of
answers are mended before the library's strict parser sees them."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Iterable
from typing import Any

import httpcore2

from xxgk.flows.crawl.web.addresses import Target
from xxgk.flows.crawl.web.heads import LARGEST, end_of_head, mended, status_of

MOST_INTERIM = 16
"""Answers of the kind 1xx before the one that counts."""

SWITCHING = 101


class Pinned(httpcore2.AsyncNetworkBackend):
    """A network on which every name leads to the one checked address."""

    def __init__(self, target: Callable[[], Target]) -> None:
        self._target, self._backend = target, httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,  # noqa: ARG002  that is the point
        port: int,  # noqa: ARG002
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """A connection to the address, whatever the name."""
        address, to = self._target()
        return _Answers(await self._backend.connect_tcp(address, to, timeout, local_address, socket_options))

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


class _Answers(httpcore2.AsyncNetworkStream):
    """A connection whose answers have heads that a strict parser takes. A head begins behind each request."""

    def __init__(self, stream: httpcore2.AsyncNetworkStream) -> None:
        self._stream = stream
        self._held, self._in_head, self._interim = bytearray(), False, 0

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._held, self._in_head, self._interim = bytearray(), True, 0
        await self._stream.write(buffer, timeout)

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        while self._in_head:
            data = await self._stream.read(max_bytes, timeout)
            looked = len(self._held)
            self._held += data
            passed = self._heads(max(looked - 2, 0))
            if not data or len(self._held) > LARGEST:
                self._in_head = False
            if not self._in_head:
                passed += self._held
            if passed or not data:
                return bytes(passed)
        return await self._stream.read(max_bytes, timeout)

    def _heads(self, start: int) -> bytearray:
        """The whole heads that are held, mended; an interim answer has another head behind it."""
        passed = bytearray()
        while self._in_head and (end := end_of_head(self._held, start)):
            head, self._held, start = bytes(self._held[:end]), self._held[end:], 0
            interim = 100 <= status_of(head) < 200 and status_of(head) != SWITCHING
            self._interim += interim
            if self._interim > MOST_INTERIM:
                raise httpcore2.RemoteProtocolError(f"more than {MOST_INTERIM} answers of the kind 1xx")
            self._in_head = interim
            passed += mended(head)
        return passed

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.AsyncNetworkStream:
        return _Answers(await self._stream.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401  the library says: anything
        return self._stream.get_extra_info(info)
