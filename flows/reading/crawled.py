"""What the archive holds, as the pipeline reads it: which publication a version of the crawl is, and which files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.crawl.kept.ledger import Ledger
from xxgk.flows.crawl.kept.rows import VersionRow
from xxgk.flows.crawl.kept.versions import documents
from xxgk.flows.reading.files import File
from xxgk.schema.report import publication_hash


def publication_of(ledger: Ledger, version: VersionRow) -> str:
    """The publication that a version is, as far as all of it can be read."""
    main, *others = dict.fromkeys(sha256 for _, sha256 in documents(ledger, version))
    return publication_hash(main, others)


def file_of(ledger: Ledger, archive: Archive, version: VersionRow, site_of: str | None = None) -> File:
    """A version as the pipeline reads it: the archived bytes under the address that they came from. `site_of` as of
    `File`."""
    return archived(archive, documents(ledger, version), datetime.fromisoformat(version.first_seen_at), site_of)


def archived(
    archive: Archive,
    documents: Iterable[tuple[str, str]],
    first_seen_at: datetime | None = None,
    site_of: str | None = None,
) -> File:
    """A publication of documents (source and hash, the main one first) whose bytes are in the archive; the rest as of
    `File`."""
    main, *parts = (File(source, str(archive.path(sha256))) for source, sha256 in documents)
    return replace(main, parts=tuple(parts), first_seen_at=first_seen_at, site_of=site_of)
