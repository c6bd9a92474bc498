"""The narrative sections as data: titles, aliases, instructions and page furniture, from ``schema/sections.toml``.

From report year 2019 on six sections with fixed titles; before, free text under titles of many wordings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from schema.datafile import read_toml, understood
from schema.text import normalise

SECTIONS_FILE = Path(__file__).with_name("sections.toml")


@dataclass(frozen=True)
class Title:
    """A section or a topic of 总体情况. `implied_by` are headings that open it where its own title was lost."""

    code: str
    title: str
    aliases: tuple[str, ...] = ()
    implied_by: tuple[str, ...] = ()


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
class Narrative:
    """All titles in the form's order, those of the free text before it, and the patterns of what is printed without
    being narrative."""

    sections: tuple[Title, ...]
    topics: tuple[Title, ...]
    free: tuple[FreeTitle, ...]
    instructions: re.Pattern[str]
    furniture: re.Pattern[str]

    @cached_property
    def section_of(self) -> Mapping[str, str]:
        """Section code by normalised title."""
        return _by_label(self.sections)

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
        whole = (title.code for title in self.free if title.pattern.fullmatch(key))
        held = (title.code for title in self.free if numbered and title.core.search(key))
        return next(whole, "") or next(held, "")

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
                    entry["code"], entry["title"], tuple(entry.get("aliases", ())), tuple(entry.get("implied_by", ()))
                )
                for entry in data[key]
            )
            for key in ("section", "topic")
        )
        patterns = (
            re.compile("|".join(f"(?:{p})" for p in data[key]["patterns"])) for key in ("instructions", "furniture")
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
        return Narrative(sections, topics, free, *patterns)
