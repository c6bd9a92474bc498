"""The gazetteer: places (GB/T 2260), their names, and the telephone and post codes that lead to them.

Place names are ambiguous by nature (two 宝山区, a dozen 鼓楼区), so every look-up returns all the regions that fit, and
whoever asks must choose by evidence. Looking up is by dictionary at a position of a name, never by a scan of all
regions.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from xxgk.schema.datafile import read_rows, understood
from xxgk.schema.errors import DataError

DATA = Path(__file__).resolve().parent.parent / "data"
MORE = "XXGK_REGISTRY"
"""The variable that names a folder of one's own registry files; what they list counts beside what the project lists."""

PROVINCE, CITY, COUNTY = "province", "city", "county"
LEVELS = (PROVINCE, CITY, COUNTY)
MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})


class RegistryError(DataError):
    """A registry file that contradicts itself; the message names file, line and entry."""


class Region(NamedTuple):
    """A region under one name. `parent` is a code, empty for a province; `until` is 0 while the region is in force."""

    code: str
    name: str
    short: str
    level: str
    parent: str
    since: int
    until: int

    def in_force(self, year: int | None) -> bool:
        """Whether the region had this code and name in `year` (any time, where the year is unknown).

        A year after is allowed: the report for a year is written, and often named, in the next one; a year before
        likewise, for reports that look ahead of a change not yet in force."""
        return year is None or (self.since - 1 <= year and (not self.until or year <= self.until + 1))


class NamedRegion(NamedTuple):
    """A region named at the beginning of a text: `end` is the first character after the name, `full` tells whether
    its last part was printed with its kind (双鸭山市, 黔南州), not short (双鸭山)."""

    region: Region
    end: int
    full: bool


@dataclass(frozen=True)
class Gazetteer:
    """Regions by code and by name; area codes and postcodes (or their prefixes) with the regions that have them."""

    by_code: Mapping[str, Region]
    by_name: Mapping[str, tuple[Region, ...]]
    area_codes: Mapping[str, tuple[str, ...]]
    postcodes: Mapping[str, tuple[str, ...]]
    children: Mapping[str, tuple[Region, ...]]
    longest: int
    aliases: frozenset[str]
    """Customary short names (巴州), which may be short names of others as well."""
    divisions: Mapping[str, Region]
    """Divisions of 新疆生产建设兵团 (第八师) and the city each keeps."""

    def lineage(self, code: str) -> Iterator[Region]:
        """The region and all regions above it, from the inside out."""
        while code:
            region = self.by_code[code]
            yield region
            code = region.parent

    def city(self, code: str) -> str:
        """Code of the city that `code` is or lies in; of the municipality in its districts; else of the region
        itself."""
        for region in self.lineage(code):
            if region.level == CITY or region.code in MUNICIPALITIES:
                return region.code
        return code

    def full_name(self, region: Region) -> str:
        """The name as official names of organs begin: districts carry their city (淮安市洪泽区), others stand alone, as
        does a district right below a province (神农架林区)."""
        above = self.by_code.get(region.parent)
        if region.level == COUNTY and region.name.endswith("区") and above and self._has_districts(above):
            return above.name + region.name
        return region.name

    @staticmethod
    def _has_districts(region: Region) -> bool:
        return region.level == CITY or region.code in MUNICIPALITIES

    def places(self, text: str, year: int | None = None) -> tuple[NamedRegion, ...]:
        """All the ways in which `text` begins with a region, with or without the regions above it.

        Only the longest reading of the whole chain is kept, in all its meanings (洪泽区 after 淮安市 has one, 宝山
        alone has two). Regions not in force in `year` are left out if any that were remain."""
        found = tuple(self._chains(text, 0, None))
        longest = max((place.end for place in found), default=0)
        found = tuple({place.region.code: place for place in found if place.end == longest}.values())
        return tuple(place for place in found if place.region.in_force(year)) or found

    def readings(self, text: str, year: int | None = None) -> tuple[NamedRegion, ...]:
        """All the ways in which `text` begins with a region, however long: 苏州 and 苏州市 before 场监督管理局.

        Regions not in force in `year` are left out where any that were end at the same character."""
        found: dict[tuple[str, int], NamedRegion] = {}
        for place in self._chains(text, 0, None):
            if (place.region.code, place.end) not in found or place.full:
                found[place.region.code, place.end] = place
        now = {place.end for place in found.values() if place.region.in_force(year)}
        return tuple(place for place in found.values() if place.end not in now or place.region.in_force(year))

    def _chains(self, text: str, start: int, above: Region | None) -> Iterator[NamedRegion]:
        for end in range(min(len(text), start + self.longest), start + 1, -1):
            name = text[start:end]
            for region in self.by_name.get(name, ()):
                if above is None or (region.code != above.code and self._lies_in(region, above)):
                    yield NamedRegion(
                        region, end, name == region.name or (name != region.short and name not in self.aliases)
                    )
                    yield from self._chains(text, end, region)

    def _lies_in(self, region: Region, above: Region) -> bool:
        parent = region.parent
        while parent:
            if parent == above.code:
                return True
            parent = self.by_code[parent].parent
        return False


def folders() -> tuple[Path, ...]:
    """Where the registry files stand: the project's own, then the folder that `MORE` names. `RegistryError` where that
    is none."""
    if not (more := os.environ.get(MORE)):
        return (DATA,)
    if not Path(more).is_dir():
        raise RegistryError(f"{MORE} names {more}, which is no folder")
    return DATA, Path(more)


def read_tables(places: Sequence[Path], name: str, columns: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(where, values) of each row of a CSV file, from all folders that have it: the first must."""
    first, *others = (place / name for place in places)
    for path in (first, *(other for other in others if other.exists())):
        yield from read_table(path, columns)


def read_table(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(where, values) of each row of a CSV file; `RegistryError` where it cannot be read, or head or width is
    another."""
    yield from read_rows(path, columns, RegistryError)


def names_of(region: Region) -> set[str]:
    """The ways in which a region is written: in full, short, and for autonomous ones short with their kind (黔南州,
    湘西自治州)."""
    names = {region.name}
    if len(region.short) > 1:
        names.add(region.short)
        if "自治" in region.name and not region.name.endswith("自治区"):
            names |= {region.short + region.name[-1], region.short + region.name[-3:]}
    return names


def load_gazetteer(*places: Path) -> Gazetteer:
    """Read and check `regions.csv`, `area_codes.csv` and `postcodes.csv` of all these folders; `RegistryError` names
    the faulty row."""
    places = places or (DATA,)
    by_code: dict[str, Region] = {}
    by_name: dict[str, list[Region]] = {}
    rows: list[tuple[str, Region]] = []
    for where, (code, name, short, level, parent, since, until) in read_tables(places, "regions.csv", Region._fields):
        if level not in LEVELS or len(code) != 6 or not code.isdecimal() or not name or not since.isdecimal():
            raise RegistryError(f"{where}: {code} {name} is no region")
        with understood(where, RegistryError):
            region = Region(code, name, short, level, parent, int(since), int(until or 0))
        rows.append((where, region))
        if code not in by_code or not region.until or 0 < by_code[code].until < region.until:
            by_code[code] = region
    children: dict[str, list[Region]] = {}
    for where, region in rows:
        if region.parent and region.parent not in by_code:
            raise RegistryError(f"{where}: {region.code} {region.name} lies in {region.parent}, which is not listed")
        children.setdefault(region.parent, []).append(region)
    for region in _without_renumbered([region for _, region in rows], by_code):
        for printed in names_of(region):
            by_name.setdefault(printed, []).append(region)
    divisions, aliases = {}, set()
    for where, (printed, code, kind) in read_tables(places, "region_aliases.csv", ("name", "region_code", "kind")):
        if code not in by_code or kind not in ("short", "division"):
            raise RegistryError(f"{where}: {printed} leads to {code}, which is not listed")
        if kind == "division":
            divisions[printed] = by_code[code]
        else:
            aliases.add(printed)
            by_name.setdefault(printed, []).append(by_code[code])
    return Gazetteer(
        by_code,
        {name: tuple(regions) for name, regions in by_name.items()},
        _codes(places, "area_codes.csv", "area_code", by_code),
        _codes(places, "postcodes.csv", "postcode", by_code),
        {code: tuple(regions) for code, regions in children.items()},
        max(map(len, by_name), default=0),
        frozenset(aliases),
        divisions,
    )


def _without_renumbered(regions: list[Region], by_code: Mapping[str, Region]) -> Iterator[Region]:
    """Regions under their last code: one that only changed its code (托克逊县, when 吐鲁番 became a city) stays one
    place.

    Districts of one name are the same place only in the same city; names of counties and cities occur once."""

    def identity(region: Region) -> tuple[str, str, str]:
        district = region.level == COUNTY and region.name.endswith("区")
        return region.name, region.level, by_code[region.parent].short if district and region.parent else ""

    last: dict[tuple[str, str, str], Region] = {}
    for region in sorted(regions, key=lambda each: (each.until or 9999, each.code)):
        earlier = last.get(identity(region))
        last[identity(region)] = region._replace(since=min(region.since, earlier.since)) if earlier else region
    yield from last.values()


def _codes(places: Sequence[Path], name: str, column: str, regions: Mapping[str, Region]) -> dict[str, tuple[str, ...]]:
    codes: dict[str, tuple[str, ...]] = {}
    for where, (code, region) in read_tables(places, name, (column, "region_code")):
        if not code.isdecimal() or region not in regions:
            raise RegistryError(f"{where}: {code} leads to {region}, which is not listed")
        codes[code] = (*codes.get(code, ()), region)
    return codes


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of the project and of one's own folder, read once."""
    return load_gazetteer(*folders())
