"""The shared samples read as their truth files tell: every cell, agency, year and narrative section.

A truth file names rows and columns by their official labels; a blank is null, an annotated cell its printed text.
Without the shared folder the tests skip and say so.
"""

import json
from functools import lru_cache
from pathlib import Path

import pytest

from extractors.extract import extract
from extractors.values import read_value
from schema.forms import forms
from schema.report import ERROR
from schema.sections import narrative
from schema.text import normalise

FOLDER = Path(__file__).parents[2] / "shared" / "samples"
pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason=f"the shared samples are not at {FOLDER}")

SEEDS = sorted(path.stem for path in FOLDER.glob("seeds/*"))
WHOLE = (*SEEDS, "shuyang-fgj-2023", "pt-gaj-2021")
FORM = next(form for form in forms() if form.id == "form_2021")
TABLES = FORM.tables
CASES = TABLES["t4_review_litigation"]


@lru_cache
def sample(name):
    """The truth, and the report that is read."""
    truth = json.loads((FOLDER / "truth" / f"{name}.json").read_text("utf-8"))
    path = next(FOLDER.glob(f"*/{truth['file']}"))
    return truth, extract(path.read_bytes(), path.name)


def cells(truth):
    """Figure code to printed value."""
    for table in [table for table in TABLES.values() if table.id.startswith("t2")]:
        for row in table.rows:
            labels = {normalise(label) for label in (row.label, *row.aliases)}
            printed = next((cells for label, cells in truth["table2"].items() if normalise(label) in labels), {})
            for column in table.columns:
                if column.label in printed:
                    yield f"{table.id}.{row.code}.{column.code}", printed[column.label]
    requests = TABLES["t3_requests"]
    for row, values in zip(requests.rows, truth["table3"].values(), strict=True):
        yield from zip(requests.codes(row), values, strict=True)
    values = [value for group in truth["table4"].values() for value in group]
    yield from zip(CASES.codes(CASES.rows[0]), values, strict=True)


def differences(name):
    truth, report = sample(name)
    figures = {figure.code: figure for figure in report.figures}
    for code, value in cells(truth):
        if code not in figures:
            yield code, value, None
            continue
        unit = figures[code].unit
        expected = read_value(value, unit)[0] if isinstance(value, str) else value
        if figures[code].value != expected:
            yield code, value, figures[code].raw


@pytest.mark.parametrize("name", WHOLE)
def test_every_cell_is_exact(name):
    assert list(differences(name)) == []
    assert len(sample(name)[1].figures) == 200


@pytest.mark.parametrize("name", WHOLE)
def test_agency_and_year(name):
    truth, report = sample(name)
    assert report.year == truth["year"]
    assert report.agency.name in (truth["agency"], truth.get("agency_meant"))


@pytest.mark.parametrize("name", [*WHOLE, "sh-kewei-2024"])
def test_sections_begin_and_end_as_told_and_bare_tables_have_none(name):
    truth, report = sample(name)
    told = {section.code: "".join(section.text.split()) for section in report.sections}
    for title, ends in truth["sections"].items():
        code = narrative().section_of[normalise(title)]
        if ends is None:
            assert code not in told, (title, told[code])
        else:
            first, last = ("".join(end.split()) for end in ends)
            assert (told[code][: len(first)], told[code][-len(last) :]) == (first, last), title


def errors(name):
    return [finding for finding in sample(name)[1].findings if finding.severity == ERROR]


@pytest.mark.parametrize("name", [*(name for name in SEEDS if not name.startswith("001")), "shuyang-fgj-2023"])
def test_reports_that_add_up_have_no_error(name):
    assert errors(name) == []


def test_the_wrong_row_total_of_seed_001_is_told_with_both_sides():
    name = next(name for name in SEEDS if name.startswith("001"))
    found = {finding.where: (finding.rule, finding.left, finding.right) for finding in errors(name)}
    assert found.pop("t3_requests.cannot_provide_not_held") == ("F21_T3_ROW_SUM", 0, 4)
    assert [rule for rule, *_ in found.values()] == ["F21_T3_COL_SUM"]


def test_the_broken_balance_of_pt_gaj_2021_is_told():
    broken = {finding.rule for finding in errors("pt-gaj-2021")}
    assert "F21_T3_IDENTITY" in broken
    assert all(rule.startswith("F21_T3") for rule in broken)


def test_nothing_of_kewei_is_wrong_and_every_absent_row_is_named():
    wrong = [found for found in differences("sh-kewei-2024") if found[2] is not None]
    assert wrong == []
    named = {finding.where for finding in sample("sh-kewei-2024")[1].findings}
    absent = {code.rpartition(".")[0] for code, _, raw in differences("sh-kewei-2024") if raw is None}
    assert absent
    assert absent <= named


@pytest.mark.parametrize("name", ["pt-gaj-2019", "hzq-2023", "pt-gaj-2009", "pt-gaj-2016"])
def test_what_is_no_form_2021_is_never_read_as_one(name):
    _, report = sample(name)
    assert report.reason or not any(figure.code.startswith(("t2", "t3")) for figure in report.figures)
