"""What holds of every report, whatever it was read from."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from random import Random

from tests.accuracy.counted import WRONG, fate
from tests.generate.truth import Value
from xxgk.extractors.locate import locate
from xxgk.schema.report import ANNOTATED, NUMBER, QUARANTINED, Report, to_dict

BEYOND = 10**15


def complaints(report: Report) -> Iterator[str]:
    """What is not sound about a report, one line each."""
    json.dumps(to_dict(report), ensure_ascii=False, allow_nan=False).encode()  # raises for what cannot be stored
    if (report.outcome == QUARANTINED) != bool(report.reason):
        yield f"outcome {report.outcome} with reason {report.reason!r}"
    codes = [figure.code for figure in report.figures]
    if len(codes) != len(set(codes)):
        yield "a figure is read twice"
    for figure in (*report.figures, *report.indicators):
        if (figure.value is None) == (figure.state in (NUMBER, ANNOTATED)):
            yield f"{figure.code}: {figure.value} is {figure.state}"
    for value in (*report.figures, *report.indicators, *report.text_figures):
        if value.value is not None and not (math.isfinite(value.value) and abs(value.value) < BEYOND):
            yield f"{value.code}: {value.value}"


def misread(report: Report, expected: Mapping[str, tuple[Value, str]]) -> Iterator[str]:
    """The cells that are read otherwise than printed, or lost without a finding, and the strays."""
    figures = {figure.code: figure for figure in report.figures}
    for code, told in expected.items():
        if fate(report, figures.get(code), code, *told) == WRONG:
            yield f"{code}: {told} read as {figures.get(code)}"
    yield from (f"{code}: not printed" for code in figures.keys() - expected.keys())


def untraced(report: Report, data: bytes, rng: Random) -> Iterator[str]:
    """One figure whose locator leads to something else."""
    if report.figures:
        figure = rng.choice(report.figures)
        there = locate(data, figure.locator)
        if figure.raw not in there:
            yield f"{figure.code}: {figure.raw!r} is {there!r} at {figure.locator}"
