"""What the warehouse holds, in a few small tables."""

from __future__ import annotations

from collections.abc import Iterator

from flows.present import Block, Grid, Heading
from flows.warehouse import Warehouse

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


def status_blocks(warehouse: Warehouse) -> Iterator[Block]:
    """All tables that have rows."""
    for heading, query in QUERIES.items():
        result = warehouse.query(query)
        if result.rows:
            yield Heading(heading)
            yield Grid(result.columns, result.rows)
            yield ""
