"""Waiting until nobody else loads or publishes: a night that meets an ingest by hand need not end for it."""

from __future__ import annotations

from contextlib import suppress

from xxgk.flows.crawl.clock import Clock
from xxgk.flows.places import Places
from xxgk.flows.release import shelf
from xxgk.flows.warehouse.warehouse import BusyError, DamagedError, Warehouse

MINUTES = 30
"""How long a night waits for another process that loads or publishes."""

EVERY = 10.0
"""Seconds between two looks."""


async def until_free(places: Places, clock: Clock, minutes: float = MINUTES) -> None:
    """Wait until the working warehouse and the releases are in nobody's hands. Raises BusyError where they still are
    after so many minutes."""
    until = clock.monotonic() + minutes * 60
    while True:
        try:
            _look(places)
        except BusyError as error:
            if clock.monotonic() >= until:
                raise BusyError(
                    f"{error}; it was waited for {minutes:g} minutes: the next run does the rest"
                ) from error
        else:
            return
        await clock.sleep(EVERY)


def _look(places: Places) -> None:
    """Raises BusyError where another process loads or publishes."""
    with shelf.only_one(places.releases), suppress(DamagedError):
        if places.work.is_file():
            Warehouse(places.work, read_only=True).close()
