"""`xxgk readings`: what people read where the program refused."""

from __future__ import annotations

import getpass
from typing import Annotated

import typer

from xxgk.flows.commands.options import ReadingsFile, WarehouseFile
from xxgk.flows.jobs.workplace import WAREHOUSE

readings = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="What people read where the program refused: a file beside the warehouse (xxgk.readings.csv), one line for "
    "each cell, bound to the bytes of its document. It may be written by hand.",
)


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


@readings.command()
def same(
    agency: Annotated[str, typer.Argument(help="The agency whose reports are another's: identifier or whole name.")],
    other: Annotated[str, typer.Argument(help="The agency that it is: identifier or whole name.")],
    *,
    why: Annotated[str, typer.Option("--why", help="The reason, for whoever asks later.")],
    who: Annotated[str, typer.Option("--who", help="Who says so; you where not given.")] = "",
    warehouse: WarehouseFile = WAREHOUSE,
    readings_file: ReadingsFile = None,
) -> None:
    """Say that two agencies are one: the reports of the first are those of the other from the next release on.

    It is noted for each document that the first has by now."""
    from xxgk.flows.places import Places
    from xxgk.flows.review.agencies import one_agency
    from xxgk.flows.screen import show as present

    done = one_agency(Places(warehouse, readings_file), agency, other, who.strip() or getpass.getuser(), why.strip())
    present([f"{done.documents} documents of {done.agency} are noted as those of {done.other}"])
