"""Townships, sub-districts and development zones: what lies below the counties and beside them, by name and by place.

Tens of thousands of rows: read when a name first asks for one, once in a process.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from xxgk.schema.regions import Gazetteer, RegistryError, folders, gazetteer, read_tables

APPROVED = ("code", "name", "short", "parent", "since", "source")
"""Columns of `zones_approved.csv`: zones that keep no statistics of their own, from the acts that set them up."""

KINDS = {
    "民族乡": "ethnic_township",
    "街道": "subdistrict",
    "地区": "subdistrict",
    "镇": "town",
    "苏木": "sumu",
    "乡": "township",
    "区公所": "district_office",
}
"""Kind of a township by how its name ends, the longest first."""


class Local(NamedTuple):
    """A township, sub-district or zone: its statistical code, its name, the region it lies in, and the last year in
    which it is known to have been in force (0: it is). `since` is the year of a zone's approval where it is known by
    that: such a zone is known by its name alone."""

    code: str
    name: str
    parent: str
    until: int = 0
    since: int = 0

    @property
    def kind(self) -> str:
        """What it is called: town, subdistrict, … ; a zone where its name says none of them."""
        return next((kind for end, kind in KINDS.items() if self.name.endswith(end)), "zone")


@dataclass(frozen=True)
class Locals:
    """Places below or beside counties by name, and by the code of the region they lie in."""

    by_name: Mapping[str, tuple[Local, ...]]
    by_parent: Mapping[str, tuple[Local, ...]]

    def within(self, name: str, code: str, places: Gazetteer) -> tuple[Local, ...]:
        """Those of this name that lie in a region or in one below it; those in force, where any is."""
        return in_force(local for local in self.by_name.get(name, ()) if lies_in(local.parent, code, places))


def lies_in(code: str, above: str, places: Gazetteer) -> bool:
    """Whether a region is another or lies in it."""
    return code == above or any(region.code == above for region in places.lineage(code))


def in_force(found: Iterator[Local]) -> tuple[Local, ...]:
    """The places that are in force, all of them where none is: an old report speaks of what has ended."""
    every = tuple(found)
    return tuple(local for local in every if not local.until) or every


def load_townships(places: Gazetteer, *where: Path) -> Locals:
    """Read and check `townships.csv`; `RegistryError` names the faulty row."""
    return _load("townships.csv", ("code", "name", "until"), places, where)


def load_zones(places: Gazetteer, *where: Path) -> Locals:
    """Read and check `zones.csv` and `zones_approved.csv`; `RegistryError` names the faulty row. Those of the latter
    are found under their short names, too."""
    listed = _load("zones.csv", ("code", "name", "parent"), places, where)
    by_name, by_parent = dict(listed.by_name), dict(listed.by_parent)
    for at, (code, name, short, parent, since, source) in read_tables(
        where or folders(), "zones_approved.csv", APPROVED
    ):
        if parent not in places.by_code or not name or not since.isdecimal() or not source:
            raise RegistryError(f"{at}: {code} {name} lies in no listed region, or lacks its year or source")
        local = Local(code, name, parent, since=int(since))
        by_parent[parent] = (*by_parent.get(parent, ()), local)
        for known in filter(None, (name, short)):
            by_name[known] = (*by_name.get(known, ()), local)
    return Locals(by_name, by_parent)


def _load(file: str, columns: tuple[str, str, str], places: Gazetteer, where: tuple[Path, ...]) -> Locals:
    by_name: dict[str, list[Local]] = {}
    by_parent: dict[str, list[Local]] = {}
    known = places.by_code
    for at, (code, name, third) in read_tables(where or folders(), file, columns):
        city = code[:4] + "00"
        parent = third if columns[2] == "parent" else code[:6] if code[:6] in known else city
        if parent not in known:
            parent = city
        if parent not in known or not name or not code.isdecimal():
            raise RegistryError(f"{at}: {code} {name} lies in {parent}, which is not listed")
        local = Local(code, name, parent, int(third) if columns[2] == "until" and third else 0)
        by_name.setdefault(name, []).append(local)
        by_parent.setdefault(parent, []).append(local)
    return Locals(
        {name: tuple(found) for name, found in by_name.items()},
        {code: tuple(found) for code, found in by_parent.items()},
    )


@cache
def townships() -> Locals:
    """The townships of the project and of one's own folder, read once."""
    return load_townships(gazetteer())


@cache
def zones() -> Locals:
    """The development zones of the project and of one's own folder, read once."""
    return load_zones(gazetteer())
