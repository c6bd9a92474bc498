"""The headings and lines of a text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from operator import itemgetter

from xxgk.extractors.narrative.prose.clauses import NUMBER_OF_ITEM

_END = re.compile("\n")
_LONGEST = 40
"""Characters of a line that may be a heading."""
_NUMBERED = NUMBER_OF_ITEM + r"[^\n。;!?:,]{1,34}[。:]"
_IS_HEADING = re.compile(rf"[^\n]{{0,39}}[^\n。;!?,]|{_NUMBERED}")
_RUN_IN = re.compile(rf"(?<=[。;!?]){_NUMBERED.replace(',]', ',0-9]')}")
"""A heading within a paragraph: (二)政务服务情况。"""


class Headings:
    """Of one text (without spaces, narrowed)."""

    def __init__(self, plain: str) -> None:
        self._plain = plain

    def number(self, first: int) -> int:
        """The number of the last heading above a sentence, from 0 on; -1 where there is none."""
        return bisect_left(self.all, first, key=itemgetter(1)) - 1

    def above(self, first: int) -> tuple[int, int]:
        """Where the last heading above a sentence begins and ends; an empty line where there is none."""
        number = self.number(first)
        return self.all[number] if number >= 0 else (0, 0)

    def line(self, place: int) -> int:
        """Where the line, or what stands in it under a heading of its own, begins in which a place stands."""
        number = bisect_right(self._begins, place)
        return self._begins[number - 1]

    @cached_property
    def all(self) -> list[tuple[int, int]]:
        """Where the headings of the text begin and end: short lines that no stop ends, or that a number begins and
        none but their last stop ends."""
        starts = [0, *(end + 1 for end in self._ends)]
        lines = zip(starts, self._ends, strict=False)
        return [line for line in lines if line[1] - line[0] <= _LONGEST and _IS_HEADING.fullmatch(self._plain, *line)]

    @cached_property
    def _ends(self) -> list[int]:
        """Where the lines of the text end, but for the last."""
        return [match.start() for match in _END.finditer(self._plain)]

    @cached_property
    def _begins(self) -> list[int]:
        """Where the lines of the text begin, and the headings within them."""
        within = (match.start() for match in _RUN_IN.finditer(self._plain))
        return sorted({0, *(end + 1 for end in self._ends), *within})
