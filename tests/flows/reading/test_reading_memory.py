"""What a reading process remembers does not grow with the documents that it has read."""

import os
from itertools import product
from random import Random

import pytest

from tests.generate.noise import QUIET
from tests.generate.renderers import RENDERERS
from tests.generate.truth import Options, random_truth
from xxgk.flows.reading.pool import Done, Limits, Pool, resident

ROUNDS = 100 if os.environ.get("XXGK_LINEAR") else 4
MOST = 300 << 20
"""Bytes that a process may have grown by when all are read, as compared with what it was behind the first round."""


def work(chunk, at):
    """Reads a report of its own in each container, and tells the process and its size."""
    from xxgk.extractors.document import extract

    for number, (seed, container) in enumerate(chunk):
        at(number)
        rng = Random(seed)
        extract(RENDERERS[container](random_truth(rng, Options(scale="modest")), QUIET, rng), container)
        yield 1, (os.getpid(), resident())


@pytest.mark.soak
def test_a_process_that_has_read_many_documents_is_hardly_larger_than_after_the_first(tell):
    names = list(product(range(ROUNDS), RENDERERS))
    with Pool(1, work, Limits(seconds=600)) as pool:
        told = [done.result for done in pool.run([names]) if isinstance(done, Done)]
    assert len(told) == len(names)
    assert len({process for process, _ in told}) == 1  # none was replaced
    first, last = told[len(RENDERERS) - 1][1], told[-1][1]
    tell(f"a process grew by {max(0, last - first) >> 20} MB over {len(names)} documents")
    assert last - first < MOST
