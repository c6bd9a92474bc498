"""The portals of provinces, cities and counties: ``data/portals.csv``, where the search for columns begins.

A row tells where a government's portal is, how it answered when somebody last looked, and an address inside its pages
of disclosure where one is known. It is no source: nothing is crawled of it but what `flows.crawl.growing` looks at.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from xxgk.flows.crawl.urls import absolute, host_of, url_key
from xxgk.flows.crawl.web.hosts import Hosts
from xxgk.schema.datafile import read_rows
from xxgk.schema.regions import DATA, Gazetteer, RegistryError, gazetteer

PORTALS = DATA / "portals.csv"
COLUMNS = ("region_code", "region", "name", "url", "access", "effective_url", "disclosure_url", "checked")
ACCESS = frozenset({"direct", "protocol-switch", "ua-mobile", "none"})
"""How a portal answered: as it is, under the other scheme (`effective_url`), to a mobile browser only, not at all."""


class Portal(NamedTuple):
    """A portal. `region` names its place from the province on, parted by /; `region_code` (GB/T 2260) is empty where no
    region of the gazetteer has that name; `access` is one of ACCESS, `checked` the day (ISO) of that look;
    `effective_url` is the address that answered, where it was another."""

    region_code: str
    region: str
    name: str
    url: str
    access: str
    effective_url: str
    disclosure_url: str
    checked: str

    @property
    def entry(self) -> str:
        """The address to begin with."""
        return self.effective_url or self.url

    @property
    def host(self) -> str:
        """Host name of that address."""
        return host_of(self.entry)

    def lies_in(self, name: str) -> bool:
        """Whether it lies in a region of this name (江苏省, 江苏, 南京市) or code (32, 3201)."""
        if name.isdecimal():
            return self.region_code.startswith(name)
        return any(name == part or (len(name) > 1 and part.startswith(name)) for part in self.region.split("/"))


def load_portals(hosts: Hosts, path: Path = PORTALS) -> tuple[Portal, ...]:
    """The portals of a file. Raises RegistryError at the first row that contradicts itself or the rules."""
    return tuple(_checked(hosts, path, gazetteer()))


def _checked(hosts: Hosts, path: Path, known: Gazetteer) -> Iterator[Portal]:
    seen: dict[str, str] = {}
    for where, values in read_rows(path, COLUMNS, RegistryError):
        portal = Portal(*map(str.strip, values))
        if problem := _problem(portal, hosts, known):
            raise RegistryError(f"{where}: {problem}")
        key = f"{url_key(portal.url)} {portal.region}"
        if key in seen:
            raise RegistryError(f"{where}: the same portal as in {seen[key].rpartition(', ')[2]}")
        seen[key] = where
        yield portal


def _problem(portal: Portal, hosts: Hosts, known: Gazetteer) -> str:
    """What is wrong with a row; empty where nothing is."""
    for url in filter(None, (portal.url, portal.effective_url, portal.disclosure_url)):
        if absolute(url, url) != url.partition("#")[0]:
            return f"not a complete web address: {url!r}"
        if refusal := hosts.refusal(url):
            return refusal
    if not (portal.region and portal.name):
        return "no region or no name"
    if portal.region_code and portal.region_code not in known.by_code:
        return f"no region has the code {portal.region_code}"
    return "" if portal.access in ACCESS else f"access {portal.access!r} is none of {', '.join(sorted(ACCESS))}"
