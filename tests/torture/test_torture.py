"""Four pairs of moment and fault, and three of commands, by default; `make torture` tries 200 and 100."""

import subprocess
import sys

from tests.torture.at_once import meetings
from tests.torture.pairs import SHORT, pair, pairs


def test_stores_that_are_damaged_or_lost_end_where_they_would_have_ended():
    command = [sys.executable, "-m", "tests.torture", "--short"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=3600, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(SHORT) + 3} pairs" in done.stdout


def test_a_name_is_always_the_same_pair():
    assert [pair(one.name) for one in pairs(7, 20)] == list(pairs(7, 20))
    assert list(meetings(7, 5)) == list(meetings(7, 5))
