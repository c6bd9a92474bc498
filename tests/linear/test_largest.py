"""A document of the largest size that is permitted is read, or refused with a reason, within its time and memory, in
every container. All of them by `make linear`, which tells what each takes; one of the cheapest in the default run."""

import os
from dataclasses import replace

import pytest

from tests.fuzz.running import PEAK, STATUS
from tests.linear.largest import DOCUMENTS, work
from xxgk.flows.reading.pool import Done, Limits, Pool

EVERY = bool(os.environ.get("XXGK_LINEAR"))
LIMITS = Limits()
PATIENT = replace(LIMITS, seconds=540, growth=0)
"""The clock is that of a busy machine; the processor's time is compared."""


TOO_MUCH = ("the limit is", "larger than", "print more than", "bomb")
"""What is said of a document beyond what is permitted; one table of too many rows within it may be refused."""


@pytest.mark.parametrize("name", DOCUMENTS if EVERY else ["pdf of small print"])
def test_a_document_of_the_largest_size_is_read_within_its_time_and_memory(name, tell):
    with Pool(1, work, PATIENT, reads=[STATUS], writes=[PEAK]) as pool:
        (done,) = filter(None, pool.run([[name]]))
    assert isinstance(done, Done), f"{name}: {done.reason}"
    outcome, seconds, peak, reason = done.result
    tell(f"{name}: {seconds:.1f} s of the processor, {peak >> 20:,} MB at most; {outcome} {reason}")
    assert not any(told in reason for told in TOO_MUCH)
    assert seconds < LIMITS.seconds
