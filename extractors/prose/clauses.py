"""The clauses of a sentence, and which of their words are accounted for.

A clause is read from its beginning, word by word, as long as each word is known to say nothing of a figure; the places
between such words are those at which what tells a figure may begin. A clause that holds nothing else belongs to the one
behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from extractors.prose.names import Names
from schema.quantities import Grammar, Scope

_MARK = re.compile(r"[;:]|(?<!\d),|,(?!\d)")
_JOINTS = frozenset("、()和及与以")
_NUMBERED = re.compile(r"\(?(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:[、)]|\.(?!\d))")
_HARMLESS = re.compile(r"\((?:以下)?简?称[^()]*\)|\([!-'*-~]*\)")
_COUNTED = re.compile(r"(?<![\d,.])\d[\d,.]*+[余多万亿]{0,2}[件条份宗次个项起例篇场期部人名元]")


class Read(NamedTuple):
    """What is understood of a clause's beginning: the places between words, its first among them, and whether that is
    all of it."""

    places: tuple[int, ...]
    is_whole: bool


class Clauses:
    """The clauses of one sentence ``first:last`` of a plain text."""

    def __init__(self, plain: str, first: int, last: int, grammar: Grammar, scope: Scope, names: Names) -> None:
        self._plain = plain
        self._grammar = grammar
        self._scope = scope
        self._names = names
        self.first = first
        self.last = last
        self._starts = _starts(plain, first, last)
        self._read: dict[int, Read] = {}

    def begins(self, place: int) -> int:
        """Where the clause that holds `place` begins."""
        return self._starts[bisect_right(self._starts, place) - 1]

    def ends(self, place: int) -> int:
        """Where the clause that holds `place` ends, at its comma or stop."""
        following = bisect_right(self._starts, place)
        return self._starts[following] - 1 if following < len(self._starts) else self.last

    def places(self, after: int, place: int) -> tuple[list[int], bool]:
        """The places at which what is told at `place` may begin, not before `after` (the end of the number before), and
        whether everything between `after` and them is understood."""
        number = bisect_right(self._starts, place) - 1
        begin = self._starts[number]
        if after > begin:
            start = after + (self._plain[after] in _JOINTS) if after < place else after
            return list(self._words(start, place).places), True
        found: list[int] = []
        for start in self._starts[number::-1]:
            if start < after:
                break
            read = self._words(start, place if start == begin else self.ends(start))
            found += read.places
            if start != begin and not read.is_whole:
                return found, self._opens(start)
        return found, True

    def _opens(self, start: int) -> bool:
        """Whether a clause that is not understood is of the kind that says nothing of figures."""
        plain, end = self._plain, self.ends(start)
        return self._grammar.openers.match(plain, start, end) is not None and not _COUNTED.search(plain, start, end)

    def closes(self, place: int) -> bool:
        """Whether nothing but words that may follow stand between `place`, the end of a number, and the end of its
        clause or the next item of an enumeration."""
        plain, end = self._plain, self.ends(place)
        while place < end:
            if plain[place] in _JOINTS:
                return True
            if self._grammar.described.match(plain, place, end):
                return True
            word = self._grammar.tail.match(plain, place, end)
            if word is None:
                return False
            place = word.end()
        return True

    def _words(self, start: int, end: int) -> Read:
        known = self._read.get(start)
        if known is None or known.places[-1] < end:
            known = self._read[start] = self._read_words(start, end)
        places = tuple(place for place in known.places if place <= end)
        return Read(places, places[-1] == end)

    def _read_words(self, start: int, end: int) -> Read:
        plain = self._plain
        numbered = _NUMBERED.match(plain, start, end)
        places = [start] if numbered is None else [start, numbered.end()]
        while (place := places[-1]) < end:
            following = self._word_end(place, end)
            if following == place:
                break
            places.append(following)
        return Read(tuple(places), places[-1] >= end)

    def _word_end(self, place: int, end: int) -> int:
        plain = self._plain
        reach = self._names.end(plain, place, end)
        for words in (self._grammar.neutral, self._scope.words, *((_HARMLESS,) if plain[place] == "(" else ())):
            word = words.match(plain, place, end)
            if word is not None and word.end() > reach:
                reach = word.end()
        return reach


def _starts(plain: str, first: int, last: int) -> list[int]:
    return [first, *(mark.end() for mark in _MARK.finditer(plain, first, last))]
