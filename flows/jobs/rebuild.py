"""Making the working warehouse anew from the archive, without the network: where it is lost or damaged, or so old that
it cannot be brought up to this program.

The ledger tells what was crawled; what was handed in as files, the archive's index, and the warehouses that can still
be opened. Where the ledger is lost too, the index tells of all. The new one is
made aside and takes its place when it is whole, with what was handed in meanwhile: killed in between, the old one
stands."""

from __future__ import annotations

import os
from collections.abc import Container, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.crawl.kept.bucket_archive import archive_at
from xxgk.flows.crawl.kept.ledger import Ledger
from xxgk.flows.crawl.kept.lost_bytes import ask_again, lacking
from xxgk.flows.crawl.kept.rows import VersionRow
from xxgk.flows.jobs.ingest import Options, ingest_files
from xxgk.flows.jobs.nightly import take_over
from xxgk.flows.jobs.workplace import Workplace
from xxgk.flows.places import Places, wal
from xxgk.flows.reading.archive_index import INDEX, IndexEntry, entries
from xxgk.flows.reading.crawled import file_of, publication_of
from xxgk.flows.reading.files import File
from xxgk.flows.release import shelf
from xxgk.flows.release.building import HISTORY, Release
from xxgk.flows.release.publish import publish
from xxgk.flows.warehouse.summary import Summary
from xxgk.flows.warehouse.warehouse import DamagedError, Warehouse, WarehouseError, opening

_HANDED_IN = """
SELECT p.publication, p.sha256, d.source
FROM publication_part p JOIN document d USING (sha256) ORDER BY p.publication, p.position
"""


@dataclass(frozen=True)
class Rebuilt:
    """What was read, and what was published. `absent` tells, a line each, of documents whose bytes the archive does not
    have; `aside`: where the working warehouse from before is."""

    read: Summary
    absent: tuple[str, ...]
    aside: Path | None
    release: Release


def rebuild(where: Workplace) -> Rebuilt:
    """Read all that the archive has into a new working warehouse, and publish it.

    Raises LedgerError where a crawl is at work, WarehouseError where there is nothing to read."""
    places = where.places
    with Ledger(where.ledger) as ledger, shelf.only_one(places.releases):
        archive = archive_at(where.archive)
        versions = ledger.read(VersionRow, "ORDER BY first_seen_at, key, version")
        crawled: set[str] = set()
        files: list[File] = []
        lost: list[str] = []
        site_of = {entry.publication: entry.site_of for entry in entries(archive)}
        for row in versions:
            gone = lacking(ledger, archive, row)
            crawled.add(publication := publication_of(ledger, row))
            if not gone:  # one seen twice has two sightings
                files.append(file_of(ledger, archive, row, site_of.get(publication)))
            lost += (one.told() for one in ask_again(ledger, archive, row, gone)) if gone else ()
        handed_in, absent = _handed_in(places, archive, crawled)
        files += handed_in.values()
        if not files:
            nobody = f"neither {where.ledger} nor {archive.place}/{INDEX} nor a warehouse"
            raise WarehouseError(f"there is nothing to read: {nobody} names a document")
        made, options = (
            places.work.with_suffix(".rebuilt.duckdb"),
            Options(workers=where.workers, lies_in=where.archive, readings=places.readings),
        )
        for left in (made, wal(made)):
            left.unlink(missing_ok=True)
        read = ingest_files(files, made, options)
        take_over(ledger, made)
        _number(places, made)
        ledger.execute("UPDATE page_version SET is_loaded = TRUE")
        with opening(places.work):
            _not_in_use(places)
            meanwhile, more = _handed_in(places, archive, crawled | handed_in.keys())
            if meanwhile:
                read = read.then(ingest_files(list(meanwhile.values()), made, options))
            aside = shelf.set_aside(places.work, "before") if places.work.exists() else None
            os.replace(made, places.work)
    return Rebuilt(read, tuple(dict.fromkeys((*lost, *absent, *more))), aside, publish(places))


def _number(places: Places, made: Path) -> None:
    """Let the new warehouse go on from the last release: its number, and what changed from release to release."""
    with suppress(WarehouseError), Warehouse(places.published, read_only=True), Warehouse(made) as opened:
        opened.attach(places.published.resolve(), "old")
        if "release" in opened.tables("old"):
            opened.run([HISTORY])


def _not_in_use(places: Places) -> None:
    """Raise BusyError where somebody is loading into the working warehouse from before."""
    with suppress(DamagedError):
        if places.work.exists():
            Warehouse(places.work, read_only=True).close()


def _handed_in(places: Places, archive: Archive, known: Container[str]) -> tuple[dict[str, File], list[str]]:
    """What is not `known` yet, of all that the archive's index and the warehouses know, by publication; and what is
    told of its documents that the archive does not have. Every document is read to see whether it has them."""
    found: dict[str, File] = {}
    absent: dict[str, None] = {}
    for entry in _known(places, archive):
        if entry.publication in known or entry.publication in found:
            continue
        if lacking := [source for sha256, source in entry.documents if not archive.has(sha256)]:
            absent |= dict.fromkeys(lacking)
        else:
            found[entry.publication] = entry.file(archive)
    return found, [f"{source}: its bytes are not in the archive; hand it in again" for source in sorted(absent)]


def _known(places: Places, archive: Archive) -> Iterator[IndexEntry]:
    """What was handed in: for this warehouse, or, where the archive knows none of its name, whatever is there."""
    own = list(entries(archive, places.work))
    yield from own or entries(archive)
    for path in (places.published, places.work):
        with suppress(WarehouseError), Warehouse(path, read_only=True) as opened:
            for _, group in groupby(opened.query(_HANDED_IN).rows, key=lambda row: str(row[0])):
                yield IndexEntry(tuple((str(sha256), str(source)) for _, sha256, source in group), "")
