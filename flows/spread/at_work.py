"""What a worker does with a piece: fetch its bytes from the archive, read them in processes of its own, which isolate a
hostile document as everywhere, stage the rows. Nothing but a few words goes back to whoever asked.

The bytes of the next documents are fetched while those before are read."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Self

from xxgk.flows.crawl.kept.bucket_archive import archive_at
from xxgk.flows.reading import extractor as door
from xxgk.flows.reading.files import batched
from xxgk.flows.reading.job import Job, unread
from xxgk.flows.reading.pool import Done, Limits, Lost, Pool
from xxgk.flows.reading.rows import pack
from xxgk.flows.reading.work import read
from xxgk.flows.spread.likeness import reads_with, unlike
from xxgk.flows.spread.piece import Order, PieceToRead
from xxgk.flows.spread.staged_pieces import PieceDone, StagedPieces
from xxgk.flows.storage import store_at
from xxgk.flows.warehouse.staging import Staged, join
from xxgk.schema.errors import XxgkError

PROCESSES = "XXGK_PROCESSES"
"""The variable that says in how many processes a worker reads; all processors where it is not there."""

FETCHED = 16
"""Documents fetched and handed to a process at a time."""

FETCHING = 8
"""Documents fetched side by side: a bucket answers after some hundredths of a second."""


class UnlikeError(XxgkError):
    """This worker would read otherwise than is asked for."""


def read_piece(piece: PieceToRead, order: Order) -> PieceDone:
    """Read a piece, unless it is there, and stage it; what is told of it. Raises UnlikeError where this machine reads
    with something else, and OSError where archive or staging does not answer."""
    if difference := unlike(order.reads_with, reads_with()):
        raise UnlikeError(f"{socket.gethostname()} reads with {difference}")
    staged = StagedPieces(store_at(order.staging))
    with _ONE_AT_A_TIME:  # a scheduler that comes again asks for a piece that is still being read here
        return staged.done(piece.key) or _read_and_staged(piece, order, staged)


def _read_and_staged(piece: PieceToRead, order: Order, staged: StagedPieces) -> PieceDone:
    began = time.monotonic()
    with _readers(piece.jobs[0].extractor, order).at_a_piece() as readers:
        rows, lost = _read(piece.jobs, readers, pages=order.pages)
        images = readers.images()
    told = PieceDone(rows["staged_document"].num_rows, lost, socket.gethostname(), time.monotonic() - began)
    staged.put(piece.key, rows, images, told)
    return told


def _read(jobs: Sequence[Job], readers: _PieceReaders, *, pages: bool) -> tuple[Staged, list[list[str]]]:
    """The rows of all publications, in the order of their sources, and which were lost."""
    parts: list[tuple[str, Staged]] = []
    lost: list[list[str]] = []
    most = max(1, min(FETCHED, len(jobs) // (4 * processes())))
    kept = str(readers.pages) if pages else ""
    with ThreadPoolExecutor(FETCHING) as fetching:

        def chunks() -> Iterator[Sequence[Job]]:
            for some in batched(jobs, most):
                yield [job._replace(pages=kept) for job in fetching.map(readers.fetched, some)]

        for done in readers.pool.run(chunks()):
            if isinstance(done, Lost):
                parts.append((done.item.source, pack([unread(done.item, done.reason, done.seconds)])))
                lost.append([done.item.source, done.reason])
            elif isinstance(done, Done):
                parts.append((done.items[0].source, done.result))
    return join([rows for _, rows in sorted(parts, key=lambda part: part[0])]), sorted(lost)


def processes() -> int:
    """In how many processes this worker reads."""
    return int(os.environ.get(PROCESSES) or os.cpu_count() or 1)


class _PieceReaders:
    """The processes of this worker, which stay from piece to piece, with the folders that are open to them: that of the
    archive, to be read, and the `pages` of the piece, to be written."""

    def __init__(self, extractor: door.Extractor, order: Order) -> None:
        self._archive = archive_at(order.archive)
        self._folder = tempfile.TemporaryDirectory(prefix="xxgk-piece-")
        self.pages = Path(self._folder.name)
        modules = ["xxgk.flows.reading.work", *door.modules_of(extractor)]
        reads = [self._archive.folder]
        self.pool = Pool(processes(), read, order.limits, modules, reads=reads, writes=[self.pages])

    def fetched(self, job: Job) -> Job:
        """A publication with its bytes at hand. What the archive does not have is not there: its reading tells."""
        path = self._archive.file(job.sha256) or self._archive.path(job.sha256)
        return job._replace(path=str(path), parts=tuple(map(self.fetched, job.parts)))

    @contextmanager
    def at_a_piece(self) -> Iterator[Self]:
        """No pages before, and after. Raises FileNotFoundError where this machine has no such archive."""
        self._archive.must_be_there()
        self._sweep()
        try:
            yield self
        finally:
            self._sweep()

    def images(self) -> dict[str, bytes]:
        """The pages that were kept, by their name below the folder."""
        found = sorted(self.pages.glob("*/*.png"))
        return {str(path.relative_to(self.pages)): path.read_bytes() for path in found}

    def stop(self) -> None:
        """End the processes."""
        self.pool.__exit__(None, None, None)
        self._folder.cleanup()

    def _sweep(self) -> None:
        for left in self.pages.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()


_ONE_AT_A_TIME = Lock()
_at_work: dict[tuple[str, str, Limits], _PieceReaders] = {}


def _readers(extractor: door.Extractor, order: Order) -> _PieceReaders:
    """Those of this extractor, this archive and these limits; others go."""
    wanted = door.name_of(extractor), order.archive, order.limits
    if wanted not in _at_work:
        stop_all()
        _at_work[wanted] = _PieceReaders(extractor, order)
    return _at_work[wanted]


def stop_all() -> None:
    """End all processes that read here."""
    while _at_work:
        _at_work.popitem()[1].stop()
