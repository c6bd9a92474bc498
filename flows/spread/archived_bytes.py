"""The bytes of an archive, as a worker fetches them, or who has lost some of another: from a folder or a bucket."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Protocol

from xxgk.flows.crawl.kept.archive import Archive, ArchiveError
from xxgk.flows.storage import Store, is_bucket, store_at


class ArchivedBytes(Protocol):
    """Bytes by their hash."""

    def get(self, sha256: str) -> bytes | None:
        """The bytes; None where the archive does not have them, or has others under that name. Raises OSError where it
        cannot be asked."""


def name_of(sha256: str) -> str:
    """Where the bytes of a hash are in a bucket."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def archived_bytes(archive: str) -> ArchivedBytes:
    """The bytes of an archive."""
    return _InBucket(store_at(archive)) if is_bucket(archive) else _InFolder(Archive(Path(archive)))


class _InFolder:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def get(self, sha256: str) -> bytes | None:
        if not self._archive.folder.is_dir():
            raise FileNotFoundError(2, "this machine has no such archive", str(self._archive.folder))
        try:
            return self._archive.get(sha256)
        except ArchiveError:
            return None


class _InBucket:
    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, sha256: str) -> bytes | None:
        try:
            body = self._store.get(name_of(sha256))
        except FileNotFoundError:
            return None
        return body if hashlib.sha256(body).hexdigest() == sha256 else None
