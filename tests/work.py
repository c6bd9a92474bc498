"""How much work something is, so that a test of it says the same on a busy machine as on an idle one.

Count where it can be counted: calls, requests, rows, bytes. Only where the work is done within one call of a library in
C (a regular expression, a parser), which shows no steps, is the processor's time of this process compared with itself.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import FrameType

IDLE = 0.25  # seconds that a first call, or the collection of garbage, may cost beside the work itself


def calls(work: Callable[[], object]) -> int:
    """How many functions `work` calls, those of C included."""
    count = 0

    def counted(_frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def processor_seconds(work: Callable[[], object]) -> float:
    """The processor's time for `work`; that of other processes is not in it."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def is_linear(work: Callable[[int], object], size: int) -> bool:
    """Whether `work` takes no more than eight times as long for four times the size; the square takes sixteen times."""
    once = max(processor_seconds(lambda: work(size)) for _ in range(2))
    return any(processor_seconds(lambda: work(4 * size)) <= 8 * once + IDLE for _ in range(3))
