"""Commands for people who look: the explorer as a folder of pages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xxgk.flows.commands.options import WarehouseFile
from xxgk.flows.jobs.workplace import WAREHOUSE


def register(app: typer.Typer) -> None:
    """Give the commands to `xxgk`."""
    app.command()(site)


def site(
    to: Annotated[Path, typer.Option("--to", help="Folder of the site; made where there is none.")],
    warehouse: WarehouseFile = WAREHOUSE,
) -> None:
    """Make the explorer of a release: static pages, opened by a double click or put on any web server.

    A folder that has a site is brought up to the release: only what changed is written."""
    from xxgk.flows.screen import show
    from xxgk.flows.site.making import make
    from xxgk.flows.warehouse.warehouse import Warehouse

    with Warehouse(warehouse, read_only=True) as opened:
        show([make(opened, to).told(to)])
