"""Figures that the words behind them take back or give another scope: 以上为全系统数据。经复核，实为10件。"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property

from xxgk.extractors.narrative.prose.headings import Headings
from xxgk.extractors.narrative.prose.numerals import COUNTED
from xxgk.extractors.narrative.prose.scope import About
from xxgk.extractors.narrative.prose.squeeze import LONGEST_SENTENCE, Sentences
from xxgk.schema.quantities import Retractions

_BEGINS = re.compile(r"(?:^|(?<=[,。;:(\n]))(?=[以上前此该这经实应最更修订调核后随之事备注说])")


_BACK = 6
"""How many sentences before it one figure may be of which more is said."""


class Retracted:
    """The places of one text whose figures are taken back."""

    def __init__(self, plain: str, sentences: Sentences, headings: Headings, about: About, words: Retractions) -> None:
        self._plain = plain
        self._sentences = sentences
        self._headings = headings
        self._about = about
        self._words = words

    def cover(self, place: int) -> bool:
        """Whether what a place tells is taken back behind it."""
        number = bisect_right(self._spans, (place, len(self._plain))) - 1
        return number >= 0 and place < self._spans[number][1]

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        """From where to where, apart from one another and in order."""
        spans: list[tuple[int, int]] = []
        for first, last in self._found():
            start = first
            while spans and spans[-1][1] >= start:
                start = min(start, spans.pop()[0])
            spans.append((start, last))
        return spans

    def _found(self) -> Iterator[tuple[int, int]]:
        for begin in _BEGINS.finditer(self._plain):
            place = begin.start()
            first, end = self._sentences.around(place)
            if end - first > LONGEST_SENTENCE:
                continue
            closing = self._plain.find(")", place, end)
            if self._takes_back(place, closing if closing >= 0 else end):
                yield self._reach(place), place

    def _takes_back(self, place: int, end: int) -> bool:
        plain, words = self._plain, self._words
        if words.corrects.match(plain, place, end):
            return True
        note = words.note.match(plain, place, end)
        anaphor = words.anaphor.match(plain, note.end() if note else place, end)
        if anaphor is None:
            return note is not None and (
                self._about.speaks_of_another(note.end(), end) or words.says.search(plain, note.end(), end) is not None
            )
        verb = anaphor.start("verb")
        if words.plainly.fullmatch(plain, verb, end) and not self._about.speaks_of_another(verb, end):
            return False
        is_of_figures = anaphor["figures"] or anaphor["noun"] or words.of_all.match(plain, anaphor.start())
        return bool(is_of_figures) or words.conclusion.search(plain, verb, end) is not None

    def _reach(self, place: int) -> int:
        """From where on what stands before a place is meant: its paragraph, or the last sentence of it that counts
        something; for a line of its own, all under the heading above."""
        first, _ = self._sentences.around(place)
        line = self._plain.rfind("\n", 0, first) + 1
        if line == first:
            return self._heading_end(first)
        anaphor = self._words.anaphor.match(self._plain, place)
        if anaphor is None or anaphor["noun"] is None or self._words.of_all.match(self._plain, place):
            return line
        for _ in range(_BACK):
            if first <= line or COUNTED.search(self._plain, first, place):
                break
            first, _ = self._sentences.around(first - 1)
        return first

    def _heading_end(self, first: int) -> int:
        """Where the last heading above a sentence ends that counts nothing."""
        number = bisect_left(self._heading_ends, first)
        return self._heading_ends[number - 1] if number else 0

    @cached_property
    def _heading_ends(self) -> list[int]:
        return [end for start, end in self._headings.all if not COUNTED.search(self._plain, start, end)]
