"""Which addresses may be connected to: what a page links or redirects to is hostile until it is checked. Schemes, names
and ports are decided before (`flows.crawl.web.hosts.Hosts.refusal`); this is about the sockets behind a name.

A name is looked up once and the connection goes to the very address that was checked, so that a name that answers
differently the second time (rebinding) gains nothing."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple

from xxgk.flows.crawl.web.hosts import Host


class RefusedAddress(Exception):
    """An address that must not be asked; the message says why."""


class Target(NamedTuple):
    """Address and port of a socket."""

    address: str
    port: int


Resolve = Callable[[str, int], Awaitable[Sequence[Target]]]
"""All sockets behind a host name and port. A parameter: tests let names point where they want."""


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet. An IPv4 address in an IPv6 one is judged by itself where
    the network translates; one behind a tunnel (6to4, Teredo) is nobody's to reach."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or (ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None)
        if inner is not None:
            return is_public(str(inner))
    if any(ip in network for network in _APART if network.version == ip.version):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_APART = tuple(
    map(
        ipaddress.ip_network,
        (
            "192.0.0.0/24",  # of protocols; services of a cloud among them
            "192.88.99.0/24",  # relays of 6to4
            "168.63.129.16/32",  # the services of a cloud, at an address that looks public
            "fec0::/10",  # site-local
            "2001::/23",  # of protocols, Teredo among them
            "2001:db8::/32",  # documentation
            "3fff::/20",  # documentation
            "2002::/16",  # 6to4
            "64:ff9b:1::/48",  # translation within a network
            "5f00::/16",  # segment routing within a network
        ),
    )
)
"""Networks that no site is in and that the library, or an older one, takes for public ones."""


async def checked_targets(port: int, resolve: Resolve, host: Host) -> list[Target]:
    """The sockets of a host that may be connected to, IPv4 first: dead IPv6 addresses are common. Raises Refused where
    there is none, and OSError where the name has no address."""
    found = [_fixed(host.address)] if host.address else list(dict.fromkeys(await resolve(host.name, port)))
    allowed = [target for target in found if host.private or is_public(target.address)]
    if found and not allowed:
        raise RefusedAddress(f"{host.name} leads to {found[0].address}, which is not a public address")
    fitting = [t for t in allowed if not host.family or (":" in t.address) == (host.family == "ipv6")]
    if not fitting:
        raise OSError("the name has no address")
    return sorted(fitting, key=lambda target: ":" in target.address)


def _fixed(address: str) -> Target:
    ip, _, port = address.rpartition(":")
    return Target(ip.strip("[]"), int(port))


async def system_resolve(host: str, port: int) -> list[Target]:
    """What the resolver of the machine says. Raises OSError."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except ValueError as error:  # no name of hosts at all: too long a part, a NUL
        raise OSError(f"no host name: {error}") from error
    return [Target(str(sockaddr[0]), int(sockaddr[1])) for *_, sockaddr in found]
