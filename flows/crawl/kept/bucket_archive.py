"""An archive that lies in a bucket, laid out as one in a folder is: ``ab/cd/<sha256>.zst``, or without the ending where
packing saves nothing. What is put there is there whole or not at all.

What is read is a file, for those who read have no network. So bytes are fetched when they are asked for, into a folder
of this machine, unpacked: a cache that begins to be emptied at `CACHE` bytes, and may be removed at any time. What lies
in it lies in the bucket, for it is put there first."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from xxgk.flows.crawl.kept.archive import SHA256, WRITERS, Archive, ArchiveError
from xxgk.flows.crawl.kept.packed import ENDING, LARGEST, PackedError, is_of, packed, unpacked
from xxgk.flows.storage import Store, StorePlace, is_bucket, store_at

CACHE = 4 << 30
"""Bytes that are kept at hand on this machine; then those go that were fetched first."""

HELD = 300.0
"""Seconds in which nothing that was fetched goes: it may wait to be read."""

CACHE_PLACE = "XXGK_ARCHIVE_CACHE"
"""The variable that names the folder of the cache; ``~/.cache/xxgk`` where it is not there."""

DAMAGED = "damaged"


def archive_at(place: StorePlace) -> Archive:
    """The archive at a place. Raises StorageError where that is a bucket and the extra for it is not installed."""
    if not is_bucket(place):
        return Archive(Path(place))
    name = hashlib.sha256(str(place).encode()).hexdigest()[:16]
    above = os.environ.get(CACHE_PLACE) or Path.home() / ".cache" / "xxgk"
    return BucketArchive(str(place), store_at(str(place)), Path(above, name))


def names_of(sha256: str) -> tuple[str, str]:
    """Where the bytes of a hash are in a bucket: packed, or as they came. Raises ArchiveError where it is no hash."""
    if not SHA256.fullmatch(sha256):
        raise ArchiveError(f"no sha256: {sha256!r}")
    plain = f"{sha256[:2]}/{sha256[2:4]}/{sha256}"
    return f"{plain}{ENDING}", plain


def fetched(store: Store, sha256: str) -> bytes | None:
    """The bytes of a hash in a bucket; None where they are not there, or others. Raises OSError where it does not
    answer."""
    for name in names_of(sha256):
        with suppress(FileNotFoundError, PackedError):
            kept = store.get(name)
            body = unpacked(kept) if name.endswith(ENDING) else kept
            if is_of(body, sha256):
                return body
    return None


def is_there(store: Store, sha256: str) -> bool:
    """Whether a bucket has something under the name of a hash; its bytes are not read."""
    return any(store.size(name) is not None for name in names_of(sha256))


def bring(store: Store, sha256: str, body: bytes) -> bool:
    """See that bytes are in a bucket, by name and size; whether they were put."""
    name, kept = _as_kept(sha256, body)
    if store.size(name) == len(kept):
        return False
    store.put(name, kept)
    return True


def put(store: Store, sha256: str, body: bytes) -> None:
    """Put bytes into a bucket, under the name of their hash."""
    store.put(*_as_kept(sha256, body))


def _as_kept(sha256: str, body: bytes) -> tuple[str, bytes]:
    """The name of bytes in a bucket, and what is kept of them there: they packed, where that is less."""
    small = packed(body)
    return names_of(sha256)[small is None], body if small is None else small


class BucketArchive(Archive):
    """A bucket of bytes; `folder` is its cache on this machine."""

    def __init__(self, place: str, store: Store, cache: Path) -> None:
        super().__init__(cache)
        self.place = place
        self._store = store
        self._names: set[str] | None = None
        self._more = CACHE
        """Bytes laid into the cache since it was looked over."""

    def must_be_there(self) -> None:
        """A bucket is asked when its bytes are; its cache is made ready."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._make_room()

    def path(self, sha256: str) -> Path:
        """Where the bytes of a hash are on this machine when they were fetched."""
        return self._place(sha256)

    def file(self, sha256: str) -> Path | None:
        """The file of a hash, fetched where it is not at hand; None where the bucket has no such bytes."""
        path = self._place(sha256)
        if not path.exists():
            body = fetched(self._store, sha256)
            if body is None:
                return None
            self._at_hand(sha256, body)
        return path

    def fetch(self, paths: Iterable[str]) -> None:
        """See that files of the cache are there that are to be read, as far as the bucket has them."""
        inside = f"{self._root}/"
        wanted = {Path(path).name for path in paths if path.startswith(inside)}
        self._make_room()
        with ThreadPoolExecutor(WRITERS) as fetching:
            for sha256, path in zip(wanted, fetching.map(self.file, wanted), strict=True):
                if path is not None:
                    with suppress(OSError):
                        os.utime(self._place(sha256))

    def put(self, body: bytes) -> str:
        """Keep bytes; their hash. When it returns they are in the bucket."""
        sha256 = hashlib.sha256(body).hexdigest()
        self._bring(sha256, body)
        return sha256

    def keep(self, files: Mapping[str, Path], *, read: bool = False) -> None:
        """Keep copies of files, by the hashes that they are known by: see `Archive.keep`. Of those that were `read`
        before it is only asked whether there is something of their name."""
        absent = {sha256: path for sha256, path in files.items() if not (read and self.is_there(sha256))}
        with ThreadPoolExecutor(WRITERS) as writers:
            for _ in writers.map(self._copy, absent, absent.values()):
                pass

    def get(self, sha256: str) -> bytes:
        """The bytes of a hash. Raises ArchiveError where the bucket does not have them, or others."""
        path = self.file(sha256)
        if path and is_of(body := path.read_bytes(), sha256):
            return body
        if path:  # the cache is damaged, not the bucket
            path.unlink()
            if (again := fetched(self._store, sha256)) is not None:
                self._at_hand(sha256, again)
                return again
        raise ArchiveError(f"{self.place} does not have {sha256}")

    def has(self, sha256: str) -> bool:
        """Whether the bucket has the bytes of a hash, whole: they are fetched anew. Where it lost them, and they are
        still at hand, they are put there again."""
        if (body := fetched(self._store, sha256)) is None:
            self._put_aside_there(sha256)
            body = self._still_at_hand(sha256)
        if body is not None:
            self._bring(sha256, body)
        return body is not None

    def _still_at_hand(self, sha256: str) -> bytes | None:
        with suppress(OSError):
            body = self._place(sha256).read_bytes()
            return body if is_of(body, sha256) else None
        return None

    def is_there(self, sha256: str) -> bool:
        """Whether the bucket has something of that name; its bytes are not read."""
        return is_there(self._store, sha256)

    def may_lack(self, sha256: str, _size: int | None, /) -> bool:
        """Whether the bucket, when it was first listed, had nothing of that name. What is there is as long as it was
        put."""
        if self._names is None:
            self._names = {sha256 for sha256, _ in self.hashes()}
        return sha256 not in self._names

    def is_whole(self, sha256: str) -> bool:
        """Whether the bytes of a hash are what their name says; they are fetched anew."""
        return fetched(self._store, sha256) is not None

    def hashes(self) -> Iterator[tuple[str, int]]:
        """Hash and size in the bucket of each file, in the order of the hashes."""
        sizes: dict[str, int] = {}
        for name, size in self._store.sizes():
            sha256 = name.rpartition("/")[2].removesuffix(ENDING)
            if SHA256.fullmatch(sha256) and name in names_of(sha256):
                sizes[sha256] = size
        yield from sorted(sizes.items())

    def add_lines(self, name: str, lines: str) -> None:
        """Add lines to a file of lines, as an object of their own: none can be added to."""
        self._store.put(f"{name}/{time.time_ns()}-{self._own}", lines.encode())

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of such a file, in the order in which they were added: first those that it had in a folder, if the
        archive was one."""
        with suppress(FileNotFoundError, IsADirectoryError):
            yield from self._store.get(name).splitlines(keepends=True)
        for part in sorted(one for one in self._store.names(name) if one != name):
            yield from self._store.get(part).splitlines(keepends=True)

    def seen_from(self, path: Path) -> str:
        """How a file of this machine is told in the archive: the bucket lies beside none."""
        return str(path.resolve())

    def _bring(self, sha256: str, body: bytes) -> None:
        bring(self._store, sha256, body)
        if self._names is not None:
            self._names.add(sha256)
        self._at_hand(sha256, body)

    def _copy(self, sha256: str, path: Path) -> None:
        try:
            large = path.stat().st_size > LARGEST
            body = b"" if large else path.read_bytes()
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest() if large else hashlib.sha256(body).hexdigest()
        except OSError:
            return
        if digest != sha256:
            return
        if not large:
            self._bring(sha256, body)
        elif self._store.size(name := names_of(sha256)[1]) != path.stat().st_size:
            self._store.put_file(name, path)

    def _at_hand(self, sha256: str, body: bytes) -> None:
        """Lay bytes into the cache."""
        self._new.mkdir(parents=True, exist_ok=True)
        part = self._new / f"{sha256}.{self._own}.{time.monotonic_ns()}"
        self._more += part.write_bytes(body)
        path = self._place(sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        part.replace(path)

    def _put_aside_there(self, sha256: str) -> None:
        """Put what stands under the name of a hash and is something else out of the way, in the bucket."""
        for name in names_of(sha256):
            with suppress(FileNotFoundError):
                body = self._store.get(name)
                self.put_aside.add(sha256)
                self._store.put(f"{DAMAGED}/{name.rpartition('/')[2]}", body)
                self._store.remove(name)

    def _make_room(self) -> None:
        """Let go of what was fetched first, where the cache is full; looked over when much came."""
        if self._more < CACHE // 16:
            return
        self._more = 0
        found = [(one.stat(), one) for one in self.folder.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*")]
        taken, until = sum(told.st_size for told, _ in found), time.time() - HELD
        for told, path in sorted(found, key=lambda one: one[0].st_mtime):
            if taken <= CACHE or told.st_mtime > until:
                return
            path.unlink(missing_ok=True)
            taken -= told.st_size
