"""The fused rows of a table as one problem: a row is read where every admissible print of the table agrees on it.

A *print* of a table gives each row its cells: numbers without leading zeros, whose digits run together as the text has
them. It is admissible where all sums within its rows and all balances over its rows hold but for one *odd* cell,
wherever that is: one that is blank (it leaves no trace in fused text), or an error of the agency's, so that neither the
sums nor the balances that it stands in need hold. Nothing is assumed about which cell that is, or that there is one.

So a row's own sum never proves it: a print whose odd cell stands in that very row leaves only the balances to say what
it is, and those must reach it by all columns but one. A row whose own sum fails is never read, and of a row that its
sums leave several readings one is taken only where a print has nothing odd: with an error in the table, the columns
tell too little to choose. Where no print is admissible (two errors), a wrong figure may have been carried into its
row's total; then each balance is asked by itself. All work is bounded: a problem that is too large is not solved, and
its rows are not read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import starmap
from math import inf
from operator import add, gt, lt
from typing import NamedTuple

from xxgk.extractors.recognition.fused import (
    Cells,
    Effort,
    Range,
    Sum,
    TooManyReadings,
    has_several_odd,
    readings_within,
    sums_hold,
)

Balance = Mapping[str, int]
Vector = Sequence[float]


class Odd(Enum):
    """What may be odd in a print: one cell; one figure, and the total of its row with it; one cell, if it is blank."""

    CELL = "cell"
    CARRIED = "carried"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class FusedTable:
    """The rows of one table: the runs of digits of those that are `fused`, and the cells of those that are `known`
    (None: blank, which counts as nothing).

    `sums` hold within a row, by column number; `balances` in every column over the rows, whose signed numbers come to
    nothing. `options` are the readings of the fused rows without a blank that their sums leave; a fused row without
    such a list counts as missing."""

    fused: Mapping[str, Sequence[str]]
    known: Mapping[str, Cells]
    columns: int
    sums: Sequence[Sum]
    balances: Sequence[Balance]
    options: Mapping[str, Sequence[Cells]]

    def is_odd(self, row: str) -> bool:
        """Whether one of its sums fails however the row is read; a blank total proves nothing."""
        if row in self.options:
            return not self.options[row]
        return not sums_hold(self.sums, self.known[row])

    def may_be_blank(self, cells: Cells) -> bool:
        """Whether something not negative in the place of a blank makes the sums hold."""
        for total, parts in self.sums:
            left = (cells[total] or 0) - sum(cells[part] or 0 for part in parts)
            if cells[total] is not None and (left < 0 or (left and None not in [cells[part] for part in parts])):
                return False
        return True


def agreed(rows: FusedTable, effort: Effort) -> dict[str, Cells]:
    """What all admissible prints say alike of fused rows: of those that stand in a balance, none else."""
    bounds = [bound for balance in rows.balances if (bound := _Bound.of(balance, rows))]
    whole = [bound for bound in bounds if not bound.lacks]
    try:
        found = _by_balances(rows, whole, effort)
        if len(whole) < len(bounds):
            found = (_agreed(rows, bounds, Odd.BLANK, effort) or {}) | found
    except TooManyReadings:
        return {}
    return found


def _by_balances(rows: FusedTable, bounds: Sequence[_Bound], effort: Effort) -> dict[str, Cells]:
    """The same by balances that lack no row: by all of them, else by each in which nothing is odd."""
    for odd in (Odd.CELL, Odd.CARRIED):
        found = _agreed(rows, bounds, odd, effort)
        if found is not None:
            return found
    return _by_each(rows, bounds, effort)


def agreed_by_each(rows: FusedTable, effort: Effort) -> dict[str, Cells]:
    """The same of rows whose balances need not hold: by each of them in which nothing is odd."""
    bounds = [bound for balance in rows.balances if (bound := _Bound.of(balance, rows)) and not bound.lacks]
    try:
        return _by_each(rows, bounds, effort)
    except TooManyReadings:
        return {}


def _by_each(rows: FusedTable, bounds: Sequence[_Bound], effort: Effort) -> dict[str, Cells]:
    parts = [_agreed(rows, [bound], Odd.CELL, effort, flawless=True) or {} for bound in bounds]
    said = {row: {part[row] for part in parts if row in part} for row in rows.fused}
    return {row: cells.pop() for row, cells in said.items() if len(cells) == 1}


def _agreed(
    rows: FusedTable, bounds: Sequence[_Bound], odd: Odd, effort: Effort, *, flawless: bool = False
) -> dict[str, Cells] | None:
    """What the prints say alike that have so much odd; None where there is none, or none has nothing odd and one must
    be `flawless`."""
    scope = list(dict.fromkeys(row for bound in bounds for row in bound.signs))
    failing = [row for row in scope if rows.is_odd(row)]
    if not scope or len(failing) > (odd is Odd.CELL):
        return None
    search = _Search(rows, bounds, scope)
    if not failing and search.is_settled():
        return {row: rows.options[row][0] for row in scope if row in rows.options}
    prints = [said for star in failing or search.unlike(scope) for said in search.prints(star, odd, effort)]
    is_flawless = odd is Odd.CELL and any(search.is_flawless(said) for said in prints)
    if not prints or (flawless and not is_flawless):
        return None
    told = {
        row: {said[row] for said in prints}
        for row in scope
        if row in rows.options and (is_flawless or len(rows.options[row]) == 1)
    }
    return {row: cells.pop() for row, cells in told.items() if len(cells) == 1 and cells <= set(rows.options[row])}


class _Bound(NamedTuple):
    """A balance over the rows that are there: their `signs`, and between what their sum lies: twice 0, if no row is
    missing. Of missing rows, whose sign is `lacks`, nothing is known but that their numbers are not negative."""

    signs: Balance
    low: float
    high: float
    lacks: int

    @classmethod
    def of(cls, balance: Balance, rows: FusedTable) -> _Bound | None:
        """None where rows of both signs are missing, or all: then it says nothing."""
        there = {row: sign for row, sign in balance.items() if row in rows.options or row in rows.known}
        lacking = {sign for row, sign in balance.items() if row not in there}
        if len(lacking) > 1 or not there:
            return None
        lacks = lacking.pop() if lacking else 0
        return cls(there, -inf if lacks > 0 else 0, inf if lacks < 0 else 0, lacks)


class _Limit(NamedTuple):
    """Values that the sums of a bound, by its number, are not to be beyond in more columns than are allowed."""

    bound: int
    is_beyond: Callable[[float, float], bool]
    values: Vector
    allowed: int


class _Search:
    """Finds the prints whose odd cell stands in a given row, the star; of the others there are but their options."""

    def __init__(self, rows: FusedTable, bounds: Sequence[_Bound], scope: Sequence[str]) -> None:
        self._rows, self._bounds = rows, bounds
        self._options = {row: rows.options[row] if row in rows.options else [rows.known[row]] for row in scope}
        self._several = sorted(
            (row for row, options in self._options.items() if len(options) > 1), key=lambda row: len(self._options[row])
        )
        single = [(row, options[0]) for row, options in self._options.items() if len(options) == 1]
        self._settled = [self._total(bound, single) for bound in bounds]

    def _total(self, bound: _Bound, rows: Iterable[tuple[str, Cells]]) -> Vector:
        total: Vector = [0] * self._rows.columns
        for row, cells in rows:
            total = _plus(total, cells, bound.signs.get(row, 0))
        return total

    def is_settled(self) -> bool:
        """Whether every row has one option, and all balances hold, none a mere bound. Then no odd cell leaves another
        print: whatever row it stands in, its balances say what the cells beside it are, and the digits what is left."""
        return not self._several and not any(
            bound.lacks or any(total) for bound, total in zip(self._bounds, self._settled, strict=True)
        )

    def is_flawless(self, said: Mapping[str, Cells]) -> bool:
        """Whether nothing is odd in a print."""
        return all(cells in self._options[row] for row, cells in said.items()) and not any(
            any(self._total(bound, said.items())) for bound in self._bounds
        )

    def unlike(self, rows: Iterable[str]) -> list[str]:
        """The rows, but of those that are known one of each kind: it makes no other print that the odd cell stands in
        another row of zeros."""
        kinds: dict[object, str] = {}
        for row in rows:
            signs = [bound.signs.get(row) for bound in self._bounds]
            kinds.setdefault((self._rows.known[row], *signs) if row in self._rows.known else row, row)
        return list(kinds.values())

    def prints(self, star: str, odd: Odd, effort: Effort) -> list[dict[str, Cells]]:
        """What these prints say of each row. Raises TooManyReadings."""
        options = self._options
        signs = [bound.signs.get(star, 0) for bound in self._bounds]
        start = list(self._settled)
        if len(options[star]) == 1:
            start = [_plus(total, options[star][0], -sign) for total, sign in zip(start, signs, strict=True)]
        several = [row for row in self._several if row != star]
        changes = [self._changes(row) for row in several]
        reach = list(self._reach(several))
        most = 1 + len(self._rows.sums) * (odd is Odd.CARRIED)
        moved = {at for row in several for at, bound in enumerate(self._bounds) if row in bound.signs}
        limits = [list(self._limits(signs, within, most)) for within in reach]
        limits = limits[:1] + [[limit for limit in of_depth if limit.bound in moved] for of_depth in limits[1:]]
        digits = "" if star in self._rows.known or odd is Odd.CARRIED else "".join(self._rows.fused[star])
        exact = [(at, -sign) for at, sign in enumerate(signs) if digits and sign and not self._bounds[at].lacks]
        said = {row: options[row][0] for row in options if row != star and options[row]}
        found: list[dict[str, Cells]] = []

        def walk(depth: int, totals: Sequence[Vector]) -> None:
            effort.spend()
            for at, is_beyond, values, allowed in limits[depth]:
                if sum(map(is_beyond, totals[at], values)) > allowed:
                    return
            if depth == len(several):
                choose(totals)
                return
            for cells, change in changes[depth]:
                said[several[depth]] = cells
                more = list(totals)
                for at, added in change:
                    more[at] = list(map(add, totals[at], added))
                walk(depth + 1, more)

        def choose(totals: Sequence[Vector]) -> None:
            """The star where all other rows are chosen: what is lacking in a balance, but for one cell."""
            if any(has_several_odd(digits, [sign * total for total in totals[at]]) for at, sign in exact):
                return
            ranges = self._ranges(signs, totals, reach[-1])
            if sum(starmap(gt, ranges)) <= most:
                found.extend({**said, star: cells} for cells in self._stars(star, odd, ranges, effort))

        walk(0, start)
        return found

    def _limits(self, signs: Sequence[int], reach: Sequence[tuple[Vector, Vector]], most: int) -> Iterator[_Limit]:
        """What the sums of the rows chosen must keep so that those still open and the star, whose `signs` these are,
        may bring them into their bounds, but for so many columns in which the star is odd."""
        for at, (bound, sign, (least, greatest)) in enumerate(zip(self._bounds, signs, reach, strict=True)):
            if sign >= 0:
                yield _Limit(at, gt, [bound.high - low for low in least], most if sign else 0)
            if sign <= 0:
                yield _Limit(at, lt, [bound.low - high for high in greatest], most if sign else 0)

    def _changes(self, row: str) -> list[tuple[Cells, list[tuple[int, Vector]]]]:
        """The options of a row, each with what it adds to the sums of the bounds in which it stands, by number."""
        nothing = [0] * self._rows.columns
        signs = [(at, bound.signs[row]) for at, bound in enumerate(self._bounds) if row in bound.signs]
        return [(cells, [(at, _plus(nothing, cells, sign)) for at, sign in signs]) for cells in self._options[row]]

    def _reach(self, several: Sequence[str]) -> Iterator[list[tuple[Vector, Vector]]]:
        """By depth: the least and the greatest that the rows still open add to each bound, column by column."""
        spans = {}
        for row in several:
            columns = list(zip(*self._options[row], strict=True))
            spans[row] = tuple(map(min, columns)), tuple(map(max, columns))
        for depth in range(len(several) + 1):
            reach = []
            for bound in self._bounds:
                low: Vector = [0] * self._rows.columns
                high: Vector = [0] * self._rows.columns
                for row in several[depth:]:
                    sign = bound.signs.get(row, 0)
                    least, most = spans[row] if sign > 0 else spans[row][::-1]
                    low, high = _plus(low, least, sign), _plus(high, most, sign)
                reach.append((low, high))
            yield reach

    def _ranges(
        self, signs: Sequence[int], totals: Sequence[Vector], reach: Sequence[tuple[Vector, Vector]]
    ) -> list[Range]:
        """Between what the cells of the star, whose `signs` these are, lie, unless odd; nothing fits a range whose low
        is above its high."""
        lows: Vector = [0] * self._rows.columns
        highs: Vector = [inf] * self._rows.columns
        for bound, sign, total, (least, most) in zip(self._bounds, signs, totals, reach, strict=True):
            rests, tops = map(add, total, least), map(add, total, most)
            low, high = bound.low, bound.high
            if sign > 0:
                lows = [max(before, low - top) for before, top in zip(lows, tops, strict=True)]
                highs = [min(before, high - rest) for before, rest in zip(highs, rests, strict=True)]
            elif sign < 0:
                lows = [max(before, rest - high) for before, rest in zip(lows, rests, strict=True)]
                highs = [min(before, top - low) for before, top in zip(highs, tops, strict=True)]
            elif max(rests) > high or min(tops) < low:
                return [(1, 0)] * self._rows.columns
        return list(zip(lows, highs, strict=True))

    def _stars(self, star: str, odd: Odd, ranges: Sequence[Range], effort: Effort) -> Iterator[Cells]:
        """The cells that the star may have, no more odd than is allowed."""
        rows = self._rows
        totals = {total for total, _ in rows.sums} if odd is Odd.CARRIED else ()

        def outside(cells: Cells) -> int:
            """How many cells do not lie in their range, totals that may follow an odd figure apart."""
            pairs = enumerate(zip(cells, ranges, strict=True))
            return sum(not low <= (cell or 0) <= high for at, (cell, (low, high)) in pairs if at not in totals)

        if star in rows.known or odd is Odd.CARRIED:
            yield from (cells for cells in self._options[star] if outside(cells) <= (odd is not Odd.BLANK))
            return
        for cells in readings_within(rows.fused[star], ranges, effort):
            if rows.may_be_blank(cells) if None in cells else odd is Odd.CELL or not outside(cells):
                yield cells


def _plus(total: Vector, cells: Cells | Vector, sign: int) -> Vector:
    if sign == 0:
        return total
    return [before + sign * (cell or 0) for before, cell in zip(total, cells, strict=True)]
