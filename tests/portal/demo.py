"""``python -m tests.portal.demo FOLDER XXGK``: three nights of the crawl over a small portal on this machine, and a
question to what they brought. What ``make demo`` runs; a line after a ``$`` is a command that works elsewhere too."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.portal.season import SITES, serve

NIGHTS = (
    (date(2026, 1, 28), "The first night: nine sites of nine kinds, seventeen agencies, the reports of three years."),
    (date(2026, 1, 29), "The second night: nothing has happened."),
    (date(2026, 1, 30), "The third night: one agency has changed a figure of an old report without a word."),
)
QUESTION = "sql/examples/030_what_became_of_requests.sql"
CHANGES = """
SELECT r.agency_name AS agency, c.year, code, old_raw AS "before", new_raw AS "now"
FROM release_figure_change c JOIN report r USING (agency_id, year)
WHERE r.is_current AND release = (SELECT max(release) FROM release)
"""


def main(folder: Path, xxgk: str) -> int:
    """Run the demo in a folder, which is emptied before. Returns the exit code of the first command that fails."""
    shutil.rmtree(folder, ignore_errors=True)
    sites = tuple(
        replace(site, reports=tuple(replace(report, vanishes=date.max) for report in site.reports)) for site in SITES
    )
    warehouse = ["--warehouse", str(folder / "xxgk.duckdb")]
    with serve(NIGHTS[0][0], sites, ()) as portal:
        sources, hosts = portal.write_registry(folder)
        registry = ["--sources", str(sources), "--hosts", str(hosts), "--archive", str(folder / "archive")]
        for today, told in NIGHTS:
            portal.today = today
            print(f"\n{told}", flush=True)
            if code := _run([xxgk, "nightly", "--all", "--brief", *warehouse, *registry]):
                return code
    for told, query in (
        ("What the third night found:", CHANGES),
        (f"How many requests came, and what became of them ({QUESTION}):", Path(QUESTION).read_text("utf-8")),
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
