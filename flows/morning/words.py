"""What the morning says, in Chinese and in English: ``words.toml`` beside this file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_name("words.toml")


class BothWords(NamedTuple):
    """The same in two languages."""

    zh: str
    en: str


@cache
def words() -> Mapping[str, Mapping[str, BothWords]]:
    """All of them, by group and key."""
    groups = tomllib.loads(FILE.read_text("utf-8"))
    return {group: {key: BothWords(*both) for key, both in known.items()} for group, known in groups.items()}


def word(group: str, key: str) -> BothWords:
    """One of them; what has none stands for itself."""
    return words()[group].get(key, BothWords(key, key))
