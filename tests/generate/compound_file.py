"""Compound files (OLE2) of any size, written by hand: the large documents that no program here would make."""

from __future__ import annotations

import struct
from collections.abc import Mapping

SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_PER_SECTOR = SECTOR // 4
SMALLEST = 4096
"""Bytes up to which a stream would stand among the small ones, which are not written here: shorter ones are filled."""


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A file of these streams, in the order in which a reader looks for names: shorter ones first."""
    padded = {
        name: body.ljust(SMALLEST, b"\0")
        for name, body in sorted(streams.items(), key=lambda item: (len(item[0]), item[0].upper()))
    }
    chains: list[int] = []
    begins = []
    for body in padded.values():
        count = -(-len(body) // SECTOR)
        begins.append(len(chains))
        chains += [*range(len(chains) + 1, len(chains) + count), _END]
    entries = _entries(padded, begins)
    directory = -(-len(entries) // SECTOR)
    directory_at = len(chains)
    chains += [*range(directory_at + 1, directory_at + directory), _END]
    tables, further = 0, 0
    while tables * _PER_SECTOR < len(chains) + tables + further:
        tables += 1
        further = -(-max(0, tables - 109) // (_PER_SECTOR - 1))
    fat_at, further_at = len(chains), len(chains) + tables
    chains += [_FAT] * tables + [_FAT - 1] * further
    chains += [_FREE] * (tables * _PER_SECTOR - len(chains))
    places = [*range(fat_at, fat_at + tables)]
    head = struct.pack(
        "<8s16xHHHHH6xIII4xIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, directory_at, SMALLEST, _END, 0,
        further_at if further else _END, further,
    )  # fmt: skip
    head += _longs(places[:109], 109)
    filled = b"".join(body.ljust(-(-len(body) // SECTOR) * SECTOR, b"\0") for body in padded.values())
    behind = b"".join(
        _longs(places[109 + at : 109 + at + _PER_SECTOR - 1], _PER_SECTOR - 1)
        + struct.pack("<I", further_at + at // (_PER_SECTOR - 1) + 1 if at + _PER_SECTOR - 1 < tables - 109 else _END)
        for at in range(0, further * (_PER_SECTOR - 1), _PER_SECTOR - 1)
    )
    fat = struct.pack(f"<{len(chains)}I", *chains)
    return head + filled + entries.ljust(directory * SECTOR, b"\0") + fat + behind


def _entries(streams: Mapping[str, bytes], begins: list[int]) -> bytes:
    """The directory: the root, and the streams as a chain to the right, which is a tree, too."""
    made = [_entry("Root Entry", 5, _FREE, 1, _END, 0)]
    for number, (name, body) in enumerate(streams.items(), 1):
        made.append(
            _entry(name, 2, number + 1 if number < len(streams) else _FREE, _FREE, begins[number - 1], len(body))
        )
    made += [bytes(68) + struct.pack("<III", _FREE, _FREE, _FREE) + bytes(48)] * (-len(made) % 4)
    return b"".join(made)


def _entry(name: str, kind: int, right: int, child: int, begin: int, size: int) -> bytes:
    raw = name.encode("utf-16-le")
    return struct.pack("<64sHBBIII36xIQ", raw, len(raw) + 2, kind, 1, _FREE, right, child, begin, size)


def _longs(numbers: list[int], count: int) -> bytes:
    return struct.pack(f"<{count}I", *numbers, *[_FREE] * (count - len(numbers)))
