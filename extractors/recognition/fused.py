"""Fused digits: ``1000001`` is seven cells, and ``2111016`` two or more.

Text that lost its cell borders prints the figures of a row as runs of digits, and a blank cell leaves nothing. This
module only enumerates readings; `extractors.recognition.resolve` decides between them by the form's equations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

Reading = tuple[str, ...]
Sum = tuple[int, tuple[int, ...]]

LONGEST_NUMBER = 12


class TooManyReadings(Exception):
    """The runs are too long to try all their readings; the row must be refused."""


def readings(runs: Sequence[str], cells: int, sums: Sequence[Sum] = (), most_steps: int = 1_200) -> Iterator[Reading]:
    """All ways to cut the `runs` (each ends at a cell border) into exactly `cells` numbers without leading zeros, such
    that every total in `sums` is the sum of its parts.

    Cut from the end, where the totals stand, so that a sum that has grown too large ends the search early. Raises
    TooManyReadings after `most_steps` steps."""
    steps = 0
    texts = [""] * cells
    before = [sum(map(len, runs[:run])) for run in range(len(runs))]
    total_of = {total: number for number, (total, _) in enumerate(sums)}
    part_of = {part: number for number, (_, parts) in enumerate(sums) for part in parts}
    last_part = [parts[0] for _, parts in sums]
    lacking = [0] * len(sums)

    def cut(run: int, end: int, cell: int) -> Iterator[Reading]:
        nonlocal steps
        steps += 1
        if steps > most_steps:
            raise TooManyReadings
        if run < 0:
            if cell < 0:
                yield tuple(texts)
            return
        if not run <= cell < before[run] + end:
            return
        digits, summed = runs[run], part_of.get(cell)
        for start in range(end - 1, max(end - LONGEST_NUMBER, 0) - 1, -1):
            if digits[start] == "0" and start + 1 < end:
                continue
            text = digits[start:end]
            if summed is not None:
                left = lacking[summed] - int(text)
                if left < 0:
                    return
                if left and cell == last_part[summed]:
                    continue
                lacking[summed] = left
            elif cell in total_of:
                lacking[total_of[cell]] = int(text)
            texts[cell] = text
            yield from cut(run, start, cell - 1) if start else cut(run - 1, len(runs[run - 1]), cell - 1)
            if summed is not None:
                lacking[summed] = left + int(text)

    yield from cut(len(runs) - 1, len(runs[-1]), cells - 1)


def readings_with_blanks(runs: Sequence[str], cells: int) -> Iterator[Reading]:
    """All readings in which at least one of the `cells` is blank (``""``): a blank cell leaves no trace in fused
    text."""
    for count in range(len(runs), cells):
        for numbers in readings(runs, count):
            for places in combinations(range(cells), count):
                filled = dict(zip(places, numbers, strict=True))
                yield tuple(filled.get(place, "") for place in range(cells))


def is_certain(runs: Sequence[str], cells: int) -> bool:
    """Whether the digits alone prove every cell, blanks considered: all but the last digit are 0, one for each cell."""
    digits = "".join(runs)
    return len(digits) == cells and set(digits[:-1]) <= {"0"}
