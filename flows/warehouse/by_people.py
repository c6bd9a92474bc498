"""What people know of documents, as Arrow tables that a release takes over: what they read, and known misprints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict

import pyarrow as pa

from xxgk.schema.corrections import Correction
from xxgk.schema.readings import PersonReading

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


def by_people(readings: Iterable[PersonReading], corrections: Iterable[Correction] = ()) -> Mapping[str, pa.Table]:
    """The tables, by the names of those of the warehouse that they take the place of."""
    read = [dict(zip(READING.names, one, strict=True)) for one in readings]
    known = [asdict(one) | {"code": one.figure} for one in corrections]
    return {
        "person_reading": pa.Table.from_pylist(read, READING),
        "correction": pa.Table.from_pylist(known, CORRECTION),
    }
