"""The morning after a crawl: what came, what changed, what is late or missing, which source went silent."""

from __future__ import annotations

from collections.abc import Iterator

from xxgk.flows.jobs.nightly import Morning
from xxgk.flows.screen import Headline, ScreenBlock, ScreenTable
from xxgk.flows.warehouse.warehouse import Warehouse

MOST = 100
"""Rows of a table that are shown; the views have them all."""

QUERIES = {
    "Sources that need a look": """
        SELECT alarm, listing.url AS source, coalesce(nullif(agency, ''), region) AS "for", links AS reports, before,
            class, detail FROM listing WHERE alarm <> '' ORDER BY alarm, listing.url
    """,
    "Columns that the search found": """
        SELECT state, url AS "column", coalesce(nullif(agency, ''), region) AS "for", reports, years, reason,
            replaces AS "in place of"
        FROM found_listing WHERE run = (SELECT max(run) FROM crawl_run) OR state = 'doubtful' ORDER BY state, url
    """,
    "Errors of this program": """
        WITH last AS (SELECT max(run) AS run FROM crawl_run), raised AS (
            SELECT 'listing' AS what, url, detail FROM listing JOIN last USING (run) WHERE class = 'raised'
            UNION ALL SELECT 'report', url, detail FROM page JOIN last USING (run) WHERE class = 'raised'
            UNION ALL SELECT 'request', request, detail FROM "fetch" JOIN last USING (run) WHERE class = 'raised'
        )
        SELECT regexp_extract(url, '^[^:]*://([^/?#]*)', 1) AS host, what, url AS address, detail AS error FROM raised
        ORDER BY host, what, address
    """,
    "Hosts left alone": """
        SELECT host, class, detail, since, retry_at AS "asked again after" FROM crawl_host
        WHERE class <> '' ORDER BY host
    """,
    "New reports of the last run": """
        SELECT agency, year, title, url FROM last_night WHERE change = 'new' ORDER BY year DESC, agency, url
    """,
    "Changed without notice": """
        SELECT agency, year, version, title, url FROM last_night WHERE change = 'changed' ORDER BY agency, year, url
    """,
    "Gone": """
        SELECT change, agency, year, title, url FROM last_night WHERE change IN ('gone', 'not listed')
        ORDER BY change, agency, year, url
    """,
    "Expected reports": """
        SELECT year, state, count(*) AS agencies FROM expected_report GROUP BY year, state
        ORDER BY year, list_position(['on_time', 'came', 'late', 'not_due'], state) NULLS LAST, state
    """,
    "Late, missing or out of reach": """
        SELECT state, agency, year, due_on AS due, published_on AS published, reason FROM expected_report
        WHERE state NOT IN ('on_time', 'came', 'not_due') ORDER BY state, agency
    """,
    "Failed addresses": """
        SELECT class, count(*) AS reports, min(url) AS "for example", arg_min(detail, url) AS detail FROM page
        WHERE class NOT IN ('', 'page', 'document') GROUP BY class ORDER BY reports DESC, class
    """,
    "Last runs of the crawl": """
        SELECT run, kind, started_at AS started, finished_at AS finished,
            (SELECT count(*) FROM "fetch" f WHERE f.run = c.run) AS requests,
            (SELECT count(*) FROM page_version v WHERE v.run = c.run AND version = 1) AS new,
            (SELECT count(*) FROM page_version v WHERE v.run = c.run AND version > 1) AS changed
        FROM crawl_run c ORDER BY run DESC LIMIT 5
    """,
}
"""Heading and query of each table, in order."""


def morning_blocks(warehouse: Warehouse) -> Iterator[ScreenBlock]:
    """All tables that have rows; nothing where nothing was ever crawled."""
    for heading, query in QUERIES.items():
        rows = (found := warehouse.query(query)).rows
        if rows:
            yield Headline(heading)
            yield ScreenTable(found.columns, rows[:MOST])
            if len(rows) > MOST:
                yield f"... and {len(rows) - MOST} more"
            yield ""


def told(morning: Morning) -> Iterator[str]:
    """What a run did, in a few lines; in the first that it failed, where it did."""
    if morning.reach.trouble:
        yield morning.reach.trouble
    yield (
        f"run {morning.run}: {_count(morning.asked, 'request')}, {_count(morning.versions, 'new or changed report')}, "
        f"{morning.seconds:.1f} s"
    )
    yield from morning.recovered
    yield from morning.lost
    yield from morning.left
    if morning.versions == 0:
        yield "nothing new"
    if morning.read is not None:
        counts = sorted(morning.read.counts.items())
        yield "read: " + ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts)
        yield from morning.read.notes
    if morning.releases > 1:
        yield f"{morning.releases} releases were made in the night; the last:"
    if morning.release is not None:
        yield morning.release.told()
        yield from morning.release.details()
    if morning.kept_back is not None:
        yield str(morning.kept_back)


def markdown(morning: Morning, blocks: Iterator[ScreenBlock]) -> str:
    """The morning as a page of Markdown, for Prefect."""
    lines = [f"# Run {morning.run}", "", *(_escaped(line) + "  " for line in told(morning))]
    for block in blocks:
        if isinstance(block, Headline):
            lines += ["", f"## {_escaped(block.text)}", ""]
        elif isinstance(block, ScreenTable):
            lines += [_row(block.columns), "|" + "---|" * len(block.columns), *map(_row, block.rows)]
        elif block:
            lines += ["", _escaped(block)]
    return "\n".join(lines)


def _row(cells: object) -> str:
    return "| " + " | ".join("" if cell is None else _escaped(str(cell)) for cell in cells) + " |"  # type: ignore[attr-defined]


def _escaped(text: str) -> str:
    """Text that stays text within Markdown."""
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]<>()#+-.!|~" else sign for sign in " ".join(text.split()))


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
