"""Parts that add up to their whole: 收到申请12件,其中来信7件,网上5件 tells both channels, because 7 and 5 are 12.

A list whose total stands behind it tells both, too: 网上受理3件,来信受理2件,共5件. The sum proves what is parted,
so that the names of the parts may be shorter than where a clause stands alone, and stand before the number or behind it
(8件为网上提交). It proves nothing where a further part of the same kind follows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import NamedTuple

from xxgk.extractors.narrative.prose.numerals import COUNTED, Numeral
from xxgk.schema.quantities import Partitions

_MARK = re.compile(r"[,、;:。]|以及|[和及]")
_STOP = re.compile(r"[,;:。()\n]")
_END = re.compile(r"[()。\n]")
_CLOSED = re.compile(r"(?:申请)?(?=[,。;)\n]|$)")
"""Behind a total: nothing says otherwise what was counted."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_OTHER = "other"
_LISTS = frozenset(",、;")
_FEWEST = 2
_FURTHEST = 16
"""Numbers behind a whole among which its parts are looked for."""
_LONGEST = 30
"""Characters between two numbers of one list."""


class Parted(NamedTuple):
    """A number behind a whole: its kind of part ("" for one that is not known), the quantity that it tells, if any, and
    the words around it."""

    side: str
    code: str
    words: str


class Proved:
    """The parts proved so far in one text whose numbers are `counted`."""

    def __init__(self, plain: str, counted: Sequence[Numeral], year: int | None, words: Partitions) -> None:
        self._plain = plain
        self._year = year
        self._counted = counted
        self._words = words
        self._proved: dict[int, str] = {}
        self._listed: set[int] = set()
        self._summed: set[int] = set()

    def of(self, number: Numeral) -> str:
        """The code of the quantity that a number tells as a part of a whole before it; empty where none is proved."""
        return self._proved.get(number.start, "")

    def lists(self, number: Numeral) -> bool:
        """Whether a number is one of parts that add up to a whole before it."""
        return number.start in self._listed

    def is_summed(self, number: Numeral) -> bool:
        """Whether a number is of a list that is proved by the total behind it, or that total."""
        return number.start in self._summed

    def look_back(self, place: int, end: int, totals: re.Pattern[str]) -> None:
        """Prove the lists that end in their total among the numbers from a `place` of the list on, of the sentence that
        ends at `end`; `totals` is what stands before a total."""
        counted = self._counted
        last = next((k for k in range(place, len(counted)) if counted[k].end > end), len(counted))
        for number in range(place + _FEWEST, last):
            lead = self._plain[counted[number - 1].end : counted[number].start - counted[number].nearly]
            is_total = (
                lead[:1] in _LISTS and totals.fullmatch(lead, 1) and _CLOSED.match(self._plain, counted[number].end)
            )
            if counted[number].value and is_total:
                for side in self._words.summed:
                    self._prove_back(place, number, side)

    def _prove_back(self, place: int, number: int, side: str) -> None:
        """Prove the list before a `number` that is its total, of parts of one kind."""
        counted = self._counted
        whole, known, pattern = self._words.summed[side]
        total, told, parts = counted[number], Decimal(0), list[Numeral]()
        codes: dict[int, str] = {}
        for one in range(number - 1, place - 1, -1):
            before = counted[one - 1] if one else counted[one]._replace(end=0)
            part = self._part((before, counted[one], counted[one + 1]), {side: pattern})
            is_listed = part.side == side and part.code not in codes.values()
            if not is_listed or counted[one].unit != total.unit or counted[one].approximate:
                return
            parts.append(counted[one])
            codes |= {counted[one].start: part.code} if part.code else {}
            told += counted[one].value or 0
            if told == total.value and known <= set(codes.values()):
                self._summed |= {total.start, *codes}
                self._listed |= {total.start, *(part.start for part in parts)}
                self._proved |= {total.start: whole, **codes}
                return

    def note(self, place: int, code: str) -> None:
        """Note that the number at a `place` of the list tells the quantity of this `code`, and prove its parts."""
        sides = self._words.wholes.get(code)
        whole = self._counted[place]
        if sides is None or not whole.value or whole.approximate:
            return
        last = self._end_of_next(whole.end)
        behind = [one for one in self._counted[place + 1 : place + 1 + _FURTHEST] if one.end <= last]
        if not _may_add_up(behind, whole):
            return
        parts = [self._part(around, sides) for around in zip_longest((whole, *behind[:-1]), behind, behind[1:])]
        start = 0
        while start < len(behind):
            stop = self._proves(whole, behind, parts, start) if parts[start].side else start
            listed = parts[start:stop]
            self._listed |= {one.start for one in behind[start:stop]}
            for one, part in zip(behind[start:stop], listed, strict=True):
                if part.code and not self._is_doubtful(part.code, listed):
                    self._proved[one.start] = part.code
            start = max(stop, start + 1)

    def _is_doubtful(self, code: str, listed: Sequence[Parted]) -> bool:
        """Whether a part of the list whose kind is not known may be of the quantity of this code, too."""
        doubt = self._words.doubts.get(code)
        return doubt is not None and any(not part.side and doubt.search(part.words) for part in listed)

    def _end_of_next(self, place: int) -> int:
        """Where the sentence behind the one that holds a place ends, in its paragraph."""
        plain = self._plain
        paragraph = plain.find("\n", place)
        end = paragraph if paragraph >= 0 else len(plain)
        stop = plain.find("。", place, end)
        following = plain.find("。", stop + 1, end) if stop >= 0 else -1
        return following if following >= 0 else end

    def _proves(self, whole: Numeral, behind: Sequence[Numeral], parts: Sequence[Parted], start: int) -> int:
        """Where a list ends that begins at `start` and adds up to the whole; `start` where none does."""
        side, told = parts[start].side, Decimal(0)
        codes: set[str] = set()
        for place in range(start, len(behind)):
            one, part = behind[place], parts[place]
            if not self._is_part(whole, one, part, side) or (part.code and part.code in codes):
                return start
            if place > start and not self._is_listed(behind[place - 1], one):
                return start
            codes.add(part.code)
            told += one.value or 0
            if told >= (whole.value or 0):
                is_all = told == whole.value and place > start and not self._goes_on(behind, parts, place, side)
                return place + 1 if is_all else start
        return start

    def _is_part(self, whole: Numeral, one: Numeral, part: Parted, side: str) -> bool:
        """Whether a number may be a part of a whole, of one kind or of none that is known. What names a year or a
        further number is none."""
        if one.value is None or one.approximate or one.unit not in (whole.unit, ""):
            return False
        return part.side == side or (not part.side and not any(map(str.isdecimal, part.words)))

    def _goes_on(self, behind: Sequence[Numeral], parts: Sequence[Parted], place: int, side: str) -> bool:
        """Whether a further part of the kind follows."""
        is_last = place + 1 == len(behind)
        return not is_last and parts[place + 1].side == side and behind[place + 1].start - behind[place].end < _LONGEST

    def _is_listed(self, before: Numeral, one: Numeral) -> bool:
        """Whether a number stands in one list with the one before it."""
        between = self._plain[before.end : one.start]
        return (
            len(between) <= _LONGEST and not any(mark in between for mark in "。()\n") and not COUNTED.search(between)
        )

    def _part(self, around: tuple[Numeral, Numeral, Numeral | None], sides: Mapping[str, re.Pattern[str]]) -> Parted:
        """What a number is a part of, by the words of its clause before and behind it. `around`: the number between
        the one before and the one behind it."""
        plain, (before, one, following) = self._plain, around
        begin = one.start - one.nearly
        stop = following.start - following.nearly if following else one.end + _LONGEST
        lead = _STOP.split(plain[max(before.end, begin - _LONGEST) : begin])[-1]
        behind = _END.split(plain[one.end : max(one.end, stop)])[0]
        words = f"{_MARK.split(lead)[-1]}|{_MARK.split(behind)[0]}"
        found = [(side, match) for side, pattern in sides.items() if (match := pattern.fullmatch(words))]
        if len(found) != 1 or not self._is_of_next(found[0][1]):
            return Parted("", "", words)
        side, match = found[0]
        return Parted(side, "" if match.lastgroup in (None, _OTHER) else str(match.lastgroup), words)

    def _is_of_next(self, match: re.Match[str]) -> bool:
        """Whether a year that the words name is the one behind the report's."""
        year = _YEAR.search(match[0])
        return year is None or self._year is None or int(year[0]) == self._year + 1


def _may_add_up(behind: Sequence[Numeral], whole: Numeral) -> bool:
    """Whether some numbers side by side are together a whole."""
    sums: set[Decimal] = set()
    told, wanted = Decimal(0), whole.value or Decimal(0)
    for one in behind:
        sums.add(told)
        told += one.value or 0
        if told - wanted in sums:
            return True
    return False
