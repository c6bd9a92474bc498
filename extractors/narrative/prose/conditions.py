"""When a number counts whose clause is understood: what must be said before it, in its sentence, its paragraph or the
title of its section, and what must not be said around it.

What each quantity asks for is data (``schema/quantities.toml``); here is where it is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from xxgk.extractors.narrative.prose.clauses import NUMBER_OF_ITEM, Clauses
from xxgk.extractors.narrative.prose.headings import Headings
from xxgk.extractors.narrative.prose.numerals import COUNTED, UNITS, Numeral
from xxgk.extractors.narrative.prose.scope import About
from xxgk.extractors.narrative.prose.squeeze import Sentences
from xxgk.schema.quantities import (
    BARE,
    ELLIPTIC,
    LISTED,
    PART,
    PLAIN,
    UNDER,
    ZERO,
    Along,
    Clause,
    Quantities,
    Quantity,
    Subject,
)

_PARTS = ("其中", "当中")
_HOLDS = (*_PARTS, "含", "包含", "包括")
_NEW_PART = re.compile(r"[,(]其中,?(?:(?:19|20)\d\d年度?|今年|本年度?|年内|当年)新[增收]")
"""Behind a number: only a part of it is of this year."""
_COUNTS = re.compile(rf"\d(?:{UNITS})?$")
_ITEM = re.compile(NUMBER_OF_ITEM)
_BRACKET = re.compile(r"\([^()]*\)")
_NUMERAL = 6
_TOPIC_BACK = 400
"""How far back a subject is looked for."""


class Conditions:
    """Answers for one text (without spaces, narrowed): of a section of this `code`, under a `title`."""

    def __init__(
        self,
        plain: str,
        section: tuple[str, str],
        lines: tuple[Sentences, Headings],
        about: About,
        terms: Quantities,
        clauses: Callable[[int, int], Clauses],
    ) -> None:
        self._plain = plain
        self._sentences, self._headings = lines
        self._clauses = clauses
        self._goes_on = terms.goes_on
        self._others: dict[int, list[int]] = {}
        self._understood: set[int] = set()
        self._code, self._title = section
        self._titles_unread = terms.titles_unread
        self._about = about
        self._subjects = terms.subjects

    def fits(self, clause: Clause, first: int, number: Numeral) -> bool:
        """Whether a number of the sentence that begins at `first` can be what a clause of this kind says of it."""
        if clause.kind == PART:
            return self._whole(first, number) >= 0
        return clause.kind != ZERO or number.value == 0

    def count(
        self,
        quantity: Quantity,
        clause: Clause,
        number: Numeral,
        spans: tuple[int, int],
        said: Collection[str],
        *,
        understood: bool,
        settled: bool,
    ) -> bool:
        """Whether a clause of this kind counts in a sentence that has told the quantities `said` before. `spans`:
        where the sentence begins and the clause ends. `understood`: so is all of the sentence so far; `settled`: so
        are the numbers of the sentence before it in its paragraph."""
        first, end = spans
        none = number.value == 0
        if clause.kind not in (PLAIN, BARE, LISTED) and not (
            self._has_said(quantity, said) or self.is_subject(quantity, first, end, none=none)
        ):
            return False
        if clause.kind in (ELLIPTIC, UNDER) and not said and self._about.goes_on_with_anothers(first, number.start):
            return False
        if clause.kind == BARE:
            return settled
        if clause.kind == PART:
            part = self._whole(first, number)
            if quantity.is_total and quantity.code in said:
                return False
            return (
                part >= 0
                and quantity.whole is not None
                and bool(quantity.whole.search(self._plain, self._told_from(first), part))
            )
        if clause.kind == ZERO:
            return none and (understood or self.is_topic(quantity, first, number.start, none=none))
        if clause.kind == UNDER and quantity.follows:
            return quantity.follows in said and understood
        if clause.kind == UNDER:
            return understood and self.is_topic(quantity, first, number.start, none=none)
        if clause.kind == ELLIPTIC:
            return understood and (settled or self.is_topic(quantity, first, number.start, none=none))
        return True

    def _has_said(self, quantity: Quantity, said: Collection[str]) -> bool:
        """Whether a sentence that has told the quantities `said` is about the subject that a quantity needs: one of
        those stood under it, too."""
        return quantity.subject is not None and any(self._subjects.get(code) is quantity.subject for code in said)

    def is_topic(self, quantity: Quantity, first: int, place: int, *, none: bool) -> bool:
        """Whether the topic of a quantity, or else its subject, is named before a place: in its sentence or above
        that."""
        topic = quantity.topic_named(none=none)
        if topic is None or topic.search(self._plain, first, place):
            return True
        if quantity.is_close:
            return self._plain.startswith((f";{_PARTS[0]}", f"。{_PARTS[0]}"), first - 1) and (
                topic.search(self._plain, *self._sentences.around(first - 1)) is not None
            )
        return self._is_above(quantity, topic, first) or (
            quantity.topic is None and self._goes_along(quantity, first, place)
        )

    def is_subject(self, quantity: Quantity, first: int, end: int, *, none: bool) -> bool:
        """Whether a clause that ends at `end` of the sentence that begins at `first` (and says, with `none`, that there
        was none) stands under the subject that its quantity needs: named so far in the sentence or above that, or the
        section's own."""
        subject = quantity.subject
        if subject is None or self._code in subject.sections:
            return True
        words = subject.named(none=none)
        return (
            words.search(self._plain, first, end) is not None
            or self._is_above(quantity, words, first)
            or (subject.behind is not None and subject.behind.search(self._plain, end, self._end(first)) is not None)
            or (subject.listed is not None and bool(quantity.side) and self._lists(subject.listed, first))
            or self._goes_along(quantity, first, end)
        )

    def _goes_along(self, quantity: Quantity, first: int, end: int) -> bool:
        """Whether what a quantity is of is told along with other matters of disclosure; see `_is_along`."""
        subject = quantity.subject
        return subject is not None and subject.along is not None and self._is_along(subject.along, first, end)

    def _is_along(self, along: Along, first: int, end: int) -> bool:
        """Whether a clause that ends at `end`, or one before it in its paragraph, is told along with other matters of
        disclosure, and nothing in the paragraph is of another business."""
        plain = self._plain
        start, stop = self._paragraph(first)
        clause = along.clause.search(plain, start, min(end + _NUMERAL, stop))
        told = along.told.search(plain, start, clause.start()) if clause is not None else None
        if clause is None or told is None or along.others.search(plain, start, stop):
            return False
        return _is_less(clause.groupdict().get("fewer"), told.groupdict().get("items")) and not self._is_of_others(
            told.end(), first
        )

    def _end(self, first: int) -> int:
        return self._sentences.around(first)[1]

    def _list(self, first: int) -> int:
        """Where the list begins in which a sentence stands: what a semicolon parts from it is part of it."""
        least = max(0, first - _TOPIC_BACK)
        while first > least and self._plain[first - 1] == ";":
            first = self._sentences.around(first - 1)[0]
        return first

    def _paragraph(self, place: int) -> tuple[int, int]:
        end = self._plain.find("\n", place)
        return self._headings.line(place), end if end >= 0 else len(self._plain)

    def _lists(self, listed: re.Pattern[str], first: int) -> bool:
        return listed.match(self._plain, first, self._end(first)) is not None

    def is_bare(self, quantity: Quantity, before: int, begin: int, last: int) -> bool:
        """Whether the subject that a quantity needs is named neither by the section or the heading nor from `begin` of
        its clause to the end of the sentence, and no number stands in the paragraph `before` a place: what is said
        there may be an introduction."""
        subject, plain = quantity.subject, self._plain
        return not (
            subject is None
            or self._is_section_of(subject)
            or subject.words.search(plain, begin, last)
            or subject.words.search(plain, *self._headings.above(begin))
            or COUNTED.search(plain, self._headings.line(before), before)
        )

    def _is_section_of(self, subject: Subject) -> bool:
        return self._code in subject.sections or subject.words.search(self._title) is not None

    def _is_above(self, quantity: Quantity, words: re.Pattern[str], first: int) -> bool:
        """Whether words stand before a sentence in its paragraph, in the heading above it or in the section's title."""
        plain = self._plain
        start = max(self._headings.line(first), first - _TOPIC_BACK)
        named = max((match.end() for match in words.finditer(plain, start, first)), default=-1)
        if named >= 0:
            may_end = quantity.subject is not None and quantity.subject.may_end
            return not (may_end and self._is_of_others(named, first))
        return words.search(plain, *self._headings.above(first)) is not None or words.search(self._title) is not None

    def _is_of_others(self, place: int, first: int) -> bool:
        """Whether a sentence between a place and one behind it is about another business: of a clause nothing is
        known, it says no word of what was named, and no number of the sentence is understood. Under a title of its own
        only what counts something is another business."""
        titled = self._sentences.around(place - 1)[0]
        is_titled = _ITEM.match(self._plain, titled, place) is not None
        while place < first:
            start, end = self._sentences.around(place)
            if is_titled and not COUNTED.search(self._plain, start, end):
                place = end + 1
                continue
            if start not in self._others:
                self._others[start] = self._told_of_others(start, end)
            if any(begin >= place for begin in self._others[start]):
                return True
            place = end + 1
        return False

    def _told_of_others(self, start: int, end: int) -> list[int]:
        """Where the clauses of a sentence begin that are about another business."""
        if start in self._understood:
            return []
        unknown = self._clauses(start, end).unknown()
        return [begin for begin, stop in unknown if not self._goes_on.search(self._plain, begin, stop)]

    def understand(self, first: int) -> None:
        """Note that a number of the sentence that begins at `first` is understood."""
        self._understood.add(first)

    def stand_before(
        self, quantity: Quantity, clause: Clause, number: Numeral, spans: tuple[int, int], parts_end: int
    ) -> bool:
        """Whether nothing before a number says that it is another figure. `spans`: where its clause and its sentence
        begin; `parts_end`: where the parts behind 其中 come to an end before it, -1 where they do not."""
        begin, first = spans
        plain = self._plain
        part = self._part(first, number) if parts_end < 0 else -1
        if clause.kind != ZERO and quantity.never and quantity.never.search(plain, begin, number.start - number.nearly):
            return False
        if quantity.sole and any(
            other.end() <= begin or other.start() >= number.end
            for other in quantity.sole.finditer(plain, *self._paragraph(first))
        ):
            return False
        if quantity.never_listed and quantity.never_listed.search(plain, self._list(first), begin):
            return False
        if quantity.never_ahead and quantity.never_ahead.search(plain, first, begin):
            return False
        if quantity.never_around and quantity.never_around.match(plain, begin, self._end(first)):
            return False
        if quantity.never_before and quantity.never_before.search(
            _of_part(plain[first:begin], is_ended=parts_end >= 0)
        ):
            return False
        if quantity.is_total and clause.kind != PART and part >= 0:
            open_bracket = plain.find(")", part, number.start) < 0
            if open_bracket and not self._about.names_year_after(first, part, number.start):
                return False
        return not self._is_unread(first)

    def stand_behind(self, quantity: Quantity, kind: str, number: Numeral, spans: tuple[int, int], reach: int) -> bool:
        """Whether nothing behind a number that a clause of this `kind` tells says that it is another figure, another
        year's or somebody else's. `spans`: where its sentence begins and ends; `reach`: where the clause does."""
        first, last = spans
        plain = self._plain
        ends = {number.end, reach}
        never = quantity.never_after if kind != PART else None
        if never and any(never.search(self._behind(end, last)) for end in ends):
            return False
        only = quantity.only_after if kind == ELLIPTIC else None
        if only and not only.fullmatch(plain, reach, last):
            return False
        if not quantity.is_stock and any(_NEW_PART.match(plain, end) for end in ends):
            return False
        return not any(self._about.is_taken_back(first, end, quantity) for end in ends)

    def _behind(self, place: int, last: int) -> str:
        """What stands behind a place in its sentence, and behind that what a semicolon parts from it as 其中, or a stop
        as what it holds (35件。含上年结转3件。)."""
        plain = self._plain
        words = plain[place:last]
        goes_on = (plain.startswith(_PARTS, last + 1) and plain.startswith(";", last)) or (
            plain.startswith(_HOLDS, last + 1) and plain.startswith("。", last)
        )
        if goes_on:
            return f"{words},{plain[last + 1 : self._end(last + 1)]}"
        return words

    def _is_unread(self, first: int) -> bool:
        """Whether the heading above a sentence is one of plans or problems."""
        return self._titles_unread.search(self._plain, *self._headings.above(first)) is not None

    def _told_from(self, first: int) -> int:
        """Where the whole is told of which a sentence tells parts: in the one before where it begins with 其中."""
        is_part = self._plain.startswith(_PARTS, first) and first > 0 and self._plain[first - 1] in "。;"
        return self._sentences.around(first - 1)[0] if is_part else first

    def _whole(self, first: int, number: Numeral) -> int:
        """Where that ends of which a number is said to be a part: before 其中, or before the bracket behind a number in
        which it stands; -1 where it is none."""
        plain = self._plain
        opening = plain.rfind("(", first, number.start)
        is_in_bracket = opening >= 0 and plain.find(")", opening, number.start) < 0
        is_behind_number = is_in_bracket and _COUNTS.search(plain, max(first, opening - 2), opening) is not None
        return max(self._part(first, number), opening if is_behind_number else -1)

    def _part(self, first: int, number: Numeral) -> int:
        """Where the sentence last says 其中 before a number; -1 where it does not."""
        return max(self._plain.rfind(word, first, number.start) for word in _PARTS)


def _is_less(number: str | None, items: str | None) -> bool:
    """Whether a number of applications, where it is asked for, is less than one of items published: that of what
    somebody else is asked for would be more."""
    if number is None:
        return True
    return items is not None and (
        "万" in items or float(number.replace(",", "")) < float(items.replace(",", "").rstrip("."))
    )


def _of_part(words: str, *, is_ended: bool) -> str:
    """The words from the last 其中 on (behind it where the parts have ended), or all where there is none, without what
    stands in closed brackets."""
    outside = _BRACKET.sub("", words)
    start = max(map(outside.rfind, _PARTS))
    return outside[max(0, start + len(_PARTS[0]) * (is_ended and start >= 0)) :]
