"""`xxgk readings`: what people read where the program refused."""

from __future__ import annotations

import typer

from xxgk.flows.commands.options import ReadingsFile, WarehouseFile
from xxgk.flows.jobs.workplace import WAREHOUSE

readings = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="What people read where the program refused: a file beside the warehouse (xxgk.readings.csv), one line for "
    "each cell, bound to the bytes of its document. It may be written by hand.",
)


@readings.callback()
def _options() -> None:
    """A group of commands, also while there is but one."""


@readings.command()
def check(warehouse: WarehouseFile = WAREHOUSE, readings_file: ReadingsFile = None) -> None:
    """Check the file of readings: each line, and what would become or became of it in the warehouse.

    Exit code 1 where a line cannot be understood, two people differ, or a reading belongs to no document or cell."""
    from xxgk.flows.answers.readings import checked
    from xxgk.flows.places import Places
    from xxgk.flows.screen import show as present

    blocks, good = checked(Places(warehouse, readings_file))
    present(blocks)
    raise typer.Exit(0 if good else 1)
