"""The clauses of a sentence, and which of their words are accounted for.

A clause is read from its beginning, word by word, as long as each word is known to say nothing of a figure; the places
between such words are those at which what tells a figure may begin. A clause that holds nothing else belongs to the one
behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from xxgk.extractors.narrative.prose.accounts import OwnAccounts
from xxgk.extractors.narrative.prose.names import Names
from xxgk.schema.quantities import Grammar, ScopeWords
from xxgk.schema.text import ORDINAL

_MARK = re.compile(
    r"[;:]|(?<!\d),|,(?!\d)|、(?=(?:无|没有|未)(?:新|上年|结转|行政|复议|诉讼|依?申请|政府信息|信息公开|因|收|发生|产生|接到))"
)
_CARRIED_OVER = "none"
"""The kind of words of scope that say which requests are counted, not of when or whose: 上年结转."""
_JOINTS = frozenset("、()和及与")
NUMBER_OF_ITEM = rf"\(?(?:{ORDINAL}|\d{{1,2}})(?:[、)]|\.(?!\d))"
_NUMBERED = re.compile(NUMBER_OF_ITEM)
_HARMLESS = re.compile(r"\((?:以下)?简?称[^()]*\)|\((?!(?:19|20)\d\d-(?:19|20)\d\d)[!-'*-~]*\)")


class Beginning(NamedTuple):
    """What is understood of a clause's beginning: the places between words, its first among them, and whether that is
    all of it."""

    places: tuple[int, ...]
    is_whole: bool


class Clauses:
    """The clauses of one sentence ``first:last`` of a plain text."""

    def __init__(
        self,
        plain: str,
        first: int,
        last: int,
        terms: tuple[Grammar, ScopeWords],
        names: tuple[Names, OwnAccounts],
    ) -> None:
        self._plain = plain
        self._grammar, self._scope = terms
        self._names, self._accounts = names
        self.first = first
        self.last = last
        self._starts = _starts(plain, first, last)
        self._read: dict[int, Beginning] = {}

    def begins(self, place: int) -> int:
        """Where the clause that holds `place` begins."""
        return self._starts[bisect_right(self._starts, place) - 1]

    def ends(self, place: int) -> int:
        """Where the clause that holds `place` ends, at its comma or stop."""
        following = bisect_right(self._starts, place)
        return self._starts[following] - 1 if following < len(self._starts) else self.last

    def of_clause(self, after: int, place: int) -> list[int]:
        """The places at which what tells a figure at `place` may begin in its own clause, not before `after` (the end
        of the number before): none behind which a word is not understood."""
        begin = self.begins(place)
        if after <= begin:
            return list(self._words(begin, place).places)
        start = self._behind_bracket(after, place)
        while start < place and self._plain[start] in _JOINTS:
            start += 1
        return list(self._words(start, place).places)

    def places(self, after: int, place: int, *, counted: bool = True) -> list[int]:
        """The same with the clauses before it in its sentence that say nothing of a figure, or say more of what the
        number before is `counted` of."""
        found = self.of_clause(after, place)
        number = bisect_right(self._starts, place) - 1
        if after > self._starts[number]:
            return found
        begin, grammar = self._starts[number], self._grammar
        also = [
            *((grammar.acts,) if grammar.stands.match(self._plain, begin, place) else ()),
            *((grammar.topics,) if grammar.issued.match(self._plain, begin, place) else ()),
            *((grammar.on_topic,) if counted and after > self.first else ()),
        ]
        for start in self._starts[number - 1 :: -1] if number else ():
            if start < after:
                break
            read = self._words(start, self.ends(start))
            says_nothing = read.is_whole or self._leads(start) or self._is_general(start, also)
            found = [*(found if says_nothing else ()), *read.places]
        return found

    def _is_general(self, start: int, also: Iterable[re.Pattern[str]]) -> bool:
        """Whether a clause tells in words of its own how the work is done, or is all of words that limit nothing
        `also` before what is told."""
        begin = self._words(start, self.ends(start)).places[-1]
        return any(words.fullmatch(self._plain, begin, self.ends(start)) for words in (*self._grammar.general, *also))

    def _behind_bracket(self, place: int, end: int) -> int:
        """Where a bracket ends that opens at `place` and holds what may stand behind a number; else `place`."""
        closing = self._plain.find(")", place, end) if self._plain.startswith("(", place) else -1
        is_aside = closing >= 0 and self._grammar.bracketed.fullmatch(self._plain, place + 1, closing) is not None
        return closing + 1 if is_aside else place

    def unknown(self) -> Iterator[tuple[int, int]]:
        """The clauses that say something of which nothing is known, from where to where."""
        for start in self._starts:
            end = self.ends(start)
            if not (self._words(start, end).is_whole or self._leads(start)):
                yield start, end

    def _leads(self, start: int) -> bool:
        """Whether a clause says nothing that limits what the next one tells."""
        end = self.ends(start)
        place = self._unnumbered(start, end)
        while place < end:
            lead = self._grammar.leads.match(self._plain, place, end)
            reach = max(self._word_end(place, end), lead.end() if lead else place)
            if reach == place:
                return False
            place = reach
        return True

    def closes(self, place: int) -> bool:
        """Whether nothing but words that may follow stand between `place`, the end of a number, and the end of its
        clause or the next item of an enumeration."""
        plain, end = self._plain, self.ends(place)
        while place < end:
            if plain[place] == "(" and (closing := plain.find(")", place, self.last)) >= 0:
                if not self._grammar.bracketed.fullmatch(plain, place + 1, closing):
                    return False
                place, end = closing + 1, self.ends(closing)
                continue
            if plain[place] in _JOINTS:
                return True
            if self._grammar.described.match(plain, place, end):
                return True
            word = self._grammar.tail.match(plain, place, end)
            if word is None:
                return False
            place = word.end()
        return True

    def _words(self, start: int, end: int) -> Beginning:
        known = self._read.get(start)
        if known is None or known.places[-1] < end:
            known = self._read[start] = self._read_words(start, end)
        places = tuple(place for place in known.places if place <= end)
        return Beginning(places, places[-1] == end)

    def _read_words(self, start: int, end: int) -> Beginning:
        places = list(dict.fromkeys((start, self._unnumbered(start, end))))
        while (place := places[-1]) < end:
            following = self._word_end(place, end)
            if following == place:
                break
            places.append(following)
        return Beginning(tuple(places), places[-1] >= end)

    def _unnumbered(self, start: int, end: int) -> int:
        """Where a clause begins behind its number in a list."""
        numbered = _NUMBERED.match(self._plain, start, end)
        return start if numbered is None else numbered.end()

    def _word_end(self, place: int, end: int) -> int:
        plain = self._plain
        reach = max(self._names.end(plain, place, end), self._accounts.end(plain, place, end))
        neutral = self._grammar.neutral.match(plain, place, end)
        if neutral is not None and neutral.end() > reach:
            reach = neutral.end()
        scope = self._scope.words.match(plain, place, end)
        if scope is not None and scope.end() > reach and scope.lastgroup != _CARRIED_OVER:
            reach = scope.end()
        aside = _HARMLESS.match(plain, place, end) if plain[place] == "(" else None
        return reach if aside is None else max(reach, aside.end())


def _starts(plain: str, first: int, last: int) -> list[int]:
    return [first, *(mark.end() for mark in _MARK.finditer(plain, first, last))]
