"""When a report has to be public, from ``schema/due.toml``: a day by report year, level and kind of agency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from xxgk.schema.datafile import read_toml, understood

DUE_FILE = Path(__file__).with_name("due.toml")
UNKNOWN = "unknown"
"""Level and kind of an agency of which nobody knows them."""

_KEYS = frozenset({"since", "until", "levels", "kinds", "due", "awaited", "basis"})
_COMMON_YEAR = 2001


@dataclass(frozen=True, slots=True)
class DueRule:
    """One rule of the file. `since`, `until`: report years, None where open; `levels`, `kinds`: None for all; `due`,
    `awaited`: month and day ("03-31") of the following year, `due` None where no day is set."""

    since: int | None
    until: int | None
    levels: tuple[str, ...] | None
    kinds: tuple[str, ...] | None
    due: str | None
    awaited: str
    basis: str


@lru_cache
def due_rules(path: Path = DUE_FILE) -> tuple[DueRule, ...]:
    """The rules in their order: the first that fits counts. Raises DataError with the line of what is wrong."""
    file = read_toml(path)
    rules = []
    for number, entry in enumerate(file.data["rule"], 1):
        with understood(file.at(r"\[\[rule\]\]", number)):
            rules.append(_rule(entry))
    return tuple(rules)


def _rule(entry: dict[str, Any]) -> DueRule:
    if odd := entry.keys() - _KEYS:
        raise ValueError(f"no such key: {', '.join(sorted(odd))}")
    due, awaited = entry.get("due"), entry.get("awaited")
    if (due is None) == (awaited is None):
        raise ValueError("a rule has one of `due` and `awaited`")
    day = str(due or awaited)
    date.fromisoformat(f"{_COMMON_YEAR}-{day}")
    levels, kinds = (None if entry.get(key) is None else tuple(entry[key]) for key in ("levels", "kinds"))
    return DueRule(entry.get("since"), entry.get("until"), levels, kinds, due, day, entry["basis"])
