"""From files to what is to be read: a publication is a file with the parts that were handed in with it.

Each file ends in one line of the ledger: what is not part of the publication after all gets its line here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, repeat
from pathlib import Path

from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.reading.extractor import Extractor
from xxgk.flows.reading.files import File, examine
from xxgk.flows.reading.job import Job
from xxgk.flows.warehouse.sightings import Sighting
from xxgk.flows.warehouse.summary import DUPLICATE, UNREACHABLE, Outcome
from xxgk.schema.readings import Readings


def jobs_of(file: File, size: int, extractor: Extractor) -> tuple[list[Job], list[Outcome]]:
    """What is to be read of a file and its parts, and the outcomes of what is not.

    Without its main document a publication is not read: what a part is, it may say only there. A part that cannot be
    opened is left out, so is one of more than `size` bytes, of which nothing is read; bytes that come twice are one
    part."""
    contents = [examine(document, size) for document in file.documents]
    main = contents[0]
    if main.sha256 is None:
        problems = (
            main.problem,
            *(content.problem or "its main document is not read" for content in contents[1:]),
        )
        files = zip(file.documents, problems, strict=True)
        return [], [Outcome(document.source, None, UNREACHABLE, problem) for document, problem in files]
    jobs = {main.sha256: Job(file.path, file.source, main.sha256, main.size, extractor)}
    outcomes, twice = [], []
    for part, content in zip(file.parts, contents[1:], strict=True):
        if content.sha256 is None:
            outcomes.append(Outcome(part.source, None, UNREACHABLE, content.problem))
        elif content.sha256 in jobs:
            twice.append((part.source, content.sha256))
        else:
            jobs[content.sha256] = Job(part.path, part.source, content.sha256, content.size, extractor)
    first, *parts = jobs.values()
    whole = first._replace(parts=tuple(parts), first_seen_at=file.first_seen_at, site_of=file.site_of)
    for source, sha256 in twice:
        reason = f"same bytes as {jobs[sha256].source}"
        outcomes.append(Outcome(source, sha256, DUPLICATE, reason, whole.publication))
    return [whole], outcomes


def kept(archive: Archive, jobs: Iterable[Job], *, read: bool = False) -> list[Job]:
    """The jobs with their bytes in the archive, from where they are read: there they can neither change nor go. `read`
    as of `Archive.keep`."""
    jobs = list(jobs)
    documents = (document for job in jobs for document in job.documents)
    archive.keep({one.sha256: Path(one.path) for one in documents}, read=read)

    def at(job: Job) -> Job:
        path = archive.path(job.sha256)
        return job._replace(path=str(path) if path.exists() else job.path, parts=tuple(map(at, job.parts)))

    return list(map(at, jobs))


def read_by_people(job: Job, readings: Readings) -> Job:
    """The job with what people read in its documents."""
    read = tuple(one for document in job.documents for one in readings.get(document.sha256, ()))
    return job._replace(readings=read) if read else job


def met_before(job: Job, before: str) -> list[Outcome]:
    """The outcomes of a publication that this run met before, under the path `before`."""
    reasons = chain([f"same bytes as {before}"], repeat(f"of the same publication as {before}"))
    return [
        Outcome(document.source, document.sha256, DUPLICATE, reason, job.publication)
        for document, reason in zip(job.documents, reasons, strict=False)
    ]


def sightings_of(jobs: Iterable[Job]) -> Iterator[Sighting]:
    """Where and when the crawl found the documents of publications; nothing of those that were handed in as files."""
    for job in jobs:
        if (seen_at := job.first_seen_at) is not None:
            for position, part in enumerate(job.documents):
                yield Sighting(job.publication, part.sha256, position, part.source, seen_at, job.site_of)
