"""Documents read in this process, without limits of time and memory: to debug, and for tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from xxgk.flows.reading.job import Job
from xxgk.flows.reading.pool import Done
from xxgk.flows.reading.work import read


class InProcess:
    """One of the `flows.reading.pool.Readers`."""

    def run(self, chunks: Iterable[Sequence[Job]]) -> Iterator[Done]:
        """The rows of all chunks."""
        for chunk in chunks:
            done = 0
            for count, rows in read(chunk, lambda *_: None):
                yield Done(chunk[done : done + count], rows)
                done += count

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        """Nothing was started."""
