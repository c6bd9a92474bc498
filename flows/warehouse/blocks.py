"""Whether a file of DuckDB is whole to the last byte, told in one pass over its bytes.

DuckDB writes a checksum into the head of every block and holds a block against it when it reads one. Here all blocks
are held against theirs, without asking what is in them: as fast as memory, where a query over all values takes many
times as long. A block that is not used any more may hold anything, and another DuckDB may write its blocks otherwise:
so a file that is not whole here may be, and DuckDB is asked.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

HEAD = 3 * 4096
"""Bytes before the first block."""

BLOCK = 1 << 18
"""Bytes of a block; the first eight are the checksum of the others."""

PIECE = 64 * BLOCK
"""Bytes read at a time."""

_FACTOR, _START = pa.scalar(0xBF58476D1CE4E5B9, pa.uint64()), 5381


class Looked(NamedTuple):
    """What a look through a file told: the SHA-256 of all its bytes, and whether each block is what its checksum
    says."""

    sha256: str
    is_whole: bool


def look_through(path: Path) -> Looked:
    """Read a closed file of DuckDB once. Raises OSError where it cannot be read."""
    digest, is_whole = hashlib.sha256(), True
    with path.open("rb") as file:
        digest.update(file.read(HEAD))
        while piece := file.read(PIECE):
            digest.update(piece)
            is_whole = is_whole and _are_whole(piece)
    return Looked(digest.hexdigest(), is_whole)


def hash_of(path: Path) -> str:
    """The SHA-256 of all bytes of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _are_whole(blocks: bytes) -> bool:
    """Whether all of these blocks are what their checksums say."""
    if len(blocks) % BLOCK:
        return False
    words = pa.Array.from_buffers(pa.uint64(), len(blocks) // 8, [None, pa.py_buffer(blocks)])
    step = BLOCK // 8
    return all(_checksum(words[at + 1 : at + step]) == words[at].as_py() for at in range(0, len(words), step))


def _checksum(words: pa.Array) -> int:
    """The words of a block times a constant, folded into one by exclusive or."""
    folded, rest = pc.multiply(words, _FACTOR), _START
    while (count := len(folded)) > 1:
        if count % 2:
            rest ^= folded[count - 1].as_py()
        folded = pc.bit_wise_xor(folded[: count // 2], folded[count // 2 : count // 2 * 2])
    return int(rest ^ folded[0].as_py())
