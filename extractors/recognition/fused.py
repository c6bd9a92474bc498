"""Fused digits: ``1000001`` is seven cells, and ``2111016`` two or more.

Text that lost its cell borders prints the figures of a row as runs of digits, and a blank cell leaves nothing. This
module only enumerates readings of one row; `extractors.recognition.joint` decides between them, all rows at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, combinations

from xxgk.extractors.labels.values import counts_of
from xxgk.schema.document import Cell
from xxgk.schema.equations import Number
from xxgk.schema.locators import characters, line_of, start_of
from xxgk.schema.text import narrow
from xxgk.schema.units import COUNTED

Cells = tuple[int | None, ...]
Sum = tuple[int, tuple[int, ...]]
Range = tuple[float, float]

LONGEST_NUMBER = 12
_PIECE = re.compile(rf"\d+(?:{'|'.join(COUNTED)})?|[-−–—/无]")
_DASHES = re.compile("—+")
_SIGNED = re.compile(r"[-−–—]\d")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?![\d,])")


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


def sums_hold(sums: Iterable[Sum], numbers: Sequence[Number | None], *, whole: bool = False) -> bool:
    """Whether none of the `sums` within a row fails, of which these are the numbers (None: a cell that prints none): a
    blank is no summand, and a blank total proves nothing, unless the `whole` row is to add up."""
    return all(
        not whole if numbers[total] is None else numbers[total] == sum(numbers[part] or 0 for part in parts)
        for total, parts in sums
    )


def readings(runs: Sequence[str], cells: int, sums: Sequence[Sum], effort: Effort) -> Iterator[tuple[int, ...]]:
    """All ways to cut the `runs` (each ends at a cell border) into exactly `cells` numbers without leading zeros, such
    that every total in `sums` is the sum of its parts.

    Cut from the end, where the totals stand, so that a sum that has grown too large ends the search early. Where the
    parts of a sum are all that stands before its total, no cut is needed to tell that their digits cannot come to it:
    they leave the same rest by nine, and so many digits make a sum neither too small nor too large for it. Raises
    TooManyReadings."""
    numbers = [0] * cells
    run_of = [0, *(number for number, run in enumerate(runs) for _ in run)]
    numbers_to = _numbers_to(runs)
    nines = [0, *accumulate(int(digit) % 9 for run in runs for digit in run)]
    total_of = {total: number for number, (total, _) in enumerate(sums)}
    part_of = {part: number for number, (_, parts) in enumerate(sums) for part in parts}
    last_part = [parts[0] for _, parts in sums]
    lacking = [0] * len(sums)

    def may_be(end: int, cell: int) -> bool:
        """Whether the digits up to `end` may be the cells up to this one."""
        effort.spend()
        if not run_of[end] <= cell < end:
            return False
        summed = part_of.get(cell)
        return summed is None or last_part[summed] > 0 or _is_within(lacking[summed], end, cell + 1)

    def cut(end: int, cell: int) -> Iterator[tuple[int, ...]]:
        summed = part_of.get(cell)
        due, is_last = (0, False) if summed is None else (lacking[summed], cell == last_part[summed])
        for start, number in numbers_to[end]:
            if summed is not None:
                if number > due:
                    break
                if is_last and number < due:
                    continue
                lacking[summed] = due - number
            elif cell in total_of:
                lacking[total_of[cell]] = number
                if cell == len(sums[total_of[cell]][1]) and (nines[start] - number) % 9:
                    continue
            numbers[cell] = number
            if start == cell == 0:
                yield tuple(numbers)
            elif start and may_be(start, cell - 1):
                yield from cut(start, cell - 1)
        if summed is not None:
            lacking[summed] = due

    if may_be(len(run_of) - 1, cells - 1):
        yield from cut(len(run_of) - 1, cells - 1)


def _numbers_to(runs: Sequence[str]) -> list[list[tuple[int, int]]]:
    """By the place at which it ends: every number that the runs may print, with the place at which it starts, shortest
    first."""
    found: list[list[tuple[int, int]]] = [[]]
    begin = 0
    for digits in runs:
        for end in range(1, len(digits) + 1):
            numbers: list[tuple[int, int]] = []
            for start in range(end - 1, max(end - LONGEST_NUMBER, 0) - 1, -1):
                if digits[start] == "0" and start + 1 < end:
                    continue
                numbers.append((begin + start, int(digits[start:end])))
            found.append(numbers)
        begin += len(digits)
    return found


def _is_within(total: int, digits: int, cells: int) -> bool:
    """Whether so many digits, cut into so many numbers, may come to a total: it is not less than where all numbers are
    as long as each other, and not more than where one takes all digits that the others leave."""
    length, longer = divmod(digits, cells)
    least = longer * 10**length + ((cells - longer) * 10 ** (length - 1) if length > 1 else 0)
    most = 10 ** (digits - cells + 1) - 1 + 9 * (cells - 1)
    return bool(least <= total <= most)


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


def has_several_odd(digits: str, cells: Sequence[float]) -> bool:
    """Whether some digits do not print these numbers one behind the other, whichever of them is left out or another."""
    first, start = 0, 0
    while first < len(cells) and digits.startswith(text := f"{cells[first]:.0f}", start):
        start += len(text)
        first += 1
    last, end = len(cells), len(digits)
    while last > first + 1 and digits.endswith(text := f"{cells[last - 1]:.0f}", 0, end):
        end -= len(text)
        last -= 1
    return last - first > 1


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


def by_noughts(runs: Sequence[str], cells: int) -> Cells | None:
    """The cells of runs (each ends at a cell border) that cannot be fewer than these, since no number begins with a
    nought (``0 1 0 2 0 03``): none of them is blank. None where they may be fewer."""
    numbers: list[int] = []
    for run in runs:
        rest = run.lstrip("0")
        numbers += [0] * (len(run) - len(rest)) + ([int(rest)] if rest else [])
    return tuple(numbers) if len(numbers) == cells else None


def numbers_with_blanks(
    runs: Sequence[str], cells: int, sums: Sequence[Sum], effort: Effort, most: int
) -> list[tuple[int, ...]]:
    """The numbers (0 for a blank) of the readings of the `runs` with as few blank cells as they may have; nothing
    where they are more than `most`, or no sum holds. Raises TooManyReadings."""
    fewest = max(1, cells - sum(map(len, runs)))
    found: dict[tuple[int, ...], None] = {}
    for blanks in combinations(range(cells), fewest):
        for filled in readings(runs, cells - fewest, (), effort):
            numbers = list(filled)
            for at in blanks:
                numbers.insert(at, 0)
            shown = [None if at in blanks else number for at, number in enumerate(numbers)]
            if sums_hold(sums, shown):
                found[tuple(numbers)] = None
                if len(found) > most:
                    return []
    return list(found)


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
        yield from _narrowed(run, (piece.span() for piece in pieces))


def parted(runs: Sequence[Cell], numbers: Sequence[str]) -> Iterator[Cell]:
    """One cell for each number that the `runs` print, its locator narrowed to the characters it stands on; a unit or a
    note behind a run is that of its last number."""
    for run, spans in _spans(runs, numbers):
        yield from _narrowed(run, spans)


def keep_thousands(runs: Sequence[Cell], numbers: Sequence[str]) -> bool:
    """Whether some numbers part the `runs` nowhere between thousands that commas hold together (``17795,087,258``:
    1779 and 5,087,258)."""
    if not any("," in narrow(run.text) for run in runs):
        return True
    pieces = (narrow(run.text)[slice(*span)] for run, spans in _spans(runs, numbers) for span in spans)
    return all(_THOUSANDS.match(piece) for piece in pieces if "," in piece)


def _spans(runs: Sequence[Cell], numbers: Sequence[str]) -> Iterator[tuple[Cell, Sequence[tuple[int, int]]]]:
    """The runs, each with the spans of its characters on which numbers stand."""
    waiting = iter(numbers)
    for run in runs:
        counts = counts_of(run.text)
        plain = narrow(run.text)
        places = [at for at, character in enumerate(plain) if character != ","] if counts else range(len(plain))
        taken, last = 0, len(counts or run.text)
        spans = []
        while taken < last:
            end = taken + len(next(waiting))
            spans.append((places[taken], places[end] if end < last else len(run.text)))
            taken = end
        yield run, spans


def _narrowed(run: Cell, spans: Iterable[tuple[int, int]]) -> Iterator[Cell]:
    """Some spans of the characters of a run, and where they stand. A run without a span is a whole cell or line: its
    pieces are found in it."""
    text, locator, column, colspan, rowspan, unreadable, confidence = run
    line, start = line_of(locator), start_of(locator)
    for left, right in spans:
        place = locator if start is None else characters(line, start + left, start + right)
        yield Cell(text[left:right], place, column, colspan, rowspan, unreadable, confidence)
