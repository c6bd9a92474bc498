"""Whatever is printed is read back as it was printed, or refused by name; never as something else.

Random valid reports, noise and containers come from `tests.generate`. 100 examples by default, always the same ones;
XXGK_EXAMPLES sets another number and draws new ones.
"""

import os
from dataclasses import asdict, replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.generate.document import compose
from tests.generate.form import FORM_2019, FORM_2021, MIXED_2019, MIXED_2021
from tests.generate.mutate import delete_cell, delete_row, duplicate_row, swap_values
from tests.generate.noise import QUIET, Noise
from tests.generate.renderers import RENDERERS
from tests.generate.samples import FOLDER, SAMPLES, truths
from tests.generate.truth import Options, random_truth
from xxgk.schema.report import ERROR, QUARANTINED

extract = pytest.importorskip("xxgk.extractors.document").extract

EXAMPLES = int(os.environ.get("XXGK_EXAMPLES", "100"))
pytestmark = [pytest.mark.long] if EXAMPLES > 100 else []
RUN = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="XXGK_EXAMPLES" not in os.environ,
    suppress_health_check=list(HealthCheck),
)

SOLID = {"blank": 0, "blank_row": 0, "blank_organisations": 0, "blank_totals": 0}
OPEN = [name for name, renderer in RENDERERS.items() if not renderer.fused]
some = st.sampled_from((0, 0.03, 0.3))
seeds = st.integers(0, 2**32 - 1)
OF_2019 = ("t2_art20_9_procurement.government_procurement.amount", "t3_requests.other_handling.total")
FORMS = {
    "2021": FORM_2021,
    "2019": FORM_2019,
    "2019 with table 三 of 2021": MIXED_2019,
    "2021 with table 三 of 2019": MIXED_2021,
}
forms = st.sampled_from(sorted(FORMS))
options = st.builds(
    Options,
    **{name: some for name in asdict(Options()) if name != "scale"},
    scale=st.sampled_from(("mixed", "single")),
)
noises = st.builds(
    Noise,
    **{name: some for name in asdict(QUIET) if name != "encoding"},
    encoding=st.sampled_from(("utf-8", "utf-8-sig", "gb18030")),
)


def read(name, document, noise=QUIET, seed=0):
    """The report that the extractor makes of a document printed by the renderer of that name."""
    renderer = RENDERERS[name]
    return extract(renderer.write(document, noise, Random(seed)), f"report{renderer.suffix}")


def same(figure, value, state):
    if figure.state != state or (figure.value is None) != (value is None):
        return False
    return value is None or abs(figure.value - value) < 1e-9


def violations(report, expected):
    """What breaks the rule, one line per figure code; `expected` maps every code to (value, state)."""
    figures = {figure.code: figure for figure in report.figures}
    named = {finding.where for finding in report.findings}
    missing = {finding.where[:3] for finding in report.findings if finding.rule in ("TABLE_MISSING", "TABLE_UNREAD")}
    lost = report.outcome == QUARANTINED and bool(report.reason)
    found = [] if len(figures) == len(report.figures) else ["a code is read twice"]
    found += [f"{code}: not of the form" for code in figures if code not in expected]
    for code, (value, state) in expected.items():
        row = code.rpartition(".")[0]
        if code not in figures:
            if not lost and code[:3] not in missing and not named & {code, row, row.partition(".")[0]}:
                found.append(f"{code}: lost without a finding")
        elif not same(figures[code], value, state):
            found.append(f"{code}: {value} ({state}) read as {figures[code]}")
    return found


def unlike(default, other):
    """The settings of `other` that differ from those of `default`, for a failure that can be read."""
    return {key: value for key, value in asdict(other).items() if value != asdict(default)[key]}


@RUN
@given(st.sampled_from(sorted(RENDERERS)), forms, seeds, options, noises)
def test_every_figure_is_read_as_printed_or_refused_by_name(name, form, seed, options, noise):
    if RENDERERS[name].fused:
        options = replace(options, **SOLID)
    truth = random_truth(Random(seed), options, form=FORMS[form])
    report = read(name, compose(truth, noise, Random(seed)), noise, seed)
    found = violations(report, truth.expectations)
    assert not found, (name, form, seed, unlike(Options(), options), unlike(QUIET, noise), len(found), found[:5])


@pytest.mark.parametrize("name", OPEN)
@pytest.mark.parametrize(("form", "seed"), [("2021", 0), ("2021", 2), *((form, 1) for form in FORMS)])
def test_without_noise_everything_is_read(name, form, seed):
    truth = random_truth(Random(seed), form=FORMS[form])
    report = read(name, compose(truth, QUIET, Random(seed)))
    assert violations(report, truth.expectations) == []
    assert len(report.figures) == len(truth.cells)
    assert errors(report) == []
    second, third = (FORMS["2019" if row in truth.cells else "2021"].id for row in OF_2019)
    assert (report.forms["t2"], report.forms["t3"]) == (second, third)


def errors(report):
    return [finding for finding in report.findings if finding.severity == ERROR]


@pytest.mark.parametrize(("sample", "truth"), list(truths()), ids=[sample.name for sample in SAMPLES])
def test_the_shipped_samples_are_read(sample, truth):
    name = sample.name + RENDERERS[sample.renderer].suffix
    report = extract((FOLDER / name).read_bytes(), name)
    assert violations(report, truth.expectations) == []
    if RENDERERS[sample.renderer].fused:
        return
    assert len(report.figures) == len(truth.cells)
    row = sample.contradiction.rpartition(".")[0]
    assert {finding.where for finding in errors(report)} <= {row, "t3_requests.closed_total.total"}
    assert bool(errors(report)) == bool(sample.contradiction)


@pytest.mark.parametrize("seed", range(4))
def test_run_on_rows_that_only_one_reading_fits_are_read(seed):
    """All zeros but for the last cell: neither another cut nor a blank cell could print these digits."""
    truth = random_truth(Random(seed), Options(scale="single"))
    report = read("text_run_on", compose(truth, QUIET, Random(seed)))
    assert violations(report, truth.expectations) == []
    rows = {}
    for code, text in truth.cells.items():
        rows.setdefault(code.rpartition(".")[0], []).append(text)
    certain = {row for row, texts in rows.items() if all(t == "0" for t in texts[:-1]) and len(texts[-1]) == 1}
    assert certain <= {figure.code.rpartition(".")[0] for figure in report.figures}


@pytest.mark.parametrize("name", RENDERERS)
@pytest.mark.parametrize("seed", range(2))
def test_identity_and_narrative_are_read(name, seed):
    truth = random_truth(Random(seed))
    furniture = Noise(furniture=1, instructions=1, broken_title=0.5)
    fused = {"preamble", "problems", "other_matters"}  # in run-on text nothing parts a topic's heading from its text
    sections = {c: "".join(texts) for c, texts in truth.sections.items() if not RENDERERS[name].fused or c in fused}
    for noise in (QUIET, furniture):
        report = read(name, compose(truth, noise, Random(seed)), noise)
        assert report.year == truth.year
        assert report.agency
        assert truth.agency in (report.agency.name, report.agency.printed)
        told = {section.code: section.text.replace("\n", "") for section in report.sections}
        overview = sections.pop("overview", "")
        assert told["overview"].startswith(overview)
        assert {code: told.get(code) for code in sections} == sections


@pytest.mark.parametrize("name", RENDERERS)
@pytest.mark.parametrize("seed", range(2))
def test_figures_of_the_prose_are_read_where_they_are_printed(name, seed):
    truth = random_truth(Random(seed), Options(scale="single"))
    report = read(name, compose(truth, QUIET, Random(seed)))
    received, _ = truth.expected("t3_requests.new_received.total")
    told = {figure.code: figure for figure in report.text_figures}
    assert (told["text.requests_received"].value, told["text.requests_received"].unit) == (received, "件")
    texts = {section.code: section.text for section in report.sections}
    for figure in report.text_figures:
        assert texts[figure.section].startswith(figure.raw, figure.offset), figure
        assert "".join(figure.raw.split()) in "".join(figure.sentence.split())


def mutants(mutate, name, form, seed):
    """Truth, the mutated document's report and what `mutate` told."""
    plain = Options(scale="single") if RENDERERS[name].fused else Options()
    truth = random_truth(Random(seed), plain, form=FORMS[form])
    document, told = mutate(compose(truth, QUIET, Random(seed)), Random(seed))
    return truth, read(name, document), told


METAMORPHIC = settings(RUN, max_examples=max(30, EXAMPLES // 4))
places = given(st.sampled_from(sorted(RENDERERS)), forms, seeds)


@METAMORPHIC
@places
def test_swapping_two_values_changes_exactly_these(name, form, seed):
    truth, report, (first, second) = mutants(swap_values, name, form, seed)
    swapped = {first: truth.expected(second), second: truth.expected(first)}
    assert violations(report, {**truth.expectations, **swapped}) == []
    read_twice = any(found.rule == "READINGS_DIFFER" for found in report.findings)  # since it contradicts itself
    assert RENDERERS[name].fused or read_twice or len(report.figures) == len(truth.cells)


@METAMORPHIC
@places
def test_deleting_a_row_shifts_no_other(name, form, seed):
    truth, report, gone = mutants(delete_row, name, form, seed)
    assert violations(report, {**truth.expectations, **absent(gone)}) == []


PLACED = ("sheet_table", "aligned_table")
CELLULAR = sorted(name for name, renderer in RENDERERS.items() if renderer.layout not in PLACED)
"""Where only its place tells a cell's column, none can be left out: shifting its neighbours makes another, equally
valid row."""


@METAMORPHIC
@given(st.sampled_from(CELLULAR), forms, seeds)
def test_deleting_a_cell_shifts_no_other(name, form, seed):
    truth, report, code = mutants(delete_cell, name, form, seed)
    assert violations(report, {**truth.expectations, **absent((code,))}) == []


@METAMORPHIC
@places
def test_doubling_a_row_changes_no_figure(name, form, seed):
    truth, report, _ = mutants(duplicate_row, name, form, seed)
    assert violations(report, truth.expectations) == []


def absent(codes):
    """Expectation for cells that are not printed: nothing, or a blank where the layout pads its rows."""
    return dict.fromkeys(codes, (None, "blank"))
