"""What people know of documents, as Arrow tables that a release takes over: what they read, and known misprints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from itertools import chain
from pathlib import Path

import pyarrow as pa

from xxgk.flows.warehouse.warehouse import Warehouse
from xxgk.schema.corrections import Correction, CorrectionError, with_own
from xxgk.schema.readings import PersonReading, ReadingError, Readings, load_readings, standing

READING = pa.schema(
    {
        "sha256": pa.string(),
        "code": pa.string(),
        "answer": pa.string(),
        "print": pa.string(),
        "who": pa.string(),
        "read_at": pa.timestamp("us"),
        "note": pa.string(),
    }
)
CORRECTION = pa.schema(
    {
        "agency_id": pa.string(),
        "year": pa.int16(),
        "code": pa.string(),
        "expect": pa.string(),
        "meant": pa.float64(),
        "reason": pa.string(),
        "source": pa.string(),
    }
)


_KEPT = "SELECT sha256, code, answer, print, who, read_at, note FROM person_reading"
GOES_ON = "what was known of it before counts until it is mended"


def by_people(readings: Iterable[PersonReading], corrections: Iterable[Correction] = ()) -> Mapping[str, pa.Table]:
    """The tables, by the names of those of the warehouse that they take the place of."""
    return {"person_reading": _readings(readings), "correction": _corrections(corrections)}


def _readings(readings: Iterable[PersonReading]) -> pa.Table:
    return pa.Table.from_pylist([dict(zip(READING.names, one, strict=True)) for one in readings], READING)


def _corrections(corrections: Iterable[Correction]) -> pa.Table:
    return pa.Table.from_pylist([asdict(one) | {"code": one.figure} for one in corrections], CORRECTION)


def told_by_people(readings: Path, corrections: Path, tell: Callable[[str], object]) -> Mapping[str, pa.Table]:
    """What the files of people say, as `by_people`. Of a file that cannot be understood there is no table, so that what
    a warehouse has of it stays; `tell` is told of that, and of single lines and entries that are set aside."""
    tables: dict[str, pa.Table] = {}
    try:
        tables["person_reading"] = _readings(chain.from_iterable(load_readings(readings, tell).values()))
    except ReadingError as error:
        tell(f"{error}; {GOES_ON}")
    try:
        tables["correction"] = _corrections(with_own(corrections, tell))
    except CorrectionError as error:
        tell(f"{error}; {GOES_ON}")
    return tables


def known_readings(path: Path, warehouse: Warehouse, tell: Callable[[str], object]) -> Readings:
    """What the file of readings says; where it cannot be understood, what the warehouse heard of it last, and `tell` is
    told of that."""
    try:
        return load_readings(path, tell)
    except ReadingError as error:
        tell(f"{error}; {GOES_ON}")
        return standing(PersonReading(*row) for row in warehouse.query(_KEPT).rows)
