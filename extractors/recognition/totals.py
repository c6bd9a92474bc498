"""Totals under no head: the sums of their rows tell whether they stand where the form has them.

Where the head of a column of totals is blank, misprinted or left out, nothing printed says that the last figure of a
row is its total. Where it is not in any row, and another one is the sum of all others in each, the columns stand in
another order than the form's, and nothing says in which.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from xxgk.extractors.recognition.claims import SheetClaims
from xxgk.extractors.recognition.resolve import equations_of
from xxgk.schema.forms import Form, FormTable, Sheet


def misplaced_total(found: SheetClaims, heads: AbstractSet[str]) -> str:
    """Why the totals of a sheet cannot stand where its form has them, or empty; `heads` are those that it prints,
    normalised."""
    for table, total, parts, names in _totals(found.sheet, found.form):
        if heads.isdisjoint(names) and _stands_elsewhere(list(_figures(found, table.id)), total, parts):
            label = table.columns[total].label
            return f"no head says which of its figures are {label}, and their sums that it is not the last"
    return ""


@lru_cache(maxsize=256)
def _totals(sheet: Sheet, form: Form) -> Sequence[tuple[FormTable, int, Sequence[int], frozenset[str]]]:
    """The columns of totals of a sheet: table, number, those of its parts, and its labels, normalised."""
    sums = ((table, *sum_) for table in sheet.tables for sum_ in equations_of(form)[table.id].sums)
    return [(table, total, parts, frozenset(table.columns[total].keys)) for table, total, parts in sums]


def _stands_elsewhere(rows: Sequence[Sequence[int]], total: int, parts: Sequence[int]) -> bool:
    """Whether the rows contradict the place of the total, and all agree on another one."""
    summed = (*parts, total)
    shown = [row for row in rows if any(row[place] for place in summed)]
    odd = [row for row in shown if 2 * row[total] != sum(row[place] for place in summed)]
    return bool(odd) and any(
        all(2 * row[place] == sum(row[other] for other in summed) for row in shown) for place in parts
    )


def _figures(found: SheetClaims, table: str) -> Iterator[Sequence[int]]:
    """The rows of a table in which every cell prints a whole number."""
    for entry, claim in found.standing():
        if found.table_of(entry).id == table and not claim.fused:
            told = claim.numbers
            if all(isinstance(one, int) for one in told):
                yield [one for one in told if isinstance(one, int)]
