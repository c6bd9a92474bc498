"""Add to `sources.csv` the columns of a list of listings: a table with the columns url, organ, region, level,
column_title, family, remark.

    python data/build_listings.py LISTINGS.csv [HUBS.csv]

What stays is the column, not its pages of single years: those give their place to the column of the same site, or to
the folder in which they all lie. A column joins as `listing` where an adapter reads its family and nothing in its
remark speaks against it, else as `unverified`: the search for columns looks at it. What is there already stays as it
is; what is left out is printed. A table of hubs has the columns organ, host, path, region: pages of disclosure in whose
menus the column stands, one for each organ of that region.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from xxgk.flows.crawl.finding.sources import COLUMNS, HUB, LISTING, UNVERIFIED
from xxgk.flows.crawl.urls import absolute, folder_of, host_of, url_key
from xxgk.schema.regions import PROVINCE, gazetteer

HERE = Path(__file__).parent
Row = Mapping[str, str]

ADAPTERS = {
    "trs-wcm": "trs",
    "trs-t-id": "trs",
    "ucap-post": "shtml",
    "ucap-shtml-list": "shtml",
    "shtml-c0x": "shtml",
    "jcms-col": "jcms",
    "vsb-webplus": "vsb",
    "jpaas-art-hash": "jpaas",
}
"""The adapter of each family that has one."""

DOUBTS = re.compile(
    r"template|\bhub\b|40\d|301|412|earlier|\bolder\b|\bold\b|ministry dissolved|misleading|not described|not certain"
    r"|by path only|commented out|party organ|approximate|shell|service|application|challenge|may hold|refuses|changes"
    r"|one page inside|link text says|host only|host of before|WAF|stub"
)
"""What in a remark speaks against a column, or against this address of it."""

OF_A_YEAR = re.compile(
    r"year folder(?!s)|one pattern|^reports of|per-year special|year column a|^2025 index"
    r"|2024 is 2024nb"
)
"""Remarks on pages of one year."""

WHOSE = (COLUMNS.index("agency"), COLUMNS.index("region"))

YEAR_FOLDER = re.compile(r"/[^/]*(?:20\d\d|\{Y\}|<年目录>)[^/]*(?=/|$)")


def columns(rows: list[Row]) -> Iterator[Row]:
    """The columns, pages of single years left out or made into the folder of all."""
    whole = {host_of(row["url"]) for row in rows if not _is_of_a_year(row)}
    for row in rows:
        if not _is_of_a_year(row):
            yield row
        elif host_of(row["url"]) not in whole and (above := _above(row["url"])):
            yield {**row, "url": above, "remark": "hub"}


def _is_of_a_year(row: Row) -> bool:
    return "{Y}" in row["url"] or "<" in row["url"] or bool(OF_A_YEAR.search(row["remark"]))


def _above(url: str) -> str:
    """The folder that holds the folders, or the pages, of all years; empty where that is the whole site."""
    found = list(YEAR_FOLDER.finditer(url, url.index("//") + 2))
    cut = next((one for one in found if "{" in one[0] or "<" in one[0]), found[-1] if found else None)
    above = url[: cut.start() + 1] if cut else ""
    return above if folder_of(above) != "/" else ""


def source(row: Row, provinces: Mapping[str, str]) -> tuple[str, ...]:
    """A row of the registry."""
    adapter = ADAPTERS.get(row["family"], "auto")
    kind = UNVERIFIED if adapter == "auto" or DOUBTS.search(row["remark"]) else LISTING
    agency = "" if "各" in row["organ"] else row["organ"]
    region = next((short for short in provinces if row["region"].startswith(short)), "")
    region = region or ("中央" if row["level"] == "central" else "")
    values = {**row, "kind": kind, "agency": agency, "region": region, "adapter": adapter, "years": "", "title": ""}
    return tuple(values[name] for name in COLUMNS)


def hub(row: Row, provinces: Mapping[str, str]) -> tuple[str, ...]:
    """A row of the registry for the page of an organ of a region."""
    region = row["region"] if row["region"] in provinces else ""
    agency = (row["organ"] if row["organ"].startswith(region) else region + row["organ"]) if region else ""
    values = {"url": f"https://{row['host']}{row['path']}", "kind": HUB, "agency": agency, "region": region}
    return tuple({**dict.fromkeys(COLUMNS, ""), **values, "level": "department", "adapter": "auto"}[c] for c in COLUMNS)


def main(given: Path, hubs: Path | None = None) -> None:
    """Add the rows to the file beside this one."""
    provinces = {place.short: place.code for place in gazetteer().by_code.values() if place.level == PROVINCE}
    path = HERE / "sources.csv"
    with given.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    made = [(row["organ"], source(row, provinces)) for row in columns(rows)]
    if hubs:
        with hubs.open(encoding="utf-8", newline="") as lines:
            made += [(row["organ"], hub(row, provinces)) for row in csv.DictReader(lines)]
    with path.open(encoding="utf-8", newline="") as lines:
        met = {url_key(row["url"]) for row in csv.DictReader(lines)}
    with path.open("a", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        for organ, row in made:
            url, key = row[0], url_key(row[0])
            if key not in met and absolute(url, url) == url and any(row[place] for place in WHOSE):
                met.add(key)
                writer.writerow(row)
            elif key not in met:
                print(f"left out: {url} {organ}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
