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
