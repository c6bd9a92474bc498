"""Where the invented agencies of the portal lie and what they are: registry files beside the project's own."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from xxgk.schema.agencies import Entry, agency_id
from xxgk.schema.regions import Region

PROVINCE = Region("990000", "示例省", "示例", "province", "", 1980, 0)
CITY = Region("990100", "示例市", "", "city", PROVINCE.code, 1980, 0)
COUNTIES = tuple(
    Region(f"9901{number:02d}", name, "", "county", CITY.code, 1980, 0)
    for number, name in enumerate(("青禾区", "松果区", "梧桐湾区", "竹林区", "白鹭县", "兰草县"), start=1)
)
KINDS = {
    "人民政府": "government",
    "司法局": "justice",
    "公安局": "public_security",
    "教育局": "education",
    "财政局": "finance",
    "民政局": "civil_affairs",
    "水利局": "water",
    "交通运输局": "transport",
    "自然资源局": "natural_resources",
    "国土资源局": "natural_resources",
    "城市更新局": "urban_management",
    "卫生健康局": "health",
    "医疗保障局": "medical_insurance",
    "市场监督管理局": "market_supervision",
    "人力资源和社会保障局": "human_resources",
}
"""Kinds of organs by the end of their names."""

TOWNSHIPS = ("镇人民政府", "乡人民政府", "街道办事处")


def write_places(folder: Path, agencies: Iterable[str]) -> Path:
    """Writes ``regions.csv`` and ``agencies.csv`` into a folder, for the variable ``XXGK_REGISTRY``; returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "regions.csv", Region._fields, [(*region[:-1], "") for region in (PROVINCE, CITY, *COUNTIES)])
    _write(folder / "agencies.csv", Entry._fields, [_entry(agency) for agency in sorted(set(agencies))])
    return folder


def _entry(agency: str) -> tuple[str, ...]:
    region = next((county for county in COUNTIES if county.name in agency), CITY)
    level, kind = (
        ("township", "township")
        if agency.endswith(TOWNSHIPS)
        else (region.level, next(kind for end, kind in KINDS.items() if agency.endswith(end)))
    )
    return agency_id(agency, region.code), agency, "", region.code, level, kind, "", ""


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as opened:
        written = csv.writer(opened, lineterminator="\n")
        written.writerow(columns)
        written.writerows(rows)
