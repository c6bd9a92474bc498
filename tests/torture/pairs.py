"""Which pair a name is: ``SEED:N`` is always the same fault at the same moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from tests.torture.child import CRAWLING, KILL, MOMENTS, NO_SPACE, PUBLISHING
from tests.torture.world import KINDS, NIGHT

QUIET = "quiet"
FLIP, CUT, REMOVE, YESTERDAY = "one flipped byte", "a cut file", "a removed file", "yesterday's copy"
STORES = ("archive", "ledger", "working file", "its .wal", "release", "link", "export")
ARCHIVE, LEDGER, WORK, WAL, RELEASE, LINK, EXPORT = STORES
FAULTS = (KILL, NO_SPACE, FLIP, CUT, REMOVE, YESTERDAY)


@dataclass(frozen=True)
class Pair:
    """A moment and a fault. `store` is empty where the fault is one of the process. `share`: how far into the moment
    it comes, 0 to 1. `dies`: the process is killed before the store is damaged. `after`: of quiet ones, whether the day
    is over, so that nothing new comes any more. The name chooses among files and bytes."""

    name: str
    kind: str
    moment: str
    fault: str
    store: str
    share: float
    dies: bool
    after: bool

    def __str__(self) -> str:
        when = f"{self.moment}{' after the day' if self.moment == QUIET and self.after else ''}"
        where = f" of the {self.store}" if self.store else ""
        how = ", killed before" if self.dies and self.store and self.moment != QUIET else ""
        return f"{self.name} ({self.kind}): {when}, {self.fault}{where}{how}"


def pairs(seed: int, count: int) -> Iterator[Pair]:
    """So many pairs, each kind of fault about as often."""
    return (pair(f"{seed}:{number}") for number in range(count))


def pair(name: str) -> Pair:
    """The pair of a name."""
    rng = Random(name)
    moment = rng.choice((*MOMENTS, QUIET))
    fault = rng.choice(FAULTS)
    store = "" if fault in (KILL, NO_SPACE) else rng.choice(STORES)
    kind = rng.choice(KINDS)
    if moment == CRAWLING or store in (ARCHIVE, LEDGER):
        kind = NIGHT
    share, dies, after = rng.random(), rng.random() < 0.5 or store == WAL, rng.random() < 0.5
    return Pair(name, kind, moment, fault, store, share, dies, after)


SHORT = tuple(
    Pair(f"short:{number}", NIGHT, *what, share=0.5, dies=False, after=True)
    for number, what in enumerate(
        (
            (PUBLISHING, KILL, ""),
            (QUIET, FLIP, RELEASE),
            (QUIET, CUT, WORK),
            (QUIET, REMOVE, LEDGER),
        )
    )
)
"""A few that are quickly tried: what the tests try by default."""
