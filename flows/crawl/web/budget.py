"""What a night may cost: hours, requests and bytes in all and of one host. Beyond it nothing more is asked; what is
left stays due and comes the next night."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from xxgk.flows.crawl.clock import Clock
from xxgk.flows.crawl.policy import CHINA
from xxgk.flows.crawl.settings import Caps


@dataclass
class Spent:
    """What was asked and what came, in bytes."""

    requests: int = 0
    size: int = 0

    def add(self, size: int) -> None:
        """One request and what it brought."""
        self.requests, self.size = self.requests + 1, self.size + size


class Budget:
    """What a start of a run may still cost."""

    def __init__(self, caps: Caps, clock: Clock) -> None:
        self.caps, self._clock = caps, clock
        self._starts = clock.monotonic()
        self._seconds, self._end = _length(caps, clock)
        self.share = 1.0
        """The part of it that may be used so far: listings leave half of everything to the reports."""
        self.night = Spent()
        self._hosts: defaultdict[str, Spent] = defaultdict(Spent)

    def take(self, host: str, size: int) -> None:
        """A request to a host went out, and so many bytes came."""
        self.night.add(size)
        self._hosts[host].add(size)

    def asked(self, host: str) -> int:
        """Requests that went to a host."""
        return self._hosts[host].requests if host in self._hosts else 0

    def used_up(self, host: str) -> str:
        """Which cap forbids another request to a host; empty where none does."""
        caps, one = self.caps, self._hosts.get(host, Spent())
        used = {
            self._end: (self._clock.monotonic() - self._starts) / max(self._seconds, 1),
            f"{caps.requests:,} requests in a night": self.night.requests / max(caps.requests, 1),
            f"{caps.bytes:,} bytes in a night": self.night.size / max(caps.bytes, 1),
            f"{caps.host_requests:,} requests to a host": one.requests / max(caps.host_requests, 1),
            f"{caps.host_bytes:,} bytes of a host": one.size / max(caps.host_bytes, 1),
        }
        half = "half of " if self.share < 1 else ""
        return next((half + cap for cap, part in used.items() if part >= self.share), "")


def _length(caps: Caps, clock: Clock) -> tuple[float, str]:
    """For how many seconds requests go out, and which cap ends them. A run that is started outside of the Chinese night
    is somebody's wish, and goes on for its hours."""
    first, last = caps.window
    now = clock.now() + CHINA
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    is_night = first <= now.hour < last if first < last else now.hour >= first or now.hour < last
    until = midnight + timedelta(hours=last, days=int(now.hour >= last))
    left = (until - now).total_seconds() if is_night else caps.hours * 3600
    if left < caps.hours * 3600:
        return left, f"the night until {last}:00 in China"
    return caps.hours * 3600, f"{caps.hours:g} hours in a night"
