"""``python -m tests.torture [--pairs N] [--at-once N] [--seed S] [--to FILE]``: damage, loss and death at every moment,
and commands that are started at once; ``--short`` for a few of each, ``--again SEED:N`` for single ones, told at
length."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue

from tests.torture.at_once import AT_ONCE, AtOnce, meeting, meetings
from tests.torture.judging import Torture, Verdict
from tests.torture.page import Tally, put_into
from tests.torture.pairs import SHORT, Pair, pair, pairs
from tests.torture.world import NIGHT, portal


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    asked.add_argument("--pairs", type=int, default=200, help="how many pairs of moment and fault")
    asked.add_argument("--at-once", type=int, default=100, help="how many pairs of commands")
    asked.add_argument("--seed", type=int, default=1, help="another seed, other pairs")
    asked.add_argument("--minutes", type=float, default=30, help="pairs are begun for so long, of each sort")
    asked.add_argument("--to", type=Path, help="the page whose section on the torture is written anew")
    asked.add_argument("--short", action="store_true", help="four pairs and three pairs of commands")
    asked.add_argument("--again", metavar="SEED:N", nargs="*", default=[], help="these pairs; of commands: at-once:S:N")
    given = asked.parse_args()
    begun, tally = time.monotonic(), Tally()
    with worlds(given.short) as torture:
        for verdict in _judged(torture, given):
            tally.add(verdict)
            if given.again:
                print(*verdict.log, sep="\n")
            if given.again or verdict.wrong:
                print(f"{verdict.pair} -> {verdict.verdict}", *verdict.wrong, sep="\n    ", flush=True)
            elif sys.stderr.isatty():
                print(f"\r{tally.count} pairs ", end="", file=sys.stderr)
    print(f"{tally.count} pairs in {time.monotonic() - begun:.0f} s: {tally}")
    if given.to:
        put_into(given.to, tally, given.seed)
    return 1 if tally.wrong else 0


@contextmanager
def worlds(short: bool = False) -> Iterator[Torture]:
    """The portal, and the worlds that it makes; less of a past for a `short` torture."""
    with tempfile.TemporaryDirectory(prefix="torture") as base, portal(Path(base)) as running:
        os.environ["XXGK_REGISTRY"] = f"{base}/registry"
        yield Torture(Path(base), running, (NIGHT,), 1) if short else Torture(Path(base), running)


def _judged(torture: Torture, given: argparse.Namespace) -> Iterator[Verdict]:
    """The verdicts of all that is asked for. Pairs of commands have the machine for themselves: they are to meet."""
    until = time.monotonic() + given.minutes * 60
    if given.again:
        yield from _side_by_side(torture, [pair(name) for name in given.again if not name.startswith(AT_ONCE)], until)
        yield from AtOnce(torture).judged([meeting(name) for name in given.again if name.startswith(AT_ONCE)], until)
    elif given.short:
        yield from _side_by_side(torture, SHORT, until, rounds=1)
        yield from AtOnce(torture, is_short=True).judged(meetings(given.seed, 3), until)
    else:
        yield from _side_by_side(torture, pairs(given.seed, given.pairs), until)
        until = time.monotonic() + given.minutes * 60
        yield from AtOnce(torture).judged(meetings(given.seed, given.at_once), until)


def _side_by_side(torture: Torture, chosen: Iterable[Pair], until: float, rounds: int = 2) -> Iterator[Verdict]:
    """The verdicts in the order of the pairs, as many at a time as there are processors."""
    free: SimpleQueue[int] = SimpleQueue()
    for worker in range(workers := os.cpu_count() or 1):
        free.put(worker)

    def one(pair: Pair) -> Verdict | None:
        if time.monotonic() > until:
            return None
        worker = free.get()
        try:
            return torture.judge(pair, worker, rounds)
        finally:
            free.put(worker)

    with ThreadPoolExecutor(workers) as pool:
        yield from filter(None, pool.map(one, chosen))


if __name__ == "__main__":
    sys.exit(main())
