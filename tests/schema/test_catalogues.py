"""Findings, quantities and sections: the data files are whole and agree with each other."""

import re
from pathlib import Path

import pytest

from xxgk.schema import findings
from xxgk.schema.findings import catalogue, finding
from xxgk.schema.forms import SEVERITIES, forms
from xxgk.schema.quantities import quantities
from xxgk.schema.sections import narrative
from xxgk.schema.text import normalise


def test_every_finding_has_a_severity_and_a_meaning():
    assert all(entry["severity"] in SEVERITIES and entry["about"] for entry in catalogue().values())


def test_a_finding_takes_its_severity_from_the_catalogue():
    assert finding("ROW_MISSING", "t.r", "m").severity == catalogue()["ROW_MISSING"]["severity"]
    with pytest.raises(KeyError):
        finding("NO_SUCH_RULE", "", "")


def test_no_finding_is_made_past_the_catalogue():
    root = Path(findings.__file__).parents[1]
    code = (path for room in ("schema", "extractors", "flows") for path in (root / room).rglob("*.py"))
    making = {path.relative_to(root).as_posix() for path in code if re.search(r"\bFinding\(", path.read_text("utf-8"))}
    assert making - {"schema/report.py"} == {"schema/findings.py"}


def test_every_quantity_that_a_rule_asks_for_is_described():
    known = {code for quantity in quantities().all for code in (quantity.code, quantity.none_quantity)}
    asked = {rule.quantity for form in forms() for rule in form.rules if rule.for_each == "text"}
    assert asked <= known


def test_every_sheet_belongs_to_a_section():
    sheets = (sheet for form in forms() for sheet in form.sheets if not sheet.listed)
    assert {sheet.section for sheet in sheets} <= set(narrative().order)


@pytest.mark.parametrize(("titles", "codes"), [("sections", "section_of"), ("topics", "topic_of")])
def test_no_label_names_two_titles(titles, codes):
    named = [
        (normalise(label), one.code) for one in getattr(narrative(), titles) for label in (one.title, *one.aliases)
    ]
    assert dict(named) == dict(reversed(named)) == getattr(narrative(), codes)
