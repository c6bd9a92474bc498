"""What the numbers of a list add up to: 网上申请3件，信函申请2件，总计5件 tells five requests."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from xxgk.extractors.narrative.prose.numerals import Numeral
from xxgk.schema.quantities import Quantity

_FEWEST = 2


class Listed(NamedTuple):
    """A number of the sentence, and the quantities that it tells."""

    number: Numeral
    codes: frozenset[str]


class Totals:
    """The numbers of a sentence so far."""

    def __init__(self, plain: str, words: re.Pattern[str], quantities: Sequence[Quantity]) -> None:
        self._plain = plain
        self._words = words
        self._quantities = quantities
        self._listed: list[Listed] = []

    def begin(self) -> None:
        """Begin a sentence."""
        self._listed.clear()

    def note(self, number: Numeral, codes: Collection[str]) -> None:
        """Note a number and what it tells."""
        self._listed.append(Listed(number, frozenset(codes)))

    def of(self, number: Numeral, places: Sequence[int]) -> Quantity | None:
        """The quantity that a number tells, whose clause may begin at `places`, as the total of all numbers before it
        in its sentence: each is a part of that quantity, and they add up to it."""
        end = number.start - number.nearly
        if len(self._listed) < _FEWEST or not any(self._words.fullmatch(self._plain, place, end) for place in places):
            return None
        values = [one.number.value for one in self._listed]
        if any(value is None for value in values) or sum(value or 0 for value in values) != number.value:
            return None
        if any(one.number.unit != number.unit or one.number.approximate for one in self._listed):
            return None
        return next(
            (
                quantity
                for quantity in self._quantities
                if all(not one.codes.isdisjoint(quantity.adds_up) for one in self._listed)
            ),
            None,
        )
