"""When a number counts whose clause is understood: what must be said before it, in its sentence, its paragraph or the
title of its section, and what must not be said around it.

What each quantity asks for is data (``schema/quantities.toml``); here is where it is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from extractors.prose.numerals import Number
from extractors.prose.scope import About
from schema.quantities import ELLIPTIC, PART, UNDER, ZERO, Clause, Quantity

_PARTS = ("其中", "当中")
_NEW_PART = re.compile(r"[,(]其中,?(?:(?:19|20)\d\d年度?|今年|本年度?|年内|当年)新[增收]")
"""Behind a number: only a part of it is of this year."""
_STOPS = "。;!?:,"
_HEADING, _TOPIC_BACK = 40, 400
"""Characters of a line that may be a heading, and how far back a subject is looked for."""


class Conditions:
    """Answers for one text (without spaces, narrowed) under a `title`."""

    def __init__(self, plain: str, title: str, about: About, titles_unread: re.Pattern[str]) -> None:
        self._plain = plain
        self._title = title
        self._titles_unread = titles_unread
        self._about = about

    def count(
        self,
        quantity: Quantity,
        clause: Clause,
        number: Number,
        first: int,
        said: Collection[str],
        *,
        understood: bool,
        settled: bool,
    ) -> bool:
        """Whether a clause of this kind counts in a sentence that begins at `first` and has told the quantities `said`
        before. `understood`: so is all of the sentence so far; `settled`: so are the
        numbers of the sentence before it in its paragraph."""
        if clause.kind in (ELLIPTIC, UNDER) and not said and self._about.goes_on_with_anothers(first, number.start):
            return False
        if clause.kind == PART:
            part = self._part(first, number)
            if quantity.is_total and quantity.code in said:
                return False
            return part >= 0 and quantity.whole is not None and bool(quantity.whole.search(self._plain, first, part))
        if clause.kind == ZERO:
            return number.value == 0 and (understood or self.is_topic(quantity, first, number.start))
        if clause.kind == UNDER and quantity.follows:
            return quantity.follows in said and understood
        if clause.kind == UNDER:
            return understood and self.is_topic(quantity, first, number.start)
        if clause.kind == ELLIPTIC:
            return understood and (settled or self.is_topic(quantity, first, number.start))
        return True

    def is_topic(self, quantity: Quantity, first: int, place: int) -> bool:
        """Whether the subject of a quantity is named before a place: in its sentence, its paragraph, the short line
        above it or the title of the section."""
        plain, topic = self._plain, quantity.topic
        if topic is None or topic.search(plain, first, place):
            return True
        if quantity.is_close:
            return False
        paragraph = plain.rfind("\n", 0, first) + 1
        if paragraph > 0 and paragraph - plain.rfind("\n", 0, paragraph - 1) <= _HEADING:
            paragraph = plain.rfind("\n", 0, paragraph - 1) + 1
        return bool(topic.search(plain, max(paragraph, first - _TOPIC_BACK), first) or topic.search(self._title))

    def hold(self, quantity: Quantity, clause: Clause, number: Number, spans: tuple[int, int, int]) -> bool:
        """Whether nothing around a number says that it is another figure, another year's or somebody else's. `spans`:
        where its clause begins, where its sentence begins and ends."""
        begin, first, last = spans
        plain, about = self._plain, self._about
        part = self._part(first, number)
        if clause.kind != ZERO and quantity.never and quantity.never.search(plain, begin, number.start):
            return False
        if quantity.never_ahead and quantity.never_ahead.search(plain, first, begin):
            return False
        if quantity.never_before and quantity.never_before.search(plain, max(first, part), begin):
            return False
        if clause.kind != PART and quantity.never_after and quantity.never_after.search(plain[number.end : last]):
            return False
        if not quantity.is_stock and _NEW_PART.match(plain, number.end):
            return False
        if quantity.is_total and clause.kind != PART and part >= 0:
            open_bracket = plain.find(")", part, number.start) < 0
            if open_bracket and not about.names_year_after(first, part, number.start):
                return False
        if self._is_unread(first):
            return False
        if about.is_taken_back(first, number.end, quantity):
            return False
        return about.is_own(first, number.start, quantity, none=number.value == 0)

    def _is_unread(self, first: int) -> bool:
        """Whether the last short line above that no stop ends, a heading, is one of plans or problems."""
        plain, end = self._plain, self._plain.rfind("\n", 0, first)
        while end >= 0:
            start = plain.rfind("\n", 0, end) + 1
            if end - start <= _HEADING and plain[end - 1] not in _STOPS:
                return self._titles_unread.search(plain, start, end) is not None
            end = start - 1
        return False

    def _part(self, first: int, number: Number) -> int:
        """Where the sentence last says 其中 before a number; -1 where it does not."""
        return max(self._plain.rfind(word, first, number.start) for word in _PARTS)
