"""How things stand: the last run, the last release and what keeps the next one back, then the morning, then what the
warehouse holds, in a few small tables."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from operator import itemgetter
from typing import Any

from xxgk.flows.jobs.ledger_copy import as_the_ledger_tells
from xxgk.flows.jobs.workplace import Workplace
from xxgk.flows.morning.sections import morning_blocks
from xxgk.flows.places import Places
from xxgk.flows.reading.walls_tried import tried
from xxgk.flows.release.kept_back import kept_back
from xxgk.flows.screen import Headline, ScreenBlock, ScreenTable
from xxgk.flows.warehouse.warehouse import Warehouse, WarehouseError, now

QUERIES = {
    "Documents": "SELECT outcome, count(*) AS documents FROM document GROUP BY outcome ORDER BY outcome",
    "Reports": """
        SELECT year, count(*) AS reports, count_if(NOT agency_resolved) AS "agency not in the registry"
        FROM report WHERE is_current GROUP BY year ORDER BY year
    """,
    "Open findings": """
        SELECT rule, f.severity, count(*) AS findings, count(DISTINCT publication) AS reports
        FROM finding f JOIN report r USING (publication) WHERE r.is_current
        GROUP BY rule, f.severity ORDER BY list_position(['error', 'warning', 'info'], f.severity), findings DESC, rule
    """,
    "Set aside": """
        SELECT outcome, coalesce(agency || ' ' || year, '') AS report, source,
            concat_ws(': ', audit, reason) AS reason, since
        FROM set_aside ORDER BY outcome, since, source
    """,
    "Refused": """
        SELECT source, outcome, reason FROM refused WHERE outcome NOT IN ('held', 'withdrawn') ORDER BY source
    """,
    "Not got through": """
        SELECT d.source, p.reason, round(seconds, 1) AS seconds, tries, tried_at AS "tried last",
            next_at AS "read again after"
        FROM unread u JOIN publication_part p USING (publication) JOIN document d USING (sha256)
        WHERE p.position = 0 ORDER BY seconds DESC, source
    """,
    "Last releases": """
        SELECT r.release, built_at AS built, documents,
            count_if(change = 'added') AS added, count_if(change = 'revised') AS revised,
            count_if(change = 'reread') AS reread, count_if(change = 'withdrawn') AS withdrawn
        FROM release r LEFT JOIN release_change USING (release) GROUP BY ALL ORDER BY r.release DESC LIMIT 5
    """,
    "Last runs of the reader": """
        SELECT run, started_at AS started, finished_at AS finished, workers, files
        FROM ingest_run ORDER BY run DESC LIMIT 5
    """,
}
"""Heading and query of each table, in order."""


_RUNS = {
    "last run": "SELECT kind, run, started_at, finished_at FROM crawl_run ORDER BY started_at DESC LIMIT 1",
    "last reading": "SELECT 'run', run, started_at, finished_at FROM ingest_run ORDER BY started_at DESC LIMIT 1",
}
"""Kind, number, beginning and end of the last run of the crawl, and of the reader."""

_UNITS = ((1440, "day"), (60, "hour"), (1, "minute"))
_RELEASE = "SELECT release, built_at FROM release ORDER BY release DESC LIMIT 1"


def whole_status(where: Workplace) -> Iterator[ScreenBlock]:
    """All of it. Raises WarehouseError where nothing was ever crawled or loaded."""
    places = where.places
    shown = places.published if places.published.is_file() else places.work
    if not shown.is_file() and not where.ledger.is_file():
        raise WarehouseError(f"no warehouse at {places.published}; `xxgk ingest` makes one")
    with as_the_ledger_tells(where) as morning:
        yield ScreenTable(("", ""), list(_standing(places, morning, now())))
        yield ""
        if morning is not None:
            yield from morning_blocks(morning)
    if shown.is_file():
        with Warehouse(shown, read_only=True) as opened:
            yield from status_blocks(opened)


def _standing(places: Places, morning: Warehouse | None, at: datetime) -> Iterator[tuple[str, str]]:
    """Last run, last release, since when and why the next one is kept back, and what reading processes are open to."""
    for name, query in _RUNS.items():
        for kind, run, started, finished in _last(query, places, morning):
            ended = f"ended {_ago(finished, at)}" if finished else f"began {_ago(started, at)}, not ended"
            yield name, f"{kind} {run}, {ended}"
    if places.published.is_file():
        with Warehouse(places.published, read_only=True) as opened:
            for release, built in opened.query(_RELEASE).rows:
                yield "last release", f"{release}, built {_ago(built, at)}"
    else:
        yield "last release", "none yet: what follows was loaded, and is not published"
    if (kept := kept_back(places)) is not None:
        yield "kept back", f"release {kept.release}, since {_ago(kept.since, at)}, tried last {_ago(kept.last, at)}"
        yield from (("", reason) for reason in kept.reasons)
    yield "reading", tried().told()


def _last(query: str, places: Places, morning: Warehouse | None) -> list[tuple[Any, ...]]:
    """The last run, if there was one; the working warehouse knows of those that were not published."""
    runs = list(morning.query(query).rows) if morning is not None else []
    try:
        with Warehouse(places.work, read_only=True) as work:
            runs += work.query(query).rows
    except WarehouseError:  # there is none, or a load is at work
        pass
    return sorted(runs, key=itemgetter(2))[-1:]


def _ago(moment: datetime, at: datetime) -> str:
    """A moment (UTC) and how long ago that was."""
    minutes = max(int((at - moment).total_seconds() // 60), 0)
    size, unit = next((size, unit) for size, unit in _UNITS if minutes >= 2 * size or size == 1)
    count = minutes // size
    return f"{moment:%Y-%m-%d %H:%M} UTC ({count} {unit}{'' if count == 1 else 's'} ago)"


def status_blocks(warehouse: Warehouse) -> Iterator[ScreenBlock]:
    """All tables that have rows."""
    for heading, query in QUERIES.items():
        result = warehouse.query(query)
        if result.rows:
            yield Headline(heading)
            yield ScreenTable(result.columns, result.rows)
            yield ""
