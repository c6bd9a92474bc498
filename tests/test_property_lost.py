"""Nothing printed is lost in silence: every figure of a table is read, or stands in something that a finding names."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.generate.document import Para, compose
from tests.generate.noise import QUIET
from tests.generate.own_tables import own_rows, with_own_tables, without_heads
from tests.generate.renderers import RENDERERS
from tests.generate.truth import Options, random_truth
from tests.test_property import EXAMPLES, FORMS, RUN, forms, noises, options, seeds, violations
from xxgk.extractors.document import extract, read
from xxgk.schema.document import Table
from xxgk.schema.report import QUARANTINED

pytestmark = [pytest.mark.long] if EXAMPLES > 100 else []
DEAR = 100
"""Examples of which the default run tries half: each is read twice."""
PARTED = sorted(name for name, renderer in RENDERERS.items() if not renderer.fused)
"""In run-on text a row of the agency's own is not parted from what is around it."""


WHOLE = ("TABLE_MISSING", "TABLE_QUARANTINED", "TABLE_UNREAD", "TABLE_REPEATED")


def untold(document, report, blocks):
    """The rows of the document's own that are in no message, no indicator, no text of the report and no table that is
    told to be unread; `blocks` are those of the document as its reader gives them."""
    texts = [*(section.text for section in report.sections), *(piece.text for piece in report.aside)]
    messages = [found.message for found in report.findings]
    unread = [message for found, message in zip(report.findings, messages, strict=True) if found.rule == "TABLE_UNREAD"]
    tables = [block for block in blocks if isinstance(block, Table) and any(f" {block.locator}:" in m for m in unread)]
    cells = (cell.text for table in tables for row in table.rows for cell in row)
    told = squeezed((*texts, *messages, *cells, *(one.label for one in report.indicators)))
    whole = {found.where[:2] for found in report.findings if found.rule in WHOLE} - {""}
    for row in own_rows(document) if report.outcome != QUARANTINED else ():
        is_told = squeezed([row.label]) in told or all(squeezed([figure]) in told for figure in row.figures)
        if not is_told and row.sheet not in whole:
            yield row


def squeezed(texts):
    """All texts without white space."""
    return "\n".join("".join(text.split()) for text in texts)


@settings(RUN, max_examples=EXAMPLES if EXAMPLES > DEAR else DEAR // 2)
@given(st.sampled_from(PARTED), forms, seeds, options, noises, st.integers(0, 3), st.booleans())
def test_every_printed_figure_is_read_or_told(name, form, seed, options, noise, tables, is_bare):
    rng = Random(seed)
    truth = random_truth(rng, options, form=FORMS[form])
    document = with_own_tables(compose(truth, noise, Random(seed)), tables, rng)
    if is_bare:
        document = without_heads(document, rng)
    renderer = RENDERERS[name]
    data = renderer.write(document, noise, Random(seed))
    report, blocks = extract(data, f"report{renderer.suffix}"), read(data).blocks
    found = [*violations(report, truth.expectations), *untold(document, report, blocks)]
    assert not found, (name, form, seed, tables, is_bare, len(found), found[:4])


@pytest.mark.parametrize("printed", ["412", "12 413", "413条", "合计413"])
@pytest.mark.parametrize("name", sorted(name for name in PARTED if RENDERERS[name].suffix in (".txt", ".md")))
def test_a_lone_line_of_figures_between_two_tables_is_told(name, printed):
    document = compose(random_truth(Random(1), Options(scale="single")), QUIET, Random(1))
    second, third = (document.blocks.index(grid) for grid in document.grids[:2])
    line = "此行之后另有一行"
    blocks = (*document.blocks[: second + 1], Para(line), *document.blocks[third:])
    renderer = RENDERERS[name]
    text = renderer.write(replace(document, blocks=blocks), QUIET, Random(1)).decode()
    report = extract(text.replace(line, f"\n{printed}\n").encode(), f"report{renderer.suffix}")
    told = (*(found.message for found in report.findings), *(one.text for one in (*report.sections, *report.aside)))
    assert any(printed.split()[-1].removesuffix("条").removeprefix("合计") in text for text in told)
