"""Under wrong and strange heads a figure is that of the column which its head names, or it is refused by name."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.generate.document import Para, compose
from tests.generate.noise import QUIET
from tests.generate.renderers import RENDERERS
from tests.generate.strange_heads import KINDS, with_strange_heads
from tests.generate.strange_units import KINDS as UNITS
from tests.generate.strange_units import in_wan
from tests.generate.truth import Options, random_truth
from tests.test_property import EXAMPLES, FORMS, RUN, forms, read, seeds, violations

pytestmark = [pytest.mark.long] if EXAMPLES > 100 else []
TABULAR = sorted(
    name
    for name, renderer in RENDERERS.items()
    if not (renderer.fused or renderer.lossy_blanks) and name not in ("zip_docx", "html_gb18030", "pdf_cut", "ofd_cut")
)
"""Where cells are kept, each way once."""
options = st.builds(Options, scale=st.sampled_from(("mixed", "modest", "single")), blank=st.sampled_from((0, 0.1)))


def wrong(report, expected, lost):
    """What was read otherwise than printed, or lost without a finding; of the `lost` codes nothing may be read."""
    rest = {code: told for code, told in expected.items() if code not in lost}
    read_though = [f"{one.code}: {one.value}" for one in report.figures if one.code in lost and one.value is not None]
    return read_though + [told for told in violations(report, rest) if not told.endswith("not of the form")]


@RUN
@given(st.sampled_from(TABULAR), st.sampled_from(sorted(KINDS)), st.sampled_from(("t3", "t4")), forms, seeds, options)
def test_a_figure_is_that_of_the_column_which_its_head_names(name, kind, sheet, form, seed, options):
    truth = random_truth(Random(seed), options, form=FORMS[form])
    document, lost = with_strange_heads(compose(truth, QUIET, Random(seed)), kind, sheet, Random(seed))
    found = wrong(read(name, document, seed=seed), truth.expectations, lost)
    assert not found, (name, kind, sheet, form, seed, len(found), found[:4])


@RUN
@given(st.sampled_from(sorted(RENDERERS)), st.sampled_from(sorted(UNITS)), forms, seeds)
def test_an_amount_is_in_the_unit_that_is_printed_for_it(name, kind, form, seed):
    scale = "single" if RENDERERS[name].fused else "mixed"
    truth = random_truth(Random(seed), Options(scale=scale), form=FORMS[form])
    strange = UNITS[kind](compose(truth, QUIET, Random(seed)), FORMS[form], Random(seed))
    report = read(name, strange.document, seed=seed)
    expected, printed = dict(truth.expectations), truth.cells[strange.amount]
    figure = next((one for one in report.figures if one.code == strange.amount), None)
    lost = strange.lost | (set() if strange.unit else {strange.amount})
    if figure and strange.unit:
        value = in_wan(printed, strange.unit) if figure.unit == "万元" else float(printed)
        assert (figure.value, figure.unit in ("万元", strange.unit)) == (pytest.approx(value), True)
        expected[strange.amount] = figure.value, figure.state
    found = wrong(report, expected, lost)
    assert not found, (name, kind, form, seed, len(found), found[:4])


@settings(RUN, max_examples=EXAMPLES if EXAMPLES > 100 else 30)
@given(st.sampled_from(sorted(RENDERERS)), forms, seeds, st.sampled_from((0, 1, 2)), st.booleans())
def test_a_table_of_another_report_is_not_that_of_the_first(name, form, seed, lacking, is_titled):
    """The first report lacks a table; the one behind it, of the year before, has it."""
    scale = Options(scale="single" if RENDERERS[name].fused else "modest")
    truth = random_truth(Random(seed), scale, form=FORMS[form])
    before = random_truth(Random(seed + 1), scale, form=FORMS[form], agency=truth.agency, year=truth.year - 1)
    first, second = (compose(one, QUIET, Random(seed)) for one in (truth, before))
    gone = first.grids[lacking]
    blocks = (
        *(block for block in first.blocks if block is not gone),
        *[Para(before.title)] * is_titled,
        *second.blocks,
    )
    report = read(name, replace(first, blocks=blocks), seed=seed)
    codes = {cell.code for row in gone.rows for cell in row.cells}
    assert (
        not [one for one in report.figures if one.code in codes and one.value is not None] or report.year != truth.year
    )


def test_a_row_of_fields_that_lacks_one_is_not_read_one_column_off():
    truth = random_truth(Random(139), form=FORMS["2019"])
    document, lost = with_strange_heads(compose(truth, QUIET, Random(139)), "missing", "t4", Random(139))
    assert wrong(read("text_pipes", document, seed=139), truth.expectations, lost) == []


def test_a_row_of_noughts_that_lacks_a_field_is_not_filled_by_the_padding_behind_it():
    truth = random_truth(Random(15380946), Options(scale="mixed", blank=0.1), form=FORMS["2019"])
    document, lost = with_strange_heads(compose(truth, QUIET, Random(15380946)), "missing", "t4", Random(15380946))
    assert wrong(read("text_pipes", document), truth.expectations, lost) == []


def test_a_head_that_says_something_else_over_digits_that_have_run_together_refuses_their_row():
    truth = random_truth(Random(28969763), Options(scale="single"), form=FORMS["2019"])
    strange = UNITS["over_counts"](compose(truth, QUIET, Random(28969763)), FORMS["2019"], Random(28969763))
    report = read("text_run_on", strange.document, seed=28969763)
    rows = {code.rpartition(".")[0] for code in strange.lost}
    assert rows <= {one.where for one in report.findings if one.rule == "ROW_REFUSED"}
    assert not wrong(report, truth.expectations, strange.lost)
