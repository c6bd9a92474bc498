"""A cell that holds no number of at most 15 digits is not read, which is told; all around it is."""

from random import Random

import pytest

from tests.accuracy.counted import is_named
from tests.generate.document import compose
from tests.generate.mutate import put
from tests.generate.noise import QUIET
from tests.generate.renderers import RENDERERS
from tests.generate.truth import Options, random_truth
from xxgk.extractors.document import extract

CODE = "t3_requests.granted.natural_person"
NONE = ("1e400", "1" * 16, "1" * 21, "9" * 5000, "-0", "1234567890123.1234", "１e５", "1/2", "#REF!", "2024-01-02")
TRUTH = random_truth(Random(3), Options(scale="single"))
DOCUMENT = compose(TRUTH, QUIET, Random(3))


def lost(renderer, text):
    """The codes that are not read as they are printed, where one cell holds that text."""
    data = RENDERERS[renderer].write(put(DOCUMENT, {CODE: text}), QUIET, Random(3))
    report = extract(data, "x")
    assert report.outcome.startswith("loaded")
    read = {figure.code: figure.value for figure in report.figures if figure.value is not None}
    missing = {code for code, (value, _) in TRUTH.expectations.items() if read.get(code) != value}
    assert all(is_named(report, code) for code in missing)
    return missing


@pytest.mark.parametrize("text", NONE, ids=lambda text: text[:20])
@pytest.mark.parametrize("renderer", ["html", "docx", "xlsx", "excel_2003", "text_pipes", "markdown"])
def test_a_cell_that_holds_no_number_of_15_digits_is_not_read_and_the_others_are(renderer, text):
    assert lost(renderer, text) == {CODE}


@pytest.mark.parametrize("renderer", [name for name, renderer in RENDERERS.items() if not renderer.fused])
def test_no_more_than_its_row_is_lost_with_a_cell_of_21_digits(renderer):
    assert {code.rpartition(".")[0] for code in lost(renderer, "1" * 21)} == {CODE.rpartition(".")[0]}
