"""The fused figures of an indicator list (``2312`` under 本年度 and 历年累计) are parted by the list's own sums.

The sums are those of the form's equations, over the parts that the list prints. A row is read where one of them holds
in every column, and every print in which it does, or does but for one odd cell, says the same of the row
(`extractors.recognition.joint`); what a column counts may be known to be among what another one counts. A list is left
alone unless it is evident that its columns are filled: where one of them is blank throughout, the figures of the other
add up as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from xxgk.extractors.labels.values import digits_of
from xxgk.extractors.recognition.fused import Cells, Effort, TooManyReadings, parted, readings
from xxgk.extractors.recognition.joint import Balance, FusedTable, agreed_by_each
from xxgk.extractors.recognition.list_names import Named
from xxgk.extractors.recognition.list_table import ListRow, ListTable
from xxgk.extractors.recognition.place import numbers_of
from xxgk.schema.forms import Rule
from xxgk.schema.indicators import vocabulary

READING_STEPS = 20_000
PRINT_STEPS = 20_000
FEWEST_PARTS = 2


def part_list(found: ListTable, named: Named, rules: Sequence[Rule]) -> ListTable:
    """The list with those of its fused rows parted that the sums of its form prove; `rules` are all of the form."""
    numbers = {code: number for number, code in named.rows.items()}
    fused = {
        code: [digits_of(cell.text) for cell in found.rows[at].runs]
        for code, at in numbers.items()
        if found.rows[at].runs
    }
    if not fused or named.sheet is None or not _is_filled(found):
        return found
    known = {code: cells for code, at in numbers.items() if (cells := _whole_numbers(found.rows[at]))}
    bound = (rule for rule in rules if named.sheet.id in rule.tables and rule.for_each == "column")
    balances = [balance for rule in bound if (balance := _printed(rule, {*fused, *known}))]
    rows = FusedTable(fused, known, len(found.figures), (), balances, _options(fused, found))
    read = {numbers[code]: cells for code, cells in agreed_by_each(rows, Effort(PRINT_STEPS)).items()}
    return replace(found, rows=tuple(_with(row, read[at]) if at in read else row for at, row in enumerate(found.rows)))


def _is_filled(found: ListTable) -> bool:
    """Whether no row has fewer digits than there are columns, and one at least prints a zero for each."""
    columns = len(found.figures)
    rows = [row for row in found.rows if row.unit or row.values or row.problem]
    enough = all(len(row.values) == columns or sum(len(run.text) for run in row.runs) >= columns for row in rows)
    return enough and any(row.values and all(cell.text == "0" for cell in row.values) for row in rows)


def _whole_numbers(row: ListRow) -> Cells:
    """The figures of a row that was read; none where one of them is no whole number."""
    told = numbers_of(row.values)
    return tuple(value for value in told if isinstance(value, int)) if all(isinstance(v, int) for v in told) else ()


def _printed(rule: Rule, codes: set[str]) -> Balance:
    """The sum that an equation tells, over those of its parts that the list prints; empty where these are too few."""
    equation = rule.equation
    printed = {name: sign for name, sign in equation.balance.items() if name in codes}
    is_sum = bool(equation.parts) and equation.names[0] in printed and len(printed) > FEWEST_PARTS
    return printed if is_sum else {}


def _options(fused: dict[str, list[str]], found: ListTable) -> dict[str, list[Cells]]:
    """The readings of each row in which nothing is more than what it is a part of; not of rows that have too many."""
    within = vocabulary().within
    roles = [column.role for column in found.figures]
    ordered = [
        (less, more)
        for one, other in combinations(range(len(roles)), 2)
        for less, more in ((one, other), (other, one))
        if within.get(roles[less]) == roles[more]
    ]
    effort = Effort(READING_STEPS)
    options: dict[str, list[Cells]] = {}
    for code, runs in fused.items():
        try:
            every = list(readings(runs, len(roles), (), effort))
        except TooManyReadings:
            break
        options[code] = [cells for cells in every if all(cells[less] <= cells[more] for less, more in ordered)]
    return options


def _with(row: ListRow, cells: Cells) -> ListRow:
    values = tuple(parted(row.runs, [str(cell) for cell in cells]))
    return replace(row, values=values, problem="", runs=())
