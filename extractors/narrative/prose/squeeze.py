"""Text without spaces and wide characters, and the way back to where each character is printed."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from xxgk.schema.text import NUMERAL, narrow

LONGEST_SENTENCE = 2000
"""What goes on longer without a stop is no sentence."""

Span = tuple[int, int]

_SPACES = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"[。;!?\n]|\.(?=\n|$)")
_STOPS = "。;!?:"
_NUMBERED = re.compile(rf"\(?[{NUMERAL}\d]{{1,3}}(?:[、)]|\.(?!\d)|是)")
_SHORT_LINE = 16
_HEADING = re.compile(
    rf"\s*(?:\([{NUMERAL}]{{1,3}}\)|[{NUMERAL}]{{1,3}}、)[^\d,。;:\n]{{2,34}}(?:情况|事项|方面|保障|措施|建设)\s*"
)


class Squeezed(NamedTuple):
    """`plain` text, in which a line feed stands only where a paragraph ends; `kept` and `origins`: from which place of
    `plain` on, characters stand how far to the right in the printed text; `whole`: where numerals begin that are one
    though their digits are not printed side by side."""

    plain: str
    kept: list[int]
    origins: list[int]
    whole: frozenset[int] = frozenset()

    def origin(self, place: int) -> int:
        """Where the character at `place` of the plain text is printed."""
        if len(self.kept) == 1:
            return place
        return place + self.origins[bisect_right(self.kept, place) - 1]


def squeeze(text: str) -> Squeezed:
    """The text squeezed. A line that ends in the middle of a sentence goes on in the next one."""
    narrowed = narrow(text)
    if _is_plain(narrowed):
        return Squeezed(narrowed, [0], [0])
    parts: list[str] = []
    kept, origins = [0], [0]
    length = last = 0
    broken = False
    for spaces in _SPACES.finditer(narrowed):
        start, end = spaces.span()
        paragraph = False
        if "\n" in spaces[0]:
            paragraph = narrowed[start - 1] in _STOPS or _ends_paragraph(narrowed, start, end, broken)
            broken = not paragraph
        if paragraph and end - start == 1:
            continue
        part = narrowed[last:start] + "\n" * paragraph
        parts.append(part)
        length += len(part)
        last = end
        kept.append(length)
        origins.append(last - length)
    return Squeezed("".join((*parts, narrowed[last:])) if parts else narrowed, kept, origins)


def _is_plain(narrowed: str) -> bool:
    """Whether there is nothing to squeeze: no space, and each line feed ends a paragraph. So it is as a rule."""
    lines = narrowed.split("\n")
    return len(narrowed.split()) == len(lines) and all(
        line[-1] in _STOPS or len(line) < _SHORT_LINE for line in lines[:-1]
    )


def _ends_paragraph(text: str, start: int, end: int, broken: bool) -> bool:
    """Whether a paragraph ends at a line feed that follows no stop: behind a short line, unless this is itself the rest
    of a `broken` one, or before a number."""
    line = text.rfind("\n", 0, start) + 1
    short = not broken and start - line < _SHORT_LINE
    is_heading = not broken and _HEADING.fullmatch(text, line, start) is not None
    return short or is_heading or _NUMBERED.match(text, end) is not None


def put_together(squeezed: Squeezed, pieces: Sequence[Span]) -> Squeezed:
    """The text that these pieces of a plain text make, in this order."""
    parts: list[str] = []
    kept: list[int] = []
    origins: list[int] = []
    whole: list[int] = []
    length = 0
    for start, end in pieces:
        whole += [length + place - start for place in squeezed.whole if start <= place < end]
        places = [start, *(place for place in squeezed.kept if start < place < end)]
        for place in places:
            kept.append(length + place - start)
            origins.append(squeezed.origin(place) - (length + place - start))
        parts.append(squeezed.plain[start:end])
        length += end - start
    return Squeezed("".join(parts), kept, origins, frozenset(whole))


def put_for(squeezed: Squeezed, numerals: Sequence[tuple[int, int, str]]) -> Squeezed:
    """The text with digits for numerals: each from where to where, and its digits, which are no more characters."""
    parts: list[str] = []
    kept, origins = [0], [squeezed.origins[0]]
    whole: list[int] = []
    length = last = 0

    def put(start: int, end: int) -> None:
        nonlocal length
        for place in (start, *(place for place in squeezed.kept if start < place < end)):
            kept.append(length + place - start)
            origins.append(squeezed.origin(place) - (length + place - start))
        whole.extend(length + place - start for place in squeezed.whole if start <= place < end)
        parts.append(squeezed.plain[start:end])
        length += end - start

    for start, end, digits in numerals:
        put(last, start)
        whole.append(length)
        for number in range(len(digits)):
            place = end - 1 if number == len(digits) - 1 else start + number
            kept.append(length)
            origins.append(squeezed.origin(place) - length)
            length += 1
        parts.append(digits)
        last = end
    put(last, len(squeezed.plain))
    return Squeezed("".join(parts), kept, origins, frozenset(whole))


class Sentences:
    """Where the sentences of a plain text begin and end."""

    def __init__(self, plain: str) -> None:
        self._ends = [stop.start() for stop in _SENTENCE_END.finditer(plain)]
        self._length = len(plain)

    def around(self, place: int) -> tuple[int, int]:
        """Beginning and end (at the stop) of the sentence that holds the character at `place`."""
        number = bisect_left(self._ends, place)
        first = self._ends[number - 1] + 1 if number else 0
        return first, self._ends[number] if number < len(self._ends) else self._length
