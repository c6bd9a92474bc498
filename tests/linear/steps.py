"""Whether a pattern takes more than its share of time for a text: told by a few calls of some microseconds each."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.linear.attacks import Text

SIZE = 2000
"""Characters at which what is no more than in proportion takes microseconds, and a square some milliseconds."""
FAST = 0.0004  # seconds: what is done by then need not be compared
LONGEST = 0.2  # seconds: what takes longer is stopped
ROUNDS = 3  # of measuring what looks slow: each has to say so


class TooLong(Exception):
    """A call was stopped."""


def scan(pattern: re.Pattern, text: Text) -> None:
    for _ in pattern.finditer(text):
        pass


WAYS = {
    "scan": scan,
    "match": lambda pattern, text: pattern.match(text),
    "fullmatch": lambda pattern, text: pattern.fullmatch(text),
}


@contextmanager
def stopped_after(seconds: float) -> Iterator[None]:
    """Stop what takes longer: `re` looks for signals as it goes. Raises TooLong."""

    def stop(*_: object) -> None:
        raise TooLong

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def superlinear(pattern: re.Pattern, way: str, make: Callable[[int], Text]) -> str:
    """What shows that a pattern takes more than in proportion for the texts that `make` makes; empty where nothing
    does. A processor runs slower while its other half is busy: so what looks slow is looked at again, the short text
    and the long one in turns."""
    if (once := _seconds(pattern, way, make(SIZE))) < FAST:
        return ""
    for _ in range(ROUNDS):
        size, once = SIZE, min(_seconds(pattern, way, make(SIZE)) for _ in range(3))
        if once >= LONGEST:
            return f"{SIZE}: {once * 1000:.1f} ms"
        if 8 * once >= LONGEST:  # four times the text would be stopped
            size, once = SIZE // 4, min(_seconds(pattern, way, make(SIZE // 4)) for _ in range(3))
        more = min(_seconds(pattern, way, make(4 * size)) for _ in range(3)) if once >= FAST else once
        if more <= 8 * once:
            return ""
    return f"{size}: {once * 1000:.1f} ms, {4 * size}: {more * 1000:.1f} ms"


def _seconds(pattern: re.Pattern, way: str, text: Text) -> float:
    try:
        return seconds(lambda: WAYS[way](pattern, text), LONGEST)
    except TooLong:
        return float("inf")


def seconds(work: Callable[[], object], longest: float) -> float:
    """The processor's time of this thread for `work`. Raises TooLong."""
    begun = time.thread_time()
    with stopped_after(longest):
        work()
    return time.thread_time() - begun
