"""Who a clause is about: the body that it begins with, ours or another's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xxgk.extractors.narrative.prose.names import Names
from xxgk.extractors.narrative.prose.squeeze import Sentences
from xxgk.schema.quantities import Threads

OURS, OFFICE, ANOTHERS = "self", "office", "body"
_GOVERNMENT = "政府"
_FATE = re.compile("(?:均|都|已|依法|全部){0,2}(?:予以|作出)?(?:维持|驳回|纠正|撤销|裁定|判决)")
"""What a body does that decides on reviews of ours: its clause is about these."""
_MARK = re.compile(r"“[^“”\n]{0,80}”|[,:;](?!\d)")


class Subjects:
    """Finds the subjects of one report's clauses."""

    def __init__(self, plain: str, sentences: Sentences, agency: str, names: Names, words: Threads) -> None:
        self._plain = plain
        self._sentences = sentences
        self._known: dict[int, list[tuple[str, int]]] = {}
        self._is_named = bool(agency)
        self._governs = agency.endswith(_GOVERNMENT)
        self._level = agency.removesuffix(_GOVERNMENT).removesuffix("人民")[-1:] if self._governs else ""
        self._names = names
        self._words = words

    def of(self, start: int, end: int) -> Iterator[tuple[str, int]]:
        """The subjects of the clauses of the sentence that begins at `start`, as far as `end`: `OURS`, `OFFICE` (the
        government's own) or `ANOTHERS`,
        and where."""
        if start not in self._known:
            self._known[start] = list(self._read(*self._sentences.around(start)))
        return ((whose, where) for whose, where in self._known[start] if where < end)

    def is_own_office(self, name: str) -> bool:
        """Whether a name is that of the office of the government that reports: 市政府办公室 is not a county's."""
        office = self._words.office.fullmatch(name) if self._governs else None
        return office is not None and office["level"] in (None, self._level)

    def _read(self, start: int, end: int) -> Iterator[tuple[str, int]]:
        marks = [mark.end() for mark in _MARK.finditer(self._plain, start, end) if mark[0][0] != "“"]
        for begin, stop in zip((start, *marks), (*marks, end), strict=True):
            lead = self._words.lead.match(self._plain, begin, stop)
            place = lead.end() if lead else begin
            if whose := self._whose(place, stop):
                yield whose, place

    def _whose(self, place: int, end: int) -> str:
        plain = self._plain
        if place >= end:
            return ""
        own = place
        while own < end and (further := self._names.end(plain, own, end)) > own:
            own = further
        subject = self._words.subject.match(plain, place, end)
        if subject is not None and self.is_own_office(subject["name"]):
            return OFFICE
        if subject is None or subject.end() <= own:
            return OURS if own > place else ""
        name = subject["name"]
        if _FATE.match(plain, subject.end("name"), end):
            return ""
        if self._words.ours.search(name) or (self._governs and self._words.whole.fullmatch(name)):
            return OURS
        rest = name[own - place :]
        if self._words.parts.search(rest if own > place else name):
            return OURS if own > place and not self._governs else ""
        return ANOTHERS if self._is_named or not self._words.formal.search(name) else ""
