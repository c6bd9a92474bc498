"""Rows with blanks that nothing places: read where the balances over the rows leave one way to share out their figures.

The figures of a row whose last one is the sum of the others may stand in any columns, from left to right, and digits
that have run together may part in any way that adds up. What the other rows leave for each column tells which: where
one set of numbers alone fits a balance of which all other rows add up, be one column of it odd, the row has these,
since any other set differs in two columns at least. Between noughts nothing tells where a blank stands: such cells are
not read, unless the reader told the columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product
from math import prod

from xxgk.extractors.labels.values import counts_of
from xxgk.extractors.recognition.claims import Claim
from xxgk.extractors.recognition.fused import Cells, Effort, TooManyReadings, keep_thousands, parted, readings
from xxgk.extractors.recognition.joint import Balance
from xxgk.extractors.recognition.resolve import Equations
from xxgk.schema.document import Cell
from xxgk.schema.locators import line_of

STEPS = 20_000
"""To part the digits of the rows of a table."""
MOST_PRINTS = 400
"""Of a row; one that may have more counts as missing."""
MOST_TRIED = 4000
"""Ways to choose the numbers of all rows of a balance, that are looked at."""
NOUGHT_OR_BLANK = "a nought beside a blank, of which nothing tells the columns"

Numbers = tuple[int, ...]
"""Those of a row, 0 for a blank."""


def shared_out(
    claims: Mapping[str, Claim], known: Mapping[str, Sequence[str]], equations: Equations
) -> dict[str, Claim]:
    """The fused rows of a table, by code, whose numbers the balances tell, with their blanks. `known`: the numbers of
    the other rows (empty: blank)."""
    width = len(equations.columns)
    if tuple(equations.sums) != ((width - 1, tuple(range(width - 1))),):
        return {}
    effort = Effort(STEPS)
    prints = {code: list(_prints(claim, width, effort)) for code, claim in claims.items() if claim.fused}
    rows = {code: [numbers] for code, texts in known.items() if (numbers := _whole(texts))}
    rows |= {code: list(dict.fromkeys(map(_numbers, told))) for code, told in prints.items() if told}
    bound = [balance for balance in equations.balances if balance.keys() <= rows.keys()]
    proven = _settle(rows, bound)
    found = {}
    for code in (code for code in prints if code in proven and len(rows[code]) == 1 and any(rows[code][0])):
        fitting = [cells for cells in prints[code] if _numbers(cells) == rows[code][0]]
        if fitting[0][-1] is None and not any(code in balance and _is_settled(rows, balance) for balance in bound):
            continue
        values = _values(claims[code], _in_columns(claims[code], fitting) or fitting, width)
        found[code] = replace(claims[code], values=values, fused=False)
    return found


def _whole(texts: Sequence[str]) -> Numbers:
    """The numbers of a row that adds up to its total; none of one that does not."""
    numbers = tuple(int(text or 0) for text in texts)
    return numbers if texts[-1] and sum(numbers[:-1]) == numbers[-1] else ()


def _numbers(cells: Cells) -> Numbers:
    """The numbers of a row, in the place of a blank total what it would be."""
    *parts, total = cells
    return (*(cell or 0 for cell in parts), sum(cell or 0 for cell in parts) if total is None else total)


def _prints(claim: Claim, width: int, effort: Effort) -> Iterator[Cells]:
    """The cells that a row may have that adds up, or lacks nothing but its total; none where they are too many."""
    runs = [counts_of(cell.text) or "0" for cell in claim.values]
    found: list[Cells] = []
    if len(runs) == width - 1 and all(run == "0" or run[0] != "0" for run in runs):
        found.append(_in_row(map(int, runs), range(width - 1), width))
    try:
        for count in range(max(len(runs), 2), min(width, sum(map(len, runs))) + 1):
            for numbers in readings(runs, count, ((count - 1, tuple(range(count - 1))),), effort):
                if not keep_thousands(claim.values, [*map(str, numbers)]):
                    continue
                places = combinations(range(width - 1), count - 1)
                found += (_in_row(numbers, (*columns, width - 1), width) for columns in places)
                if len(found) > MOST_PRINTS:
                    return
    except TooManyReadings:
        return
    yield from found


def _in_row(numbers: Iterable[int], columns: Iterable[int], width: int) -> Cells:
    told = dict(zip(columns, numbers, strict=True))
    return tuple([told.get(column) for column in range(width)])


def _is_settled(rows: Mapping[str, Sequence[Numbers]], balance: Balance) -> bool:
    """Whether a balance of rows with one set of numbers each holds in every column."""
    each = [_signed(rows[code][0], sign) for code, sign in balance.items() if len(rows[code]) == 1]
    return len(each) == len(balance) and not any(map(sum, zip(*each, strict=True)))


def _settle(rows: dict[str, list[Numbers]], balances: Sequence[Balance]) -> set[str]:
    """Leave of the numbers of each row those with which the balances may hold; the rows of those that were looked at,
    none where no numbers are left."""
    seen: set[str] = set()
    before = -1
    while before != (before := sum(map(len, rows.values()))):
        for balance in balances:
            if prod(len(rows[code]) for code in balance) > MOST_TRIED:
                continue
            kept: dict[str, dict[Numbers, None]] = {code: {} for code in balance}
            for way in _balanced(rows, balance):
                for code, numbers in way.items():
                    kept[code][numbers] = None
            if not all(kept.values()):
                return set()
            rows |= {code: list(numbers) for code, numbers in kept.items()}
            seen |= balance.keys()
    return seen


def _balanced(rows: Mapping[str, Sequence[Numbers]], balance: Balance) -> Iterator[dict[str, Numbers]]:
    """The ways to choose numbers of rows with which a balance holds in every column but one, and the total with it."""
    single = [code for code in balance if len(rows[code]) == 1]
    several = [code for code in balance if len(rows[code]) > 1]
    settled = [sum(column) for column in zip(*(_signed(rows[code][0], balance[code]) for code in single), strict=True)]
    for way in product(*(rows[code] for code in several)):
        more = (_signed(numbers, balance[code]) for code, numbers in zip(several, way, strict=True))
        *odd, total = map(sum, zip(settled or [0] * len(way[0]), *more, strict=True))
        if odd.count(0) >= len(odd) - 1 and total in (0, sum(odd)):
            yield {**{code: rows[code][0] for code in single}, **dict(zip(several, way, strict=True))}


def _signed(numbers: Numbers, sign: int) -> list[int]:
    return [sign * number for number in numbers]


def _in_columns(claim: Claim, prints: Sequence[Cells]) -> Sequence[Cells]:
    """Those of some prints whose numbers stand in the columns that the reader told of each figure."""
    if not all(cell.column for cell in claim.values):
        return ()
    told = {column for cell in claim.values for column in range(cell.column - 1, cell.column - 1 + cell.colspan)}
    return [cells for cells in prints if {at for at, cell in enumerate(cells) if cell is not None} <= told]


def _values(claim: Claim, prints: Sequence[Cells], width: int) -> tuple[Cell, ...]:
    """A cell for each column: of one that some prints leave blank and others do not it is not told what it holds."""
    numbers = [str(cell) for cell in prints[0] if cell is not None]
    printed = iter(parted(claim.values, numbers))
    line = line_of(claim.values[0].locator)
    cells = [Cell("", line) if cell is None else next(printed) for cell in prints[0]]
    for at in range(width):
        if len({one[at] for one in prints}) > 1:
            cells[at] = Cell("", line, unreadable=NOUGHT_OR_BLANK)
    return tuple(cells)
