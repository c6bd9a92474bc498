"""Fused rows that no columns prove: read where the document leaves no cell blank, and they have one reading."""

from dataclasses import replace
from random import Random

from tests.generate.document import compose
from tests.generate.noise import QUIET
from tests.generate.renderers import RENDERERS
from tests.generate.truth import Options, random_truth
from xxgk.extractors.document import extract
from xxgk.extractors.locate import locate

DOCUMENTS = "t2_art20_1_documents.normative_documents"
COLUMNS = ("issued", "repealed", "in_force")


def report(behind="", **printed):
    """What is read of a run-on report of nothing but zeros and ones that prints these cells, by code."""
    truth = random_truth(Random(3), Options(scale="single"))
    cells = {code.replace("__", "."): text for code, text in printed.items()}
    truth = replace(truth, cells={**truth.cells, **cells})
    data = RENDERERS["text_run_on"].write(compose(truth, QUIET, Random(3)), QUIET, Random(3)).decode()
    before = "行政规范性文件" + "".join(truth.cells[f"{DOCUMENTS}.{column}"] for column in COLUMNS)
    assert before in data
    found = extract(data.replace(before, before + behind).encode(), "report.txt").figures
    return {figure.code: figure.value for figure in found}


def figures(*documents, **other):
    """What is read of 行政规范性文件."""
    printed = dict(zip((f"{DOCUMENTS}.{column}" for column in COLUMNS), documents, strict=True))
    read = report(**printed, **other)
    return [read.get(code) for code in printed]


def test_three_digits_for_three_cells_are_read_where_nothing_is_blank():
    assert figures("5", "0", "5") == [5, 0, 5]
    assert figures("50", "0", "5") == [50, 0, 5]


def test_digits_that_can_be_cut_in_two_ways_are_refused():
    assert figures("12", "1", "3") == [None] * 3


def test_where_another_cell_is_blank_they_are_refused():
    assert figures("5", "0", "5", t3_requests__denied_state_secret__total="") == [None] * 3


def test_where_something_else_stands_behind_them_they_are_refused():
    assert figures("5", "0", "5", behind="O") == [None] * 3


FIVE = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
CASES = {f"t4_review_litigation__cases__review_{column}": "12" for column in ("upheld", "total")}


def test_a_row_of_which_its_sums_leave_one_reading_is_read():
    assert report(**CASES)["t4_review_litigation.cases.review_total"] == 12


def test_where_the_document_leaves_cells_blank_sums_within_a_row_prove_nothing():
    """``00011`` is 0 0 0 1 1, or 0 0 0, a blank and 11."""
    read = report(**CASES, t3_requests__denied_state_secret__total="")
    assert "t4_review_litigation.cases.review_total" not in read


def test_a_line_of_nothing_but_the_fused_figures_of_table_four_is_parted():
    heads = "行政复议", "行政诉讼", *FIVE, "未经复议直接起诉", "复议后起诉", *FIVE, *FIVE
    data = "\n".join(["四、政府信息公开行政复议、行政诉讼情况", "".join(heads), "000000000001001"]).encode()
    figures = extract(data, "report.txt").figures
    assert [figure.value for figure in figures] == [*[0] * 11, 1, 0, 0, 1]
    assert all(figure.raw in locate(data, figure.locator) for figure in figures)


def test_a_comma_between_thousands_tells_where_digits_do_not_part():
    """A total that has run together with what stands before it, as some programs print it."""
    upheld = {f"t4_review_litigation__cases__review_{column}": "5,087" for column in ("upheld", "total")}
    found = report(**upheld)
    assert found["t4_review_litigation.cases.review_upheld"] == found["t4_review_litigation.cases.review_total"] == 5087


def test_digits_that_sums_part_between_thousands_are_refused():
    cells = {"upheld": "1,234", "total": "12,34"}
    told = report(**{f"t4_review_litigation__cases__review_{column}": text for column, text in cells.items()})
    assert "t4_review_litigation.cases.review_upheld" not in told
