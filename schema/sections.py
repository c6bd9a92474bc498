"""The narrative sections as data: titles, aliases, instructions and page furniture, from ``schema/sections.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

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
class Narrative:
    """All titles in the form's order, and the patterns of what is printed without being narrative."""

    sections: tuple[Title, ...]
    topics: tuple[Title, ...]
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

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Place of each section in the form."""
        return {title.code: place for place, title in enumerate(self.sections)}


def _by_label(titles: tuple[Title, ...]) -> dict[str, str]:
    return {normalise(label): title.code for title in titles for label in (title.title, *title.aliases)}


@lru_cache
def narrative(path: Path = SECTIONS_FILE) -> Narrative:
    """The sections of a file, read once."""
    data = tomllib.loads(path.read_text("utf-8"))
    sections, topics = (
        tuple(
            Title(entry["code"], entry["title"], tuple(entry.get("aliases", ())), tuple(entry.get("implied_by", ())))
            for entry in data[key]
        )
        for key in ("section", "topic")
    )
    patterns = (
        re.compile("|".join(f"(?:{p})" for p in data[key]["patterns"])) for key in ("instructions", "furniture")
    )
    return Narrative(sections, topics, *patterns)
