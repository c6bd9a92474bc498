"""Versions whose bytes the archive does not have any more, or has damaged: never read, told, and asked for again.

The newest version of a page comes again with the next night, as a version of its own where its bytes are others by
then. An older one is lost, unless the archive gets its bytes back; then it is read as if nothing had happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from flows.crawl.archive import Archive
from flows.crawl.ledger import Ledger, Row, when
from flows.crawl.versions import documents

_NEWER = """
SELECT max(version) AS newest, max(content_sha256 = ?) AS is_same FROM page_version WHERE key = ? AND version > ?
"""


def whole(ledger: Ledger, archive: Archive, versions: Sequence[Row], now: datetime) -> tuple[list[Row], list[str]]:
    """Of the versions those whose bytes are all in the archive; and what is told of the others, once for each.

    Damaged files are put aside, and the pages that can bring their bytes again are due at once."""
    found: list[Row] = []
    told: list[str] = []
    with ledger.transaction():
        for version in versions:
            if not (lost := lacking(ledger, archive, version)):
                found.append({**version, "lost_at": None})
            elif version["lost_at"] is None:
                ledger.put("page_version", {**version, "lost_at": when(now)})
                told += ask_again(ledger, archive, version, lost)
    return found, told


def lacking(ledger: Ledger, archive: Archive, version: Row) -> list[str]:
    """The addresses of those documents of a version whose bytes are missing or damaged."""
    return [url for url, sha256 in documents(ledger, version) if not archive.has(sha256)]


def ask_again(ledger: Ledger, archive: Archive, version: Row, lost: Sequence[str]) -> Iterator[str]:
    """Let the next run ask for the page of a version again, where it can bring the documents that are lost; what is
    told of each of them."""
    newer = ledger.rows(_NEWER, version["content_sha256"], version["key"], version["version"])[0]
    if newer["is_same"]:
        return  # the same text came again: nothing is lost
    if newer["newest"] is None:
        ledger.execute("UPDATE page SET next_at = checked_at WHERE key = ?", version["key"])
        then = "the next run asks for it again"
    else:
        then = f"the site shows another version by now: put its bytes back into {archive.folder} from a copy"
    for url in lost:
        yield f"{url}: its bytes in the archive are missing or damaged and were not read; {then}"
