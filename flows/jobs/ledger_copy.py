"""The morning is told from the crawl's ledger, whether or not a release came.

A release has a copy of the ledger, and so has the working warehouse. Where neither is as new as the ledger itself, a
warehouse for the moment is made of the ledger and of the reports that are known."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from xxgk.flows.crawl.kept.ledger import TABLES, Ledger, LedgerError
from xxgk.flows.jobs.listed import listed_agencies
from xxgk.flows.jobs.workplace import Workplace
from xxgk.flows.warehouse.warehouse import Warehouse, WarehouseError

RUNS = 5
"""Runs of which the requests are taken along: as many as the morning counts."""

_STATE = 'SELECT (SELECT count(*) FROM crawl_run), (SELECT max(finished_at) FROM crawl_run), max(position) FROM "fetch"'
_REPORTS = ("agency", "agency_succession", "document", "publication_part", "report")
_BESIDE = {"agency": " ANTI JOIN agency USING (agency_id)"}
_FIRST = "SELECT coalesce(min(position), 1) - 1 FROM fetch WHERE run > (SELECT max(run) FROM crawl_run) - ?"


class LedgerState(NamedTuple):
    """How new a ledger is, or a copy of it: its runs, when the last of them ended, its last request."""

    runs: int
    finished_at: str | None
    position: int | None


@contextmanager
def as_the_ledger_tells(where: Workplace) -> Iterator[Warehouse | None]:
    """A warehouse of which the crawl's tables are as new as the ledger; None where nothing was ever crawled or
    loaded."""
    places = where.places
    known = [path for path in (places.published, places.work) if path.is_file()]
    state = _ledger_state(where.ledger)
    fresh = known if state is None else [path for path in known if _state(path) == state]
    if fresh or state is None:
        with _opened(fresh) as opened:
            yield opened
        return
    with tempfile.TemporaryDirectory() as folder, Warehouse(Path(folder) / "morning.duckdb") as made:
        with Ledger(where.ledger, read_only=True) as ledger:
            made.take_over(_staged(ledger))
            made.expect(listed_agencies(ledger))
        for path in reversed(known):
            if _with_reports(made, path):
                break
        yield made


@contextmanager
def _opened(paths: list[Path]) -> Iterator[Warehouse | None]:
    if not paths:
        yield None
        return
    with Warehouse(paths[0], read_only=True) as opened:
        yield opened


def _ledger_state(path: Path) -> LedgerState | None:
    """How new the ledger is; None where there is none, or it cannot be read: the next night tells that."""
    if not path.is_file():
        return None
    try:
        with Ledger(path, read_only=True) as ledger:
            return ledger.one(LedgerState, _STATE)
    except LedgerError:
        return None


def _state(path: Path) -> LedgerState | None:
    """How new the copy of the ledger is in a warehouse; None where it cannot be opened, by a load perhaps."""
    try:
        with Warehouse(path, read_only=True) as opened:
            runs, finished, position = opened.query(_STATE).rows[0]
    except WarehouseError:
        return None
    return LedgerState(runs, finished and f"{finished:%Y-%m-%d %H:%M:%S}", position)


def _staged(ledger: Ledger) -> dict[str, pa.Table]:
    from xxgk.flows.jobs.nightly import arrow_table  # noqa: PLC0415  all of the crawl, which is seldom needed here

    first = ledger.one(int, _FIRST, RUNS)
    return {f"staged_{name}": arrow_table(ledger, name, first) for name in TABLES}


def _with_reports(made: Warehouse, path: Path) -> bool:
    """Take along what the morning asks of the reports; whether the warehouse could be opened."""
    try:
        made.attach(path, "known")
    except WarehouseError:
        return False
    for table in _REPORTS:
        made.query(f"INSERT INTO {table} BY NAME FROM known.{table}{_BESIDE.get(table, '')}")
    return True
