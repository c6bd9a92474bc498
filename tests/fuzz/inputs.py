"""An input by its name: ``docx/1/77`` is the base document, the seed, the number; ``docx/1/77:0,3`` has only two of its
edits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from tests.fuzz.corpus import BASES, document
from tests.fuzz.edits import LARGEST
from tests.fuzz.packages import zipped
from tests.fuzz.raw import RAW

DRAWN = tuple(name for name, base in BASES.items() for _ in range(base.share))
SHARE_DRESSED, SHARE_RAW, SHARE_ZIPPED, SHARE_ANOTHER = 0.15, 0.15, 0.02, 0.6
BEYOND = 8 * LARGEST
"""Bytes of which no more than the first are handed in."""


@dataclass(frozen=True)
class Input:
    """The bytes of an input, and the edits that made them; `dressed` if all of them leave what is printed."""

    name: str
    base: str
    data: bytes
    edits: tuple[str, ...]
    dressed: bool


def names(seed: int, count: int, first: int = 0) -> Iterator[str]:
    """The names of so many inputs; bases take turns by their share."""
    for number in range(first, first + count):
        yield f"{DRAWN[number % len(DRAWN)]}/{seed}/{number}"


def made(name: str) -> Input:
    """The input of that name."""
    whole, _, kept = name.partition(":")
    base = BASES[whole.partition("/")[0]]
    rng = Random(whole)
    dressed = base.can_be_dressed and rng.random() < SHARE_DRESSED
    structural = raw = _count(rng)
    if dressed or rng.random() >= SHARE_RAW:
        raw = 0
    elif rng.random() < 0.5:
        structural = 0
    in_zip = not dressed and rng.random() < SHARE_ZIPPED
    chosen = {int(number) for number in kept.split(",")} if kept else range(structural + raw)
    opened = base.structure.opened(document(whole.partition("/")[0]))
    told = []
    for number in (number for number in range(structural) if number in chosen):
        own = Random(f"{whole}/{number}")
        edit = own.choice(base.structure.dressed if dressed else base.structure.broken)
        edit(opened, own)
        told.append(f"{number} {edit.__name__}")
    data = bytearray(base.structure.closed(opened)[:BEYOND])
    for number in (number for number in range(structural, structural + raw) if number in chosen):
        own = Random(f"{whole}/{number}")
        edit = own.choice(RAW.broken)
        edit(data, own)
        told.append(f"{number} {edit.__name__} (bytes)")
    written = zipped(bytes(data), rng) if in_zip else bytes(data)
    return Input(name, whole.partition("/")[0], written, tuple(told), dressed)


def numbers(name: str) -> list[int]:
    """The numbers of the edits of an input."""
    return [int(told.partition(" ")[0]) for told in made(name).edits]


def _count(rng: Random) -> int:
    count = 1
    while rng.random() < SHARE_ANOTHER and count < 12:
        count += 1
    return count
