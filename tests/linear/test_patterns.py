"""No pattern takes more than in proportion to a text, whatever the text is made of: all of them, against texts that are
made from each pattern itself. `make linear` tries all texts, the default run some of each."""

import os
import re

import pytest

from tests.linear.attacks import attacks
from tests.linear.collected import Used, patterns, unmet
from tests.linear.steps import superlinear

EACH = None if os.environ.get("XXGK_LINEAR") else 2
"""How many texts are tried for a pattern."""


def slow(used: Used, most: int | None = EACH) -> str:
    """What shows that a pattern is not linear as it is used."""
    pattern = re.compile(used.pattern, used.flags)
    made = attacks(used.pattern, used.flags)
    step = -(-len(made) // most) if most else 1
    shown = ((way, text, superlinear(pattern, way, text)) for way in used.ways for text in made[::step])
    return next((f"{used}: {way} of {text.__name__} takes {shows}" for way, text, shows in shown if shows), "")


def test_no_pattern_takes_longer_than_in_proportion_to_its_text(tell):
    slow_ones = [found for used in patterns() if (found := slow(used))]
    assert not slow_ones, "\n".join(slow_ones)
    tell(f"patterns: {len(patterns())} are linear")


def test_every_place_that_compiles_a_pattern_was_met():
    assert [place for place in unmet() if not place.startswith(tuple(OF_TRUSTED))] == []


OF_TRUSTED = {
    "flows/crawl/finding/adapters/vsb.py": "an address, escaped",
    "flows/crawl/pages/children.py": "an address, escaped",
    "schema/datafile.py": "a pattern of ours, tried on files of ours",
}
"""Modules whose other patterns are made of what no document or page holds, each with the reason."""


@pytest.mark.parametrize(
    ("pattern", "way"),
    [(r"\s*x", "scan"), ("(?:a|b|ab)*c", "match"), (r"\d+\d*$", "match"), ("<[^>]*>", "scan"), ("a.*b", "scan")],
)
def test_a_pattern_that_is_worse_than_linear_is_found(pattern, way):
    assert slow(Used(pattern, 0, "", "", (way,)), None)


@pytest.mark.parametrize(
    ("pattern", "way"),
    [(r"(?<!\s)\s*+x", "scan"), ("(?:a|b|ab)*+c", "match"), ("<[^<>]*>", "scan"), (r"\d{1,9}\d*+$", "match")],
)
def test_a_pattern_that_is_linear_is_not_told(pattern, way):
    assert not slow(Used(pattern, 0, "", "", (way,)), None)
