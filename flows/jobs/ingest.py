"""The way of many files into the warehouse: find, hash, archive, leave out what is known, read in processes, load batch
by batch.

The tables are a function of the set of publications: neither the order of the paths, nor the number of workers, nor a
run that was killed and run again shows in them. Only the ledger (`ingest_run`, `ingest_outcome`) tells of runs.

A batch is loaded in one transaction; what was read of it meanwhile is in the spool, and a run that is killed has read
at most some seconds, and fewer than 200 documents, for nothing.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

from xxgk.flows.crawl.kept.bucket_archive import archive_at
from xxgk.flows.logs import event
from xxgk.flows.places import around, spool
from xxgk.flows.reading import extractor as door
from xxgk.flows.reading.extractor import Extractor
from xxgk.flows.reading.files import File, batched, find_files
from xxgk.flows.reading.in_process import InProcess
from xxgk.flows.reading.job import Job, unread
from xxgk.flows.reading.page_images import take_pages
from xxgk.flows.reading.pool import Done, Limits, Lost, Pool, Readers
from xxgk.flows.reading.rooms import documents
from xxgk.flows.reading.rows import pack
from xxgk.flows.reading.sorting_out import Batch, Desk
from xxgk.flows.reading.work import read
from xxgk.flows.spread.piece import BYTES, PUBLICATIONS
from xxgk.flows.spread.spread import Spread
from xxgk.flows.storage import StorePlace
from xxgk.flows.version import code_version
from xxgk.flows.warehouse.by_people import known_readings
from xxgk.flows.warehouse.spool import Origin, Spool
from xxgk.flows.warehouse.staging import Staged, join
from xxgk.flows.warehouse.summary import Summary, Tally, outcomes_of
from xxgk.flows.warehouse.taking_up import take_up
from xxgk.flows.warehouse.warehouse import Warehouse
from xxgk.schema.agencies import registry
from xxgk.schema.document import LARGEST

if TYPE_CHECKING:
    from xxgk.flows.spread.cluster import Cluster

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
    document are, if any; `lies_in` is that in which the files lie that are handed in, where they are from one: then
    nothing of them is kept anew. `readings`: the file of what people read, that beside the warehouse where None.
    `spread`: many machines read, and `workers` none."""

    workers: int = 1
    limits: Limits = field(default_factory=Limits)
    size: int = LARGEST
    batch: int = BATCH
    extractor: Extractor = field(default_factory=lambda: door.EXTRACTOR)
    pages: Path | None = None
    archive: StorePlace | None = None
    lies_in: StorePlace | None = None
    readings: Path | None = None
    spread: Spread | None = None


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
        self._readers: Readers | None = None
        self._cluster: Cluster | None = None
        self._following = self.batches()
        self._sorted: deque[_Sorted] = deque()
        try:
            self._start(warehouse)
        except BaseException:
            self._warehouse.close()
            raise

    def _start(self, warehouse: Path) -> None:
        """Load what a broken-off run left, then begin one."""
        options = self.options
        archive = archive_at(options.archive) if options.archive else None
        self._lies_in = archive or (archive_at(options.lies_in) if options.lies_in else None)
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
            self._warehouse,
            archive,
            self._lies_in,
            self._tally,
            self.run,
            options.size,
            options.extractor,
            pages,
            readings,
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
        if self._readers is not None:
            self._readers.__exit__(kind, error, trace)
        self._warehouse.close()

    def batches(self) -> Iterator[Sequence[File]]:
        """The files in pieces of one transaction each."""
        return batched(self.files, self.options.batch)

    def load(self, files: Sequence[File]) -> None:
        """Read and load one batch, in one transaction."""
        batch, chunks = self._sort_out(files)
        parts: list[tuple[str, Staged]] = []
        for source, rows in self._read(chunks):
            parts.append((source, rows))
            if self.options.spread is None:  # what machines read is staged
                self._spool.add(rows)
            batch.outcomes += map(self._tally.met, outcomes_of(rows))
        rows = join([rows for _, rows in sorted(parts, key=lambda part: part[0])])
        self._warehouse.load(rows, self.run, batch.outcomes, batch.sightings)
        self._spool.clear()
        if self._cluster:
            self._cluster.loaded()
        event("loaded", run=self.run, files=len(files), so_far=dict(self._tally.counts))
        self._progress(self._tally.counts)

    def summary(self) -> Summary:
        """What was done so far."""
        return self._tally.summary(self.run, self._files, time.monotonic() - self._begun)

    def _sort_out(self, files: Sequence[File]) -> _Sorted:
        """A batch and what of it is to be read. Where many machines read, they are handed what follows it, too, as
        long as they have use for it: while this one loads, they read on."""
        if self.options.spread is None:
            batch = Batch(self._desk, files)
            workers = max(1, self.options.workers)
            most = max(1, min(CHUNK_FILES, len(batch.files) // (4 * workers), IN_READING // workers))
            return _Sorted(batch, batch.chunks(most))
        while not self._sorted or (self._cluster and self._cluster.has_room):
            if (following := next(self._following, None)) is None:
                break
            batch = Batch(self._desk, following, before=[one.batch.met for one in self._sorted])
            chunks = list(batch.chunks(PUBLICATIONS, BYTES))
            self._sorted.append(_Sorted(batch, chunks))
            if chunks:
                self._readers = self._cluster = self._cluster or self._machines(self.options.spread)
                self._cluster.expect(chunks)
        first = self._sorted.popleft()
        if first.batch.files != files:
            raise ValueError("batches are loaded in the order in which `batches` gives them")
        return first

    def _read(self, chunks: Iterable[Sequence[Job]]) -> Iterator[tuple[str, Staged]]:
        """The rows of what is to be read, each with a source that orders them."""
        for done in self._results(iter(chunks)):
            if isinstance(done, Lost):
                yield done.item.source, pack([unread(done.item, done.reason, done.seconds)])
            elif done is not None:
                yield done.items[0].source, done.result
            self._spool.tick()
            self._progress(self._tally.counts)

    def _results(self, chunks: Iterator[Sequence[Job]]) -> Iterator[Done | Lost | None]:
        if (first := next(chunks, None)) is not None:
            self._readers = self._readers or self._hands()
            yield from self._readers.run(chain([first], chunks))

    def _hands(self) -> Readers:
        """Who reads on this machine; started with the first document."""
        if self.options.workers == 0:
            return InProcess()
        options = self.options
        kept = [self._lies_in.folder] if self._lies_in else []
        if options.pages:
            options.pages.mkdir(parents=True, exist_ok=True)
        return Pool(
            max(1, min(options.workers, len(self.files) // FILES_PER_WORKER)),
            read,
            options.limits,
            ["xxgk.flows.reading.work", *door.modules_of(options.extractor)],
            reads=[*kept, *documents(self.files)],
            writes=[options.pages] if options.pages else [],
        )

    def _machines(self, spread: Spread) -> Cluster:
        """Who reads on others; reached when there is a document to be read."""
        from xxgk.flows.spread.cluster import Cluster  # noqa: PLC0415  only where it is asked for

        pages = self.options.pages
        return Cluster(spread, self.options.limits, partial(take_pages, pages) if pages else None)


class _Sorted(NamedTuple):
    """A batch, and the chunks of it that are to be read."""

    batch: Batch
    chunks: Iterable[Sequence[Job]]


def _ignore(*_: object) -> None:
    """Nobody wants to be told."""
