"""Which form a sheet shows is told by its labels and by which rows carry figures, never by the year."""

import pytest

from xxgk.extractors.recognition.recognise import recognise
from xxgk.schema.document import Cell, Table
from xxgk.schema.forms import forms

FORMS = {form.id: form for form in forms()}
CASES = [["结果维持", "未经复议直接起诉", "复议后起诉"], [str(number) for number in range(15)]]


def table(rows):
    cells = tuple(tuple(Cell(text, f"x/r{r}/c{c}", c) for c, text in enumerate(row)) for r, row in enumerate(rows))
    return Table(cells, "x", "html_table", max(map(len, rows)))


def requests(form, blank=False):
    """Table 三 of a form without spans: group, label, seven figures."""
    (owner,) = next(sheet for sheet in FORMS[form].sheets if sheet.id == "t3").tables
    groups = {group.code: group.label for group in owner.groups}
    return table([[groups.get(row.group, ""), row.label, *["" if blank else "1"] * 7] for row in owner.rows])


@pytest.mark.parametrize("form", ["form_2019", "form_2021"])
@pytest.mark.parametrize("blank", [False, True])
def test_the_rows_under_other_handling_tell_the_form_of_table_three(form, blank):
    result = recognise([requests(form, blank)], forms())
    assert result.forms == {"t3": form}
    assert len(result.figures) == 7 * (23 if form == "form_2019" else 25)


def test_a_table_with_the_rows_of_both_is_read_as_the_newer():
    """The row that it does not know is told."""
    both = (*requests("form_2021").rows, requests("form_2019").rows[20])
    result = recognise([Table(both, "x", "html_table", 9)], forms())
    assert result.forms == {"t3": "form_2021"}
    assert "ROW_UNKNOWN" in {finding.rule for finding in result.findings}


def test_table_four_follows_the_other_tables_else_the_newest_form():
    assert recognise([table(CASES)], forms()).forms == {"t4": "form_2021"}
    assert recognise([requests("form_2019"), table(CASES)], forms()).forms == {"t3": "form_2019", "t4": "form_2019"}
