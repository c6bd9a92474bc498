"""What a sentence without a subject or a time of its own goes on with: those of the sentences and headings before it.

A line begins anew, under the heading above it; a heading within a line ends whose figures were told, not of when.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import NamedTuple

from xxgk.extractors.narrative.prose.headings import Headings
from xxgk.extractors.narrative.prose.squeeze import Sentences
from xxgk.extractors.narrative.prose.subjects import Subjects
from xxgk.schema.quantities import Threads
from xxgk.schema.text import ORDINAL

THIS, OTHER, RUNNING, PART, PLAN = "this", "other", "running", "part", "plan"
_LEADING = 8
_MEANT = ("拟", "预计", "争取")
_OF_WHICH = "其中"
_COMPARED = ("与", "比", "较", "同", "和", "在")
_LEVELS = tuple(re.compile(pattern) for pattern in (rf"{ORDINAL}、", rf"\({ORDINAL}\)", r"\d{1,2}[.、]", r"\(\d"))


class Carried(NamedTuple):
    """Whose figures (a kind of subject) and of which time (a kind of word) are told; empty where nothing was said."""

    who: str = ""
    when: str = ""


class Thread:
    """Answers for one text with which subject and time a sentence begins."""

    def __init__(
        self,
        plain: str,
        sentences: Sentences,
        headings: Headings,
        subjects: Subjects,
        terms: tuple[Threads, re.Pattern[str]],
        words: Callable[[int, int], Iterable[tuple[str, int, str]]],
    ) -> None:
        self._plain = plain
        self._sentences = sentences
        self._headings = headings
        self._subjects = subjects
        self._terms, self._same_year = terms
        self._words = words
        self._known: dict[int, Carried] = {}

    def before(self, first: int) -> Carried:
        """With what the sentence that begins at `first` begins."""
        if first not in self._known:
            self._read_line(self._plain.rfind("\n", 0, first) + 1)
        return self._known[first]

    def _read_line(self, start: int) -> None:
        above = carried = self._under(self._headings.number(start))
        while True:
            if self._headings.line(start) == start:
                carried = Carried(above.who, carried.when)
            _, end = self._sentences.around(start)
            joined = self._joined(start)
            self._known[start] = Carried(carried.who, joined) if joined else carried
            if end >= len(self._plain) or self._plain[end] == "\n":
                return
            carried = self._behind(carried, start, end)
            start = end + 1

    def _joined(self, start: int) -> str:
        """Whether the sentence before one that a semicolon parts from it tells a running total or a plan: in such a
        list the total up to a day goes on, and what is meant to be done (截至目前,网站公开5条;微信公开3条); not behind
        it."""
        if start == 0 or self._plain[start - 1] != ";":
            return ""
        first, end = self._sentences.around(start - 1)
        before = self._known.get(first)
        last = before.when if before else ""
        for kind, _, word in self._words(first, end):
            if kind == PLAN or word.startswith(_MEANT):
                last = PLAN
            elif kind == RUNNING:
                last = RUNNING if self._terms.up_to.search(word) else ""
            elif kind in (THIS, OTHER) and last != PLAN:
                last = kind
        return last if last in (RUNNING, PLAN) else ""

    def _behind(self, carried: Carried, start: int, end: int) -> Carried:
        who, when = carried
        parts = self._plain.find(_OF_WHICH, start, end)
        for subject, _ in self._subjects.of(start, end if parts < 0 else parts):
            who = subject
        return Carried(who, self._time(start, end, when) or when)

    def _time(self, start: int, end: int, when: str) -> str:
        """The kind of time that a sentence goes on to tell of; empty where it names none."""
        leading = ""
        for kind, where, word in self._words(start, end):
            if kind == THIS and not (when == OTHER and self._same_year.fullmatch(word)):
                return THIS
            if not leading and self._goes_on(kind, word):
                is_near = where - start < _LEADING and not self._plain.endswith(_COMPARED, 0, where)
                leading = kind if is_near else "far"
        if leading not in ("", "far"):
            return leading
        return PART if self._terms.opens.match(self._plain, start, end) else ""

    def _goes_on(self, kind: str, word: str) -> bool:
        if kind == RUNNING:
            return self._terms.since.search(word) is not None
        if kind == PART:
            return self._terms.within.search(word) is not None
        return kind in (OTHER, PLAN)

    def _under(self, number: int) -> Carried:
        return self._said[number] if number >= 0 else Carried()

    @cached_property
    def _said(self) -> list[Carried]:
        """What each heading says, or the one above it of a higher level."""
        said: list[Carried] = []
        open_at = [Carried()] * (len(_LEVELS) + 1)  # by level: what holds under the last heading of the one before
        for start, end in self._headings.all:
            level = next((level for level, mark in enumerate(_LEVELS) if mark.match(self._plain, start, end)), 0)
            carried = self._behind(open_at[level], start, end)
            open_at[level + 1 :] = [carried] * (len(_LEVELS) - level)
            said.append(carried)
        return said
