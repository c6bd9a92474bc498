"""Fused digits: ``1000001`` is seven cells, and ``2111016`` two or more.

Text that lost its cell borders prints the figures of a row as runs of digits, and a blank cell leaves nothing. This
module only enumerates readings of one row; `extractors.recognition.joint` decides between them, all rows at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from extractors.values import COUNTED, counts_of
from schema.document import Cell
from schema.text import narrow

Cells = tuple[int | None, ...]
Sum = tuple[int, tuple[int, ...]]
Range = tuple[float, float]

LONGEST_NUMBER = 12
_PIECE = re.compile(rf"\d+(?:{'|'.join(COUNTED)})?|[-−–—/无]")
_DASHES = re.compile("—+")
_SIGNED = re.compile(r"[-−–—]\d")


class TooManyReadings(Exception):
    """The runs are too long to try all their readings; the row must be refused."""


class Effort:
    """How many steps may still be taken; one for all that belongs together."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def spend(self) -> None:
        """Take a step. Raises TooManyReadings when none is left."""
        self.left -= 1
        if self.left < 0:
            raise TooManyReadings


def readings(runs: Sequence[str], cells: int, sums: Sequence[Sum], effort: Effort) -> Iterator[tuple[int, ...]]:
    """All ways to cut the `runs` (each ends at a cell border) into exactly `cells` numbers without leading zeros, such
    that every total in `sums` is the sum of its parts.

    Cut from the end, where the totals stand, so that a sum that has grown too large ends the search early. Where the
    parts of a sum are all that stands before its total, no cut is needed to tell that their digits cannot come to it:
    they leave the same rest by nine, and each part has at most the digits of the total. Raises TooManyReadings."""
    numbers = [0] * cells
    before = [0, *accumulate(map(len, runs))]
    nines = [0, *accumulate(int(digit) % 9 for run in runs for digit in run)]
    total_of = {total: number for number, (total, _) in enumerate(sums)}
    part_of = {part: number for number, (_, parts) in enumerate(sums) for part in parts}
    last_part = [parts[0] for _, parts in sums]
    lacking = [0] * len(sums)

    def cut(run: int, end: int, cell: int) -> Iterator[tuple[int, ...]]:
        effort.spend()
        if run < 0:
            if cell < 0:
                yield tuple(numbers)
            return
        if not run <= cell < before[run] + end:
            return
        digits, summed = runs[run], part_of.get(cell)
        if summed is not None and last_part[summed] == 0 and _is_beyond(lacking[summed], before[run] + end, cell + 1):
            return
        for start in range(end - 1, max(end - LONGEST_NUMBER, 0) - 1, -1):
            if digits[start] == "0" and start + 1 < end:
                continue
            number = int(digits[start:end])
            if summed is not None:
                left = lacking[summed] - number
                if left < 0:
                    return
                if left and cell == last_part[summed]:
                    continue
                lacking[summed] = left
            elif cell in total_of:
                lacking[total_of[cell]] = number
                if cell == len(sums[total_of[cell]][1]) and (nines[before[run] + start] - number) % 9:
                    continue
            numbers[cell] = number
            yield from cut(run, start, cell - 1) if start else cut(run - 1, len(runs[run - 1]), cell - 1)
            if summed is not None:
                lacking[summed] = left + number

    yield from cut(len(runs) - 1, len(runs[-1]), cells - 1)


def _is_beyond(total: int, digits: int, cells: int) -> bool:
    """Whether so many digits, cut into so many numbers, cannot come to the total: each has at most its digits, and none
    more than the others leave."""
    return digits > len(str(total)) * cells or total >= cells * 10 ** (digits - cells + 1)


def readings_within(runs: Sequence[str], ranges: Sequence[Range], effort: Effort) -> Iterator[Cells]:
    """All ways to cut the `runs` into numbers without leading zeros, one for each range and within it; but one cell may
    be blank, or lie outside. Raises TooManyReadings."""
    digits = "".join(runs)
    border_after = [end for end, run in zip(accumulate(map(len, runs)), runs, strict=True) for _ in run]
    cells: list[int | None] = [None] * len(ranges)
    tails = _tails(ranges)

    def cut(start: int, cell: int, odd: bool) -> Iterator[Cells]:
        effort.spend()
        if cell == len(ranges):
            if start == len(digits):
                yield tuple(cells)
            return
        if odd and tails[cell] and digits[start:] != tails[cell]:
            return
        low, high = ranges[cell]
        if not odd:
            cells[cell] = None
            yield from cut(start, cell + 1, True)
        if start == len(digits):
            return
        last = start + 1 if digits[start] == "0" else min(border_after[start], start + LONGEST_NUMBER)
        for end in range(start + 1, last + 1):
            number = int(digits[start:end])
            inside = low <= number <= high
            if inside or not odd:
                cells[cell] = number
                yield from cut(end, cell + 1, odd or not inside)
            elif number > high:
                return

    yield from cut(0, 0, False)


def _tails(ranges: Sequence[Range]) -> list[str]:
    """By cell: the digits of it and of all behind it, where each has but one number; else empty."""
    tails = [""] * len(ranges)
    tail = ""
    for cell in range(len(ranges) - 1, -1, -1):
        low, high = ranges[cell]
        if low != high:
            break
        tails[cell] = tail = f"{low:.0f}{tail}"
    return tails


def is_certain(runs: Sequence[str], cells: int) -> bool:
    """Whether the digits alone prove every cell, blanks considered: all but the last digit are 0, one for each cell."""
    digits = "".join(runs)
    return len(digits) == cells and set(digits[:-1]) <= {"0"}


def marks_apart(runs: Iterable[Cell], *, signed: bool, has_sums: bool = True) -> Iterator[Cell]:
    """The runs of a row, each mark for none among their digits (``--1---1``) as a cell of its own. Left as they are:
    where a mark may be the sign of the figure behind it, where two characters may be one mark, and where no sum of the
    row tells ``658/0`` in one cell from three."""
    for run in runs:
        plain = narrow(run.text)
        pieces = list(_PIECE.finditer(plain))
        doubled = _DASHES.findall(plain)
        no_proof = not has_sums and re.search(r"\d\d", plain)
        is_doubtful = (
            no_proof
            or (signed and _SIGNED.search(plain))
            or (doubled and not any(len(dashes) % 2 for dashes in doubled))
        )
        if len(pieces) < 2 or is_doubtful or "".join(piece[0] for piece in pieces) != plain:
            yield run
            continue
        for piece in pieces:
            yield _narrowed(run, *piece.span())


def parted(runs: Sequence[Cell], numbers: Sequence[str]) -> Iterator[Cell]:
    """One cell for each number that the `runs` print, its locator narrowed to the characters it stands on; a unit or a
    note behind a run is that of its last number."""
    waiting = iter(numbers)
    for run in runs:
        taken, last = 0, len(counts_of(run.text) or run.text)
        while taken < last:
            end = taken + len(next(waiting))
            end = len(run.text) if end == last else end
            yield _narrowed(run, taken, end)
            taken = end


def _narrowed(run: Cell, left: int, right: int) -> Cell:
    """The characters `left` to `right` of a run, and where they stand. A run without a span is a whole cell or line:
    its pieces are found in it."""
    base, at, span = run.locator.rpartition("@")
    start = int(span.split("-")[0]) if at else 0
    return run._replace(
        text=run.text[left:right],
        locator=f"{base}@{start + left}-{start + right}" if at else run.locator,
    )
