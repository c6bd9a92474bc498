"""An agency that a printed name can mean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from xxgk.schema.agencies import Registry, agency_id


class Candidate(NamedTuple):
    """An agency that a printed name can mean. `region_code` is where it works, for weighing evidence.

    Not `certain`: the name begins with the short name of a county (龙湖), which may as well be a town, a lake or a
    quarter elsewhere, so that even the only candidate needs evidence."""

    name: str
    agency_id: str
    region_code: str
    certain: bool = True


def candidate(name: str, code: str, works_in: str, registry: Registry, *, certain: bool = True) -> Candidate:
    """The agency of a full name: the register's where it has it, else one whose identifier follows from name and
    region."""
    entry = registry.by_name.get(name)
    if entry is None:
        aliased = registry.by_alias.get(name, ())
        entry = aliased[0] if len(aliased) == 1 else None
    if entry:
        return Candidate(entry.name, entry.agency_id, entry.region_code, certain)
    return Candidate(name, agency_id(name, code), works_in, certain)


def unique(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Each agency once, the first of its candidates, but certain if any of them is."""
    kept: dict[str, Candidate] = {}
    for each in found:
        if each.agency_id not in kept or each.certain:
            kept[each.agency_id] = each
    return tuple(kept.values())
