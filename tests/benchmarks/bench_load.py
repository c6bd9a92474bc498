"""Loading 10,000 synthetic reports against DuckDB's own COPY of the same rows from Parquet into plain tables, in the
same run.

Timed for the load: reports to Arrow, the spool in which they are files until they are loaded, transactions,
closing the file; in one process, whereas the pipeline makes the Arrow tables in its reading processes. Not timed:
making up the reports and throwing them away. Each round is a process of its own, so that its peak of memory is its own.
The derived tables and the checks between reports, made once a run, are rows that COPY does not write: they are timed by
themselves and told beside. Bars: at most 3 times COPY (median of the rounds), less than 1 GiB.

The bar is of seconds by the clock, in which a busy machine shows; the same ratio of processor time stands beside it.

    python -m tests.benchmarks.bench_load [--reports 10000] [--rounds 3]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from itertools import starmap
from pathlib import Path

BAR_RATIO, BAR_MEMORY = 3.0, 1 << 30
TABLES = ("document", "publication_part", "report", "figure", "section", "finding")


@dataclass(frozen=True)
class Seconds:
    """By the clock, and of all processors."""

    clock: float = 0.0
    processor: float = 0.0

    @classmethod
    def now(cls) -> Seconds:
        return cls(time.perf_counter(), time.process_time())

    def __add__(self, other: Seconds) -> Seconds:
        return Seconds(self.clock + other.clock, self.processor + other.processor)

    def __sub__(self, other: Seconds) -> Seconds:
        return Seconds(self.clock - other.clock, self.processor - other.processor)


def synthetic(first: int, count: int):
    """Reports of form 2021 with 200 figures, 6 sections, 1 finding each; every figure and text its own."""
    from xxgk.schema.forms import forms
    from xxgk.schema.report import INFO, LOADED_WITH_FINDINGS, NUMBER, Agency, Figure, Finding, Report, Section

    form = next(form for form in forms() if form.id == "form_2021")
    cells = [
        (code, column.unit, f"html:table[{number}]/tr[{line}]/td[{place}]")
        for number, sheet in enumerate(form.sheets, 2)
        for line, (table, row) in enumerate(sheet.entries, 3)
        for place, (code, column) in enumerate(zip(table.codes(row), table.columns, strict=True), 2)
    ]
    codes, units, locators = zip(*cells, strict=True)
    states = (NUMBER,) * len(cells)
    for n in range(first, first + count):
        chance = random.Random(n)
        values = [chance.randrange(10 ** chance.choice((1, 1, 1, 2, 4))) for _ in cells]
        columns = (codes, values, units, states, map(str, values), locators)
        sentence = "".join(chance.choices("一二三四五六七八九十政府信息公开工作情况年度报告", k=40))
        yield Report(
            f"reports/{n}.html",
            f"{chance.getrandbits(256):064x}",
            "text/html",
            "html",
            ("html_table",),
            LOADED_WITH_FINDINGS,
            agency=Agency(f"第{n // 5}号局", f"110000-{n // 5:08x}", True),
            year=2019 + n % 5,
            title=f"第{n // 5}号局{2019 + n % 5}年政府信息公开工作年度报告",
            published_on=f"{2020 + n % 5}-01-20",
            forms={"t2": "form_2021", "t3": "form_2021", "t4": "form_2021"},
            figures=tuple(starmap(Figure, zip(*columns, strict=True))),
            sections=tuple(Section(f"section_{k}", f"第{k}节", f"{k}{sentence * 6}") for k in range(6)),
            findings=(Finding("F21_T2_INFORCE_GE_ISSUED", INFO, "t2_art20_1_documents", "5 against 9", 5, 9),),
        )


def load(path: Path, reports: int) -> tuple[Seconds, Seconds]:
    """The time to bring synthetic reports into a new warehouse, and to make the derived tables of it afterwards."""
    from xxgk.flows.jobs.ingest import BATCH, CHUNK_FILES
    from xxgk.flows.places import spool
    from xxgk.flows.reading.files import batched
    from xxgk.flows.reading.job import JobResult
    from xxgk.flows.reading.rows import pack
    from xxgk.flows.warehouse.spool import Origin, Spool
    from xxgk.flows.warehouse.staging import join
    from xxgk.flows.warehouse.summary import Outcome
    from xxgk.flows.warehouse.warehouse import Warehouse
    from xxgk.schema.agencies import registry

    entries = registry().by_name.values()
    batch: list[JobResult] = []
    spent = Seconds()
    started = Seconds.now()
    with Warehouse(path) as warehouse:
        warehouse.refresh(entries)
        run = warehouse.begin_run(1, reports)
        kept = Spool(spool(path), Origin("", run, warehouse.started(run)))
        for first in range(0, reports, BATCH):
            spent += Seconds.now() - started
            batch.clear()
            batch += [JobResult(report, (60_000,)) for report in synthetic(first, min(BATCH, reports - first))]
            started = Seconds.now()
            outcomes = [
                Outcome(r.report.source, r.report.sha256, r.report.outcome, None, r.report.sha256) for r in batch
            ]
            parts = []
            for some in batched(batch, CHUNK_FILES):
                parts.append(pack(some))
                kept.add(parts[-1])
            warehouse.load(join(parts), run, outcomes)
            kept.clear()
        loaded = Seconds.now()
        warehouse.end_run(run)
        derived = Seconds.now()
    return spent + (loaded - started) + (Seconds.now() - derived), derived - loaded


def copy(warehouse: Path, folder: Path) -> Seconds:
    """The time of COPY of the same rows from Parquet into tables without constraints or comments."""
    import duckdb

    from xxgk.flows.warehouse.warehouse import STORAGE_VERSION

    with duckdb.connect(str(warehouse), read_only=True) as source:
        for table in TABLES:
            source.execute(f"COPY {table} TO '{folder / table}.parquet'")
    plain = folder / "plain.duckdb"
    plain.unlink(missing_ok=True)
    started = Seconds.now()
    with duckdb.connect(str(plain), config={"storage_compatibility_version": STORAGE_VERSION}) as target:
        for table in TABLES:
            target.execute(f"CREATE TABLE {table} AS FROM '{folder / table}.parquet' LIMIT 0")
            target.execute(f"COPY {table} FROM '{folder / table}.parquet'")
    return Seconds.now() - started


def rounds(reports: int, count: int) -> Iterator[tuple[Seconds, Seconds, dict[str, float]]]:
    """Each round: time of both, what the derived tables took, peak memory and file size of the load."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "w.duckdb"
        for _ in range(count):
            path.unlink(missing_ok=True)
            command = [
                sys.executable,
                "-m",
                "tests.benchmarks.bench_load",
                "--child",
                str(path),
                "--reports",
                str(reports),
            ]
            told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
            told = json.loads(told)
            yield Seconds(*told.pop("load")), copy(path, folder), {**told, "size": os.path.getsize(path)}


def main() -> int:
    """Print the figures; 1 where a bar is not met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        spent, derived = load(given.child, given.reports)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        print(json.dumps({"load": astuple(spent), "derived": derived.clock, "memory": memory}))
        return 0
    ratios, of_processor, peak = [], [], 0.0
    for mine, floor, result in rounds(given.reports, given.rounds):
        ratios.append(mine.clock / floor.clock)
        of_processor.append(mine.processor / floor.processor)
        peak = max(peak, result["memory"])
        print(
            f"load {mine.clock:.2f} s  COPY {floor.clock:.2f} s  ratio {ratios[-1]:.2f}  "
            f"of processor time {of_processor[-1]:.2f}  derived tables {result['derived']:.2f} s  "
            f"peak memory {result['memory'] / (1 << 20):.0f} MiB  file {result['size'] / 1e6:.0f} MB",
            flush=True,
        )
    ratio = statistics.median(ratios)
    good = ratio <= BAR_RATIO and peak < BAR_MEMORY
    print(
        f"{given.reports} reports: {ratio:.2f} times COPY (bar {BAR_RATIO:g}), "
        f"{statistics.median(of_processor):.2f} times its processor time, "
        f"{peak / (1 << 20):.0f} MiB (bar {BAR_MEMORY >> 20}): {'met' if good else 'NOT MET'}"
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
