"""Tags with more attributes than any page has: the parser compares each with all before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

MOST_ATTRIBUTES = 1000
_LONG = 3 * MOST_ATTRIBUTES  # bytes that more of them take at least
_NAME, _VALUE = rb"[^\s/>=][^\s/>=]*+", rb"""\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+)"""
_CROWDED = re.compile(rb"<[a-z\"'][^\s/>]*+(?:[\s/]*+%b(?:%b)?+){%d}" % (_NAME, _VALUE, MOST_ATTRIBUTES), re.IGNORECASE)


def has_crowded_tag(source: bytes) -> bool:
    """Whether a tag of some markup has more than `MOST_ATTRIBUTES`."""
    return any(_CROWDED.match(source, start) for start in _long_pieces(source))


def _long_pieces(source: bytes) -> Iterator[int]:
    """Where a ``<`` stands behind which no other comes for long: only there a tag may hold so many."""
    start = source.find(b"<")
    while 0 <= start < len(source) - _LONG:
        last = source.rfind(b"<", start + 1, start + _LONG)
        if last < 0:
            yield start
            last = source.find(b"<", start + _LONG)
        start = last
