"""What the numbers of a list add up to: 网上申请3件，信函申请2件，总计5件 tells five requests."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import chain
from typing import NamedTuple

from xxgk.extractors.narrative.prose.numerals import Numeral
from xxgk.schema.quantities import Quantity

_FEWEST = 2
_OF_MANY = frozenset(("items_disclosed",))
"""What two members of a list are seldom all of: 公开人事信息126条、社保信息86条,合计212条."""
_OF_KINDS = frozenset(("requests_natural_person", "granted", "partially_granted", "denied", "cannot_provide"))
"""Parts beside which there are others that are no figures: 企业3件, 撤回1件."""


class Listed(NamedTuple):
    """A number of the sentence, the quantities that it tells, and whether its clause is understood."""

    number: Numeral
    codes: frozenset[str]
    fits: bool


class Totals:
    """The numbers of a sentence so far."""

    def __init__(self, plain: str, words: re.Pattern[str], quantities: Sequence[Quantity]) -> None:
        self._plain = plain
        self._words = words
        self._quantities = quantities
        self._listed: list[Listed] = []

    def begin(self, *, goes_on: bool) -> None:
        """Begin a sentence, or one that `goes_on` with the list of the last."""
        if not goes_on:
            self._listed.clear()

    def note(self, number: Numeral, codes: Collection[str], *, fits: bool) -> None:
        """Note a number, what it tells, and whether its clause is understood."""
        self._listed.append(Listed(number, frozenset(codes), fits))

    def of(self, number: Numeral, places: Sequence[int], *, understood: bool) -> Quantity | None:
        """The quantity that a number tells, whose clause may begin at `places`, as the total of the numbers before it
        in its list: each is a part of that quantity (if all are `understood`), or words of the quantity open the list;
        and they add up to it."""
        end = number.start - number.nearly
        if not any(self._words.fullmatch(self._plain, place, end) for place in places):
            return None
        lists = [self._listed[start:] for start in range(len(self._listed) - _FEWEST + 1)]
        of_parts = (found for one in lists if understood and (found := self._total_of(one, number)))
        opened = (found for one in lists if (found := self._opened(one, number)))
        return next(chain(of_parts, opened), None)

    def _opened(self, listed: Sequence[Listed], number: Numeral) -> Quantity | None:
        """The quantity of which a list tells parts that no quantity counts, by the words that open it: 对外发布公告
        98则、动态310则,共计408条. No member has words of another."""
        if sum(one.number.value or 0 for one in listed) != number.value or any(
            one.number.approximate for one in listed
        ):
            return None
        plain = self._plain
        first, last = listed[0].number, listed[-1].number
        opening = plain[max(plain.rfind(mark, 0, first.start) for mark in "。;\n,:") + 1 : first.start]
        inside = plain[first.end : last.end]
        return next(
            (
                quantity
                for quantity in self._quantities
                if quantity.listed_by is not None
                and (len(listed) > _FEWEST or quantity.code not in _OF_MANY)
                and number.unit in quantity.units
                and quantity.listed_by.fullmatch(opening)
                and not (quantity.never_summed and quantity.never_summed.search(inside))
            ),
            None,
        )

    def _total_of(self, listed: Sequence[Listed], number: Numeral) -> Quantity | None:
        """The quantity of which a list tells the parts that add up to a number: some of them by name, the others
        understood."""
        values = [one.number.value for one in listed]
        if any(value is None for value in values) or sum(value or 0 for value in values) != number.value:
            return None
        if any(one.number.unit != number.unit or one.number.approximate for one in listed):
            return None
        is_by_kind = any(one.codes & _OF_KINDS for one in listed)
        return next(
            (
                quantity
                for quantity in self._quantities
                if any(one.codes & quantity.adds_up for one in listed)
                and all(one.codes & quantity.adds_up or (is_by_kind and one.fits and not one.codes) for one in listed)
            ),
            None,
        )
