"""A working warehouse that was made anew from a release catches up with what the archive has beyond that: what was
loaded and not published when the one before was lost.

It is remembered in a file beside the working warehouse that this is still to be done, so that a run that is killed
leaves it to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.jobs.ingest import Options, ingest_files
from xxgk.flows.places import Places
from xxgk.flows.reading.archive_index import entries
from xxgk.flows.reading.files import batched
from xxgk.flows.telling import noted
from xxgk.flows.warehouse.warehouse import Warehouse

AT_ONCE = 10_000
"""Publications that the warehouse is asked for at a time."""


def catch_up(places: Places, archive: Archive, options: Options, tell: Callable[[str], object] = noted) -> None:
    """Read what the archive's index names and a working warehouse that was made anew does not have; told in a line.

    Raises WarehouseError where the warehouse cannot be written."""
    if not places.remade.exists():
        return
    files = []
    with Warehouse(places.work) as warehouse:
        for some in batched(entries(archive, places.work), AT_ONCE):
            lacking = set(warehouse.lacking([entry.publication for entry in some]))
            files += [entry.file(archive) for entry in some if entry.publication in lacking]
    if files:
        again = replace(options, archive=None, lies_in=archive.place, readings=places.readings)
        summary = ingest_files(sorted(files), places.work, again)
        counts = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in sorted(summary.counts.items()))
        tell(f"read again from {archive.place}, which had more than the release: {counts}")
    places.remade.unlink()
