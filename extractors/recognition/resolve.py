"""Which reading of fused rows is right: the one that the form's equations leave, or none.

Rows of zeros prove themselves. Where equations bind the columns of a table, all its rows are one problem
(`extractors.recognition.joint`). Where none does, a row is read if it may be taken to have no blank, and one reading
alone fills its cells and satisfies the sums within it. Everything else is refused, and the readings that remain are
told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

from xxgk.extractors.recognition.fused import (
    Cells,
    Effort,
    Sum,
    TooManyReadings,
    by_noughts,
    is_certain,
    numbers_with_blanks,
    readings,
    sums_hold,
)
from xxgk.extractors.recognition.joint import Balance, FusedTable, agreed
from xxgk.schema.forms import Form, FormTable, Rule
from xxgk.schema.report import ERROR

# Steps of a search: for the readings of all rows of a table, and for its prints.
READING_STEPS = 150_000
PRINT_STEPS = 60_000
SHOWN = 3
MOST_WITH_BLANKS = 40
"""Readings of a row with blanks; rows that have more count as they are: with none."""

Reading = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A fused row that was not read; `remaining` are the readings that the row's own sums leave (at most SHOWN)."""

    remaining: tuple[Reading, ...]
    reason: str


@dataclass(frozen=True)
class Equations:
    """The error equations of one table, by what they bind."""

    columns: tuple[str, ...]
    of_rows: tuple[Rule, ...]
    of_columns: tuple[Rule, ...]

    @classmethod
    def of(cls, table: FormTable, rules: Iterable[Rule]) -> Equations:
        """Those of `rules` that bind rows or columns of `table` and whose failure is an error."""
        binding = [rule for rule in rules if table.id in rule.tables and rule.severity == ERROR]
        return cls(
            tuple(column.code for column in table.columns),
            tuple(rule for rule in binding if rule.for_each == "row"),
            tuple(rule for rule in binding if rule.for_each == "column"),
        )

    @cached_property
    def sums(self) -> tuple[Sum, ...]:
        """The sums within a row: the column number of the total, and those of its parts."""
        place = self.columns.index
        equations = (rule.equation for rule in self.of_rows)
        return tuple((place(sum_.names[0]), tuple(map(place, sum_.parts))) for sum_ in equations if sum_.parts)

    @cached_property
    def balances(self) -> tuple[Balance, ...]:
        """The signs of the rows in each equation over the columns."""
        return tuple(rule.equation.balance for rule in self.of_columns if rule.equation.balance)

    def row_holds(self, reading: Reading) -> bool:
        """Whether no equation within the row fails; a blank counts as nothing, but a blank total proves nothing."""
        values = {code: int(text or 0) for code, text in zip(self.columns, reading, strict=True)}
        for rule in self.of_rows:
            total = rule.equation.names[0]
            if reading[self.columns.index(total)] and (result := rule.equation.evaluate(values)) and not result[0]:
                return False
        return True


@lru_cache(maxsize=64)
def equations_of(form: Form) -> Mapping[str, Equations]:
    """Those of a form by the tables (their ids) that they bind, sorted out once."""
    return {name: Equations.of(table, form.rules) for name, table in form.tables.items()}


def resolve(
    fused: Mapping[str, Sequence[str]],
    known: Mapping[str, Reading],
    equations: Equations,
    filled: Collection[str] = (),
) -> dict[str, Reading | Refused]:
    """Read the `fused` rows (row code -> runs of digits) of one table, given the rows already `known`. Those of
    `filled` may be taken to have no blank."""
    width, sums, balances = len(equations.columns), equations.sums, equations.balances
    certain = {row: cells for row, runs in fused.items() if (cells := _certain(runs, width, sums))}
    open_rows = {row: runs for row, runs in fused.items() if row not in certain}
    options: dict[str, list[Cells]] = {}
    effort = Effort(READING_STEPS)
    for row, runs in sorted(open_rows.items(), key=lambda item: sum(map(len, item[1]))):
        try:
            options[row] = list(islice(readings(runs, width, sums, effort), None if sums else SHOWN))
        except TooManyReadings:
            break
    blank = _with_blanks({row: open_rows[row] for row, told in options.items() if not told}, width, sums)
    if balances:
        settled = {row: tuple(int(text) if text else None for text in texts) for row, texts in known.items()}
        rows = FusedTable(open_rows, {**settled, **certain}, width, sums, balances, options | blank)
        told = agreed(rows, Effort(PRINT_STEPS))
        found = {row: cells for row, cells in told.items() if row not in blank}
    else:
        found = {row: options[row][0] for row in filled if len(options.get(row, ())) == 1}
    found |= certain
    outcome: dict[str, Reading | Refused] = {}
    for row in fused:
        cells = found.get(row)
        if cells is None or None in cells:
            outcome[row] = _refused(options.get(row), equations)
        else:
            outcome[row] = tuple(map(str, cells))
    return outcome


def _certain(runs: Sequence[str], width: int, sums: Sequence[Sum]) -> Cells | None:
    """The cells that digits prove by themselves; beside noughts that begin no number the sums are to hold."""
    if is_certain(runs, width):
        return tuple(map(int, "".join(runs)))
    cells = by_noughts(runs, width) if sums else None
    return cells if cells and sums_hold(sums, cells) else None


def _with_blanks(fused: Mapping[str, Sequence[str]], width: int, sums: Sequence[Sum]) -> dict[str, list[Cells]]:
    """What rows may print that have no reading without a blank: the balances of the others go over them, too. None
    of them is read so, since other blanks may leave the same numbers."""
    found: dict[str, list[Cells]] = {}
    effort = Effort(READING_STEPS)
    for row, runs in fused.items() if sums else ():
        try:
            told = numbers_with_blanks(runs, width, sums, effort, MOST_WITH_BLANKS)
        except TooManyReadings:
            break
        if told:
            found[row] = [*told]
    return found


def _refused(options: Sequence[Cells] | None, equations: Equations) -> Refused:
    remaining = tuple(tuple(map(str, cells)) for cells in islice(options or (), SHOWN))
    if options is None:
        return Refused(remaining, "its digits can be cut in too many ways")
    if not equations.of_rows and not equations.of_columns:
        return Refused(remaining, "no equation tells where its digits part")
    if not options:
        return Refused(remaining, "no reading without a blank satisfies its own sums")
    if len(options) > 1:
        return Refused(
            remaining, f"{len(options)} readings satisfy its own sums, and no other row tells which is right"
        )
    return Refused(remaining, "the other rows of its table do not bear out the reading that satisfies its own sums")
