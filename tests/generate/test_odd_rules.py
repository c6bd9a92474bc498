"""Tables ruled in unusual ways are read or told, never differently (``make ruled`` tries a thousand documents)."""

import pytest

from tests.accuracy.counted import EXACT, WRONG
from tests.generate.odd_rules import KINDS
from tests.ruled.__main__ import counted

READ = {"double rules": 0.95, "no outer frame": 0.95, "shaded bands": 0.95, "two tables side by side": 0.95}
"""Kinds of which so many cells are to be read, whatever the document."""


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_read_differently(kind):
    one = counted("odd/1", kind)
    assert one.wrong == []
    assert one.cells[WRONG] == 0
    assert one.share(EXACT) >= READ.get(kind, 0.5)
