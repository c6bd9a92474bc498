"""What is said behind a number of all that it counts: 收到申请5件，均为网上申请，已全部办结 tells of 5 each.

It may stand in the number's own clause (3件全部予以公开), in the next one, or behind others that say something of all
of them, by how much they grew, or of what parts they consist, if these are all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from xxgk.extractors.narrative.prose.numerals import COUNTED, Numeral, numbers
from xxgk.extractors.narrative.prose.squeeze import Sentences
from xxgk.schema.quantities import AllOf, Quantity

_MARK = re.compile("[,;():]")
_PARTS = ("其中", "从", "按")
_FURTHEST_SENTENCE = 3
_FURTHEST = 10
"""Clauses that may stand between a number and what is said of all that it counts."""


class SaidOfAll:
    """Answers for one text."""

    def __init__(self, plain: str, sentences: Sentences, quantities: tuple[Quantity, ...], words: AllOf) -> None:
        self._plain = plain
        self._sentences = sentences
        self._quantities = quantities
        self._words = words

    def of(self, whole: Quantity, number: Numeral, at_once: tuple[int, int], last: int) -> Iterator[Quantity]:
        """The quantities that are told to be all that a number counts, which tells a `whole`. `at_once`: where in its
        own clause that may be said; `last`: where the sentence ends."""
        parts = [one for one in self._quantities if whole.code in one.part_of]
        if not parts:
            return
        places = [*at_once, *self._further(parts, number, at_once[0], last)]
        for quantity in parts:
            if quantity.never_all is not None and self._is_limited(quantity.never_all, number.start):
                continue
            if any(self._says(quantity, number, place, last) for place in places) or any(
                self._says(quantity, number, begin, end) for begin, end in self._later(number, last)
            ):
                yield quantity

    def _says(self, quantity: Quantity, number: Numeral, place: int, last: int) -> bool:
        stop = self._stop(place, last)
        patterns = (*quantity.all_of, *(quantity.one_is if number.value == 1 else ()))
        return any(pattern.fullmatch(self._plain, place, stop) for pattern in patterns)

    def _is_limited(self, words: re.Pattern[str], place: int) -> bool:
        """Whether the paragraph has words by which what is said of all is not said of this number."""
        plain = self._plain
        end = plain.find("\n", place)
        return words.search(plain, plain.rfind("\n", 0, place) + 1, end if end >= 0 else len(plain)) is not None

    def _further(self, parts: list[Quantity], number: Numeral, end: int, last: int) -> Iterator[int]:
        """Where the clauses begin behind a number that may say something of all that it counts."""
        plain = self._plain
        told: Decimal | None = None  # the sum of the parts of a list, while it is read
        place = end if end < last and plain[end] in ",(:" else self._stop(end, last)
        if COUNTED.search(plain, end, place):
            return  # one of several
        for _ in range(_FURTHEST):
            if place >= last:
                return
            begin = place + 1
            stop = self._stop(begin, last)
            counted = COUNTED.search(plain[begin:stop])  # it may begin the clause, behind a comma
            if counted is None and told is not None and told != number.value:
                return
            if counted is None:
                yield begin
            passes = self._words.between.fullmatch(plain, begin, stop) or any(
                self._says(quantity, number, begin, last) for quantity in parts
            )
            if counted is not None and not passes:
                told = self._add(told, number, begin, stop)
                if told is None or told > (number.value or 0):
                    return
            elif not passes and begin < stop:
                return
            place = stop

    def _later(self, number: Numeral, last: int) -> Iterator[tuple[int, int]]:
        """Where sentences behind that of a number in its paragraph speak of all that it counts: 上述申请均已办结. Those
        of its parts may stand between."""
        plain = self._plain
        for _ in range(_FURTHEST_SENTENCE):
            if last + 1 >= len(plain) or plain[last] == "\n":
                return
            begin, last = self._sentences.around(last + 1)
            named = self._words.again.match(plain, begin, last)
            if named is not None and (named["number"] or named["these"] or str(number.value)) == str(number.value):
                yield named.end(), last
            elif not plain.startswith(_PARTS, begin):
                return

    def _add(self, told: Decimal | None, number: Numeral, begin: int, stop: int) -> Decimal | None:
        """The sum of a list's parts with those in a stretch of it; None where one is counted otherwise."""
        found = numbers(self._plain[begin:stop])
        if not found or any(one.unit != number.unit or one.value is None for one in found):
            return None
        return sum((one.value or Decimal(0) for one in found), told or Decimal(0))

    def _stop(self, place: int, last: int) -> int:
        """Where the next mark stands from a place on, at the latest the end of its sentence."""
        mark = _MARK.search(self._plain, place, last)
        return last if mark is None else mark.start()
