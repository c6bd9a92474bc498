"""Figures told in prose, as data: the patterns that find them, from ``schema/quantities.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

QUANTITIES_FILE = Path(__file__).with_name("quantities.toml")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One fact that prose may tell. `says` is the value that a match itself means; `sum_of` names quantities it adds
    up."""

    code: str
    needs: str
    patterns: tuple[re.Pattern[str], ...]
    never: re.Pattern[str] | None
    says: int | None
    sum_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quantities:
    """All quantities, and what disqualifies a sentence for any of them."""

    all: tuple[Quantity, ...]
    unless: re.Pattern[str]


@lru_cache
def quantities(path: Path = QUANTITIES_FILE) -> Quantities:
    """The quantities of a file, read once."""
    data = tomllib.loads(path.read_text("utf-8"))

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern.replace("NU", data["number"] + data["unit"]))

    return Quantities(
        tuple(
            Quantity(
                entry["code"],
                entry["needs"],
                tuple(map(compiled, entry["patterns"])),
                re.compile(entry["never"]) if "never" in entry else None,
                entry.get("says"),
                tuple(entry.get("sum_of", ())),
            )
            for entry in data["quantity"]
        ),
        re.compile(data["unless"]),
    )
