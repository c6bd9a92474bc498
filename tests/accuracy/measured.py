"""The measurement: many documents of every container and layout, counted in all processors."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from random import Random
from typing import NamedTuple

from rich.progress import track

from extractors.extract import extract
from tests.accuracy.counted import Count, count
from tests.accuracy.determined import determined
from tests.accuracy.drawn import draw
from tests.generate.lists import HEADS, ListOptions, random_list
from tests.generate.noise import QUIET
from tests.generate.renderers import RENDERERS

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


def measure(documents: int, seed: int, names: tuple[str, ...] = tuple(RENDERERS)) -> Counts:
    """Counts over `documents` documents of each renderer; the same seed, the same documents."""
    starts = range(0, documents, CHUNK)
    pieces = [(name, seed, first, min(first + CHUNK, documents)) for first in starts for name in names]
    counts: defaultdict[Key, Count] = defaultdict(Count)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for piece in track(pool.map(_piece, pieces), "counting", len(pieces)):
            for key, one in piece.items():
                counts[key].add(one)
    return counts


def _piece(piece: tuple[str, int, int, int]) -> dict[Key, Count]:
    name, seed, first, last = piece
    counts: defaultdict[Key, Count] = defaultdict(Count)
    for number in range(first, last):
        for key, one in counted(name, f"{seed}/{name}/{number}"):
            counts[key].add(one)
    return dict(counts)


def counted(name: str, told: str) -> Iterator[tuple[Key, Count]]:
    """The count of one document of a renderer; `told` is its seed."""
    rng, renderer = Random(told), RENDERERS[name]
    if rng.randrange(ONE_IN) == 0:
        listed = random_list(rng, rng.choice(sorted(HEADS)), LIST_OPTIONS)
        report = extract(renderer.write(listed.document, QUIET, rng), f"report{renderer.suffix}")
        known = frozenset(() if renderer.lossy_blanks else listed.expectations)
        yield Key(name, LISTED, "of its kind"), count(report, listed.expectations, known, told)
        return
    drawn = draw(rng)
    report = extract(renderer.write(drawn.document, drawn.noise, rng), f"report{renderer.suffix}")
    known = determined(drawn.truth, renderer)
    yield Key(name, drawn.form, drawn.deviation), count(report, drawn.truth.expectations, known, told)
