"""Word binary files: documents per second per core, the blocks alone and the whole way to a report.

The two generated fixtures, one process, processor time, best of the rounds. Bar: 50 documents per second to a report.

python -m tests.benchmarks.bench_doc [--rounds 7]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable

BAR = 50.0
COUNT = 20  # documents a round


def rate(work: Callable[[bytes], object], data: bytes, rounds: int) -> float:
    """Documents per second of processor time."""
    best = float("inf")
    for _ in range(rounds + 1):  # the first warms up
        started = time.process_time()
        for _ in range(COUNT):
            work(data)
        best = min(best, time.process_time() - started)
    return COUNT / best


def main() -> int:
    """Print the figures; 1 where the bar is not met."""
    from tests.generate.doc_fixtures import FOLDER
    from xxgk.extractors.document import extract
    from xxgk.extractors.readers.doc import reader as doc
    from xxgk.extractors.readers.ole import Compound

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    data = (FOLDER / "report.doc").read_bytes()
    blocks = rate(lambda data: doc.read(Compound(data)), data, rounds)
    reports = rate(lambda data: extract(data, "report.doc"), data, rounds)
    good = reports >= BAR
    print(
        f".doc of {len(data) / 1000:.0f} kB: {blocks:.0f} documents per second per core to blocks, {reports:.0f} to a "
        f"report (bar {BAR:g}): {'met' if good else 'NOT MET'}"
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
