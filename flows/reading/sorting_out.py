"""What of the files of a batch is to be read, made as the reading processes need it; what is not to be read gets its
outcome here: unreachable, met before, dealt with by an earlier run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.reading.archive_index import entry_of, note
from xxgk.flows.reading.extractor import Extractor
from xxgk.flows.reading.files import File, batched
from xxgk.flows.reading.job import Job
from xxgk.flows.reading.publications import jobs_of, kept, met_before, read_by_people, sightings_of
from xxgk.flows.warehouse.sightings import Sighting
from xxgk.flows.warehouse.summary import Outcome, Tally
from xxgk.flows.warehouse.warehouse import Warehouse
from xxgk.schema.readings import Readings

FILES = 200
"""Hashed and asked for at a time, while the processes read those before."""

CHUNK_BYTES = 4 << 20
"""What a process is given at a time, at most: little enough that the last one is not waited for."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What sorting out needs to know: the warehouse, the archive in which everything is kept, if any, that from which
    files are fetched (`lies_in`), if any, the `run`, and the tally that counts outcomes; of
    `flows.jobs.ingest.Options`, the size in bytes beyond which nothing is read, the extractor and the folder for pages;
    and what people read."""

    warehouse: Warehouse
    archive: Archive | None
    lies_in: Archive | None
    tally: Tally
    run: int
    size: int
    extractor: Extractor
    pages: str
    readings: Readings


@dataclass(slots=True)
class Batch:
    """Files on their way: `outcomes` of those that are not read, and `sightings` of all; complete when all chunks were
    taken. `met` are the publications that it met, each with the path where; `before`: those that batches met that are
    not loaded yet either."""

    desk: Desk
    files: Sequence[File]
    outcomes: list[Outcome] = field(default_factory=list)
    sightings: list[Sighting] = field(default_factory=list)
    met: dict[str, str] = field(default_factory=dict)
    before: Sequence[Mapping[str, str]] = ()

    def chunks(self, most: int, size: int = CHUNK_BYTES) -> Iterator[Sequence[Job]]:
        """What is to be read, at most so many documents and bytes at a time (one publication at least), their bytes
        archived."""
        for chunk in _chunked(self._new(), most, size):
            if self.desk.archive is None:
                yield chunk
            else:
                jobs = kept(self.desk.archive, chunk)
                note(self.desk.archive, (entry_of(job, self.desk.archive, self.desk.warehouse.path) for job in jobs))
                yield jobs

    def _new(self) -> Iterator[Job]:
        for some in batched(self.files, FILES):
            if self.desk.lies_in:
                self.desk.lies_in.fetch(one.path for file in some for one in file.documents)
            yield from self._sort_out(self._jobs(some))

    def _jobs(self, files: Iterable[File]) -> Iterator[Job]:
        for file in files:
            found, failed = jobs_of(file, self.desk.size, self.desk.extractor)
            self.outcomes += map(self.desk.tally.met, failed)
            yield from (read_by_people(job._replace(pages=self.desk.pages), self.desk.readings) for job in found)

    def _sort_out(self, found: Iterable[Job]) -> list[Job]:
        """Those that nobody dealt with before."""
        jobs = list(found)
        self.sightings += sightings_of(jobs)
        before = self.desk.warehouse.known([job.publication for job in jobs], self.desk.run)
        new: list[Job] = []
        known: list[Job] = []
        for job in jobs:
            where = self._met(job.publication) or before.get(job.publication)
            if where:
                self.outcomes += map(self.desk.tally.met, met_before(job, where))
            else:
                (known if job.publication in before else new).append(job)
                self.met[job.publication] = job.source
        if self.desk.archive:
            kept(self.desk.archive, known, read=True)
        self.outcomes += self._known(known)
        return new

    def _met(self, publication: str) -> str | None:
        return next((met[publication] for met in (self.met, *self.before) if publication in met), None)

    def _known(self, jobs: Sequence[Job]) -> Iterator[Outcome]:
        """The outcomes of publications that earlier runs dealt with."""
        lines = [(part.source, part.sha256, job.publication) for job in jobs for part in job.documents]
        if not lines:
            return
        _, hashes, publications = zip(*lines, strict=True)
        for line, fate in zip(lines, self.desk.warehouse.fates(publications, hashes), strict=True):
            yield self.desk.tally.known(*line, *fate)


def _chunked(jobs: Iterable[Job], most: int, bytes_: int) -> Iterator[list[Job]]:
    """Pieces of at most `most` documents and so many bytes, one publication at least."""
    chunk: list[Job] = []
    count = size = 0
    for job in jobs:
        heavy = sum(part.size for part in job.documents)
        if chunk and (count + len(job.documents) > most or size + heavy > bytes_):
            yield chunk
            chunk, count, size = [], 0, 0
        chunk.append(job)
        count += len(job.documents)
        size += heavy
    if chunk:
        yield chunk
