"""Checks between reports are taken apart into terms, and a file that cannot be is refused."""

import re

import pytest

from xxgk.schema.cross_rules import CROSS_RULES_FILE, cross_rules
from xxgk.schema.forms import SchemaError


def test_an_equation_is_its_signed_terms():
    check = next(c for c in cross_rules().checks if c.rule == "F21_X_IN_FORCE" and "normative" in c.place)
    told = [(term.side, term.sign, term.lag, term.code.rpartition(".")[2]) for term in check.terms]
    assert told == [
        ("left", 1, 0, "in_force"),
        ("right", 1, 1, "in_force"),
        ("right", 1, 0, "issued"),
        ("right", -1, 0, "repealed"),
    ]


def test_the_carry_is_grave_for_the_total_alone():
    carry = [check for check in cross_rules().checks if check.rule == "F21_X_CARRY"]
    assert len(carry) == 7
    assert [check.place.rpartition(".")[2] for check in carry if check.severity == "error"] == ["total"]


@pytest.mark.parametrize(
    ("printed", "instead", "problem"),
    [
        ("prev.carried_over_out", "prev.carried_out", "has no figure 't3_requests.carried_out.natural_person'"),
        ("== prev.carried_over_out", "!= prev.carried_over_out", "not one comparison"),
        ("+ issued - repealed", "* issued", "not a sum of figures"),
        ('total = "error"', 'total = "grave"', "severity 'grave' is none of"),
    ],
)
def test_a_rule_that_cannot_be_understood_is_refused(tmp_path, printed, instead, problem):
    path = tmp_path / "cross_rules.toml"
    path.write_text(CROSS_RULES_FILE.read_text("utf-8").replace(printed, instead, 1), "utf-8")
    with pytest.raises(SchemaError, match=re.escape(problem)):
        cross_rules(path)
