"""Reading again what an older extractor read, from the archive and without the network.

What is chosen is marked as not settled and handed in again; that is all that tells it from new documents, so a killed
run is taken up by starting it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.crawl.kept.bucket_archive import archive_at
from xxgk.flows.crawl.kept.ledger import Ledger
from xxgk.flows.crawl.kept.lost_bytes import ask_again, lacking
from xxgk.flows.crawl.kept.rows import VersionRow
from xxgk.flows.jobs.catching_up import catch_up
from xxgk.flows.jobs.heeding import from_archive, heed
from xxgk.flows.jobs.ingest import Ingest, Options
from xxgk.flows.jobs.workplace import Workplace
from xxgk.flows.reading.crawled import file_of, publication_of
from xxgk.flows.reading.files import File
from xxgk.flows.release.building import Release
from xxgk.flows.release.publish import AuditFailed, prepare, publish
from xxgk.flows.version import extractor_version
from xxgk.flows.warehouse.summary import Summary
from xxgk.flows.warehouse.warehouse import Warehouse


@dataclass(frozen=True)
class Reread:
    """What was read again. `absent` tells, a line each, of chosen publications whose bytes the archive does not have:
    handed in with ``--no-archive``, missing, or damaged. `release` is None where nothing was published; `kept_back`
    tells why, where its audits kept it back."""

    chosen: int
    absent: tuple[str, ...]
    read: Summary | None
    release: Release | None
    kept_back: AuditFailed | None = None


def reextract(where: Workplace, condition: str = "") -> Reread:
    """Read again what another extractor read, or what `condition` says of the view ``reading``, and publish.

    Raises WarehouseError where the condition is no SQL, and LedgerError where a crawl is at work."""
    with Ledger(where.ledger) as ledger:
        work = prepare(places := where.places)
        options = Options(workers=where.workers, lies_in=where.archive, readings=places.readings, spread=where.spread)
        catch_up(places, archive_at(where.archive), options)
        heed(places, archive_at(where.archive), options)
        chosen = _chosen(work, condition)
        if not chosen:
            return Reread(0, (), None, None)
        with Warehouse(work) as opened:
            files, absent = _files(opened, ledger, archive_at(where.archive), chosen)
            opened.unsettle([*chosen, *files])
        with Ingest(list(files.values()), work, options) as ingest:
            for batch in ingest.batches():
                ingest.load(batch)
        try:
            return Reread(len(chosen), absent, ingest.summary(), publish(where.places))
        except AuditFailed as error:
            return Reread(len(chosen), absent, ingest.summary(), None, error)


def _files(
    opened: Warehouse, ledger: Ledger, archive: Archive, chosen: Sequence[str]
) -> tuple[dict[str, File], tuple[str, ...]]:
    """What to hand in, by publication, and what is told of those of the chosen whose bytes are not in the archive. What
    the ledger knows is read as it was crawled, the rest as the warehouse remembers that it was handed in."""
    versions = ledger.read(VersionRow, "ORDER BY first_seen_at DESC, key, version")
    crawled = {publication_of(ledger, version): version for version in versions}
    files: dict[str, File] = {}
    absent: dict[str, None] = {}
    for (publication, _), rows in groupby(opened.handed_in(chosen), key=attrgetter("publication", "asked")):
        documents, version = list(rows), crawled.get(publication)
        if version is not None and (lost := lacking(ledger, archive, version)):
            absent |= {one.told(): None for one in ask_again(ledger, archive, version, lost)}
        elif version is not None:
            files[publication] = file_of(ledger, archive, version)
        elif (file := from_archive(archive, publication, documents)) is not None:
            files[publication] = file
        else:
            told = "it was handed in and its bytes are not in the archive: the next ingest of it reads it again"
            absent[f"{documents[0].source}: {told}"] = None
    return files, tuple(absent)


def _chosen(work: Path, condition: str) -> list[str]:
    """The publications to read again. The condition is asked of a warehouse that cannot be written to; of the working
    one, which knows what a run that was broken off has read again already."""
    with Warehouse(work, read_only=True) as opened:
        if condition:
            query, values = f"SELECT publication FROM reading WHERE ({condition}) ORDER BY 1", []  # noqa: S608  read only
        else:
            query, values = (
                "SELECT publication FROM reading WHERE extractor IS DISTINCT FROM ? ORDER BY 1",
                [extractor_version()],
            )
        return [str(publication) for (publication,) in opened.query(query, values).rows]
