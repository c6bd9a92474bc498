"""The narrative sections as data: titles, aliases, instructions and page furniture, from ``schema/sections.toml``.

From report year 2019 on six sections with fixed titles; before, free text under titles of many wordings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from xxgk.schema.datafile import read_toml, understood
from xxgk.schema.text import normalise

SECTIONS_FILE = Path(__file__).with_name("sections.toml")


@dataclass(frozen=True)
class Title:
    """A section or a topic of 总体情况. `implied_by` are headings that open it where its own title was lost; a heading
    that holds the `core` opens a topic among headings of its level."""

    code: str
    title: str
    aliases: tuple[str, ...] = ()
    implied_by: tuple[str, ...] = ()
    core: re.Pattern[str] | None = None


@dataclass(frozen=True)
class FreeTitle:
    """A section of the years before the fixed sections: any title that fits the pattern whole or, with a number of the
    first order, has its core."""

    code: str
    title: str
    pattern: re.Pattern[str]
    core: re.Pattern[str]
    statutory: bool = False


@dataclass(frozen=True)
class Meaning:
    """What titles that hold the `core` are about."""

    code: str
    core: re.Pattern[str]


@dataclass(frozen=True)
class Narrative:
    """All titles in the form's order, those of the free text before it, what others mean, and the patterns of what is
    printed without being narrative. `told` are titles (in normal form) that people tell of one document, with their
    codes."""

    sections: tuple[Title, ...]
    topics: tuple[Title, ...]
    free: tuple[FreeTitle, ...]
    meanings: tuple[Meaning, ...]
    instructions: re.Pattern[str]
    furniture: re.Pattern[str]
    title_again: re.Pattern[str]
    annex: re.Pattern[str]
    told: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def section_of(self) -> Mapping[str, str]:
        """Section code by normalised title."""
        return {**_by_label(self.sections), **{key: code for key, code in self.told.items() if code in self.order}}

    @cached_property
    def topic_of(self) -> Mapping[str, str]:
        """Topic code by normalised title."""
        return _by_label(self.topics)

    @cached_property
    def implied(self) -> Mapping[str, str]:
        """Section code by the normalised heading that implies it."""
        return {normalise(label): title.code for title in self.sections for label in title.implied_by}

    def free_section(self, label: str, *, numbered: bool = False) -> str:
        """The code of the section that a title of the free text opens, else empty. `numbered`: it has a number of the
        first order."""
        key = normalise(label)
        if told := self.told.get(key):
            return told
        whole = (title.code for title in self.free if title.pattern.fullmatch(key))
        held = (title.code for title in self.free if numbered and title.core.search(key))
        return next(whole, "") or next(held, "")

    def meant(self, key: str) -> Iterator[str]:
        """The codes of the sections that a title (in normal form) may be about, the likeliest first."""
        return (meaning.code for meaning in self.meanings if meaning.core.search(key))

    def topic(self, key: str) -> str:
        """The code of the topic whose core a title (in normal form) holds first, else empty."""
        held = (
            (found.start(), topic.code) for topic in self.topics if topic.core and (found := topic.core.search(key))
        )
        return min(held, default=(0, ""))[1]

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of all sections, topics not among them."""
        return frozenset([*(title.code for title in self.sections), *(title.code for title in self.free)])

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Place of each section in the form."""
        return {title.code: place for place, title in enumerate(self.sections)}


def _by_label(titles: tuple[Title, ...]) -> dict[str, str]:
    return {normalise(label): title.code for title in titles for label in (title.title, *title.aliases)}


@lru_cache
def narrative(path: Path = SECTIONS_FILE) -> Narrative:
    """The sections of a file, read once."""
    with understood(path):
        data = read_toml(path).data
        sections, topics = (
            tuple(
                Title(
                    entry["code"],
                    entry["title"],
                    tuple(entry.get("aliases", ())),
                    tuple(entry.get("implied_by", ())),
                    re.compile(entry["core"]) if "core" in entry else None,
                )
                for entry in data[key]
            )
            for key in ("section", "topic")
        )
        instructions, furniture, title_again, annex = (
            re.compile("|".join(f"(?:{p})" for p in data[key]["patterns"]))
            for key in ("instructions", "furniture", "title_again", "annex")
        )
        free = tuple(
            FreeTitle(
                entry["code"],
                entry["title"],
                re.compile(entry["pattern"]),
                re.compile(entry["core"]),
                entry.get("statutory", False),
            )
            for entry in data["free"]
        )
        meanings = tuple(Meaning(entry["code"], re.compile(entry["core"])) for entry in data["meaning"])
        return Narrative(sections, topics, free, meanings, instructions, furniture, title_again, annex)
