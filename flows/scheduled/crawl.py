"""The Prefect flows of the crawl: `nightly`, `backfill` and `reextract`, the same job with its batches recorded as
tasks.

A task is a batch of hosts or of thousands of documents, fewer than 200 in a run: what became of each address stands in
the ledger. Tasks are not retried: the fetcher does that, and a run that was broken off is taken up by starting it
again."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from xxgk.flows.scheduled import switches as prefect_switches  # noqa: F401  before prefect is imported

# isort: split
from prefect import flow, serve, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.schedules import Cron
from prefect.utilities.annotations import quote

from xxgk.flows import logs
from xxgk.flows.crawl.run.crawl import Crawl, HostBatch
from xxgk.flows.crawl.run.scope import BACKFILL, NIGHTLY, Scope, parse_years
from xxgk.flows.jobs.ingest import Ingest
from xxgk.flows.jobs.nightly import Morning, Steps, prepared, run
from xxgk.flows.jobs.reextract import reextract as reread
from xxgk.flows.jobs.workplace import ARCHIVE, WAREHOUSE, Workplace, workplace_of
from xxgk.flows.morning.after import NightError, after_the_night, told_where_it_fails
from xxgk.flows.morning.facts import MorningFacts
from xxgk.flows.morning.letter import subject
from xxgk.flows.morning.markdown import markdown
from xxgk.flows.morning.telling import told_by_environment
from xxgk.flows.reading.files import File
from xxgk.flows.release.uploading import upload


@task(name="look-at-listings", cache_policy=NO_CACHE, persist_result=False)
async def look(crawl: Crawl, batch: HostBatch[Any]) -> None:
    """Look at the listings of some hosts."""
    await crawl.look(batch)


@task(name="search-for-columns", cache_policy=NO_CACHE, persist_result=False)
async def seek(crawl: Crawl, batch: HostBatch[Any]) -> None:
    """Search for columns from the portals and pages of some hosts."""
    await crawl.seek(batch)


@task(name="fetch-reports", cache_policy=NO_CACHE, persist_result=False)
async def fetch(crawl: Crawl, batch: HostBatch[Any]) -> None:
    """Fetch the reports of some hosts."""
    await crawl.fetch(batch)


@task(name="load-reports", cache_policy=NO_CACHE, persist_result=False)
def load(ingest: Ingest, batches: Sequence[Sequence[File]]) -> None:
    """Read and load some batches, each in one transaction."""
    for files in batches:
        ingest.load(files)


async def _look(crawl: Crawl, batch: HostBatch[Any]) -> None:
    await look.with_options(task_run_name=named("look", batch, "listing"))(*_as_they_are(crawl, batch))


async def _seek(crawl: Crawl, batch: HostBatch[Any]) -> None:
    await seek.with_options(task_run_name=named("search", batch, "beginning"))(*_as_they_are(crawl, batch))


async def _fetch(crawl: Crawl, batch: HostBatch[Any]) -> None:
    await fetch.with_options(task_run_name=named("fetch", batch, "report"))(*_as_they_are(crawl, batch))


def _load(ingest: Ingest, batches: Sequence[Sequence[File]]) -> None:
    count = sum(len(file.documents) for files in batches for file in files)
    load.with_options(task_run_name=f"load: {count} documents")(*_as_they_are(ingest, batches))


def named(what: str, batch: HostBatch[Any], thing: str) -> str:
    """The name of a task's run: its first host, how many more there are, and how many things in all."""
    hosts, count = [host for host, _ in batch], sum(len(things) for _, things in batch)
    more = f" and {len(hosts) - 1} more" if len(hosts) > 1 else ""
    told = f"{what} {hosts[0] if hosts else 'no host'}{more}: {count} {thing}{'' if count == 1 else 's'}"
    return told.replace("{", "{{").replace("}", "}}")  # Prefect fills in names in braces


def _as_they_are(*values: object) -> tuple[Any, ...]:
    """Arguments that are not to be searched for futures."""
    return tuple(map(quote, values))


PROCESSORS = os.cpu_count() or 1

STEPS = Steps(_look, _seek, _fetch, _load)


@flow(name="crawl", validate_parameters=False, persist_result=False)
async def crawl(scope: dict[str, Any], where: dict[str, object]) -> tuple[Morning, MorningFacts]:
    """A run of any scope with its batches as tasks and its morning as an artifact. Who is told, the environment says.
    Raises NightError, with the morning, where too many sources could not be read or its release was kept back."""
    if not logs.environment():  # a process that Prefect started
        logs.listen_as_told()
    place, telling = workplace_of(where), told_by_environment()
    years = scope.get("years")
    with told_where_it_fails(place, telling):
        morning = await run(Scope(**{**scope, "years": tuple(years) if years else None}), prepared(place), STEPS)
    facts = after_the_night(place, morning, telling)
    await create_markdown_artifact(markdown(facts), key="morning", description=subject(facts))  # type: ignore[misc]
    if place.to and place.places.published.exists():
        upload(place.places, place.to)
    if morning.trouble:
        raise NightError(morning, facts)
    return morning, facts


@flow(name="nightly", validate_parameters=False, persist_result=False)
async def nightly(
    warehouse: str = str(WAREHOUSE),
    archive: str = str(ARCHIVE),
    sources: str = "",
    hosts: str = "",
    workers: int = PROCESSORS,
    *,
    everything: bool = False,
    fetch_only: bool = False,
    readings_file: str = "",
    corrections_file: str = "",
    site: str = "",
    on: str = "",
    staging: str = "",
    mirror: str = "",
    certificates: str = "",
    to: str = "",
) -> None:
    """Look at what is due, or at everything; read what is new, publish."""
    people = {"readings": readings_file, "corrections": corrections_file}
    machines = {"on": on, "staging": staging, "mirror": mirror, "certificates": certificates, "to": to}
    more = {"site": site, **people, **machines}
    place = {"warehouse": warehouse, "archive": archive, "sources": sources, "hosts": hosts, **more}
    await crawl({"kind": NIGHTLY, "all": everything}, {**place, "workers": workers, "fetch_only": fetch_only})


@flow(name="backfill", validate_parameters=False, persist_result=False)
async def backfill(
    years: str,
    agency: str = "",
    region: str = "",
    warehouse: str = str(WAREHOUSE),
    archive: str = str(ARCHIVE),
    sources: str = "",
    hosts: str = "",
    workers: int = PROCESSORS,
    *,
    fetch_only: bool = False,
    readings_file: str = "",
    corrections_file: str = "",
    site: str = "",
    on: str = "",
    staging: str = "",
    mirror: str = "",
    certificates: str = "",
    to: str = "",
) -> None:
    """Fetch what was never fetched of some years (``2008-2024``), read it, publish."""
    scope = {"kind": BACKFILL, "years": parse_years(years), "agency": agency, "region": region}
    people = {"readings": readings_file, "corrections": corrections_file}
    machines = {"on": on, "staging": staging, "mirror": mirror, "certificates": certificates, "to": to}
    more = {"site": site, **people, **machines}
    place = {"warehouse": warehouse, "archive": archive, "sources": sources, "hosts": hosts, **more}
    await crawl(scope, {**place, "workers": workers, "fetch_only": fetch_only})


@flow(name="reextract", validate_parameters=False, persist_result=False)
def reextract(
    where: str = "",
    warehouse: str = str(WAREHOUSE),
    archive: str = str(ARCHIVE),
    workers: int = PROCESSORS,
    readings_file: str = "",
    corrections_file: str = "",
    on: str = "",
    staging: str = "",
    mirror: str = "",
    certificates: str = "",
    to: str = "",
) -> None:
    """Read again from the archive what an older extractor read, or what a condition over `reading` names."""
    people = {"readings": readings_file, "corrections": corrections_file}
    machines = {"on": on, "staging": staging, "mirror": mirror, "certificates": certificates, "to": to}
    place = workplace_of({"warehouse": warehouse, "archive": archive, "workers": workers, **people, **machines})
    done = reread(place, where)
    if place.to and done.release is not None:
        upload(place.places, place.to)
    if done.kept_back is not None:
        raise done.kept_back


def serve_flows(where: Workplace, cron: str) -> None:
    """Register the flows, which work where they are told and the nightly one at its hours, and wait for these; needs a
    Prefect server. Raises ValueError where `cron` is no line of hours."""
    told = {name: value for name, value in where.plain().items() if value not in (None, False, "")}
    for name in ("readings", "corrections"):
        if name in told:
            told[f"{name}_file"] = told.pop(name)
    at_its_hour = nightly.to_deployment("nightly", parameters=told, schedule=Cron(cron, timezone="Asia/Shanghai"))
    kept = {name: value for name, value in told.items() if name not in ("sources", "hosts", "site")}
    others = backfill.to_deployment("backfill", parameters=told), reextract.to_deployment("reextract", parameters=kept)
    serve(at_its_hour, *others)  # type: ignore[arg-type]
