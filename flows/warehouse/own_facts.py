"""What the user of the warehouse tells it in the registry folder: ``population.csv`` (people and area of regions) and
``expected.csv`` (which agencies a listing is to show); made once in a process."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pyarrow as pa

from xxgk.extractors.identity.described import described
from xxgk.extractors.identity.organ_names import candidates
from xxgk.schema.agencies import Entry, name_key, registry
from xxgk.schema.datafile import understood
from xxgk.schema.regions import RegistryError, folders, read_tables

POPULATION = ("region_code", "year", "people", "area_km2", "source", "licence")
EXPECTED = ("url", "agency")

_PEOPLE = pa.schema(
    {
        "region_code": pa.string(),
        "year": pa.int16(),
        "people": pa.float64(),
        "area_km2": pa.float64(),
        "source": pa.string(),
        "licence": pa.string(),
    }
)
_LISTED = pa.schema({"url": pa.string(), "agency_id": pa.string()})


def own_facts() -> dict[str, pa.Table]:
    """Rows of ``region_population`` and ``listing_agency``, by the names under which they are staged. Raises
    RegistryError at a row of an unknown region, of a number that is none, or of a name that no one agency has."""
    listed = [{"url": url, "agency_id": agency.agency_id} for url, agency in _expected()]
    return {
        "staged_region_population": pa.Table.from_pylist(list(_people()), _PEOPLE),
        "staged_listing_agency": pa.Table.from_pylist(listed, _LISTED),
    }


def expected_agencies() -> tuple[Entry, ...]:
    """The agencies of ``expected.csv``, each once: the warehouse knows them before any of their reports came."""
    return tuple({agency.agency_id: agency for _, agency in _expected()}.values())


def _people() -> Iterator[dict[str, object]]:
    places = registry().gazetteer.by_code
    for where, (code, year, people, area, source, licence) in read_tables(folders(), "population.csv", POPULATION):
        if code not in places or not source:
            raise RegistryError(f"{where}: region {code} is not listed, or no source is named")
        with understood(where, RegistryError):
            numbers = {"people": float(people) if people else None, "area_km2": float(area) if area else None}
            yield {"region_code": code, "year": int(year), **numbers, "source": source, "licence": licence}


@cache
def _expected() -> tuple[tuple[str, Entry], ...]:
    return tuple((url, _entry(name, where)) for where, (url, name) in read_tables(folders(), "expected.csv", EXPECTED))


def _entry(name: str, where: str) -> Entry:
    """The agency of a name. One that only its parts name is like those that reports name: nothing is told of it."""
    known = registry()
    found = candidates(name, known)
    if len(found) != 1:
        raise RegistryError(f"{where}: {name} is the name of {'several agencies' if found else 'no known agency'}")
    if entry := known.by_name.get(name_key(found[0].name)):
        return entry
    what = described(found[0].name, found[0].agency_id, known)
    return Entry(found[0].agency_id, found[0].name, (), what.region_code, what.level, what.kind, what.parent, "")
