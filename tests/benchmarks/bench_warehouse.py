"""A warehouse of 200,000 made-up reports (40 million figures): how fast its views answer, how fast the narrative is
searched, how large the file is, and what a nightly release after some changed reports costs beside a copy of the file
and their load.

Timed as an analyst meets it: the published file opened anew for each question, its pages warm. Bars: 1 s for a question
to a view, 2 s for a search, 3 GB for the file; a release of CHANGED reports, here and there among the others, at most
twice what a copy of the file (that is seen to be on the disk, as a release does) and the load of these reports take.

    python -m tests.benchmarks.bench_warehouse [--reports 200000] [--changed 500] [--folder build/warehouse]
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.bench_load import synthetic
from xxgk.flows.jobs.ingest import BATCH
from xxgk.flows.places import Places
from xxgk.flows.reading.job import JobResult
from xxgk.flows.reading.rows import pack
from xxgk.flows.release import shelf
from xxgk.flows.release.publish import publish
from xxgk.flows.warehouse.summary import Outcome
from xxgk.flows.warehouse.warehouse import Warehouse
from xxgk.schema.agencies import registry

MADE = Path(__file__).with_name("made_warehouse.sql")
BAR_VIEW, BAR_SEARCH, BAR_FILE, BAR_RELEASE = 1.0, 2.0, 3e9, 2.0
ONE = "'110000-000003e8'"

PIECE = 20_000
"""Reports made up at a time."""

QUESTIONS = {
    "requests": "SELECT year, sum(new_received), sum(granted) FROM requests_total GROUP BY year",
    "disclosure": "SELECT year, sum(regulations_issued) FROM disclosure GROUP BY year",
    "remedies": "SELECT year, sum(review_total) FROM remedies GROUP BY year",
    "report_overview": "SELECT agency, year, errors FROM report_overview ORDER BY requests_received DESC LIMIT 20",
    "coverage": "SELECT year, state, count(*) FROM coverage GROUP BY ALL",
    "series": "SELECT year, sum(value) FROM series WHERE concept = 'requests_received' GROUP BY year",
    "rate": "SELECT agency, percent FROM rate WHERE rate = 'grant_rate' AND year = 2023 ORDER BY percent DESC LIMIT 20",
    "region_series": "FROM region_series WHERE concept = 'requests_received' LIMIT 50",
    "pooled_rate": "FROM pooled_rate('grant_rate', province)",
    "peer_rank": "SELECT * FROM peer_rank WHERE rate = 'denial_rate' AND year = 2023 AND peer_rank <= peers / 10",
    "growth": "SELECT step, count(*) FROM growth WHERE concept = 'requests_received' GROUP BY step",
    "parent_children": "SELECT * FROM parent_children WHERE concept = 'requests_received' LIMIT 50",
    "unusual": "SELECT what, count(*) FROM unusual GROUP BY what",
    "finding_summary": "FROM finding_summary",
    "report_finding": f"FROM report_finding WHERE agency_id = {ONE}",
    "latest_report": f"FROM latest_report WHERE agency_id = {ONE}",
    "figure_as_of": f"FROM figure_as_of(DATE '2022-01-25') WHERE agency_id = {ONE}",
    "current_figure, one agency": f"FROM current_figure WHERE agency_id = {ONE}",
    "current_figure, one code": """
        SELECT year, sum(value) FROM current_figure WHERE code = 't3_requests.new_received.total' GROUP BY year""",
    "refused": "FROM refused LIMIT 20",
}
"""A typical question for each view."""

SEARCHES = {
    "a common word": "SELECT count(*) FROM search_sections('公开')",
    "a rare word": "SELECT * FROM search_sections('丁丁') LIMIT 20",
    "two words": "SELECT * FROM search_sections('十年前 短片') LIMIT 20",
    "two words, counted": "SELECT count(*) FROM search_sections('十年前 短片')",
    "an absent word": "FROM search_sections('火星车')",
}


def make(path: Path, reports: int) -> None:
    """A working warehouse of made-up reports."""
    with Warehouse(path) as warehouse:
        warehouse.refresh(registry().by_name.values())
        run = warehouse.begin_run(1, reports)
        for first in range(0, reports, PIECE):
            warehouse.query(f"SET VARIABLE first = {first}")
            warehouse.query(f"SET VARIABLE beyond = {min(first + PIECE, reports)}")
            warehouse.query(MADE.read_text("utf-8"))
        warehouse.end_run(run)


def change(path: Path, reports: int, count: int, first: int = 0) -> None:
    """Load other prints of some of the reports, here and there from the first on, as a night would."""
    chosen = range(first, reports, reports // count)[:count]
    with Warehouse(path) as warehouse:
        run = warehouse.begin_run(1, count)
        readings = [JobResult(report, (60_000,)) for n in chosen for report in synthetic(n, 1)]
        for start in range(0, count, BATCH):
            batch = readings[start : start + BATCH]
            outcomes = [
                Outcome(r.report.source, r.report.sha256, r.report.outcome, None, r.report.sha256) for r in batch
            ]
            warehouse.load(pack(batch), run, outcomes)
        warehouse.end_run(run)


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def best_answer(path: Path, query: str, rounds: int = 3) -> float:
    """The best of some rounds, each with a connection of its own."""

    def ask() -> None:
        with Warehouse(path, read_only=True) as opened:
            opened.query(query)

    return min(seconds(ask) for _ in range(rounds))


def main() -> int:
    """Print the figures; 1 where a bar is not met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=200_000)
    parser.add_argument("--changed", type=int, default=500)
    parser.add_argument("--folder", type=Path, default=Path("build/warehouse"))
    parser.add_argument("--keep", action="store_true", help="use what an earlier run made, and leave it")
    given = parser.parse_args()
    places = Places(given.folder / "xxgk.duckdb")
    missed = []

    def tell(what: str, value: float, bar: float | None = None, unit: str = "s") -> None:
        over = bar is not None and value > bar
        missed.extend([what] if over else [])
        print(
            f"{what:40} {value:8.2f} {unit}" + (f"   bar {bar:g}{' MISSED' if over else ''}" if bar else ""), flush=True
        )

    def answer(when: str = "") -> None:
        for view, query in QUESTIONS.items():
            tell(view + when, best_answer(places.published, query), BAR_VIEW)
        for search, query in SEARCHES.items():
            tell(f"search: {search}{when}", best_answer(places.published, query), BAR_SEARCH)

    if not (given.keep and places.published.exists()):
        shutil.rmtree(given.folder, ignore_errors=True)
        given.folder.mkdir(parents=True)
        tell(f"make {given.reports} reports", seconds(lambda: make(places.work, given.reports)))
        tell("first release, audited whole", seconds(lambda: publish(places)))
    with Warehouse(places.published, read_only=True) as opened:
        print(opened.query("SELECT count(*) FROM figure").rows[0][0], "figures")
    tell("file", os.path.getsize(places.published) / 1e9, BAR_FILE / 1e9, "GB")
    answer()
    with places.work.open("rb") as source:
        copy = seconds(lambda: shelf.copy(source, given.folder / "copy"))
    tell("copy of the file", copy)
    (given.folder / "copy").unlink()
    tell("release of no change", seconds(lambda: publish(places)))
    for first, count in enumerate((given.changed, 4 * given.changed)):
        load = seconds(lambda count=count, first=first: change(places.work, given.reports, count, first))
        tell(f"load {count} changed reports", load)
        took = seconds(lambda: publish(places))
        tell(f"release of {count} changed reports", took, BAR_RELEASE * (copy + load))
    answer(" again")  # the counts that plans rest on are other ones now
    if not given.keep:
        shutil.rmtree(given.folder)
    print("missed: " + ", ".join(missed) if missed else "all bars met")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
