"""What the archive holds, told beside its bytes: one line for each publication that was handed to the reader.

With it the bytes alone can be read again, where ledger and warehouses are lost: which documents came together, under
which paths or addresses, and when a crawl saw them. A line is only added to; one that a kill cut is passed over, since
what it told was never loaded."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.reading.crawled import archived
from xxgk.flows.reading.files import File
from xxgk.flows.reading.job import Job
from xxgk.schema.report import publication_hash

INDEX = "index.jsonl"


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A publication: hash and source of its documents in order, and the working warehouse that it was read for, as its
    path from the archive, since several may share one; of one that was crawled, when (UTC) it was first seen and whose
    site that is."""

    documents: tuple[tuple[str, str], ...]
    warehouse: str
    seen_at: datetime | None = None
    site_of: str | None = None

    @property
    def publication(self) -> str:
        """The hash by which it is known."""
        main, *parts = (sha256 for sha256, _ in self.documents)
        return publication_hash(main, parts)

    def file(self, archive: Archive) -> File:
        """The publication as the pipeline reads it."""
        documents = ((source, sha256) for sha256, source in self.documents)
        return archived(archive, documents, self.seen_at, self.site_of)


def entry_of(job: Job, archive: Archive, warehouse: Path) -> IndexEntry:
    """What is told of a publication that is to be read for a working warehouse."""
    documents = tuple((one.sha256, one.source) for one in job.documents)
    return IndexEntry(documents, archive.seen_from(warehouse), job.first_seen_at, job.site_of)


def note(archive: Archive, entries: Iterable[IndexEntry]) -> None:
    """Add lines, and see that they are on the disk. Their bytes are there already."""
    lines = "".join(_line(entry) for entry in entries)
    if lines:
        archive.add_lines(INDEX, lines)


def entries(archive: Archive, warehouse: Path | None = None) -> Iterator[IndexEntry]:
    """All that is told, or what was read for one working warehouse, each publication once; nothing where there is no
    index."""
    told: set[str] = set()
    wanted = archive.seen_from(warehouse) if warehouse else ""
    for line in archive.lines(INDEX):
        entry = _entry(line)
        if entry and entry.warehouse == (wanted or entry.warehouse) and entry.publication not in told:
            told.add(entry.publication)
            yield entry


def _line(entry: IndexEntry) -> str:
    seen_at = entry.seen_at.isoformat() if entry.seen_at else None
    told = {
        "documents": entry.documents,
        "warehouse": entry.warehouse,
        "seen_at": seen_at,
        "site_of": entry.site_of,
    }
    return json.dumps(told, ensure_ascii=False) + "\n"


def _entry(line: bytes) -> IndexEntry | None:
    """What a line tells; None where it was cut or is damaged."""
    try:
        told = {"warehouse": "", "site_of": None, **json.loads(line)}
        seen_at = datetime.fromisoformat(told["seen_at"]) if told["seen_at"] else None
        (main, source), *parts = ((str(sha256), str(source)) for sha256, source in told["documents"])
    except (ValueError, KeyError, TypeError):
        return None
    return IndexEntry(((main, source), *parts), told["warehouse"], seen_at, told["site_of"])
