"""What Prefect adds to the ingest of 10,000 documents: the flow against a direct call of the same pipeline, in turns.

The documents are variations of a sample page, read by the real extractor in as many processes as there are processors.
Told are the direct call, the flow on a server that is already up (the bar: less than 10 % more), and what starting a
server of one's own adds on top, once.

    python -m tests.benchmarks.bench_prefect [--documents 10000] [--rounds 2]
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

BAR = 0.10
ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data" / "samples" / "qinghe-justice-2022.html"
PLACE, ENCODING = "青禾区", "gb18030"


def write_documents(folder: Path, count: int) -> None:
    """Pages that differ in their agency, in folders of a thousand."""
    page = SAMPLE.read_text(ENCODING)
    for n in range(count):
        path = folder / f"{n // 1000:03}" / f"{n:06}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.replace(PLACE, f"第{n}区"), ENCODING)


def timed(name: str, function, *arguments, **options) -> float:
    """Seconds that a call takes; it must have loaded every document."""
    started = time.perf_counter()
    summary = function(*arguments, **options)
    seconds = time.perf_counter() - started
    print(f"{name}: {seconds:.1f} s, {summary.counts}", flush=True)
    return seconds


def main() -> int:
    """Print the figures; 1 where the bar is not met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=2)
    given = parser.parse_args()
    workers = os.cpu_count() or 1

    from xxgk.flows.jobs.ingest import Options, ingest
    from xxgk.flows.scheduled.ingest import ingest as flow

    # isort: split
    from prefect.testing.utilities import prefect_test_harness

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_documents(folder / "in", given.documents)
        direct, through = [], []
        started = time.perf_counter()
        with prefect_test_harness(server_startup_timeout=120):
            start = time.perf_counter() - started
            for turn in range(given.rounds):
                first, second = folder / f"direct{turn}.duckdb", folder / f"flow{turn}.duckdb"
                direct.append(timed("direct", ingest, [folder / "in"], first, Options(workers=workers)))
                through.append(timed("flow", flow, [str(folder / "in")], str(second), workers=workers))
    plain, with_prefect = statistics.median(direct), statistics.median(through)
    added = with_prefect / plain - 1
    print(
        f"{given.documents} documents, {workers} processes: direct {plain:.1f} s, flow {with_prefect:.1f} s: "
        f"{added:+.1%} (bar +{BAR:.0%}): {'met' if added < BAR else 'NOT MET'}\n"
        f"with a server started for it ({start:.1f} s more): {(with_prefect + start) / plain - 1:+.1%}"
    )
    return 0 if added < BAR else 1


if __name__ == "__main__":
    sys.exit(main())
