"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

WarehouseFile = Annotated[
    Path, typer.Option("--warehouse", "-w", envvar="XXGK_WAREHOUSE", help="The warehouse, a DuckDB file.")
]
SourcesFile = Annotated[
    Path | None, typer.Option("--sources", help="The sources, a CSV file; the project's own where not given.")
]
HostsFile = Annotated[
    Path | None, typer.Option("--hosts", help="What hosts need beyond the usual; the project's own where not given.")
]
ReadingsFile = Annotated[
    Path | None,
    typer.Option(
        "--readings",
        envvar="XXGK_READINGS",
        help="What people read, a CSV file; xxgk.readings.csv beside the warehouse.",
    ),
]
CorrectionsFile = Annotated[
    Path | None,
    typer.Option(
        "--corrections",
        envvar="XXGK_CORRECTIONS",
        help="Known misprints, a TOML file; xxgk.corrections.toml beside the warehouse.",
    ),
]
PortalsFile = Annotated[
    Path | None, typer.Option("--portals", help="The portals, a CSV file; the project's own where not given.")
]
On = Annotated[
    str,
    typer.Option(
        "--on",
        envvar="XXGK_ON",
        metavar="ADDRESS",
        help="Read on the workers of this scheduler (tls://host:8786), not here: docs/spread.md.",
    ),
]
Staging = Annotated[
    str,
    typer.Option(
        "--staging",
        envvar="XXGK_STAGING",
        help="Where workers leave what they read, a folder that all mount or a bucket; beside the warehouse.",
    ),
]
MirrorPlace = Annotated[
    str,
    typer.Option(
        "--mirror",
        envvar="XXGK_MIRROR",
        help="A bucket in which workers find the bytes; what it lacks of the archive is put there. Else they mount it.",
    ),
]
PublishTo = Annotated[
    str,
    typer.Option(
        "--to",
        envvar="XXGK_TO",
        help="Bring the release there, too: a bucket (s3://…) or a folder of a web server, with latest.json.",
    ),
]
Certificates = Annotated[
    Path | None,
    typer.Option(
        "--certificates",
        envvar="XXGK_CERTIFICATES",
        help="Folder of ca.pem, cert.pem and key.pem, for scheduler and workers.",
    ),
]
