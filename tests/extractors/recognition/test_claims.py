"""Claims: doubts and unreadable cells take away, and place nothing."""

from xxgk.extractors.recognition.claims import Claim, SheetClaims
from xxgk.extractors.recognition.tables import PrintedRow, Where
from xxgk.schema.document import Cell, Table
from xxgk.schema.forms import forms

FORM = forms()[-1]
SHEET = next(sheet for sheet in FORM.sheets if sheet.tables[0].id == "t3_requests")


def claims(*texts, fused):
    row = PrintedRow(Where(0, 0), (), (), True)
    values = tuple(Cell(text, "x") for text in texts)
    table = Table(((),), "t", "run_on", 0)
    return SheetClaims(SHEET, FORM, {0: Claim(0, row, table, 1.0, values, fused=fused)})


def test_a_cell_that_is_not_read_leaves_its_row():
    found = claims(*"1234567", fused=False).with_unreadable([(0, 2, "a stamp")])
    assert [cell.unreadable for cell in found.claims[0].values] == ["", "", "a stamp", "", "", "", ""]
    assert found.stands(0)


def test_a_cell_that_is_not_parted_from_others_takes_its_row():
    found = claims("1234567", fused=True).with_unreadable([(0, 2, "a figure under another head")])
    assert not found.stands(0)
    assert "a figure under another head" in found.claims[0].doubts[0].message
