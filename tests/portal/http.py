"""A small HTTP/1.1 server that counts: asyncio in a thread of its own, one site for each Host header.

It is not a library's server because it must misbehave on purpose, and tell per host how many connections were open at
once and when each request came.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Self
from urllib.parse import parse_qsl, urlencode, urlsplit

LOOPBACK = "127.0.0.1"
LARGEST_REQUEST = 1 << 20
TLS = b"\x16"
"""How a connection begins that wants TLS, which is not spoken here."""
REASONS = {200: "OK", 302: "Found", 304: "Not Modified", 403: "Forbidden", 404: "Not Found", 412: "Precondition Failed"}


class Ask(NamedTuple):
    """A request as it came. `page` is the path with parameters and form fields sorted: what sites answer by."""

    host: str
    method: str
    page: str
    headers: Mapping[str, str]


class Answer(NamedTuple):
    """What a site says. `wait` seconds pass before it; `raw` replaces the whole answer, status line and all."""

    body: bytes = b""
    type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, bytes], ...] = ()
    wait: float = 0
    raw: bytes = b""


class Seen(NamedTuple):
    """One request in the log; `came` in seconds on the monotonic clock."""

    host: str
    method: str
    page: str
    status: int
    came: float
    headers: Mapping[str, str]


@dataclass
class Log:
    """What the server saw. `open` connections now and `most` at once, by the host that they asked for first."""

    requests: list[Seen] = field(default_factory=list)
    open: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    most: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def of(self, host: str) -> list[Seen]:
        """The requests to one host in the order of their coming."""
        return [seen for seen in self.requests if seen.host == host]

    def clear(self) -> None:
        """Forgets the requests and the greatest number of connections."""
        self.requests.clear()
        self.most.clear()


class Server:
    """Answers on a free port of the loopback address while it is open, and on the same port of `others`."""

    def __init__(self, answer: Callable[[Ask], Answer], others: Sequence[str] = ()) -> None:
        self._answer = answer
        self._others = others
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True, name="portal")
        self.log = Log()
        self.port = 0

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._ready.wait(10):
            raise RuntimeError("the portal did not start")
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        self._stop = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        server = await asyncio.start_server(self._connected, LOOPBACK, 0, limit=LARGEST_REQUEST, backlog=512)
        self.port = server.sockets[0].getsockname()[1]
        more = [await asyncio.start_server(self._connected, other, self.port, backlog=512) for other in self._others]
        self._ready.set()
        await self._stop.wait()
        for each in (server, *more):
            each.close()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.sleep(0)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        self._tasks.add(task)
        host = ""
        try:
            while (ask := await _read(reader)) is not None:
                if not host:
                    host = ask.host
                    await asyncio.sleep(0)  # the end of a connection closed before this one may not have been seen yet
                    await asyncio.sleep(0)
                    self.log.open[host] += 1
                    self.log.most[host] = max(self.log.most[host], self.log.open[host])
                if not await self._reply(ask, writer):
                    break
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError, ValueError):
            pass
        finally:
            if host:
                self.log.open[host] -= 1
            writer.close()
            self._tasks.discard(task)

    async def _reply(self, ask: Ask, writer: asyncio.StreamWriter) -> bool:
        came = time.monotonic()
        answer = self._answer(ask)
        if answer.wait:
            await asyncio.sleep(answer.wait)
        self.log.requests.append(Seen(ask.host, ask.method, ask.page, answer.status, came, ask.headers))
        writer.write(answer.raw or _message(answer, ask.method))
        await writer.drain()
        return not answer.raw and ask.headers.get("connection", "").lower() != "close"


async def _read(reader: asyncio.StreamReader) -> Ask | None:
    """The next request on a connection; None at its end, and where TLS is wanted: it is hung up."""
    try:
        if (first := await reader.readexactly(1)) == TLS:
            return None
        head = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.IncompleteReadError:
        return None
    line, *lines = head.split("\r\n")
    method, target, _ = line.split(" ", 2)
    headers = {
        name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)
    }
    body = await reader.readexactly(min(int(headers.get("content-length", 0)), LARGEST_REQUEST))
    host = headers.get("host", "").partition(":")[0].lower()
    form = "" if "json" in headers.get("content-type", "") else body.decode("latin-1")
    return Ask(host, method, page_of(target, form), headers)


def page_of(target: str, form: str = "") -> str:
    """Path, and all parameters of query and form sorted: one spelling for every order."""
    parts = urlsplit(target)
    pairs = sorted(parse_qsl(parts.query, keep_blank_values=True) + parse_qsl(form, keep_blank_values=True))
    return parts.path + (f"?{urlencode(pairs)}" if pairs else "")


def _message(answer: Answer, method: str) -> bytes:
    head = [f"HTTP/1.1 {answer.status} {REASONS.get(answer.status, 'Status')}".encode()]
    head.append(f"Content-Type: {answer.type}".encode())
    head += [name.encode() + b": " + value for name, value in answer.headers]
    if answer.status != 304:
        head.append(b"Content-Length: %d" % len(answer.body))
    body = b"" if method == "HEAD" or answer.status == 304 else answer.body
    return b"\r\n".join((*head, b"", body))
