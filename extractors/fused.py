"""Fused digits: ``1000001`` is seven cells, and ``2111016`` two or more.

Text that lost its cell borders prints the figures of a row as runs of digits, and a blank cell leaves nothing. This module
only enumerates readings; `extractors.resolve` decides between them by the form's equations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

Reading = tuple[str, ...]

MOST_STEPS = 20_000
LONGEST_NUMBER = 12


class TooManyReadings(Exception):
    """The runs are too long to try all their readings; the row must be refused."""


def readings(runs: Sequence[str], cells: int) -> Iterator[Reading]:
    """All ways to cut the `runs` (each ends at a cell border) into exactly `cells` numbers without leading zeros.

    Raises TooManyReadings after MOST_STEPS steps."""
    steps = 0

    def cut(run: int, start: int, left: int, done: Reading) -> Iterator[Reading]:
        nonlocal steps
        steps += 1
        if steps > MOST_STEPS:
            raise TooManyReadings
        if run == len(runs):
            if left == 0:
                yield done
            return
        digits = runs[run]
        remaining = len(digits) - start + sum(map(len, runs[run + 1 :]))
        if not len(runs) - run <= left <= remaining:
            return
        longest = 1 if digits[start] == "0" else min(len(digits) - start, LONGEST_NUMBER)
        for length in range(1, longest + 1):
            end = start + length
            step = (run + 1, 0) if end == len(digits) else (run, end)
            yield from cut(*step, left - 1, (*done, digits[start:end]))

    yield from cut(0, 0, cells, ())


def readings_with_blanks(runs: Sequence[str], cells: int) -> Iterator[Reading]:
    """All readings in which at least one of the `cells` is blank (``""``): a blank cell leaves no trace in fused text."""
    for count in range(len(runs), cells):
        for numbers in readings(runs, count):
            for places in combinations(range(cells), count):
                filled = dict(zip(places, numbers, strict=True))
                yield tuple(filled.get(place, "") for place in range(cells))


def is_certain(runs: Sequence[str], cells: int) -> bool:
    """Whether the digits alone prove every cell, blanks considered: all but the last digit are 0, one for each cell."""
    digits = "".join(runs)
    return len(digits) == cells and set(digits[:-1]) <= {"0"}
