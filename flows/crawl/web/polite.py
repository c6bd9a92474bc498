"""Whose turn it is: one request at a time to one host and to one address, with a pause after each, and never two open
connections to either. Many counties share one server, so a host alone is not the measure."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from xxgk.flows.crawl.clock import Clock
from xxgk.flows.crawl.settings import Settings
from xxgk.flows.crawl.web.addresses import Resolve, Target, checked_targets
from xxgk.flows.crawl.web.hosts import Host, Hosts
from xxgk.flows.crawl.web.robots import Robots
from xxgk.flows.crawl.web.wire import Connection, Unanswered

Connect = Callable[[Target, str, Settings], Connection]
"""Makes the connection of a door. A parameter: nights are simulated without a network."""


@dataclass
class Door:
    """One way into a host: a scheme and a port. `targets` are the checked sockets behind it, the first in use."""

    host: HostState
    port: int
    targets: list[Target] = field(default_factory=list)
    connection: Connection | None = None
    robots: Robots | None = None
    asking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def hang_up(self) -> None:
        """Close the connection, if there is one."""
        connection, self.connection = self.connection, None
        if connection is not None:
            await connection.aclose()


@dataclass
class HostState:
    """What is known of a host in this run. `stopped` tells class and reason for which it is left alone; `swapped` says
    that it answers under the other scheme only."""

    rule: Host
    doors: dict[tuple[str, int], Door] = field(default_factory=dict)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    failures: int = 0
    stopped: tuple[str, str] | None = None
    swapped: bool = False

    @property
    def robots(self) -> str:
        """State of its robots.txt, empty where nobody asked."""
        return next((door.robots.state for door in self.doors.values() if door.robots), "")


@dataclass
class _Address:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    holder: Door | None = None


class Turns:
    """All hosts and addresses of a run."""

    def __init__(self, settings: Settings, hosts: Hosts, resolve: Resolve, clock: Clock, connect: Connect) -> None:
        self._connect = connect
        self._settings, self._allowed, self._resolve, self._clock = settings, hosts, resolve, clock
        self._addresses: defaultdict[str, _Address] = defaultdict(_Address)
        self._open = asyncio.Semaphore(settings.connections)
        self.hosts: dict[str, HostState] = {}

    def host(self, name: str) -> HostState:
        """The host of that name."""
        if name not in self.hosts:
            self.hosts[name] = HostState(self._allowed.of(name))
        return self.hosts[name]

    def door(self, scheme: str, name: str, port: int) -> Door:
        """The door of a host."""
        host = self.host(name)
        return host.doors.setdefault((scheme, port), Door(host, port))

    @asynccontextmanager
    async def turn(self, door: Door) -> AsyncIterator[Connection]:
        """Wait for host and address to be free and rested, and hold both. Raises Refused and OSError."""
        host = door.host
        async with host.lock:
            if not door.targets:
                door.targets = await checked_targets(door.port, self._resolve, host.rule)
            target = door.targets[0]
            address = self._addresses[target.address]
            async with address.lock, self._open:
                await self._rest(max(host.free_at, address.free_at))
                for other in (address.holder, *host.doors.values()):
                    if other is not None and other is not door:
                        await other.hang_up()
                address.holder = door
                if door.connection is None:
                    door.connection = self._connect(target, host.rule.tls, self._settings)
                try:
                    yield door.connection
                except Unanswered as error:
                    await door.hang_up()
                    if not error.connected:  # the next address of the host next time, looked up anew after the last
                        door.targets = door.targets[1:]
                    raise
                except Exception:  # nobody knows what is left on the connection
                    await door.hang_up()
                    raise
                finally:
                    host.free_at = address.free_at = self._clock.monotonic() + self.delay(door)

    def delay(self, door: Door) -> float:
        """Seconds to rest after a request: what its entry says, more where robots.txt asks for it."""
        asked = door.robots.delay if door.robots else 0.0
        return max(door.host.rule.delay, min(asked, self._settings.longest_delay))

    async def leave(self, name: str) -> None:
        """Hang up on a host."""
        for door in self.host(name).doors.values():
            async with door.host.lock:
                await door.hang_up()

    async def _rest(self, until: float) -> None:
        wait = until - self._clock.monotonic()
        if wait > 0:
            await self._clock.sleep(wait)
