"""What can happen to a file that is written and read: a full disk, damage. Functions of what the libraries say, and an
`OSError` that names its file."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
ROOM = "make room and run it again: what was there is as it was"
"""The way out of a full disk. Every write is a transaction, or a file written beside its place and renamed."""

ONCE_MORE = "run it again, what was there is as it was; where that comes again"
"""The way out of what may pass by itself."""

_FULL = ("No space left on device", "File too large", "Disk quota exceeded", "disk is full", "disk I/O error")
_DAMAGED = (
    "not a valid DuckDB database file",
    "Could not read enough bytes",
    "Corrupt",
    "replaying WAL",
    "is not a database",
    "is malformed",
)

_IN_USE = ("Could not set lock on file", "Conflicting lock is held")


def is_in_use(message: str) -> bool:
    """Whether a library says that another process has the file in use."""
    return any(words in message for words in _IN_USE)


def is_full(message: str) -> bool:
    """Whether a library says that a file cannot grow."""
    return any(words in message for words in _FULL)


def is_damaged(message: str) -> bool:
    """Whether a library says that a file is none of its own, or not whole."""
    return any(words in message for words in _DAMAGED)


def damage(path: Path) -> str:
    """What is wrong with the first bytes of a DuckDB file; empty where nothing is, or where it cannot be looked at."""
    try:
        with path.open("rb") as file:
            head = file.read(12)
    except OSError:
        return ""
    if not head:
        return "it is empty (0 bytes)"
    return "" if head[8:12] == b"DUCK" else "it is no DuckDB file"


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """An error of the operating system within is told with this file, where it names none."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = str(path)
        raise
