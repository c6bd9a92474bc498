"""The registry of sources: which addresses are crawled, for whom, how, and with which exceptions.

``data/sources.csv`` holds one address a row; which hosts may be asked is told by `flows.crawl.web.hosts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from xxgk.flows.crawl.finding.adapters import ADAPTERS
from xxgk.flows.crawl.urls import absolute, host_of, url_key
from xxgk.flows.crawl.web.hosts import HOSTS, Hosts, load_hosts
from xxgk.schema.datafile import read_rows
from xxgk.schema.regions import DATA, RegistryError

SOURCES = DATA / "sources.csv"
LISTING, REPORT, UNVERIFIED, HUB = "listing", "report", "unverified", "hub"
NOT_CRAWLED = frozenset({UNVERIFIED, HUB})
"""Kinds of addresses at which only the search for columns looks."""
LEVELS = frozenset({"central", "province", "city", "county", "department", "township", ""})
COLUMNS = ("url", "kind", "agency", "level", "region", "adapter", "years", "family", "title")
FIRST_YEAR, LAST_YEAR = 2008, 2100


@dataclass(frozen=True)
class Source:
    """One address. `kind` is listing, report, or what only the search for columns looks at: unverified, a column that
    somebody named and that nobody has seen to list reports, and hub, a page of disclosure in whose menu it stands.
    `agency` may be empty where a listing has many; `years` is the first and the last year that it is known to cover;
    `title` is the text under which a report was really seen."""

    url: str
    kind: str
    agency: str
    level: str
    region: str
    adapter: str
    years: tuple[int, int] | None
    family: str
    title: str

    @property
    def host(self) -> str:
        """Host name in lower case."""
        return host_of(self.url)


@dataclass(frozen=True)
class SourceRegistry:
    """All sources, and the hosts that may be asked."""

    sources: tuple[Source, ...]
    hosts: Hosts

    @cached_property
    def crawled(self) -> tuple[Source, ...]:
        """Those that a night looks at: all that are verified."""
        return tuple(source for source in self.sources if source.kind not in NOT_CRAWLED)

    def joined(self, others: Iterable[Source], without: Iterable[str] = ()) -> SourceRegistry:
        """With further sources, those left out that are there already in any spelling; and without some addresses."""
        lost = frozenset(map(url_key, without))
        kept = tuple(one for one in self.sources if url_key(one.url) not in lost)
        known = {url_key(one.url) for one in kept if one.kind not in NOT_CRAWLED}
        return SourceRegistry((*kept, *(one for one in others if url_key(one.url) not in known)), self.hosts)

    def site_of(self, url: str) -> str | None:
        """The agency whose own site a host is: the only one that sources on this host name; empty where they name
        several or none (a portal); None where no source is on it."""
        return self._agencies.get(host_of(url).removeprefix("www."))

    @cached_property
    def _agencies(self) -> Mapping[str, str]:
        named: dict[str, set[str]] = {}
        for source in self.crawled:
            named.setdefault(source.host.removeprefix("www."), set()).add(source.agency)
        return {host: next(iter(agencies)) if len(agencies) == 1 else "" for host, agencies in named.items()}


def load(sources: Path = SOURCES, hosts: Path = HOSTS) -> SourceRegistry:
    """The registry of two files. Raises RegistryError at the first line that contradicts itself or the rules."""
    known = load_hosts(hosts)
    return SourceRegistry(tuple(_checked(known, sources)), known)


def _checked(hosts: Hosts, file: Path) -> Iterator[Source]:
    seen: dict[str, str] = {}
    for where, values in read_rows(file, COLUMNS, RegistryError):
        source = _source(dict(zip(COLUMNS, map(str.strip, values), strict=True)), where)
        refusal = hosts.refusal(source.url)
        if refusal:
            raise RegistryError(f"{where}: {refusal}")
        key = url_key(source.url)
        if key in seen:
            raise RegistryError(f"{where}: the same page as in {seen[key].rpartition(', ')[2]}")
        seen[key] = where
        yield source


def _source(text: Mapping[str, str], where: str) -> Source:
    allowed = {"kind": (LISTING, REPORT, UNVERIFIED, HUB), "level": LEVELS, "adapter": (*ADAPTERS, "auto", "report")}
    for name, values in allowed.items():
        if text[name] not in values:
            raise RegistryError(f"{where}: {name} {text[name]!r} is none of {', '.join(sorted(values))}")
    if not (text["agency"] or text["region"]):
        raise RegistryError(f"{where}: neither agency nor region")
    if absolute(text["url"], text["url"]) != text["url"]:
        raise RegistryError(f"{where}: not a complete web address: {text['url']!r}")
    return Source(**{**text, "years": _years(text["years"], where)})  # type: ignore[arg-type]


def _years(text: str, where: str) -> tuple[int, int] | None:
    if not text:
        return None
    first, _, last = text.partition("-")
    if not (first.isdecimal() and (last or first).isdecimal()):
        raise RegistryError(f"{where}: years {text!r} are neither one year nor first-last")
    years = int(first), int(last or first)
    if not FIRST_YEAR <= years[0] <= years[1] <= LAST_YEAR:
        raise RegistryError(f"{where}: years {text!r} are not plausible")
    return years
