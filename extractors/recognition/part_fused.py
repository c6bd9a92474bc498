"""The fused rows of a document are parted into cells, table by table.

Tables whose columns the form's equations bind come first: they show whether the document leaves cells blank. Where it
does, the sums within a row of another table prove nothing. Where one of them is whole, with a number in every cell, a
row of counts that no equation binds is read as well if one reading alone fills its cells and a label of the form stands
behind them: it would take the one blank of the document, in that very row, and digits that hide it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from xxgk.extractors.labels.sheet_labels import labels_of
from xxgk.extractors.labels.values import counts_of, is_mark, read_value
from xxgk.extractors.recognition.by_balances import shared_out
from xxgk.extractors.recognition.by_place import believed, placed, placed_singly
from xxgk.extractors.recognition.claims import Claim, SheetClaims, refused
from xxgk.extractors.recognition.fused import keep_thousands, parted
from xxgk.extractors.recognition.resolve import Equations, Refused, equations_of, resolve
from xxgk.schema.document import Cell
from xxgk.schema.forms import FormTable
from xxgk.schema.report import ANNOTATED, NUMBER


def with_fused_parted(sheets: Sequence[SheetClaims]) -> list[SheetClaims]:
    """The sheets of a document, each fused row of them replaced by its cells, or in doubt."""
    found = list(sheets)
    if not any(claim.fused for one in found for _, claim in one.standing()):
        return found
    tables = [
        (at, table, equations_of(one.form)[table.id]) for at, one in enumerate(found) for table in one.sheet.tables
    ]
    bound = [one for one in tables if one[2].balances]
    blank = any(_shows_blank(found[at], table) for at, table, _ in tables)
    for at, table, equations in bound:
        found[at] = _parted(_placed(found[at], table, equations), table, equations, ())
    whole = not blank and any(_is_whole(found[at], table) for at, table, _ in bound)
    for at, table, equations in tables:
        if equations.balances:
            continue
        found[at] = _with(found[at], table, placed_singly(_rows(found[at], table), equations))
        rows = _rows(found[at], table)
        if equations.sums:
            filled: Collection[str] = () if blank else rows
        else:
            counts = whole and all(column.kind == "count" for column in table.columns)
            filled = [row for row in rows if counts and _ends_at_label(rows[row], found[at])]
        found[at] = _parted(found[at], table, equations, filled)
    return found


def _entries(found: SheetClaims, table: FormTable) -> dict[str, int]:
    """The numbers of the rows of a table, by code."""
    return {row.code: number for number, (owner, row) in enumerate(found.sheet.entries) if owner is table}


def _rows(found: SheetClaims, table: FormTable) -> dict[str, Claim]:
    """The rows of a table that were found, by code."""
    entries = _entries(found, table)
    return {code: found.claims[number] for code, number in entries.items() if found.stands(number)}


def _shows_blank(found: SheetClaims, table: FormTable) -> bool:
    """Whether a cell of a table is blank beyond doubt: it is there, or a row has fewer digits than cells."""
    return any(
        sum(len(counts_of(run.text) or run.text) for run in row.values) < len(table.columns)
        or not all(cell.text for cell in row.values)
        for row in _rows(found, table).values()
    )


def _is_whole(found: SheetClaims, table: FormTable) -> bool:
    """Whether all rows of a table were read, with a number in every cell."""
    rows = _rows(found, table)
    cells = [cell for row in rows.values() for cell in row.values]
    return len(rows) == len(table.rows) and all(map(_digits, cells)) and not any(row.fused for row in rows.values())


def _placed(found: SheetClaims, table: FormTable, equations: Equations) -> SheetClaims:
    """A sheet with the fused rows of a table whose figures stand in told columns, if the balances over all rows bear
    that out, and those that the balances tell."""
    rows = _rows(found, table)
    if own := placed(rows, equations):
        told = _known(_rows(_parted(_with(found, table, own), table, equations, ()), table))
        own = {code: own[code] for code in believed(own, told, equations)}
    rows |= own
    return _with(found, table, {**own, **shared_out(rows, _known(rows), equations)})


def _with(found: SheetClaims, table: FormTable, rows: Mapping[str, Claim]) -> SheetClaims:
    """A sheet with other claims of rows of a table, by code."""
    entries = _entries(found, table)
    return replace(found, claims={**found.claims, **{entries[code]: claim for code, claim in rows.items()}})


def _known(rows: Mapping[str, Claim]) -> dict[str, tuple[str, ...]]:
    """The numbers of the rows that are not fused, by code."""
    return {code: tuple([_digits(cell) for cell in row.values]) for code, row in rows.items() if not row.fused}


def _parted(found: SheetClaims, table: FormTable, equations: Equations, filled: Collection[str]) -> SheetClaims:
    """A sheet with the fused rows of a table parted; `filled` are those that may be taken to have no blank."""
    rows = _rows(found, table)
    fused = {code: row for code, row in rows.items() if row.fused}
    if not fused:
        return found
    entries = _entries(found, table)
    claims = dict(found.claims)
    known = _known(rows)
    runs = {code: [counts_of(cell.text) or "0" for cell in row.values] for code, row in fused.items()}
    for code, outcome in resolve(runs, known, equations, filled).items():
        if isinstance(outcome, Refused):
            left = "; ".join(" ".join(cells) for cells in outcome.remaining)
            message = f"fused digits {' '.join(runs[code])}: {outcome.reason}" + (f"; readings: {left}" if left else "")
            claims[entries[code]] = fused[code].doubted(refused(message))
        elif not keep_thousands(fused[code].values, outcome):
            message = f"{' '.join(outcome)} parts thousands that commas hold together: {fused[code].row.shown}"
            claims[entries[code]] = fused[code].doubted(refused(message))
        else:
            values = tuple(parted(fused[code].values, outcome))
            claims[entries[code]] = replace(fused[code], values=values, fused=False)
    return replace(found, claims=claims)


def _ends_at_label(row: Claim, found: SheetClaims) -> bool:
    """Whether a label of the sheet stands directly behind the figures of a row: nothing of it is left out."""
    following = (after for before, after in pairwise(chain(*row.table.rows)) if before is row.values[-1])
    return any(labels_of(found.sheet).is_label(cell.text) for cell in following)


def _digits(cell: Cell) -> str:
    """The whole number that a cell prints, 0 for a mark for none, else nothing."""
    if is_mark(cell.text):
        return "0"
    value, state = read_value(cell.text)
    return str(value) if state in (NUMBER, ANNOTATED) and isinstance(value, int) else ""
