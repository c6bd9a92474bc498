"""The way of many files into the warehouse: find, hash, leave out what is known, read in processes, load batch by
batch.

The tables are a function of the set of publications: neither the order of the paths, nor the number of workers, nor a
run that was killed and run again shows in them. Only the ledger (`ingest_run`, `ingest_outcome`) tells of runs.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from flows.crawl.archive import Archive
from flows.files import LARGEST, File, batched, find_files
from flows.pool import Done, Limits, Lost, Pool
from flows.publications import jobs_of, kept, met_before
from flows.reading import EXTRACTOR, Job, unread
from flows.rows import pack
from flows.staging import Rows, join
from flows.summary import Outcome, Summary, Tally
from flows.warehouse import Warehouse
from flows.work import read
from schema.agencies import registry

BATCH = 2000
"""Documents in one transaction: some 400,000 figures. Below a row group of DuckDB (122,880) a load is written twice and
takes twice as long; 2,000 reports are some 100 MB of Arrow."""

CHUNK_FILES, CHUNK_BYTES = 16, 4 << 20
"""What a process is given at a time: enough that handing over costs nothing, little enough that the last one is not
waited for."""

FILES_PER_WORKER = 8
"""A second process pays from here on: it takes as long to start as some eight documents take to be read."""

Progress = Callable[[int], None]
"""Told how many more files are done."""

_LINE = ("source", "sha256", "outcome", "reason", "publication")
"""Columns of ``staged_document`` that make the ledger's line of a file."""


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
        self._started = time.monotonic()
        self._warehouse = Warehouse(warehouse)
        self._pool: Pool | None = None
        self._archive = Archive(options.archive) if options.archive else None
        if self._archive:
            self._archive.open()
        self._warehouse.refresh(registry().by_name.values())
        self._files = sum(len(file.documents) for file in files)
        self.run = self._warehouse.begin_run(options.workers, self._files)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._warehouse.end_run(self.run)
        if self._pool is not None:
            self._pool.__exit__(kind, error, trace)
        self._warehouse.close()

    def batches(self) -> Iterator[Sequence[File]]:
        """The files in pieces of one transaction each."""
        return batched(self.files, self.options.batch)

    def load(self, files: Sequence[File]) -> None:
        """Read and load one batch, in one transaction."""
        jobs, outcomes = self._sort_out(files)
        self._progress(len(outcomes))
        rows = self._read(jobs)
        columns = (rows["staged_document"].column(name).to_pylist() for name in _LINE)
        outcomes += [self._tally.met(Outcome(*line)) for line in zip(*columns, strict=True)]
        self._warehouse.load(rows, self.run, outcomes)

    def summary(self) -> Summary:
        """What was done so far."""
        return self._tally.summary(self.run, self._files, time.monotonic() - self._started)

    def _sort_out(self, files: Sequence[File]) -> tuple[list[Job], list[Outcome]]:
        """What is to be read, and the outcomes of what is not: unreachable, or dealt with before."""
        jobs: list[Job] = []
        outcomes: list[Outcome] = []
        for file in files:
            found, failed = jobs_of(file, self.options.size, self.options.extractor)
            jobs += (job._replace(pages=str(self.options.pages or "")) for job in found)
            outcomes += map(self._tally.met, failed)
        if self._archive:
            jobs = kept(self._archive, jobs)
        met = self._warehouse.known([job.publication for job in jobs], self.run)
        new: list[Job] = []
        known: list[Job] = []
        for job in jobs:
            before = met.get(job.publication)
            if before:
                outcomes += map(self._tally.met, met_before(job, before))
            else:
                (known if job.publication in met else new).append(job)
                met[job.publication] = job.source
        return new, outcomes + self._known(known)

    def _known(self, jobs: Sequence[Job]) -> list[Outcome]:
        """The outcomes of publications that earlier runs dealt with."""
        lines = [(part.source, part.sha256, job.publication) for job in jobs for part in job.documents]
        if not lines:
            return []
        _, hashes, publications = zip(*lines, strict=True)
        fates = self._warehouse.fates(publications, hashes)
        return [self._tally.known(*line, *fate) for line, fate in zip(lines, fates, strict=True)]

    def _read(self, jobs: Sequence[Job]) -> Rows:
        """The rows of all jobs, in the order of the jobs as far as none was lost."""
        small = [job for job in jobs if job.size <= self.options.size]
        limit = f"larger than {self.options.size / (1 << 20):g} MiB"
        parts = [(job.source, pack([unread(job, limit)])) for job in jobs if job.size > self.options.size]
        self._progress(len(parts))
        for done in self._results(small):
            if isinstance(done, Lost):
                parts.append((done.item.source, pack([unread(done.item, done.reason)])))
            else:
                parts.append((done.items[0].source, done.result))
            jobs = [done.item] if isinstance(done, Lost) else done.items
            self._progress(sum(len(job.documents) for job in jobs))
        return join([rows for _, rows in sorted(parts, key=lambda part: part[0])])

    def _results(self, jobs: Sequence[Job]) -> Iterator[Done | Lost]:
        if not jobs:
            return iter(())
        if self.options.workers == 0:
            return (Done(chunk, read(chunk, _ignore)) for chunk in batched(jobs, CHUNK_FILES))
        if self._pool is None:
            workers = max(1, min(self.options.workers, len(self.files) // FILES_PER_WORKER))
            self._pool = Pool(workers, read, self.options.limits, ["flows.work", self.options.extractor.split(":")[0]])
        return self._pool.run(_chunks(jobs, min(CHUNK_FILES, max(1, len(jobs) // (4 * self.options.workers)))))


def _ignore(_: int, __: int = 0, /) -> None:
    """Nobody wants to be told."""


def _chunks(jobs: Sequence[Job], most: int) -> Iterator[list[Job]]:
    """Pieces of at most `most` documents and CHUNK_BYTES bytes, one document at least."""
    chunk: list[Job] = []
    size = 0
    for job in jobs:
        if chunk and (len(chunk) == most or size + job.size > CHUNK_BYTES):
            yield chunk
            chunk, size = [], 0
        chunk.append(job)
        size += sum(part.size for part in job.documents)
    if chunk:
        yield chunk
