"""How things stand, on a screen: the light and why, the last run, the last release and what keeps the next one back,
then the tables of the morning, then what the warehouse holds; and in one line, for a program that watches."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from xxgk.flows.jobs.workplace import Workplace
from xxgk.flows.morning.facts import GREEN, RED, YELLOW, MorningFacts
from xxgk.flows.morning.gathering import gather
from xxgk.flows.morning.sections import blocks
from xxgk.flows.morning.standing import ago, headline, standing, why
from xxgk.flows.morning.words import word
from xxgk.flows.places import Places
from xxgk.flows.reading.walls_tried import tried
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


_READING = "SELECT run, started_at, finished_at FROM ingest_run ORDER BY started_at DESC LIMIT 1"
"""Number, beginning and end of the last run of the reader."""

CODES = {GREEN: 0, YELLOW: 1, RED: 2}
"""What a program that watches is told by the exit code, as monitoring has it."""
UNKNOWN = 3
"""Nobody knows: there is no warehouse, or it cannot be read."""


def standing_now(where: Workplace, within: timedelta | None = None) -> MorningFacts:
    """The facts of this moment. Raises WarehouseError where nothing was ever crawled or loaded."""
    places = where.places
    if not any(path.is_file() for path in (places.published, places.work, where.ledger)):
        raise WarehouseError(f"no warehouse at {places.published}; `xxgk ingest` makes one")
    return gather(where, now(), within=within)


def whole_status(where: Workplace, facts: MorningFacts) -> Iterator[ScreenBlock]:
    """All of it."""
    places = where.places
    yield ScreenTable(("", ""), [(word("label", key).en, line) for key, line in _lines(places, facts)])
    yield ""
    yield from blocks(facts.tables)
    shown = places.published if places.published.is_file() else places.work
    if shown.is_file():
        with Warehouse(shown, read_only=True) as opened:
            yield from status_blocks(opened)


def checked(facts: MorningFacts) -> str:
    """The light and why, in one line."""
    return "; ".join((headline(facts).en, *map(why, facts.reasons)))


def _lines(places: Places, facts: MorningFacts) -> Iterator[tuple[str, str]]:
    told = dict(standing(facts))
    yield "light", facts.light
    yield from (("", why(reason)) for reason in facts.reasons)
    for key in ("run", "reading", "release", "kept_back", "archive", "questions"):
        if key == "reading":
            yield from ((key, line) for line in _reading(places, facts.at))
        elif key == "release" and key not in told:
            yield key, "none yet: what follows was loaded, and is not published"
        elif key in told:
            yield key, told[key]
    yield from (("untold", line) for line in facts.untold)
    yield "walls", tried().told()


def _reading(places: Places, at: datetime) -> Iterator[str]:
    """The last run of the reader; the working warehouse knows of those that were not published."""
    try:
        with Warehouse(places.work, read_only=True) as work:
            for run, started, finished in work.query(_READING).rows:
                yield f"run {run}, " + (
                    f"ended {ago(finished, at)}" if finished else f"began {ago(started, at)}, not ended"
                )
    except WarehouseError:  # there is none, or a load is at work
        return


def status_blocks(warehouse: Warehouse) -> Iterator[ScreenBlock]:
    """All tables that have rows."""
    for heading, query in QUERIES.items():
        result = warehouse.query(query)
        if result.rows:
            yield Headline(heading)
            yield ScreenTable(result.columns, result.rows)
            yield ""
