"""What a version of a report consists of, as the ledger tells it."""

from __future__ import annotations

from collections.abc import Iterator

from xxgk.flows.crawl.kept.ledger import Ledger, Row

_PARTS = "SELECT url, sha256 FROM page_part WHERE key = ? AND version = ? AND sha256 IS NOT NULL ORDER BY position"


def documents(ledger: Ledger, version: Row) -> Iterator[tuple[str, str]]:
    """Address and hash of each document of which there are bytes: the page, then its parts in order."""
    yield version["url"], version["sha256"]
    yield from ((row["url"], row["sha256"]) for row in ledger.rows(_PARTS, version["key"], version["version"]))
