"""A version of a report that the crawl keeps, as the pipeline reads it: which publication it is, and which files."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from flows.crawl.archive import Archive
from flows.crawl.ledger import Ledger, Row
from flows.crawl.versions import documents
from flows.files import File
from schema.report import publication_hash


def publication_of(ledger: Ledger, version: Row) -> str:
    """The publication that a version is, as far as all of it can be read."""
    main, *others = dict.fromkeys(sha256 for _, sha256 in documents(ledger, version))
    return publication_hash(main, others)


def file_of(ledger: Ledger, archive: Archive, version: Row, site_of: str | None = None) -> File:
    """A version as the pipeline reads it: the archived bytes under the address that they came from. `site_of` as of
    `File`."""
    main, *parts = (File(url, str(archive.path(sha256))) for url, sha256 in documents(ledger, version))
    seen = datetime.fromisoformat(version["first_seen_at"])
    return replace(main, parts=tuple(parts), first_seen_at=seen, site_of=site_of)
