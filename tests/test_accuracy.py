"""The measurement of ``make accuracy``, on few documents: it counts every cell, and none is wrong."""

from random import Random

import pytest

from tests.accuracy.counted import EXACT, REFUSED, WRONG, Count, count
from tests.accuracy.determined import determined
from tests.accuracy.measured import CHUNK, counted_piece
from tests.accuracy.page import page
from tests.accuracy.troubles import LAYOUTS, MOST_REFUSED, told
from tests.accuracy.troubles_page import TITLE, put_into, section_of
from tests.generate.crawled import TROUBLES, troubled
from tests.generate.document import compose
from tests.generate.noise import QUIET
from tests.generate.renderers import RENDERERS
from tests.generate.truth import Options, random_truth
from xxgk.extractors.document import extract


def test_a_page_of_few_documents_counts_every_cell():
    counts = {key: one for name in ("html", "text_run_on") for key, one in counted_piece((name, 0, 0, 8)).items()}
    assert sum(one.cells[WRONG] for one in counts.values()) == 0
    text = page(counts, [], CHUNK, 0)
    assert "html (html, html table)" in text
    assert "Old Word files (.doc) were not counted" in text
    assert sum(one.documents for one in counts.values()) == 16


def test_a_cell_that_is_not_named_is_wrong():
    truth = random_truth(Random(1), Options(scale="single"))
    report = extract(RENDERERS["html"](truth, QUIET, Random(1)), "report.html")
    codes = frozenset(truth.cells)
    assert count(report, truth.expectations, codes).determined == {EXACT: len(codes)}
    other = {**truth.expectations, "t9_none.row.column": (1, "number")}
    assert count(report, other, codes, "here").wrong == ["here t9_none.row.column"]


def test_what_runs_together_is_determined_where_the_sums_part_it():
    truth = random_truth(Random(1), Options(scale="single"))
    fused, open_ = (determined(truth, RENDERERS[name]) for name in ("text_run_on", "html"))
    assert fused < open_ == frozenset(truth.cells)
    assert "t2_art20_5_licensing.admin_license.decisions" in fused


@pytest.mark.parametrize("name", TROUBLES)
@pytest.mark.parametrize("renderer", ["html", "text_cells", "text_run_on"])
def test_no_trouble_of_crawled_texts_makes_a_figure_wrong(name, renderer):
    rng = Random(f"{name}{renderer}")
    truth = random_truth(rng, Options(scale="single"))
    document = troubled(compose(truth, QUIET, rng), [name], rng)
    report = extract(RENDERERS[renderer].write(document, QUIET, rng), f"report{RENDERERS[renderer].suffix}")
    assert count(report, truth.expectations, ()).cells.keys() <= {EXACT, REFUSED}


@pytest.fixture(scope="module")
def troubled_counts():
    return [told(f"0/{number}") for number in range(4 * len(LAYOUTS))]


def test_of_documents_in_trouble_no_cell_is_wrong_and_few_are_refused(troubled_counts):
    every = Count()
    for _, one in troubled_counts:
        every.add(one)
    assert every.wrong == []
    assert every.share(REFUSED, determined=True) <= MOST_REFUSED


def test_the_section_on_troubles_stands_in_the_page_once_and_the_rest_stays(tmp_path, troubled_counts):
    page = tmp_path / "accuracy.md"
    page.write_text("# How exact it is\n\n## By form\n\nas it was\n", "utf-8")
    for _ in range(2):
        put_into(page, dict(troubled_counts), 36, 0)
    text = page.read_text("utf-8")
    assert text.count(TITLE) == 1
    assert "as it was" in text
    assert "| all |" in text
    assert section_of(page).startswith(TITLE)
