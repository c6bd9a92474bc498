"""Versions whose bytes the archive does not have any more, or has damaged: never read, told, and asked for again.

The newest version of a page comes again with the next night, as a version of its own where its bytes are others by
then. An older one is lost, unless the archive gets its bytes back; then it is read as if nothing had happened. Other
answers, such as listings of old, are needed by no report; that they are lost is told all the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.crawl.kept.ledger import Ledger, when
from xxgk.flows.crawl.kept.rows import VersionRow
from xxgk.flows.crawl.kept.versions import documents

_NEWER = "SELECT max(version), coalesce(max(content_sha256 = ?), 0) FROM page_version WHERE key = ? AND version > ?"


class LaterVersions(NamedTuple):
    """Of the versions of a page behind one: the newest, if there is any, and whether one shows the same text again."""

    newest: int | None
    is_same: int


class LoadedDocument(NamedTuple):
    """A document of a version that is loaded; `size`: the bytes that came."""

    key: str
    version: int
    lost_at: str | None
    sha256: str
    size: int | None


class OldAnswer(NamedTuple):
    """What was asked, and when it was answered."""

    request: str
    fetched_at: str


@dataclass(frozen=True, slots=True)
class LostDocument:
    """A document whose bytes the archive does not have, and whether the next run may bring them."""

    url: str
    comes_again: bool
    archive: str

    def told(self) -> str:
        """One line for a person."""
        then = "the next run asks for it again"
        if not self.comes_again:
            then = f"the site shows another version by now: put its bytes back into {self.archive} from a copy"
        return f"{self.url}: its bytes in the archive are missing or damaged and were not read; {then}"


def whole(
    ledger: Ledger, archive: Archive, versions: Sequence[VersionRow], now: datetime
) -> tuple[list[VersionRow], list[str]]:
    """Of the versions those whose bytes are all in the archive; and what is told of the others, once for each.

    Damaged files are put aside, and the pages that can bring their bytes again are due at once."""
    found: list[VersionRow] = []
    told: list[str] = []
    with ledger.transaction():
        for version in versions:
            if not (lost := lacking(ledger, archive, version)):
                found.append(version._replace(lost_at=None))
            elif version.lost_at is None:
                ledger.put(version._replace(lost_at=when(now)))
                told += (one.told() for one in ask_again(ledger, archive, version, lost))
    return found, told


_LOADED = """
SELECT v.key, v.version, v.lost_at, d.sha256,
    (SELECT size_bytes FROM fetch f WHERE f.sha256 = d.sha256 ORDER BY position LIMIT 1)
FROM page_version v JOIN (
    SELECT key, version, sha256 FROM page_version
    UNION ALL SELECT key, version, sha256 FROM page_part WHERE sha256 IS NOT NULL
) d USING (key, version) WHERE v.is_loaded
"""


def missed(ledger: Ledger, archive: Archive, now: datetime) -> list[str]:
    """What is told of the loaded versions whose bytes are not there any more, or are fewer: they are asked for again as
    those that were never read. Files are only measured; all of them are read by `flows.jobs.archive_check`."""
    doubtful = {
        (one.key, one.version)
        for one in ledger.ask(LoadedDocument, _LOADED)
        if one.lost_at is not None or archive.may_lack(one.sha256, one.size)
    }
    one = "WHERE key = ? AND version = ?"
    versions = [version for key in sorted(doubtful) for version in ledger.read(VersionRow, one, *key)]
    found, told = whole(ledger, archive, versions, now)
    with ledger.transaction():
        ledger.put(*found)
    return told


def lacking(ledger: Ledger, archive: Archive, version: VersionRow) -> list[str]:
    """The addresses of those documents of a version whose bytes are missing or damaged."""
    return [url for url, sha256 in documents(ledger, version) if not archive.has(sha256)]


def ask_again(ledger: Ledger, archive: Archive, version: VersionRow, lost: Sequence[str]) -> Iterator[LostDocument]:
    """Let the next run ask for the page of a version again, where it can bring the documents that are lost; what is to
    be told of them. Nothing where the same text has come again since: then nothing is lost."""
    newer = ledger.one(LaterVersions, _NEWER, version.content_sha256, version.key, version.version)
    if newer.newest is None:
        ledger.execute("UPDATE page SET next_at = checked_at WHERE key = ?", version.key)
    if not newer.is_same:
        yield from (LostDocument(url, newer.newest is None, archive.place) for url in lost)


_ANSWERED = "SELECT request, fetched_at FROM fetch WHERE sha256 = ? ORDER BY position LIMIT 1"
_NAMED = "SELECT 1 FROM page_version WHERE sha256 = ? UNION ALL SELECT 1 FROM page_part WHERE sha256 = ? LIMIT 1"


def answers(ledger: Ledger, archive: Archive, damaged: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Of the hashes of damaged files those that the ledger knows as answers to which no version of a report leads and
    that did not come again since; each with what is told of it."""
    for sha256 in sorted(damaged):
        answer = next(iter(ledger.ask(OldAnswer, _ANSWERED, sha256)), None)
        if answer and not ledger.ask(int, _NAMED, sha256, sha256) and not archive.is_whole(sha256):
            told = f"{answer.request}: what it answered on {answer.fetched_at[:10]} is damaged"
            way = f"no report of the crawl needs it; put its bytes back into {archive.place} from a copy"
            yield sha256, f"{told}: {way}, if there is one"
