"""A run of the crawl as a web archive (WARC 1.1), which replay tools and libraries read. An export: the archive and the
ledger stay what the crawl keeps."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from xxgk.flows.crawl.kept.archive import Archive, ArchiveError
from xxgk.flows.crawl.kept.ledger import Ledger
from xxgk.flows.crawl.kept.rows import FetchRow
from xxgk.flows.crawl.request import NOT_MODIFIED
from xxgk.flows.crawl.settings import PRODUCT

CODED = frozenset({"content-encoding", "content-length", "transfer-encoding"})
"""Headers that speak of the bytes on the wire; the archive keeps them decompressed."""


def write_warc(
    ledger: Ledger,
    archive: Archive,
    run: int,
    path: Path,
    tell: Callable[[str], object] = lambda _: None,
    moved: Sequence[FetchRow] = (),
) -> int:
    """Write what a run was answered; how many records. Bytes that it or an earlier run already had are revisit records
    that point to the first answer. The file appears whole or not at all. An answer whose bytes are lost is left out,
    and told in a line. `moved`: requests of the run that the ledger has no more."""
    here = ledger.read(FetchRow, "WHERE run = ? AND status > 0", run)
    every = {row.position: row for row in (*moved, *here) if row.status}
    rows = [every[position] for position in sorted(every)]
    if not rows:
        return 0
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        writer = WARCWriter(file, gzip=path.suffix == ".gz")
        writer.write_record(
            writer.create_warcinfo_record(path.name, {"software": PRODUCT, "description": f"run {run}"})
        )
        count = 0
        for row in rows:
            try:
                record = _record(writer, ledger, archive, row)
            except ArchiveError as error:
                tell(f"{row.final_url}: {error}; it is left out")
            else:
                writer.write_record(record)
                count += 1
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    return count


def _record(writer: Any, ledger: Ledger, archive: Archive, row: FetchRow) -> Any:  # noqa: ANN401  the library is not typed
    url, date = row.final_url, row.fetched_at.replace(" ", "T") + "Z"
    headers = [(name, value) for name, value in json.loads(row.headers).items() if name not in CODED]
    status = 200 if row.class_ == NOT_MODIFIED else row.status
    first = _first(ledger, row)
    if first is not None:
        digest = f"sha256:{row.sha256}"
        record = writer.create_revisit_record(
            url, digest, first.final_url, first.fetched_at.replace(" ", "T") + "Z",
            http_headers=StatusAndHeaders(f"{status} .", headers, protocol="HTTP/1.1"),
        )  # fmt: skip
    else:
        body = archive.get(row.sha256) if row.sha256 else b""
        record = writer.create_warc_record(
            url,
            "response",
            payload=BytesIO(body),
            length=len(body),
            http_headers=StatusAndHeaders(
                f"{status} .", [*headers, ("content-length", str(len(body)))], protocol="HTTP/1.1"
            ),
            warc_headers_dict={"WARC-Payload-Digest": f"sha256:{row.sha256}"} if row.sha256 else {},
        )
    record.rec_headers.replace_header("WARC-Date", date)
    return record


def _first(ledger: Ledger, row: FetchRow) -> FetchRow | None:
    """The earlier answer with the same bytes, if there was one."""
    earlier = "WHERE sha256 = ? AND position < ? ORDER BY position LIMIT 1"
    return ledger.first(FetchRow, earlier, row.sha256, row.position) if row.sha256 else None
