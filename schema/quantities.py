"""Figures told in prose, as data: what each is called, the patterns that find it and what disqualifies a sentence, from
``schema/quantities.toml``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from schema.datafile import read_toml, understood
from schema.sections import narrative

QUANTITIES_FILE = Path(__file__).with_name("quantities.toml")
NUMBER = "NU"
_YEAR = r"(?:19|20)\d\d"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a number stands: `before` (if any) matches the text up to it, `behind` (if any) the text from its end."""

    before: re.Pattern[str] | None
    behind: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Quantity:
    """One fact that prose may tell; the fields are explained in the data file. A quantity without a label is a sum of
    others (`sum_of`) that only the rules of the forms ask for."""

    code: str
    label: str
    unit: str
    units: frozenset[str]
    needs: tuple[str, ...]
    places: tuple[Place, ...]
    never: re.Pattern[str] | None
    never_before: re.Pattern[str] | None
    context: re.Pattern[str] | None
    is_total: bool
    is_stock: bool
    none: re.Pattern[str] | None
    none_never: re.Pattern[str] | None
    none_quantity: str
    sum_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """The words that tell which year and whose figures a sentence is about.

    A match of `words` is of the kind that its last group is named for (``this``, ``other``, ``year``, ``range`` …). It
    begins with one of `initials`: a search for these alone is several times faster. `not_values` disqualifies a number
    in whose clause it stands; `whole_of` is the end of an agency's name by which it reports for a whole division."""

    words: re.Pattern[str]
    initials: re.Pattern[str]
    not_values: re.Pattern[str]
    whole_of: re.Pattern[str]


@dataclass(frozen=True)
class Quantities:
    """All quantities, the scope words, and the sections in which figures are not results."""

    all: tuple[Quantity, ...]
    scope: Scope
    sections_unread: frozenset[str]

    @cached_property
    def passed_over(self) -> frozenset[str]:
        """Codes of what is not read: `sections_unread`, and topics, which repeat a part of their section."""
        return self.sections_unread | {topic.code for topic in narrative().topics}

    @cached_property
    def told(self) -> tuple[Quantity, ...]:
        """The quantities that are figures of their own."""
        return tuple(quantity for quantity in self.all if not quantity.sum_of)

    @cached_property
    def needed(self) -> Mapping[str, tuple[Quantity, ...]]:
        """Quantities by a word that their sentences need."""
        return _by_need(self.told)

    @cached_property
    def deniable(self) -> Mapping[str, tuple[Quantity, ...]]:
        """Those of which a text may say that there was none, by a word that their sentences need."""
        return _by_need([quantity for quantity in self.told if quantity.none])

    @cached_property
    def sums(self) -> tuple[Quantity, ...]:
        """The quantities that add up others."""
        return tuple(quantity for quantity in self.all if quantity.sum_of)


def _by_need(quantities_: Sequence[Quantity]) -> dict[str, tuple[Quantity, ...]]:
    words = dict.fromkeys(word for quantity in quantities_ for word in quantity.needs)
    return {word: tuple(quantity for quantity in quantities_ if word in quantity.needs) for word in words}


@lru_cache
def quantities(path: Path = QUANTITIES_FILE) -> Quantities:
    """The quantities of a file, read once."""
    with understood(path):
        data = read_toml(path).data
        units = {name: frozenset(printed) for name, printed in data["units"].items()}
        scope = data["scope"]
        words = "|".join(f"(?P<{kind}>{pattern.replace('{Y}', _YEAR)})" for kind, pattern in scope.items())
        return Quantities(
            tuple(_quantity(entry, units, data["led"]) for entry in data["quantity"]),
            Scope(
                re.compile(words),
                re.compile(data["initials"]),
                re.compile(data["not_values"]),
                re.compile(data["whole_of"]),
            ),
            frozenset(data["sections_unread"]),
        )


def _quantity(entry: Mapping[str, Any], units: Mapping[str, frozenset[str]], led: str) -> Quantity:
    return Quantity(
        entry["code"],
        entry.get("label", ""),
        entry.get("unit", ""),
        units.get(entry.get("units", ""), frozenset()),
        tuple(entry["needs"]),
        tuple(_place(pattern, led) for pattern in entry.get("patterns", ())),
        _any(entry, "never"),
        _any(entry, "never_before"),
        _any(entry, "context"),
        entry.get("total", False),
        entry.get("stock", False),
        re.compile("|".join(entry["none"])) if "none" in entry else None,
        _any(entry, "none_never"),
        entry.get("none_quantity", ""),
        tuple(entry.get("sum_of", ())),
    )


def _any(entry: Mapping[str, Any], key: str) -> re.Pattern[str] | None:
    return re.compile(entry[key]) if key in entry else None


def _place(pattern: str, led: str) -> Place:
    before, _, behind = pattern.partition(NUMBER)
    return Place(re.compile(f"(?:{before}){led}$") if before else None, re.compile(behind) if behind else None)
