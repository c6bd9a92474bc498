"""What a reading process does with a chunk: every document extracted, the rows handed back ready to be loaded."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flows.reading import Job
from flows.rows import Rows, pack
from flows.second_reading import read_all


def read(jobs: Sequence[Job], at: Callable[[int], None]) -> Rows:
    """The rows of some documents; `at` is told the index of each before it is begun."""
    return pack(read_all(jobs, at))
