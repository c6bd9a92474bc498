"""Whether what is printed beside tables says that their figures are not those of the report: they are taken away.

A table of another year, of another body, of many bodies together, or a sample is not read, whatever its cells say; an
amount is not, where a note gives it another unit than it was read in. That figures are wrong, or not settled, may
concern one of them, and is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from xxgk.extractors.identity.organ_names import candidates
from xxgk.extractors.identity.organ_words import ORGAN_END, lacks_place, short_form
from xxgk.extractors.identity.self_names import without_office
from xxgk.extractors.labels.qualifiers import qualifier
from xxgk.extractors.labels.values import read_value
from xxgk.extractors.recognition.notices import (
    BODY,
    CORRECTION,
    MANY,
    PART,
    PERIOD,
    SAMPLE,
    UNIT,
    WHOLE,
    WIDER,
    YEAR,
    Fact,
    Notice,
    corrections,
    noticed_tables,
)
from xxgk.extractors.recognition.other_reports import tables_of_other_reports
from xxgk.extractors.recognition.recognise import Recognition
from xxgk.schema.agencies import name_key, registry
from xxgk.schema.document import Block
from xxgk.schema.findings import finding
from xxgk.schema.forms import Form
from xxgk.schema.money import YUAN
from xxgk.schema.report import ANNOTATED, TRANSCRIBED, Agency, Figure, Finding

_OF_A_PLACE = re.compile(
    "(?:政府|公署|办公[室厅]|管理委员会|管委会|办事处|街道|[省市县区州盟旗镇乡]|苏木)(?:（.*）)?$|政务|信息公开"
)
"""Agencies that speak for a whole place."""
_PLACE_END = "省市县区旗州盟镇乡"
"""How the name of a place ends."""


def notices_of(blocks: Sequence[Block], recognition: Recognition) -> tuple[Notice, ...]:
    """What is said beside the tables in which rows of a form were found, or of a list, and of the report."""
    claimed: dict[int, set[str]] = {}
    for whole in recognition.sheets.values():
        for entry, claim in whole.claims.items():
            claimed.setdefault(claim.row.where.table, set()).add(whole.table_of(entry).id)
    said = [*noticed_tables(blocks), *tables_of_other_reports(blocks, claimed)]
    beside = {fact for one in said for fact in one.facts}
    lone = tuple(fact for fact in corrections(blocks) if fact not in beside)
    if not said and not lone:
        return ()
    listed = {one.locator: _table_of(one.code) for one in recognition.indicators}
    listed |= {one.locator: _table_of(one.code) for one in recognition.figures}
    found = [Notice(frozenset(), lone)] if lone else []
    for number, table, facts in said:
        in_cells = {listed[cell.locator] for row in table.rows for cell in row if cell.locator in listed}
        if tables := claimed.get(number, set()) | in_cells:
            found.append(Notice(frozenset(tables), facts))
    return tuple(found)


def _table_of(code: str) -> str:
    return code.partition(".")[0]


def heeded(recognition: Recognition, year: int | None, agency: Agency | None, of: Sequence[Form]) -> Recognition:
    """What was recognised, without what is said not to be of the report of that agency and year. What people read is
    kept: they saw what stands beside it."""
    figures = recognition.figures
    refused: dict[str, str] = {}
    told = list(_noted_in_cells(figures, year))
    printed = [(one.code, one.unit) for one in figures] if recognition.notices else []
    printed += [(one.code, one.unit) for one in recognition.indicators]
    filled = {_table_of(code) for code, _ in printed}
    counted = {_table_of(code) for code, unit in printed if unit not in YUAN}
    for notice in recognition.notices:
        tables, facts = notice.tables & filled, notice.facts
        if notice.tables and not tables:
            continue
        reason = next(filter(None, (_reason(fact, facts, year, agency) for fact in facts)), "")
        refused |= {table: refused.get(table, reason) for table in tables if reason}
        for fact in facts:
            if fact.kind == MANY:
                words = f"what stands beside it says that it is counted in {fact.said[0]}: {fact.line}"
                refused |= {table: refused.get(table, words) for table in tables & counted}
            elif fact.kind == UNIT:
                figures, findings = _in_unit(figures, tables, fact)
                told += findings
            elif not reason:
                told += (finding(rule, min(tables, default=""), words) for rule, words in _doubts(fact, year, agency))
    if not refused and not told:
        return recognition
    told += [finding("TABLE_QUARANTINED", table, reason) for table, reason in refused.items()]
    kept = [one for one in figures if one.state == TRANSCRIBED or _table_of(one.code) not in refused]
    sheet_of = {table: sheet for form in of for table, sheet in form.sheet_of.items()}
    left = {sheet_of.get(_table_of(one.code)) for one in kept}
    gone = {sheet_of.get(table) for table in refused} - left
    return replace(
        recognition,
        figures=kept,
        forms={sheet: form for sheet, form in recognition.forms.items() if sheet not in gone},
        indicators=[one for one in recognition.indicators if _table_of(one.code) not in refused],
        findings=[*recognition.findings, *dict.fromkeys(told)],
    )


def _noted_in_cells(figures: Sequence[Figure], year: int | None) -> Iterator[Finding]:
    """What is told of figures with a note of their own."""
    for one in figures:
        if one.state == ANNOTATED and (said := qualifier(one.raw, year)):
            yield finding("CELL_NOTED", one.code, f"a note in the cell says {said}: {one.raw!r}")


def _reason(fact: Fact, beside: Sequence[Fact], year: int | None, agency: Agency | None) -> str:
    """Why the figures of a table are not those of the report, by one thing said of it; empty where it may be theirs."""
    said, words = "what stands beside it says that it is", ""
    if fact.kind in (YEAR, PERIOD) and year and str(year) not in fact.said:
        words = f"{said} of another year than {year}"
    elif fact.kind == PART:
        words = f"{said} of a part of the year, {fact.said[0]}"
    elif fact.kind == SAMPLE:
        words = f"{said} a sample"
    elif fact.kind == BODY and agency and _is_other(fact.said[0], agency, year) and not _may_be(fact.said[0], agency):
        words = f"{said} of another body than {agency.name}"
    elif fact.kind == WHOLE and agency and not _speaks_for(fact.said[0], agency):
        own = (one for one in beside if one.kind == BODY and not _is_other(one.said[0], agency, year))
        words = "" if next(own, None) else f"{said} of more than {agency.name}"
    return f"{words}: {fact.line}" if words else ""


def _doubts(fact: Fact, year: int | None, agency: Agency | None) -> Iterator[tuple[str, str]]:
    """What is told of a table whose figures are kept."""
    if fact.kind == CORRECTION:
        yield "TABLE_NOTED", f"a note says that its figures are wrong or not settled: {fact.line}"
    elif fact.kind == WIDER:
        yield "TABLE_NOTED", f"it counts more than the agency itself: {fact.line}"
    elif fact.kind == PERIOD and not fact.is_whole_year:
        yield "PERIOD_PARTIAL", f"what stands beside the table tells no whole year: {fact.line}"
    elif fact.kind == BODY and agency and _is_other(fact.said[0], agency, year):
        yield "TABLE_NOTED", f"it names a body that may be another one than {agency.name}: {fact.line}"


# --------------------------------------------------------------------------------------------------------------- bodies


def _names(agency: Agency) -> set[str]:
    names = (agency.name, agency.printed, *(one.name for one in agency.beside))
    return {name_key(name) for name in names if name}


def _is_other(name: str, agency: Agency, year: int | None) -> bool:
    """Whether a body is another one than the agency: by no name of it, no short form, no office of it."""
    own = _names(agency)
    if any(name.startswith(one) or one.startswith(name) for one in own):
        return False
    plain = without_office(name) or name
    if agency.resolved and not lacks_place(plain):
        means = {one.agency_id for one in candidates(plain, registry(), year)}
        if means and (len(means) == 1 or agency.agency_id in means):
            return not means & {agency.agency_id, *(one.agency_id for one in agency.beside)}
    if _OF_A_PLACE.search(agency.name) and _OF_A_PLACE.search(name) and lacks_place(plain):
        return False
    return not any(short_form(name, one) or short_form(plain, one) for one in own)


def _may_be(name: str, agency: Agency) -> bool:
    """Whether another name may be one that the agency had or has: at the same place, and with two characters of its
    field (环境保护局, 生态环境局)."""
    own = name_key(agency.name)
    if not lacks_place(name):
        alike = takewhile(lambda pair: pair[0] == pair[1], zip(name, own, strict=False))
        place = max((at for at, (one, _) in enumerate(alike, 1) if one in _PLACE_END), default=0)
        name, own = (name[place:], own[place:]) if place else ("", "")
    field, known = ORGAN_END.sub("", name), ORGAN_END.sub("", own)
    return any(field[at : at + 2] in known for at in range(len(field) - 1))


def _speaks_for(word: str, agency: Agency) -> bool:
    """Whether an agency tells the figures of a whole place, of the kind that a word names (全市)."""
    return bool(_OF_A_PLACE.search(agency.name)) and (len(word) > 2 or word[1] in agency.name)


# ---------------------------------------------------------------------------------------------------------------- units


def _in_unit(figures: Sequence[Figure], tables: frozenset[str], fact: Fact) -> tuple[list[Figure], list[Finding]]:
    """Some figures without the amounts of some tables that were read in another unit than a note tells."""
    kept: list[Figure] = []
    told: list[Finding] = []
    for one in figures:
        is_plain = one.unit in YUAN and one.unit != fact.said[0] and bool(one.value)
        if is_plain and _table_of(one.code) in tables and read_value(one.raw, one.unit)[0] == one.value:
            message = f"a note tells another unit than {one.unit}: {fact.line}"
            told.append(finding("ROW_REFUSED", one.code.rpartition(".")[0], message))
        else:
            kept.append(one)
    return kept, told
