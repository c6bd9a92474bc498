"""What was read and is not loaded yet, on the disk.

DuckDB writes small transactions twice, so a load waits for thousands of documents; a run that is killed meanwhile must
not have read them for nothing. A piece is a file of some dozen documents: a line of JSON that tells by what it was
read, in which run, and the checksum of the rest; then the staged tables, one after another, as streams of Arrow, each
with a batch for each part that was taken in. It is written beside and renamed, so that a kill leaves it whole or not at
all. The disk is not waited for: where the power fails, a piece may be cut, which its checksum tells, and what it held
is read again. It is there for a minute, so nothing is compressed, which would take longer than to write it."""

from __future__ import annotations

import json
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from xxgk.flows.warehouse.staging import SCHEMAS, Staged, join

DOCUMENTS, SECONDS = 64, 3.0
"""Of a piece: so many documents, or what came in so many seconds."""


@dataclass(frozen=True, slots=True)
class Origin:
    """By what and when something was read: the `version` of program and extractor, and the run of the ledger. Another
    version may read otherwise, and another warehouse has other runs of the same number."""

    version: str
    run: int
    started: str

    def head(self, checksum: int) -> bytes:
        """The first line of a piece."""
        told = {"version": self.version, "run": self.run, "started": self.started, "crc32": checksum}
        return json.dumps(told).encode() + b"\n"


@dataclass(frozen=True, slots=True)
class SpooledPiece:
    """A piece that was found whole."""

    path: Path
    origin: Origin
    rows: Staged

    @property
    def documents(self) -> int:
        """How many documents it holds."""
        return len(self.rows["staged_document"])


class Spool:
    """The folder of pieces, written by the one run that has the warehouse open."""

    def __init__(self, folder: Path, origin: Origin) -> None:
        self._folder, self._origin = folder, origin
        self._parts: list[Staged] = []
        self._documents, self._since, self._number = 0, 0.0, 0

    def add(self, rows: Staged) -> None:
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
        _write(self._folder / f"{self._origin.run}-{self._number:06}.piece", self._origin, self._parts)
        self._parts, self._documents = [], 0

    def clear(self) -> None:
        """Forget everything: it is in the warehouse now."""
        self._parts, self._documents = [], 0
        for path in self._folder.glob("*.piece"):
            path.unlink()
        with suppress(OSError):  # not there, or something of another's is in it
            self._folder.rmdir()


def pieces(folder: Path) -> Iterator[SpooledPiece | tuple[Path, str]]:
    """What a broken-off run left, in the order in which it was written; of what is of no use, the path and why. What
    it had half-written is removed."""
    for half in folder.glob("*.part"):
        half.unlink()
    for path in sorted(folder.glob("*.piece"), key=lambda path: (len(path.name), path.name)):
        try:
            yield _read(path)
        except (ValueError, KeyError, TypeError, OSError, pa.ArrowException) as error:
            yield path, " ".join(str(error).split()) or type(error).__name__


def _write(path: Path, origin: Origin, parts: Sequence[Staged]) -> None:
    sink = pa.BufferOutputStream()
    for name, schema in SCHEMAS.items():
        with pa.ipc.new_stream(sink, schema) as stream:
            for part in parts:
                stream.write_batch(_batch(part[name]))
    body = sink.getvalue()
    half = path.with_suffix(".part")
    try:
        with half.open("wb") as file:
            file.write(origin.head(zlib.crc32(body)))
            file.write(body)
        half.replace(path)
    except OSError as error:
        with suppress(OSError):
            half.unlink()
        raise OSError(error.errno, error.strerror, str(path)) from error


def _batch(table: pa.Table) -> pa.RecordBatch:
    """All rows of a table in one batch, in an empty one where there are none."""
    batches = table.combine_chunks().to_batches()
    return batches[0] if batches else pa.RecordBatch.from_pylist([], table.schema)


def _read(path: Path) -> SpooledPiece:
    """A piece. Raises ValueError where it is cut off or another program's, and what Arrow raises."""
    head, _, body = path.read_bytes().partition(b"\n")
    told = json.loads(head)
    if zlib.crc32(body) != told["crc32"]:
        raise ValueError("it is cut off or damaged")
    origin = Origin(told["version"], told["run"], told["started"])
    source, columns = pa.BufferReader(body), []
    for name, schema in SCHEMAS.items():
        with pa.ipc.open_stream(source) as stream:
            if stream.schema != schema:
                raise ValueError(f"its columns of {name} are others")
            columns.append([pa.Table.from_batches([batch]) for batch in stream])
    parts = [dict(zip(SCHEMAS, tables, strict=True)) for tables in zip(*columns, strict=True)]
    return SpooledPiece(path, origin, join(parts))
