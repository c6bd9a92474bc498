"""What a text took over from another, clause by clause. The explorer reckons the same (flows/site/static/alike.js)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

SAME, FIGURES, CHANGED, NEW = "same", "figures", "changed", "new"
"""Word by word; but for its numbers; much alike; of its own."""

SHORTEST = 6
"""Characters of a clause below which two may be alike by chance; of these nothing is told."""

NEAR = 0.6
"""Share of pairs of characters from which a clause is a changed one and not a new one."""

_CLAUSE = re.compile("[^。！？；，、：!?;,:\n]*[。！？；，、：!?;,:\n]|[^。！？；，、：!?;,:\n]+")
_NUMBER = re.compile("[0-9]+")


class ClauseTold(NamedTuple):
    """A clause with what ends it, how it stands to the other text (empty: too short to tell), and how many characters
    it counts for."""

    clause: str
    how: str
    size: int


def compared(text: str, other: str, section: str) -> list[ClauseTold]:
    """The clauses of `text` beside `other`, all of the other report, and `section`, what stands in the same place of
    it: there alone changed clauses are looked for."""
    keys = {_key(clause) for clause in _clauses(other)}
    shapes = {_masked(key) for key in keys}
    near = [_pairs(key) for clause in _clauses(section) if len(key := _key(clause)) >= SHORTEST]
    return [_told(clause, keys, shapes, near) for clause in _clauses(text)]


def share_taken_over(told: Iterable[ClauseTold]) -> float | None:
    """The share of characters that were taken over word by word; None where no clause is long enough to tell."""
    sizes = Counter[bool]()
    for one in told:
        sizes[one.how == SAME] += one.size
    return sizes[True] / sizes.total() if sizes.total() else None


def _told(clause: str, keys: set[str], shapes: set[str], near: list[Counter[str]]) -> ClauseTold:
    key = _key(clause)
    if len(key) < SHORTEST:
        return ClauseTold(clause, "", 0)
    if key in keys:
        how = SAME
    elif _masked(key) in shapes:
        how = FIGURES
    else:
        pairs = _pairs(key)
        how = CHANGED if any(_likeness(pairs, one) >= NEAR for one in near) else NEW
    return ClauseTold(clause, how, len(key))


def _clauses(text: str) -> Iterator[str]:
    return (found[0] for found in _CLAUSE.finditer(text))


def _key(clause: str) -> str:
    return "".join(sign for sign in clause if not sign.isspace() and unicodedata.category(sign)[0] not in "PS")


def _masked(key: str) -> str:
    return _NUMBER.sub("0", key)


def _pairs(key: str) -> Counter[str]:
    return Counter(key[at : at + 2] for at in range(len(key) - 1))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Dice's measure over pairs of characters."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0
