"""Bytes packed for keeping: a file ``<sha256>.zst``, which the zstd tools unpack as well. Pages take an eighth of their
room so, texts a third.

Before the packed bytes stands a frame that those tools pass over: it tells the sizes of both, so that a file can be
measured without being read. What a file claims is not believed: nothing is unpacked beyond `LARGEST`, nor beyond what
its head tells."""

from __future__ import annotations

import hashlib
import struct
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from xxgk.schema.errors import XxgkError

if TYPE_CHECKING:
    import pyarrow as pa

ENDING = ".zst"
LARGEST = 16 << 20
"""Bytes that are packed, and unpacked, in one piece; what is larger is a scan or an archive, and is kept as it came."""

_SAVING = 0.95
"""Of its size, which the packed form must not exceed to be worth it."""

_LEVEL = 3
HEAD = struct.Struct("<IIQQ")
PASSED_OVER = 0x184D2A50
"""The number by which a frame begins that tools pass over."""


class PackedError(XxgkError, OSError):
    """A packed file that is damaged, or claims to hold more than is unpacked: it cannot be read, as others that the
    disk does not give."""


def is_of(body: bytes, sha256: str) -> bool:
    """Whether bytes are those of a hash: what stands under a name is not believed to be what it names."""
    return hashlib.sha256(body).hexdigest() == sha256


def packed(body: bytes) -> bytes | None:
    """The packed form; None where it would save little."""
    if not 0 < len(body) <= LARGEST:
        return None
    inner: bytes = _codec().compress(body, asbytes=True)
    if len(inner) + HEAD.size > _SAVING * len(body):
        return None
    return HEAD.pack(PASSED_OVER, HEAD.size - 8, len(body), len(inner)) + inner


def unpacked(file: bytes) -> bytes:
    """What was packed. Raises PackedError."""
    size, inner = _sizes(file[: HEAD.size])
    if len(file) != HEAD.size + inner:
        raise PackedError("its end is missing")
    try:
        return bytes(_codec().decompress(file[HEAD.size :], size, asbytes=True))
    except OSError as error:
        raise PackedError("it cannot be unpacked") from error


def size_of(path: Path) -> int:
    """How many bytes a file holds, unpacked, read off its head. Raises PackedError where the file is not as long as
    that tells, and OSError."""
    with path.open("rb") as file:
        size, inner = _sizes(file.read(HEAD.size))
    if path.stat().st_size != HEAD.size + inner:
        raise PackedError("its end is missing")
    return size


def is_packed(path: Path) -> bool:
    """Whether a file is packed, by its name: a hash with our ending."""
    return path.suffix == ENDING and len(path.stem) == 64


def read(path: Path) -> bytes:
    """The bytes of a file, unpacked where it is packed. Raises OSError, PackedError."""
    body = path.read_bytes()
    return unpacked(body) if is_packed(path) else body


def _sizes(head: bytes) -> tuple[int, int]:
    """The bytes of the unpacked and of the packed form."""
    if len(head) != HEAD.size:
        raise PackedError("its head is missing")
    begins, length, size, inner = HEAD.unpack(head)
    if (begins, length) != (PASSED_OVER, HEAD.size - 8) or not 0 < size <= LARGEST:
        raise PackedError("its head is none of ours")
    return size, inner


@cache
def _codec() -> pa.Codec:
    import pyarrow as pa  # noqa: PLC0415  takes longer to load than most commands take

    return pa.Codec("zstd", compression_level=_LEVEL)
