"""A cell that a frame parts is more than the first of its parts."""

import pytest

from tests.extractors.tables_by_hand import REQUESTS, read, requests, row_of, table
from xxgk.schema.document import Table


def framed(part, *, column=4):
    """Table 三, whose first row takes two lines of the grid beside one cell, in the second of which stands `part`."""
    head, row, *rest = table(*requests(new_received=[1, 2, 3, "", 5, 6, 17], carried_over_in=[0] * 7)).rows
    whole = tuple(cell._replace(rowspan=1 if cell.column == 4 else 2) for cell in row)
    below = whole[4]._replace(text=part, locator="html:table[1]/tr[3]/td[1]", column=column)
    return Table((head, whole, (below,), *rest), "html:table[1]", "html_table", 8)


@pytest.mark.parametrize("column", [4, 5])
def test_a_figure_in_another_part_of_a_cell_is_not_lost(column):
    figures, told = read(framed("4", column=column))
    code = f"t3_requests.new_received.{REQUESTS.columns[column - 1].code}"
    assert code not in figures
    assert ("CELL_UNREADABLE", code) in told
    assert len(row_of(figures, "new_received")) == 6
    assert len(row_of(figures, "carried_over_in")) == 7


def test_an_empty_part_takes_nothing_away():
    assert row_of(read(framed(""))[0], "new_received") == ["1", "2", "3", "", "5", "6", "17"]


def test_a_line_with_a_label_of_its_own_is_another_row():
    table_ = framed("4")
    head, whole, (below,), *rest = table_.rows
    own = (below._replace(text="其中：线上", column=0), below)
    figures, _ = read(Table((head, whole, own, *rest), "html:table[1]", "html_table", 8))
    assert row_of(figures, "new_received")[3] == ""
