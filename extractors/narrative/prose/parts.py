"""Of which whole a number is a part: the one before its bracket, or before the 其中 that it stands behind.

A part of a part is no figure of the report: 其中征地类25件(网上20件) tells no more of the channels than of the fees.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from xxgk.extractors.narrative.prose.numerals import Numeral
from xxgk.schema.quantities import Quantity

_OF_WHICH = ("其中", "当中")
_DIFFERENCE = re.compile("[增减多少降升]")
_ANSWERED = "answered"
_ITEMS = frozenset(("items_disclosed", "website_items", "wechat_items", "weibo_items", "new_media_items"))
_CARRIED = ("carried_over_in", "carried_over_out")
_BEFORE_BRACKET = 4
"""Characters that may stand between a number and the bracket about it: 12件申请(…)."""


class Counted(NamedTuple):
    """A number of the sentence: where it ends, its value and unit, the quantities that it tells and their sides,
    whether it is itself a part, and whether it may be the whole of parts behind it: one of a list, or a difference, is
    none."""

    end: int
    value: Decimal | None
    unit: str
    codes: frozenset[str]
    sides: frozenset[str]
    is_part: bool
    may_be_whole: bool


class Parts:
    """The numbers of a sentence so far, as wholes of those that follow."""

    def __init__(self, plain: str) -> None:
        self._plain = plain
        self._counted: list[Counted] = []
        self._only_part: Counted | None = None
        self._whole_before: Counted | None = None
        self._doubtful = -1  # where the bracket opens in which a number is not understood

    def begin(self, *, opens_paragraph: bool) -> None:
        """Begin a sentence."""
        parts = [one for one in self._counted if one.is_part]
        self._only_part = parts[0] if len(parts) == 1 and not opens_paragraph else None
        wholes = [one for one in self._counted if one.may_be_whole]
        self._whole_before = wholes[-1] if wholes and not opens_paragraph else None
        self._counted.clear()
        self._doubtful = -1

    def note(self, first: int, number: Numeral, told: Sequence[Quantity]) -> None:
        """Note what a number of the sentence that begins at `first` tells."""
        plain = self._plain
        is_in_list = self._of_which(first, number.start) >= 0 and self.exhausted(first, number.start) < 0
        is_part = is_in_list or self._bracket(first, number.start) >= 0
        is_listed = plain.startswith("、", number.end) or (
            bool(self._counted) and plain.startswith("、", self._counted[-1].end)
        )
        codes = frozenset(quantity.code for quantity in told) or (frozenset() if is_part else self.restated(number))
        is_beside = _DIFFERENCE.search(plain, max(first, number.start - 3), number.start) or not codes.isdisjoint(
            _CARRIED
        )
        sides = frozenset(quantity.side for quantity in told if quantity.side)
        may_be_whole = not (is_listed or is_beside)
        self._counted.append(Counted(number.end, number.value, number.unit, codes, sides, is_part, may_be_whole))

    def restated(self, number: Numeral) -> frozenset[str]:
        """What a whole tells that a number says again: 收到4件,其中网上3件,信函1件,4件均已答复."""
        same = (one for one in self._counted if (one.value, one.unit) == (number.value, number.unit))
        return next((one.codes for one in same if one.codes and not one.is_part), frozenset())

    def counts(self, quantity: Quantity, first: int, number: Numeral) -> bool:
        """Whether a number may tell a quantity: it is no part, or a part of what the quantity is a part of."""
        if not quantity.part_of:
            return True
        bracket = self._bracket(first, number.start)
        if bracket >= 0:
            return self._is_in_bracket_of(quantity, bracket)
        of_which = self._of_which(first, number.start)
        if of_which < 0 and quantity.side == _ANSWERED and len(self._counted) == 1:
            return self._counted[0].sides <= {_ANSWERED}
        if of_which == first and self._only_part is not None:
            return not quantity.part_of.isdisjoint(self._only_part.codes)
        before = [one for one in self._counted if one.end <= of_which]
        whole = next((one for one in reversed(before) if one.may_be_whole), None)
        if whole is not None and whole.is_part and self.exhausted(first, of_which) >= 0:
            whole = next((one for one in reversed(before) if one.may_be_whole and not one.is_part), whole)
        if _is_more(number, whole if of_which != first else self._whole_before):
            return False
        if whole is None or not quantity.part_of.isdisjoint(whole.codes):
            return True
        return not whole.codes and not whole.is_part and not any(one.codes for one in before)

    def exhausted(self, first: int, place: int) -> int:
        """Where the parts behind the last 其中 before a place come to an end, being together all of a whole that is
        told, so that what follows is none of them: 收到9件,其中网上6件,当面3件,已答复9件; -1 where they do not."""
        of_which = self._of_which(first, place)
        before = [one for one in self._counted if one.end <= of_which]
        whole = next((one for one in reversed(before) if one.may_be_whole), None)
        if of_which < 0 or whole is None or not whole.codes or not whole.value:
            return -1
        told: Decimal | int = 0
        parts = [one for one in self._counted if of_which < one.end <= place]
        for count, one in enumerate(parts, start=1):
            if one.value is None or one.unit != whole.unit:
                return -1
            told += one.value
            if told == whole.value:
                return one.end if count > 1 else -1
        return -1

    def explains(self, first: int, number: Numeral) -> bool:
        """Whether a number stands in a bracket about one that tells a quantity: 不予公开4件(国家秘密1件). Whatever it
        counts, the numbers behind the bracket are none of its parts. Or whether it is of a list of items published, of
        which it is told how many are of each kind: 公开信息78条,其中工作动态37条."""
        if self._is_of_items(first, number):
            return True
        bracket = self._bracket(first, number.start)
        whole = next((one for one in reversed(self._counted) if one.end <= bracket), None)
        explains = whole is not None and bool(whole.codes) and bracket - whole.end <= _BEFORE_BRACKET
        if explains:
            self._doubtful = bracket
        return explains

    def _is_of_items(self, first: int, number: Numeral) -> bool:
        """Whether a number and those before it since 其中 tell nothing and are together no more than the items
        published of which they are parts, in the same unit."""
        of_which = self._of_which(first, number.start)
        whole = next((one for one in reversed(self._counted) if one.end <= of_which and one.may_be_whole), None)
        if whole is None or whole.value is None or number.value is None or whole.codes.isdisjoint(_ITEMS):
            return False
        parts = [one for one in self._counted if one.end > of_which]
        if number.unit != whole.unit or any(one.unit != whole.unit or one.codes for one in parts):
            return False
        return number.value + sum(one.value or 0 for one in parts) <= whole.value

    def in_doubt(self, first: int, number: Numeral) -> bool:
        """Whether a number stands in a bracket in which one before it is not understood."""
        return self._doubtful >= 0 and self._bracket(first, number.start) == self._doubtful

    def _is_in_bracket_of(self, quantity: Quantity, bracket: int) -> bool:
        whole = next((one for one in reversed(self._counted) if one.end <= bracket), None)
        if whole is None or bracket - whole.end > _BEFORE_BRACKET:
            return True
        is_whole = not whole.codes and not whole.is_part  # of requests, some of which are not the year's
        return not quantity.part_of.isdisjoint(whole.codes) or (is_whole and quantity.code in _CARRIED)

    def _bracket(self, first: int, place: int) -> int:
        """Where the bracket opens in which a place stands; -1 where in none."""
        opening = self._plain.rfind("(", first, place)
        return opening if opening >= 0 and self._plain.find(")", opening, place) < 0 else -1

    def _of_which(self, first: int, place: int) -> int:
        """Where the last 其中 before a place stands that is in no bracket closed since; -1 where there is none."""
        plain = self._plain
        found = max(plain.rfind(word, first, place) for word in _OF_WHICH)
        opening = self._bracket(first, found) if found >= 0 else -1
        return self._of_which(first, opening) if opening >= 0 and plain.find(")", found, place) >= 0 else found


def _is_more(number: Numeral, whole: Counted | None) -> bool:
    """Whether a number is more than what it would be a part of."""
    return whole is not None and None not in (whole.value, number.value) and (number.value or 0) > (whole.value or 0)
