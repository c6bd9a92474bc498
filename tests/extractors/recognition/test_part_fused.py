"""Fused rows that no equation binds: read where the document leaves no cell blank, and they have one reading."""

from dataclasses import replace
from random import Random

from extractors.extract import extract
from tests.generate.document import compose
from tests.generate.noise import QUIET
from tests.generate.renderers import RENDERERS
from tests.generate.truth import Options, random_truth

DOCUMENTS = "t2_art20_1_documents.normative_documents"
COLUMNS = ("issued", "repealed", "in_force")


def figures(*documents, behind="", **other):
    """What is read of a run-on report that prints these figures for 行政规范性文件, and `other` cells of table 三."""
    truth = random_truth(Random(3), Options(scale="single"))
    printed = dict(zip((f"{DOCUMENTS}.{column}" for column in COLUMNS), documents, strict=True))
    blank = {f"t3_requests.{row}.total": text for row, text in other.items()}
    truth = replace(truth, cells={**truth.cells, **printed, **blank})
    data = RENDERERS["text_run_on"].write(compose(truth, QUIET, Random(3)), QUIET, Random(3)).decode()
    before = "行政规范性文件" + "".join(documents)
    assert before in data
    report = extract(data.replace(before, before + behind).encode(), "report.txt")
    found = {figure.code: figure.value for figure in report.figures}
    return [found.get(code) for code in printed]


def test_three_digits_for_three_cells_are_read_where_nothing_is_blank():
    assert figures("5", "0", "5") == [5, 0, 5]
    assert figures("50", "0", "5") == [50, 0, 5]


def test_digits_that_can_be_cut_in_two_ways_are_refused():
    assert figures("12", "1", "3") == [None] * 3


def test_where_another_cell_is_blank_they_are_refused():
    assert figures("5", "0", "5", denied_state_secret="") == [None] * 3


def test_where_something_else_stands_behind_them_they_are_refused():
    assert figures("5", "0", "5", behind="/-") == [None] * 3
