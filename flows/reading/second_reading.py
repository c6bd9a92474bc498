"""Documents read, and read a second time through LibreOffice where the first reading was not enough.

Two cases: a file that no reader of ours knows (.rtf, Word 95 …), and a .doc whose figures contradict the form's
equations, where a second, independent reading tells a contradiction that was printed from one that we made.
"""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from xxgk.extractors.outcome import is_doubtful, needs_conversion, not_converted, settled_by
from xxgk.flows.reading import libreoffice as office
from xxgk.flows.reading.job import Job, Reading, read_one, reading_of
from xxgk.flows.reading.pool import At
from xxgk.schema.containers import DOC, begun, media_type
from xxgk.schema.findings import finding
from xxgk.schema.report import QUARANTINED, Part, Report

READER = "libreoffice"
CONVERTED = "read from what LibreOffice made of the file; locators count in that"


def read_all(jobs: Sequence[Job], at: At) -> list[Reading]:
    """The readings of each publication, in order; `at` is told the index of each before it is begun."""
    return [reading for found in read_some(jobs, at) for reading in found]


def read_some(jobs: Sequence[Job], at: At, seconds: float = math.inf) -> list[list[Reading]]:
    """The readings of the first publications, one at least, and none begun after so many seconds."""
    readings: list[list[Reading]] = []
    begun = time.monotonic()
    for index, job in enumerate(jobs):
        if readings and time.monotonic() - begun > seconds:
            break
        at(index)
        readings.append(read_one(job, partial(at, index)))
    jobs = jobs[: len(readings)]
    doubtful = [index for index, found in enumerate(readings) if not jobs[index].parts and _is_open(found[0].report)]
    for first in range(0, len(doubtful), office.BATCH):
        _read_again(jobs, readings, doubtful[first : first + office.BATCH], at)
    for index, job in enumerate(jobs):
        if job.parts and any(map(needs_conversion, readings[index][0].report.parts)):
            readings[index] = _with_converted_parts(job, readings[index], partial(at, index))
    return readings


def _is_open(report: Report) -> bool:
    return needs_conversion(report) or is_doubtful(report)


def _with_converted_parts(job: Job, first: list[Reading], begun: Callable[[], None]) -> list[Reading]:
    """The publication read again with what LibreOffice makes of those parts that no reader of ours knows."""
    unknown = {part.sha256 for part in first[0].report.parts if needs_conversion(part)}
    asked = [part for part in job.parts if part.sha256 in unknown][: office.BATCH]
    originals = [Path(part.path).read_bytes() for part in asked]
    made = dict(zip([part.sha256 for part in asked], office.convert(originals, lambda _: begun()), strict=True))
    if not any(made.values()):
        return [replace(first[0], settled=first[0].settled and office.program() is not None), *first[1:]]
    begun()
    documents = [(made.get(one.sha256) or Path(one.path).read_bytes(), one.source) for one in job.documents]
    known_as = {hashlib.sha256(data).hexdigest(): sha256 for sha256, data in made.items() if data}
    again = [_known_as(report, known_as) for report in job.extractor(documents)]
    sizes = {one.sha256: one.size for one in job.documents}
    return [reading_of(again[0], sizes, job, job.publication), *(reading_of(one, sizes, job) for one in again[1:])]


def _known_as(report: Report, names: Mapping[str, str]) -> Report:
    """A report of converted documents as one of the documents themselves; `names` are the hashes of these."""

    def own(sha256: str) -> str:
        return names.get(sha256, sha256)

    def part(one: Part) -> Part:
        return replace(one, sha256=own(one.sha256), reader=READER) if one.sha256 in names else one

    told = [
        replace(finding("CONVERTED", "", CONVERTED), document=own(one.sha256))
        for one in report.parts
        if one.sha256 in names
    ]
    return replace(
        report,
        sha256=own(report.sha256),
        figures=tuple(one._replace(document=own(one.document)) for one in report.figures),
        sections=tuple(replace(one, document=own(one.document)) for one in report.sections),
        findings=(*told, *(replace(one, document=own(one.document)) for one in report.findings)),
        text_figures=tuple(one._replace(document=own(one.document)) for one in report.text_figures),
        indicators=tuple(one._replace(document=own(one.document)) for one in report.indicators),
        parts=tuple(map(part, report.parts)),
    )


def _read_again(jobs: Sequence[Job], readings: list[list[Reading]], indices: Sequence[int], at: At) -> None:
    documents = [Path(jobs[index].path).read_bytes() for index in indices]
    results = office.convert(documents, lambda place: at(indices[place]))
    for index, document, converted in zip(indices, documents, results, strict=True):
        at(index)
        first = readings[index][0]
        if converted is not None:
            second = jobs[index].extractor([(converted, jobs[index].source)])[0]
            second = _converted(second, first.report, document)
            report = second if needs_conversion(first.report) else settled_by(first.report, second)
            readings[index] = [replace(first, report=report)]
        elif needs_conversion(first.report):
            readings[index] = [_not_converted(first)]


def _not_converted(reading: Reading) -> Reading:
    """Without LibreOffice the next run tries again: it may have been installed by then."""
    if office.program() is None:
        return replace(reading, settled=False)
    return replace(reading, report=not_converted(reading.report))


def _converted(report: Report, original: Report, document: bytes) -> Report:
    """What was read of a conversion, as a reading of the original."""
    told = finding("CONVERTED", "", CONVERTED)
    return replace(
        report,
        sha256=original.sha256,
        media_type=_media_type(document),
        reader=READER,
        findings=(told, *report.findings) if report.outcome != QUARANTINED else report.findings,
    )


def _media_type(document: bytes) -> str:
    kind = begun(document)
    return (kind.media_type if kind else "") or media_type(DOC)
