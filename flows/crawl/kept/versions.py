"""What a version of a report consists of, as the ledger tells it."""

from __future__ import annotations

from collections.abc import Iterator

from xxgk.flows.crawl.kept.ledger import Ledger
from xxgk.flows.crawl.kept.rows import PartRow, VersionRow

_PARTS = "WHERE key = ? AND version = ? AND sha256 IS NOT NULL ORDER BY position"


def documents(ledger: Ledger, version: VersionRow) -> Iterator[tuple[str, str]]:
    """Address and hash of each document of which there are bytes: the page, then its parts in order."""
    yield version.url, version.sha256
    parts = ledger.read(PartRow, _PARTS, version.key, version.version)
    yield from ((part.url, part.sha256) for part in parts if part.sha256 is not None)
