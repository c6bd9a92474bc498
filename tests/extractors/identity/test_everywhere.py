"""The organs of every place: never given to another agency, and whole names resolved.

A sample by default; all of some 700,000 names where `XXGK_EVERYWHERE` is set (`make names`)."""

import os
import random

import pytest

from tests.extractors.identity import everywhere
from xxgk.schema.agencies import registry

WHOLE = bool(os.environ.get("XXGK_EVERYWHERE"))
FEW = 600
FAMILIES = [everywhere.registered, everywhere.organs, everywhere.governments, everywhere.verticals, everywhere.approved]
MOST_IN_DOUBT = 0.01


def some(cases):
    every = list(cases)
    return every if WHOLE or len(every) < FEW else random.Random(7).sample(every, FEW)


@pytest.mark.parametrize("family", FAMILIES)
def test_no_name_of_a_place_is_given_to_another_agency(family):
    counts, wrong = everywhere.tried(some(family(registry())), registry())
    print(family.__name__, dict(sorted(counts.items())))
    assert wrong == []
    whole = {mark: sum(counts[f"{form}: {mark}"] for form in everywhere.WHOLE) for mark in ("right", "in doubt")}
    assert whole["in doubt"] <= MOST_IN_DOUBT * sum(whole.values())


@pytest.mark.parametrize("family", FAMILIES)
def test_no_misprinted_name_is_given_to_another_agency(family):
    counts, wrong = everywhere.tried(everywhere.misprinted(some(family(registry()))), registry())
    print(family.__name__, dict(sorted(counts.items())))
    assert wrong == []
