"""Raw bytes, kept for ever under their hash: ``ab/cd/<sha256>``. A path is made of a hash and of nothing else.

A file appears whole or not at all: written beside, brought to the disk, renamed. What a killed run left half-written
lies in ``new/`` and is overwritten or removed by the next."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from schema.errors import XxgkError

SHA256 = re.compile(r"[0-9a-f]{64}")


class ArchiveError(XxgkError):
    """A hash that is none, or bytes that are not what their name says."""


class Archive:
    """A folder of bytes. One process writes at a time (the ledger's lock sees to it); any number may read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._new = folder / "new"

    def open(self) -> None:
        """Make ready for writing; remove what a killed run left."""
        self._new.mkdir(parents=True, exist_ok=True)
        for left in self._new.iterdir():
            left.unlink()

    def path(self, sha256: str) -> Path:
        """Where the bytes of a hash are, or would be. Raises ArchiveError where it is no hash."""
        if not SHA256.fullmatch(sha256):
            raise ArchiveError(f"no sha256: {sha256!r}")
        return self.folder / sha256[:2] / sha256[2:4] / sha256

    def put(self, body: bytes) -> str:
        """Keep bytes; their hash. When it returns they are on the disk."""
        sha256 = hashlib.sha256(body).hexdigest()
        path = self.path(sha256)
        if not path.exists():
            part = self._new / sha256
            with part.open("wb") as file:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
            path.parent.mkdir(parents=True, exist_ok=True)
            part.replace(path)
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes of a hash. Raises ArchiveError where they are not there or not whole."""
        try:
            body = self.path(sha256).read_bytes()
        except OSError as error:
            raise ArchiveError(f"{sha256} is not in the archive: {error.strerror}") from error
        if hashlib.sha256(body).hexdigest() != sha256:
            raise ArchiveError(f"{self.path(sha256)} is not what its name says")
        return body
