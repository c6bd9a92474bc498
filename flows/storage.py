"""Files in a folder or in a bucket, by name: what is put there is there whole, or not at all.

A folder is one of this machine, or one that several mount at the same path; a bucket (``s3://bucket/below``) is reached
through fsspec, with the access that the environment gives (``AWS_*``; ``AWS_ENDPOINT_URL`` where it is none of
Amazon's). Names have slashes, whatever they are kept on."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from xxgk.flows.mishaps import naming
from xxgk.schema.errors import XxgkError

HALF = ".half"
"""How the name of a file ends that is being written to a folder; no name of ours does."""


class StorageError(XxgkError):
    """A place that this installation cannot reach."""


class Store(Protocol):
    """A place for files. All of its methods raise OSError where the place does not answer."""

    def get(self, name: str) -> bytes:
        """The bytes of a file. Raises FileNotFoundError where there is none."""

    def size(self, name: str) -> int | None:
        """The bytes of a file, counted; None where there is none."""

    def put(self, name: str, data: bytes) -> None:
        """Put bytes there, in the place of what was there."""

    def put_file(self, name: str, path: Path) -> None:
        """Put the bytes of a file there, however large."""

    def sizes(self, folder: str = "") -> Iterator[tuple[str, int]]:
        """The names of all files, or of those below a folder, with their sizes, in the order of the names; none where
        there is none."""

    def names(self, folder: str = "") -> Iterator[str]:
        """The names alone, in any order."""

    def remove(self, name: str) -> None:
        """Remove a file, or all below a folder; nothing where there is none."""


StorePlace = str | Path
"""A folder, or a bucket by its address."""


def is_bucket(place: StorePlace) -> bool:
    """Whether a place is no folder."""
    return "://" in str(place)


def absolute(place: StorePlace) -> str:
    """A place as it is called from every folder."""
    return str(place) if is_bucket(place) else str(Path(place).absolute())


def store_at(place: str) -> Store:
    """The store at a place. Raises StorageError where it is a bucket and the extra for it is not installed."""
    return _Bucket(place) if is_bucket(place) else _Folder(Path(place))


class _Folder:
    """A folder; made with the first file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str) -> bytes:
        return (self._folder / name).read_bytes()

    def size(self, name: str) -> int | None:
        path = self._folder / name
        return path.stat().st_size if path.is_file() else None

    def put(self, name: str, data: bytes) -> None:
        with self._half(name) as half:
            half.write_bytes(data)

    def put_file(self, name: str, path: Path) -> None:
        with self._half(name) as half:
            shutil.copyfile(path, half)

    def sizes(self, folder: str = "") -> Iterator[tuple[str, int]]:
        yield from ((name, (self._folder / name).stat().st_size) for name in sorted(self.names(folder)))

    def names(self, folder: str = "") -> Iterator[str]:
        for found, _, names in os.walk(self._folder / folder):
            below = Path(found).relative_to(self._folder)
            yield from (str(below / name) for name in names if not name.endswith(HALF))

    def remove(self, name: str) -> None:
        path = self._folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)

    @contextmanager
    def _half(self, name: str) -> Iterator[Path]:
        """Where a file is written before it is renamed to its name."""
        path = self._folder / name
        half = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}{HALF}")
        with naming(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                yield half
                half.replace(path)
            finally:
                half.unlink(missing_ok=True)


class _Bucket:
    """A place of fsspec. Nothing of it is remembered: other machines write there. A file of S3 appears whole."""

    def __init__(self, place: str) -> None:
        if find_spec("fsspec") is None or (place.startswith("s3://") and find_spec("s3fs") is None):
            raise StorageError(f"{place} needs the s3 extra (pip install 'xxgk[s3]')")
        from fsspec.core import url_to_fs  # noqa: PLC0415  only with the extra

        self._place, self._faults = place, _faults_of(place)
        self._files, self._root = url_to_fs(place.rstrip("/"), use_listings_cache=False)

    def get(self, name: str) -> bytes:
        with self._asked():
            return bytes(self._files.cat_file(self._path(name)))

    def size(self, name: str) -> int | None:
        with self._asked():
            try:
                found = self._files.info(self._path(name))
            except FileNotFoundError:
                return None
            return int(found["size"]) if found["type"] == "file" else None

    def put(self, name: str, data: bytes) -> None:
        with self._asked():
            self._files.pipe_file(self._path(name), data)

    def put_file(self, name: str, path: Path) -> None:
        with self._asked():
            self._files.put_file(str(path), self._path(name))

    def sizes(self, folder: str = "") -> Iterator[tuple[str, int]]:
        with self._asked():
            found = self._files.find(self._path(folder), detail=True)
        for name in sorted(found):
            yield str(name).removeprefix(self._root).lstrip("/"), int(found[name]["size"])

    def names(self, folder: str = "") -> Iterator[str]:
        yield from (name for name, _ in self.sizes(folder))

    def remove(self, name: str) -> None:
        found = [self._path(one) for one in self.names(name)]
        if found:
            with self._asked():
                self._files.rm(found)

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}".rstrip("/")

    @contextmanager
    def _asked(self) -> Iterator[None]:
        """What a library has to say of a place that does not answer is an OSError that names it, as those of disks name
        their file."""
        try:
            yield
        except FileNotFoundError:
            raise
        except self._faults as error:
            raise ConnectionError(errno.EIO, f"it does not answer: {error}", self._place) from error


def _faults_of(place: str) -> tuple[type[Exception], ...]:
    """By what libraries tell that a place cannot be reached."""
    if not place.startswith("s3://"):
        return (OSError,)
    from botocore.exceptions import BotoCoreError  # noqa: PLC0415  only with the extra

    return (OSError, BotoCoreError)
