"""Tags with more attributes than any page has: the parser compares each with all before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

MOST_ATTRIBUTES = 1000
_LONG = 3 * MOST_ATTRIBUTES  # bytes that more of them take at least
_AGAIN = 4
"""Times the bytes of the page that tags within values of tags may take together."""
_SIGN = re.compile(rb"<[a-z\"']", re.IGNORECASE)
_NAME, _VALUE = rb"[^\s/>=][^\s/>=]*+", rb"""\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+)"""
_TAG, _ATTRIBUTE = rb"<[a-z\"'][^\s/>]*+", rb"(?:[\s/]*+%b(?:%b)?+)" % (_NAME, _VALUE)
_CROWDED = re.compile(rb"%b%b{%d}" % (_TAG, _ATTRIBUTE, MOST_ATTRIBUTES), re.IGNORECASE)
_BEGUN = re.compile(rb"%b%b{0,%d}+" % (_TAG, _ATTRIBUTE, MOST_ATTRIBUTES), re.IGNORECASE)
_WITHIN = (re.compile(rb"""=\s*+"[^"<>]*+[<>]"""), re.compile(rb"""=\s*+'[^'<>]*+[<>]"""))
"""Values that hold a ``<`` or ``>``, each way of quoting by itself: it is searched from one ``=`` to the next."""
_NO_SIGN = bytes(sorted({*range(256)} - {*b"<>=\"'"}))
_TAG_NAME = re.compile(rb"[a-z][a-z0-9:_.-]*+(?=[\s/>])")
_MOST_PLACES = 100
"""In a source, that are looked at for the tags in which they stand."""
_OPEN_VALUE = re.compile(rb"""="[=']*+[<>]|='[="]*+[<>]""")
"""Among the signs alone: a value with a ``<`` or ``>`` before it is closed."""


class Tags(NamedTuple):
    """A `source` with each of its tags, and what is printed behind it, once; `holds_signs`: whether a ``<`` or ``>``
    may stand within a tag."""

    source: bytes
    holds_signs: bool


def each_once(source: bytes) -> Tags:
    """Each tag of a source once: a page has some thousand of them and few different ones, and much is looked for in
    each by itself. What begins and what ends the source stays there."""
    first, *pieces = source.split(b"<")
    last = [pieces.pop()] if pieces else []
    once = b"<".join((first, *{*pieces}, *last))
    return Tags(once, holds_signs(once))


def tags_at(tags: Tags, places: Sequence[int]) -> frozenset[str]:
    """The tags in which some places of a source in lower case stand; ``*`` where the source does not show that."""
    if not places:
        return frozenset()
    if len(places) > _MOST_PLACES or tags.holds_signs:
        return frozenset("*")
    source = tags.source
    names = {_TAG_NAME.match(source, source.rfind(b"<", 0, place) + 1) for place in places}
    return frozenset("*" if name is None else name[0].decode() for name in names)


def has_crowded_tag(source: bytes, once: Tags | None = None) -> bool:
    """Whether a tag of some markup has more than `MOST_ATTRIBUTES`, or tags stand in the attributes of tags, more of
    them than can be tried. `once`: its tags once each, in lower case or not."""
    if any(_CROWDED.match(source, start) for start in _long_pieces(source)):
        return True
    if len(source) < _LONG or not (holds_signs(source) if once is None else once.holds_signs):
        return False
    return _hides_crowded(source)


def _long_pieces(source: bytes) -> Iterator[int]:
    """Where a ``<`` stands behind which no other comes for long: only there a plain tag may hold so many."""
    start = source.find(b"<")
    while 0 <= start < len(source) - _LONG:
        last = source.rfind(b"<", start + 1, start + _LONG)
        if last < 0:
            yield start
            last = source.find(b"<", start + _LONG)
        start = last


def holds_signs(source: bytes) -> bool:
    """Whether a ``<`` or ``>`` may stand within a tag. Where none does, tags are what stands between the two. The signs
    alone tell it of most pages, in a tenth of the time of the search."""
    signs = source.translate(None, _NO_SIGN)
    if b"<<" in signs.translate(None, b"=\"'"):
        return True
    return _OPEN_VALUE.search(signs) is not None and any(value.search(source) for value in _WITHIN)


def _hides_crowded(source: bytes) -> bool:
    """Whether so many stand in a tag that holds a ``<`` itself. What looks like a tag within another is tried, too, for
    nothing but the parser knows which of the two is one; so it is where that takes too much."""
    reached = again = 0
    for sign in _SIGN.finditer(source):
        start = sign.start()
        tag = _BEGUN.match(source, start)
        end = tag.end() if tag else start
        if end - start >= _LONG and _CROWDED.match(source, start):
            return True
        again += max(0, min(end, reached) - start)
        if again > _AGAIN * len(source):
            return True
        reached = max(reached, end)
    return False
