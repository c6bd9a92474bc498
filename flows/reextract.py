"""Reading again what an older extractor read, from the archive and without the network.

What is chosen is marked as not settled and handed in again; that is all that tells it from new documents, so a killed
run is taken up by starting it again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flows.building import Release
from flows.crawl.archive import Archive
from flows.crawl.ledger import Ledger
from flows.crawl_place import Where
from flows.files import File
from flows.nightly import file_of
from flows.pipeline import Ingest, Options
from flows.places import Places
from flows.release import prepare, publish
from flows.summary import Summary
from flows.version import extractor_version
from flows.warehouse import Warehouse
from schema.report import publication_hash


@dataclass(frozen=True)
class Reread:
    """What was read again. `absent` counts chosen publications that are not in the archive, having been handed in as
    files: the next `ingest` of these files reads them again."""

    chosen: int
    absent: int
    read: Summary | None
    release: Release | None


def reextract(where: Where, condition: str = "") -> Reread:
    """Read again what another extractor read, or what `condition` says of the view ``reading``, and publish.

    Raises WarehouseError where the condition is no SQL, and LedgerError where a crawl is at work."""
    with Ledger(where.ledger) as ledger:
        work = prepare(Places(where.warehouse))
        chosen = _chosen(where, condition)
        kept = archived(ledger, Archive(where.archive))
        files = [kept[publication] for publication in chosen if publication in kept]
        if not chosen:
            return Reread(0, 0, None, None)
        with Warehouse(work) as opened:
            opened.unsettle(chosen)
        with Ingest(files, work, Options(workers=where.workers)) as ingest:
            for batch in ingest.batches():
                ingest.load(batch)
        return Reread(len(chosen), len(chosen) - len(files), ingest.summary(), publish(Places(where.warehouse)))


def archived(ledger: Ledger, archive: Archive) -> Mapping[str, File]:
    """What the crawl keeps, by publication: all versions of all reports."""
    return dict(_archived(ledger, archive))


def _archived(ledger: Ledger, archive: Archive) -> Iterator[tuple[str, File]]:
    for version in ledger.rows("SELECT * FROM page_version ORDER BY first_seen_at DESC, key, version"):
        file = file_of(ledger, archive, version)
        hashes = dict.fromkeys(path.path.rpartition("/")[2] for path in file.documents)
        main, *parts = hashes
        yield publication_hash(main, parts), file


def _chosen(where: Where, condition: str) -> list[str]:
    """The publications to read again, asked of the published warehouse, which cannot be written to."""
    with Warehouse(where.warehouse, read_only=True) as opened:
        if condition:
            query, values = f"SELECT publication FROM reading WHERE ({condition}) ORDER BY 1", []  # noqa: S608  read only
        else:
            query, values = (
                "SELECT publication FROM reading WHERE extractor IS DISTINCT FROM ? ORDER BY 1",
                [extractor_version()],
            )
        return [str(publication) for (publication,) in opened.query(query, values).rows]
