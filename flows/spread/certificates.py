"""Certificates between scheduler, workers and whoever drives them: a folder with ``ca.pem``, ``cert.pem`` and
``key.pem``. Dask executes what it is sent, so that whoever reaches a port of it without them may do anything."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import TYPE_CHECKING

from xxgk.flows.crawl import urls
from xxgk.schema.errors import XxgkError

if TYPE_CHECKING:
    from distributed.security import Security

FILES = ("ca.pem", "cert.pem", "key.pem")


class SpreadError(XxgkError):
    """The machines that are to read cannot be reached, must not be used, or do not get on."""


def security(address: str, certificates: Path | None) -> Security | None:
    """What Dask is told for an address; None for one without TLS. Raises SpreadError where certificates are lacking."""
    from distributed.security import Security  # noqa: PLC0415  only with the extra

    if not address.startswith("tls://"):
        return None
    if certificates is None:
        raise SpreadError(f"{address} needs certificates: name their folder (--certificates, XXGK_CERTIFICATES)")
    ca, cert, key = (certificates / name for name in FILES)
    if lacking := [path.name for path in (ca, cert, key) if not path.is_file()]:
        raise SpreadError(f"{certificates} has no {', '.join(lacking)}: docs/spread.md tells how they are made")
    side = {"cert": str(cert), "key": str(key)}
    return Security(
        tls_ca_file=str(ca),
        require_encryption=True,
        **{f"tls_{role}_{what}": path for role in ("client", "worker", "scheduler") for what, path in side.items()},
    )


def must_be_safe(address: str, *, without_tls: bool) -> None:
    """Raises SpreadError for an address that others may reach and that asks for no certificate, unless that is
    wanted."""
    if address.startswith("tls://") or without_tls or _is_loopback(address):
        return
    raise SpreadError(
        f"{address}: whoever reaches this port may run anything here; use tls:// with certificates (docs/spread.md), "
        "or say --without-tls where nobody else can reach it"
    )


def _is_loopback(address: str) -> bool:
    host = urls.parse(address.replace("tcp://", "http://", 1)).host
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
