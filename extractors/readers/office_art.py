"""The trees of records in which binary files of Office keep their drawings ([MS-ODRAW])."""

from __future__ import annotations

import struct
from collections.abc import Iterator

CONTAINER = 0x0F
"""The version of a record that holds others."""
SHAPE, OF_SHAPE, PROPERTIES, ANCHOR, HAS_OBJECT = 0xF004, 0xF00A, 0xF00B, 0xF010, 0xF011
"""Kinds of records: a shape, and what stands in it: its number and kind, its properties, its place, its object."""
DEEPEST = 12


def entries(stream: bytes, at: int = 0) -> Iterator[tuple[int, int, int, bytes]]:
    """The records side by side in a stream: version, instance, kind, body; behind what is broken there are none."""
    while at + 8 <= len(stream):
        version, code, length = struct.unpack_from("<HHI", stream, at)
        yield version & 0x0F, version >> 4, code, stream[at + 8 : at + 8 + length]
        at += 8 + length


def told(properties: bytes) -> Iterator[tuple[int, int]]:
    """The numbers and values of properties; of longer ones the values stand behind all and are lengths here."""
    for at in range(0, len(properties) - 5, 6):
        number, value = struct.unpack_from("<HI", properties, at)
        yield number & 0x3FFF, value
