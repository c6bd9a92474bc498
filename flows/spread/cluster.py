"""Many machines as one side of the pipeline: chunks in, what was read out, as of the own processes (`reading.pool`).

Each chunk is a piece, handed to a scheduler of Dask by name; its rows come from staging. Pieces come back in the order
in which they were handed in, so that who loads them needs to remember none. A scheduler that is gone is waited for, and
what was under way there is handed in again: a piece that is staged by then is not read twice."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from xxgk.flows.reading.job import Job
from xxgk.flows.reading.pool import Done, Limits
from xxgk.flows.spread.at_work import read_piece
from xxgk.flows.spread.certificates import SpreadError, security
from xxgk.flows.spread.likeness import reads_with, unlike
from xxgk.flows.spread.mirror import Mirror
from xxgk.flows.spread.piece import Order, PieceToRead, piece_of
from xxgk.flows.spread.spread import Spread
from xxgk.flows.spread.staged_pieces import PieceDone, StagedPieces
from xxgk.flows.storage import is_bucket, store_at
from xxgk.flows.telling import noted

if TYPE_CHECKING:
    from distributed import Client, Future

PATIENCE = 300.0
"""Seconds that a scheduler, or a first worker, is waited for."""

BUSY = 3
"""Pieces that are handed in for each worker: one that it reads, one that waits there, one on its way."""

TIMES = 4
"""How often a piece is handed in before it is given up: staging lost it, or its scheduler went, so often."""

TICK = 0.05
"""Seconds between two looks at the piece that is waited for."""


@dataclass(slots=True)
class _OnItsWay:
    piece: PieceToRead
    future: Future[PieceDone] | None = None
    times: int = 0


class Cluster:
    """The workers at a scheduler; a context manager. `take_pages` is handed the pages of refused scans (by their name
    below the folder of pages), if they are wanted. Raises SpreadError where nobody is there, or where some worker reads
    with something else than this machine."""

    def __init__(
        self, spread: Spread, limits: Limits, take_pages: Callable[[Mapping[str, bytes]], None] | None = None
    ) -> None:
        if find_spec("distributed") is None:
            raise SpreadError("--on needs the dask extra (pip install 'xxgk[dask]')")
        self._spread, self._take_pages = spread, take_pages
        self._staged = StagedPieces(store_at(spread.staging))
        self._order = Order(reads_with(), spread.archive, spread.staging, limits, take_pages is not None)
        self._mirror = Mirror(store_at(spread.archive)) if is_bucket(spread.archive) else None
        self._on_its_way: dict[str, _OnItsWay] = {}
        self._loaded_next: list[str] = []
        self._client: Client | None = None
        self._count = 1
        self._connect()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._on_its_way.clear()
        self._disconnect()
        if error is None:
            self._staged.clear()

    @property
    def has_room(self) -> bool:
        """Whether the workers have use for further pieces."""
        with suppress(OSError):  # it may be away; whoever waits for a piece sees to that
            self._count = len(self._workers())
        return len(self._on_its_way) < BUSY * max(1, self._count)

    def expect(self, chunks: Iterable[Sequence[Job]]) -> None:
        """Hand in chunks that `run` is going to be asked for."""
        for chunk in chunks:
            self._bring(chunk)

    def run(self, chunks: Iterable[Sequence[Job]]) -> Iterator[Done | None]:
        """The rows of each chunk, in order; what was lost is told in them, for workers isolate what is hostile. Now
        and then a None, for whoever watches the time. Raises SpreadError where a piece cannot be read at all."""
        waiting = [(chunk, self._bring(chunk)) for chunk in chunks]
        for chunk, piece in waiting:
            for rows in self._rows(piece.key):
                yield None if rows is None else Done(chunk, rows)
            self._loaded_next.append(piece.key)

    def loaded(self) -> None:
        """What `run` gave so far is in the warehouse: its pieces are of no use any more."""
        for key in self._loaded_next:
            self._staged.forget(key)
        self._loaded_next.clear()

    def _bring(self, chunk: Sequence[Job]) -> PieceToRead:
        """Hand in a chunk, once, its bytes where the workers find them."""
        piece = piece_of(chunk, self._order.reads_with)
        if piece.key not in self._on_its_way:
            if self._mirror:
                self._mirror.bring(chunk)
            self._hand_in(piece)
        return piece

    def _hand_in(self, piece: PieceToRead) -> None:
        way = self._on_its_way.setdefault(piece.key, _OnItsWay(piece))
        if way.future is None:
            way.times += 1
            if way.times > TIMES:
                raise SpreadError(f"piece {piece.key} was given up: handed in {TIMES} times and never staged whole")
            name = f"xxgk-{piece.key}-{time.monotonic_ns()}"
            with suppress(OSError):  # the same
                way.future = self._now().submit(read_piece, piece, self._order, key=name, pure=False, retries=2)

    def _rows(self, key: str) -> Iterator[Any]:
        """None while a piece is waited for, then its rows. What is told of it stands in staging, too: its scheduler may
        be gone by now."""
        way = self._on_its_way[key]
        while True:
            yield from self._waited_for(way)
            try:
                rows, pages = self._staged.whole(key)
            except ValueError as error:
                noted(f"piece {key} is read again: {error}")
                self._staged.forget(key)
                way.future = None
                self._hand_in(way.piece)
                continue
            if self._take_pages and pages:
                self._take_pages(pages)
            del self._on_its_way[key]
            yield rows
            return

    def _waited_for(self, way: _OnItsWay) -> Iterator[None]:
        """None now and then, until a piece is read. Raises SpreadError where no worker can."""
        while True:
            future = way.future
            status = future.status if future is not None else "lost"
            if status == "finished":
                return
            if status == "error" and future is not None:
                self._refuse(future.exception())
            if status in ("cancelled", "lost"):
                self._again()
            time.sleep(TICK)
            yield None

    def _refuse(self, error: BaseException | None) -> None:
        """Raises SpreadError, for a piece that no worker can read."""
        with suppress(OSError):
            self._check()
        raise SpreadError(
            f"the workers could not read a piece ({type(error).__name__}: {error}); what they read before is staged, "
            "and the next run goes on from there"
        ) from error

    def _again(self) -> None:
        """Hand in again what a scheduler that went had been handed."""
        noted(f"the scheduler {self._spread.address} went; what it had is handed in again")
        self._disconnect()
        self._connect()
        for way in self._on_its_way.values():
            way.future = None
            self._hand_in(way.piece)

    def _connect(self) -> None:
        """Reach the scheduler and a worker, in time."""
        import dask  # noqa: PLC0415  only with the extra

        dask.config.set({"logging.distributed": "critical"})
        from distributed import Client  # noqa: PLC0415

        until = time.monotonic() + PATIENCE
        safe = security(self._spread.address, self._spread.certificates)
        while self._client is None:
            try:
                self._client = Client(self._spread.address, security=safe, timeout=10, set_as_default=False)
                while not self._workers():
                    if time.monotonic() > until:
                        raise SpreadError(f"no worker is at {self._spread.address}: `xxgk worker` starts one")
                    time.sleep(0.2)
                self._check()
            except (OSError, TimeoutError) as error:
                self._disconnect()
                if time.monotonic() > until:
                    raise SpreadError(f"no scheduler answers at {self._spread.address}: {error}") from error
                time.sleep(1)

    def _check(self) -> None:
        """Raises SpreadError where a worker reads with something else than this machine."""
        found = self._now().run(reads_with, on_error="return")
        for address, theirs in sorted(found.items()):
            if isinstance(theirs, OSError):  # it went meanwhile; one that stays is asked again by `read_piece`
                continue
            difference = str(theirs) if isinstance(theirs, Exception) else unlike(self._order.reads_with, theirs)
            if difference:
                raise SpreadError(f"the worker {address} is refused: it reads with {difference}")

    def _workers(self) -> Sequence[str]:
        return list(self._now().scheduler_info(n_workers=-1)["workers"])

    def _now(self) -> Client:
        assert self._client is not None  # noqa: S101  from `_connect` to `_disconnect`
        return self._client

    def _disconnect(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            with suppress(Exception):  # it may be gone
                client.close(timeout=5)
