"""The hosts that may be asked, and what each needs beyond the usual: ``data/hosts.toml``.

Only hosts under ``.gov.cn`` are asked: copies of these sites on stolen domains are as common as the sites. An exception
needs a reason.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from xxgk.flows.crawl.urls import WEB, parse
from xxgk.schema.datafile import Toml, read_toml
from xxgk.schema.regions import DATA, RegistryError

HOSTS = DATA / "hosts.toml"
GOVERNMENT = ".gov.cn"
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
class Hosts:
    """Whom one may ask, and how: entries by name, where ``*.example.gov.cn`` stands for all below it, and the usual
    `delay`."""

    entries: Mapping[str, Host]
    delay: float

    def of(self, name: str) -> Host:
        """What holds for a host, by its own entry, the nearest ``*.`` entry, or the usual."""
        labels = name.lower().split(".")
        wild = ("*." + ".".join(labels[index:]) for index in range(1, len(labels)))
        found = next((self.entries[key] for key in (name.lower(), *wild) if key in self.entries), None)
        return replace(found, name=name.lower()) if found else Host(name.lower(), self.delay)

    def refusal(self, url: str) -> str:
        """Why this address may not be asked for; empty where it may. Holds for every hop of a redirect."""
        address = parse(url)
        name, port = address.host, address.port
        host = self.of(name)
        if address.scheme not in WEB or not name:
            reason = f" ({address.fault})" if address.fault else ""
            return f"not a web address{reason}: {url[:LONGEST_SHOWN]}"
        if not name.endswith(GOVERNMENT) and not host.outside:
            return f"{name} is not under {GOVERNMENT} and has no entry with a reason"
        if port not in (None, 80, 443, *host.ports) and not host.private:
            return f"port {port} of {name} has no entry with a reason"
        return f"{name} carries a password" if address.has_login else ""


def load_hosts(hosts: Path = HOSTS) -> Hosts:
    """The hosts of a file. Raises RegistryError at the first entry that contradicts itself or the rules."""
    file = read_toml(hosts, RegistryError)
    delay, entries = file.data.get("delay"), file.data.get("host", {})
    if isinstance(delay, bool) or not isinstance(delay, (int, float)):
        raise RegistryError(f"{file.at('delay')}: delay, the seconds between two requests, is missing or no number")
    if unknown := sorted(file.data.keys() - {"delay", "host"}):
        raise RegistryError(f"{file.at(unknown[0])}: {unknown[0]} is unknown")
    if not isinstance(entries, dict):
        raise RegistryError(f'{file.at("host")}: hosts are entries [host."name"]')
    return Hosts({name: _host(name, entry, float(delay), file) for name, entry in entries.items()}, float(delay))


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
