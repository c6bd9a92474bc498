"""Documents read and told one after the other, each in a process that may be ended: what hangs, dies or takes too much
memory costs itself alone, and the documents behind it are read.

The process makes the lines as well: a report of a hostile document may take as long to be told as to be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from threading import Lock
from types import MappingProxyType, TracebackType
from typing import NamedTuple, Self

from xxgk.flows.crawl.kept.packed import read as read_kept
from xxgk.flows.reading import extractor as door
from xxgk.flows.reading.files import File
from xxgk.flows.reading.job import Job, unread
from xxgk.flows.reading.pool import At, Done, Limits, Lost, Pool
from xxgk.flows.reading.publications import jobs_of, read_by_people
from xxgk.flows.reading.rooms import documents
from xxgk.flows.reading.second_reading import read_all
from xxgk.flows.screen import visible
from xxgk.flows.warehouse.summary import UNREACHABLE
from xxgk.schema.document import LARGEST, Unreadable
from xxgk.schema.readings import Readings
from xxgk.schema.report import QUARANTINED, Report, to_json

NOBODY: Readings = MappingProxyType({})


class InWords(NamedTuple):
    """A document in words, and whether anything of it could be read."""

    text: str
    is_read: bool


class _Way(NamedTuple):
    """A file on its way: what is read of it, and what is already told of its other files."""

    jobs: list[Job]
    refused: list[Report]


def tell(
    files: Iterable[File],
    *,
    as_json: bool,
    in_process: bool = False,
    limits: Limits | None = None,
    readings: Readings = NOBODY,
) -> Iterator[InWords]:
    """What some files say, file for file in their order, with what people read in them. `in_process`: read here,
    without limits."""
    files = list(files)
    ways = (_way(file, readings) for file in files)
    if in_process:
        for way in ways:
            for job in way.jobs:
                yield from _told(job, as_json=as_json)
            yield from _words(way.refused, as_json=as_json)
        return
    modules = ["xxgk.flows.reading.apart", *door.modules_of(door.EXTRACTOR)]
    told = partial(read, as_json=as_json)
    with Pool(1, told, limits or Limits(), modules, reads=documents(files)) as pool:
        for way in ways:
            for done in pool.run([job] for job in way.jobs):
                if isinstance(done, Lost):
                    yield from _words([unread(done.item, done.reason).report], as_json=as_json)
                elif isinstance(done, Done):
                    yield from done.result
            yield from _words(way.refused, as_json=as_json)


def read(jobs: Sequence[Job], at: At, *, as_json: bool) -> Iterator[tuple[int, list[InWords]]]:
    """What a reading process does: the words of each publication."""
    for index, job in enumerate(jobs):
        yield 1, _told(job, as_json=as_json, at=lambda _, pictures=0, index=index: at(index, pictures))


Question = Callable[[bytes, str], str]
"""What is asked of the bytes of a file and its path: a function of a module, or a part of one."""


def ask(question: Question, paths: Sequence[str], *, limits: Limits | None = None) -> Iterator[InWords]:
    """What a question is answered for each file, in a process that may be ended."""
    with Asking(paths, limits) as asking:
        for path in paths:
            yield asking.ask(question, path)


class Asking:
    """A process that stays for one question after another, and may be ended with any: another takes its place. A
    context manager; whoever asks waits until those before have their answers. `reads`: the files that will be asked
    about, or the folders that they lie in."""

    def __init__(self, reads: Sequence[str | Path], limits: Limits | None = None) -> None:
        modules = ["xxgk.flows.reading.apart", *door.modules_of(door.extract_publication)]
        self._pool = Pool(1, _answers, limits or Limits(), modules, reads=reads)
        self._turn = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.__exit__(kind, error, trace)

    def ask(self, question: Question, path: str) -> InWords:
        """What a question is answered for a file."""
        told = InWords(f"{path}: not read", is_read=False)
        with self._turn:
            for done in self._pool.run([[(question, str(Path(path).absolute()))]]):
                if isinstance(done, Lost):
                    told = InWords(f"{path}: {done.reason}", is_read=False)
                elif isinstance(done, Done):
                    told = done.result
        return told


def _answers(asked: Sequence[tuple[Question, str]], at: At) -> Iterator[tuple[int, InWords]]:
    for index, (question, path) in enumerate(asked):
        at(index)
        yield 1, _answer(path, question)


def _answer(path: str, question: Question) -> InWords:
    try:
        return InWords(question(read_kept(Path(path)), path), is_read=True)
    except (Unreadable, LookupError, OSError) as reason:
        return InWords(f"{path}: {reason}", is_read=False)


def _told(job: Job, *, as_json: bool, at: At = lambda *_: None) -> list[InWords]:
    return _words([one.report for one in read_all([job], at)], as_json=as_json)


def _way(file: File, readings: Readings) -> _Way:
    """A file and its parts; the reading process may stand in another folder."""
    jobs, outcomes = jobs_of(file, LARGEST, door.EXTRACTOR)
    lost = (outcome for outcome in outcomes if outcome.outcome == UNREACHABLE)
    gone = [unread(Job("", told.source, "", 0, door.EXTRACTOR), told.reason or "").report for told in lost]
    return _Way([_absolute(read_by_people(job, readings)) for job in jobs], gone)


def _absolute(job: Job) -> Job:
    return job._replace(path=str(Path(job.path).absolute()), parts=tuple(map(_absolute, job.parts)))


def _words(reports: Iterable[Report], *, as_json: bool) -> list[InWords]:
    words = to_json if as_json else in_short
    return [InWords(words(report), report.outcome != QUARANTINED) for report in reports]


def in_short(report: Report) -> str:
    """One document in a few lines."""
    outcome = report.outcome.replace("_", " ")
    if report.reason or report.agency is None:
        return visible(f"{report.source}: {outcome}: {report.reason}")
    doubt = "" if report.agency.resolved else " (agency not in the registry)"
    read_as = ", ".join(f"{table} {form}" for table, form in report.forms.items()) or "no table"
    counts = f"{len(report.figures)} figures ({read_as}), {len(report.sections)} sections"
    lines = [f"{report.source}: {outcome}: {report.agency.name} {report.year}{doubt}", f"  {counts}"]
    lines += [f"  part {number}: {part.source}" for number, part in enumerate(report.parts, 1)]
    lines += [f"  {f.severity}: {f.rule} {f.where}: {f.message}" for f in report.findings]
    return "\n".join(map(visible, lines))
