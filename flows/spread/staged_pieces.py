"""What was read of pieces, in staging: a folder for each, named by its key, a Parquet file for each staged table that
has rows, and ``_done.json`` last, which names them with their checksums. A piece is there when that is."""

from __future__ import annotations

import io
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

import pyarrow as pa
import pyarrow.parquet as pq

from xxgk.flows.storage import Store
from xxgk.flows.warehouse.staging import SCHEMAS, Staged, empty

DONE = "_done.json"
KEY = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class PieceDone:
    """What is told of a piece that was read: `files` with their CRC-32, how many `documents` it has rows of, which were
    `lost` (source and reason), the `machine` that read it, and the seconds that this took."""

    documents: int
    lost: list[list[str]]
    machine: str
    seconds: float
    files: dict[str, int] = field(default_factory=dict)


class StagedPieces:
    """The pieces of one warehouse."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def done(self, key: str) -> PieceDone | None:
        """What is told of a piece; None where it is not there, or its last file is cut."""
        try:
            return PieceDone(**json.loads(self._store.get(f"{key}/{DONE}")))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    def put(self, key: str, rows: Staged, pages: Mapping[str, bytes], told: PieceDone) -> None:
        """Stage a piece; `pages` are pictures by the name that they have below the folder of pages."""
        files = {f"{name}.parquet": _parquet(table) for name, table in rows.items() if table.num_rows}
        files |= {f"pages/{name}": data for name, data in pages.items()}
        for name, data in files.items():
            self._store.put(f"{key}/{name}", data)
        told.files.update((name, zlib.crc32(data)) for name, data in files.items())
        self._store.put(f"{key}/{DONE}", json.dumps(asdict(told), ensure_ascii=False).encode())

    def whole(self, key: str) -> tuple[Staged, dict[str, bytes]]:
        """Rows and pages of a piece. Raises ValueError where it is not there, or a file of it not what was staged."""
        if (told := self.done(key)) is None:
            raise ValueError("it is not staged")
        return self.rows(key, told), self.pages(key, told)

    def rows(self, key: str, told: PieceDone) -> Staged:
        """The rows of a piece. Raises ValueError where a file of it is not what was staged, or not there."""
        read = {name: self._file(key, name, crc) for name, crc in told.files.items() if name.endswith(".parquet")}
        return {
            name: _table(name, read[f"{name}.parquet"]) if f"{name}.parquet" in read else empty(name)
            for name in SCHEMAS
        }

    def pages(self, key: str, told: PieceDone) -> dict[str, bytes]:
        """The pages of refused scans of a piece, by their name below the folder of pages. Raises as `rows`."""
        names = (name for name in told.files if name.startswith("pages/"))
        return {name.removeprefix("pages/"): self._file(key, name, told.files[name]) for name in names}

    def forget(self, key: str) -> None:
        """Remove a piece: first what says that it is there."""
        self._store.remove(f"{key}/{DONE}")
        self._store.remove(key)

    def clear(self) -> None:
        """Remove all pieces."""
        for key in {name.partition("/")[0] for name in self._store.names()}:
            if KEY.fullmatch(key):  # whatever else stands there is another's
                self.forget(key)

    def _file(self, key: str, name: str, crc: int) -> bytes:
        try:
            data = self._store.get(f"{key}/{name}")
        except FileNotFoundError as error:
            raise ValueError(f"{name} is not there") from error
        if zlib.crc32(data) != crc:
            raise ValueError(f"{name} is cut off or damaged")
        return data


def _parquet(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd")
    return sink.getvalue()


def _table(name: str, data: bytes) -> pa.Table:
    return pq.read_table(pa.BufferReader(data)).cast(SCHEMAS[name])
