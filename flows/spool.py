"""What was read and is not loaded yet, on the disk.

DuckDB writes small transactions twice, so a load waits for thousands of documents; a run that is killed meanwhile must
not have read them for nothing. A piece is a file of some dozen documents: a line of JSON that tells by what it was
read, in which run, and the digest of the rest; then the staged tables, one after another, as streams of Arrow. It is
written beside and renamed, so that a kill leaves it whole or not at all. The disk is not waited for: where the power
fails, a piece may be cut, which its digest tells, and what it held is read again."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from flows.staging import SCHEMAS, Rows, join

DOCUMENTS, SECONDS = 64, 3.0
"""Of a piece: so many documents, or what came in so many seconds."""

_OPTIONS = pa.ipc.IpcWriteOptions(compression="lz4")
"""A fifth of the size for a hundredth of a millisecond a document; zstd saves a third more and costs twice that."""


@dataclass(frozen=True, slots=True)
class Origin:
    """By what and when something was read: the `version` of program and extractor, and the run of the ledger. Another
    version may read otherwise, and another warehouse has other runs of the same number."""

    version: str
    run: int
    started: str

    def head(self, digest: str) -> bytes:
        """The first line of a piece."""
        told = {"version": self.version, "run": self.run, "started": self.started, "sha256": digest}
        return json.dumps(told).encode() + b"\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece that was found whole."""

    path: Path
    origin: Origin
    rows: Rows

    @property
    def documents(self) -> int:
        """How many documents it holds."""
        return len(self.rows["staged_document"])


class Spool:
    """The folder of pieces, written by the one run that has the warehouse open."""

    def __init__(self, folder: Path, origin: Origin) -> None:
        self._folder, self._origin = folder, origin
        self._parts: list[Rows] = []
        self._documents, self._since, self._number = 0, 0.0, 0

    def add(self, rows: Rows) -> None:
        """Take in rows; they are in a file within SECONDS, if `tick` is called now and then. Raises OSError where
        the disk is full."""
        if not self._parts:
            self._since = time.monotonic()
        self._parts.append(rows)
        self._documents += rows["staged_document"].num_rows
        self.tick()

    def tick(self) -> None:
        """Write a piece, if it is time."""
        if self._parts and (self._documents >= DOCUMENTS or time.monotonic() - self._since >= SECONDS):
            self.write()

    def write(self) -> None:
        """Write what was taken in, whatever it is."""
        if not self._parts:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        self._number += 1
        _write(self._folder / f"{self._origin.run}-{self._number:06}.piece", self._origin, join(self._parts))
        self._parts, self._documents = [], 0

    def clear(self) -> None:
        """Forget everything: it is in the warehouse now."""
        self._parts, self._documents = [], 0
        for path in self._folder.glob("*.piece"):
            path.unlink()
        with suppress(OSError):  # not there, or something of another's is in it
            self._folder.rmdir()


def pieces(folder: Path) -> Iterator[Piece | tuple[Path, str]]:
    """What a broken-off run left, in the order in which it was written; of what is of no use, the path and why. What
    it had half-written is removed."""
    for half in folder.glob("*.part"):
        half.unlink()
    for path in sorted(folder.glob("*.piece"), key=lambda path: (len(path.name), path.name)):
        try:
            yield _read(path)
        except (ValueError, KeyError, TypeError, OSError, pa.ArrowException) as error:
            yield path, " ".join(str(error).split()) or type(error).__name__


def _write(path: Path, origin: Origin, rows: Rows) -> None:
    sink = pa.BufferOutputStream()
    for name, schema in SCHEMAS.items():
        with pa.ipc.new_stream(sink, schema, options=_OPTIONS) as stream:
            stream.write_table(rows[name].combine_chunks())
    body = sink.getvalue()
    part = path.with_suffix(".part")
    try:
        with part.open("wb") as file:
            file.write(origin.head(hashlib.sha256(body).hexdigest()))
            file.write(body)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise OSError(error.errno, error.strerror, str(path)) from error


def _read(path: Path) -> Piece:
    """A piece. Raises ValueError where it is cut off or another program's, and what Arrow raises."""
    head, _, body = path.read_bytes().partition(b"\n")
    told = json.loads(head)
    if hashlib.sha256(body).hexdigest() != told["sha256"]:
        raise ValueError("it is cut off or damaged")
    origin = Origin(told["version"], told["run"], told["started"])
    source, rows = pa.BufferReader(body), {}
    for name, schema in SCHEMAS.items():
        with pa.ipc.open_stream(source) as stream:
            rows[name] = stream.read_all()
        if rows[name].schema != schema:
            raise ValueError(f"its columns of {name} are others")
    return Piece(path, origin, rows)
