"""The measurement: many documents of every container and layout, counted in all processors."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from random import Random
from typing import NamedTuple

from rich.progress import track

from tests.accuracy.counted import Count, count
from tests.accuracy.determined import determined
from tests.accuracy.drawn import draw
from tests.accuracy.office import CONVERTED, DOC, converted, is_there
from tests.generate.list_forms import LISTS
from tests.generate.lists import ListOptions, random_list
from tests.generate.noise import QUIET
from tests.generate.renderers import RENDERERS
from tests.generate.truth import Value
from xxgk.extractors.document import extract

CHUNK = 50
"""Documents that a process counts at a time."""

LISTED = "list of 2008 to 2018"
LIST_OPTIONS = ListOptions(**dict.fromkeys(ListOptions.__dataclass_fields__, 0.05))
ONE_IN = 8
"""One document in so many has a list of the years before 2019 in place of the tables."""


class Key(NamedTuple):
    """What a count is of."""

    renderer: str
    form: str
    deviation: str


Counts = Mapping[Key, Count]
Expected = Mapping[str, tuple[Value, str]]

KINDS = {**RENDERERS, DOC: CONVERTED}
"""Everything that is counted."""


def names() -> tuple[str, ...]:
    """What is counted on this machine."""
    return tuple(name for name in KINDS if name != DOC or is_there())


def measure(documents: int, seed: int, of: Sequence[str]) -> Counts:
    """Counts over `documents` documents of each renderer; the same seed, the same documents."""
    starts = range(0, documents, CHUNK)
    pieces = [(name, seed, first, min(first + CHUNK, documents)) for first in starts for name in of]
    counts: defaultdict[Key, Count] = defaultdict(Count)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for piece in track(pool.map(counted_piece, pieces), "counting", len(pieces)):
            for key, one in piece.items():
                counts[key].add(one)
    return counts


class Printed(NamedTuple):
    """A document as it is printed, with its truth: cells with value and state, and which of them the print tells.
    `told` is its seed."""

    key: Key
    data: bytes
    expected: Expected
    known: frozenset[str]
    told: str


def counted_piece(piece: tuple[str, int, int, int]) -> dict[Key, Count]:
    name, seed, first, last = piece
    prints = [printed(name, f"{seed}/{name}/{number}") for number in range(first, last)]
    files = converted([one.data for one in prints]) if name == DOC else [one.data for one in prints]
    counts: defaultdict[Key, Count] = defaultdict(Count)
    for one, data in zip(prints, files, strict=True):
        report = extract(data, f"report{KINDS[name].suffix}")
        counts[one.key].add(count(report, one.expected, one.known, one.told))
    return dict(counts)


def printed(name: str, told: str) -> Printed:
    """One document of a renderer; `told` is its seed."""
    rng, renderer = Random(told), KINDS[name]
    if rng.randrange(ONE_IN) == 0:
        listed = random_list(rng, rng.choice(sorted(LISTS)), LIST_OPTIONS)
        known = frozenset(() if renderer.lossy_blanks else listed.expectations)
        key = Key(name, LISTED, "of its kind")
        return Printed(key, renderer.write(listed.document, QUIET, rng), listed.expectations, known, told)
    drawn = draw(rng)
    data = renderer.write(drawn.document, drawn.noise, rng)
    key = Key(name, drawn.form, drawn.deviation)
    return Printed(key, data, drawn.truth.expectations, determined(drawn.truth, renderer), told)
