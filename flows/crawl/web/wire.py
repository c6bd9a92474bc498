"""One exchange with one host: request out, answer in, under caps of time and bytes. No redirects, no politeness, no
judgement; `flows.crawl.web.fetch` adds them. With `flows.crawl.web.sockets` the only module that imports the HTTP
library."""

from __future__ import annotations

import asyncio
import re
import ssl
import zlib
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

import httpcore2
import httpx2

from xxgk.flows.crawl.settings import Settings
from xxgk.flows.crawl.urls import parse, target
from xxgk.flows.crawl.web.addresses import Target
from xxgk.flows.crawl.web.sockets import Pinned

ACCEPT = {
    "Accept": "text/html,application/xhtml+xml,application/pdf,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",
    "Accept-Encoding": "gzip, deflate",
}


MOST_COOKIES = 8 << 10
"""Bytes of cookies that a host is sent back; beyond them it is met as if for the first time."""

_COOKIE = re.compile(rb"[ -~]{1,4096}")


class TooLarge(Exception):
    """More bytes than are read; the message says how many."""


class Unanswered(Exception):
    """No whole answer came. `timed_out` tells a host that is slow from one that is not there; `connected` whether there
    was a connection at all."""

    def __init__(self, message: str, *, timed_out: bool = False, connected: bool = False) -> None:
        super().__init__(message)
        self.timed_out, self.connected = timed_out, connected


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it came: headers as bytes in their order, body decompressed."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes

    def header(self, name: str) -> bytes:
        """The first header of that name, empty where there is none."""
        wanted = name.lower().encode()
        return next((value for key, value in self.headers if key.lower() == wanted), b"")


class Connection:
    """The one connection to a host. `target` may be set anew before a request: the next connection goes there."""

    def __init__(self, target: Target, tls: str, settings: Settings) -> None:
        self.target, self._settings = target, settings
        self._client = httpx2.AsyncClient(
            transport=_Transport(httpcore2.AsyncConnectionPool(
                ssl_context=context(tls), max_connections=1, keepalive_expiry=30,
                network_backend=Pinned(lambda: self.target),
            )),
            headers={**ACCEPT, "User-Agent": settings.user_agent},
            timeout=httpx2.Timeout(settings.read_seconds, connect=settings.connect_seconds),
            trust_env=False,
        )  # fmt: skip
        if "@" in settings.contact:
            self._client.headers["From"] = settings.contact.removeprefix("mailto:")

    async def ask(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        form: tuple[tuple[str, str], ...] | None,
        content: bytes | None,
    ) -> Answer:
        """One request. Raises Unanswered and TooLarge."""
        try:
            async with asyncio.timeout(self._settings.total_seconds):
                sent = target(url)
                request = self._client.build_request(
                    method,
                    parse(url).root + sent,
                    headers=headers,
                    data=dict(form) if form is not None else None,
                    content=content,
                    extensions={"target": sent.encode("ascii")},
                )
                response = await self._client.send(request, stream=True)
                try:
                    body = await self._body(response)
                finally:
                    await response.aclose()
        except (TimeoutError, httpcore2.TimeoutException) as error:
            slow = isinstance(error, httpcore2.ConnectTimeout)
            raise Unanswered("no connection in time" if slow else "no whole answer in time", timed_out=True,
                             connected=not slow) from error  # fmt: skip
        except httpcore2.ConnectError as error:
            raise Unanswered(f"no connection: {_said(error)}") from error
        except (httpcore2.NetworkError, httpcore2.ProtocolError, httpx2.HTTPError, OSError) as error:
            raise Unanswered(f"the connection broke: {_said(error)}", connected=True) from error
        except (httpx2.InvalidURL, ValueError) as error:
            raise Unanswered(f"no request can be made of this address: {_said(error)}", connected=True) from error
        if sum(len(f"{cookie.name}{cookie.value}") for cookie in self._client.cookies.jar) > MOST_COOKIES:
            self._client.cookies.clear()
        return Answer(response.status_code, response.extensions["as_sent"], body)

    async def aclose(self) -> None:
        """Hang up. How a connection ends tells nothing any more, least of all of the next request."""
        with suppress(Exception):
            await self._client.aclose()

    async def _body(self, response: httpx2.Response) -> bytes:
        most = self._settings.largest
        told = response.headers.get("content-length", "")
        if told.isascii() and told.isdigit() and int(told) > most:
            raise TooLarge(f"{int(told)} bytes are announced, {most} are read")
        pieces = bytearray()
        async for piece in response.aiter_raw():
            pieces += piece
            if len(pieces) > most:
                raise TooLarge(f"more than {most} bytes")
        return inflated(bytes(pieces), response.headers.get("content-encoding", ""), most)


def inflated(body: bytes, encoding: str, most: int) -> bytes:
    """The body without its compression, whatever the header says: servers send gzip unasked and unsaid, and plain
    bytes under a header that says gzip. A file that is itself a gzip comes out unpacked too. Raises TooLarge."""
    if body.startswith(b"\x1f\x8b"):
        windows = [47]
    elif "deflate" in encoding.lower():
        windows = [15, -15]
    else:
        return body
    for bits in windows:
        unpacker = zlib.decompressobj(bits)
        try:
            out = unpacker.decompress(body, most + 1)
        except zlib.error:
            continue
        if len(out) > most:
            raise TooLarge(f"more than {most} bytes when decompressed")
        if not unpacker.eof:
            raise Unanswered("the compressed answer ends early", connected=True)
        return out
    return body


class _Transport(httpx2.AsyncBaseTransport):
    """A pool of connections under the client, which is shown no address to be sent on to: it would look into that, and
    give up an answer where it is odd. The headers as they came are those of the extension ``as_sent``."""

    def __init__(self, pool: httpcore2.AsyncConnectionPool) -> None:
        self._pool = pool

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        url = request.url
        answer = await self._pool.handle_async_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        shown = [header for header in answer.headers if _is_shown(*header)]
        extensions = {**answer.extensions, "as_sent": tuple(answer.headers)}
        return httpx2.Response(answer.status, headers=shown, stream=_Stream(answer.stream), extensions=extensions)

    async def aclose(self) -> None:
        await self._pool.aclose()


def _is_shown(name: bytes, value: bytes) -> bool:
    """Whether the client may see a header: it has no way to send a cookie back that is not plain text."""
    name = name.lower()
    return name != b"location" and (name != b"set-cookie" or bool(_COOKIE.fullmatch(value)))


class _Stream(httpx2.AsyncByteStream):
    def __init__(self, stream: Any) -> None:  # noqa: ANN401  the library says: anything iterable
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._stream:
            yield piece

    async def aclose(self) -> None:
        await self._stream.aclose()


@cache
def context(profile: str) -> ssl.SSLContext:
    """TLS of a profile: as the machine has it, or with the ciphers and handshakes of old servers (``legacy``).
    Certificates are checked in both."""
    made = ssl.create_default_context()
    if profile:
        made.set_ciphers("DEFAULT:@SECLEVEL=1")
        made.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
    return made


def _said(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
