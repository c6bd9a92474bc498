"""`xxgk review`: people resolve what the program refuses."""

from __future__ import annotations

import getpass
from typing import Annotated

import typer

from xxgk.flows.commands.crawl import ArchivePlace
from xxgk.flows.commands.options import ReadingsFile, WarehouseFile
from xxgk.flows.jobs.workplace import ARCHIVE, WAREHOUSE

EXTRA = "the page of `xxgk review` needs the extra `review`: pip install 'xxgk[review]' (--list goes without)"


def review(
    *,
    list_: Annotated[bool, typer.Option("--list", help="Only list what is asked, what most hangs on first.")] = False,
    who: Annotated[
        str, typer.Option("--who", help="Who reads, as the answers will name it; you where not given.")
    ] = "",
    second: Annotated[
        bool, typer.Option("--second", help="Read again what another person has read, without seeing what that was.")
    ] = False,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Where to listen; any free port where 0.")] = 0,
    language: Annotated[str, typer.Option("--lang", help="Language of the page: zh (Chinese) or en.")] = "zh",
    most: Annotated[int, typer.Option("--most", min=1, help="Questions to list.")] = 50,
    warehouse: WarehouseFile = WAREHOUSE,
    archive: ArchivePlace = ARCHIVE,
    readings_file: ReadingsFile = None,
) -> None:
    """Ask a person what the program refused: refused cells, rows and tables, sections in doubt, whose report it is.

    A page on this machine alone shows the source with the place marked beside the form; what is typed is checked
    against the form's equations. Answers are lines of a file (xxgk.readings.csv); the next release takes them."""
    from xxgk.flows.crawl.kept.bucket_archive import archive_at
    from xxgk.flows.places import Places
    from xxgk.flows.review.answering import Review
    from xxgk.flows.review.pages import LANGUAGES, words
    from xxgk.flows.review.worklist import listed
    from xxgk.flows.screen import show

    if language not in LANGUAGES:
        raise typer.BadParameter(f"--lang is one of {', '.join(LANGUAGES)}")
    session = Review(Places(warehouse, readings_file), archive_at(archive), who.strip() or getpass.getuser(), second)
    asked = session.questions()
    if list_:
        show(listed(asked, most))
        return
    try:
        from xxgk.flows.review.server import ReviewServer
    except ModuleNotFoundError as error:
        typer.echo(f"xxgk: {EXTRA}", err=True)
        raise typer.Exit(1) from error
    serving = ReviewServer(session, words(language), port)
    show([f"{len(asked)} questions; open {serving.address}", "^C ends it"])
    serving.run()
