"""Rows with blanks that leave but a gap: read in the columns over which their figures stand, where sums prove it.

The reader of a text that keeps cells side by side tells, where it can, over which columns the figures of a row stand.
That is believed only where the row's own sum holds so, and in one way of sharing out its digits alone, and where no
balance over the rows of the table fails; a total that is blank proves nothing: there one column is to be told for each
figure, and a balance to hold with what the total would be. Of noughts no sum tells where they stand: where they may do
so in several columns, those cells are read that are the same in all ways.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, islice, product
from operator import mul

from xxgk.extractors.labels.values import counts_of
from xxgk.extractors.recognition.by_balances import NOUGHT_OR_BLANK
from xxgk.extractors.recognition.claims import Claim
from xxgk.extractors.recognition.fused import keep_thousands, parted, sums_hold
from xxgk.extractors.recognition.resolve import Equations
from xxgk.schema.document import Cell
from xxgk.schema.locators import line_of

MOST_WAYS = 500
"""To share out the digits of a row, that are looked at."""

SharedDigits = tuple[tuple[int, str], ...]
"""Numbers and their columns, from left to right."""


def placed(claims: Mapping[str, Claim], equations: Equations) -> dict[str, Claim]:
    """The fused rows of a table, by code, that stand in columns and add up in one way alone, with their blanks."""
    found = {}
    for code, claim in claims.items():
        if not (claim.fused and claim.values and all(cell.column and not cell.unreadable for cell in claim.values)):
            continue
        if values := _noughts(claim.values, equations) or _by_sums(claim.values, equations):
            found[code] = replace(claim, values=values, fused=False)
    return found


def placed_singly(claims: Mapping[str, Claim], equations: Equations) -> dict[str, Claim]:
    """The fused rows of a table whose rows nothing balances, by code, of which each figure stands in a column that the
    reader told, if none of their sums fails."""
    found = {}
    for code, claim in claims.items():
        cells = claim.values
        if not claim.fused or any(not cell.column or cell.colspan > 1 or cell.unreadable for cell in cells):
            continue
        way = tuple([(cell.column - 1, counts_of(cell.text)) for cell in cells])
        told = {column: int(number) for column, number in way if number}
        numbers = [told.get(column) for column in range(len(equations.columns))]
        if equations.sums and len(told) == len(cells) and sums_hold(equations.sums, numbers):
            found[code] = replace(claim, values=_cells(cells, way, len(equations.columns)), fused=False)
    return found


def _by_sums(cells: Sequence[Cell], equations: Equations) -> tuple[Cell, ...]:
    """The cells of a row that adds up in one way alone; none of others, and of noughts."""
    ways = list(islice(_adding_up(cells, equations), 2)) if not _are_noughts(cells) else []
    return _cells(cells, ways[0], len(equations.columns)) if len(ways) == 1 else ()


def _are_exact(cells: Sequence[Cell]) -> bool:
    """Whether the reader told one column for each figure."""
    return all(cell.colspan == 1 for cell in cells)


def _lacks_totals_alone(printed: Collection[int], equations: Equations) -> bool:
    """Whether what stands before a total is printed: else a line may have been cut."""
    return all(total in printed or total - 1 in printed for total, _ in equations.sums)


def _are_noughts(cells: Sequence[Cell]) -> bool:
    return set("".join(cell.text for cell in cells)) == {"0"}


def are_balanced(rows: Mapping[str, Sequence[str]], equations: Equations) -> bool:
    """Whether no balance fails among rows, by code, whose numbers are all known, in more than one column and the total
    of it: a figure in the place of another makes two fail. A blank (empty) counts as nothing, a total in its place as
    what it sums up."""
    held = (balance for balance in equations.balances if balance.keys() <= rows.keys())
    totals = {total for total, _ in equations.sums}
    return all(len(_failing(balance, rows, equations) - totals) <= 1 for balance in held)


def believed(rows: Mapping[str, Claim], known: Mapping[str, Sequence[str]], equations: Equations) -> set[str]:
    """Of the rows that were placed, by code, those that are to be believed where all rows `known` so are balanced:
    whose totals are printed, or of which a balance holds; and those of noughts, of which no balance tells anything."""
    noughts = {code for code, claim in rows.items() if _are_noughts(claim.values)}
    if not are_balanced(known, equations):
        return noughts
    held = [balance for balance in equations.balances if balance.keys() <= known.keys()]
    proven = {code for balance in held if not _failing(balance, known, equations) for code in balance}
    totals = {total for total, _ in equations.sums}
    whole = {code for code, claim in rows.items() if all(claim.values[total].text for total in totals)}
    return noughts | ((proven | whole) & rows.keys())


def _failing(balance: Mapping[str, int], rows: Mapping[str, Sequence[str]], equations: Equations) -> set[int]:
    """The columns in which a balance does not hold."""
    columns = zip(*(_summed(rows[code], equations) for code in balance), strict=True)
    return {at for at, column in enumerate(columns) if sum(map(mul, balance.values(), column))}


def _summed(texts: Sequence[str], equations: Equations) -> Sequence[int]:
    """The numbers of a row, what its blank totals sum up in their place."""
    numbers = [int(text or 0) for text in texts]
    for total, parts in equations.sums:
        if not texts[total]:
            numbers[total] = sum(numbers[part] for part in parts)
    return numbers


def _adding_up(cells: Sequence[Cell], equations: Equations) -> Iterator[SharedDigits]:
    """The ways in which the row adds up; none where it has too many, or no sum."""
    count = len(equations.columns)
    ways = [list(islice(_ways_of(cell, count), MOST_WAYS)) for cell in cells]
    is_exact = _are_exact(cells) and _lacks_totals_alone({cell.column - 1 for cell in cells}, equations)
    if not equations.sums or any(not of_cell or len(of_cell) == MOST_WAYS for of_cell in ways):
        return
    for tried, one in enumerate(product(*ways)):
        if tried == MOST_WAYS:
            yield from ((), ())  # more than are looked at: none of them is the only one
            return
        way = tuple(number for of_cell in one for number in of_cell)
        columns = [column for column, _ in way]
        if columns == sorted(set(columns)) and _adds_up(way, equations, is_exact=is_exact):
            yield way


def _ways_of(cell: Cell, count: int) -> Iterator[SharedDigits]:
    """The digits of a cell as numbers in columns that follow each other, of those over which it stands."""
    digits = counts_of(cell.text)
    if not digits:
        return
    first, end = cell.column - 1, min(cell.column - 1 + cell.colspan, count)
    for size in range(1, end - first + 1):
        for cuts in combinations(range(1, len(digits)), size - 1):
            numbers = [digits[a:b] for a, b in zip((0, *cuts), (*cuts, len(digits)), strict=True)]
            if keep_thousands([cell], numbers) and all(number == "0" or number[0] != "0" for number in numbers):
                yield from (tuple(enumerate(numbers, start)) for start in range(first, end - size + 1))


def _adds_up(way: SharedDigits, equations: Equations, *, is_exact: bool) -> bool:
    """Whether a row adds up; a total that is blank proves nothing, unless one column `is_exact` for each figure."""
    told = {column: int(number) for column, number in way}
    numbers = [told.get(column) for column in range(len(equations.columns))]
    return sums_hold(equations.sums, numbers, whole=not is_exact)


def _noughts(cells: Sequence[Cell], equations: Equations) -> tuple[Cell, ...]:
    """The cells of a row of noughts that may stand in several columns: those that are printed, or blank, however they
    do. None where no cell is told, another figure is among them, or a total may be blank, so that all may stand further
    right, where more than one column is told for some."""
    count = len(equations.columns)
    if not _are_noughts(cells) or not equations.sums:
        return ()
    shared = product(*(list(_ways_of(cell, count)) for cell in cells))
    ways = [tuple(number for of_cell in one for number in of_cell) for one in islice(shared, MOST_WAYS + 1)]
    in_order = [way for way in ways if [at for at, _ in way] == sorted({at for at, _ in way})]
    printed = [{at for at, _ in way} for way in in_order]
    unsure = [at for at in range(count) if len({at in way for way in printed}) > 1]
    totals = {total for total, _ in equations.sums}
    is_told = len(ways) == 1 and _lacks_totals_alone(printed[0], equations)
    if not in_order or len(ways) > MOST_WAYS or not (is_told or all(totals <= way for way in printed)):
        return ()
    found = list(_cells(cells, in_order[0], count))
    for at in unsure:
        found[at] = Cell("", line_of(cells[0].locator), unreadable=NOUGHT_OR_BLANK)
    return tuple(found)


def _cells(runs: Sequence[Cell], way: SharedDigits, count: int) -> tuple[Cell, ...]:
    """A cell for each column; a blank one stands somewhere on the line of the row."""
    cells = [Cell("", line_of(runs[0].locator)) for _ in range(count)]
    for (column, _), cell in zip(way, parted(runs, [number for _, number in way]), strict=True):
        cells[column] = cell
    return tuple(cells)
