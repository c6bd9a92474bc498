"""How far a run is, on standard error: a bar on a terminal, else a line every few seconds, so that a log tells whether
it goes on and how it fares."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from xxgk.flows.jobs.ingest import Progress
from xxgk.flows.logs import has_the_screen

EVERY = 5.0
"""Seconds between two lines; the first comes after as many, so that a short run prints none."""

LONG = 30
"""Files from which on a bar is shown."""


@contextmanager
def progress(files: int) -> Iterator[Progress | None]:
    """What a run of so many files is to tell how far it is."""
    if has_the_screen():
        yield None
    elif not sys.stderr.isatty():
        yield Lines(files)
    elif files < LONG:
        yield None
    else:
        with _bar(files) as told:
            yield told


class Lines:
    """Prints a line with the counts, if the last is EVERY seconds ago."""

    def __init__(self, files: int) -> None:
        self._files, self._last = files, time.monotonic()

    def __call__(self, counts: Mapping[str, int]) -> None:
        """Told the counts by outcome so far."""
        if time.monotonic() - self._last >= EVERY:
            self._last = time.monotonic()
            print(line(counts, self._files), file=sys.stderr, flush=True)


def line(counts: Mapping[str, int], files: int) -> str:
    """For example ``1,240 of 10,000 files: 1,200 loaded, 40 quarantined``."""
    told = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in sorted(counts.items()))
    return f"{sum(counts.values()):,} of {files:,} files{': ' if told else ''}{told}"


@contextmanager
def _bar(files: int) -> Iterator[Progress]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    from xxgk.flows.screen import console

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=files)
        yield lambda counts: bar.update(task, completed=sum(counts.values()))
