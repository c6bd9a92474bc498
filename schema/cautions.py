"""Warnings for users of the figures, by figure code, from ``schema/cautions.toml``."""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cache, lru_cache
from pathlib import Path

from xxgk.schema.datafile import read_toml

CAUTIONS_FILE = Path(__file__).with_name("cautions.toml")


@lru_cache
def _cautions() -> tuple[tuple[tuple[str, ...], str], ...]:
    data = read_toml(CAUTIONS_FILE).data
    return tuple((tuple(entry["codes"]), entry["text"]) for entry in data["caution"])


@cache
def caution(code: str) -> str:
    """What a user of the figure must know, in the order of the file; empty where there is nothing."""
    return " ".join(text for codes, text in _cautions() if any(fnmatchcase(code, pattern) for pattern in codes))


def patterns() -> tuple[str, ...]:
    """All patterns of codes, to be held against the forms."""
    return tuple(pattern for codes, _ in _cautions() for pattern in codes)
