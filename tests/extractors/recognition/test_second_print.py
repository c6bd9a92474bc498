"""Two agencies in one document: where the tables of one cannot be read, those of the other are not taken for it."""

import pytest

from tests.extractors.tables_by_hand import REQUESTS, T3_HEADS, T4_HEADS, row_of, table
from xxgk.extractors.recognition.recognise import recognise
from xxgk.schema.document import Paragraph
from xxgk.schema.forms import forms

SEVEN = [str(number) for number in range(11, 18)]
PROSE = Paragraph("上一部分到此结束，下面是另一单位的情况。", "html:p[1]")
REVIEW = "t4_review_litigation.cases.review_upheld"


def read(*blocks):
    result = recognise(blocks, forms())
    quarantined = {found.where for found in result.findings if found.rule == "TABLE_QUARANTINED"}
    return {figure.code: figure.raw for figure in result.figures}, quarantined


def requests(*values, layout="html_table"):
    return table(T3_HEADS, *([row.label, *values] for row in REQUESTS.rows), layout=layout)


def cases(*values):
    return table(*T4_HEADS, values)


def test_the_second_of_two_tables_is_not_read_where_the_first_is_full_of_unknown_signs():
    """In plain lines a sign parts ``312 ○ 217`` into rows, and a table whose rows are cut shows no form."""
    cut = [[row.label, "○", *SEVEN[1:]] for row in REQUESTS.rows if "fee" not in row.code]
    first = table(["申请人情况"], *cut, layout="cell_per_line")
    assert row_of(read(requests(*SEVEN))[0], "granted") == SEVEN
    assert read(first, PROSE, requests(*SEVEN)) == ({}, {"t3_requests"})


def test_the_second_of_two_rows_without_a_label_is_not_read_where_the_first_is_full_of_unknown_signs():
    second = cases("3", *"0" * 3, "3", *"0" * 10)
    assert read(second)[0][REVIEW] == "3"
    assert read(cases(*"○0" * 7, "○"), PROSE, second) == ({}, {"t4_review_litigation"})


ONES = cases("1", *"0" * 3, "1", *"0" * 10)
TWOS = cases("2", *"0" * 3, "2", *"0" * 10)
ZEROS = cases(*"0" * 15)


@pytest.mark.parametrize(
    ("blocks", "refused"),
    [
        ((ONES, PROSE, TWOS, PROSE, requests(*SEVEN)), {"t3_requests", "t4_review_litigation"}),
        ((ONES, PROSE, requests(*SEVEN), TWOS), {"t3_requests", "t4_review_litigation"}),
        ((ZEROS, PROSE, requests(*SEVEN), PROSE, ZEROS), {"t3_requests"}),
        ((requests(*SEVEN), PROSE, ONES, PROSE, TWOS), {"t4_review_litigation"}),
        ((requests(*SEVEN), ONES, PROSE, TWOS, PROSE), {"t4_review_litigation"}),
        ((ONES, PROSE, requests(*SEVEN), ONES), set()),
        ((cases(*"○0" * 7, "○"), PROSE, requests(*SEVEN), PROSE, TWOS), {"t3_requests", "t4_review_litigation"}),
        ((TWOS, PROSE, requests(*SEVEN), PROSE, cases(*"○0" * 7, "○")), {"t3_requests", "t4_review_litigation"}),
    ],
)
def test_a_sheet_that_stands_only_in_a_second_report_is_not_read(blocks, refused):
    assert read(*blocks)[1] == refused


def test_heads_alone_are_no_second_table():
    second = cases("3", *"0" * 3, "3", *"0" * 10)
    assert read(table(*T4_HEADS), PROSE, second)[0][REVIEW] == "3"
