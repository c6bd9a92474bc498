"""What a reading process does with a chunk: every document extracted, the rows handed back ready to be loaded."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flows.pool import NO_ITEM
from flows.reading import Job, read_one
from flows.rows import pack
from flows.staging import Rows


def read(jobs: Sequence[Job], at: Callable[[int], None]) -> Rows:
    """The rows of some documents; `at` is told the index of each before it is begun, and NO_ITEM before they are
    packed."""
    readings = []
    for index, job in enumerate(jobs):
        at(index)
        readings.append(read_one(job))
    at(NO_ITEM)
    return pack(readings)
