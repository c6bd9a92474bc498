"""Fetching one thing: checked, polite, patient, classified. `Fetcher.get` never raises for what the network or a server
does; whatever happens is a `Fetched` with its class.

request -> address checked -> turn of host and address -> robots.txt -> exchange -> redirect: checked again -> class
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from types import TracebackType
from typing import Self

from xxgk.flows.crawl.clock import Clock, SystemClock
from xxgk.flows.crawl.pages.classes import classify, response_classes
from xxgk.flows.crawl.pages.jumps import LARGEST as LONGEST_JUMP
from xxgk.flows.crawl.pages.jumps import jump
from xxgk.flows.crawl.request import (
    ATTACHMENT_IS_HTML,
    CUT_OFF,
    HTTP_ERROR,
    JS_STUB,
    LEFT_OVER,
    NOT_MODIFIED,
    PAGE,
    REFUSED,
    ROBOTS,
    ROBOTS_UNAVAILABLE,
    SET_ASIDE,
    TIMEOUT,
    TOO_LARGE,
    TOO_MANY_REDIRECTS,
    UNREACHABLE,
    Fetched,
    Request,
)
from xxgk.flows.crawl.settings import Caps, Settings, load_caps
from xxgk.flows.crawl.urls import absolute, host_of, parse, target
from xxgk.flows.crawl.web.addresses import RefusedAddress, Resolve, system_resolve
from xxgk.flows.crawl.web.breaks import Breaks
from xxgk.flows.crawl.web.budget import Budget
from xxgk.flows.crawl.web.headers import retry_after, text
from xxgk.flows.crawl.web.hosts import LONGEST_SHOWN, Hosts
from xxgk.flows.crawl.web.names import file_name
from xxgk.flows.crawl.web.polite import Connect, Door, HostState, Turns
from xxgk.flows.crawl.web.robots import NO_FILE, UNAVAILABLE, Robots, read_robots
from xxgk.flows.crawl.web.wire import Answer, Connection, TooLarge, Unanswered

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PORTS = {"http": 80, "https": 443}
MAY_JUMP = frozenset({PAGE, CUT_OFF, JS_STUB, ATTACHMENT_IS_HTML})
OTHER_SCHEME = {"http": "https", "https": "http"}


class Fetcher:
    """All requests of a run go through one of these; an async context manager."""

    def __init__(
        self,
        settings: Settings,
        hosts: Hosts,
        *,
        resolve: Resolve = system_resolve,
        clock: Clock | None = None,
        caps: Caps | None = None,
        connect: Connect = Connection,
    ) -> None:
        self._settings, self._hosts, self._clock = settings, hosts, clock or SystemClock()
        caps = caps or load_caps()
        self.budget = Budget(caps, self._clock)
        self.breaks = Breaks(caps.load_every, self._clock)
        self._turns = Turns(settings, hosts, resolve, self._clock, connect)

    @property
    def connections(self) -> int:
        """Hosts that are asked at the same time."""
        return self._settings.connections

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for name in list(self._turns.hosts):
            await self._turns.leave(name)

    @property
    def hosts(self) -> Mapping[str, HostState]:
        """What this run knows of the hosts that it met."""
        return self._turns.hosts

    async def leave(self, host: str) -> None:
        """Hang up on a host that is not needed any more in this run."""
        await self._turns.leave(host)

    def stop(self, host: str, kind: str, detail: str) -> None:
        """Leave a host alone for the rest of the run."""
        self._turns.host(host).stopped = (kind, detail)

    async def get(self, request: Request) -> Fetched:
        """Fetch. Repeats what may succeed in a moment, and tries the other scheme once where no connection came."""
        host = self._turns.host(host_of(request.url))
        if host.stopped:
            return self.failed(request, request.url, SET_ASIDE, ": ".join(host.stopped))
        if cap := self.budget.used_up(host.rule.name):
            return self.failed(request, request.url, LEFT_OVER, cap)
        other_way = host.swapped or (host.rule.scheme == "http" and request.url.startswith("https:"))
        first = request._replace(url=_swapped(request.url)) if other_way else request
        if request.optional:
            return replace(_unheeded(await self._once(first)), url=request.url)
        fetched = await self._retrying(first)
        if fetched.kind == UNREACHABLE and not other_way and not host.failures:
            other = await self._once(request._replace(url=_swapped(request.url)))
            if other.status:
                host.swapped, fetched = True, other
        self._remember(host, fetched)
        return fetched if fetched.url == request.url else replace(fetched, url=request.url)

    async def _retrying(self, request: Request) -> Fetched:
        for attempt in count(1):
            fetched = await self._once(request)
            if attempt >= self._settings.attempts or not self._may_retry(fetched):
                break
            await self._clock.sleep(max(fetched.retry_after, self._settings.backoff * 2 ** (attempt - 1)))
        return fetched

    def _may_retry(self, fetched: Fetched) -> bool:
        return response_classes()[fetched.kind].retry and fetched.retry_after <= self._settings.longest_wait

    def _remember(self, asked: HostState, fetched: Fetched) -> None:
        """Leave a host alone that does not want us, is not there, or asks for more patience than a run has."""
        host = self._turns.host(host_of(fetched.final_url)) if fetched.status else asked
        told = response_classes()[fetched.kind]
        asked.failures = asked.failures + 1 if told.retry else 0
        if told.stops_host:
            host.stopped = (fetched.kind, fetched.detail)
        elif fetched.kind == UNREACHABLE or asked.failures >= self._settings.failures:
            asked.stopped = (fetched.kind, fetched.detail)
        elif fetched.retry_after > self._settings.longest_wait:
            host.stopped = (fetched.kind, f"asks to wait {fetched.retry_after:g} s")

    async def _once(self, request: Request) -> Fetched:
        """One attempt, redirects followed."""
        url, method = request.url, request.method
        hops: list[str] = []
        try:
            while True:
                door = self._door(url)
                if door.host.stopped and hops:
                    return self.failed(request, url, SET_ASIDE, ": ".join(door.host.stopped), hops)
                if refusal := await self._refusal(door, url):
                    return self.failed(request, url, *refusal, hops)
                answer = await self._exchange(door, request._replace(url=url), method)
                if not (target := _redirect(answer, url)):
                    fetched = self._fetched(request, url, answer, hops)
                    if not (target := _jump(fetched)):
                        return fetched
                if len(hops) == self._settings.redirects:
                    return self.failed(request, url, TOO_MANY_REDIRECTS, f"{len(hops)} redirects", hops)
                hops.append(target)
                url = target
                method = method if answer.status in (307, 308) else "GET"
        except RefusedAddress as error:
            return self.failed(request, url, REFUSED, str(error), hops)
        except TooLarge as error:
            return self.failed(request, url, TOO_LARGE, str(error), hops)
        except Unanswered as error:
            gone = error.timed_out and error.connected
            return self.failed(request, url, TIMEOUT if gone else UNREACHABLE, str(error), hops)

    async def _exchange(self, door: Door, request: Request, method: str) -> Answer:
        """One request to one door, in its turn."""
        headers = {"Cache-Control": "max-age=0"}
        if request.referer:
            headers["Referer"] = parse(request.referer).root + target(request.referer)
        known = request.known_at in ("", request.url)
        if request.etag and known:
            headers["If-None-Match"] = request.etag
        if request.last_modified and known:
            headers["If-Modified-Since"] = request.last_modified
        if method == "POST" and request.content_type:
            headers["Content-Type"] = request.content_type
        form, content = (request.form, request.content) if method == "POST" else (None, None)
        came = 0
        try:
            async with self._turns.turn(door) as connection, self.breaks.request():
                answer = await connection.ask(method, request.url, headers, form, content)
                came = len(answer.body)
                return answer
        except TooLarge:
            came = self._settings.largest
            raise
        except OSError as error:
            raise Unanswered(f"the name has no address: {error.strerror or error}") from error
        finally:
            self.budget.take(door.host.rule.name, came)

    async def _refusal(self, door: Door, url: str) -> tuple[str, str] | None:
        """Class and reason where robots.txt forbids an address."""
        async with door.asking:
            robots = door.robots or await self._robots(door, url)
        if robots.allows(url):
            return None
        if robots.state == UNAVAILABLE:
            return ROBOTS_UNAVAILABLE, "robots.txt: the server failed"
        return ROBOTS, f"robots.txt: {robots.state}"

    async def _robots(self, door: Door, url: str) -> Robots:
        """The robots.txt of a door, remembered unless the server failed. Redirects are followed, since many sites keep
        it elsewhere, with the same checks of addresses."""
        root = parse(url).root + "/"
        at, asked = door, f"{root}robots.txt"
        robots = Robots(NO_FILE)
        for _ in range(int(self._settings.redirects) + 1):
            try:
                answer = await self._exchange(at, Request(asked), "GET")
            except TooLarge as error:
                robots = Robots(UNAVAILABLE)
                raise RefusedAddress(f"robots.txt: {error}") from error
            try:
                if not (target := _redirect(answer, asked)):
                    robots = read_robots(answer.status, answer.body, root)
                    break
                at, asked = self._door(target), target
            except RefusedAddress:
                break
        if robots.state != UNAVAILABLE:
            door.robots = robots
        return robots

    def _fetched(self, request: Request, url: str, answer: Answer, hops: list[str]) -> Fetched:
        measured = bool(answer.header("content-length") or answer.header("transfer-encoding"))
        kind, detail = classify(
            answer.status, answer.body, asked=request.url, final=url, file=request.file, measured=measured
        )
        if kind == NOT_MODIFIED and not (request.etag or request.last_modified):
            kind, detail = HTTP_ERROR, "status 304 without having been asked for it"
        now = self._clock.now()
        return Fetched(
            request.url,
            url,
            answer.status,
            kind,
            {key.decode("latin-1").lower(): text(value) for key, value in answer.headers},
            answer.body,
            detail,
            now,
            hashlib.sha256(answer.body).hexdigest() if answer.body else "",
            file_name(answer.header("content-disposition"), url),
            tuple(hops),
            retry_after(answer.header("retry-after"), now),
        )

    def failed(self, request: Request, url: str, kind: str, detail: str, hops: list[str] | None = None) -> Fetched:
        """What is told of a request that brought nothing from the address `url`, which it had come to."""
        return Fetched(request.url, url, 0, kind, detail=detail, at=self._clock.now(), hops=tuple(hops or ()))

    def _door(self, url: str) -> Door:
        """Where to knock for an address. Raises Refused."""
        if refusal := self._hosts.refusal(url):
            raise RefusedAddress(refusal)
        address = parse(url)
        return self._turns.door(address.scheme, address.host, address.port or PORTS[address.scheme])


def _redirect(answer: Answer, url: str) -> str:
    """Where an answer sends us, empty where nowhere. Bytes that are no ASCII are sent back as they came, in whatever
    set they are. Raises Refused where it names no address."""
    sent = answer.header("location").strip() if answer.status in REDIRECTS else b""
    location = "".join(chr(byte) if byte < 128 else f"%{byte:02X}" for byte in sent)
    if location and not (to := absolute(url, location)):
        raise RefusedAddress(f"sent on to no web address: {location[:LONGEST_SHOWN]}")
    return to if location else ""


def _jump(got: Fetched) -> str:
    """Where a page that is nothing but a jump leads; empty for any other answer."""
    if got.status != 200 or len(got.body) > LONGEST_JUMP or got.kind not in MAY_JUMP:
        return ""
    return jump(got.text, got.final_url, got.charset, got.headers.get("refresh", ""))


def _unheeded(fetched: Fetched) -> Fetched:
    """An answer that stops no host, whatever it is."""
    return replace(fetched, kind=HTTP_ERROR) if response_classes()[fetched.kind].stops_host else fetched


def _swapped(url: str) -> str:
    """The address under the other scheme; with a port of its own it has none."""
    address = parse(url)
    if address.port or address.scheme not in OTHER_SCHEME:
        return url
    return address._replace(scheme=OTHER_SCHEME[address.scheme]).text
