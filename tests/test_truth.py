"""The shared samples read as their truth files tell: every cell, agency, year and narrative section.

A truth file names rows and columns by their official labels; a blank is null, an annotated cell its printed text.
Without the shared folder the tests skip and say so.
"""

import json
from functools import lru_cache
from itertools import chain
from pathlib import Path

import pytest

from xxgk.extractors.document import extract
from xxgk.extractors.labels.values import read_value
from xxgk.schema.forms import forms
from xxgk.schema.report import ERROR, QUARANTINED
from xxgk.schema.sections import narrative
from xxgk.schema.text import normalise

FOLDER = Path(__file__).parents[2] / "shared" / "samples"
pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason=f"the shared samples are not at {FOLDER}")

SEEDS = sorted(path.stem for path in FOLDER.glob("seeds/*"))
WHOLE = (*SEEDS, "shuyang-fgj-2023", "pt-gaj-2021")
FORMS = {form.id: form for form in forms()}


@lru_cache
def sample(name):
    """The truth, and the report that is read."""
    truth = json.loads((FOLDER / "truth" / f"{name}.json").read_text("utf-8"))
    path = next(FOLDER.glob(f"*/{truth['file']}"))
    return truth, extract(path.read_bytes(), path.name)


def cells(truth, report):
    """Figure code to printed value, of the sheets that were read, by the form that each of them shows."""
    for form in map(FORMS.get, dict.fromkeys(report.forms.values())):
        for table in form.tables.values():
            if report.forms.get(form.sheet_of[table.id]) == form.id:
                yield from _CELLS[form.sheet_of[table.id]](truth, table)


def _in_second(truth, table):
    for row in table.rows:
        labels = {normalise(label) for label in (row.label, *row.aliases)}
        printed = next((cells for label, cells in truth["table2"].items() if normalise(label) in labels), {})
        for column in table.columns:
            if column.label in printed:
                yield f"{table.id}.{row.code}.{column.code}", printed[column.label]


def _in_third(truth, table):
    for row, values in zip(table.rows, truth["table3"].values(), strict=True):
        yield from zip(table.codes(row), values, strict=True)


def _in_fourth(truth, table):
    yield from zip(table.codes(table.rows[0]), chain.from_iterable(truth["table4"].values()), strict=True)


_CELLS = {"t2": _in_second, "t3": _in_third, "t4": _in_fourth}


def differences(name):
    truth, report = sample(name)
    figures = {figure.code: figure for figure in report.figures}
    for code, value in cells(truth, report):
        if code not in figures:
            yield code, value, None
            continue
        unit = figures[code].unit
        expected = read_value(value, unit)[0] if isinstance(value, str) else value
        if figures[code].value != expected:
            yield code, value, figures[code].raw


@pytest.mark.parametrize(("name", "figures"), [*((name, 200) for name in WHOLE), ("hzq-2023", 186)])
def test_every_cell_is_exact(name, figures):
    assert list(differences(name)) == []
    assert len(sample(name)[1].figures) == figures


@pytest.mark.parametrize("name", [*WHOLE, "hzq-2023", "sh-kewei-2024", "pt-gaj-2019"])
def test_agency_and_year(name):
    truth, report = sample(name)
    assert report.year == truth["year"]
    assert report.agency.name in (truth["agency"], truth.get("agency_meant"))


@pytest.mark.parametrize("name", [*WHOLE, "hzq-2023", "sh-kewei-2024"])
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


def test_the_zero_totals_of_hzq_are_told():
    found = {finding.rule for finding in errors("hzq-2023")}
    assert found == {"F21_T4_REVIEW_SUM", "F21_T4_LITIGATION_AFTER_REVIEW_SUM"}


def test_paragraphs_of_the_pdf_are_joined_from_their_lines():
    _, report = sample("hzq-2023")
    overview = next(section.text for section in report.sections if section.code == "overview")
    assert all(line.endswith(("。", "；")) or len(line) < 30 for line in overview.split("\n"))


@pytest.mark.parametrize("name", ["sh-kewei-2024", "pt-gaj-2019"])
def test_nothing_is_wrong_and_every_absent_row_is_named(name):
    assert [found for found in differences(name) if found[2] is not None] == []
    named = {finding.where for finding in sample(name)[1].findings}
    absent = {code.rpartition(".")[0] for code, _, raw in differences(name) if raw is None}
    assert absent
    assert absent <= named


def test_the_mixed_report_tells_the_form_of_each_sheet():
    assert sample("hzq-2023")[1].forms == {"t2": "form_2021", "t3": "form_2019", "t4": "form_2021"}


ANNEXES = ("pt-gaj-2009", "pt-gaj-2016")
KINDS = {"年末统计": "year", "2016年度": "year", "历年累计": "cumulative"}


FUJIAN = {
    "主动公开信息数": "disclosed_total",
    "其中：1．网站公开": "disclosed_via_website",
    "其中：1.政府网站公开数": "disclosed_via_website",
    "2．政府公报公开": "disclosed_via_gazette",
    "2.政府公报公开数": "disclosed_via_gazette",
    "受理依申请公开信息总数": "requests_received",
    "受理政府信息公开申请总数": "requests_received",
    "其中：1．当面申请数": "requests_in_person",
    "其中：1.当面申请数": "requests_in_person",
    "2．传真申请数": "requests_fax",
    "3．电子邮件申请数": "requests_email",
    "4. 网上申请数": "requests_online",
    "2.网上申请数": "requests_online",
    "5．信函申请数": "requests_letter",
    "3.信函申请数": "requests_letter",
    "6．其他形式申请数": "requests_other_form",
    "对申请的答复总数": "replies",
    "其中：1．同意公开答复数": "reply_granted",
    "其中：1.同意公开答复数": "reply_granted",
    "2．同意部分公开答复数": "reply_partially_granted",
    "2.同意部分公开答复数": "reply_partially_granted",
    "3．否决公开答复总数": "reply_denied",
    "3.不予公开答复数": "reply_denied",
    "行政复议数": "review_total",
    "行政诉讼数": "litigation_total",
    "行政申诉数": "complaints_total",
}
"""Which row of the list of Fujian each printed label is, typed in; the labels that are not here are rows of the place's
own."""


def annex_cells(report):
    """The value of each cell of an annex: of the form's rows by row and column, of others by label and column."""
    for figure in report.figures:
        _, row, column = figure.code.split(".")
        yield (row, column), figure.value
    for one in report.indicators:
        yield (one.label, one.code.rpartition(".")[2]), one.value


@pytest.mark.parametrize(("name", "refused"), [("pt-gaj-2009", 0), ("pt-gaj-2016", 4)])
def test_every_cell_of_an_annex_is_exact_or_refused_by_name(name, refused):
    truth, report = sample(name)
    printed = {
        (FUJIAN.get(label, label), KINDS[column]): (label, value)
        for label, row in truth["indicators"].items()
        for column, value in row.items()
    }
    read = dict(annex_cells(report))
    assert {cell: value for cell, (_, value) in printed.items() if cell in read} == read
    told = [found.message for found in report.findings if found.rule == "ROW_REFUSED"]
    lost = [label for cell, (label, _) in printed.items() if cell not in read]
    assert [label for label in lost if not any("".join(label.split()) in message for message in told)] == []
    assert len(lost) == refused


@pytest.mark.parametrize("name", ANNEXES)
def test_reports_of_the_years_before_the_tables_are_loaded_with_their_sections(name):
    truth, report = sample(name)
    assert report.outcome != QUARANTINED
    assert (report.agency.name, report.year) == (truth["agency"], truth["year"])
    told = {section.title: "".join(section.text.split()) for section in report.sections if section.title}
    printed = {
        truth.get("headings_as_printed", {}).get(title, title): ends for title, ends in truth["sections"].items()
    }
    assert told.keys() == printed.keys()
    for title, ends in printed.items():
        first, last = ("".join(end.split()) for end in ends)
        assert (told[title][: len(first)], told[title][-len(last) :]) == (first, last), title
    assert {finding.rule for finding in report.findings}.isdisjoint({"TABLE_MISSING", "F08_REPLIES_SUM_FJ"})
