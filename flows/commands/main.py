"""The command `xxgk`. Each command imports what it needs when it runs, so that reading one file starts in a moment."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xxgk.flows import logs
from xxgk.flows.commands import crawl as crawl_cli
from xxgk.flows.commands import looking, spreading
from xxgk.flows.commands.bringing import bring
from xxgk.flows.commands.options import (
    Certificates,
    CorrectionsFile,
    MirrorPlace,
    On,
    PublishTo,
    ReadingsFile,
    Staging,
    WarehouseFile,
)
from xxgk.flows.commands.readings import readings
from xxgk.flows.commands.review import review
from xxgk.flows.commands.sources import sources
from xxgk.flows.jobs.workplace import ARCHIVE, WAREHOUSE
from xxgk.flows.telling import Commands, heed_signals

if TYPE_CHECKING:
    from xxgk.flows.places import Places
    from xxgk.flows.reading.files import File
    from xxgk.flows.warehouse.summary import Summary

KEEP = 3
LISTED = 20
WITHIN = 30.0
"""Hours in which a night is to have ended: a day, and as long as a night may take beyond it."""

app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Reads China's government-disclosure annual reports (政府信息公开工作年度报告) into a DuckDB warehouse.\n\n"
    "Exit codes: 0 done, some files may have been refused; 1 nothing could be done: every file was refused, "
    "or what was asked for is not there; 2 the command line is wrong.",
)


def _version(asked: bool) -> None:
    if asked:
        from xxgk.flows.version import code_version

        typer.echo(f"xxgk {code_version()}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    version: Annotated[  # noqa: ARG001  told and done with before anything is
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Tell the version and a digest of its code."),
    ] = False,
    log_format: Annotated[
        str,
        typer.Option(
            "--log-format", envvar=logs.FORMAT, help="Tell each event in a line: json or text; on standard error."
        ),
    ] = "",
    log_file: Annotated[
        Path | None,
        typer.Option(
            "--log-file", envvar=logs.FILE, help="A file for these lines instead; put aside at 10 MB, five are kept."
        ),
    ] = None,
) -> None:
    if log_format not in ("", *logs.FORMATS):
        raise typer.BadParameter(f"--log-format is one of {', '.join(logs.FORMATS)}")
    logs.listen(log_format, str(log_file or ""))


app.add_typer(sources, name="sources")
app.add_typer(readings, name="readings")
app.command()(review)
crawl_cli.register(app)
looking.register(app)
spreading.register(app)

Files = Annotated[list[str], typer.Argument(help="Files, or folders with everything in them.", metavar="PATH...")]
Together = Annotated[
    bool,
    typer.Option("--together", help="Read all the files as one report: the first is the page, the others its parts."),
]


@app.command()
def extract(
    files: Files,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object per document and line.")] = False,
    together: Together = False,
    in_process: Annotated[
        bool, typer.Option("--in-process", help="Read in this process, without limits of time and memory: to debug.")
    ] = False,
    readings_file: Annotated[
        Path | None, typer.Option("--readings", help="What people read in the documents, a CSV file.")
    ] = None,
) -> None:
    """Read documents and print what they say, without a warehouse; each under the limits of `ingest`.

    Exit code 1 only where every document was quarantined."""
    from xxgk.flows.reading.apart import tell
    from xxgk.flows.reading.files import find_files, one_publication
    from xxgk.schema.readings import load_readings

    good = False
    found = [one_publication(files)] if together else [file for given in files for file in find_files([given])]
    _some(found)
    people = load_readings(readings_file) if readings_file else {}
    for told in tell(found, as_json=json, in_process=in_process, readings=people):
        print(told.text)
        good = good or told.is_read
    raise typer.Exit(0 if good else 1)


@app.command()
def explain(
    files: Files,
    figure: Annotated[
        str,
        typer.Option("--figure", "-f", metavar="CODE", help="Only what concerns one figure, or one row (table.row)."),
    ] = "",
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object per document and line.")] = False,
    html: Annotated[
        bool, typer.Option("--html", help="Print a page that shows the tables with what was understood laid over them.")
    ] = False,
) -> None:
    """Tell why documents were read as they were: what each printed row was taken for, and why it was read or refused.

    Each document is read under the limits of `ingest`. Exit code 1 only where none could be read at all."""
    from xxgk.flows.answers.explain import HTML, JSON, TEXT, explained
    from xxgk.flows.reading.files import find_files

    found = [file for given in files for file in find_files([given])]
    _some(found)
    paths = [one.path for file in found for one in (file, *file.parts)]
    good = False
    for told in explained(paths, JSON if json else HTML if html else TEXT, figure):
        print(told.text)
        good = good or told.is_read
    raise typer.Exit(0 if good else 1)


@app.command()
def ingest(
    files: Files,
    warehouse: WarehouseFile = WAREHOUSE,
    workers: Annotated[
        int, typer.Option("--workers", "-n", min=1, help="Processes that read; all processors where not given.")
    ] = os.cpu_count() or 1,
    prefect: Annotated[
        bool, typer.Option("--prefect", help="Run as a Prefect flow, recorded on its server (starts in some 10 s).")
    ] = False,
    *,
    hold: Annotated[
        bool, typer.Option("--hold", help="Load only; readers see it after the next `xxgk release` or ingest.")
    ] = False,
    together: Together = False,
    keep_pages: Annotated[
        Path | None,
        typer.Option(help="Where pages of refused scans are kept, for a person to look at; xxgk.pages by default."),
    ] = None,
    archive: crawl_cli.ArchivePlace = ARCHIVE,
    no_archive: Annotated[
        bool, typer.Option("--no-archive", help="Keep no copy of the documents; `reextract` then cannot read them.")
    ] = False,
    readings_file: ReadingsFile = None,
    corrections_file: CorrectionsFile = None,
    on: On = "",
    staging: Staging = "",
    mirror: MirrorPlace = "",
    certificates: Certificates = None,
    to: PublishTo = "",
) -> None:
    """Read documents into the warehouse and publish it; what it already holds is left as it is.

    Their bytes are kept in the archive, so that a figure can be traced and read again when the files are gone.

    Readers keep the release before until the new one is complete and its audits have passed. Exit code 1 where no
    document is in the warehouse afterwards, where a file or folder could not be opened, or where an audit keeps the
    release back."""
    from xxgk.flows.crawl.kept.bucket_archive import archive_at
    from xxgk.flows.jobs.catching_up import catch_up
    from xxgk.flows.jobs.heeding import heed
    from xxgk.flows.jobs.ingest import Options, ingest_files
    from xxgk.flows.places import Places, own
    from xxgk.flows.reading.files import find_files, one_publication
    from xxgk.flows.release.publish import prepare
    from xxgk.flows.spread.spread import spread_of

    if on and no_archive:
        raise typer.BadParameter("--on: the workers read from the archive; leave out --no-archive")
    found = [one_publication(files)] if together else find_files(files, [archive_at(archive).folder, *own(warehouse)])
    _some(found)
    _there(files)
    if prefect:
        from xxgk.flows.scheduled.server import installed

        installed()
    places = Places(warehouse, readings_file, corrections_file)
    work = prepare(places)
    pages, kept = keep_pages or places.pages, None if no_archive else archive
    spread = spread_of(on, staging, places, mirror or archive, certificates)
    options = Options(workers=workers, pages=pages, archive=kept, readings=places.readings, spread=spread)
    catch_up(places, archive_at(archive), options)
    heed(places, archive_at(archive), options)
    if prefect:
        from xxgk.flows.scheduled.ingest import ingest as flow
        from xxgk.flows.scheduled.server import reached

        with reached():
            named = list(files)
            summary = flow(
                named,
                str(work),
                workers=workers,
                together=together,
                pages=str(pages),
                archive=str(kept or ""),
                readings=str(places.readings),
                on=on,
                staging=spread.staging if spread else "",
                certificates=str(certificates or ""),
                mirror=mirror,
            )
    else:
        from xxgk.flows.commands.progress import progress

        with progress(sum(len(file.documents) for file in found)) as told:
            summary = ingest_files(found, work, options, told)
    _tell(summary, warehouse)
    if not hold:
        _publish(places)
        bring(places, to)
    raise typer.Exit(1 if summary.all_failed or summary.left_out else 0)


@app.command()
def release(
    warehouse: WarehouseFile = WAREHOUSE,
    keep: Annotated[int, typer.Option("--keep", min=2, help="Releases to keep, the new one included.")] = KEEP,
    whole: Annotated[
        bool, typer.Option("--whole", help="Audit every figure, not only those of changed reports.")
    ] = False,
    export_: Annotated[
        str, typer.Option("--export", help="Formats in which to write all tables beside the release: parquet,csv,xlsx.")
    ] = "",
    archive: crawl_cli.ArchivePlace = ARCHIVE,
    readings_file: ReadingsFile = None,
    corrections_file: CorrectionsFile = None,
    site: Annotated[
        Path | None, typer.Option("--site", help="Folder of the explorer, brought up to the release: see `xxgk site`.")
    ] = None,
    to: PublishTo = "",
) -> None:
    """Publish what was loaded: copy, compare, audit, and put in place by one rename.

    Exit code 1 where an audit keeps the release back; the one before then stays."""
    from xxgk.flows.crawl.kept.bucket_archive import archive_at
    from xxgk.flows.jobs.catching_up import catch_up
    from xxgk.flows.jobs.heeding import heed
    from xxgk.flows.jobs.ingest import Options
    from xxgk.flows.places import Places
    from xxgk.flows.release.export import FORMATS
    from xxgk.flows.release.publish import prepare

    exports = tuple(name for name in export_.split(",") if name)
    if set(exports) - set(FORMATS):
        raise typer.BadParameter(f"--export takes {', '.join(FORMATS)}")
    places = Places(warehouse, readings_file, corrections_file)
    prepare(places)
    catch_up(places, archive_at(archive), Options())
    heed(places, archive_at(archive), Options())
    _publish(places, keep=keep, whole=whole, exports=exports)
    bring(places, to)
    if site is not None:
        looking.make_site(warehouse, site, archive)


@app.command()
def withdraw(
    document: Annotated[str, typer.Argument(help="The beginning of its hash, its path, or its address.")],
    why: Annotated[str, typer.Option("--why", help="The reason, for whoever asks later.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Bring back what was withdrawn.")] = False,
    hold: Annotated[bool, typer.Option("--hold", help="Only note it; the next release goes by it.")] = False,
    warehouse: WarehouseFile = WAREHOUSE,
    readings_file: ReadingsFile = None,
    corrections_file: CorrectionsFile = None,
) -> None:
    """Take a wrong document out for good: a test file, a draft, the report of another agency.

    The decision is a line in a file beside the warehouse (xxgk.withdrawn.csv), which is only added to and which every
    release goes by, also one of a warehouse made anew. An earlier print of the report is current again."""
    from xxgk.flows.places import Places
    from xxgk.flows.release import withdrawn
    from xxgk.flows.screen import show as present

    if not undo and not why.strip():
        raise typer.BadParameter("--why: tell why, for whoever asks later")
    done = (withdrawn.undo if undo else withdrawn.withdraw)(Places(warehouse), document, why.strip())
    present([f"{'brought back' if undo else 'withdrawn'}: {done.source} ({done.sha256[:12]})"])
    if not hold:
        _publish(Places(warehouse, readings_file, corrections_file))


@app.command()
def audit(
    warehouse: WarehouseFile = WAREHOUSE,
    rows: Annotated[int, typer.Option("--rows", min=0, max=20, help="Failing rows to show of each audit.")] = 5,
) -> None:
    """Run the audits over the whole warehouse and show what they find.

    Exit code 1 where one of severity block fails."""
    from xxgk.flows.release.audits import run_audits, verdict_blocks
    from xxgk.flows.screen import show as present
    from xxgk.flows.warehouse.warehouse import Warehouse

    with Warehouse(warehouse, read_only=True) as opened:
        verdicts = list(run_audits(opened))
    present(verdict_blocks(verdicts, rows))
    raise typer.Exit(1 if any(verdict.blocks for verdict in verdicts) else 0)


@app.command(context_settings={"ignore_unknown_options": True})  # a query may begin with a comment: --
def sql(
    query: Annotated[str, typer.Argument(help="The query; - reads it from standard input.")],
    warehouse: WarehouseFile = WAREHOUSE,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object per row and line.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print comma-separated values.")] = False,
    safe: Annotated[
        bool,
        typer.Option(
            "--safe",
            help="For queries of others: one query that reads this warehouse and reaches nothing else, at most 30 s, "
            "10,000 rows and 100,000 characters a value.",
        ),
    ] = False,
) -> None:
    """Ask the warehouse, which is opened for reading only."""
    from xxgk.flows import screen as present
    from xxgk.flows.answers.safe import QueryBounds, answer, apart, fits_a_table
    from xxgk.flows.warehouse.warehouse import TOO_MUCH, Warehouse, WarehouseError

    if json and csv:
        raise typer.BadParameter("--json and --csv exclude each other")
    asked = _from_standard_input() if query == "-" else query
    more = False
    if safe:
        apart(QueryBounds())
        result, more = answer(warehouse, asked, QueryBounds())
        if not (json or csv):
            fits_a_table(result, QueryBounds())
    else:
        with Warehouse(warehouse, read_only=True) as opened:
            result = opened.query(asked)
    try:
        if json or csv:
            (present.write_json if json else present.write_csv)(result.columns, result.rows)
        else:
            present.show([present.ScreenTable(result.columns, result.rows)])
    except MemoryError as error:
        raise WarehouseError(TOO_MUCH) from error
    if more:
        typer.echo(
            f"xxgk: there are more rows than the {len(result.rows)} shown; add a LIMIT or ask for less", err=True
        )


@app.command()
def export(
    to: Annotated[Path, typer.Option("--to", help="Folder to write to; made where there is none.")],
    format_: Annotated[str, typer.Option("--format", help="parquet, csv or xlsx.")] = "parquet",
    tables: Annotated[
        str,
        typer.Option(
            "--tables",
            help="Tables and views, separated by commas; where not given all tables and the views of start_here, "
            "of a workbook these views, as its sheets.",
        ),
    ] = "",
    warehouse: WarehouseFile = WAREHOUSE,
    excel: Annotated[
        bool,
        typer.Option(
            "--excel", help="CSV for Excel: with a byte order mark, text that looks like a formula made inert."
        ),
    ] = False,
    contacts: Annotated[
        bool, typer.Option("--with-contacts", help="Leave telephone numbers and e-mail addresses in contact lines.")
    ] = False,
    language: Annotated[
        str,
        typer.Option(
            "--lang", help="Heads of CSV and workbooks in words: zh (Chinese) or en; names of columns where not given."
        ),
    ] = "",
) -> None:
    """Write tables and views to files: Parquet (by year), CSV, or workbooks; a datapackage.json describes them.

    They come into a folder of their own, FORMAT/RELEASE, with a manifest; FORMAT/latest leads to the newest, and is
    replaced when that is complete. The one before stays, for whoever is reading it.

    Telephone numbers and e-mail addresses in contact lines are starred out unless --with-contacts is given."""
    from xxgk.flows.release.exchange import exchange
    from xxgk.flows.release.export import FORMATS, Export
    from xxgk.flows.release.labels import LANGUAGES
    from xxgk.flows.screen import show as present
    from xxgk.flows.warehouse.warehouse import Warehouse

    if format_ not in FORMATS:
        raise typer.BadParameter(f"--format is one of {', '.join(FORMATS)}")
    if language not in ("", *LANGUAGES):
        raise typer.BadParameter(f"--lang is one of {', '.join(LANGUAGES)}")
    named = tuple(name for name in tables.split(",") if name)
    asked = Export(format_, to, named, excel=excel, contacts=contacts, language=language)
    with Warehouse(warehouse, read_only=True) as opened:
        for told in exchange(opened, asked):
            present([told])


@app.command()
def show(
    agency: Annotated[str, typer.Argument(help="Agency id, name, other name, or a part of the name that is unique.")],
    year: Annotated[int, typer.Argument(help="Year that the report covers.")],
    figure: Annotated[
        str, typer.Option("--figure", "-f", metavar="CODE", help="Tell all about one figure: where it stands and how.")
    ] = "",
    warehouse: WarehouseFile = WAREHOUSE,
    archive: crawl_cli.ArchivePlace = ARCHIVE,
) -> None:
    """Show a report of the warehouse as a person would want to read it. A cell that was not read is shown as ?."""
    from xxgk.flows.answers.show import figure_blocks, find_report, report_blocks
    from xxgk.flows.crawl.kept.bucket_archive import archive_at
    from xxgk.flows.screen import show as present
    from xxgk.flows.warehouse.warehouse import Warehouse

    with Warehouse(warehouse, read_only=True) as opened:
        key = find_report(opened, agency, year)
        present(figure_blocks(opened, key, figure, archive_at(archive)) if figure else report_blocks(opened, key))


@app.command(name="unread-prose")
def unread_prose(
    warehouse: WarehouseFile = WAREHOUSE,
    year: Annotated[int | None, typer.Option("--year", help="Only reports of this year.")] = None,
    most: Annotated[int, typer.Option("--most", min=1, help="Clauses to show.")] = LISTED,
) -> None:
    """Tell which clauses of the prose are not understood: the commonest, with counts, N for a number and Y for a year.

    A figure is taken from prose only where every word of its clause is known; what is listed here tells no figure."""
    from xxgk.flows.answers.unread_prose import unread_prose as told
    from xxgk.flows.screen import show as present
    from xxgk.flows.warehouse.warehouse import Warehouse

    with Warehouse(warehouse, read_only=True) as opened:
        present(told(opened, year, most))


@app.command()
def status(
    *,
    warehouse: WarehouseFile = WAREHOUSE,
    readings_file: ReadingsFile = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object: the facts of the morning.")] = False,
    check: Annotated[
        bool,
        typer.Option(
            "--check", help="One line, for a program that watches. Exit code 0 green, 1 yellow, 2 red, 3 nobody knows."
        ),
    ] = False,
    within: Annotated[
        float,
        typer.Option(
            "--within", metavar="HOURS", min=0, help="With --check: red where no night ended for so long; 0 never is."
        ),
    ] = WITHIN,
    tell: crawl_cli.TellAddresses = None,
) -> None:
    """Tell how things stand: the light and why; when the last run and the last release were and what keeps the next one
    back; how the crawl stands (new, changed, late, missing, silent sources); and what the warehouse holds: outcomes,
    reports per year, open findings, what was set aside or refused and why.

    --tell sends it as well, to try an address."""
    from datetime import timedelta

    from xxgk.flows.jobs.workplace import Workplace
    from xxgk.flows.morning import status as standing
    from xxgk.flows.morning.telling import tell as send
    from xxgk.flows.screen import show as present
    from xxgk.flows.telling import line_of
    from xxgk.schema.errors import XxgkError
    from xxgk.schema.inert import json_line

    where = Workplace(warehouse, readings=readings_file)
    try:
        facts = standing.standing_now(where, timedelta(hours=within) if check and within else None)
    except (XxgkError, OSError) as error:
        if not check:
            raise
        present([f"unknown: {line_of(error)}"])
        raise typer.Exit(standing.UNKNOWN) from error
    untold = send(facts, tell or ())
    if json:
        typer.echo(json_line(facts.plain(), str))
    elif check:
        present([standing.checked(facts)])
    else:
        present(standing.whole_status(where, facts))
    for line in untold:
        typer.echo(f"xxgk: {line}", err=True)
    raise typer.Exit(standing.CODES[facts.light] if check else 1 if untold else 0)


def main() -> None:
    """Entry point of the command `xxgk`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    heed_signals()
    app(prog_name="xxgk")


def _from_standard_input() -> str:
    """The text that comes, with or without the mark of an editor before it."""
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise typer.BadParameter("the query on standard input is no UTF-8; save it as UTF-8") from error


def _some(found: Sequence[File]) -> None:
    """Nothing to read is told, and nothing is published for it."""
    if not found:
        typer.echo("xxgk: there is no file in what was named", err=True)
        raise typer.Exit(1)


def _there(files: Sequence[str]) -> None:
    """Raises FileNotFoundError where nothing of what was named is there: no warehouse is made for it, no release."""
    if not any(Path(file).exists() for file in files):
        raise FileNotFoundError(errno.ENOENT, "no such file or folder", ", ".join(files))


def _tell(summary: Summary, warehouse: Path) -> None:
    from xxgk.flows.screen import Headline, ScreenTable, show

    show(summary.notes)
    files = f"{summary.files} file{'' if summary.files == 1 else 's'}"
    show([Headline(f"{warehouse}: {files} in {summary.seconds:.1f} s")])
    counts = [(f"  {name.replace('_', ' ')}", count) for name, count in sorted(summary.counts.items())]
    show([ScreenTable(("", ""), counts)])
    for source, reason in summary.refused[:LISTED]:
        show([f"{source}: {reason}"])
    if len(summary.refused) > LISTED:
        show([f"... and {len(summary.refused) - LISTED} more; `xxgk status` lists them"])


def _publish(places: Places, *, keep: int = KEEP, whole: bool = False, exports: Sequence[str] = ()) -> None:
    """Publish and tell what changed."""
    from xxgk.flows.release.publish import publish
    from xxgk.flows.screen import show

    done = publish(places, keep=keep, whole=whole, exports=exports)
    show([done.told(), *done.details()])
