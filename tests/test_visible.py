"""What a person sees is what is read: documents whose bytes say something else than their picture give the figures that
are seen, or a finding in their place; and what only decorates a figure costs none. See `tests.generate.tricks`.

60 documents of each by default, always the same; XXGK_EXAMPLES sets another number.
"""

import os
from collections import Counter

import pytest

from tests.generate.tricks import CONTAINERS
from tests.generate.tricks.trick import planted
from xxgk.extractors.document import extract
from xxgk.schema.report import QUARANTINED

EXAMPLES = int(os.environ.get("XXGK_EXAMPLES", "60"))
pytestmark = [pytest.mark.long] if EXAMPLES > 100 else []
MOST_REFUSED = 0.005
"""Of the cells with decoration, that may be refused."""
BASE = 1_000_000
SEEDS = range(BASE, BASE + EXAMPLES // len(CONTAINERS))


def told(report):
    """Says of a figure code whether a finding names it, its row or its table."""
    named = {finding.where for finding in report.findings}
    missing = {finding.where[:3] for finding in report.findings if finding.rule == "TABLE_MISSING"}
    if report.outcome == QUARANTINED and report.reason:
        return lambda _: True
    return lambda code: code[:3] in missing or bool(named & {code, code.rpartition(".")[0], code.partition(".")[0]})


def outcomes(module, tricks, seed, *, true=False):
    """For each figure code of a document: how it was read, and its trick."""
    planting = planted(tricks, seed, true=true)
    data, name = module.printed(planting, seed)
    report = extract(data, name)
    figures, is_told = {figure.code: figure for figure in report.figures}, told(report)
    names = {cell.code: (cell.trick.name, cell.seen, cell.decoy) for cell in planting.cells}
    for code, expected in planting.expected.items():
        figure = figures.get(code)
        if figure is None:
            how = "refused" if is_told(code) else "lost"
        else:
            how = "exact" if expected is not None and (figure.value, figure.state) == expected else "wrong"
        yield how, code, names.get(code), figure


@pytest.mark.parametrize("container", CONTAINERS)
def test_no_cell_is_silently_different_from_what_is_seen(container):
    module = CONTAINERS[container]
    found = [
        (seed, *one) for seed in SEEDS for one in outcomes(module, module.TRICKS, seed) if one[0] in ("wrong", "lost")
    ]
    assert not found, "\n".join(map(str, found))


def test_a_stroke_a_little_higher_than_a_figure_without_rules_is_no_rule():
    module = CONTAINERS["pdf"]
    (stroke,) = (trick for trick in module.TRICKS if trick.name == "drawn beside")
    read = [one[0] for seed in range(BASE, BASE + 12) for one in outcomes(module, [stroke], seed)]
    assert not {"wrong", "lost"} & set(read)


@pytest.mark.parametrize("container", CONTAINERS)
def test_decoration_costs_no_figure(container, tell):
    module = CONTAINERS[container]
    read = [(seed, *one) for seed in SEEDS for one in outcomes(module, module.DECORATION, seed, true=True)]
    counts = Counter(one[1] for one in read)
    tell(f"{container}: {dict(counts)}")
    assert not [one for one in read if one[1] in ("wrong", "lost")]
    assert counts["refused"] <= MOST_REFUSED * len(read), [one for one in read if one[1] == "refused"]


@pytest.mark.parametrize(
    ("container", "kind", "seed"),
    [("pdf", "DECORATION", 929), ("pdf", "TRICKS", 788), ("ofd", "TRICKS", 1098), ("ofd", "TRICKS", 1466)],
)
def test_what_long_runs_found_stays_told(container, kind, seed):
    """A watermark over a digit, a figure raised above its row and taken to the one above, a row of unknown codes."""
    module = CONTAINERS[container]
    found = list(outcomes(module, getattr(module, kind), 1_000_000 + seed, true=kind == "DECORATION"))
    assert not [one for one in found if one[0] in ("wrong", "lost")]
