"""Reading processes: each takes a chunk of documents at a time, under a limit of time per document and of memory.

Why not the standard process pool: when one of its processes dies, it cannot tell which task killed it and fails all of
them, and it cannot stop a task that hangs. Here every process has a pipe of its own and a slot of shared memory in
which it notes the document that it is reading, so that a dead or hung process costs exactly that document and nothing
per document otherwise.

Processes start from a fork server where there is one, else by spawn: never by fork of this process, which has the
threads of DuckDB and Prefect in it. The fork server has the imports done, so that a killed process is replaced in
milliseconds.

What they read is hostile until read: each puts up walls around itself before it takes the first chunk
(`flows.reading.walls`), and has a folder of its own, which goes when it ends.
"""

from __future__ import annotations

import gc
import mmap
import multiprocessing
import os
import pickle
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, MutableSequence, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from multiprocessing import connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from xxgk.flows.reading.rooms import Rooms, leave, rooms
from xxgk.schema.errors import XxgkError

STARTUP_SECONDS = 120
"""A process that is not ready by then never will be (cold imports on a busy disk take some seconds)."""

Pipe = connection.Connection
Slot = MutableSequence[float]


class At(Protocol):
    """Notes the index of the item that is begun, and how many pictures of pages may have to be recognised in it."""

    def __call__(self, index: int, pictures: int = 0, /) -> None:
        """Note it."""


Work = Callable[[Sequence[Any], At], Iterable[tuple[int, Any]]]
"""Does a chunk of items in order and hands over what is done piece by piece: so many more items, and their result.

It calls its second argument with the index of each item before starting on it and with NO_ITEM when through with a
piece: a process that dies then has its items done again one by one, until the guilty one is alone."""

NO_ITEM = -1

_WALLS = "xxgk.flows.reading.walls"


class PoolError(XxgkError):
    """The reading processes cannot be started: a fault of the installation, not of a document."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: seconds, more for each picture of a page that may have to be recognised, but never
    more than the `longest`; and bytes of memory in the process that reads it. `growth`: bytes that documents may leave
    behind in a process before another takes its place: libraries remember, too, some of them for ever."""

    seconds: float = 60
    seconds_a_picture: float = 20
    longest: float = 900
    memory: int = 2 << 30
    growth: int = 256 << 20

    def allowed(self, pictures: float) -> float:
        """Seconds that a document with so many pictures may take."""
        return max(self.seconds, min(self.seconds + pictures * self.seconds_a_picture, self.longest))


@dataclass(frozen=True, slots=True)
class Done:
    """Some items of a chunk with their result."""

    items: Sequence[Any]
    result: Any


@dataclass(frozen=True, slots=True)
class Lost:
    """An item whose process hung or died, why, and how long it had been at it."""

    item: Any
    reason: str
    seconds: float


class Readers(Protocol):
    """Who does items, in chunks: the seam of the pipeline. Processes of this machine (`Pool`) or many machines
    (`flows.spread.cluster`) stand on the other side of it."""

    def run(self, chunks: Iterable[Sequence[Any]]) -> Iterator[Done | Lost | None]:
        """Do all chunks; each item comes back in a `Done` or as `Lost`. Now and then a None, for whoever watches the
        time."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of what reads."""


class Pool:
    """Some processes that do `work`, a function of a module; a context manager. Processes live from chunk to chunk.

    Of the disk they may read the files and folders of `reads` beside what every process needs, and write in the folders
    of `writes`."""

    def __init__(
        self,
        workers: int,
        work: Work,
        limits: Limits,
        preload: Sequence[str] = (),
        *,
        reads: Sequence[str | Path] = (),
        writes: Sequence[str | Path] = (),
    ) -> None:
        methods = multiprocessing.get_all_start_methods()
        self._context: Any = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
        if preload and "forkserver" in methods:
            self._context.set_forkserver_preload(["xxgk.flows.reading.pool", _WALLS, *preload])
        self._work, self._limits = work, limits
        self._reads, self._writes = tuple(map(os.path.abspath, reads)), tuple(map(os.path.abspath, writes))
        self._workers = [self._start() for _ in range(workers)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.stop()

    def run(self, chunks: Iterable[Sequence[Any]]) -> Iterator[Done | Lost | None]:
        """Do all chunks, in any order; each item comes back in a `Done` or as `Lost`. Raises PoolError.

        The chunks are taken as they are needed, so that whoever makes them does so while others are done. Now and then,
        and at the latest after a second in which nothing came back, a None is given, for whoever watches the time."""
        coming = filter(None, chunks)
        waiting = deque(islice(coming, len(self._workers)))
        while waiting or any(worker.chunk for worker in self._workers):
            for index, worker in enumerate(self._workers):
                if worker.has_grown(self._limits):
                    worker.stop()
                    self._workers[index] = self._start()
            for worker in self._workers:
                if worker.ready and not worker.chunk and waiting:
                    worker.give(waiting.popleft())
                    waiting.extend(islice(coming, 1))
            for index, worker in enumerate(self._workers):
                if (reason := worker.overdue(self._limits)) or not worker.process.is_alive():
                    yield from self._bury(index, reason, waiting)
            yield from self._collect()
            yield None

    def _start(self) -> _Worker:
        slot = self._context.RawArray("d", 4)
        ours, theirs = self._context.Pipe()
        own = rooms(self._reads, self._writes)
        told = (theirs, slot, own, self._work, self._limits)
        process = self._context.Process(target=_serve, args=told, daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours, slot, own)

    def _collect(self) -> Iterator[Done]:
        watched = [worker for worker in self._workers if worker.chunk or not worker.ready]
        talking = connection.wait([worker.pipe for worker in watched], timeout=self._patience())
        for worker in watched:
            if worker.pipe not in talking:
                continue
            try:
                message = worker.pipe.recv_bytes()
            except (EOFError, OSError):
                worker.process.join(1)
                worker.process.kill()
                worker.process.join()
                continue
            if not worker.ready:
                worker.ready = True
            else:
                count, result = pickle.loads(message)  # noqa: S301  from our own process
                yield Done(worker.take(count), result)

    def _patience(self) -> float:
        """Seconds until the next document can be overdue; short, for a process may have begun a document meanwhile."""
        return min(1.0, self._limits.seconds / 4)

    def _bury(self, index: int, reason: str | None, waiting: deque[Sequence[Any]]) -> Iterator[Lost]:
        """Replace a hung or dead process; give up the item that it was at and put the others of its chunk back, as far
        as they were not handed over."""
        worker = self._workers[index]
        worker.stop()
        if not worker.ready:
            raise PoolError(f"a reading process ended while starting, exit code {worker.process.exitcode}")
        self._workers[index] = self._start()
        left = worker.chunk
        at = int(worker.slot[0]) - 1 - worker.taken
        if len(left) == 1:
            at = 0
        if at < 0:
            waiting.extendleft([item] for item in left)
            return
        rest = [item for position, item in enumerate(left) if position != at]
        if rest:
            waiting.appendleft(rest)
        told = reason or f"the reading process was killed ({_how(worker.process.exitcode)})"
        yield Lost(left[at], told, time.monotonic() - max(worker.slot[1], worker.started))


class _Worker:
    """One process: its pipe, its slot (1-based index of the item that it is at, 0 for none; when it began; the pictures
    in it; bytes that the process has grown by), its chunk as far as it was not handed over, and how many items of it
    were."""

    def __init__(self, process: BaseProcess, pipe: Pipe, slot: Slot, own: Rooms) -> None:
        self.process, self.pipe, self.slot, self.rooms = process, pipe, slot, own
        self.chunk: Sequence[Any] = ()
        self.taken = 0
        self.ready = False
        self.started = time.monotonic()

    def give(self, chunk: Sequence[Any]) -> None:
        self.slot[0] = 0
        self.chunk, self.taken, self.started = chunk, 0, time.monotonic()
        try:
            self.pipe.send(chunk)
        except OSError:
            self.process.kill()
            self.process.join()

    def take(self, count: int) -> Sequence[Any]:
        """The items that are handed over now."""
        done, self.chunk = self.chunk[:count], self.chunk[count:]
        self.taken += count
        return done

    def overdue(self, limits: Limits) -> str | None:
        """The reason to give up, or None."""
        if not self.ready:
            if time.monotonic() - self.started > STARTUP_SECONDS:
                raise PoolError(f"a reading process was not ready after {STARTUP_SECONDS} s")
            return None
        seconds = limits.allowed(self.slot[2])
        at_item = self.chunk and self.slot[0] and self.slot[1]
        return f"not read within {seconds:g} s" if at_item and time.monotonic() - self.slot[1] > seconds else None

    def has_grown(self, limits: Limits) -> bool:
        """Whether it is between two chunks, and what it read has left more behind in it than it may."""
        return self.ready and not self.chunk and self.slot[3] > limits.growth

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()
        leave(self.rooms)


def _serve(pipe: Pipe, slot: Slot, own: Rooms, work: Work, limits: Limits) -> None:
    """The life of a reading process: its walls up, ready, then chunk for chunk until the pipe closes."""
    from xxgk.flows.reading import walls  # noqa: PLC0415  asks the system what it has, which is for reading processes

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    begun = resident()
    walls.put_up(own)
    limit_memory(limits.memory)
    collect_seldom()

    def at(index: int, pictures: int = 0) -> None:
        if hasattr(signal, "setitimer"):  # the last resort, should the parent be gone
            signal.setitimer(signal.ITIMER_REAL, 2 * limits.allowed(pictures))
        slot[1], slot[2] = time.monotonic(), pictures
        slot[0] = index + 1

    pipe.send_bytes(b"ready")
    while True:
        try:
            chunk = pipe.recv()
        except (EOFError, KeyboardInterrupt):
            return
        for piece in work(chunk, at):
            handed = pickle.dumps(piece, protocol=5)
            slot[3] = resident() - begun
            slot[0] = 0
            if hasattr(signal, "setitimer"):
                signal.setitimer(signal.ITIMER_REAL, 0)
            try:
                pipe.send_bytes(handed)
            except OSError:  # the parent is gone
                return


def collect_seldom() -> None:
    """Let the collector of cycles look seldom: documents make many small objects and hardly a cycle, and what is loaded
    once stays. Saves some 8 % of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def resident() -> int:
    """Bytes of memory that this process has now, 0 where the system does not tell."""
    told = _statm()
    return 0 if told is None else int(os.pread(told, 256, 0).split()[1]) * mmap.PAGESIZE


@cache
def _statm() -> int | None:
    """Where the system tells the size of this process: opened once, before there are walls."""
    try:
        return os.open("/proc/self/statm", os.O_RDONLY)
    except OSError:
        return None


def limit_memory(size: int) -> None:
    """Let allocations of this process beyond `size` bytes of data fail, where the system can."""
    try:
        import resource  # noqa: PLC0415  not on every system
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_DATA, (size, resource.getrlimit(resource.RLIMIT_DATA)[1]))


def _how(code: int | None) -> str:
    return f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
