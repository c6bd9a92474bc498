"""Which equations and concepts each figure code belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from xxgk.schema.cross_rules import cross_rules
from xxgk.schema.crosswalk import crosswalk
from xxgk.schema.forms import Form, FormTable, Rule, forms

Codes = Mapping[tuple[str, str], tuple[str, ...]]
"""By form and figure code."""


@lru_cache
def rules_of() -> Codes:
    """The rules whose equation names a figure, those between reports included."""
    pairs = [(form.id, code, rule.id) for form in forms() for rule in form.rules for code in _operands(form, rule)]
    pairs += [(check.form, term.code, check.rule) for check in cross_rules().checks for term in check.terms]
    return _grouped(pairs)


@lru_cache
def concepts_of() -> Codes:
    """The concepts of the crosswalk of which a figure is the whole or a part."""
    return _grouped(
        (source.form, code, concept.code)
        for concept in crosswalk().concepts
        for source in concept.sources
        for code in source.figures
    )


def _grouped(pairs: Iterable[tuple[str, str, str]]) -> Codes:
    found: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for form, code, name in pairs:
        found[form, code].setdefault(name)
    return {key: tuple(names) for key, names in found.items()}


def _operands(form: Form, rule: Rule) -> Iterator[str]:
    """The figure codes that an equation is evaluated on."""
    for table in map(form.tables.__getitem__, rule.tables):
        known = {code for row in table.rows for code in table.codes(row)}
        yield from (code for code in _named(table, rule) if code in known)


def _named(table: FormTable, rule: Rule) -> Iterator[str]:
    names = rule.equation.names
    match rule.for_each:
        case "row":
            yield from (f"{table.id}.{row.code}.{name}" for row in table.rows for name in names)
        case "column":
            yield from (f"{table.id}.{name}.{column.code}" for column in table.columns for name in names)
        case "text":
            yield from (f"{table.id}.{name}" for name in names)
        case _:
            yield from (code for row in table.rows for code in table.codes(row))
