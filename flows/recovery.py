"""A ledger that was lost, or put back from a backup, goes on from the copy inside the warehouse.

Run numbers and requests would begin anew otherwise, and what the warehouse knows of the nights before would be taken
for what this ledger says of its own.
"""

from __future__ import annotations

from flows.crawl.ledger import TABLES, Ledger
from flows.places import Places
from flows.release import prepare
from flows.warehouse import Warehouse

_LAST = "SELECT run, strftime(started_at, '%Y-%m-%d %H:%M:%S') FROM crawl_run ORDER BY run DESC LIMIT 1"
_READ = {
    "TIMESTAMP": "strftime(\"{0}\", '%Y-%m-%d %H:%M:%S')",
    "DATE": 'CAST("{0}" AS VARCHAR)',
    "BOOLEAN": 'CAST("{0}" AS INTEGER)',
}
"""Columns as the ledger writes them, by the type that both were made with."""


def recover(ledger: Ledger, places: Places) -> str:
    """Where the ledger does not know the last run that the warehouse knows, put the warehouse's copy in its place; what
    is told of that, empty where nothing was to be done. A ledger that is not empty is kept beside it."""
    if not (places.work.exists() or places.published.exists()):
        return ""
    with Warehouse(prepare(places)) as warehouse:
        last = warehouse.query(_LAST).rows
        if not last or ledger.rows("SELECT 1 FROM crawl_run WHERE run = ? AND started_at = ?", *last[0]):
            return ""
        kept = ledger.set_aside() if ledger.rows("SELECT 1 FROM crawl_run LIMIT 1") else None
        with ledger.transaction():
            for table in TABLES:
                columns = ledger.table(table)[0]
                values = (_READ.get(kind, '"{0}"').format(name) for name, kind in columns.items())
                ledger.replace(table, warehouse.stream(f'SELECT {", ".join(values)} FROM "{table}"'))  # noqa: S608
    told = f"the ledger did not know run {last[0][0]}, which the warehouse knows: it goes on from the copy in there"
    return f"{told}; what it was before is {kept.name}" if kept else told
