"""Which reading of fused rows is right: the one that the form's equations leave, or none.

A row is read when exactly one reading fills all its cells and satisfies the equations within the row. Since a blank
cell leaves no trace in fused text, that alone is not proof: the equations over the columns must agree as well, and
where they fail although every row has its reading, a row is refused if some reading *with* blanks would mend them. Rows
of zeros prove themselves. Everything else is refused, and the readings that remain are told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from math import prod

from extractors.recognition.fused import Reading, Sum, TooManyReadings, is_certain, readings, readings_with_blanks
from schema.forms import Rule, Table
from schema.report import ERROR

# How long to search the readings of a row; short once another row of the table is refused and this one can only be too.
MOST_STEPS = 1_200
STEPS_WHEN_HOPELESS = 200
MOST_COMBINATIONS = 500
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Refused:
    """A fused row that was not read; `remaining` are the readings that the equations leave (at most SHOWN)."""

    remaining: tuple[Reading, ...]
    reason: str


@dataclass(frozen=True)
class Equations:
    """The error equations of one table, by what they bind."""

    columns: tuple[str, ...]
    of_rows: tuple[Rule, ...]
    of_columns: tuple[Rule, ...]

    @classmethod
    def of(cls, table: Table, rules: Iterable[Rule]) -> Equations:
        """Those of `rules` that bind rows or columns of `table` and whose failure is an error."""
        binding = [rule for rule in rules if table.id in rule.tables and rule.severity == ERROR]
        return cls(
            tuple(column.code for column in table.columns),
            tuple(rule for rule in binding if rule.for_each == "row"),
            tuple(rule for rule in binding if rule.for_each == "column"),
        )

    @property
    def sums(self) -> tuple[Sum, ...]:
        """The sums within a row: the column number of the total, and those of its parts."""
        place = self.columns.index
        equations = (rule.equation for rule in self.of_rows)
        return tuple((place(sum_.names[0]), tuple(map(place, sum_.parts))) for sum_ in equations if sum_.parts)

    def row_holds(self, reading: Reading) -> bool:
        """Whether no equation within the row fails; a blank counts as nothing, but a blank total proves nothing."""
        values = {code: int(text or 0) for code, text in zip(self.columns, reading, strict=True)}
        for rule in self.of_rows:
            total = rule.equation.names[0]
            if reading[self.columns.index(total)] and (result := rule.equation.evaluate(values)) and not result[0]:
                return False
        return True

    def failures(self, rows: Mapping[str, Reading]) -> set[tuple[str, int]]:
        """The (rule, column number) of the column equations that fail; blanks count as nothing, a missing row as
        unknown."""
        failed = set()
        for number in range(len(self.columns)):
            values = {row: int(reading[number] or 0) for row, reading in rows.items()}
            for rule in self.of_columns:
                result = rule.equation.evaluate(values)
                if result and not result[0]:
                    failed.add((rule.id, number))
        return failed

    def provable(self, rows: Iterable[str]) -> bool:
        """Whether every row that a column equation needs is among `rows`."""
        present = set(rows)
        return all(present.issuperset(rule.equation.names) for rule in self.of_columns)


def resolve(
    fused: Mapping[str, Sequence[str]], known: Mapping[str, Reading], equations: Equations
) -> dict[str, Reading | Refused]:
    """Read the `fused` rows (row code -> runs of digits) of one table, given the rows already `known`."""
    cells = len(equations.columns)
    options: dict[str, list[Reading]] = {}
    outcome: dict[str, Reading | Refused] = {}
    hopeless = False
    for row, runs in sorted(fused.items(), key=lambda item: -sum(map(len, item[1]))):
        if is_certain(runs, cells):
            outcome[row] = tuple("".join(runs))
            continue
        try:
            steps = STEPS_WHEN_HOPELESS if hopeless else MOST_STEPS
            options[row] = list(readings(runs, cells, equations.sums, steps))
        except TooManyReadings:
            outcome[row] = Refused((), "its digits can be cut in too many ways")
        hopeless = hopeless or not options.get(row)
    if not equations.sums:
        reason = "no equation tells where its digits part"
        outcome.update({row: Refused(tuple(left[:SHOWN]), reason) for row, left in options.items()})
        return outcome
    blanks = any(isinstance(result, Refused) for result in outcome.values()) or not all(options.values())
    if blanks:
        reason = "cells without a trace (blank, or a total that does not hold) stand in this table"
        outcome.update({row: Refused(tuple(left[:SHOWN]), reason) for row, left in options.items()})
        return outcome
    certain = {row: result for row, result in outcome.items() if not isinstance(result, Refused)}
    outcome.update(_by_columns(options, {**known, **certain}, fused, equations))
    return outcome


def _by_columns(
    options: Mapping[str, list[Reading]],
    known: Mapping[str, Reading],
    fused: Mapping[str, Sequence[str]],
    equations: Equations,
) -> dict[str, Reading | Refused]:
    single = {row: left[0] for row, left in options.items() if len(left) == 1}
    several = {row: left for row, left in options.items() if len(left) > 1}
    outcome: dict[str, Reading | Refused] = {}
    if not equations.provable({*known, *options}):
        reason = "rows that the columns need were not read, and a row's own total proves nothing"
        return {row: Refused(tuple(left[:SHOWN]), reason) for row, left in options.items()}
    if several:
        chosen = _only_combination(several, {**known, **single}, equations)
        for row, left in several.items():
            reason = f"{len(left)} readings satisfy the row's own total"
            outcome[row] = chosen[row] if chosen else Refused(tuple(left[:SHOWN]), reason)
        single |= chosen or {}
    rows = {**known, **single}
    failed = equations.failures(rows)
    for row, reading in single.items():
        if failed and _contested(row, fused[row], rows, failed, equations):
            outcome[row] = Refused((reading,), "a blank cell in it would mend an equation that fails")
        else:
            outcome[row] = reading
    return outcome


def _only_combination(
    several: Mapping[str, list[Reading]], rows: Mapping[str, Reading], equations: Equations
) -> dict[str, Reading] | None:
    """The one choice of readings with which all column equations hold, if there is exactly one."""
    if prod(map(len, several.values())) > MOST_COMBINATIONS or not equations.provable({*rows, *several}):
        return None
    choices = (dict(zip(several, combination, strict=True)) for combination in product(*several.values()))
    holding = list(islice((choice for choice in choices if not equations.failures({**rows, **choice})), 2))
    return holding[0] if len(holding) == 1 else None


def _contested(
    row: str, runs: Sequence[str], rows: Mapping[str, Reading], failed: set[tuple[str, int]], equations: Equations
) -> bool:
    """Whether some reading of this row with blank cells breaks no column equation and makes one that fails hold, by a
    number (a blank proves nothing)."""
    try:
        for other in readings_with_blanks(runs, len(equations.columns)):
            if equations.row_holds(other):
                still = equations.failures({**rows, row: other})
                if still < failed and any(other[column] for _, column in failed - still):
                    return True
    except TooManyReadings:
        return True
    return False
