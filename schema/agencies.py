"""The register of agencies: official names, other names, identifiers.

An identifier is made from the official name alone, so an agency that is not registered gets the same one as when it
is.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from xxgk.schema.organs import Misprints, Organs, load_organs
from xxgk.schema.regions import DATA, Gazetteer, RegistryError, gazetteer, read_tables
from xxgk.schema.regions import folders as registry_folders
from xxgk.schema.text import clean, narrow

CENTRAL = "000000"
"""Region code of organs of the whole country."""

LONGEST_NAME = 40
"""Characters of the name of an agency, as reports print it, at most."""
LEVELS = frozenset({"central", "province", "city", "county", "township"})
_HOST = re.compile("https?://([^/?#:]+)")
AGENCY_ID = re.compile(r"\d{6}-[0-9a-z]{4,32}")


class Entry(NamedTuple):
    """One registered agency; `region_code` is where it works, `parent` the `agency_id` of the organ above it or
    empty."""

    agency_id: str
    name: str
    aliases: tuple[str, ...]
    region_code: str
    level: str
    kind: str
    parent: str
    note: str


@dataclass(frozen=True)
class Registry:
    """Agencies by official name and by alias (one alias may belong to several), abbreviations of organs, what organs
    are called, and places."""

    by_name: Mapping[str, Entry]
    by_alias: Mapping[str, tuple[Entry, ...]]
    organs: Mapping[str, str]
    gazetteer: Gazetteer
    named: Organs
    hosts: Mapping[str, str]
    """Hosts and the smallest region in which all registered agencies lie that publish there."""
    townships: Mapping[str, tuple[Entry, ...]]
    """The registered governments of townships by every end of their names: 建章路街道办事处 is one of 西咸新区, too."""

    @cached_property
    def misprints(self) -> Misprints:
        """All names of the register, to know a misprint of one."""
        return Misprints((*self.by_name, *self.by_alias))


def name_key(name: str) -> str:
    """`name` as names are compared and hashed: no spaces or invisible characters, ASCII narrow, brackets wide. Also
    fit for whole texts."""
    return bracketed(narrow("".join(clean(name).split())))


def bracketed(narrowed: str) -> str:
    """A narrowed text with its brackets wide, as names have them."""
    return narrowed.replace("(", "（").replace(")", "）")


def agency_id(name: str, region_code: str) -> str:
    """The stable identifier of an agency: the region that its official name begins with, and a hash of the name."""
    return f"{region_code}-{hashlib.blake2b(name_key(name).encode(), digest_size=5).hexdigest()}"


def host_of(url: str) -> str:
    """The host of an address without www., in lower case; empty where it has none."""
    found = _HOST.match(url)
    return found[1].lower().removeprefix("www.") if found else ""


def load_registry(*folders: Path, places: Gazetteer | None = None) -> Registry:
    """Read and check `agencies.csv` and `organ_aliases.csv` of all these folders, the project's where none is given;
    `RegistryError` names the faulty entry."""
    known, found = places or gazetteer(), folders or (DATA,)
    by_name: dict[str, Entry] = {}
    by_alias: dict[str, tuple[Entry, ...]] = {}
    by_id: dict[str, Entry] = {}
    places_of: dict[str, str] = {}
    for where, (identifier, name, aliases, *rest) in read_tables(found, "agencies.csv", Entry._fields):
        entry = Entry(identifier, name, tuple(filter(None, aliases.split("|"))), *rest)
        _check(where, entry, known, by_name, by_id)
        by_name[name_key(name)] = by_id[identifier] = entry
        for alias in entry.aliases:
            by_alias[name_key(alias)] = (*by_alias.get(name_key(alias), ()), entry)
        places_of[identifier] = where
    for entry in by_id.values():
        if entry.parent and entry.parent not in by_id:
            where = f"{places_of[entry.agency_id]}: {entry.agency_id} {entry.name}"
            raise RegistryError(f"{where}: parent {entry.parent} is not listed")
    organs = {alias: name for _, (alias, name) in read_tables(found, "organ_aliases.csv", ("alias", "name"))}
    hosts = {host: code for _, (host, code) in read_tables(found, "host_regions.csv", ("host", "region_code"))}
    return Registry(by_name, by_alias, organs, known, load_organs(tuple(found)), hosts, _by_end(by_id.values()))


def _by_end(entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    ends: dict[str, tuple[Entry, ...]] = {}
    for entry in entries:
        for start in range(len(entry.name) - 4) if entry.kind == "township" else ():
            ends[entry.name[start:]] = (*ends.get(entry.name[start:], ()), entry)
    return ends


def _check(
    where: str, entry: Entry, known: Gazetteer, by_name: Mapping[str, Entry], by_id: Mapping[str, Entry]
) -> None:
    label = f"{where}: {entry.agency_id} {entry.name}"
    if not AGENCY_ID.fullmatch(entry.agency_id):
        raise RegistryError(f"{label}: agency_id is not a region code, a hyphen and lower-case letters or digits")
    if not entry.name or name_key(entry.name) in by_name:
        raise RegistryError(f"{label}: name is empty or listed twice")
    if entry.agency_id in by_id:
        raise RegistryError(f"{label}: agency_id also belongs to {by_id[entry.agency_id].name}")
    if entry.region_code != CENTRAL and entry.region_code not in known.by_code:
        raise RegistryError(f"{label}: region {entry.region_code} is not listed")
    if entry.level not in LEVELS or not entry.kind:
        raise RegistryError(f"{label}: level {entry.level!r} or kind {entry.kind!r} is unknown")
    if name_key(entry.name) in map(name_key, entry.aliases):
        raise RegistryError(f"{label}: its name is also its alias")


@cache
def registry() -> Registry:
    """The register of the project and of one's own folder, read once."""
    return load_registry(*registry_folders())
