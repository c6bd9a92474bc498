"""The form's equations evaluated on what was read: pass, fail or not assessable, with both sides.

A failed equation is a finding beside the printed figures; nothing is repaired. An equation with a blank or wordy
operand is not assessable, which proves nothing in either direction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from xxgk.schema.equations import Number
from xxgk.schema.findings import broken
from xxgk.schema.forms import Form, FormTable, Rule
from xxgk.schema.report import Figure, Finding

PASS, FAIL, NOT_ASSESSABLE = "pass", "fail", "not_assessable"

FigureGrid = dict[str, dict[str, Number | None]]


class Check(NamedTuple):
    """One equation on one row, column, cell or fact of the prose. `where` is a row (``table.row``) or a figure code."""

    rule: Rule
    where: str
    outcome: str
    left: Number | None = None
    right: Number | None = None


def check(
    figures: Sequence[Figure],
    forms: Mapping[str, Form],
    prose: Mapping[str, tuple[int, ...]],
    added_to: Collection[str] = (),
) -> list[Check]:
    """The equations of the forms over the figures, and over the quantities that the prose tells.

    `forms` tells the form of each recognised sheet; an equation is evaluated where its sheet shows its form. A sum with
    one of the rows ``table.row`` of `added_to` among its parts is not assessable: it may have a part that the form does
    not know."""
    grids: dict[str, FigureGrid] = {}
    before, cells = "", dict[str, Number | None]()
    for figure in figures:
        place, _, column = figure.code.rpartition(".")
        if place != before:
            table, _, row = place.partition(".")
            before, cells = place, grids.setdefault(table, {}).setdefault(row, {})
        cells[column] = figure.value
    results: list[Check] = []
    of_prose: set[str] = set()
    for form in dict.fromkeys(forms.values()):
        for rule in form.rules:
            tables = [table_id for table_id in rule.tables if forms.get(form.sheet_of[table_id]) is form]
            if rule.for_each == "text":
                if tables or (not rule.tables and rule.quantity not in of_prose):
                    of_prose.update(() if rule.tables else (rule.quantity,))
                    results += _in_text(rule, grids, prose)
                continue
            for table_id in tables:
                if any(f"{table_id}.{part}" in added_to for part in rule.equation.parts if added_to):
                    results.append(Check(rule, f"{table_id}.{rule.equation.names[0]}", NOT_ASSESSABLE))
                elif table_id in grids:
                    results += _WITHIN[rule.for_each](rule, form.tables[table_id], grids[table_id])
    return results


def _in_rows(rule: Rule, table: FormTable, grid: FigureGrid) -> Iterator[Check]:
    for row, values in grid.items():
        yield _result(rule, f"{table.id}.{row}", values)


def _in_columns(rule: Rule, table: FormTable, grid: FigureGrid) -> Iterator[Check]:
    needed = [(row, grid[row]) for row in rule.equation.names if row in grid]
    for column in table.columns:
        values = {row: cells.get(column.code) for row, cells in needed}
        yield _result(rule, f"{table.id}.{rule.equation.names[0]}.{column.code}", values)


def _in_cells(rule: Rule, table: FormTable, grid: FigureGrid) -> Iterator[Check]:
    for row, cells in grid.items():
        for column, value in cells.items():
            yield _result(rule, f"{table.id}.{row}.{column}", {"value": value})


_WITHIN = {"row": _in_rows, "column": _in_columns, "cell": _in_cells}


def _in_text(rule: Rule, grids: Mapping[str, FigureGrid], prose: Mapping[str, tuple[int, ...]]) -> Iterator[Check]:
    """A quantity against the tables. Prose may tell it more than once (a part, then the whole): one that fits is
    enough."""
    told = prose.get(rule.quantity, ())
    if not told:
        return
    scope: dict[str, Number | None] = {code: values[0] for code, values in prose.items()}
    names = [name for name in rule.equation.names if "." in name]
    for name in names:
        row, _, column = name.partition(".")
        for table_id in rule.tables:
            if column in (cells := grids.get(table_id, {}).get(row, {})):
                scope[name] = cells[column]
    where = f"{rule.tables[0]}.{names[0]}" if names else "overview"
    results = [_result(rule, where, {**scope, "n": n}) for n in told]
    yield next((result for result in results if result.outcome == PASS), results[0])


def _result(rule: Rule, where: str, values: Mapping[str, Number | None]) -> Check:
    result = rule.equation.evaluate(values)
    if result is None:
        too_much = _parts_above_total(rule, values)
        return Check(rule, where, FAIL, *too_much) if too_much else Check(rule, where, NOT_ASSESSABLE)
    holds, left, right = result
    return Check(rule, where, PASS if holds else FAIL, left, right)


def _parts_above_total(rule: Rule, values: Mapping[str, Number | None]) -> tuple[Number, Number] | None:
    """The total and what those of its parts that are known come to, where that is more already."""
    total = values.get(rule.equation.names[0])
    known = [value for part in rule.equation.parts if (value := values.get(part)) is not None]
    if total is None or not known or min(known) < 0 or sum(known) <= total:
        return None
    return total, sum(known)


def counts(checks: Iterable[Check]) -> dict[str, int]:
    """How many checks passed, failed and were not assessable."""
    counted = Counter(result.outcome for result in checks)
    return {outcome: counted[outcome] for outcome in (PASS, FAIL, NOT_ASSESSABLE)}


def findings(checks: Iterable[Check]) -> Iterator[Finding]:
    """A finding for each check that failed."""
    for result in checks:
        if result.outcome == FAIL:
            rule = result.rule
            message = f"{rule.equation.source} does not hold: {result.left:g} against {result.right:g}"
            yield broken(rule, result.where, message, (result.left, result.right))
