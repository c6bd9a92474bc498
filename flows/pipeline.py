"""The way of many files into the warehouse: find, hash, archive, leave out what is known, read in processes, load batch
by batch.

The tables are a function of the set of publications: neither the order of the paths, nor the number of workers, nor a
run that was killed and run again shows in them. Only the ledger (`ingest_run`, `ingest_outcome`) tells of runs.

A batch is loaded in one transaction; what was read of it meanwhile is in the spool, and a run that is killed has read
at most some seconds, and fewer than 200 documents, for nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Self

from flows.crawl.archive import Archive
from flows.files import LARGEST, File, batched, find_files
from flows.places import spool
from flows.pool import Done, Limits, Lost, Pool
from flows.publications import jobs_of, kept, met_before
from flows.reading import EXTRACTOR, Job, unread
from flows.rows import pack
from flows.spool import Origin, Spool
from flows.staging import Rows, join
from flows.summary import Outcome, Summary, Tally, outcomes_of
from flows.taking_up import take_up
from flows.version import code_version
from flows.warehouse import Warehouse
from flows.work import read
from schema.agencies import registry

BATCH = 2000
"""Documents in one transaction: some 400,000 figures. Below a row group of DuckDB (122,880) a load is written twice and
takes twice as long; 2,000 reports are some 100 MB of Arrow."""

CHUNK_FILES, CHUNK_BYTES = 16, 4 << 20
"""What a process is given at a time: enough that handing over costs nothing, little enough that the last one is not
waited for."""

IN_READING = 128
"""Documents that all processes together are given at a time; with those of a piece of the spool, fewer than 200."""

SORTED_OUT = 200
"""Files that are hashed and asked for at a time, while the processes read those before."""

FILES_PER_WORKER = 8
"""A second process pays from here on: it takes as long to start as some eight documents take to be read."""

Progress = Callable[[Mapping[str, int]], None]
"""Told now and then, once a second at least, how many files met which outcome so far (as in `flows.summary.Summary`).
"""


@dataclass(frozen=True, slots=True)
class Options:
    """How to ingest. `workers` 0: read in this process, without limits of time and memory (for debugging). `size` in
    bytes. `pages` is the folder in which pages of refused scans are kept, `archive` the one in which the bytes of every
    document are, if any."""

    workers: int = 1
    limits: Limits = field(default_factory=Limits)
    size: int = LARGEST
    batch: int = BATCH
    extractor: str = EXTRACTOR
    pages: Path | None = None
    archive: Path | None = None


def ingest(
    paths: Iterable[str | Path],
    warehouse: Path,
    options: Options | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Read files and folders into a warehouse, which is made where there is none. See `ingest_files`."""
    return ingest_files(find_files(paths), warehouse, options or Options(), progress)


def ingest_files(files: Sequence[File], warehouse: Path, options: Options, progress: Progress | None = None) -> Summary:
    """Read files, as `find_files` returns them, into a warehouse.

    Raises WarehouseError where the warehouse cannot be written and PoolError where no process can be started; never for
    a document."""
    with Ingest(files, warehouse, options, progress) as run:
        for batch in run.batches():
            run.load(batch)
    return run.summary()


class Ingest:
    """One run: warehouse and processes held open from batch to batch; a context manager. The Prefect flow drives the
    same object."""

    def __init__(
        self, files: Sequence[File], warehouse: Path, options: Options, progress: Progress | None = None
    ) -> None:
        self.files, self.options = files, options
        self._progress = progress or _ignore
        self._tally = Tally()
        self._begun = time.monotonic()
        self._warehouse = Warehouse(warehouse)
        self._pool: Pool | None = None
        self._archive = Archive(options.archive) if options.archive else None
        if self._archive:
            self._archive.open()
        self._warehouse.refresh(registry().by_name.values())
        version = f"{code_version()} {options.extractor}"
        self._tally.notes += take_up(self._warehouse, spool(warehouse), version).told()
        self._files = sum(len(file.documents) for file in files)
        self.run = self._warehouse.begin_run(options.workers, self._files)
        self._spool = Spool(spool(warehouse), Origin(version, self.run, self._warehouse.started(self.run)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._warehouse.end_run(self.run)
        else:
            with suppress(OSError):  # what was read so far is not lost, if there is room for it
                self._spool.write()
        if self._pool is not None:
            self._pool.__exit__(kind, error, trace)
        self._warehouse.close()

    def batches(self) -> Iterator[Sequence[File]]:
        """The files in pieces of one transaction each."""
        return batched(self.files, self.options.batch)

    def load(self, files: Sequence[File]) -> None:
        """Read and load one batch, in one transaction."""
        outcomes: list[Outcome] = []
        parts: list[tuple[str, Rows]] = []
        for source, rows in self._read(files, outcomes):
            parts.append((source, rows))
            self._spool.add(rows)
            outcomes += map(self._tally.met, outcomes_of(rows))
        self._warehouse.load(join([rows for _, rows in sorted(parts, key=lambda part: part[0])]), self.run, outcomes)
        self._spool.clear()
        self._progress(self._tally.counts)

    def summary(self) -> Summary:
        """What was done so far."""
        return self._tally.summary(self.run, self._files, time.monotonic() - self._begun)

    def _read(self, files: Sequence[File], outcomes: list[Outcome]) -> Iterator[tuple[str, Rows]]:
        """The rows of what is to be read, each with a source that orders them; what is not read gets its outcome."""
        large: list[Job] = []
        for done in self._results(self._chunks(files, outcomes, large)):
            if isinstance(done, Lost):
                yield done.item.source, pack([unread(done.item, done.reason)])
            elif done is not None:
                yield done.items[0].source, done.result
            self._spool.tick()
            self._progress(self._tally.counts)
        limit = f"larger than {self.options.size / (1 << 20):g} MiB"
        yield from ((job.source, pack([unread(job, limit)])) for job in large)

    def _results(self, chunks: Iterator[Sequence[Job]]) -> Iterator[Done | Lost | None]:
        first = next(chunks, None)
        if first is None:
            return
        if self.options.workers == 0:
            for chunk in chain([first], chunks):
                done = 0
                for count, rows in read(chunk, _ignore):
                    yield Done(chunk[done : done + count], rows)
                    done += count
            return
        if self._pool is None:
            workers = max(1, min(self.options.workers, len(self.files) // FILES_PER_WORKER))
            self._pool = Pool(workers, read, self.options.limits, ["flows.work", self.options.extractor.split(":")[0]])
        yield from self._pool.run(chain([first], chunks))

    def _chunks(self, files: Sequence[File], outcomes: list[Outcome], large: list[Job]) -> Iterator[Sequence[Job]]:
        """What the processes are given, made as they need it. `large` is what is not to be read for its size."""
        workers = max(1, self.options.workers)
        most = max(1, min(CHUNK_FILES, len(files) // (4 * workers), IN_READING // workers))
        for chunk in _chunked(self._new(files, outcomes, large), most):
            yield kept(self._archive, chunk) if self._archive else chunk

    def _new(self, files: Sequence[File], outcomes: list[Outcome], large: list[Job]) -> Iterator[Job]:
        """What is to be read of the files of a batch; the others get their outcomes."""
        met: dict[str, str] = {}
        for some in batched(files, SORTED_OUT):
            jobs, told = self._sort_out(some, met)
            outcomes += told
            large += (job for job in jobs if job.size > self.options.size)
            yield from (job for job in jobs if job.size <= self.options.size)

    def _sort_out(self, files: Sequence[File], met: dict[str, str]) -> tuple[list[Job], list[Outcome]]:
        """What is to be read, and the outcomes of what is not: unreachable, or dealt with before. `met` are the
        publications that this batch met before, and where."""
        jobs: list[Job] = []
        outcomes: list[Outcome] = []
        for file in files:
            found, failed = jobs_of(file, self.options.size, self.options.extractor)
            jobs += (job._replace(pages=str(self.options.pages or "")) for job in found)
            outcomes += map(self._tally.met, failed)
        before = self._warehouse.known([job.publication for job in jobs], self.run)
        new: list[Job] = []
        known: list[Job] = []
        for job in jobs:
            where = met.get(job.publication) or before.get(job.publication)
            if where:
                outcomes += map(self._tally.met, met_before(job, where))
            else:
                (known if job.publication in before else new).append(job)
                met[job.publication] = job.source
        if self._archive:
            kept(self._archive, known)
        return new, outcomes + self._known(known)

    def _known(self, jobs: Sequence[Job]) -> list[Outcome]:
        """The outcomes of publications that earlier runs dealt with."""
        lines = [(part.source, part.sha256, job.publication) for job in jobs for part in job.documents]
        if not lines:
            return []
        _, hashes, publications = zip(*lines, strict=True)
        fates = self._warehouse.fates(publications, hashes)
        return [self._tally.known(*line, *fate) for line, fate in zip(lines, fates, strict=True)]


def _ignore(*_: object) -> None:
    """Nobody wants to be told."""


def _chunked(jobs: Iterable[Job], most: int) -> Iterator[list[Job]]:
    """Pieces of at most `most` documents and CHUNK_BYTES bytes, one publication at least."""
    chunk: list[Job] = []
    count = size = 0
    for job in jobs:
        heavy = sum(part.size for part in job.documents)
        if chunk and (count + len(job.documents) > most or size + heavy > CHUNK_BYTES):
            yield chunk
            chunk, count, size = [], 0, 0
        chunk.append(job)
        count += len(job.documents)
        size += heavy
    if chunk:
        yield chunk
