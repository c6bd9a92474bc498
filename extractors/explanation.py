"""Why the tables of a document were read as they were: for each printed row what it was taken for, what spoke against
it, and the equations that bear on it.

Nothing is decided here. What recognition claimed is told beside what the report holds in the end.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from xxgk.extractors.document import Understood, conclude, read_whole
from xxgk.extractors.labels.sheet_labels import EXACT, labels_of
from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.recognition.check import FAIL, NOT_ASSESSABLE, PASS, Check
from xxgk.extractors.recognition.claims import SheetClaims
from xxgk.schema.document import Cell, Table, Where
from xxgk.schema.explanation import CellTold, ClaimTold, Explanation, RowTold, TableTold
from xxgk.schema.forms import Form, forms
from xxgk.schema.report import Finding, Report

MOST_CANDIDATES = 4


def explain(data: bytes, source: str, of: Sequence[Form] | None = None) -> Explanation:
    """Why the tables of the document `data` were read as they were; `source` and `of` as of `extract`. Raises
    Unreadable."""
    sought = tuple(of or forms())
    understood = read_whole(data, source, hashlib.sha256(data).hexdigest(), sought)
    report = conclude(understood, sought)
    told = [(found.rule, found.where, found.message) for found in report.findings]
    return Explanation(
        source, report.outcome, report.reason or "", tuple(_tables(understood, report, sought)), tuple(told)
    )


class _Known(NamedTuple):
    """What the report holds, by where it stands: codes by locator, rows (``table.row``) that were read, findings by
    where, checks by row."""

    codes: Mapping[str, str]
    rows: frozenset[str]
    findings: Mapping[str, Sequence[Finding]]
    checks: Mapping[str, Sequence[Check]]


def _known(understood: Understood, report: Report, of: Sequence[Form]) -> _Known:
    findings: dict[str, list[Finding]] = {}
    for found in report.findings:
        findings.setdefault(found.where, []).append(found)
    checks: dict[str, list[Check]] = {}
    for check in understood.checked(of):
        for row in _rows_of(check):
            checks.setdefault(row, []).append(check)
    codes = {one.locator: one.code for one in report.indicators}
    codes |= {one.locator: one.code for one in report.figures}
    rows = frozenset(_row_of(figure.code) for figure in report.figures)
    return _Known(codes, rows, findings, checks)


def _row_of(code: str) -> str:
    return ".".join(code.split(".")[:2])


def _rows_of(check: Check) -> Iterator[str]:
    """The rows on which an equation bears."""
    table = check.where.partition(".")[0]
    if check.rule.for_each == "column":
        yield from (f"{table}.{name}" for name in check.rule.equation.names)
    else:
        yield _row_of(check.where)


class _Claimed(NamedTuple):
    """A sheet for which a block was taken, and the row of it that a printed row was taken for."""

    found: SheetClaims
    entry: int
    likeness: float


def _tables(understood: Understood, report: Report, of: Sequence[Form]) -> Iterator[TableTold]:
    known = _known(understood, report, of)
    shown: dict[int, tuple[Table, Sequence[SheetClaims]]] = {}
    claimed: dict[Where, list[_Claimed]] = {}
    unknown: set[Where] = set()
    for seen in understood.recognition.seen:
        shown |= {at: (table, seen.shown) for at, table in zip(seen.block.numbers, seen.block.tables, strict=True)}
        for found in seen.shown:
            for where, (entry, likeness) in found.entry_of.items():
                claimed.setdefault(where, []).append(_Claimed(found, entry, likeness))
            for entry, claim in found.claims.items():
                if claim.row.where not in found.entry_of:
                    claimed.setdefault(claim.row.where, []).append(_Claimed(found, entry, claim.score))
        unknown |= {row.where for row in seen.block.printed() if row.filled and row.run and row.where not in seen.named}
    number = 0
    for at, block in enumerate(understood.content.blocks):
        if not isinstance(block, Table):
            continue
        number += 1
        table, sheets = shown.get(at, (block, ()))
        wheres = [Where(at, row) for row in range(len(table.rows))]
        rows = [
            RowTold(
                where.row + 1,
                tuple(_cells(table.rows[where.row], claims, known)),
                claims,
                tuple(_candidates(table.rows[where.row], claims, sheets)),
                where in unknown,
            )
            for where in wheres
            for claims in [tuple(_claim(one, where, known, understood) for one in claimed.get(where, ()))]
        ]
        taken_for = {
            (one.found.sheet.id, one.found.form.id, _contradiction(one.found, understood))
            for where in wheres
            for one in claimed.get(where, ())
        }
        yield TableTold(number, table.locator, table.layout, tuple(sorted(taken_for)), tuple(rows))


def _contradiction(found: SheetClaims, understood: Understood) -> str:
    whole = understood.recognition.sheets.get(found.sheet.id)
    return found.contradiction or (whole.contradiction if whole else "")


def _cells(cells: Sequence[Cell], claims: Sequence[ClaimTold], known: _Known) -> Iterator[CellTold]:
    parted = any(claim.read for claim in claims) and not any(cell.locator in known.codes for cell in cells)
    for cell in cells:
        code = known.codes.get(cell.locator, "")
        refused = bool(claims) and not code and not parted and is_valuelike(cell.text)
        yield CellTold(cell.text, cell.locator, cell.column, cell.colspan, cell.rowspan, code, refused)


def _claim(one: _Claimed, where: Where, known: _Known, understood: Understood) -> ClaimTold:
    table, row = one.found.sheet.entries[one.entry]
    code = f"{table.id}.{row.code}"
    whole = understood.recognition.sheets.get(one.found.sheet.id)
    settled = whole.claims.get(one.entry) if whole and whole.form is one.found.form else None
    is_read = code in known.rows and settled is not None and settled.row.where == where
    told = [check for check in known.checks.get(code, ()) if check.rule.for_each != "cell" or check.outcome == FAIL]
    equations = tuple(map(_equation, told)) if is_read else ()
    why = tuple(_of_cells(code, known) if is_read else _why(one, code, where, known, understood))
    return ClaimTold(one.found.sheet.id, one.found.form.id, code, row.label, one.likeness, is_read, why, equations)


def _of_cells(code: str, known: _Known) -> Iterator[str]:
    """What is told of the cells of a row that was read."""
    for at, told in known.findings.items():
        if at.startswith(f"{code}."):
            yield from (f"{found.rule} {at}: {found.message}" for found in told if found.rule.startswith("CELL_"))


def _why(one: _Claimed, code: str, where: Where, known: _Known, understood: Understood) -> Iterator[str]:
    """Why a claim gave no figures."""
    whole = understood.recognition.sheets.get(one.found.sheet.id)
    if whole is None or whole.form is not one.found.form:
        yield "the sheet was read by another form"
        return
    table = code.partition(".")[0]
    told = [
        f"{found.rule}: {found.message}"
        for at in (code, table, one.found.sheet.id)
        for found in known.findings.get(at, ())
    ]
    claim = whole.claims.get(one.entry)
    if told:
        yield from told
    elif claim is None:
        yield "nothing stands behind its label"
    elif claim.row.where != where:
        yield "another print of the row was taken"
    else:
        yield "none of its cells could be read"


def _equation(check: Check) -> str:
    """An equation in words, with both sides."""
    if check.outcome == NOT_ASSESSABLE:
        return f"{check.rule.id} cannot be asked: a figure is missing"
    verb = "holds" if check.outcome == PASS else "FAILS"
    return f"{check.rule.id} {verb} at {check.where}: {check.left:g} and {check.right:g}"


def _candidates(
    cells: Sequence[Cell], claims: Sequence[ClaimTold], sheets: Sequence[SheetClaims]
) -> Iterator[tuple[str, float]]:
    """The rows of the sheets shown that the cells of a row with figures are like, where its label is not exactly that
    of one."""
    if all(claim.likeness == EXACT for claim in claims) and (
        claims or not any(is_valuelike(one.text) for one in cells)
    ):
        return
    told: dict[str, float] = {}
    for found in sheets:
        for cell in cells:
            for entry, likeness in labels_of(found.sheet).match(cell.text) if cell.text else ():
                table, row = found.sheet.entries[entry]
                told[f"{table.id}.{row.code}"] = max(likeness, told.get(f"{table.id}.{row.code}", 0.0))
    yield from sorted(told.items(), key=lambda one: -one[1])[:MOST_CANDIDATES]
