"""The answers to ``sql/examples`` over the sample reports and a few beside them, each beside its query, and the page
that lists them.

``python -m tests.sql.answers`` writes them anew: look at what changed before it is committed."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

from tests.generate.noise import Noise
from tests.generate.renderers import RENDERERS
from tests.portal.places import COUNTIES, write_places
from tests.portal.reports import ALWAYS, Report
from xxgk.flows.warehouse.warehouse import SQL, Warehouse, WarehouseError, read_sql, sql_files

SAMPLES = SQL.parent / "data" / "samples"


AGENCIES = (
    *("示例市公安局", "示例市青禾区司法局", "示例市松果区交通运输局", "示例市梧桐湾区教育局"),
    *("示例市白鹭县自然资源局", "示例市白鹭县石榴镇人民政府", "示例市青禾区人民政府", "示例市兰草县水利局"),
)
"""Those of the samples."""

RENAMED, HONEST, COPIER = "示例市白鹭县国土资源局", "示例市兰草县民政局", "示例市兰草县财政局"
"""Beside them: one that goes on as another of the samples, and one with the figures of another."""

NEXT = date(2026, 2, 1)
"""The second night, on which a report is printed anew with another figure."""

INGEST = """
import os, sys
from pathlib import Path
from xxgk.flows.jobs.ingest import Options, ingest
from xxgk.flows.places import Places
from xxgk.flows.release.publish import prepare, publish
places = Places(Path(sys.argv[1]))
for night in sys.argv[2:]:
    ingest([Path(name) for name in night.split(os.pathsep)], prepare(places), Options(workers=0))
    publish(places)
"""


def write_beside(folder: Path) -> tuple[Path, Path]:
    """What the samples do not show, as two nights bring it: a report of an agency that was renamed later, printed anew
    in the second, and two that print the same figures. Returns the folder of each night."""
    nights = folder / "first", folder / "second"
    for night in nights:
        night.mkdir(parents=True)
    first, second = nights
    renamed, honest = Report(RENAMED, 2020, corrected=NEXT), Report(HONEST, 2023).truth(ALWAYS)
    anew = replace(renamed.truth(NEXT), published="2021-03-01")
    written = {
        first / "renamed.html": renamed.truth(ALWAYS),
        first / "honest.html": honest,
        first / "copied.html": replace(honest, agency=COPIER),
        second / "renamed-anew.html": anew,
    }
    for path, truth in written.items():
        path.write_bytes(RENDERERS["html"](truth, Noise(furniture=0), Random(1)))
    return nights


def sample_warehouse(folder: Path) -> Path:
    """The sample reports and those beside them, loaded and published by a process that knows their invented places, and
    how many people live there."""
    path, places = folder / "samples.duckdb", write_places(folder / "places", (*AGENCIES, RENAMED, HONEST, COPIER))
    first, second = write_beside(folder / "beside")
    people = [
        f"{county.code},{year},{county.code[-1]}00000,,invented,\n" for county in COUNTIES for year in (2022, 2023)
    ]
    head = "region_code,year,people,area_km2,source,licence\n"
    (places / "population.csv").write_text(head + "".join(people), "utf-8")
    command = [sys.executable, "-c", INGEST, str(path), os.pathsep.join(map(str, (SAMPLES, first))), str(second)]
    subprocess.run(command, check=True, env={**os.environ, "XXGK_REGISTRY": str(places)}, capture_output=True)
    return path


def answer(warehouse: Warehouse, name: str) -> str:
    """The answer to one example as comma-separated values; where the warehouse refuses it, the reason."""
    try:
        result = warehouse.query((SQL / name).read_text("utf-8"))
    except WarehouseError as refusal:
        return f"refused: {refusal}\n"
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([result.columns, *result.rows])
    return text.getvalue()


def stored(name: str) -> Path:
    """Where the answer to an example stands."""
    return (SQL / name).with_suffix(".csv")


PAGE = SQL.parent / "docs" / "questions.md"
HEAD = """# Questions

Each is one query over the views, and runs as it stands; beside it in `sql/examples` stands its answer over the samples,
which the tests run. `FROM start_here` names the views to begin with. Written by `make generated`.
"""


def page() -> str:
    """The questions with their queries, in Markdown."""
    parts = [HEAD]
    for name in sql_files("examples"):
        lines = read_sql(name).splitlines()
        told = [line.removeprefix("-- ").removeprefix("Purpose: ") for line in lines if line.startswith("--")]
        query = "\n".join(line for line in lines if not line.startswith("--"))
        parts.append(f"## {' '.join(told)}\n\n```sql\n{query}\n```\n\n[{Path(name).stem}](../sql/{name})\n")
    return "\n".join(parts)


def main() -> None:
    """Write all answers, and the page."""
    PAGE.write_text(page(), "utf-8")
    with (
        tempfile.TemporaryDirectory() as folder,
        Warehouse(sample_warehouse(Path(folder)), read_only=True) as warehouse,
    ):
        for name in sql_files("examples"):
            stored(name).write_text(answer(warehouse, name), "utf-8")


if __name__ == "__main__":
    main()
