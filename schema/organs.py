"""What organs are called: the words that every place's organs have in their names, with their kind, and the organs that
the centre has in places (a head organ, a place, a branch), from the data files of the register."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from xxgk.schema.regions import RegistryError, read_tables

ENDING = (
    "(?:(?:管理|服务|工作|监督管理)?(?:局|厅|委员会|办公室|中心|联合会|联合社|总社|合作社|总站|总队|支队|大队)"
    "|(?:管理|服务|工作|监督管理|(?<=管理))处)"
)
"""How the name of an organ goes on after its word (财政 + 局)."""

USUAL = ("局", "厅", "委员会", "办公室", "管理局", "中心", "联合会")
"""The endings that a misprinted name is compared with."""

GOVERNMENT = ("人民政府", "人民政府办公室", "人民政府办公厅", "政府办公室", "办公室", "办公厅")
_EXACT = re.compile(f"{ENDING}$")
_JOINTS = re.compile("(?<=.)[和与及、](?=.)")
"""What joins two fields of an organ, between them, and is there or not: 教育科技局 is as good as 教育和科技局."""
_WHOLE = re.compile("[会馆室院]$")
"""How words end that are the whole name of an organ (档案馆)."""
_BRANCHED = re.compile(f"{ENDING}(?P<branch>.{{1,20}}?)(?:分局|支局|局|所|(?:支|大|总)?队|站|中心|处)$")


class NameForm(NamedTuple):
    """A form of the names of the organs that the centre has in places.

    `before` and `behind` stand around the place; `official` is the form of the full name ({} for the place), whose
    place is printed in `place` (full, short, printed: as it stands). `level`: provinces are meant before (province) or
    behind (below) the places below them that have the same short name. `above` is the form of the organ it belongs to,
    `head` the central organ."""

    before: str
    behind: str
    official: str
    kind: str
    place: str
    level: str
    above: str
    head: str


@dataclass(frozen=True)
class Organs:
    """The words of organs' names with their kind, the forms of vertical organs, and the central organs with their
    kind."""

    words: Mapping[str, str]
    verticals: tuple[NameForm, ...]
    central: Mapping[str, str]

    @cached_property
    def longest(self) -> int:
        """Length of the longest word."""
        return max(map(len, self.words), default=0)

    @cached_property
    def usual(self) -> tuple[str, ...]:
        """Names of organs as most places have them."""
        parted = (word + ending for word in self.words if not _WHOLE.search(word) for ending in USUAL)
        return (*GOVERNMENT, *parted, *filter(_WHOLE.search, self.words))

    @cached_property
    def unjoined(self) -> Mapping[str, str]:
        """The words by their forms without what joins their fields."""
        return {_JOINTS.sub("", word): word for word in self.words}

    @cached_property
    def misprints(self) -> Misprints:
        """The usual names, to know a misprint of one."""
        return Misprints(self.usual)

    def word(self, organ: str) -> str:
        """The longest word that an organ's name begins with and an ending behind it ends, or that is the whole name,
        with or without what joins its fields. Empty where there is none."""
        return _word(organ, self.words, self.longest) or self.unjoined.get(
            _word(_JOINTS.sub("", organ), self.unjoined, self.longest), ""
        )

    def branch(self, organ: str) -> str | None:
        """What stands between the name of an organ and the 分局, 支队 … that makes it a branch; None where there is no
        organ or no branch."""
        for end in range(min(self.longest, len(organ)), 1, -1):
            if organ[:end] in self.words and (found := _BRANCHED.match(organ, end)):
                return found["branch"]
        return None

    def beginning(self, organ: str) -> str:
        """The longest word that an organ's name begins with, whatever follows; empty where there is none."""
        return next((organ[:end] for end in range(self.longest, 1, -1) if organ[:end] in self.words), "")

    def forms_of(self, name: str) -> Iterator[tuple[NameForm, str]]:
        """The vertical forms that a name may have, each with what stands in the place's stead."""
        for form in self.verticals:
            if name.startswith(form.before) and name.endswith(form.behind):
                place = name[len(form.before) : len(name) - len(form.behind)]
                if len(place) > 1:
                    yield form, place


class Misprints:
    """Knows names that are one character away from one of many. Two such names share a form that lacks one character,
    so only those that do are compared."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_form: dict[str, tuple[str, ...]] = {}
        for name in names:
            for form in one_less(name):
                self._by_form[form] = (*self._by_form.get(form, ()), name)

    def has(self, name: str) -> bool:
        """Whether a name is one character away from one of them, or none."""
        near = (known for form in one_less(name) for known in self._by_form.get(form, ()))
        return any(DamerauLevenshtein.distance(name, known, score_cutoff=1) <= 1 for known in near)


def one_less(name: str) -> set[str]:
    """A name and all its forms with one character taken out."""
    return {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}


def _word(organ: str, words: Mapping[str, str], longest: int) -> str:
    """The longest of some words that a name begins with and an ending ends, or that it is."""
    for end in range(min(longest, len(organ)), 1, -1):
        if organ[:end] in words and (_EXACT.match(organ, end) or (end == len(organ) and _WHOLE.search(organ))):
            return organ[:end]
    return ""


def load_organs(folders: tuple[Path, ...]) -> Organs:
    """Read `organs.csv`, `vertical_organs.csv`, `central_organs.csv` of folders; `RegistryError` names a faulty row."""
    words = {word: kind for _, (word, kind) in read_tables(folders, "organs.csv", ("word", "kind"))}
    columns = ("form", "official", "kind", "place", "level", "above", "head")
    verticals = []
    for where, (form, official, *rest) in read_tables(folders, "vertical_organs.csv", columns):
        before, mark, behind = form.partition("{}")
        if not mark or not behind or rest[1] not in ("full", "short", "printed"):
            raise RegistryError(f"{where}: {form} has no place")
        verticals.append(NameForm(before, behind, official or form, *rest))
    central = {name: kind for _, (name, kind) in read_tables(folders, "central_organs.csv", ("name", "kind"))}
    return Organs(words, tuple(sorted(verticals, key=lambda each: -len(each.before) - len(each.behind))), central)
