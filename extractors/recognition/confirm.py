"""Figures recognised in pictures are believed only where the form itself bears them out.

A recogniser may misread a digit without a doubt, so a sheet read from a picture counts for nothing by itself. It is
kept where every equation that must hold among its figures can be evaluated and holds, and where each figure was read
alike twice; a figure in no such equation must have been read with great confidence besides. Otherwise the whole sheet
is quarantined for a person to look at: an equation that fails may be the agency's own error, but here nobody can tell.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from xxgk.extractors.recognition.check import FAIL, NOT_ASSESSABLE, PASS, Check
from xxgk.extractors.recognition.recognise import Recognition
from xxgk.schema.document import Block, Table
from xxgk.schema.findings import finding
from xxgk.schema.forms import Form, Rule, Sheet
from xxgk.schema.report import ERROR, TEXT, Figure

REASON = "read by OCR and not confirmed by the form's equations"
AGREED = 0.5  # the least confidence of a figure that equations cover: two readings of it agree
SURE = 0.9  # the least confidence of a figure that no equation covers


def confirm(
    blocks: Sequence[Block], recognition: Recognition, forms: Mapping[str, Form], checks: Sequence[Check]
) -> bool:
    """Take from `recognition` the sheets that were read from pictures and are not confirmed, with a finding for each of
    their tables; `forms` tells the form of each sheet, `checks` are the equations evaluated on them. Tells whether
    anything was taken."""
    pictured = from_pictures(blocks)
    withheld: set[str] = set()
    for sheet in (
        sheet for form in dict.fromkeys(forms.values()) for sheet in form.sheets if forms.get(sheet.id) is form
    ):
        reason = next(doubts(sheet, recognition.figures, pictured, checks), "")
        if reason:
            message = f"{sheet.id}: {REASON}: {reason}"
            withheld.update(table.id for table in sheet.tables)
            recognition.findings += [finding("TABLE_QUARANTINED", table.id, message) for table in sheet.tables]
            del recognition.forms[sheet.id]
    recognition.figures = [figure for figure in recognition.figures if _table(figure.code) not in withheld]
    return bool(withheld)


def from_pictures(blocks: Sequence[Block]) -> set[str]:
    """The locators of all cells of the tables that were read, wholly or in part, from pictures."""
    tables = (block for block in blocks if isinstance(block, Table) and not block.keeps.print)
    return {cell.locator for table in tables for row in table.rows for cell in row}


def doubts(sheet: Sheet, figures: Sequence[Figure], pictured: Container[str], checks: Sequence[Check]) -> Iterator[str]:
    """Why the figures of a sheet cannot be believed; nothing where none of them comes from a picture."""
    tables = {table.id for table in sheet.tables}
    seen = [figure for figure in figures if _table(figure.code) in tables and figure.locator in pictured]
    if not seen:
        return
    covered: set[str] = set()
    for check in checks:
        if check.rule.severity != ERROR or check.rule.for_each == "text" or _table(check.where) not in tables:
            continue
        if check.outcome == FAIL:
            yield f"{check.rule.id} does not hold for {check.where}"
        elif check.outcome == NOT_ASSESSABLE and _binds(check.rule):
            yield f"{check.rule.id} cannot be evaluated for {check.where}"
        elif check.outcome == PASS and _binds(check.rule):
            covered.update(_operands(check))
    for figure in seen:
        least = AGREED if figure.code in covered else SURE
        if figure.state == TEXT:
            yield f"{figure.code} was read as {figure.raw!r}"
        elif figure.confidence < least:
            yield f"{figure.code} was read as {figure.raw!r} with a confidence of {figure.confidence:.2f}"


def _table(code: str) -> str:
    return code.partition(".")[0]


def _binds(rule: Rule) -> bool:
    """Whether an equation relates several figures exactly, so that a misread one breaks it."""
    return len(rule.equation.names) > 1 and "==" in rule.equation.source


def _operands(check: Check) -> Iterator[str]:
    """The figure codes in an equation of a row or a column."""
    table, row, *column = check.where.split(".")
    for name in check.rule.equation.names:
        yield f"{table}.{name}.{column[0]}" if column else f"{table}.{row}.{name}"
