"""A ledger that was lost, was put back from a backup, or lacks rows goes on from the copy inside the warehouse.

Run numbers and requests would begin anew otherwise, and what the warehouse knows of the nights before would be taken
for what this ledger says of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from xxgk.flows.crawl.kept.ledger import TABLES, Ledger
from xxgk.flows.crawl.kept.old_requests import moved_until
from xxgk.flows.crawl.kept.rows import RunRow
from xxgk.flows.crawl.pages.classes import response_classes
from xxgk.flows.places import Places
from xxgk.flows.release.publish import prepare
from xxgk.flows.warehouse.migrations import newest
from xxgk.flows.warehouse.warehouse import Warehouse, WarehouseError

_LAST = "SELECT run, strftime(started_at, '%Y-%m-%d %H:%M:%S') FROM crawl_run ORDER BY run DESC LIMIT 1"
_COUNTS = {
    "request": """
        SELECT run, count(*) AS n FROM "fetch"
        WHERE instr(?, ' ' || class || ' ') = 0 AND CAST(fetched_at AS VARCHAR) > ? GROUP BY run
    """,
    "report": "SELECT 0 AS run, count(*) AS n FROM page",
    "version": "SELECT 0 AS run, count(*) AS n FROM page_version",
}
"""What of a ledger never becomes fewer: answers that a run does not ask for again when it is taken up, by run, as
far as they were not moved away; addresses; versions."""
_FIXED = {
    "page_version": (("key", "version"), ("sha256", "content_sha256", "url")),
    "page_part": (("key", "version", "position"), ("url", "sha256")),
}
"""Tables of which rows stay as they were written: key, and what never changes."""
_RUN = "SELECT coalesce(max(run), 0) FROM crawl_run"
_READ = {
    "TIMESTAMP": "strftime(\"{0}\", '%Y-%m-%d %H:%M:%S')",
    "DATE": 'CAST("{0}" AS VARCHAR)',
    "BOOLEAN": 'CAST("{0}" AS INTEGER)',
}
"""Columns as the ledger writes them, by the type that both were made with."""


class OfRun(NamedTuple):
    """How many things of a run there are; run 0: of all runs."""

    run: int
    things: int


def recover(ledger: Ledger, places: Places) -> str:
    """Where the ledger does not know the last run that the warehouse knows, put the warehouse's copy in its place;
    where it lacks rows, put them back. What is told of that, empty where nothing was to be done. A ledger that is not
    empty is kept beside it."""
    if not (places.work.exists() or places.published.exists()):
        return ""
    with Warehouse(_newest(places), read_only=True) as warehouse:
        last = warehouse.query(_LAST).rows
        if not last:
            return ""
        knows = ledger.first(RunRow, "WHERE run = ? AND started_at = ?", *last[0]) is not None
        lacks = ", ".join(_lacks(ledger, warehouse)) if knows else ""
        if knows and not lacks:
            return _put_back(ledger, list(_altered(ledger, warehouse)))
        is_older = not knows or ledger.last_position < warehouse.query('SELECT max(position) FROM "fetch"').rows[0][0]
        kept = ledger.set_aside() if ledger.first(RunRow, "LIMIT 1") else None
        with ledger.transaction():
            for table in filter(warehouse.tables().__contains__, TABLES):
                columns = ledger.table(table)[0]
                values = (_READ.get(kind, '"{0}"').format(name) for name, kind in columns.items())
                rows = warehouse.stream(f'SELECT {", ".join(values)} FROM "{table}"')  # noqa: S608
                (ledger.replace if is_older else ledger.add)(table, rows)
    lost = f"lacked {lacks}" if knows else f"did not know run {last[0][0]}, which the warehouse knows"
    then = "it goes on from the copy in there" if is_older else "they were put back from the copy in the warehouse"
    told = f"the ledger {lost}: {then}"
    return f"{told}; what it was before is {kept.name}" if kept else told


def _altered(ledger: Ledger, warehouse: Warehouse) -> Iterator[tuple[str, Sequence[str], Sequence[object]]]:
    """What never changes of versions and their parts, and is not what the warehouse's copy tells: table, names of
    columns, values as they were. SQLite keeps no checksums: a byte that flipped in a hash or an address shows here."""
    for table, (keys, fixed) in _FIXED.items():
        names = (*keys, *fixed)
        ordered = f'SELECT {", ".join(names)} FROM "{table}" ORDER BY {", ".join(keys)}'  # noqa: S608
        here = chain.from_iterable(ledger.pieces(ordered))
        is_now: tuple[object, ...] | None = next(here, None)
        for was in map(tuple, chain.from_iterable(warehouse.stream(ordered))):
            while is_now is not None and is_now[: len(keys)] < was[: len(keys)]:
                is_now = next(here, None)
            if is_now is not None and is_now[: len(keys)] == was[: len(keys)] and is_now != was:
                yield table, names, was


def _put_back(ledger: Ledger, altered: Sequence[tuple[str, Sequence[str], Sequence[object]]]) -> str:
    """Let rows be what they were; what is told of that."""
    if not altered:
        return ""
    kept = ledger.set_aside()
    with ledger.transaction():
        for table, names, was in altered:
            keys, fixed = _FIXED[table]
            values = dict(zip(names, was, strict=True))
            assigned, where = (sep.join(f"{name} = ?" for name in of) for sep, of in ((", ", fixed), (" AND ", keys)))
            given = [values[name] for name in (*fixed, *keys)]
            ledger.execute(f'UPDATE "{table}" SET {assigned} WHERE {where}', *given)  # noqa: S608
    count = f"{len(altered)} row{'' if len(altered) == 1 else 's'} of the ledger had been altered"
    return f"{count}: put back from the copy in the warehouse; what it was before is {kept.name}"


def _newest(places: Places) -> Path:
    """The warehouse that knows the latest run: the working one, unless it was put back from an older copy."""
    with Warehouse(prepare(places)) as work:  # brought up to this program
        here = work.query(_RUN).rows[0]
    with suppress(WarehouseError), Warehouse(places.published, read_only=True) as published:
        if published.version == newest() and published.query(_RUN).rows[0] > here:
            return places.published
    return places.work


def _lacks(ledger: Ledger, warehouse: Warehouse) -> Iterator[str]:
    """What the warehouse has of the crawl and the ledger does not, in numbers."""
    asked_again = " ".join(("", *(name for name, told in response_classes().items() if told.retry), ""))
    for thing, query in _COUNTS.items():
        given = [asked_again, moved_until(ledger.path)][: query.count("?")]
        here = dict(ledger.ask(OfRun, query, *given))
        lost = sum(max(count - here.get(run, 0), 0) for run, count in warehouse.query(query, given).rows)
        if lost:
            yield f"{lost} {thing}{'' if lost == 1 else 's'}"
