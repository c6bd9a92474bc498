"""Cells that people read where the program refused, put beside what it read: never in the place of it.

A figure of theirs has the state ``transcribed``. Where the program reads the cell by itself, what it read stands, and
a reading that differs from it is a finding; so is one on which two people differ, and one of a cell that the form of
its sheet does not have: none of these is taken. Where people read all that a finding said was not read, it tells who
did.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from xxgk.extractors.document import Understood
from xxgk.extractors.recognition.claims import Claim, SheetClaims
from xxgk.extractors.recognition.emit import value_of
from xxgk.extractors.recognition.recognise import Recognition
from xxgk.schema.equations import Number
from xxgk.schema.findings import finding
from xxgk.schema.forms import Column, Form
from xxgk.schema.locators import SOMEWHERE
from xxgk.schema.readings import IDENTITY, PRINTED, SECTION, PersonReading
from xxgk.schema.report import TRANSCRIBED, Figure, Finding


class ClaimsOf(NamedTuple):
    """A document of a publication: its `tag` as of a `Figure`, and what it claims of each sheet."""

    tag: str
    claims: Mapping[str, SheetClaims]


def with_people(said: Understood, readings: Sequence[tuple[ClaimsOf, PersonReading]], of: Sequence[Form]) -> Understood:
    """What a publication says, with what people read in its documents."""
    cells: dict[str, list[tuple[ClaimsOf, PersonReading]]] = {}
    for sheets, one in readings:
        if one.code not in IDENTITY and not one.code.startswith(SECTION):
            cells.setdefault(one.code, []).append((sheets, one))
    if not cells:
        return said
    before = said.recognition
    whole = replace(before, figures=[*before.figures], findings=[*before.findings], forms={**before.forms})
    read = {figure.code: figure for figure in before.figures}
    taken: dict[str, frozenset[str]] = {}
    for code, own in cells.items():
        told = [*own, *_against(code, own, cells)]
        for found in _of_cell(code, told, read.get(code), whole, [one for one in cells if one.count(".") == 2], of):
            if isinstance(found, Figure):
                whole.figures.append(found)
                taken[code] = frozenset(one.who for _, one in told)
            else:
                whole.findings.append(found)
    whole.findings = [_settled(found, read, taken, whole.forms, of) for found in whole.findings]
    return replace(said, recognition=whole)


def _against(
    code: str,
    own: Sequence[tuple[ClaimsOf, PersonReading]],
    cells: Mapping[str, Sequence[tuple[ClaimsOf, PersonReading]]],
) -> Iterator[tuple[ClaimsOf, PersonReading]]:
    """What others say of the row or table in which a cell stands that people have read: that it is not there, or
    illegible."""
    who = {one.who for _, one in own}
    row = code.rpartition(".")[0]
    for place in (row, row.partition(".")[0]) if code.count(".") == 2 else ():
        yield from (each for each in cells.get(place, ()) if each[1].who not in who)


def _of_cell(
    code: str,
    told: Sequence[tuple[ClaimsOf, PersonReading]],
    read: Figure | None,
    whole: Recognition,
    given: Sequence[str],
    of: Sequence[Form],
) -> Iterator[Figure | Finding]:
    """The figure that people read in a cell, or what is told of it; `given`: all figure codes that they read."""
    sheets, first = told[0]
    names = " and ".join(f"{one.who}: {_shown(one)}" for _, one in told)
    if all(one.answer != PRINTED for _, one in told):
        return
    place = _place(code, given, whole, of)
    if place is None:
        yield finding("PERSON_READING_UNFIT", code, f"{names}; the form of the sheet has no such cell")
        return
    form, column = place
    sheet = form.sheet_of[code.partition(".")[0]]
    claims = sheets.claims.get(sheet)
    head = claims.units.get(code, column.unit) if claims and claims.form is form else column.unit
    meant = {_meaning(one, column, head) for _, one in told}
    if len(meant) > 1:
        yield finding("PEOPLE_DIFFER", code, names)
        return
    value, state, unit = value_of(column, first.text, head)
    if read is not None:
        if (read.value, read.unit) != (value, unit) and (read.raw, read.unit) != (first.text, unit):
            told_of = finding("PERSON_DISAGREES", code, f"{names}; the reader reads {read.raw!r}, which stands")
            yield replace(told_of, left=read.value, right=value)
        return
    whole.forms.setdefault(sheet, form.id)
    locator = _locator(code, column, claims, form) or SOMEWHERE
    if state == "text":
        yield finding("CELL_TEXT", code, f"the cell holds {first.text!r}, {first.who} says")
    yield Figure(code, value, unit, TRANSCRIBED, first.text, locator, 1.0, sheets.tag)


def _shown(one: PersonReading) -> str:
    return repr(one.text) if one.answer == PRINTED else one.answer


def _meaning(one: PersonReading, column: Column, head: str) -> tuple[str, Number | None, str, str]:
    """What two people may not differ in."""
    if one.answer != PRINTED:
        return one.answer, None, "", ""
    value, _, unit = value_of(column, one.text, head)
    return one.answer, value, unit, "" if value is not None else "".join(one.text.split())


def _place(code: str, given: Iterable[str], whole: Recognition, of: Sequence[Form]) -> tuple[Form, Column] | None:
    """Form and column of a figure code: of the form in which its sheet was recognised; of a sheet that was not, the
    form that has most of the codes that people have `given`, then that of the other sheets, then the newest. None
    where that form has no such cell."""
    table, row, name = code.split(".")
    having = [form for form in of if table in form.sheet_of]
    shown = {whole.forms.get(form.sheet_of[table]) for form in having} - {None}
    having = [form for form in having if not shown or form.id in shown]
    votes = Counter(whole.forms.values())
    fits = {form.id: sum(_column(form, *one.split(".")) is not None for one in given) for form in having}
    form = max(having, key=lambda form: (fits[form.id], votes[form.id], form.valid_from), default=None)
    column = None if form is None else _column(form, table, row, name)
    return None if form is None or column is None else (form, column)


def _column(form: Form, table: str, row: str, name: str) -> Column | None:
    """The column of a cell; None where the form has no such cell."""
    found = form.tables.get(table)
    if found is None or not any(one.code == row for one in found.rows):
        return None
    return next((one for one in found.columns if one.code == name), None)


def _locator(code: str, column: Column, claims: SheetClaims | None, form: Form) -> str:
    """Where the row stands that was taken for that of the figure, or its very cell where it is known."""
    if claims is None or claims.form is not form:
        return ""
    table, row, _ = code.split(".")
    number = next(n for n, (of, one) in enumerate(claims.sheet.entries) if (of.id, one.code) == (table, row))
    claim = claims.claims.get(number)
    if claim is None or not claim.row.cells:
        return ""
    columns = claims.sheet.entries[number][0].columns
    cell = _cell(claim, columns.index(column), len(columns))
    return cell or next((one.locator for one in claim.row.cells if one.locator), "")


def _cell(claim: Claim, column: int, columns: int) -> str:
    return claim.values[column].locator if len(claim.values) == columns and not claim.fused else ""


def _settled(
    told: Finding,
    read: Mapping[str, Figure],
    taken: Mapping[str, frozenset[str]],
    shown: Mapping[str, str],
    of: Sequence[Form],
) -> Finding:
    """The finding; where it tells of cells that were not read, and people read all of them: that they did. `taken`
    tells who, by figure code."""
    inside = f"{told.where}."
    mine = [code for code in taken if code == told.where or code.startswith(inside)]
    if not mine or told.rule in ("CELL_TEXT", "PERSON_READ"):
        return told
    table = told.where.partition(".")[0]
    form = next((one for one in of if shown.get(one.sheet_of.get(table, "")) == one.id), None)
    rows = form.tables[table].rows if form else ()
    codes = [code for row in rows for code in form.tables[table].codes(row)] if form else []
    wanted = {code for code in codes if code == told.where or code.startswith(inside)}
    if not wanted or any(code in read for code in wanted) or wanted - taken.keys():
        return told
    who = ", ".join(sorted(frozenset[str]().union(*(taken[code] for code in mine))))
    words = f"{len(wanted)} cells read by {who} ({told.rule}: {told.message})"
    return replace(finding("PERSON_READ", told.where, words), document=told.document)
