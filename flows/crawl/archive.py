"""Raw bytes, kept for ever under their hash: ``ab/cd/<sha256>``. A path is made of a hash and of nothing else.

A file appears whole or not at all: written beside, brought to the disk, renamed. What a killed run left half-written
lies in ``new/`` and is removed by the next that finds nobody else writing there."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import secrets
import weakref
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

from flows.mishaps import naming
from schema.errors import XxgkError

SHA256 = re.compile(r"[0-9a-f]{64}")

WRITERS = 8
"""Files brought to the disk side by side: the disk takes eight together in the time of two one by one."""

PIECE = 1 << 20
"""Bytes copied at a time."""


class ArchiveError(XxgkError):
    """A hash that is none, or bytes that are not what their name says."""


class Archive:
    """A folder of bytes. Any number of processes may write and read: the same bytes have the same name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._new = folder / "new"
        self._own = secrets.token_hex(4)

    def open(self) -> None:
        """Make ready for writing; remove what killed runs left, unless another process is writing here."""
        self._new.mkdir(parents=True, exist_ok=True)
        lock = os.open(self._new / ".lock", os.O_RDWR | os.O_CREAT)
        weakref.finalize(self, os.close, lock)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            for left in self._new.iterdir():
                if left.name != ".lock":
                    left.unlink()
        except BlockingIOError:
            pass
        fcntl.flock(lock, fcntl.LOCK_SH)

    def path(self, sha256: str) -> Path:
        """Where the bytes of a hash are, or would be. Raises ArchiveError where it is no hash."""
        if not SHA256.fullmatch(sha256):
            raise ArchiveError(f"no sha256: {sha256!r}")
        return self.folder / sha256[:2] / sha256[2:4] / sha256

    def put(self, body: bytes) -> str:
        """Keep bytes; their hash. When it returns they are on the disk."""
        sha256 = hashlib.sha256(body).hexdigest()
        if not self.path(sha256).exists():
            part = self._part(sha256)
            with naming(part), part.open("wb") as file:
                file.write(body)
                _to_disk(file)
            self._rename(part, sha256)
        return sha256

    def keep(self, files: Mapping[str, Path]) -> None:
        """Keep copies of files, by the hashes that they are known by; when it returns they are on the disk.

        A file that cannot be read any more, or whose bytes are others by now, is left out: its reading will tell.
        Copies, not links: a file that its owner writes to would change under its name here. Raises OSError where the
        archive cannot be written."""
        absent = [(sha256, path) for sha256, path in files.items() if not self.path(sha256).exists()]
        if len(absent) == 1:
            self._copy(*absent[0])
        elif absent:
            with ThreadPoolExecutor(min(WRITERS, len(absent))) as writers:
                for _ in writers.map(self._copy, *zip(*absent, strict=True)):
                    pass

    def get(self, sha256: str) -> bytes:
        """The bytes of a hash. Raises ArchiveError where they are not there or not whole."""
        try:
            body = self.path(sha256).read_bytes()
        except OSError as error:
            raise ArchiveError(f"{sha256} is not in the archive: {error.strerror}") from error
        if hashlib.sha256(body).hexdigest() != sha256:
            raise ArchiveError(f"{self.path(sha256)} is not what its name says")
        return body

    def _copy(self, sha256: str, path: Path) -> None:
        part, digest = self._part(sha256), hashlib.sha256()
        try:
            source = path.open("rb")
        except OSError:
            return
        with source, naming(part), part.open("wb") as file:
            while piece := _read(source):
                digest.update(piece)
                file.write(piece)
            if whole := digest.hexdigest() == sha256:
                _to_disk(file)
        if whole:
            self._rename(part, sha256)
        else:
            part.unlink()

    def _part(self, sha256: str) -> Path:
        """Where this process writes the bytes of a hash."""
        return self._new / f"{sha256}.{self._own}"

    def _rename(self, part: Path, sha256: str) -> None:
        path = self.path(sha256)
        try:
            part.replace(path)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            part.replace(path)


def _to_disk(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _read(source: BinaryIO) -> bytes:
    """The next piece; none where the disk under it fails."""
    try:
        return source.read(PIECE)
    except OSError:
        return b""
