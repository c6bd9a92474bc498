"""Raw bytes, kept for ever under their hash: ``ab/cd/<sha256>``. A path is made of a hash and of nothing else.

Where that saves room they are packed, as ``ab/cd/<sha256>.zst`` (`flows.crawl.kept.packed`): the hash is that of the
bytes as they came. What an earlier version kept unpacked stays so.

A file appears whole or not at all: written beside, brought to the disk, renamed. What a killed run left half-written
lies in ``new/`` and is removed by the next that finds nobody else writing there.

Bytes are what their name says, or are not read: whoever meets others puts them aside, into ``damaged/``, where they do
not stand in the way of the right ones."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import secrets
import weakref
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from pathlib import Path
from typing import BinaryIO

from xxgk.flows.crawl.kept.packed import ENDING, LARGEST, PackedError, is_of, is_packed, packed, read, size_of
from xxgk.flows.mishaps import naming
from xxgk.flows.places import sync
from xxgk.schema.errors import XxgkError

SHA256 = re.compile(r"[0-9a-f]{64}")

WRITERS = 8
"""Files brought to the disk side by side: the disk takes eight together in the time of two one by one."""

PIECE = 1 << 20
"""Bytes copied at a time."""


class ArchiveError(XxgkError):
    """A hash that is none, or bytes that are not what their name says."""


class Archive:
    """A folder of bytes. Any number of processes may write and read: the same bytes have the same name.

    `place` is how it is called; `folder` is where its files are on this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.place = folder, str(folder)
        self.damaged, self._root = folder / "damaged", str(folder)
        self._new = folder / "new"
        self._own = secrets.token_hex(4)
        self.put_aside: set[str] = set()
        """The hashes of what was found damaged and put aside."""

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

    def must_be_there(self) -> None:
        """Raises FileNotFoundError where this machine has no such folder."""
        if not self.folder.is_dir():
            raise FileNotFoundError(2, "this machine has no such archive", self.place)

    def path(self, sha256: str) -> Path:
        """Where the bytes of a hash are, or would be. Raises ArchiveError where it is no hash."""
        return self._found(sha256) or self._place(sha256)

    def file(self, sha256: str) -> Path | None:
        """The file of a hash, to be read; None where there is none."""
        path = self.path(sha256)
        return path if path.is_file() else None

    def fetch(self, paths: Iterable[str]) -> None:
        """See that files are at hand that are to be read: in a folder all are."""

    def _place(self, sha256: str, ending: str = "") -> Path:
        if not SHA256.fullmatch(sha256):
            raise ArchiveError(f"no sha256: {sha256!r}")
        return Path(f"{self._root}/{sha256[:2]}/{sha256[2:4]}/{sha256}{ending}")

    def _found(self, sha256: str) -> Path | None:
        """The file of a hash, packed or as it came; None where there is none."""
        places = (self._place(sha256, ENDING), self._place(sha256))
        return next((path for path in places if path.exists()), None)

    def put(self, body: bytes) -> str:
        """Keep bytes; their hash. When it returns they are on the disk, whatever stood in their place."""
        sha256 = hashlib.sha256(body).hexdigest()
        if not self._is(sha256, body):
            self._write(sha256, body)
        return sha256

    def _write(self, sha256: str, body: bytes) -> None:
        """Write bytes, packed where that saves room."""
        part, small = self._part(sha256), packed(body)
        with naming(part), part.open("wb") as file:
            file.write(body if small is None else small)
            _to_disk(file)
        self._rename(part, self._place(sha256, "" if small is None else ENDING))

    def keep(self, files: Mapping[str, Path], *, read: bool = False) -> None:
        """Keep copies of files, by the hashes that they are known by; when it returns they are on the disk. Of files
        that were `read` before, what is here is only measured, not compared.

        A file that cannot be read any more, or whose bytes are others by now, is left out: its reading will tell.
        Copies, not links: a file that its owner writes to would change under its name here. Raises OSError where the
        archive cannot be written."""
        absent = [
            (sha256, path)
            for sha256, path in files.items()
            if not (self._is_of_size(sha256, path) if read else self.has(sha256))
        ]
        if len(absent) == 1:
            self._copy(*absent[0])
        elif absent:
            with ThreadPoolExecutor(min(WRITERS, len(absent))) as writers:
                for _ in writers.map(self._copy, *zip(*absent, strict=True)):
                    pass

    def get(self, sha256: str) -> bytes:
        """The bytes of a hash. Raises ArchiveError where they are not there or damaged; these are put aside."""
        path = self.path(sha256)
        try:
            body = read(path)
        except FileNotFoundError as error:
            raise ArchiveError(f"{sha256} is not in the archive") from error
        except PackedError:
            body = b""
        except OSError as error:
            raise ArchiveError(f"{path} cannot be read: {error.strerror}") from error
        if not is_of(body, sha256):
            self._put_aside(path)
            raise ArchiveError(f"{path} was not what its name says; it lies now in {self.damaged}")
        return body

    def has(self, sha256: str) -> bool:
        """Whether the bytes of a hash are here and whole; damaged ones are put aside. All of them are read."""
        while (path := self._found(sha256)) is not None:
            if _digest(path) == sha256:
                return True
            if not self._put_aside(path):
                return False
        return False

    def is_there(self, sha256: str) -> bool:
        """Whether there is a file of a hash; its bytes are not read."""
        return self.path(sha256).is_file()

    def may_lack(self, sha256: str, size: int | None, /) -> bool:
        """Whether there is no file of a hash, or one of another size, where that is known; its bytes are not read."""
        found = self.size(sha256)
        return found is None or found != (size or found)

    def size(self, sha256: str) -> int | None:
        """How many bytes there are of a hash, unpacked and whatever they are; None where there is no file, or one that
        has lost its end. Of a packed one the head is read, of others nothing."""
        path = self.path(sha256)
        try:
            return size_of(path) if is_packed(path) else path.stat().st_size
        except OSError:
            return None

    def is_whole(self, sha256: str) -> bool:
        """Whether the bytes of a hash are what their name says; nothing is put aside."""
        return _digest(self.path(sha256)) == sha256

    def hashes(self) -> Iterator[tuple[str, int]]:
        """Hash and size on the disk of each file, in the order of the hashes."""
        for first in sorted(self.folder.glob("[0-9a-f][0-9a-f]")):
            for second in sorted(first.iterdir()):
                with os.scandir(second) as found:
                    sizes = {one.name.removesuffix(ENDING): one.stat().st_size for one in found}
                    yield from sorted((name, size) for name, size in sizes.items() if SHA256.fullmatch(name))

    def add_lines(self, name: str, lines: str) -> None:
        """Add lines to a file of lines beside the bytes, and see that they are on the disk."""
        with (self.folder / name).open("a+b") as file:
            if file.seek(0, os.SEEK_END) and (file.seek(-1, os.SEEK_END), file.read(1))[1] != b"\n":
                lines = f"\n{lines}"  # a kill cut the last one
            file.write(lines.encode())
            file.flush()
            os.fsync(file.fileno())

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of such a file; none where there is none."""
        try:
            file = (self.folder / name).open("rb")
        except FileNotFoundError:
            return
        with file:
            yield from file

    def seen_from(self, path: Path) -> str:
        """How a file is told in the archive: by its path from there, so that both can be moved."""
        return os.path.relpath(path.resolve(), self.folder.resolve())

    def _is_of_size(self, sha256: str, like: Path) -> bool:
        """Whether the file of a hash is as large as another."""
        try:
            return self.size(sha256) == like.stat().st_size
        except OSError:
            return False

    def _is(self, sha256: str, body: bytes) -> bool:
        """Whether just these bytes are here; others are put aside."""
        path = self.path(sha256)
        try:
            same = read(path) == body
        except FileNotFoundError:
            return False
        except OSError:
            same = False
        if not same:
            self._put_aside(path)
        return same

    def _put_aside(self, path: Path) -> bool:
        """Put a damaged file out of the way, if that can be done: it stays where it is, unread, in an archive that may
        not be written."""
        self.put_aside.add(path.stem)
        try:
            self.damaged.mkdir(exist_ok=True)
            names = (self.damaged / f"{path.stem}{f'.{number}' if number else ''}" for number in count())
            os.replace(path, next(name for name in names if not name.exists()))
        except OSError:
            return False
        return True

    def _copy(self, sha256: str, path: Path) -> None:
        try:
            source = path.open("rb")
        except OSError:
            return
        with source:
            if os.fstat(source.fileno()).st_size <= LARGEST:
                body = b"".join(iter(partial(_read, source), b""))
                if is_of(body, sha256):
                    self._write(sha256, body)
            else:
                self._copy_as_it_is(sha256, source)

    def _copy_as_it_is(self, sha256: str, source: BinaryIO) -> None:
        part, digest = self._part(sha256), hashlib.sha256()
        with naming(part), part.open("wb") as file:
            while piece := _read(source):
                digest.update(piece)
                file.write(piece)
            if whole := digest.hexdigest() == sha256:
                _to_disk(file)
        if whole:
            self._rename(part, self._place(sha256))
        else:
            part.unlink()

    def _part(self, sha256: str) -> Path:
        """Where this process writes the bytes of a hash."""
        return self._new / f"{sha256}.{self._own}"

    def _rename(self, part: Path, path: Path) -> None:
        try:
            part.replace(path)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            part.replace(path)
            sync(path.parent.parent)
        sync(path.parent)


def _digest(path: Path) -> str:
    """The hash of the bytes that a file holds; empty where it is not there or cannot be read."""
    try:
        if is_packed(path):
            return hashlib.sha256(read(path)).hexdigest()
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _to_disk(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _read(source: BinaryIO) -> bytes:
    """The next piece; none where the disk under it fails."""
    try:
        return source.read(PIECE)
    except OSError:
        return b""
