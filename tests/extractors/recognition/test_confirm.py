"""Sheets read from pictures: kept where the form's equations and the readings bear them out, else quarantined."""

from random import Random

import pytest

from tests.generate.document import Grid, Heading, compose
from tests.generate.noise import QUIET
from tests.generate.truth import random_truth
from xxgk.extractors.document import interpret
from xxgk.extractors.recognition.confirm import REASON
from xxgk.schema.document import Cell, Content, Paragraph, Table
from xxgk.schema.forms import forms
from xxgk.schema.layouts import OCR_TABLE

TRUTH = random_truth(Random(5))


def report(layout=OCR_TABLE, confidence=0.97, **changed):
    """The report of a document whose tables stand in cells; `changed` gives (text, confidence) by figure code."""
    changes = {code.replace("__", "."): cell for code, cell in changed.items()}
    blocks = []
    document = compose(TRUTH, QUIET, Random(5))
    texts = [*document.title]
    for number, block in enumerate(document.blocks):
        if isinstance(block, Grid):
            blocks.append(table(block, f"pdf:p1/t{number}", layout, confidence, changes))
        else:
            text = block.number + block.text if isinstance(block, Heading) else block.text
            blocks.append(Paragraph(text, f"pdf:p1[{number}]", isinstance(block, Heading)))
    head = [Paragraph(text, f"pdf:p0[{number}]") for number, text in enumerate(texts)]
    return interpret(Content("ocr", "application/pdf", (*head, *blocks)), "scan.pdf", "0" * 64, forms())


def table(grid, locator, layout, confidence, changes):
    taken = {}
    rows = []
    for number, row in enumerate(grid.rows):
        cells, column = [], 0
        for cell in row.cells:
            while taken.get((number, column)):
                column += 1
            for below in range(cell.rowspan):
                taken.update({(number + below, column + beside): True for beside in range(cell.colspan)})
            text, sure = changes.get(cell.code, (cell.printed, confidence))
            place = f"{locator}/r{number + 1}/c{len(cells) + 1}"
            cells.append(Cell(text, place, column, cell.colspan, cell.rowspan, "", sure))
        rows.append(tuple(cells))
    return Table(tuple(rows), locator, layout, grid.width)


def quarantined(found):
    return {finding.where for finding in found.findings if finding.rule == "TABLE_QUARANTINED"}


def sheets(found):
    return {figure.code.partition("_")[0] for figure in found.figures}


def test_what_the_form_confirms_is_kept_with_its_confidence():
    found = report()
    assert len(found.figures) == 200
    assert {figure.confidence for figure in found.figures} == {0.97}
    assert quarantined(found) == set()


def test_a_sheet_whose_equations_fail_is_quarantined_whole_and_no_other():
    found = report(t3_requests__granted__total=("77777777", 0.99))
    assert sheets(found) == {"t2", "t4"}
    assert quarantined(found) == {"t3_requests"}
    assert any(REASON in finding.message for finding in found.findings)
    assert not any(finding.rule.startswith("F21_T3") for finding in found.findings)


@pytest.mark.parametrize("cell", [("", 1.0), ("/", 0.99), ("O", 0.99)])
def test_an_equation_that_cannot_be_evaluated_confirms_nothing(cell):
    assert sheets(report(t4_review_litigation__cases__review_other=cell)) == {"t2", "t3"}


@pytest.mark.parametrize(("confidence", "kept"), [(0.95, {"t2", "t3", "t4"}), (0.6, {"t3", "t4"}), (0.0, set())])
def test_a_figure_in_no_equation_must_be_read_with_more_confidence(confidence, kept):
    assert sheets(report(confidence=confidence)) == kept


def test_a_misread_figure_of_table_two_is_not_loaded_as_text():
    found = report(t2_art20_5_licensing__admin_license__decisions=("l2", 0.99))
    assert not any(figure.code.startswith("t2_art20_5") for figure in found.figures)
    assert any(finding.where.startswith("t2_art20_5") for finding in found.findings)


def test_words_in_a_cell_of_table_two_are_a_misread_figure():
    assert "t2" not in sheets(report(t2_art20_1_documents__regulations__repealed=("一O", 0.99)))


def test_a_document_whose_sheets_are_all_doubtful_is_quarantined_with_the_reason():
    found = report(confidence=0.0)
    assert found.outcome == "quarantined"
    assert REASON in found.reason


def test_tables_of_text_are_not_asked_for_confirmation():
    found = report(layout="ruled_table", t3_requests__granted__total=("77777777", 1.0))
    assert len(found.figures) == 200
