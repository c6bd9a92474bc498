"""One publication read: its documents opened, checked against their hashes, extracted. Whatever they do, a report comes
of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from xxgk.extractors.identity.published import dated_by
from xxgk.extractors.outcome import refused
from xxgk.extractors.publication.conversions import Convert
from xxgk.flows.crawl.kept.packed import is_of
from xxgk.flows.crawl.kept.packed import read as read_kept
from xxgk.flows.reading.extractor import Extractor, pictures_in
from xxgk.flows.reading.page_images import keep_pages
from xxgk.schema.readings import PersonReading, digest, standing
from xxgk.schema.refusal import Refusal, Why
from xxgk.schema.report import QUARANTINED, Part, Report, publication_hash


class Job(NamedTuple):
    """A publication to be read: a document and the `parts` published beside it. `source` is the path as it was given,
    fit to be printed; `extractor` reads it; `pages` is the folder in which pages of refused scans are kept, if any;
    `first_seen_at` and `site_of` as of `flows.reading.files.File`; `readings`: what people read in its documents."""

    path: str
    source: str
    sha256: str
    size: int
    extractor: Extractor
    parts: tuple[Job, ...] = ()
    first_seen_at: datetime | None = None
    pages: str = ""
    site_of: str | None = None
    readings: tuple[PersonReading, ...] = ()

    @property
    def documents(self) -> tuple[Job, ...]:
        """The main document and its parts."""
        return (self, *self.parts)

    @property
    def publication(self) -> str:
        """The hash by which the publication is known."""
        return publication_hash(self.sha256, [part.sha256 for part in self.parts])


@dataclass(frozen=True, slots=True)
class JobResult:
    """A report with what only its caller knows: the sizes in bytes of its documents, when a crawl first met it, and
    whether the outcome is the documents' own (`settled`) or the machine's (time or memory ran out), in which case the
    next run reads it again. `publication` is the hash of what was handed in, where the report is not the whole of it:
    the page of several reports; `bundle` the hashes of all documents that were handed in together, where they are
    several. `seconds`: how long the reader was at it, where it did not get through: then not every run reads it again.
    `gone`: its bytes were not there any more when it was to be read: there is nothing to keep of it. `heeded`: a digest
    of what people read in its documents, empty where they read nothing."""

    report: Report
    sizes: tuple[int | None, ...] = (None,)
    settled: bool = True
    first_seen_at: datetime | None = None
    publication: str = ""
    bundle: tuple[str, ...] = ()
    seconds: float | None = None
    gone: bool = False
    heeded: str = ""


def read_one(job: Job, convert: Convert, told: Callable[[int], None] | None = None) -> list[JobResult]:
    """One publication: one report, or several where its parts are reports of their own. `convert` is asked for what
    LibreOffice makes of documents; `told` is told how many pictures of pages may have to be recognised, if any. Never
    raises for what a document can do: a fault of the extractor is a quarantined document with its name."""
    began = time.monotonic()
    try:
        documents = [(read_kept(Path(part.path)), part.source) for part in job.documents]
    except OSError as error:
        return [replace(unread(job, f"cannot be opened: {error.strerror or error}"), gone=True)]
    except MemoryError:
        return [unread(job, "takes more memory than allowed", time.monotonic() - began)]
    for (data, _), part in zip(documents, job.documents, strict=True):
        if not is_of(data, part.sha256):
            return [replace(unread(job, "changed while it was being read"), gone=True)]
    try:
        if told is not None and (pictures := sum(pictures_in(data) for data, _ in documents)):
            told(pictures)
        sizes = {part.sha256: part.size for part in job.documents}
        reports = job.extractor(documents, convert, standing(job.readings))
        if job.pages:
            held = {part.sha256: data for part, (data, _) in zip(job.documents, documents, strict=True)}
            for report in reports:
                keep_pages(Path(job.pages), report, held)
        return [
            reading_of(report, sizes, job, "" if number else job.publication) for number, report in enumerate(reports)
        ]
    except MemoryError:
        return [unread(job, "takes more memory than allowed", time.monotonic() - began)]
    except Exception as error:  # noqa: BLE001  whatever it is, it must not cost the other documents
        reason = f"the extractor failed: {type(error).__name__}: {error}"
        return [unread(job, reason, time.monotonic() - began)]


def reading_of(report: Report, sizes: Mapping[str, int], job: Job, publication: str = "") -> JobResult:
    """A report with what is known of its documents; `publication` where it is that of the whole job. Where
    something is lacking here, it is not settled: that may be installed when the next run tries."""
    report = dated_by(report, _day(job.first_seen_at or datetime.now(UTC)))
    hashes = (report.sha256, *(part.sha256 for part in report.parts))
    bundle = _bundle(job) if publication else ()
    known = tuple(map(sizes.get, hashes))
    heeded = digest(one for one in job.readings if one.sha256 in hashes)
    return JobResult(report, known, not report.needs, job.first_seen_at, publication, bundle, heeded=heeded)


def _day(moment: datetime) -> date:
    """The day that it was in China at a moment UTC."""
    return (moment.replace(tzinfo=None) + timedelta(hours=8)).date()


def _bundle(job: Job) -> tuple[str, ...]:
    return tuple(part.sha256 for part in job.documents) if job.parts else ()


def unread(job: Job, reason: str, seconds: float | None = None) -> JobResult:
    """A publication that was not read, quarantined and not settled: the next run tries again, or where the reader spent
    `seconds` on it in vain, a later one (see ``sql/tables/018_unread.sql``)."""
    parts = tuple(Part(part.source, part.sha256, "", "", (), QUARANTINED) for part in job.parts)
    report = Report(job.source, job.sha256, "", "", (), QUARANTINED, parts=parts)
    report = refused(report, Refusal(Why.NOT_READ, reason))
    sizes, heeded = tuple(part.size for part in job.documents), digest(job.readings)
    return JobResult(report, sizes, False, bundle=_bundle(job), seconds=seconds, heeded=heeded)
