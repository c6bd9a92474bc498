"""The Prefect flow `ingest`: the same pipeline, one task for each batch of up to 2,000 documents, with its processes
inside, or the client of the machines that read (`on`).

A task per document would drown Prefect's server (25 ms of its processor each); what became of a document stands in the
warehouse's ledger. Tasks run one after the other, since a warehouse has one writer, and are not retried: running the
flow again takes up where it stopped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from xxgk.flows.scheduled import switches as prefect_switches  # noqa: F401  before prefect is imported

# isort: split
from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.utilities.annotations import quote

from xxgk.flows.crawl.kept.bucket_archive import archive_at
from xxgk.flows.jobs.ingest import BATCH, Ingest, Options
from xxgk.flows.places import around, own
from xxgk.flows.reading.files import File, find_files, one_publication
from xxgk.flows.spread.spread import spread_of
from xxgk.flows.warehouse.summary import Summary

LISTED = 100
"""Refused documents that the summary names; the warehouse has them all."""


@task(name="load-batch", cache_policy=NO_CACHE, persist_result=False)
def load_batch(run: Ingest, files: Sequence[File]) -> None:
    """Read and load one batch in one transaction."""
    run.load(files)


@flow(name="ingest", validate_parameters=False, persist_result=False)
def ingest(
    paths: list[str],
    warehouse: str,
    workers: int = 1,
    batch: int = BATCH,
    *,
    together: bool = False,
    pages: str = "",
    archive: str = "",
    readings: str = "",
    on: str = "",
    staging: str = "",
    certificates: str = "",
    mirror: str = "",
) -> Summary:
    """Read files and folders into a warehouse, or `together` as one report; other parameters as in
    `flows.jobs.ingest.Options`. Leaves a summary as an artifact."""
    secured = Path(certificates) if certificates else None
    options = Options(
        workers=workers,
        batch=batch,
        pages=Path(pages) if pages else None,
        archive=archive or None,
        readings=Path(readings) if readings else None,
        spread=spread_of(on, staging, around(Path(warehouse)), mirror or archive, secured),
    )
    ours = [*own(Path(warehouse)), *([archive_at(archive).folder] if archive else [])]
    found = [one_publication(paths)] if together else find_files(paths, ours)
    with Ingest(found, Path(warehouse), options) as run:
        for files in run.batches():
            as_they_are: tuple[Any, ...] = (quote(run), quote(files))  # not to be searched for futures
            load_batch(*as_they_are)
    summary = run.summary()
    create_markdown_artifact(markdown(summary), key="ingest-summary", description=f"Ingest into {warehouse}")
    return summary


def markdown(summary: Summary) -> str:
    """The summary as a page: counts, and what was refused with the reason."""
    lines = [
        f"# Run {summary.run}: {summary.files} files in {summary.seconds:.1f} s",
        "",
        *(f"{_cell(note)}\n" for note in summary.notes),
        "| outcome | files |",
        "|---|---|",
    ]
    lines += [f"| {name.replace('_', ' ')} | {count} |" for name, count in sorted(summary.counts.items())]
    if summary.refused:
        lines += ["", "| refused | reason |", "|---|---|"]
        lines += [f"| {_cell(source)} | {_cell(reason)} |" for source, reason in summary.refused[:LISTED]]
    if len(summary.refused) > LISTED:
        lines += ["", f"... and {len(summary.refused) - LISTED} more."]
    return "\n".join(lines)


def _cell(text: str) -> str:
    """Text that stays text within a table of Markdown."""
    return "".join(
        f"\\{character}" if character in r"\`*_{}[]<>()#+-.!|~" else character for character in " ".join(text.split())
    )
