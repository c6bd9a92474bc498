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

from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.logs import event
from xxgk.flows.places import around, spool
from xxgk.flows.reading import extractor as door
from xxgk.flows.reading.extractor import Extractor
from xxgk.flows.reading.files import File, batched, find_files
from xxgk.flows.reading.job import Job, unread
from xxgk.flows.reading.pool import Done, Limits, Lost, Pool
from xxgk.flows.reading.rooms import documents
from xxgk.flows.reading.rows import pack
from xxgk.flows.reading.sorting_out import Batch, Desk
from xxgk.flows.reading.work import read
from xxgk.flows.version import code_version
from xxgk.flows.warehouse.by_people import known_readings
from xxgk.flows.warehouse.spool import Origin, Spool
from xxgk.flows.warehouse.staging import Staged, join
from xxgk.flows.warehouse.summary import Summary, Tally, outcomes_of
from xxgk.flows.warehouse.taking_up import take_up
from xxgk.flows.warehouse.warehouse import Warehouse
from xxgk.schema.agencies import registry
from xxgk.schema.document import LARGEST

BATCH = 2000
"""Documents in one transaction: some 400,000 figures. Below a row group of DuckDB (122,880) a load is written twice and
takes twice as long; 2,000 reports are some 100 MB of Arrow."""

CHUNK_FILES = 16
"""Documents that a process is given at a time: enough that handing over costs nothing."""

IN_READING = 128
"""Documents that all processes together are given at a time; with those of a piece of the spool, fewer than 200."""

FILES_PER_WORKER = 8
"""A second process pays from here on: it takes as long to start as some eight documents take to be read."""

Progress = Callable[[Mapping[str, int]], None]
"""Told now and then, once a second at least, how many files met which outcome so far (as in
`flows.warehouse.summary.Summary`)."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to ingest. `workers` 0: read in this process, without limits of time and memory (for debugging). `size` in
    bytes. `pages` is the folder in which pages of refused scans are kept, `archive` the one in which the bytes of every
    document are, if any; `readings` the file of what people read, that beside the warehouse where None."""

    workers: int = 1
    limits: Limits = field(default_factory=Limits)
    size: int = LARGEST
    batch: int = BATCH
    extractor: Extractor = field(default_factory=lambda: door.EXTRACTOR)
    pages: Path | None = None
    archive: Path | None = None
    readings: Path | None = None


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
        self._files = sum(len(file.documents) for file in files)
        self._warehouse = Warehouse(warehouse)
        self._pool: Pool | None = None
        try:
            self._start(warehouse)
        except BaseException:
            self._warehouse.close()
            raise

    def _start(self, warehouse: Path) -> None:
        """Load what a broken-off run left, then begin one."""
        options = self.options
        archive = Archive(options.archive) if options.archive else None
        if archive:
            archive.open()
        self._warehouse.refresh(registry().by_name.values())
        version = f"{code_version()} {door.name_of(options.extractor)}"
        self._tally.notes += take_up(self._warehouse, spool(warehouse), version).told()
        self.run = self._warehouse.begin_run(options.workers, self._files)
        pages = str(options.pages or "")
        file = options.readings or around(warehouse).readings
        readings = known_readings(file, self._warehouse, self._tally.notes.append)
        self._desk = Desk(
            self._warehouse, archive, self._tally, self.run, options.size, options.extractor, pages, readings
        )
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
        batch = Batch(self._desk, files)
        parts: list[tuple[str, Staged]] = []
        for source, rows in self._read(batch):
            parts.append((source, rows))
            self._spool.add(rows)
            batch.outcomes += map(self._tally.met, outcomes_of(rows))
        rows = join([rows for _, rows in sorted(parts, key=lambda part: part[0])])
        self._warehouse.load(rows, self.run, batch.outcomes, batch.sightings)
        self._spool.clear()
        event("loaded", run=self.run, files=len(files), so_far=dict(self._tally.counts))
        self._progress(self._tally.counts)

    def summary(self) -> Summary:
        """What was done so far."""
        return self._tally.summary(self.run, self._files, time.monotonic() - self._begun)

    def _read(self, batch: Batch) -> Iterator[tuple[str, Staged]]:
        """The rows of what is to be read, each with a source that orders them."""
        workers = max(1, self.options.workers)
        most = max(1, min(CHUNK_FILES, len(batch.files) // (4 * workers), IN_READING // workers))
        for done in self._results(batch.chunks(most)):
            if isinstance(done, Lost):
                yield done.item.source, pack([unread(done.item, done.reason, done.seconds)])
            elif done is not None:
                yield done.items[0].source, done.result
            self._spool.tick()
            self._progress(self._tally.counts)

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
            options = self.options
            kept = [options.archive] if options.archive else []
            if options.pages:
                options.pages.mkdir(parents=True, exist_ok=True)
            self._pool = Pool(
                max(1, min(options.workers, len(self.files) // FILES_PER_WORKER)),
                read,
                options.limits,
                ["xxgk.flows.reading.work", *door.modules_of(options.extractor)],
                reads=[*kept, *documents(self.files)],
                writes=[options.pages] if options.pages else [],
            )
        yield from self._pool.run(chain([first], chunks))


def _ignore(*_: object) -> None:
    """Nobody wants to be told."""
