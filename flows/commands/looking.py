"""Commands for those who look: the explorer as a folder of pages, two reports side by side, the warehouse as tools of a
language model."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xxgk.flows.commands.crawl import ArchivePlace
from xxgk.flows.commands.options import WarehouseFile
from xxgk.flows.jobs.workplace import ARCHIVE, WAREHOUSE


def register(app: typer.Typer) -> None:
    """Give the commands to `xxgk`."""
    app.command()(site)
    app.command()(compare)
    app.command("mcp")(tools)


def site(
    to: Annotated[Path, typer.Option("--to", help="Folder of the site; made where there is none.")],
    warehouse: WarehouseFile = WAREHOUSE,
    archive: ArchivePlace = ARCHIVE,
    *,
    sources: Annotated[
        bool, typer.Option("--sources/--no-sources", help="Put the documents beside their figures, made harmless.")
    ] = True,
    map_: Annotated[
        Path | None, typer.Option("--map", help="A GeoJSON file of provinces, drawn in place of the tiles.")
    ] = None,
    sql: Annotated[bool, typer.Option("--sql", help="Add a page with SQL in the browser; it needs --engine.")] = False,
    engine: Annotated[
        Path | None, typer.Option("--engine", help="Folder in which `npm install @duckdb/duckdb-wasm` was run.")
    ] = None,
) -> None:
    """Make the explorer of a release: static pages, opened by a double click or put on any web server.

    A folder that has a site is brought up to the release: only what changed is written."""
    if sql != (engine is not None):
        raise typer.BadParameter("--sql and --engine go together: the engine is not part of this program")
    make_site(warehouse, to, archive if sources else None, map_, engine)


def make_site(
    warehouse: Path, to: Path, archive: str | None, map_: Path | None = None, engine: Path | None = None
) -> None:
    """Make the explorer of what is published, and tell so."""
    from xxgk.flows.crawl.kept.bucket_archive import archive_at
    from xxgk.flows.screen import show
    from xxgk.flows.site.making import SiteAsked, make
    from xxgk.flows.warehouse.warehouse import Warehouse

    asked = SiteAsked(archive_at(archive) if archive else None, map_, engine)
    with Warehouse(warehouse, read_only=True) as opened:
        show([make(opened, to, asked).told(to)])


def compare(
    agency: Annotated[str, typer.Argument(help="Agency id, name, other name, or a part of the name that is unique.")],
    year: Annotated[int, typer.Argument(help="Year of one report.")],
    other_year: Annotated[
        int | None, typer.Argument(help="Year of the other; the same where only --with is given.")
    ] = None,
    other: Annotated[str, typer.Option("--with", help="Another agency, instead of another year of the same.")] = "",
    warehouse: WarehouseFile = WAREHOUSE,
) -> None:
    """Hold two reports against each other: two years of an agency, or two agencies.

    Told are the figures that differ, what was carried over otherwise than the form asks, and of the text the clauses
    that are not taken over word by word: # with other numbers, ~ changed, + new."""
    from xxgk.flows.answers.compare import comparison_blocks
    from xxgk.flows.answers.show import find_report
    from xxgk.flows.screen import show
    from xxgk.flows.warehouse.warehouse import Warehouse

    if other_year is None and not other:
        raise typer.BadParameter("name another year, or another agency by --with")
    with Warehouse(warehouse, read_only=True) as opened:
        first = find_report(opened, agency, year)
        second = find_report(opened, other or agency, other_year or year)
        show(comparison_blocks(opened, first, second))


def tools(warehouse: WarehouseFile = WAREHOUSE) -> None:
    """Serve the warehouse to a language model as tools (Model Context Protocol on standard input and output): its
    tables, their columns, queries that only read, reports, figures with their place. Ends with its input."""
    from importlib.util import find_spec

    from xxgk.flows.warehouse.warehouse import Warehouse, WarehouseError

    if find_spec("mcp") is None:
        raise WarehouseError("needs the mcp extra (pip install 'xxgk[mcp]'); nothing else of this program does")
    Warehouse(warehouse, read_only=True).close()
    from xxgk.flows.answers.mcp import server

    server(warehouse).run()
