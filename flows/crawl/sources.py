"""The registry of sources: which addresses are crawled, for whom, how, and with which exceptions.

``data/sources.csv`` holds one address a row, ``data/hosts.toml`` what a host needs beyond the usual. Only hosts under
``.gov.cn`` are crawled: copies of these sites on stolen domains are as common as the sites. An exception needs a
reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from flows.crawl.adapters import ADAPTERS
from flows.crawl.urls import WEB, absolute, host_of, parse, url_key
from schema.datafile import Toml, read_rows, read_toml
from schema.regions import DATA, RegistryError

SOURCES, HOSTS = DATA / "sources.csv", DATA / "hosts.toml"
LISTING, REPORT = "listing", "report"
LEVELS = frozenset({"central", "province", "city", "county", "department", "township", ""})
COLUMNS = ("url", "kind", "agency", "level", "region", "adapter", "years", "family", "title")
GOVERNMENT = ".gov.cn"
FIRST_YEAR, LAST_YEAR = 2008, 2100
LONGEST_SHOWN = 200
"""Characters of an address that is none, as far as it is told."""

_FIELDS: dict[str, type | tuple[type, ...]] = {
    "delay": (int, float),
    "scheme": str,
    "tls": str,
    "family": str,
    "ports": list,
    "outside": bool,
}
_FIELDS |= {"private": bool, "address": str, "reason": str}
_ADDRESS = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:]+\]):\d{1,5}")


@dataclass(frozen=True)
class Host:
    """What holds for one host. `delay` in seconds between two requests; `scheme` is ``http`` where only that works;
    `tls` is ``legacy`` where old servers need it; `family` is ``ipv4`` or ``ipv6`` where the other is dead; `ports` are
    those allowed beside 80 and 443; `outside` allows a name not under .gov.cn, `private` an address that is not
    public; `address` (``ip:port``) is connected to in place of what the name resolves to."""

    name: str
    delay: float
    scheme: str = ""
    tls: str = ""
    family: str = ""
    ports: tuple[int, ...] = ()
    outside: bool = False
    private: bool = False
    address: str = ""
    reason: str = ""

    @property
    def exceptional(self) -> bool:
        """Whether anything but the delay differs from other hosts."""
        return bool(
            self.scheme or self.tls or self.family or self.ports or self.outside or self.private or self.address
        )


@dataclass(frozen=True)
class Source:
    """One address. `kind` is listing or report; `agency` may be empty where a listing has many; `years` is the first
    and the last year that it is known to cover; `title` is the text under which a report was really seen."""

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
class Registry:
    """All sources, and hosts by name; a name ``*.example.gov.cn`` stands for all below it."""

    sources: tuple[Source, ...]
    hosts: Mapping[str, Host]
    delay: float

    def host(self, name: str) -> Host:
        """What holds for a host, by its own entry, the nearest ``*.`` entry, or the usual."""
        labels = name.lower().split(".")
        wild = ("*." + ".".join(labels[index:]) for index in range(1, len(labels)))
        found = next((self.hosts[key] for key in (name.lower(), *wild) if key in self.hosts), None)
        return replace(found, name=name.lower()) if found else Host(name.lower(), self.delay)

    def site_of(self, url: str) -> str | None:
        """The agency whose own site a host is: the only one that sources on this host name; empty where they name
        several or none (a portal); None where no source is on it."""
        return self._agencies.get(host_of(url).removeprefix("www."))

    @cached_property
    def _agencies(self) -> Mapping[str, str]:
        named: dict[str, set[str]] = {}
        for source in self.sources:
            named.setdefault(source.host.removeprefix("www."), set()).add(source.agency)
        return {host: next(iter(agencies)) if len(agencies) == 1 else "" for host, agencies in named.items()}

    def refusal(self, url: str) -> str:
        """Why this address may not be asked for; empty where it may. Holds for every hop of a redirect."""
        address = parse(url)
        name, port = address.host, address.port
        host = self.host(name)
        if address.scheme not in WEB or not name:
            reason = f" ({address.fault})" if address.fault else ""
            return f"not a web address{reason}: {url[:LONGEST_SHOWN]}"
        if not name.endswith(GOVERNMENT) and not host.outside:
            return f"{name} is not under {GOVERNMENT} and has no entry with a reason"
        if port not in (None, 80, 443, *host.ports) and not host.private:
            return f"port {port} of {name} has no entry with a reason"
        return f"{name} carries a password" if address.has_login else ""


def load(sources: Path = SOURCES, hosts: Path = HOSTS) -> Registry:
    """The registry of two files. Raises RegistryError at the first line that contradicts itself or the rules."""
    registry = load_hosts(hosts)
    return Registry(tuple(_checked(registry, sources)), registry.hosts, registry.delay)


def load_hosts(hosts: Path = HOSTS) -> Registry:
    """The registry of a file of hosts, without sources: whom one may ask, and how. Raises RegistryError."""
    file = read_toml(hosts, RegistryError)
    delay, entries = file.data.get("delay"), file.data.get("host", {})
    if isinstance(delay, bool) or not isinstance(delay, (int, float)):
        raise RegistryError(f"{file.at('delay')}: delay, the seconds between two requests, is missing or no number")
    if unknown := sorted(file.data.keys() - {"delay", "host"}):
        raise RegistryError(f"{file.at(unknown[0])}: {unknown[0]} is unknown")
    if not isinstance(entries, dict):
        raise RegistryError(f'{file.at("host")}: hosts are entries [host."name"]')
    return Registry((), {name: _host(name, entry, float(delay), file) for name, entry in entries.items()}, float(delay))


def _checked(registry: Registry, file: Path) -> Iterator[Source]:
    seen: dict[str, str] = {}
    for where, values in read_rows(file, COLUMNS, RegistryError):
        source = _source(dict(zip(COLUMNS, map(str.strip, values), strict=True)), where)
        refusal = registry.refusal(source.url)
        if refusal:
            raise RegistryError(f"{where}: {refusal}")
        key = url_key(source.url)
        if key in seen:
            raise RegistryError(f"{where}: the same page as in {seen[key].rpartition(', ')[2]}")
        seen[key] = where
        yield source


def _source(text: Mapping[str, str], where: str) -> Source:
    allowed = {"kind": (LISTING, REPORT), "level": LEVELS, "adapter": (*ADAPTERS, "auto", "report")}
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


def _host(name: str, entry: object, delay: float, file: Toml) -> Host:
    def fault(problem: str) -> RegistryError:
        head = rf"\[\s*host\s*\.\s*[\"']?{re.escape(name)}[\"']?\s*\]"
        return RegistryError(f"{file.at(head)}: host {name}: {problem}")

    if not isinstance(entry, dict):
        raise fault(f'no entry [host."{name}"]')
    wrong = [key for key, value in entry.items() if not isinstance(value, _FIELDS.get(key, ()))]
    if wrong:
        raise fault(f"{', '.join(wrong)} unknown or of the wrong type")
    host = Host(name, **{"delay": delay, **entry, "ports": tuple(entry.get("ports", ()))})
    if host.exceptional and not host.reason:
        raise fault("an exception without a reason")
    if host.delay < 0 or host.scheme not in ("", "http") or host.tls not in ("", "legacy"):
        raise fault("delay, scheme or tls out of range")
    if not all(isinstance(port, int) and 0 < port < 1 << 16 for port in host.ports):
        raise fault("ports must be numbers up to 65535")
    if host.address and not _ADDRESS.fullmatch(host.address):
        raise fault("address must be an IP address and a port, 192.0.2.1:80")
    if host.family not in ("", "ipv4", "ipv6"):
        raise fault("family must be ipv4 or ipv6")
    return host
