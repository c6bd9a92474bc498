"""What a reading process does with a chunk: every document extracted, the rows handed back ready to be loaded."""

from __future__ import annotations

from collections.abc import Sequence

from flows.pool import NO_ITEM, At
from flows.reading import Job
from flows.rows import pack
from flows.second_reading import read_all
from flows.staging import Rows


def read(jobs: Sequence[Job], at: At) -> Rows:
    """The rows of some documents; `at` is told the index of each before it is begun, and NO_ITEM before they are
    packed."""
    readings = read_all(jobs, at)
    at(NO_ITEM)
    return pack(readings)
