"""What a night costs does not grow with the nights before it. At length: `make nights`."""

import os
from itertools import pairwise

import pytest

from tests.flows.crawl.simulated import nights

REQUESTS = int(os.environ.get("XXGK_REQUESTS", "0"))


def test_what_a_request_costs_stays_the_same_night_after_night(tmp_path):
    """Ten nights, each at its cap, where REQUESTS are asked for: their time is told and compared. Of the few of the
    default run the work is counted."""
    sizes = (REQUESTS // 500, 60, REQUESTS // 10, REQUESTS) if REQUESTS else (6, 12, 60, 300)
    costs = []
    for cost in nights(tmp_path, *sizes, counted=not REQUESTS):
        time = f"{1000 * cost.seconds:6.2f} ms each"
        work = "" if REQUESTS else f"{cost.calls:8.1f} calls and {cost.steps:6.1f} steps each"
        print(f"{cost.requests:>10,} requests  {time}  {work}  {cost.memory >> 20:6,} MB", flush=True)
        costs.append(cost)
    assert len(costs) >= 3
    asked = [later.requests - before.requests for before, later in pairwise(costs)]
    assert max(asked) <= sizes[2] + 2 * sizes[0]  # what is under way at the cap ends
    assert costs[-1].memory - max(cost.memory for cost in costs[:2]) < 64 << 20
    if REQUESTS:
        assert costs[-1].seconds <= 1.3 * costs[1].seconds
    else:
        assert costs[-1][2:4] == pytest.approx(costs[2][2:4], rel=0.005)  # in the first two, reports are new
