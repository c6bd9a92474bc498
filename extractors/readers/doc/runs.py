"""Pages of formatted runs (FKP, [MS-DOC] 2.9.33, 2.9.174): which bytes of the text have which property modifiers."""

from __future__ import annotations

import struct
from bisect import bisect_right
from itertools import pairwise
from typing import NamedTuple

PAGE = 512
_PAGE_NUMBER = 0x3FFFFF
_PARAGRAPH_ENTRY, _CHARACTER_ENTRY = 13, 1


class Runs(NamedTuple):
    """Runs in the order of the file: `starts` and `ends` are FCs, `lists` the modifiers; those of a paragraph follow
    the two bytes of its style."""

    starts: list[int]
    ends: list[int]
    lists: list[bytes]

    def at(self, fc: int) -> bytes:
        """The modifiers of the run in which this byte stands, ``b""`` where no run has it."""
        index = bisect_right(self.starts, fc) - 1
        return self.lists[index] if index >= 0 and fc < self.ends[index] else b""


def paragraph_runs(plc: bytes, word: bytes) -> Runs:
    """The runs of paragraphs; `plc` lists their pages."""
    return _runs(plc, word, _PARAGRAPH_ENTRY)


def character_runs(plc: bytes, word: bytes) -> Runs:
    """The runs of characters; `plc` lists their pages."""
    return _runs(plc, word, _CHARACTER_ENTRY)


def _runs(plc: bytes, word: bytes, entry: int) -> Runs:
    count = max(0, (len(plc) - 4) // 8)
    numbers = struct.unpack_from(f"<{count}I", plc, 4 * (count + 1)) if count else ()
    found: list[tuple[int, int, bytes]] = []
    for number in dict.fromkeys(number & _PAGE_NUMBER for number in numbers):
        page = word[number * PAGE : (number + 1) * PAGE]
        if len(page) == PAGE:
            found += _of_page(page, entry)
    if any(first[0] > second[0] for first, second in pairwise(found)):
        found.sort()
    starts, ends, lists = (list(column) for column in zip(*found, strict=True)) if found else ([], [], [])
    return Runs(starts, ends, lists)


def _of_page(page: bytes, entry: int) -> list[tuple[int, int, bytes]]:
    count = page[-1]
    if 4 * (count + 1) + entry * count >= PAGE:
        return []
    bounds = struct.unpack_from(f"<{count + 1}I", page)
    offsets = page[4 * (count + 1) : 4 * (count + 1) + entry * count : entry]
    known: dict[int, bytes] = {0: b""}
    found = []
    for index, offset in enumerate(offsets):
        if offset not in known:
            known[offset] = _list(page, 2 * offset, entry)
        found.append((bounds[index], bounds[index + 1], known[offset]))
    return found


def _list(page: bytes, at: int, entry: int) -> bytes:
    length = page[at]
    at += 1
    if entry == _PARAGRAPH_ENTRY:  # counted in words; with a leading zero the count follows, without it is one too high
        if length:
            length = 2 * length - 1
        elif at < PAGE - 1:
            length = 2 * page[at]
            at += 1
    return page[at : min(at + length, PAGE - 1)]
