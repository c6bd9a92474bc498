"""All of the archive looked through: are its files what their names say, and is everything there that is needed?

Needed is what the ledger names as a version of a report, and what was handed in as files. A check changes nothing; a
repair puts damaged files aside, takes bytes from a copy of the archive (`Workplace.mirror`), files that were handed in
from where they still are, and lets the next night ask for pages again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from xxgk.flows.crawl.kept.archive import Archive, ArchiveError
from xxgk.flows.crawl.kept.bucket_archive import archive_at
from xxgk.flows.crawl.kept.ledger import Ledger
from xxgk.flows.crawl.kept.lost_bytes import answers, ask_again
from xxgk.flows.crawl.kept.rows import VersionRow
from xxgk.flows.crawl.kept.versions import documents
from xxgk.flows.jobs.ingest import Progress
from xxgk.flows.jobs.workplace import Workplace
from xxgk.flows.reading.files import File, examine
from xxgk.flows.warehouse.warehouse import Warehouse, WarehouseError

WHOLE, DAMAGED = "whole", "damaged"

_HANDED_IN = """
SELECT DISTINCT sha256, source FROM publication_part JOIN document USING (sha256)
WHERE NOT regexp_matches(source, '^https?://') ORDER BY ALL
"""

_VERSIONS = """
WHERE NOT EXISTS (
    SELECT 1 FROM page_version newer WHERE newer.key = page_version.key AND newer.version > page_version.version
    AND newer.content_sha256 = page_version.content_sha256
) ORDER BY key, version
"""
"""Without those of which the same text has come again."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found: how many files and bytes there are; `problems`, a line for each document that is damaged or
    missing and that somebody has to do something about; `mended`, one for each that was seen to. `unnamed` counts
    damaged files that nobody needs: the same text has come again since, or nothing tells of them. `elsewhere`: of the
    problems and the unnamed so many are whole at `mirror`, or were and have been `mended` by it."""

    files: int
    size: int
    problems: tuple[str, ...]
    mended: tuple[str, ...]
    unnamed: int
    elsewhere: int = 0
    mirror: str = ""

    def told(self) -> Iterator[str]:
        """For a person, in a line each."""
        yield from self.mended
        yield from self.problems
        if self.unnamed:
            yield f"{self.unnamed} damaged files are needed by nobody: their text came again, or nothing tells of them"
        if self.elsewhere:
            yield f"{self.elsewhere} of them are whole at {self.mirror}: --repair takes them from there"
        sound = not (self.problems or self.unnamed)
        yield f"{self.files} files, {self.size} bytes{': all are what their names say' if sound else ''}"


def check(where: Workplace, progress: Progress, *, repair: bool = False) -> Checked:
    """Look through the archive; `progress` is told now and then how many files were whole and damaged so far.

    Raises LedgerError where a crawl is at work and a repair is asked for, OSError where the copy of the archive does
    not answer."""
    archive = archive_at(where.archive)
    found = list(archive.hashes())
    counts = {WHOLE: 0, DAMAGED: 0}
    damaged = set()
    for sha256, _ in found:
        is_whole = archive.is_whole(sha256)
        counts[WHOLE if is_whole else DAMAGED] += 1
        damaged |= set() if is_whole else {sha256}
        progress(counts)
    again: set[str] = set()
    with ExitStack() as held:
        ledger = held.enter_context(Ledger(where.ledger, read_only=not repair)) if where.ledger.is_file() else None
        if repair:
            archive.open()
            again = {sha256 for sha256 in sorted(damaged) if archive.has(sha256)}  # puts aside what is damaged
        handed_in = _handed_in(where)
        bad = (damaged - again) | (_needed(ledger) - {sha256 for sha256, _ in found}) | _missed(archive, handed_in)
        copied = _of_copy(where.mirror, bad)
        restored = {archive.put(body) for _, body in copied} if repair else set()
        elsewhere = 0 if repair else sum(1 for _ in copied)
        problems, mended, named = _told(archive, ledger, bad - restored, handed_in, repair=repair)
    size, unnamed = sum(size for _, size in found), len(damaged - again - named - restored)
    mended = (*(f"{sha256}: another copy here was whole" for sha256 in sorted(again)), *mended)
    mended = (*(f"{sha256}: taken from {where.mirror}" for sha256 in sorted(restored)), *mended)
    return Checked(len(found), size, problems, mended, unnamed, elsewhere, where.mirror)


def _of_copy(mirror: str, bad: set[str]) -> Iterator[tuple[str, bytes]]:
    """Those of the bad files that a copy of the archive has, with their bytes; nothing where there is no copy. Raises
    OSError where it does not answer."""
    if mirror and bad:
        copy = archive_at(mirror)
        copy.must_be_there()
        for sha256 in sorted(bad):
            with suppress(ArchiveError):
                yield sha256, copy.get(sha256)


def _missed(archive: Archive, handed_in: Mapping[str, list[str]]) -> set[str]:
    """What was handed in and is not there. It need not be kept (``--no-archive``); but where some of it is, the rest is
    missed."""
    kept = {sha256 for sha256 in handed_in if archive.is_there(sha256)}
    return handed_in.keys() - kept if kept else set()


def _told(
    archive: Archive, ledger: Ledger | None, bad: set[str], handed_in: Mapping[str, list[str]], *, repair: bool
) -> tuple[tuple[str, ...], tuple[str, ...], set[str]]:
    """Lines of what is still to be done, of what was done, and which of the bad files these tell of."""
    problems: list[str] = []
    mended: list[str] = []
    named: set[str] = set()
    for version, lost in _versions(ledger, bad) if ledger else ():
        named |= set(lost)
        if ledger is not None and repair:
            for one in ask_again(ledger, archive, version, list(lost.values())):
                (mended if one.comes_again else problems).append(one.told())
        else:
            problems += (f"{url}: its bytes ({sha256[:12]}) are missing or damaged" for sha256, url in lost.items())
    for sha256, sources in handed_in.items():
        if sha256 in bad and sha256 not in named:
            named.add(sha256)
            there = next((path for path in map(Path, sources) if _is(path, sha256)), None)
            if there is not None and repair:
                archive.keep({sha256: there})
                mended.append(f"{there}: taken into the archive again")
            else:
                problems.append(f"{sources[0]}: its bytes ({sha256[:12]}) are missing or damaged: hand it in again")
    for sha256, told in answers(ledger, archive, bad - named) if ledger else ():
        named.add(sha256)
        problems.append(told)
    return tuple(dict.fromkeys(problems)), tuple(dict.fromkeys(mended)), named


def _needed(ledger: Ledger | None) -> set[str]:
    """The hashes that the ledger's versions name."""
    if ledger is None:
        return set()
    return {sha256 for version in ledger.read(VersionRow, _VERSIONS) for _, sha256 in documents(ledger, version)}


def _versions(ledger: Ledger, bad: set[str]) -> Iterator[tuple[VersionRow, dict[str, str]]]:
    """The versions that lack a document, each with the addresses of those by their hashes."""
    for version in ledger.read(VersionRow, _VERSIONS):
        if lost := {sha256: url for url, sha256 in documents(ledger, version) if sha256 in bad}:
            yield version, lost


def _handed_in(where: Workplace) -> Mapping[str, list[str]]:
    """The paths under which documents were handed in, by hash; nothing where no warehouse can be opened."""
    paths: defaultdict[str, list[str]] = defaultdict(list)
    for path in (where.places.work, where.warehouse):
        try:
            with Warehouse(path, read_only=True) as opened:
                for sha256, source in opened.query(_HANDED_IN).rows:
                    paths[sha256].append(source)
                return paths
        except WarehouseError:
            continue
    return paths


def _is(path: Path, sha256: str) -> bool:
    return examine(File(str(path), str(path))).sha256 == sha256
