"""Lists as they are really printed: over two tables, with remarks, with cells that hold no count, in streams."""

import pytest

from tests.generate.list_forms import LISTS
from xxgk.extractors.recognition.recognise import recognise
from xxgk.schema.document import Cell, Table
from xxgk.schema.forms import forms

HEADS = ["指标名称", "单位", "2012年度", "历年累计"]
ROWS = [[row.label, row.unit, str(n), str(3 * n)] for n, row in enumerate(LISTS["stat_2009_fujian"].rows, 1)]
FAX, REVIEWS = 5, 14  # the rows of requests by fax, and of reviews


def table(rows, layout="html_table", name="x"):
    cells = tuple(tuple(Cell(text, f"{name}/r{r}/c{c}", c) for c, text in enumerate(row)) for r, row in enumerate(rows))
    return Table(cells, name, layout, max(map(len, rows)))


def read(*tables):
    """The figures by row and column, and the rules of the findings by the same; a refused row by itself."""
    result = recognise(tables, forms(), 2012)
    figures = {tuple(figure.code.split(".")[1:]): figure.value for figure in result.figures}
    assert result.indicators == []
    return figures, {tuple(found.where.split(".")[1:]): found.rule for found in result.findings}


def whole(*left_out):
    """The figures of the list as it is printed, without some rows."""
    rows = enumerate(LISTS["stat_2009_fujian"].rows, 1)
    return {
        (row.code, column): times * n
        for n, row in rows
        if n - 1 not in left_out
        for column, times in (("year", 1), ("cumulative", 3))
    }


def test_a_list_goes_on_in_a_second_table_without_heads():
    assert read(table([HEADS, *ROWS[:9]]), table(ROWS[9:], name="y"))[0] == whole()


def test_remarks_behind_the_figures_are_no_column_of_them():
    printed = [[*HEADS, "备注"], *([*row, ""] for row in ROWS[:-1]), ROWS[-1]]
    assert read(table(printed))[0] == whole()


@pytest.mark.parametrize(
    ("printed", "value", "rule"),
    [("若干", None, "CELL_TEXT"), ("-3", -3, "CELL_NOT_A_COUNT"), ("2.5", 2.5, "CELL_NOT_A_COUNT")],
)
def test_what_is_no_count_in_a_list_is_told(printed, value, rule):
    odd = [*ROWS[FAX][:2], printed, "18"]
    figures, told = read(table([HEADS, *ROWS[:FAX], odd, *ROWS[FAX + 1 :]]))
    assert figures == whole() | {("requests_fax", "year"): value}
    assert told["requests_fax", "year"] == rule


@pytest.mark.parametrize("layout", ["html_table", "row_per_line"])
def test_a_row_of_nothing_but_figures_is_no_row_of_the_list(layout):
    odd = ["", "", "7", "8"] if layout == "html_table" else ["7", "8"]
    assert read(table([HEADS, *ROWS[:FAX], odd, *ROWS[FAX:]], layout))[0] == whole()


def test_in_a_stream_a_label_without_figures_is_a_heading_and_takes_none():
    assert read(table([HEADS, *ROWS[:REVIEWS], ["三、争议"], *ROWS[REVIEWS:]], "row_per_line"))[0] == whole()


def test_in_a_stream_a_row_whose_figures_are_not_sure_to_end_is_refused_by_name():
    odd = [*ROWS[FAX], "另有"]
    figures, told = read(table([HEADS, *ROWS[:FAX], odd, *ROWS[FAX + 1 :]], "row_per_line"))
    assert figures == whole(FAX)
    assert told["requests_fax",] == "ROW_REFUSED"


def test_of_columns_of_two_years_neither_is_the_reports_whose_year_nobody_knows():
    heads = ["指标名称", "单位", "2011年度", "2012年度"]
    unknown, known = (recognise([table([heads, *ROWS])], forms(), year) for year in (None, 2012))
    assert (unknown.figures, len(known.figures)) == ([], len(ROWS))
    assert {one.code.rpartition(".")[2] for one in unknown.indicators} == {"year_2011", "year_2012"}
