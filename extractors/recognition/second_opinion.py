"""Two independent readings of the same tables: what both say stays, what they dispute is refused.

A reading is doubtful where equations of the form fail, or where it has no figures at all. A failed equation is mostly
the agency's own, and then the second reading confirms it; where it is ours, the readings differ. Knows nothing of
formats.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from xxgk.extractors.recognition.check import FAIL, PASS, Check, check
from xxgk.extractors.recognition.recognise import Recognition
from xxgk.extractors.recognition.settle import READERS, disputing
from xxgk.schema.findings import finding
from xxgk.schema.forms import Form
from xxgk.schema.report import BLANK, ERROR, TEXT, Figure

_OF_THE_FIRST = ("ROW_MISSING", "ROW_REFUSED", "TABLE_MISSING", "TABLE_UNREAD", "TABLE_QUARANTINED")
FiguresByRow = dict[str, list[Figure]]


def doubtful_tables(results: Iterable[Check]) -> set[str]:
    """The tables of which an equation fails that is an error."""
    return {
        result.where.split(".")[0]
        for result in results
        if result.outcome == FAIL and result.rule.severity == ERROR and result.rule.for_each != "text"
    }


def settle(first: Recognition, second: Recognition, forms: Sequence[Form], tables: Collection[str] = ()) -> Recognition:
    """The first reading, its `tables` (all by default) compared with the second.

    A row that both read alike stays; one that they read differently is refused with READINGS_DIFFER; one that only
    the second has is taken where all equations of its table that can be assessed hold, at least one of them, and none
    of its cells is blank or no number: sums hold for a nought that is drawn as for a blank."""
    ours, theirs = _rows(first.figures), _rows(second.figures)
    proven = _proven(second, forms)
    settled = replace(
        first,
        forms=dict(first.forms),
        figures=[],
        findings=list(first.findings),
        layouts=dict(first.layouts),
        added_to={*first.added_to, *second.added_to},
    )
    for where in dict.fromkeys((*ours, *theirs)):
        table = where.split(".")[0]
        if where not in theirs or (tables and table not in tables):
            settled.figures += ours.get(where, ())
        elif where not in ours:
            is_full = all(figure.state not in (BLANK, TEXT) for figure in theirs[where])
            if is_full and table in proven and _may_join(table, first, second, forms):
                settled.figures += theirs[where]
        elif disputing((ours[where], theirs[where]), _are_alike) is None:
            settled.figures += ours[where]
        else:
            message = f"one reading prints {_printed(ours[where])}, another {_printed(theirs[where])}"
            settled.findings.append(finding(READERS.differ, where, message))
    _follow(settled, second, forms)
    return settled


def _rows(figures: Iterable[Figure]) -> FiguresByRow:
    rows: FiguresByRow = {}
    for figure in figures:
        rows.setdefault(figure.code.rpartition(".")[0], []).append(figure)
    return rows


def _said(row: Iterable[Figure]) -> dict[str, tuple[object, str]]:
    return {figure.code: (figure.value, figure.state) for figure in row}


def _are_alike(row: Sequence[Figure], other: Sequence[Figure]) -> bool:
    """Whether two readings say the same, or print the same but for blanks: one reader joins the lines of a figure that
    its cell wraps, another does not."""
    if _said(row) == _said(other):
        return True
    shown, others = ({figure.code: "".join(figure.raw.split()) for figure in each} for each in (row, other))
    return shown == others


def _printed(row: Iterable[Figure]) -> str:
    return " | ".join(" ".join(figure.raw.split()) for figure in row)


def _proven(reading: Recognition, forms: Sequence[Form]) -> set[str]:
    """The tables whose equations were assessed and all hold."""
    outcomes: dict[str, set[str]] = {}
    of_sheet = {sheet: form for sheet, name in reading.forms.items() for form in forms if form.id == name}
    for result in check(reading.figures, of_sheet, {}, reading.added_to):
        if result.rule.severity == ERROR and result.rule.for_each in ("row", "column"):
            outcomes.setdefault(result.where.split(".")[0], set()).add(result.outcome)
    return {table for table, found in outcomes.items() if PASS in found and FAIL not in found}


def _sheet_forms(table: str, reading: Recognition, forms: Sequence[Form]) -> set[str]:
    return {form.id for form in forms if table in form.tables and reading.forms.get(form.sheet_of[table]) == form.id}


def _may_join(table: str, first: Recognition, second: Recognition, forms: Sequence[Form]) -> bool:
    """Whether rows of the second reading belong to the form in which the first reads the table, or the first has none
    of it."""
    known = _sheet_forms(table, first, forms)
    return not known or known == _sheet_forms(table, second, forms)


def _follow(settled: Recognition, second: Recognition, forms: Sequence[Form]) -> None:
    """Forms, layouts and findings that follow from the figures that were taken over."""
    rows = {figure.code.rpartition(".")[0] for figure in settled.figures}
    tables = {row.split(".")[0] for row in rows}
    settled.forms.update(_taken_forms(tables, settled.forms, second.forms, forms))
    if settled.figures:
        settled.layouts.update(second.layouts)
    settled.findings = [
        found for found in settled.findings if not (found.rule in _OF_THE_FIRST and found.where in rows | tables)
    ]


def _taken_forms(
    tables: Collection[str], known: Mapping[str, str], other: Mapping[str, str], forms: Sequence[Form]
) -> dict[str, str]:
    sheets = {form.sheet_of[table] for form in forms for table in tables if table in form.sheet_of}
    return {sheet: other[sheet] for sheet in sheets if sheet not in known and sheet in other}
