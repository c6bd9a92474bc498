"""Small web sites on loopback that do what a test tells them, and time that the test moves."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from xxgk.flows.crawl.settings import Settings, load_settings
from xxgk.flows.crawl.web.addresses import Target
from xxgk.flows.crawl.web.fetch import Fetcher
from xxgk.flows.crawl.web.hosts import Host, Hosts

Reply = tuple[int, dict[str, str | bytes], bytes] | bytes | AsyncIterator[bytes]
"""Status, headers and body; or the bytes of an answer as they are sent, at once or piece by piece, after which the
server hangs up."""
REASON = "a test"
TLS = b"\x16"
"""How a connection begins that wants TLS, which is not spoken here."""


@dataclass
class Seen:
    """A request as the server met it."""

    host: str
    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    at: float


@dataclass
class Sites:
    """Many virtual hosts behind one port. `pages` holds replies by ``host/path`` or ``/path``; a list is used up one by
    one, its last reply stays; a function is given the request. `apart`: each host has an address of its own, so that
    none waits for another."""

    pages: dict[str, object] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    open_now: dict[str, int] = field(default_factory=dict)
    most_open: int = 0
    port: int = 0
    moment: Callable[[], float] = lambda: 0.0
    apart: bool = False

    async def __aenter__(self) -> Sites:
        self._tasks: list[asyncio.Task[None]] = []
        self._servers = [await asyncio.start_server(self._serve, "127.0.0.1", 0)]
        self.port = self._servers[0].sockets[0].getsockname()[1]
        hosts = dict.fromkeys(name.partition("/")[0] for name in self.pages) if self.apart else {}
        self._addresses = {host: f"127.0.{1 + number // 250}.{1 + number % 250}" for number, host in enumerate(hosts)}
        for address in self._addresses.values():
            self._servers.append(await asyncio.start_server(self._serve, address, self.port))
        return self

    async def __aexit__(self, *_: object) -> None:
        for server in self._servers:
            server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def paths(self) -> list[str]:
        return [seen.path for seen in self.seen]

    async def resolve(self, host: str, _port: int) -> Sequence[Target]:
        """Every name leads here."""
        return [Target(self._addresses.get(host, "127.0.0.1"), self.port)]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        met: set[str] = set()
        self._tasks += [task] if (task := asyncio.current_task()) else []
        try:
            while (first := await reader.readexactly(1)) != TLS:
                head = first + await reader.readuntil(b"\r\n\r\n")
                lines = head.decode("latin-1").split("\r\n")
                method, path, _ = lines[0].split(" ")
                headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines[1:] if line)}
                body = await reader.readexactly(int(headers.get("content-length", 0)))
                host = headers["host"]
                if host not in met:
                    met.add(host)
                    self.open_now[host] = self.open_now.get(host, 0) + 1
                    self.most_open = max(self.most_open, self.open_now[host])
                self.seen.append(Seen(host, method, path, headers, body, self.moment()))
                reply = self._reply(self.seen[-1])
                if reply is None:
                    break
                if isinstance(reply, tuple):
                    writer.write(_bytes(reply))
                    await writer.drain()
                    continue
                async for piece in _one(reply) if isinstance(reply, bytes) else reply:
                    writer.write(piece)
                    await writer.drain()
                break
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            for host in met:
                self.open_now[host] -= 1
            writer.close()
            with contextlib.suppress(ConnectionError, asyncio.CancelledError):
                await writer.wait_closed()

    def _reply(self, seen: Seen) -> Reply | None:
        given = self.pages.get(seen.host + seen.path, self.pages.get(seen.path, (404, {}, b"none")))
        if callable(given):
            given = given(seen)
        if isinstance(given, list):
            given = given.pop(0) if len(given) > 1 else given[0]
        return given  # type: ignore[return-value]


async def _one(piece: bytes) -> AsyncIterator[bytes]:
    yield piece


def _bytes(reply: tuple[int, dict[str, str | bytes], bytes]) -> bytes:
    status, headers, body = reply
    lines = [f"HTTP/1.1 {status} X".encode()]
    sized = {"Content-Length": str(len(body)), **headers} if status != 304 else headers
    lines += [k.encode() + b": " + (v if isinstance(v, bytes) else v.encode()) for k, v in sized.items()]
    return b"\r\n".join([*lines, b"", body])


@dataclass
class MovingClock:
    """A clock that moves only when someone sleeps, and at once."""

    at: float = 0.0
    slept: list[float] = field(default_factory=list)
    start: datetime = datetime(2026, 1, 20, tzinfo=UTC)

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.at)

    def monotonic(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds
        await asyncio.sleep(0)


def settings(**changes: float) -> Settings:
    """The shipped settings with a contact."""
    return load_settings(contact="https://example.org/crawl", **changes)


def registry(delay: float = 1.0, **hosts: Host) -> Hosts:
    """Every host under gov.cn may be at a private address."""
    everyone = Host("*.gov.cn", delay, private=True, reason=REASON)
    return Hosts({"*.gov.cn": everyone, **{host.name: host for host in hosts.values()}}, delay)


def fetcher(sites: Sites, clock: MovingClock, delay: float = 1.0, **changes: float) -> Fetcher:
    sites.moment = clock.monotonic
    return Fetcher(settings(**changes), registry(delay), resolve=sites.resolve, clock=clock)
