"""Columns in another order than the form's are read by their heads where every head is exactly that of one column."""

from dataclasses import replace

import pytest

from tests.extractors.tables_by_hand import FEE, T2_HEADS, read, row_of, table
from xxgk.schema.document import Cell, Table

ORGANISATIONS = ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
LABELS = {"new_received": "一、本年新收政府信息公开申请数量", "other_abandoned_fee_unpaid": FEE}
IN_ORDER = [*"12345", "6", "21"]
"""The figures of a row in the form's order: its total is that of the others."""
FIRST = [("总计", 1), ("自然人", 1), ("法人或其他组织", 5)]


def requests(first, second, *rows, label=3):
    """A table 三 and its rows, whose heads stand in two lines (text, columns each; the second under 法人或其他组织)."""
    cells, at = [], 3
    for text, span in first:
        cells.append(Cell(text, "x", at, span, 1 if span > 1 else 2))
        at += span
    over = next(cell for cell in cells if cell.colspan > 1)
    below = [Cell(text, "x", over.column + number) for number, text in enumerate(second)]
    printed = [(Cell("申请人情况", "x", 3, 7),), tuple(cells), tuple(below)]
    for name, row in zip(LABELS.values(), rows, strict=False):
        values = (Cell(value, f"x/{name}/{number}", label + number) for number, value in enumerate(row))
        printed.append((Cell(name, "x", 0, label), *values))
    return Table(tuple(printed), "x", "html_table", 10)


def test_totals_that_stand_first_are_read_as_totals():
    figures, told = read(requests(FIRST, ORGANISATIONS, ["21", *IN_ORDER[:6]], ["0"] * 7))
    assert row_of(figures, "new_received") == IN_ORDER
    assert ("COLUMNS_MOVED", "t3_requests.new_received") in told


def test_natural_persons_behind_organisations_are_read_where_labels_lost_their_spans():
    first = [("法人或其他组织", 5), ("自然人", 1), ("总计", 1)]
    figures, _ = read(requests(first, ORGANISATIONS, ["2", "3", "4", "5", "6", "1", "21"], ["0"] * 7, label=1))
    assert row_of(figures, "new_received") == IN_ORDER


def test_columns_without_sums_are_read_by_their_heads():
    figures, _ = read(table([T2_HEADS[0], *reversed(T2_HEADS[1:])], ["规章", 1, 2, 3], ["行政规范性文件", 4, 5, 6]))
    rows = [figures[f"t2_art20_1_documents.regulations.{column}"] for column in ("issued", "repealed", "in_force")]
    assert rows == ["3", "2", "1"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (FIRST, ["商业企业", "商业企业", *ORGANISATIONS[2:]]),
        (FIRST, ["商业企业", "新闻媒体", *ORGANISATIONS[2:]]),
        (FIRST, ["商业企业", "科硏机构", *ORGANISATIONS[2:]]),
    ],
    ids=["twice", "foreign", "misprinted"],
)
def test_where_not_every_head_is_exactly_that_of_one_column_nothing_is_read(first, second):
    figures, _ = read(requests(first, second, ["21", *IN_ORDER[:6]], ["0"] * 7))
    assert row_of(figures, "new_received") == []


def test_where_the_sums_contradict_the_heads_nothing_is_read():
    figures, told = read(requests(FIRST, ORGANISATIONS, IN_ORDER, ["0"] * 7))
    assert (row_of(figures, "new_received"), ("TABLE_QUARANTINED", "t3_requests") in told) == ([], True)


def test_rows_that_go_on_without_heads_may_be_in_either_order():
    whole = requests(FIRST, ORGANISATIONS, ["21", *IN_ORDER[:6]], ["0"] * 7)
    first, more = replace(whole, rows=whole.rows[:4]), replace(whole, rows=whole.rows[4:], locator="y")
    figures, told = read(first, more)
    assert (figures, ("TABLE_QUARANTINED", "t3_requests") in told) == ({}, True)


LEAVES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]


def cases(groups, leaves, values):
    """A table 四: three groups of columns (text, columns each, for each its own line), the heads below, the figures."""
    top = (Cell("行政复议", "x", 0, 5), Cell("行政诉讼", "x", 5, 10))
    over = tuple(Cell(text, "x", 5 + 5 * number, 5) for number, text in enumerate(groups))
    below = tuple(Cell(text, "x", number) for number, text in enumerate(leaves))
    row = tuple(Cell(str(value), f"x/{number}", number) for number, value in enumerate(values))
    return Table((top, over, below, row), "x", "html_table", 15)


SUMS_FIRST = [LEAVES[-1], *LEAVES[:-1]] * 3
FIGURES = [10, 1, 2, 3, 4, 14, 2, 3, 4, 5, 18, 3, 4, 5, 6]


def test_totals_of_each_group_that_stand_first_are_read():
    figures, _ = read(cases(["未经复议直接起诉", "复议后起诉"], SUMS_FIRST, FIGURES))
    assert list(figures.values()) == [
        str(value) for at in (0, 5, 10) for value in (*FIGURES[at + 1 : at + 5], FIGURES[at])
    ]


def test_groups_that_no_head_tells_apart_are_not_read():
    figures, _ = read(cases(["", ""], SUMS_FIRST, FIGURES))
    assert figures == {}
    figures, _ = read(cases(["复议后起诉", "复议后起诉"], SUMS_FIRST, FIGURES))
    assert figures == {}
