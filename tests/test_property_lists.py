"""Indicator lists are read back as they were printed, or refused by name, in every reader and layout."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.generate.list_forms import LISTS
from tests.generate.lists import ListOptions, random_list, wording
from tests.generate.noise import QUIET
from tests.generate.renderers import RENDERERS
from tests.test_property import EXAMPLES, OPEN, RUN, seeds, violations
from xxgk.extractors.document import extract

pytestmark = [pytest.mark.long] if EXAMPLES > 100 else []
some = st.sampled_from((0, 0.05, 0.3))
options = st.builds(ListOptions, **dict.fromkeys(ListOptions.__dataclass_fields__, some))
lists = st.sampled_from(sorted(LISTS))


def read(name, truth, seed=0):
    renderer = RENDERERS[name]
    return extract(renderer.write(truth.document, QUIET, Random(seed)), f"report{renderer.suffix}")


def strays(truth, report):
    """The rows of the place's own that were read otherwise than printed, or lost without a finding."""
    told = {(one.label, one.column): one.value for one in report.indicators}
    named = "\n".join(found.message for found in report.findings)
    for (label, head), value in truth.own.items():
        read = [v for (printed, column), v in told.items() if label in printed and head in column]
        if read != [value] and (read or label not in named):
            yield label, head, value, read
    yield from strange(truth, report)


def strange(truth, report):
    """Indicators that are neither of the place's own nor print what a row of the form prints."""
    for one in report.indicators:
        own = any(label in one.label for label, _ in truth.own)
        if not own and one.value not in truth.printed.get(wording(one.label), ()):
            yield one.label, one.value


@RUN
@given(st.sampled_from(sorted(RENDERERS)), lists, seeds, options)
def test_every_cell_of_a_list_is_read_as_printed_or_refused_by_name(name, list_id, seed, options):
    truth = random_list(Random(seed), list_id, options)
    report = read(name, truth, seed)
    if list_id in report.forms:
        wrong = [*violations(report, truth.expectations), *strays(truth, report)]
    else:  # too unlike the form, and taken for a local list; or not seen as one where nothing parts its cells
        told = {found.rule for found in report.findings} & {"LIST_LOCAL", "LIST_NOT_READ"}
        wrong = [*report.figures, *strange(truth, report), *(() if told or RENDERERS[name].lossy_blanks else ["lost"])]
    assert not wrong, (name, list_id, seed, len(wrong), wrong[:4])


@pytest.mark.parametrize("name", OPEN)
@pytest.mark.parametrize("list_id", sorted(LISTS))
def test_a_plain_list_is_read_whole(name, list_id):
    truth = random_list(Random(7), list_id)
    report = read(name, truth)
    assert violations(report, truth.expectations) == []
    assert len(report.figures) == len(truth.expectations)
    assert list(report.forms) == [list_id]
    assert (report.year, report.agency.printed or report.agency.name) == (truth.year, truth.agency)
    told = {section.code: (section.title.lstrip("一二三四五六七、"), section.text) for section in report.sections}
    assert {code: told[code] for code in truth.sections} == truth.sections
