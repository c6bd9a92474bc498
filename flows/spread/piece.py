"""A piece of work: some hundred publications that one machine reads at a time, known by what it would read and with
what."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xxgk.flows.reading.extractor import name_of
from xxgk.flows.reading.job import Job
from xxgk.flows.reading.pool import Limits
from xxgk.schema.readings import digest

PUBLICATIONS = 250
"""Of a piece: with two processes some four seconds of pages and Word files, a quarter of a megabyte of Parquet."""

BYTES = 64 << 20
"""Of a piece: a scan takes half a minute, and a worker that dies has read at most one piece for nothing."""


class Order(NamedTuple):
    """What a worker is told besides its piece: by what it must read (as of `likeness.reads_with`), from which archive,
    where to stage what it reads, the limits of a document, and whether pages of refused scans are wanted."""

    reads_with: dict[str, str]
    archive: str
    staging: str
    limits: Limits
    pages: bool


class PieceToRead(NamedTuple):
    """Publications that are read together; the `key` is the same where all that decides their rows is."""

    key: str
    jobs: tuple[Job, ...]


def piece_of(jobs: Sequence[Job], reads_with: dict[str, str]) -> PieceToRead:
    """A piece of these publications, to be read by what `reads_with` tells. The documents are known by their hashes
    alone: where their bytes lie is the worker's to know."""
    bare = tuple(_bare(job) for job in jobs)
    told = json.dumps([reads_with, *map(_deciding, bare)], ensure_ascii=False, sort_keys=True)
    return PieceToRead(hashlib.sha256(told.encode()).hexdigest()[:32], bare)


def _bare(job: Job) -> Job:
    return job._replace(path="", pages="", parts=tuple(map(_bare, job.parts)))


def _deciding(job: Job) -> list[object]:
    """What decides the rows of a publication, as plain data."""
    seen = job.first_seen_at.isoformat() if job.first_seen_at else None
    return [name_of(job.extractor), list(_documents(job)), seen, job.site_of, digest(job.readings)]


def _documents(job: Job) -> Iterator[tuple[str, str]]:
    return ((one.sha256, one.source) for one in job.documents)
