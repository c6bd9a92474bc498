"""Checks between reports (last year's and this year's, one agency's and another's), from ``schema/cross_rules.toml``.

An equation is a comparison of two sums of figure codes, ``in_force == prev.in_force + issued - repealed``; it is taken
apart into signed terms, so that a query can evaluate all rules over all reports at once.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from xxgk.schema.datafile import read_toml, understood
from xxgk.schema.forms import SEVERITIES, FormTable, SchemaError, forms

CROSS_RULES_FILE = Path(__file__).with_name("cross_rules.toml")
COMPARISONS: Mapping[type[ast.cmpop], str] = {ast.Eq: "==", ast.LtE: "<="}
SCALE = "scale"


@dataclass(frozen=True, slots=True)
class Term:
    """A summand: a figure code of the report, or of the year before (`lag` 1)."""

    side: str
    sign: int
    lag: int
    code: str


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """One equation for one row or column of a form. `place` is the figure code that a finding names; `compare` is
    ``==``, ``<=``, or ``scale``: neither side may be between `low` and `high` times the other."""

    rule: str
    form: str
    place: str
    severity: str
    compare: str
    low: float
    high: float
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class CrossRule:
    """What the dictionary tells of a rule."""

    id: str
    form: str
    tables: tuple[str, ...]
    for_each: str
    severity: str
    equation: str
    about: str


@dataclass(frozen=True, slots=True)
class CrossRules:
    """The rules as the dictionary tells them, and the checks that they come to."""

    rules: tuple[CrossRule, ...]
    checks: tuple[CrossCheck, ...]


@lru_cache
def cross_rules(path: Path = CROSS_RULES_FILE) -> CrossRules:
    """All rules of the file. Raises SchemaError naming file and rule."""
    with understood(path, SchemaError):
        data = read_toml(path, SchemaError).data
        rules = [_rule(*entry) for rule in data["rule"] for entry in _by_form(rule)]
        rules += [
            CrossRule(name, "", (), "", told["severity"], "", told["about"]) for name, told in data["finding"].items()
        ]
        checks = [check for rule in data["rule"] for entry in _by_form(rule) for check in _checks(*entry)]
    severities = {rule.severity for rule in rules} | {check.severity for check in checks}
    if unknown := severities - {*SEVERITIES}:
        raise SchemaError(f"{path}: severity {sorted(unknown)[0]!r} is none of {', '.join(SEVERITIES)}")
    return CrossRules(tuple(rules), tuple(checks))


def _by_form(rule: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for form, rule_id in rule["id"].items():
        yield rule_id, form, rule


def _rule(rule_id: str, form: str, rule: Mapping[str, Any]) -> CrossRule:
    equation = "; ".join(rule["check"])
    return CrossRule(rule_id, form, tuple(rule["table"]), rule["for_each"], rule["severity"], equation, rule["about"])


def _checks(rule_id: str, form: str, rule: Mapping[str, Any]) -> Iterator[CrossCheck]:
    tables = next(known.tables for known in forms() if known.id == form)
    low, high = rule.get("scale", (0, 0))
    for table in map(tables.__getitem__, rule["table"]):
        known = {code for row in table.rows for code in table.codes(row)}
        for line in _lines(table, rule["for_each"]):
            for source in rule["check"]:
                compare, terms = _terms(source, line)
                if unknown := [term.code for term in terms if term.code not in known]:
                    raise ValueError(f"{rule_id}: {form} has no figure {unknown[0]!r}")
                place = next(term.code for term in terms if not term.lag)
                severity = rule.get("severity_of", {}).get(place.rpartition(".")[2], rule["severity"])
                yield CrossCheck(
                    rule_id, form, place, severity, SCALE if "scale" in rule else compare, low, high, terms
                )


def _lines(table: FormTable, for_each: str) -> list[str]:
    """Figure codes with a gap for what the names of an equation stand for."""
    if for_each == "row":
        return [f"{table.id}.{row.code}.{{}}" for row in table.rows]
    return [f"{table.id}.{{}}.{column.code}" for column in table.columns]


def _terms(source: str, line: str) -> tuple[str, tuple[Term, ...]]:
    tree = ast.parse(source, mode="eval").body
    if not isinstance(tree, ast.Compare) or len(tree.ops) != 1 or type(tree.ops[0]) not in COMPARISONS:
        raise ValueError(f"not one comparison: {source!r}")
    sides = (("left", tree.left), ("right", tree.comparators[0]))
    return COMPARISONS[type(tree.ops[0])], tuple(
        term for side, node in sides for term in _summands(node, side, 1, line)
    )


def _summands(node: ast.expr, side: str, sign: int, line: str) -> Iterator[Term]:
    match node:
        case ast.Name(id=name):
            yield Term(side, sign, 0, line.format(name))
        case ast.Attribute(value=ast.Name(id="prev"), attr=name):
            yield Term(side, sign, 1, line.format(name))
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right):
            yield from _summands(left, side, sign, line)
            yield from _summands(right, side, sign if isinstance(op, ast.Add) else -sign, line)
        case _:
            raise ValueError(f"not a sum of figures: {ast.unparse(node)!r}")
