"""No document takes more than in proportion to what it has much of. `make linear` tries every shape in every container,
the default run those in which something was once worse."""

import os
from collections.abc import Callable
from math import inf, log2

import pytest

from tests.generate.renderers import RENDERERS
from tests.linear.shapes import PAGES, SHAPES, rendered, report
from tests.linear.steps import TooLong, seconds
from xxgk.extractors.document import extract

EVERY = bool(os.environ.get("XXGK_LINEAR"))
STEEPEST = 1.3 if EVERY else 1.6
"""The power of `n` that a time may grow with, from n to 8n: 1 is in proportion, 2 the square. The default run, which
others may disturb, only tells the one from the other."""
MEASURED, LARGEST = 0.04 if EVERY else 0.02, 1 << 16
"""Seconds beyond those of the report itself at which a time is compared with others, and the `n` at which that is given
up: what takes less for so many is no matter."""
LONGEST = 10.0
ONCE_WORSE = [
    ("text_cells", "labels on lines"),
    ("text_run_on", "letters in a label"),
    ("text_rows_tabs", "tables"),
    ("pdf_cut", "rows"),
]
PAGES_ONCE_WORSE = [
    "attributes in a cell",
    "fonts beside a broken table in the text",
    "bold before a table in the text",
]
OF_TEXTS = ("html", "text_rows_spaces", "text_run_on")
"""Containers in which what is within one text is tried; the others read it alike."""
EACH = [
    (container, name) for container in RENDERERS for name in SHAPES if container in OF_TEXTS or " in a " not in name
]
CASES = EACH if EVERY else ONCE_WORSE


def slope(make: Callable[[int], bytes]) -> float:
    """The power of `n` with which the time to read what `make` makes grows from n to 8n. What is too steep there is
    tried once more at four times the size: a power shows itself again, a step does not (texts that were remembered, as
    long as there were few)."""
    base = min(_seconds(make(0)) for _ in range(3))
    n = 64
    while any(_seconds(make(n)) - base < MEASURED for _ in range(2)):
        n *= 2 if n < 1024 else 4
        if n > LARGEST:
            return 0.0
    steepness = _slope_from(make, n, base)
    return steepness if steepness <= STEEPEST else min(steepness, _slope_from(make, 4 * n, base))


def _slope_from(make: Callable[[int], bytes], n: int, base: float) -> float:
    shortest = dict.fromkeys((n, 8 * n), inf)
    for _ in range(4):
        shortest = {size: min(before, _seconds(make(size)) - base) for size, before in shortest.items()}
        steepness = log2(max(shortest[8 * n] / shortest[n], 1)) / 3
        if steepness <= STEEPEST:
            break
    return steepness


def _seconds(data: bytes) -> float:
    try:
        return seconds(lambda: extract(data, "x"), LONGEST)
    except TooLong:
        return 10 * LONGEST


@pytest.mark.parametrize(("container", "name"), CASES, ids=str)
def test_a_document_with_much_of_one_thing_takes_in_proportion(container, name):
    try:
        rendered(container, SHAPES[name](report(), 16))
    except IndexError:
        pytest.skip("this container has no room for it")
    assert slope(lambda n: rendered(container, SHAPES[name](report(), n))) <= STEEPEST


@pytest.mark.parametrize("name", PAGES if EVERY else PAGES_ONCE_WORSE)
def test_a_page_with_much_of_one_thing_takes_in_proportion(name):
    assert slope(lambda n: PAGES[name](n).encode()) <= STEEPEST
