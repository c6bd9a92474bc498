"""Requests of long ago, moved out of the ledger into Parquet files beside it, one a month: the ledger, and the copy of
it in each release, stay as large as so many nights make them, however long the crawl goes on.

What the crawl still goes by stays: the last answer to each request, the first one of each file of the archive, and the
runs that will be taken up again. A file is whole before the ledger forgets what is in it; what a kill left in between
is done by the next night."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from xxgk.flows.crawl.kept.ledger import Ledger, when
from xxgk.flows.crawl.kept.rows import COLUMNS, FetchRow
from xxgk.flows.crawl.settings import Policy
from xxgk.flows.mishaps import naming
from xxgk.flows.places import sync

_OLD = """
FROM fetch WHERE fetched_at < ?
AND position < (SELECT max(position) FROM fetch)
AND position NOT IN (SELECT max(position) FROM fetch WHERE sha256 IS NOT NULL GROUP BY request)
AND position NOT IN (SELECT min(position) FROM fetch WHERE sha256 IS NOT NULL GROUP BY sha256)
AND run NOT IN (SELECT run FROM crawl_run WHERE finished_at IS NULL AND kind IN ('backfill', 'grow'))
"""
_TIME = "%Y-%m-%d %H:%M:%S"


def folder_of(ledger: Path) -> Path:
    """Where the old requests of a ledger are: ``2026-03.parquet`` has those that were old when March of 2026 was."""
    return ledger.with_suffix(".requests")


def move_old(ledger: Ledger, now: datetime, policy: Policy) -> str:
    """Move the requests of whole months that are older than they are kept; what is told of that, empty where there are
    none."""
    before = (now - timedelta(days=policy.requests_days)).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    folder = folder_of(ledger.path)
    target = folder / f"{before - timedelta(days=1):%Y-%m}.parquet"
    if not target.exists() and not _moving(target).exists():
        _write(ledger, _moving(target), when(before))
    count = sum(_forget(ledger, moving) for moving in sorted(folder.glob("*.moving")))
    return (
        f"{count} requests from before {before:%Y-%m-%d} were moved from the ledger to {folder.name}" if count else ""
    )


def requests_of(ledger: Path, run: int) -> list[FetchRow]:
    """The requests of a run that were moved, as rows of the ledger."""
    files = sorted(folder_of(ledger).glob("*.parquet"))
    tables = (_plain(pq.read_table(path, filters=[("run", "=", run)])) for path in files)
    return [FetchRow._make(row[name] for name in COLUMNS[FetchRow]) for table in tables for row in table.to_pylist()]


def moved_until(ledger: Path) -> str:
    """The time before which requests were moved, as the ledger writes times; empty where none were."""
    moved = (path.stem for path in folder_of(ledger).glob("*") if path.suffix in (".parquet", ".moving"))
    last = max(moved, default="")
    return f"{last}-32" if last else ""


def _moving(target: Path) -> Path:
    """A file that is whole, of which the ledger has not forgotten the rows."""
    return target.with_suffix(".moving")


def _write(ledger: Ledger, target: Path, until: str) -> None:
    """Write what is old, if anything is."""
    kinds = ledger.table("fetch")[0]
    schema = pa.schema((name, _KINDS.get(kind, pa.string())) for name, kind in kinds.items())
    stored = schema.set(schema.get_field_index("fetched_at"), pa.field("fetched_at", pa.timestamp("s")))
    pieces = ledger.pieces(f"SELECT * {_OLD} ORDER BY position", until)
    if not (first := next(pieces, [])):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    with naming(part), pq.ParquetWriter(part, stored, compression="zstd") as writer:
        for piece in chain([first], pieces):
            columns = zip(*piece, strict=True)
            table = pa.table([pa.array(one, field.type) for one, field in zip(columns, schema, strict=True)], schema)
            writer.write_table(table.cast(stored))
    with part.open("rb") as written:
        os.fsync(written.fileno())
    os.replace(part, target)
    sync(target.parent)


def _forget(ledger: Ledger, moving: Path) -> int:
    """Delete from the ledger what a file has; how many that were."""
    keys = _plain(pq.read_table(moving, columns=["position", "run", "fetched_at"]))
    with ledger.transaction():
        for key in zip(*(column.to_pylist() for column in keys.columns), strict=True):
            ledger.execute("DELETE FROM fetch WHERE position = ? AND run = ? AND fetched_at = ?", *key)
    os.replace(moving, moving.with_suffix(".parquet"))
    sync(moving.parent)
    return int(keys.num_rows)


def _plain(table: pa.Table) -> pa.Table:
    """Times as the ledger writes them."""
    at = table.column_names.index("fetched_at")
    told = pc.strftime(table.column(at).cast(pa.timestamp("s")), _TIME)
    return table.set_column(at, "fetched_at", told)


_KINDS = {kind: pa.int64() for kind in ("INTEGER", "SMALLINT", "BIGINT")}
