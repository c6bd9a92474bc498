"""The commands of the machines that read for others: `scheduler` and `worker`."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from xxgk.flows.commands.options import Certificates
from xxgk.flows.telling import noted

PORT = 8786

WithoutTls = Annotated[
    bool,
    typer.Option("--without-tls", help="Ask for no certificates: only where nobody else can reach the port."),
]


def scheduler(
    *,
    host: Annotated[str, typer.Option("--host", help="The address of this machine to be reached at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="Its port.")] = PORT,
    certificates: Certificates = None,
    without_tls: WithoutTls = False,
) -> None:
    """Hand out what is to be read to workers on any number of machines, for `ingest --on` and the like.

    Dask executes what it is sent: with --certificates (docs/spread.md) only who has one is heard. Needs the extra
    `dask`."""
    from xxgk.flows.spread.serving import schedule

    schedule(host, port, certificates, without_tls=without_tls, tell=noted)


def worker(
    address: Annotated[str, typer.Argument(help="The scheduler: tls://host:8786, or tcp:// on this machine.")],
    *,
    processes: Annotated[
        int, typer.Option("--workers", "-n", min=1, help="Processes that read; all processors where not given.")
    ] = os.cpu_count() or 1,
    certificates: Certificates = None,
    without_tls: WithoutTls = False,
) -> None:
    """Read documents for a scheduler until it is ended, each under the limits of `ingest`; one that lost its scheduler
    waits for the next.

    It reads from the archive and writes to staging: both must be at the same path here as where `ingest --on` runs, or
    in a bucket. Needs the extra `dask`."""
    from xxgk.flows.spread.serving import work

    work(address, processes, certificates, without_tls=without_tls, tell=noted)


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for command in (scheduler, worker):
        app.command()(command)
