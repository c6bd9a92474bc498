"""What a reading process does with a chunk: every document extracted, the rows handed back ready to be loaded.

A scan takes a minute: what is read goes back every few seconds, so that a run that is killed has not lost it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xxgk.flows.reading.job import Job
from xxgk.flows.reading.pool import NO_ITEM, At
from xxgk.flows.reading.rows import pack
from xxgk.flows.reading.second_reading import read_some
from xxgk.flows.warehouse.staging import Staged

SECONDS = 3.0
"""Of reading, after which what is done is handed over."""


def read(jobs: Sequence[Job], at: At) -> Iterator[tuple[int, Staged]]:
    """The rows of some publications, piece by piece: of how many more, and the rows. `at` is told the index of each
    before it is begun, and NO_ITEM before a piece is packed."""
    done = 0

    def at_index(index: int, pictures: int = 0, /) -> None:
        at(done + index, pictures)

    while done < len(jobs):
        readings = read_some(jobs[done:], at_index, SECONDS)
        at(NO_ITEM)
        yield len(readings), pack([reading for found in readings for reading in found])
        done += len(readings)
