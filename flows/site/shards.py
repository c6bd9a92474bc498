"""In which shard something lies: by the hash of its key, among a power of two of shards that hardly ever changes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from zlib import crc32

SLACK = 2
"""By so many doublings the number of shards may differ from the one wanted before it is changed, and all are written
anew."""


def bits_for(things: int, together: int, before: int | None = None) -> int:
    """How many bits of the hash tell the shard, so that some `together` things lie in one; as `before` while that is
    near enough."""
    wanted = max(0, (max(things, 1) // together).bit_length())
    return before if before is not None and abs(before - wanted) <= SLACK else wanted


def shard_of(key: str, bits: int) -> str:
    """The name of the shard of a key, in hexadecimal digits; the pages reckon the same (static/core.js)."""
    return f"{crc32(key.encode()) & ((1 << bits) - 1):0{max(1, (bits + 3) // 4)}x}"


def by_shard(keys: Iterable[str], bits: int) -> Iterator[tuple[str, list[str]]]:
    """The keys of each shard, both in order."""
    placed = sorted((shard_of(key, bits), key) for key in keys)
    for shard, group in groupby(placed, key=lambda one: one[0]):
        yield shard, [key for _, key in group]


def one_object(bodies: Mapping[str, str]) -> str:
    """JSON of an object whose values are JSON already."""
    return "{" + ",".join(f"{json.dumps(key)}:{bodies[key]}" for key in sorted(bodies)) + "}"
