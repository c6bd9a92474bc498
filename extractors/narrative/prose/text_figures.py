"""The figures that a report tells in prose: one value for each quantity, or a finding where the prose contradicts
itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from xxgk.extractors.narrative.prose.statements import statements
from xxgk.extractors.narrative.prose.told import Statement
from xxgk.schema.findings import finding
from xxgk.schema.quantities import Quantities, quantities
from xxgk.schema.report import NUMBER, Finding, Section, TextFigure
from xxgk.schema.text import narrow

PREFIX = "text."
_OPENING = 600
"""Characters of a section in which the period of its numbers is stated."""


class PlacedStatement(NamedTuple):
    """A statement, and the section in which it stands."""

    statement: Statement
    section: Section


def read_statements(sections: Sequence[Section], year: int | None, agency: str) -> list[PlacedStatement]:
    """All statements of the narrative."""
    terms = quantities()
    of_the_year = any(_is_period_stated(section.text, year, terms) for section in sections)
    return [
        PlacedStatement(statement, section)
        for section in sections
        if section.code not in terms.passed_over and (section.code or not terms.titles_unread.search(section.title))
        for statement in statements(
            section.text, year, agency, terms, section.code, section.title, of_the_year=of_the_year
        )
    ]


def _is_period_stated(text: str, year: int | None, terms: Quantities) -> bool:
    """Whether a text says near its beginning that its numbers are those of the year (统计期限自2023年1月1日起…)."""
    plain = "".join(narrow(text[:_OPENING]).split())
    stated = terms.scope.until.period.search(plain) if "12月31日" in plain else None
    return stated is not None and stated[1] == f"{year}"


def text_figures(told: Sequence[PlacedStatement]) -> tuple[list[TextFigure], list[Finding]]:
    """One figure for each quantity on whose value all its statements agree, and a finding for each of the others."""
    by_code: dict[str, list[PlacedStatement]] = {}
    for one in told:
        by_code.setdefault(one.statement.quantity.code, []).append(one)
    figures: list[TextFigure] = []
    findings: list[Finding] = []
    for code, ones in by_code.items():
        values = dict.fromkeys(one.statement.value for one in ones)
        if len(values) == 1:
            figures.append(
                _figure(min(ones, key=lambda one: (one.statement.state != NUMBER, one.statement.approximate)))
            )
        else:
            message = f"the prose tells {', '.join(f'{value:g}' for value in values)}; none was taken"
            findings.append(finding("PROSE_DIFFERS", f"{PREFIX}{code}", message))
    return figures, findings


def _figure(told: PlacedStatement) -> TextFigure:
    statement, section = told
    quantity, value, approximate, state, start, end, first, last = statement
    return TextFigure(
        f"{PREFIX}{quantity.code}",
        value,
        quantity.unit,
        approximate,
        state,
        section.text[start:end],
        section.text[first:last].strip(),
        section.code or section.title,
        start,
        section.document,
    )


def quantities_told(
    told: Sequence[PlacedStatement], section: str | None, terms: Quantities | None = None
) -> Mapping[str, tuple[int, ...]]:
    """All exact values that one section (all, for None) tells of each quantity, in printed order, for the rules of the
    forms; quantities it is silent on are left out."""
    several: dict[str, list[int]] = {}
    for statement, where in told:
        if section not in (None, where.code) or statement.approximate:
            continue
        quantity, value = statement.quantity, int(statement.value)
        code = quantity.code if statement.state == NUMBER else quantity.none_quantity
        if code:
            several.setdefault(code, []).append(value)
    found = {code: tuple(values) for code, values in several.items()}
    for quantity in (terms or quantities()).sums:
        parts = [found[part][0] for part in quantity.sum_of if part in found]
        if len(parts) > 1:
            found[quantity.code] = (sum(parts),)
    return found
