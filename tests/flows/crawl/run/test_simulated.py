"""What a night costs does not grow with the nights before it. At length: `make nights`."""

import os
from itertools import pairwise

from tests.flows.crawl.simulated import nights

REQUESTS = int(os.environ.get("XXGK_REQUESTS", "0"))


def test_memory_and_requests_of_night_after_night_stay_the_same(tmp_path):
    """Ten nights, each at its cap, where REQUESTS are asked for. Time is told, and compared only then."""
    sizes = (REQUESTS // 500, 60, REQUESTS // 10, REQUESTS) if REQUESTS else (10, 12, 60, 240)
    costs = []
    for cost in nights(tmp_path, *sizes):
        print(
            f"{cost.requests:>10,} requests  {1000 * cost.seconds:6.2f} ms each  {cost.memory >> 20:6,} MB", flush=True
        )
        costs.append(cost)
    assert len(costs) >= 3
    asked = [later.requests - before.requests for before, later in pairwise(costs)]
    assert max(asked) <= sizes[2] + 2 * sizes[0]  # what is under way at the cap ends
    assert costs[-1].memory - max(cost.memory for cost in costs[:2]) < 64 << 20
    if REQUESTS:
        assert costs[-1].seconds <= 1.3 * costs[1].seconds
