"""``python -m tests.portal.demo FOLDER XXGK``: four nights of the crawl over a small portal on this machine, and a
question to what they brought. What ``make demo`` runs; a line after a ``$`` is a command that works elsewhere too."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.portal.places import write_places
from tests.portal.reports import Report
from tests.portal.season import SITES, Trouble, serve
from tests.portal.site import Site

FIRST, SECOND, THIRD, FOURTH = (date(2026, 1, day) for day in (28, 29, 30, 31))
NIGHTS = (
    (FIRST, "The first night: nine sites of nine kinds, seventeen agencies, the reports of three years."),
    (SECOND, "The second night: nothing has happened."),
    (THIRD, "The third night: one agency has changed a figure of an old report without a word."),
    (
        FOURTH,
        "The fourth night: that figure is again what it was, a report comes that prints an amount in 元, one page has\n"
        "lost its figures, the pages of one site come cut off, and one site is away.",
    ),
)
TROUBLES = (Trouble("www.bailu.test", "cut", FOURTH), Trouble("www.lanxi.test", "down", FOURTH))
RESTORED = ("示例市青禾区公安局", 2024)
EMPTIED = ("示例市竹林区财政局", 2024)
LATECOMER = Report("示例市青禾区司法局", 2020, appears=FOURTH)
QUESTION = "sql/examples/030_what_became_of_requests.sql"
CHANGES = """
SELECT r.agency_name AS agency, c.year, code, old_raw AS "before", new_raw AS "now"
FROM release_figure_change c JOIN report r USING (agency_id, year)
WHERE r.is_current AND release = (SELECT max(release) FROM release) AND old_raw IS NOT NULL
"""
REGIONS = """
SELECT region, scope, level, year, reports, value::INTEGER AS requests_received FROM region_series
WHERE concept = 'requests_received' ORDER BY ALL
"""


def demo_sites() -> tuple[Site, ...]:
    """The portal of the season as the demo shows it: nothing vanishes, and the fourth night has its events."""
    return tuple(replace(site, reports=tuple(map(_staged, site.reports)) + _late(site)) for site in SITES)


def _staged(report: Report) -> Report:
    events = {RESTORED: {"restored": FOURTH}, EMPTIED: {"emptied": FOURTH}}
    return replace(report, vanishes=date.max, **events.get((report.agency, report.year), {}))


def _late(site: Site) -> tuple[Report, ...]:
    return (LATECOMER,) if any(report.agency == LATECOMER.agency for report in site.reports) else ()


def main(folder: Path, xxgk: str) -> int:
    """Run the demo in a folder, which is emptied before. Returns the exit code of the first command that fails."""
    shutil.rmtree(folder, ignore_errors=True)
    sites = demo_sites()
    warehouse = ["--warehouse", str(folder / "xxgk.duckdb")]
    places = write_places(folder / "registry", (report.agency for site in sites for report in site.reports))
    os.environ["XXGK_REGISTRY"] = str(places)
    with serve(FIRST, sites, TROUBLES) as portal:
        sources, hosts = portal.write_registry(folder)
        registry = ["--sources", str(sources), "--hosts", str(hosts), "--archive", str(folder / "archive")]
        for today, told in NIGHTS:
            portal.today = today
            print(f"\n{told}", flush=True)
            brief = [] if today == FOURTH else ["--brief"]
            if code := _run([xxgk, "nightly", "--all", *brief, *warehouse, *registry]):
                return code
    for told, query in (
        ("What the fourth night found:", CHANGES),
        (f"How many requests came, and what became of them ({QUESTION}):", Path(QUESTION).read_text("utf-8")),
        ("How many came to the organs of each region:", REGIONS),
    ):
        print(f"\n{told}", flush=True)
        if code := subprocess.run([xxgk, "sql", query, *warehouse], check=False).returncode:
            return code
    print(f"\nLook further:  {xxgk} status {' '.join(warehouse)}")
    print(f"               {xxgk} show 青禾区司法局 2024 {' '.join(warehouse)}")
    return 0


def _run(command: list[str]) -> int:
    print("$ " + " ".join(command), flush=True)
    contact = {"XXGK_CONTACT": os.environ.get("XXGK_CONTACT") or "mailto:nobody@localhost"}
    return subprocess.run(command, env={**os.environ, **contact}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
