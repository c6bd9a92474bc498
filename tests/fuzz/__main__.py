"""``python -m tests.fuzz [--inputs N] [--seed S] [--to FILE]``, and ``--again NAME`` for one input."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import defaultdict
from pathlib import Path

from tests.fuzz.inputs import made, names
from tests.fuzz.page import put_into
from tests.fuzz.running import GROWTH, Tally, judged, kind, run, shrunk

SHOWN = 3
"""Inputs of each kind of failure that are made small and shown."""


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    asked.add_argument("--inputs", type=int, default=2000, help="how many inputs")
    asked.add_argument("--first", type=int, default=0, help="the number of the first")
    asked.add_argument("--seed", type=int, default=1, help="another seed, other inputs")
    asked.add_argument("--only", default="", help="only of bases that begin so")
    asked.add_argument("--to", type=Path, help="the page whose section on the fuzzer is written anew")
    asked.add_argument("--again", metavar="NAME", help="one input, made, read and told")
    asked.add_argument("--keep", type=Path, help="with --again: where its bytes go")
    given = asked.parse_args()
    if given.again:
        return _again(given.again, given.keep)
    chosen = (name for name in names(given.seed, given.inputs, given.first) if name.startswith(given.only))
    begun, told, tally = time.monotonic(), 0.0, Tally()
    for tally in run(chosen, os.cpu_count() or 1):
        if sys.stderr.isatty() and time.monotonic() - told > 1:
            told = time.monotonic()
            print(f"\r{tally.count:,} inputs, {len(tally.wrong)} wrong ", end="", file=sys.stderr)
    _tell(tally, time.monotonic() - begun)
    if given.to:
        put_into(given.to, tally, given.inputs, given.seed)
    return 1 if tally.wrong or tally.growth > GROWTH else 0


def _again(name: str, keep: Path | None) -> int:
    given = made(name)
    if keep:
        keep.write_bytes(given.data)
    told = judged(name)
    print(f"{name}: {len(given.data):,} bytes, {'dressed' if given.dressed else 'broken'}")
    print(*(f"  edit {edit}" for edit in given.edits), sep="\n")
    print(f"{told.outcome}, {told.seconds:.2f} s of the processor, {told.peak >> 20} MB at most")
    print(*(f"  {line}" for line in told.wrong), sep="\n")
    return 1 if told.wrong else 0


def _tell(tally: Tally, seconds: float) -> None:
    """The counts, and of each kind of failure a few inputs with as few edits as do it."""
    print(f"\r{tally.count:,} inputs in {seconds:.0f} s, {tally.seconds:.0f} s of the processor")
    print(f"dearest: {tally.slowest[0]:.2f} s ({tally.slowest[1]}), {tally.largest[0] >> 20} MB ({tally.largest[1]})")
    print(f"a process grew by {tally.growth >> 20} MB at most; {len(tally.wrong)} inputs with something wrong")
    kinds: defaultdict[str, list[str]] = defaultdict(list)
    for name, wrong in tally.wrong.items():
        kinds[kind(wrong)].append(name)
    for told in sorted(kinds.values(), key=len, reverse=True):
        print(f"\n{len(told)} times: {tally.wrong[told[0]][0][:400]}")
        for name in told[:SHOWN]:
            lost = tally.wrong[name][0].startswith(("lost", "over"))
            print(f"  python -m tests.fuzz --again {name if lost else shrunk(name)}")


if __name__ == "__main__":
    raise SystemExit(main())
