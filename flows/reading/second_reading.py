"""Documents read, with LibreOffice at the hand of the extractors.

What they ask for (`extractors.publication.conversions`) is noted first and converted for many documents at a time:
starting it takes ten times as long as a file. Those that asked are then read once more, with the answers there.
"""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Sequence
from functools import partial

from xxgk.extractors.publication.conversions import Convert, NotConverted
from xxgk.flows.reading import libreoffice as office
from xxgk.flows.reading.job import Job, JobResult, read_one
from xxgk.flows.reading.pool import At


def read_all(jobs: Sequence[Job], at: At) -> list[JobResult]:
    """The readings of each publication, in order; `at` is told the index of each before it is begun."""
    return [reading for found in read_some(jobs, at) for reading in found]


def read_some(jobs: Sequence[Job], at: At, seconds: float = math.inf) -> list[list[JobResult]]:
    """The readings of the first publications, one at least, and none begun after so many seconds."""
    readings: list[list[JobResult]] = []
    conversions = _Conversions()
    begun = time.monotonic()
    for index, job in enumerate(jobs):
        if readings and time.monotonic() - begun > seconds:
            break
        at(index)
        readings.append(read_one(job, conversions.asked_by(index), partial(at, index)))
    for index in conversions.make(at):
        at(index)
        readings[index] = read_one(jobs[index], conversions.asked_by(index), partial(at, index))
    return readings


class _Conversions:
    """What extractors asked for, by the index of the job for which they did, and what was made of it, by hash."""

    def __init__(self) -> None:
        self._asked: list[tuple[int, bytes]] = []
        self._made: dict[bytes, bytes | NotConverted] = {}

    def asked_by(self, index: int) -> Convert:
        """Answers the extractor: as long as nothing is made, LibreOffice is not there."""

        def convert(document: bytes) -> bytes | NotConverted:
            key = hashlib.sha256(document).digest()
            if key not in self._made:
                self._asked.append((index, document))
            return self._made.get(key, NotConverted.ABSENT)

        return convert

    def make(self, at: At) -> list[int]:
        """Convert what was asked for; the jobs for which there are answers now. `at` as of `office.convert`."""
        if office.program() is None:
            return []
        asked, self._asked = self._asked, []
        for first in range(0, len(asked), office.BATCH):
            some = asked[first : first + office.BATCH]
            documents = [document for _, document in some]
            results = office.convert(documents, partial(_begun, at, [index for index, _ in some]))
            for document, made in zip(documents, results, strict=True):
                self._made[hashlib.sha256(document).digest()] = NotConverted.FAILED if made is None else made
        return sorted({index for index, _ in asked})


def _begun(at: At, indices: Sequence[int], place: int) -> None:
    at(indices[place])
