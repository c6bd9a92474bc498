"""What people read is heeded: publications that were read with other answers than those of today are read again, from
the archive.

What is chosen is marked as not settled and handed in again, as by `flows.jobs.reextract`: a killed run is taken up by
the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.jobs.ingest import Options, ingest_files
from xxgk.flows.places import Places
from xxgk.flows.reading.crawled import archived
from xxgk.flows.reading.files import File
from xxgk.flows.telling import noted
from xxgk.flows.warehouse.by_people import known_readings
from xxgk.flows.warehouse.warehouse import HandedIn, Warehouse
from xxgk.schema.readings import Readings, digest
from xxgk.schema.report import publication_hash


def heed(places: Places, archive: Archive, options: Options, tell: Callable[[str], object] = noted) -> int:
    """Read again what people's answers concern, as far as its bytes are there; how many publications. Nothing is made
    where there is no warehouse. Where the file of readings cannot be understood, what the warehouse heard of it last
    counts, and `tell` is told so."""
    if not places.work.exists():
        return 0
    with Warehouse(places.work) as warehouse:
        readings = known_readings(places.readings, warehouse, tell)
        chosen = _chosen(warehouse, readings)
        if not chosen:
            return 0
        files = dict(_files(warehouse, archive, chosen))
        warehouse.unsettle([*chosen, *files])
    ready = [file for file in files.values() if file is not None]
    for publication in (publication for publication, file in files.items() if file is None):
        tell(f"{publication[:12]}: read by people, its bytes are not in the archive: the next ingest of it heeds that")
    if ready:
        again = replace(options, archive=None, lies_in=archive.place, readings=places.readings)
        ingest_files(sorted(ready), places.work, again)
        tell(f"{len(ready)} publications were read again with what people read in them")
    return len(ready)


def _chosen(warehouse: Warehouse, readings: Readings) -> list[str]:
    rows = warehouse.answered(list(readings))
    return [
        publication
        for publication, documents, before in rows
        if digest(one for sha256 in set(documents) for one in readings.get(sha256, ())) != (before or "")
    ]


def _files(warehouse: Warehouse, archive: Archive, chosen: Sequence[str]) -> list[tuple[str, File | None]]:
    """What to hand in, by publication; None where its bytes are not there."""
    handed_in = groupby(warehouse.handed_in(chosen), key=attrgetter("publication"))
    return [(publication, from_archive(archive, publication, list(rows))) for publication, rows in handed_in]


def from_archive(archive: Archive, publication: str, rows: Sequence[HandedIn]) -> File | None:
    """A publication made again of its documents; None where they are not all known and in the archive."""
    unlike = list({row.sha256: row for row in rows}.values())
    documents = [(row.source, row.sha256) for row in unlike if row.source is not None]
    main, *parts = [row.sha256 for row in unlike]
    if len(documents) < len(unlike) or publication_hash(main, parts) != publication:
        return None
    return archived(archive, documents, rows[0].first_seen_at) if all(map(archive.has, (main, *parts))) else None
