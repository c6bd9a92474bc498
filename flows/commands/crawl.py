"""The commands of the crawl: `nightly`, `backfill`, `reextract`, `warc`, `backup`, `rebuild`, `archive`, `serve`."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xxgk.flows import logs
from xxgk.flows.commands.bringing import bring
from xxgk.flows.commands.options import (
    Certificates,
    CorrectionsFile,
    HostsFile,
    MirrorPlace,
    On,
    PublishTo,
    ReadingsFile,
    SourcesFile,
    Staging,
    WarehouseFile,
)
from xxgk.flows.jobs.workplace import ARCHIVE, WAREHOUSE, Workplace

if TYPE_CHECKING:
    from xxgk.flows.crawl.run.scope import Scope
    from xxgk.flows.morning.telling import Telling

ArchivePlace = Annotated[
    str,
    typer.Option("--archive", envvar="XXGK_ARCHIVE", help="The archive of raw bytes: a folder, or a bucket (s3://…)."),
]
Workers = Annotated[
    int, typer.Option("--workers", "-n", min=1, help="Processes that read; all processors where not given.")
]
Prefect = Annotated[bool, typer.Option("--prefect", help="Run as a Prefect flow, recorded on its server.")]
FetchOnly = Annotated[bool, typer.Option("--fetch-only", help="Do not read what comes; the next run does.")]
Brief = Annotated[bool, typer.Option("--brief", help="Tell only what the run did; `xxgk status` has the rest.")]
Years = Annotated[str, typer.Option("--years", metavar="FIRST-LAST", help="Years that the reports cover: 2008-2024.")]
AgencyOption = Annotated[str, typer.Option("--agency", help="Only reports whose link or source names this.")]
RegionOption = Annotated[str, typer.Option("--region", help="Only sources of this region, as in the registry.")]

TellAddresses = Annotated[
    list[str] | None,
    typer.Option(
        "--tell",
        metavar="ADDRESS",
        envvar="XXGK_TELL",
        help="Who is told of the morning, an address of apprise (mailto://, json://, wecombot:// ...); one or more.",
    ),
]
TellWhen = Annotated[
    str, typer.Option("--tell-when", envvar="XXGK_TELL_WHEN", help="When they are told: red, always or never.")
]
Heartbeat = Annotated[
    str,
    typer.Option("--heartbeat", metavar="URL", envvar="XXGK_HEARTBEAT", help="Asked after each night that went well."),
]
SiteFolderOption = Annotated[
    Path | None, typer.Option("--site", help="Folder of the explorer, brought up to the release: see `xxgk site`.")
]

PROCESSORS = os.cpu_count() or 1

HOUR = "0 2 * * *"
"""Every night at two, Chinese time."""

LISTED = 100
"""Lines of documents that are printed."""


def nightly(
    *,
    warehouse: WarehouseFile = WAREHOUSE,
    archive: ArchivePlace = ARCHIVE,
    sources: SourcesFile = None,
    hosts: HostsFile = None,
    workers: Workers = PROCESSORS,
    everything: Annotated[bool, typer.Option("--all", help="Look at every listing and report, due or not.")] = False,
    fetch_only: FetchOnly = False,
    brief: Brief = False,
    prefect: Prefect = False,
    readings_file: ReadingsFile = None,
    corrections_file: CorrectionsFile = None,
    site: SiteFolderOption = None,
    tell: TellAddresses = None,
    tell_when: TellWhen = "red",
    heartbeat: Heartbeat = "",
    on: On = "",
    staging: Staging = "",
    mirror: MirrorPlace = "",
    certificates: Certificates = None,
    to: PublishTo = "",
) -> None:
    """Look at the listings and reports that are due, read what is new, publish, and tell what came.

    Killed anywhere, it goes on from there when it is started again. Exit code 1 where it could not run, where more than
    a part of its sources could not be read (failed_share in data/crawl.toml), or where its audits kept the release
    back; what came is loaded and told all the same."""
    from xxgk.flows.crawl.run.scope import NIGHTLY, Scope

    where = Workplace(
        warehouse,
        archive,
        sources,
        hosts,
        workers,
        fetch_only,
        readings=readings_file,
        corrections=corrections_file,
        site=site,
        on=on,
        staging=staging,
        mirror=mirror,
        certificates=certificates,
        to=to,
    )
    _go(Scope(NIGHTLY, all=everything), where, _telling(tell, tell_when, heartbeat), brief=brief, prefect=prefect)


def backfill(
    *,
    years: Years,
    agency: AgencyOption = "",
    region: RegionOption = "",
    warehouse: WarehouseFile = WAREHOUSE,
    archive: ArchivePlace = ARCHIVE,
    sources: SourcesFile = None,
    hosts: HostsFile = None,
    workers: Workers = PROCESSORS,
    fetch_only: FetchOnly = False,
    brief: Brief = False,
    prefect: Prefect = False,
    readings_file: ReadingsFile = None,
    corrections_file: CorrectionsFile = None,
    site: SiteFolderOption = None,
    tell: TellAddresses = None,
    tell_when: TellWhen = "red",
    heartbeat: Heartbeat = "",
    on: On = "",
    staging: Staging = "",
    mirror: MirrorPlace = "",
    certificates: Certificates = None,
    to: PublishTo = "",
) -> None:
    """Fetch the reports of past years that were never fetched, read and publish them.

    Killed anywhere, it goes on from there when it is started again with the same options."""
    from xxgk.flows.crawl.run.scope import BACKFILL, Scope, parse_years

    try:
        scope = Scope(BACKFILL, parse_years(years), agency, region)
    except ValueError as error:
        raise typer.BadParameter(f"--years: {error}") from error
    where = Workplace(
        warehouse,
        archive,
        sources,
        hosts,
        workers,
        fetch_only,
        readings=readings_file,
        corrections=corrections_file,
        site=site,
        on=on,
        staging=staging,
        mirror=mirror,
        certificates=certificates,
        to=to,
    )
    _go(scope, where, _telling(tell, tell_when, heartbeat), brief=brief, prefect=prefect)


def reextract(
    *,
    where: Annotated[
        str, typer.Option("--where", help="Which publications: a condition of SQL over the view `reading`.")
    ] = "",
    warehouse: WarehouseFile = WAREHOUSE,
    archive: ArchivePlace = ARCHIVE,
    workers: Workers = PROCESSORS,
    readings_file: ReadingsFile = None,
    corrections_file: CorrectionsFile = None,
    on: On = "",
    staging: Staging = "",
    mirror: MirrorPlace = "",
    certificates: Certificates = None,
    to: PublishTo = "",
) -> None:
    """Read again from the archive what an older extractor read, or what --where names, and publish. No network.

    For example: --where "reader = 'pdf' AND outcome = 'quarantined'". Exit code 1 where the archive does not have the
    bytes of some."""
    from xxgk.flows.jobs.reextract import reextract as reread
    from xxgk.flows.screen import show

    place = Workplace(
        warehouse,
        archive,
        workers=workers,
        readings=readings_file,
        corrections=corrections_file,
        on=on,
        staging=staging,
        mirror=mirror,
        certificates=certificates,
        to=to,
    )
    done = reread(place, where)
    if done.read is None:
        show(["nothing to read again"])
        return
    counts = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in sorted(done.read.counts.items()))
    show([f"read again: {counts or 'nothing'}"])
    if done.release is not None:
        show([done.release.told(), *done.release.details()])
        bring(place.places, place.to)
    show(_some(done.absent))
    if done.kept_back is not None:
        raise done.kept_back
    if done.absent:
        raise typer.Exit(1)


def warc(
    run: Annotated[int, typer.Argument(help="Number of the run; `xxgk status` lists them.", min=1)],
    file: Annotated[Path, typer.Argument(help="The file to write, NAME.warc.gz.")],
    *,
    warehouse: WarehouseFile = WAREHOUSE,
    archive: ArchivePlace = ARCHIVE,
) -> None:
    """Export a run of the crawl as a web archive (WARC), for other tools and other institutions.

    What a run found unchanged is a revisit record. Exit code 1 where there is no such run, or where the archive has
    lost the bytes of an answer, which then is left out."""
    from xxgk.flows.crawl.kept.bucket_archive import archive_at
    from xxgk.flows.crawl.kept.ledger import Ledger
    from xxgk.flows.crawl.kept.old_requests import requests_of
    from xxgk.flows.crawl.kept.warc import write_warc
    from xxgk.flows.screen import show

    lost: list[str] = []
    where = Workplace(warehouse)
    with Ledger(where.ledger) as ledger:
        records = write_warc(ledger, archive_at(archive), run, file, lost.append, requests_of(where.ledger, run))
    if not records and not lost:
        typer.echo(f"xxgk: no run {run}, or it asked for nothing", err=True)
        raise typer.Exit(1)
    show([f"{file}: {records} records", *_some(lost)])
    if lost:
        raise typer.Exit(1)


def backup(
    folder: Annotated[Path, typer.Argument(help="The folder to copy into: a new one, or a backup from before.")],
    *,
    warehouse: WarehouseFile = WAREHOUSE,
    archive: ArchivePlace = ARCHIVE,
    readings_file: ReadingsFile = None,
    corrections_file: CorrectionsFile = None,
) -> None:
    """Copy ledger, working warehouse, and an index of the archive (hashes and sizes) as they are at one moment.

    The archive's own files are copied by any tool that copies what is new: docs/crawl.md tells how to keep all of it
    and how to put it back. Exit code 1 where a crawl, a load or a release is at work."""
    from xxgk.flows.jobs.backup import backup as copy
    from xxgk.flows.screen import show

    done = copy(Workplace(warehouse, archive, readings=readings_file, corrections=corrections_file), folder)
    show([f"{done.folder}: {', '.join(done.files)}", f"the archive has {done.archived} files, {done.size} bytes"])


def rebuild(
    *,
    warehouse: WarehouseFile = WAREHOUSE,
    archive: ArchivePlace = ARCHIVE,
    workers: Workers = PROCESSORS,
    readings_file: ReadingsFile = None,
    corrections_file: CorrectionsFile = None,
) -> None:
    """Make the working warehouse anew from archive and ledger, without the network, and publish it.

    For a warehouse that is lost or damaged, or too old to be brought up to this program. What was handed in as files is
    read again where it is in the archive and a warehouse that can be opened knows it; exit code 1 where some is not."""
    from xxgk.flows.jobs.rebuild import rebuild as make_anew
    from xxgk.flows.screen import show

    done = make_anew(
        Workplace(warehouse, archive, workers=workers, readings=readings_file, corrections=corrections_file)
    )
    counts = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in sorted(done.read.counts.items()))
    show([f"read from the archive: {counts}", done.release.told(), *done.release.details()])
    if done.aside:
        show([f"the working warehouse from before is {done.aside}; remove it when you have looked"])
    if done.absent:
        show(_some(done.absent))
        raise typer.Exit(1)


archive_commands = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="The archive of raw bytes: look it over, copy it."
)


@archive_commands.command()
def check(
    *,
    warehouse: WarehouseFile = WAREHOUSE,
    archive: ArchivePlace = ARCHIVE,
    repair: Annotated[
        bool,
        typer.Option(
            "--repair",
            help="Put damaged files aside, take bytes from --mirror, handed-in files anew, ask for pages again the "
            "next night.",
        ),
    ] = False,
    mirror: MirrorPlace = "",
) -> None:
    """Read all of the archive: is each file what its name says, and is every document there that a report needs?

    Exit code 1 where something is damaged or missing and was not mended."""
    from xxgk.flows.commands.progress import progress
    from xxgk.flows.crawl.kept.bucket_archive import archive_at
    from xxgk.flows.jobs.archive_check import check as look_through
    from xxgk.flows.screen import show

    with progress(sum(1 for _ in archive_at(archive).hashes())) as told:
        where = Workplace(warehouse, archive, mirror=mirror)
        done = look_through(where, told or (lambda _: None), repair=repair)
    show(done.told())
    raise typer.Exit(1 if done.problems or (done.unnamed and not repair) else 0)


@archive_commands.command()
def copy(
    place: Annotated[str, typer.Argument(help="A bucket (s3://…), or a folder.", metavar="PLACE")],
    *,
    archive: ArchivePlace = ARCHIVE,
) -> None:
    """Bring the archive to another place, as far as that lacks it; what is damaged is left out.

    `xxgk archive check --repair --mirror PLACE` takes bytes back from there, and workers find them there."""
    from xxgk.flows.commands.progress import progress
    from xxgk.flows.crawl.kept.bucket_archive import archive_at
    from xxgk.flows.screen import show
    from xxgk.flows.spread.mirror import Mirror
    from xxgk.flows.storage import store_at

    there = archive_at(archive)
    count = sum(1 for _ in there.hashes())
    with progress(count) as told:
        put = Mirror(store_at(place)).bring_archive(there, told or (lambda _: None))
    show([f"{place}: {put} files were put there, of {count} of {archive}"])


def serve(
    *,
    cron: Annotated[
        str, typer.Option("--cron", help="When the nights begin, Chinese time: minute, hour, day, month, weekday.")
    ] = HOUR,
    warehouse: WarehouseFile = WAREHOUSE,
    archive: ArchivePlace = ARCHIVE,
    sources: SourcesFile = None,
    hosts: HostsFile = None,
    workers: Workers = PROCESSORS,
    readings_file: ReadingsFile = None,
    corrections_file: CorrectionsFile = None,
    site: SiteFolderOption = None,
    tell: TellAddresses = None,
    tell_when: TellWhen = "red",
    heartbeat: Heartbeat = "",
    on: On = "",
    staging: Staging = "",
    mirror: MirrorPlace = "",
    certificates: Certificates = None,
    to: PublishTo = "",
) -> None:
    """Register the flows with a Prefect server, the nightly run at its hour, and wait to run them with these
    options."""
    from xxgk.flows.morning.telling import in_environment
    from xxgk.flows.scheduled.crawl import serve_flows
    from xxgk.flows.scheduled.server import reached
    from xxgk.flows.storage import absolute

    where = Workplace(
        warehouse.resolve(),
        absolute(archive),
        sources,
        hosts,
        workers,
        readings=readings_file,
        corrections=corrections_file,
        site=site and site.resolve(),
        on=on,
        staging=staging,
        mirror=mirror,
        certificates=certificates,
        to=to,
    )
    try:
        with in_environment({**_telling(tell, tell_when, heartbeat).environment, **logs.environment()}), reached():
            serve_flows(where, cron)
    except ValueError as error:
        raise typer.BadParameter(f"--cron: {error}") from error


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for command in (nightly, backfill, reextract, warc, backup, rebuild, serve):
        app.command()(command)
    app.add_typer(archive_commands, name="archive")


def _some(lines: Sequence[str]) -> Iterator[str]:
    """As many lines as a person reads."""
    yield from lines[:LISTED]
    if len(lines) > LISTED:
        yield f"... and {len(lines) - LISTED} more"


def _telling(to: list[str] | None, when: str, heartbeat: str) -> Telling:
    """Who is told, and when."""
    from xxgk.flows.morning.telling import WHEN, Telling

    if when not in WHEN:
        raise typer.BadParameter(f"--tell-when is one of {', '.join(WHEN)}")
    return Telling(tuple(to or ()), when, heartbeat)


def _go(scope: Scope, where: Workplace, telling: Telling, *, brief: bool, prefect: bool) -> None:
    from xxgk.flows.jobs.nightly import prepared, run
    from xxgk.flows.morning.after import NightError, after_the_night, told_where_it_fails
    from xxgk.flows.morning.sections import blocks
    from xxgk.flows.morning.standing import why
    from xxgk.flows.morning.telling import in_environment
    from xxgk.flows.screen import show

    if prefect:
        from xxgk.flows.scheduled.crawl import crawl
        from xxgk.flows.scheduled.server import reached

        try:
            with in_environment(telling.environment), reached():
                morning, facts = asyncio.run(crawl(asdict(scope), where.plain()))
        except NightError as error:
            morning, facts = error.morning, error.facts
    else:
        with told_where_it_fails(where, telling):
            morning = asyncio.run(run(scope, prepared(where)))
        facts = after_the_night(where, morning, telling)
    show([*facts.night, *(f"{reason.light}: {why(reason)}" for reason in facts.reasons)])
    if not brief:
        show(["", *blocks(facts.tables)])
    if not prefect and where.places.published.exists():
        bring(where.places, where.to)
    if morning.trouble:
        raise typer.Exit(1)
