"""The crawl's own file: every request, and what is known of hosts, listings and pages. SQLite, because the crawl writes
thousands of small transactions while nobody may wait, and because others may read while it does.

The tables are those of ``sql/tables/200_crawl.sql``; a release takes a copy of them. Each method that writes is one
transaction, so that a process killed anywhere leaves whole facts, and the next start of the same run goes on from
them."""

from __future__ import annotations

import fcntl
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from io import StringIO
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import IO, Any, NamedTuple, Self, TypeVar

from xxgk.flows.crawl.kept.rows import COLUMNS, INSERT, KEYS, SELECT, TABLE_OF, FetchRow, LedgerRow, R, RunRow
from xxgk.flows.crawl.pages.classes import response_classes
from xxgk.flows.crawl.request import Fetched
from xxgk.flows.logs import event
from xxgk.flows.mishaps import ONCE_MORE, ROOM, is_damaged, is_full
from xxgk.flows.warehouse.migrations import FIRST, LEDGER, newest, pending
from xxgk.schema.errors import XxgkError

SQL = Path(__file__).resolve().parents[3] / "sql"
TABLES = tuple(TABLE_OF.values())
"""All tables; what a release copies."""

TAKEN_UP = timedelta(hours=20)
"""A nightly run broken off less than this ago is taken up again; an older one is left, and tonight is another run."""

PIECE = 20_000
"""Rows handed out at a time: a table of a million is never in memory as Python's objects."""

DAMAGED = "put it back from a backup, or move it away: the next night then takes over from the copy inside the release"
"""The way out of a ledger that cannot be read."""


A = TypeVar("A")  # what a row of an answer is made


_COLUMNS_OF = {TABLE_OF[kind]: names for kind, names in COLUMNS.items()}


class ColumnType(NamedTuple):
    """A column of a table, and its type as the table declares it."""

    name: str
    kind: str


class LedgerError(XxgkError):
    """The ledger cannot be used; the message is fit to be shown to a person."""


class Ledger:
    """The open ledger, locked against a second crawl; a context manager."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """`read_only`: to look into it, also while a crawl is at work; nothing is locked or made."""
        self.path = path
        if read_only:
            self._lock: IO[str] = StringIO()
            with self._faults():
                self._db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = path.with_name(path.name + ".lock").open("a")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._lock.close()
            raise LedgerError(f"another crawl is writing to {path}") from error
        try:
            self._db = sqlite3.connect(path, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._bring_up()
            self._position = self._last()
        except BaseException as error:
            self._lock.close()
            if isinstance(error, sqlite3.Error):
                raise self._fault(error) from error
            raise

    def _bring_up(self) -> None:
        """Make the tables of this program, out of those of an older one where it made the file."""
        told = self.one(int, "PRAGMA user_version")
        here = self.one(int, "SELECT count(*) FROM sqlite_master WHERE name = 'crawl_run'")
        version = told or (FIRST if here else newest())
        if version > newest():
            raise LedgerError(
                f"{self.path} was made by a newer xxgk (its tables have version {version}, this program knows "
                f"{newest()}); install that one, or name another file"
            )
        older = [SQL.joinpath(name).read_text("utf-8") for name in pending(version, LEDGER)]
        then = f"PRAGMA user_version = {newest()};"
        self._db.executescript("\n".join(["BEGIN;", *older, *_statements(), then, "COMMIT;"]))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()
        self._lock.close()

    def read(self, kind: type[R], which: str = "", *parameters: object) -> list[R]:
        """Rows of a table; `which`: WHERE, ORDER BY and so on."""
        with self._faults():
            return [kind._make(row) for row in self._db.execute(f"{SELECT[kind]} {which}", parameters)]

    def first(self, kind: type[R], which: str, *parameters: object) -> R | None:
        """The first of these rows, if there is one."""
        return next(iter(self.read(kind, which, *parameters)), None)

    def ask(self, kind: Callable[..., A], sql: str, *parameters: object) -> list[A]:
        """The answer to a query, each row made a `kind` of its columns in order: a record, or for one column ``int``
        or ``str``."""
        with self._faults():
            return [kind(*row) for row in self._db.execute(sql, parameters)]

    def one(self, kind: Callable[..., A], sql: str, *parameters: object) -> A:
        """The answer to a query that has one row always."""
        return self.ask(kind, sql, *parameters)[0]

    def pieces(self, sql: str, *parameters: object) -> Iterator[list[tuple[Any, ...]]]:
        """The answer to a query as it comes, piece by piece: whole tables, to be written elsewhere."""
        with self._faults():
            cursor = self._db.execute(sql, parameters)
            while piece := cursor.fetchmany(PIECE):
                yield piece

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing."""
        with self._faults():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:  # a disk that is full may have ended it
                    self._db.execute("ROLLBACK")
                raise

    def put(self, *rows: LedgerRow) -> None:
        """Write rows, each in place of the one with its key."""
        for row in rows:
            self.execute(INSERT[type(row)], *row)

    def change(self, before: R, after: R) -> None:
        """Write what is another value of a row that is there, known by its key: an index over the others is not
        touched."""
        kind = type(before)
        values = zip(COLUMNS[kind], before, after, strict=True)
        if changed := {name: new for name, old, new in values if old != new}:
            key = {name: getattr(before, name) for name in KEYS[kind]}
            names, which = ", ".join(f"{name} = ?" for name in changed), " AND ".join(f"{name} = ?" for name in key)
            self.execute(f'UPDATE "{TABLE_OF[kind]}" SET {names} WHERE {which}', *changed.values(), *key.values())  # noqa: S608

    def execute(self, sql: str, *parameters: object) -> None:
        """A statement that changes something."""
        with self._faults():
            self._db.execute(sql, parameters)

    def begin(self, kind: str, scope: str, now: datetime) -> int:
        """The number of the run to do: one that was broken off is taken up again, so that it asks nothing twice but
        what failed."""
        since = when(now - TAKEN_UP) if kind == "nightly" else ""
        with self.transaction():
            unfinished = "WHERE kind = ? AND scope = ? AND finished_at IS NULL AND started_at > ?"
            if broken := self.one(int, f"SELECT coalesce(max(run), 0) FROM crawl_run {unfinished}", kind, scope, since):  # noqa: S608
                self.execute("UPDATE crawl_run SET starts = starts + 1 WHERE run = ?", broken)
                failed = [name for name, told in response_classes().items() if told.retry]
                marks = ", ".join("?" * len(failed))
                self.execute(f"DELETE FROM fetch WHERE run = ? AND class IN ({marks})", broken, *failed)  # noqa: S608
                event("run_taken_up", run=broken, kind=kind, scope=scope)
                return broken
            run = self.one(int, "SELECT coalesce(max(run), 0) + 1 FROM crawl_run")
            self.put(RunRow(run, kind, scope, started_at=when(now), finished_at=None, starts=1))
        event("run_began", run=run, kind=kind, scope=scope)
        return run

    def finish(self, run: int, now: datetime) -> None:
        """Close a run."""
        self.execute("UPDATE crawl_run SET finished_at = ? WHERE run = ?", when(now), run)
        event("run_ended", run=run)

    def asked(self, run: int, request: str) -> FetchRow | None:
        """What a run got when it asked this, if it did."""
        return self.first(FetchRow, "WHERE run = ? AND request = ?", run, request)

    def last(self, request: str) -> FetchRow | None:
        """The last answer to this of which the bytes are kept."""
        kept = "WHERE request = ? AND sha256 IS NOT NULL ORDER BY position DESC LIMIT 1"
        return self.first(FetchRow, kept, request)

    def latest(self, request: str) -> FetchRow | None:
        """The last answer to this, whatever it was."""
        return self.first(FetchRow, "WHERE request = ? ORDER BY position DESC LIMIT 1", request)

    def record(self, run: int, request: str, fetched: Fetched, sha256: str | None) -> None:
        """Write down what a request brought."""
        headers = fetched.headers
        told = {"status": fetched.status, "class": fetched.kind, "bytes": len(fetched.body), "detail": fetched.detail}
        event("request", run=run, address=request, **told)
        self._position += 1
        self.put(
            FetchRow(
                run=run,
                position=self._position,
                request=request,
                fetched_at=when(fetched.at),
                status=fetched.status,
                class_=fetched.kind,
                detail=fetched.detail,
                final_url=fetched.final_url,
                hops=json.dumps(fetched.hops, ensure_ascii=False),
                sha256=sha256,
                size_bytes=len(fetched.body),
                name=fetched.name,
                etag=headers.get("etag", ""),
                last_modified=headers.get("last-modified", ""),
                headers=json.dumps(dict(headers), ensure_ascii=False),
            )
        )

    def replace(self, table: str, pieces: Iterable[Sequence[Sequence[Any]]]) -> None:
        """Put rows, all columns in order, in place of all that a table holds."""
        self.execute(f'DELETE FROM "{_known(table)}"')  # noqa: S608
        self.add(table, pieces)

    def add(self, table: str, pieces: Iterable[Sequence[Sequence[Any]]]) -> None:
        """Put rows, all columns in order, beside those that a table holds; one whose key is there stays as it is."""
        marks = ", ".join("?" * len(self.table(table)[0]))
        with self._faults():
            for piece in pieces:
                self._db.executemany(f'INSERT OR IGNORE INTO "{_known(table)}" VALUES ({marks})', piece)  # noqa: S608
        self._position = self._last()

    @property
    def last_position(self) -> int:
        """The number of the last request; 0 where there is none."""
        return self._position

    def copy(self, target: Path) -> None:
        """Copy all of it into a new file, as it stands at this moment."""
        with self._faults(), closing(sqlite3.connect(target)) as other:
            self._db.backup(other)

    def set_aside(self) -> Path:
        """Copy all of it beside itself, before it is put right; where it is."""
        names = (self.path.with_name(f"{self.path.name}.before{number or ''}") for number in count())
        aside = next(path for path in names if not path.exists())
        self.copy(aside)
        return aside

    def _last(self) -> int:
        return self.one(int, "SELECT coalesce(max(position), 0) FROM fetch")

    def table(self, name: str, after: int | None = None) -> tuple[Mapping[str, str], Iterator[list[tuple[Any, ...]]]]:
        """Columns with their types, and rows in pieces, of a table; `after`: only those of a higher position. A table
        that a ledger of an older program does not have is empty."""
        columns = dict(self.ask(ColumnType, "SELECT name, type FROM pragma_table_info(?)", _known(name)))
        if not columns:
            return dict.fromkeys(_COLUMNS_OF[name], "VARCHAR"), iter(())
        which, values = ("", ()) if after is None else (" WHERE position > ?", (after,))
        return columns, self.pieces(f'SELECT * FROM "{_known(name)}"{which}', *values)  # noqa: S608

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise self._fault(error) from error

    def _fault(self, error: sqlite3.Error) -> LedgerError:
        if is_full(str(error)):
            return LedgerError(f"{self.path}: {error}; {ROOM}")
        if is_damaged(str(error)):
            return LedgerError(f"{self.path} is damaged ({error}); {DAMAGED}")
        return LedgerError(f"{self.path} cannot be used: {error}; {ONCE_MORE}, {DAMAGED}")


def when(moment: datetime) -> str:
    """A moment as the ledger writes it: UTC, in an order that is that of time."""
    return moment.replace(tzinfo=None).isoformat(" ", "seconds")


def _known(table: str) -> str:
    if table not in TABLES:
        raise LedgerError(f"no such table: {table}")
    return table


def _statements() -> Iterator[str]:
    """The tables as SQLite knows them (it has no comments on columns), and their keys."""
    text = SQL.joinpath("tables", "200_crawl.sql").read_text("utf-8")
    yield from re.findall(r"^CREATE TABLE.*?^\);", text, re.MULTILINE | re.DOTALL)
    yield SQL.joinpath("ledger", "010_keys.sql").read_text("utf-8")
