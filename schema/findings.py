"""The catalogue of findings: every rule that extraction can report, with its severity, from
``schema/findings.toml``, or the form that states it. No finding is made anywhere else."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from xxgk.schema.datafile import read_toml
from xxgk.schema.forms import Rule
from xxgk.schema.report import Finding

FINDINGS_FILE = Path(__file__).with_name("findings.toml")


@lru_cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """``{rule: {"severity": …, "about": …}}`` of all rules that are not equations of a form."""
    return read_toml(FINDINGS_FILE).data


def finding(rule: str, where: str, message: str) -> Finding:
    """A finding with the catalogue's severity. Raises KeyError for a rule that the catalogue does not describe."""
    return Finding(rule, catalogue()[rule]["severity"], where, message)


def broken(rule: Rule, where: str, message: str, sides: tuple[float | None, float | None]) -> Finding:
    """The finding that an equation of a form does not hold, with what its two sides come to."""
    return Finding(rule.id, rule.severity, where, message, *sides)
