"""Inputs read in the reading processes, each with its processor time and its peak of memory."""

from __future__ import annotations

import os
import resource
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.fuzz.corpus import BASES, expectations
from tests.fuzz.inputs import Input, made, numbers
from tests.fuzz.sound import complaints, misread, untraced
from xxgk.extractors.publication.publication import extract_publication
from xxgk.flows.reading.pool import At, Done, Limits, Lost, Pool

SECONDS, MEMORY, GROWTH = 10.0, 1 << 30, 300 << 20
"""What one input may take of the processor's time and of memory, and by how much a process may grow."""

CHUNK = 50
SHARE_TRACED = 0.1
PEAK, STATUS = Path("/proc/self/clear_refs"), Path("/proc/self/status")
"""Files by which a process measures its memory: one that reads documents is to be let into them."""

_RESET_PEAK = "5"


class Told(NamedTuple):
    """What became of an input: `wrong` is what is wrong with it, as lines; `seconds` of the processor, `peak` and
    `resident` bytes of the process `pid` while and after it was read."""

    name: str
    outcome: str
    wrong: tuple[str, ...]
    seconds: float
    peak: int
    resident: int
    pid: int


def judged(name: str) -> Told:
    """The input of that name made, read and judged."""
    given = made(name)
    reset_peak()
    begun = time.process_time()
    wrong: tuple[str, ...]
    try:
        outcome, wrong = _read(given)
    except Exception as error:  # noqa: BLE001  what is looked for
        outcome, wrong = "raised", (_where(error),)
    seconds = time.process_time() - begun
    peak, resident = memory()
    if seconds > SECONDS:
        wrong = (*wrong, f"over {SECONDS:g} s of processor time")
    if peak > MEMORY:
        wrong = (*wrong, f"over {MEMORY >> 20} MB")
    return Told(name, outcome, wrong, seconds, peak, resident, os.getpid())


def _read(given: Input) -> tuple[str, tuple[str, ...]]:
    """The outcome of an input, and what is wrong with its reports."""
    reports = extract_publication([(given.data, given.base)])
    wrong = [line for report in reports for line in complaints(report)]
    if given.dressed:
        wrong += misread(reports[0], expectations(BASES[given.base].whole))
    rng = Random(given.name)
    if rng.random() < SHARE_TRACED:
        wrong += untraced(reports[0], given.data, rng)
    return reports[0].outcome, tuple(wrong)


def _where(error: BaseException) -> str:
    """An error by its type, its message, and the innermost lines of this project that it came through."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "site-packages" not in frame.filename]
    places = " < ".join(
        f"{Path(frame.filename).parent.name}/{Path(frame.filename).name}:{frame.lineno}" for frame in frames[:-4:-1]
    )
    return f"{type(error).__name__}: {str(error)[:120]} at {places}"


def reset_peak() -> None:
    """Let the peak of memory of this process begin anew, where the system can."""
    if PEAK.exists():
        PEAK.write_text(_RESET_PEAK)


def memory() -> tuple[int, int]:
    """Peak and present size of this process in bytes; where the system does not tell it, the peak of its life."""
    if not STATUS.exists():
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10
        return most, most
    fields = dict(line.split(":", 1) for line in STATUS.read_text().splitlines() if line.startswith("Vm"))
    return int(fields["VmHWM"].split()[0]) << 10, int(fields["VmRSS"].split()[0]) << 10


def work(chunk: Sequence[str], at: At) -> Iterator[tuple[int, Told]]:
    """What a reading process does with some names. What parsers write to the terminal is no failure."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    for name in chunk:
        at(0)
        yield 1, judged(name)


@dataclass
class Tally:
    """What became of many inputs: of each base by outcome, those with something wrong, the dearest in time and memory,
    and the sizes of each process first and last."""

    outcomes: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    dressed: int = 0
    wrong: dict[str, tuple[str, ...]] = field(default_factory=dict)
    slowest: tuple[float, str] = (0.0, "")
    largest: tuple[int, str] = (0, "")
    seconds: float = 0.0
    sizes: dict[int, tuple[int, int]] = field(default_factory=dict)
    seen: Counter[int] = field(default_factory=Counter)

    def add(self, told: Told) -> None:
        """Count one more. A process is measured from its fiftieth input on: by then its tables are loaded."""
        self.outcomes[told.name.partition("/")[0]][told.outcome] += 1
        if told.wrong:
            self.wrong[told.name] = told.wrong
        self.slowest = max(self.slowest, (told.seconds, told.name))
        self.largest = max(self.largest, (told.peak, told.name))
        self.seconds += told.seconds
        self.seen[told.pid] += 1
        if self.seen[told.pid] >= CHUNK:
            first, _ = self.sizes.setdefault(told.pid, (told.resident, told.resident))
            self.sizes[told.pid] = first, told.resident

    def lose(self, name: str, reason: str) -> None:
        """Count an input whose process hung or died."""
        self.outcomes[name.partition("/")[0]]["lost"] += 1
        self.wrong[name] = (f"lost: {reason}",)

    @property
    def growth(self) -> int:
        """Bytes by which the process that grew most did so."""
        return max((last - first for first, last in self.sizes.values()), default=0)

    @property
    def count(self) -> int:
        """Inputs so far."""
        return sum(outcomes.total() for outcomes in self.outcomes.values())


def run(names: Iterable[str], processes: int) -> Iterator[Tally]:
    """All of them in so many processes; the tally as it grows, the last one whole."""
    tally = Tally()
    preload = ("xxgk.extractors.publication.publication", "tests.fuzz.running")
    with Pool(processes, work, Limits(), preload, reads=[STATUS], writes=[PEAK]) as pool:
        for result in pool.run(_chunks(names)):
            if isinstance(result, Done):
                tally.add(result.result)
            elif isinstance(result, Lost):
                tally.lose(result.item, result.reason)
            yield tally


def _chunks(names: Iterable[str]) -> Iterator[list[str]]:
    coming = iter(names)
    while chunk := list(islice(coming, CHUNK)):
        yield chunk


def kind(wrong: Sequence[str]) -> str:
    """What is the same of failures that have one cause: type and places of an error, or the beginning of a line."""
    error, _, places = wrong[0].rpartition(" at ")
    return f"{error.partition(':')[0]} {places}" if error else wrong[0].partition(":")[2][:40] or wrong[0]


def shrunk(name: str) -> str:
    """The name with as few edits as fail in the same way."""
    told = judged(name)
    kept = numbers(name)
    for number in list(kept):
        fewer = [other for other in kept if other != number]
        if fewer:
            again = judged(_with(name, fewer))
            if again.wrong and kind(again.wrong) == kind(told.wrong):
                kept = fewer
    return _with(name, kept)


def _with(name: str, kept: Sequence[int]) -> str:
    return f"{name.partition(':')[0]}:{','.join(map(str, kept))}"
