"""Figures told in the prose of a report: what `schema.quantities` describes, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from schema.quantities import Quantity, quantities
from schema.text import narrow

_YEAR = re.compile(r"(20\d\d)年")
_SENTENCE_END = re.compile(r"[。;]")


def prose_figures(text: str, year: int | None) -> Mapping[str, tuple[int, ...]]:
    """All values that the prose tells of each quantity, in printed order; quantities it is silent on are left out."""
    plain = "".join(narrow(text).split())
    terms = quantities()
    found: dict[str, tuple[int, ...]] = {}
    for quantity in terms.all:
        if quantity.needs not in plain:
            continue
        if quantity.sum_of:
            parts = [found[part][0] for part in quantity.sum_of if part in found]
            values: tuple[int, ...] = (sum(parts),) if len(parts) > 1 else ()
        else:
            values = tuple(_values(quantity, plain, year, terms.unless))
        if values:
            found[quantity.code] = values
    return found


def _values(quantity: Quantity, plain: str, year: int | None, unless: re.Pattern[str]) -> Iterator[int]:
    for pattern in quantity.patterns:
        for match in pattern.finditer(plain):
            if quantity.never and quantity.never.search(match[0]):
                continue
            start = max(
                (end.end() for end in _SENTENCE_END.finditer(plain, max(0, match.start() - 120), match.start())),
                default=0,
            )
            lead = plain[start : match.end()]
            if unless.search(lead) or any(year and int(other) != year for other in _YEAR.findall(lead)):
                continue
            yield quantity.says if quantity.says is not None else int(match[1])
