"""Several documents read as one report: each figure with its own document, contradictions refused."""

import json
from dataclasses import replace
from random import Random

import pytest

from tests.generate.document import Grid, Heading, compose
from tests.generate.form import FORM_2019
from tests.generate.lists import ListOptions, random_list
from tests.generate.mutate import swap_codes
from tests.generate.noise import QUIET
from tests.generate.render_docx import docx_typed
from tests.generate.render_html import html
from tests.generate.truth import Options, random_truth
from xxgk.extractors.document import extract
from xxgk.extractors.publication.publication import SEVERAL, extract_publication
from xxgk.schema.report import LOADED, QUARANTINED, publication_hash, to_json

TRUTH = random_truth(Random(3), Options())
WHOLE = compose(TRUTH, QUIET, Random(3))


def page(document=WHOLE):
    return html(document, QUIET, Random(3)), "page.html"


def word(document=WHOLE, name="table.docx"):
    return docx_typed(document, QUIET, Random(3)), name


def only(*kinds, title=WHOLE.title):
    """The report with some kinds of blocks alone."""
    return replace(WHOLE, title=title, blocks=tuple(block for block in WHOLE.blocks if isinstance(block, kinds)))


NARRATIVE = replace(WHOLE, blocks=tuple(block for block in WHOLE.blocks if not isinstance(block, Grid)))
TABLES = only(Grid, Heading, title=())


def one(*documents):
    (report,) = extract_publication(documents)
    return report


def cells(report):
    return {figure.code: figure.raw for figure in report.figures}


def rules(report):
    return [finding.rule for finding in report.findings]


def test_a_document_without_parts_is_read_as_ever():
    assert to_json(one(page())) == to_json(extract(*page()))
    assert '"document": ' not in to_json(one(page()))


@pytest.mark.parametrize("turned", [False, True])
def test_narrative_and_tables_apart_are_one_report(turned):
    documents = (page(NARRATIVE), word(TABLES)) if not turned else (page(TABLES), word(NARRATIVE))
    report, whole = one(*documents), extract(*page())
    assert (report.outcome, report.agency.name, report.year) == (LOADED, whole.agency.name, whole.year)
    assert (cells(report), report.forms, report.checks) == (cells(whole), whole.forms, whole.checks)
    assert [section.text for section in report.sections] == [section.text for section in whole.sections]
    parted = {bool(figure.document) for figure in report.figures}, {bool(s.document) for s in report.sections}
    assert parted == (({True}, {False}) if not turned else ({False}, {True}))
    assert not {"TABLE_MISSING", "SECTION_MISSING"} & set(rules(report))


def test_the_hash_of_a_publication_covers_its_parts():
    report = one(page(NARRATIVE), word(TABLES))
    assert report.publication == publication_hash(report.sha256, [report.parts[0].sha256])
    assert len({report.publication, report.sha256, report.parts[0].sha256}) == 3


def test_both_twice_and_equal_count_once():
    report = one(page(), word())
    assert (report.outcome, cells(report)) == (LOADED, cells(extract(*page())))
    assert {figure.document for figure in report.figures} == {""}
    assert rules(report).count("PARTS_AGREE") == 3


def test_a_difference_is_a_finding_and_neither_is_believed():
    swapped = swap_codes(WHOLE, "t3_requests.new_received.natural_person", "t3_requests.granted.natural_person")
    report = one(page(), word(swapped))
    first, second = cells(extract(*page())), cells(extract(*word(swapped)))
    differing = {code for code in first if first[code] != second[code]}
    assert len(differing) == 2
    assert cells(report) == {code: raw for code, raw in first.items() if code not in differing}
    found = {f.where: f for f in report.findings if f.rule == "PARTS_DISAGREE"}
    assert set(found) == differing
    told = found["t3_requests.granted.natural_person"]
    assert (str(told.left), str(told.right)) == (first[told.where], second[told.where])
    assert told.message.startswith("the main document prints")
    assert told.document == report.parts[0].sha256


LOCAL = """<h1>青禾区水利局2012年政府信息公开工作年度报告</h1><p>一、概述</p><p>{0}</p><p>二、主动公开政府信息情况</p>
<p>沿河各村都设了公开栏。</p><table><tr><td>指标名称<td>单位<td>2012年度<tr><td>受理申请总数<td>件<td>{1}
<tr><td>当面申请数<td>件<td>5<tr><td>网上申请数<td>件<td>3<tr><td>河道清淤公示数<td>处<td>4</table>"""


def local(told, number, name):
    return LOCAL.format(told, number).encode(), name


@pytest.mark.parametrize(("other", "kept"), [("8", 4), ("9", 0)])
def test_local_lists_of_two_documents_are_read_where_they_agree(other, kept):
    report = one(local("各站所按季更新。", "8", "a.html"), local("各站所按季更新。", other, "b.html"))
    assert len(report.indicators) == kept
    assert ("PARTS_DISAGREE" in rules(report)) is (not kept)


def test_a_section_that_two_documents_word_otherwise_is_told():
    told = "各站所按季更新公开栏。"
    report = one(local(told, "8", "a.html"), local("各站所按月更新公开栏。", "8", "b.html"))
    assert told in {section.text for section in report.sections}
    assert "SECTION_DISAGREES" in rules(report)


def test_a_table_that_two_documents_print_by_two_forms_is_read_from_neither():
    older = compose(random_truth(Random(3), form=FORM_2019), QUIET, Random(3))
    tables = tuple(block for block in older.blocks if isinstance(block, Grid | Heading))
    report = one(page(), word(replace(older, title=(), blocks=tables)))
    assert "PARTS_DISAGREE" in {found.rule for found in report.findings if found.where.startswith("t3")}
    assert not any(code.startswith(("t2", "t3")) for code in cells(report))


def test_a_row_that_one_document_lacks_is_taken_from_the_other():
    torn = replace(
        WHOLE,
        blocks=tuple(
            replace(block, rows=block.rows[:-1]) if isinstance(block, Grid) and block.width > 8 else block
            for block in WHOLE.blocks
        ),
    )
    report = one(page(torn), word())
    assert cells(report) == cells(extract(*page()))
    assert "ROW_MISSING" not in rules(report)
    assert {figure.document for figure in report.figures} == {"", report.parts[0].sha256}


def test_different_agencies_are_different_reports():
    truths = [random_truth(Random(seed), Options()) for seed in (11, 12, 13)]
    parts = [word(compose(truth, QUIET, Random(1)), f"{n}.docx") for n, truth in enumerate(truths)]
    shell = b"<html><body><p>2023</p><p>list</p></body></html>", "list.html"
    main, *reports = extract_publication((shell, *parts))
    assert (main.outcome, main.reason, main.parts) == (QUARANTINED, SEVERAL.words, ())
    assert [report.source for report in reports] == ["0.docx", "1.docx", "2.docx"]
    assert [to_json(report) for report in reports] == [to_json(extract(*part)) for part in parts]


def test_a_page_of_another_year_is_not_joined():
    title = "".join(WHOLE.title).replace(str(TRUTH.year), "2009")
    main, report = extract_publication(((f"<html><h1>{title}</h1></html>".encode(), "page.html"), word()))
    assert main.outcome == QUARANTINED
    assert report.year == TRUTH.year


def test_a_part_that_cannot_be_read_is_told_and_costs_nothing():
    report = one(page(), (b"GIF89a....", "logo.gif"))
    assert report.outcome == LOADED
    assert [(part.outcome, part.reason) for part in report.parts] == [(QUARANTINED, "the file is a GIF picture")]
    assert report.findings[0].rule == "PART_NOT_READ"


def test_an_unreadable_part_is_named_where_the_tables_are_missing():
    report = one(page(NARRATIVE), (b"Rar!....", "tables.rar"))
    assert report.outcome == QUARANTINED
    assert "not read: part 1 (the file is a RAR archive" in report.reason


def test_an_unreadable_main_document_does_not_hide_its_part():
    report = one((b"GIF89a....", "page.gif"), word())
    assert (report.outcome, report.source, report.media_type) == (LOADED, "page.gif", "application/octet-stream")
    assert {figure.document for figure in report.figures} == {report.parts[0].sha256}


def test_json_tells_the_parts_and_whose_a_figure_is():
    told = json.loads(to_json(one(page(NARRATIVE), word(TABLES))))
    assert told["parts"][0]["layouts"] == ["docx_table"]
    assert {figure["document"] for figure in told["figures"]} == {told["parts"][0]["sha256"]}
    assert all("document" not in section for section in told["sections"])


def test_a_list_with_a_row_of_the_agencys_own_has_no_more_errors_for_standing_in_an_attachment():
    truth = random_list(Random(14), "stat_2008_shanghai", ListOptions(own=0.1, na=0.3))
    text = replace(truth.document, blocks=tuple(b for b in truth.document.blocks if not isinstance(b, Grid)))
    apart, whole = one(page(text), word(truth.document)), one(page(truth.document))
    errors = [
        {(told.rule, told.where) for told in report.findings if told.rule[:3] == "F08"} for report in (apart, whole)
    ]
    assert errors[0] == errors[1] != set()
