"""The regions, their changes and the reforms of organs, as the warehouse takes them over; made once in a process."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyarrow as pa
from pyarrow import csv

from xxgk.schema.regions import MUNICIPALITIES, Gazetteer, Region, folders, gazetteer, read_tables
from xxgk.schema.townships import zones

KINDS = (
    ("自治区", "autonomous_region"),
    ("自治州", "autonomous_prefecture"),
    ("自治县", "autonomous_county"),
    ("自治旗", "autonomous_county"),
    ("特别行政区", "special_administrative_region"),
    ("地区", "prefecture"),
    ("省", "province"),
    ("盟", "league"),
    ("市", "city"),
    ("区", "district"),
    ("县", "county"),
    ("旗", "banner"),
)
"""Kind of a region by how its name ends, the longest first."""

_REGION = pa.schema(
    [(name, pa.string()) for name in ("code", "name", "short", "full_name", "level", "kind", "parent_code")]
    + [("since", pa.int16()), ("until", pa.int16())]
)
_CHANGE = ("year", "kind", "code", "name", "new_code", "new_name")
_SUCCESSION = ("before", "after", "year", "kind")


@cache
def geography() -> dict[str, pa.Table]:
    """Rows of ``region`` (townships as their file has them), ``region_change`` and ``organ_succession``, by the names
    under which they are staged."""
    places = gazetteer()
    rows = [*_regions(places), *_zones()]
    return {
        "staged_township": pa.concat_tables(_townships(folder / "townships.csv") for folder in folders()),
        "staged_region": pa.table(dict(zip(_REGION.names, map(list, zip(*rows, strict=True)), strict=True)), _REGION),
        "staged_region_change": _table("region_changes.csv", _CHANGE),
        "staged_organ_succession": _table("successions.csv", _SUCCESSION),
    }


def _table(name: str, columns: tuple[str, ...]) -> pa.Table:
    rows = [dict(zip(columns, row, strict=True)) for _, row in read_tables(folders(), name, columns)]
    schema = pa.schema([(column, pa.int16() if column == "year" else pa.string()) for column in columns])
    return pa.Table.from_pylist([row | {"year": int(row["year"])} for row in rows], schema)


def _regions(places: Gazetteer) -> Iterator[tuple[object, ...]]:
    for region in {row: None for rows in places.children.values() for row in rows}:
        full = places.full_name(region)
        since, until = region.since or None, region.until or None
        yield (
            *(region.code, region.name, region.short, full, region.level, _kind(region), region.parent or None),
            *(since, until),
        )


def _kind(region: Region) -> str:
    if region.code in MUNICIPALITIES:
        return "municipality"
    return next((kind for end, kind in KINDS if region.name.endswith(end)), "other")


def _zones() -> Iterator[tuple[object, ...]]:
    for found in zones().by_parent.values():
        for zone in found:
            yield zone.code, zone.name, zone.name, zone.name, "zone", "zone", zone.parent, zone.since or None, None


def _townships(path: Path) -> pa.Table:
    """The file as it is: SQL finds the county of each, since rows of Python would take longer than all the rest."""
    columns = dict.fromkeys(("code", "name", "until"), pa.string())
    if not path.exists():
        return pa.table({name: pa.array([], kind) for name, kind in columns.items()})
    return csv.read_csv(path, convert_options=csv.ConvertOptions(column_types=columns))
