"""The warehouse: one DuckDB file. The only module that imports duckdb, so that a change of its interface is a change
here.

What the tables are and what a load does stands in ``sql/``; here batches are staged as Arrow tables and those files are
run, each load in one transaction. A run killed anywhere leaves whole batches, and running it again gives the same
tables.

One process may write, and while it does no other can open the file; any number may read it together.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import Any, NamedTuple, Self

import duckdb
import pyarrow as pa

from xxgk.flows.interrupts import may_be_interrupted
from xxgk.flows.mishaps import ONCE_MORE, ROOM, damage, is_damaged, is_full, is_in_use
from xxgk.flows.places import lock
from xxgk.flows.version import code_version, extractor_version
from xxgk.flows.warehouse.definitions import agencies, definitions, descriptions, digest_of
from xxgk.flows.warehouse.migrations import FIRST, WAREHOUSE, TableShapes, computed, newest, pending, reshaped
from xxgk.flows.warehouse.own_facts import expected_agencies
from xxgk.flows.warehouse.reaching import ONE, beyond
from xxgk.flows.warehouse.sightings import Sighting
from xxgk.flows.warehouse.staging import SIGHTINGS, Staged, there
from xxgk.flows.warehouse.summary import Outcome
from xxgk.schema.agencies import Entry
from xxgk.schema.errors import XxgkError

SQL = Path(__file__).resolve().parents[2] / "sql"
"""Where the SQL files stand: beside this package, in a checkout as in an installation."""

STORAGE_VERSION = "v1.5.0"
"""Written by every version from 1.5 on; the default of 2.0 cannot be opened by 1.5."""

MEMORY_LIMIT = "512MB"
"""DuckDB's share of the gigabyte that a load may take; beyond it DuckDB works on disk."""

FENCE = {
    "enable_external_access": False,
    "temp_directory": "",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
"""Settings under which a query reaches no file, no network and no extension; no setting can be changed any more once
the connection is open."""

QUIET = "SET enable_progress_bar = false"
"""DuckDB would draw a bar into the standard output, among the rows."""

FETCHED = 100
"""Rows of an answer that are taken at a time where their size is measured."""

DERIVED_AT_ONCE = 20_000
"""Reports whose derived tables are made in one transaction: some four million cells in memory."""

OUTCOMES = pa.schema(
    {
        "run": pa.int32(),
        "source": pa.string(),
        "sha256": pa.string(),
        "publication": pa.string(),
        "outcome": pa.string(),
        "reason": pa.string(),
    }
)

_KNOWN = """
SELECT p.publication, min(o.source)
FROM publication_part p SEMI JOIN asked USING (publication)
LEFT JOIN ingest_outcome o ON o.publication = p.publication AND o.sha256 = p.sha256 AND o.run = ?
LEFT JOIN unread u ON u.publication = p.publication AND u.extractor = ? AND u.next_at > ? AND u.tried_at <= ?
WHERE p.position = 0 AND (p.is_settled OR o.source IS NOT NULL OR u.publication IS NOT NULL) GROUP BY p.publication
"""
_ANSWERED = """
SELECT p.publication, list(p.sha256), any_value(h.digest)
FROM publication_part p LEFT JOIN heeded h USING (publication)
WHERE h.digest IS NOT NULL OR p.publication IN (SELECT publication FROM publication_part SEMI JOIN asked USING (sha256))
GROUP BY p.publication ORDER BY p.publication
"""
_DUE = """
SELECT publication FROM asked SEMI JOIN (FROM unread WHERE extractor <> ? OR next_at <= ? OR tried_at > ?)
USING (publication)
"""
_LACKING = """
SELECT publication FROM asked
ANTI JOIN (FROM publication_part WHERE outcome NOT IN ('held', 'withdrawn')) USING (publication)
"""
_FATES = """
SELECT coalesce(p.outcome, d.outcome), nullif(concat(CASE WHEN p.outcome IS NULL THEN d.reason ELSE p.reason END,
    '; read again after ' || strftime(u.next_at, '%Y-%m-%d %H:%M') || ' UTC or by another version of the reader'), '')
FROM asked LEFT JOIN publication_part p USING (publication, sha256) LEFT JOIN document d USING (sha256)
LEFT JOIN unread u USING (publication)
ORDER BY number
"""


INTERRUPTED = "Query interrupted"
"""What DuckDB says where the handler of a signal raised while it was at work."""


class WarehouseError(XxgkError):
    """The warehouse cannot be opened, or a query is wrong; the message is fit to be shown to a person."""


class BusyError(WarehouseError):
    """Another process has it in use; later it may go."""


AGAIN = (
    "move it away: `xxgk release` makes a published warehouse anew from the working one, the next run a working one "
    "from the last release"
)
"""The way out of a file that is damaged."""


OF_THE_FILE = (
    duckdb.IOException,
    duckdb.OutOfMemoryException,
    duckdb.FatalException,
    duckdb.InternalException,
    duckdb.SerializationException,
    duckdb.TransactionException,
)
"""Errors of DuckDB that no statement of ours is to blame for."""


class DamagedError(WarehouseError):
    """The file at `path` is no DuckDB file, or not whole."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path} is damaged ({problem}); {AGAIN}")
        self.path, self.problem = path, problem


TOO_MUCH = "the query takes more memory than it may; ask for less"

TOLD = 2_000
"""Characters of an error that are told of a question: a query can make one of any length."""

_EXPLAIN = re.compile(r"^\s*EXPLAIN\s+(?:ANALYZE\s+)?", re.IGNORECASE)
_PARSE = "SELECT json_serialize_sql(?)"
_READABLE = (
    "SELECT lower(table_name) FROM duckdb_tables() UNION SELECT lower(view_name) FROM duckdb_views() WHERE NOT internal"
)
_CALLABLE = "SELECT lower(function_name) FROM duckdb_functions() WHERE NOT internal AND function_type = 'table_macro'"


@dataclass(frozen=True, slots=True)
class QueryBounds:
    """What a query of somebody who is not trusted may take. `query`, `value`, `answer`: characters of the query, of one
    value, and of all values together with the names of their columns in each row (a number counts as eight);
    `address_space` in bytes, of the whole process; `grace`: seconds after `seconds` until the process is ended by the
    system."""

    seconds: float = 30
    grace: float = 10
    address_space: int = 3 << 30
    rows: int = 10_000
    query: int = 100_000
    value: int = 100_000
    answer: int = 20_000_000


@dataclass(frozen=True, slots=True)
class Result:
    """Answer to a query: column names and rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def dicts(self) -> list[dict[str, Any]]:
        """The rows by column name."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class HandedIn(NamedTuple):
    """A document of a publication that is to be handed in so that the publication `asked` is read again. `source` and
    `first_seen_at` are None where the warehouse does not know them."""

    asked: str
    publication: str
    sha256: str
    source: str | None
    first_seen_at: datetime | None


class Warehouse:
    """An open warehouse; a context manager. Raises WarehouseError where the file is missing (reading), locked or not
    ours."""

    def __init__(self, path: Path, *, read_only: bool = False, fenced: bool = False) -> None:
        """`fenced` (with `read_only`): queries reach nothing but this warehouse, and cannot change that."""
        if read_only and not path.is_file():
            raise WarehouseError(f"no warehouse at {path}; `xxgk ingest` makes one")
        config: dict[str, Any] = {} if read_only else {"storage_compatibility_version": STORAGE_VERSION}
        config["memory_limit"] = MEMORY_LIMIT
        config["python_enable_replacements"] = False
        if fenced:
            config.update(FENCE)
        if problem := damage(path):
            raise DamagedError(path, problem)
        self.path = path
        if not read_only:
            path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with nullcontext() if read_only else opening(path):
                self._connection = duckdb.connect(str(path.resolve()), read_only=read_only, config=config)
        except duckdb.Error as error:
            told = WarehouseError(f"{path} cannot be opened: {_first_line(error)}")
            raise self._fault(error) or told from error
        may_be_interrupted(self._connection)
        try:
            self._do(QUIET)
            if fenced:
                self._do("SET lock_configuration = true")
            self.version = self._version()
            if not read_only:
                self._bring_up()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _version(self) -> int:
        """The version of the tables; 0 where there are none. Raises WarehouseError where this program is too old.

        The table is asked at once: to list all of them takes longer than everything else at opening."""
        try:
            ((found,),) = self._connection.execute("SELECT max(version) FROM schema_version").fetchall()
        except duckdb.CatalogException:
            return FIRST if "document" in self.tables() else 0
        except duckdb.Error as error:
            raise self._fault(error) or WarehouseError(f"{self.path}: {_first_line(error)}") from error
        version = int(found or 0)
        if version > newest():
            raise WarehouseError(
                f"{self.path} was made by a newer xxgk (its tables have version {version}, this program knows "
                f"{newest()}); install that one, or name another file"
            )
        return version

    def _bring_up(self) -> None:
        """Make the tables and views of this program, out of those of an older one where it made the file; nothing
        where this very program has made them: that takes longer than most of what is asked of a small warehouse."""
        self._connection.register("registry", agencies(()))
        self._connection.register("description", descriptions(()))
        if self._is_of_this_program():
            return
        older = 0 < self.version < newest()
        with self.transaction():
            try:
                if older:
                    self._migrate()
                self._run("tables", "views")
            except (duckdb.Error, ValueError) as error:
                if not older or self._fault(error):
                    raise
                raise WarehouseError(
                    f"{self.path} of version {self.version} cannot be brought up to version {newest()} "
                    f"({_first_line(error)}); it is as it was: `xxgk rebuild` makes it anew from the archive"
                ) from error
            if self.version < newest():
                self._do("INSERT INTO schema_version VALUES (?, ?, ?)", [newest(), now(), code_version()])
            else:
                self._do("UPDATE schema_version SET code_version = ? WHERE version = ?", [code_version(), newest()])
        self.version = newest()

    def _is_of_this_program(self) -> bool:
        """Whether the tables and views are those that the code of this program makes, to the letter of its SQL."""
        made = "SELECT code_version FROM schema_version WHERE version = ?"
        return self.version == newest() and self.query(made, [self.version]).rows == ((code_version(),),)

    def _migrate(self) -> None:
        """From the tables of an older version to those of this one; see `flows.warehouse.migrations`."""
        own = "database_name = current_database() AND NOT internal AND NOT temporary"
        for (view,) in self.query(f"SELECT view_name FROM duckdb_views() WHERE {own}").rows:  # noqa: S608
            self._do(f'DROP VIEW "{view}"')
        for name in pending(self.version, WAREHOUSE):
            self._run_file(name)
        for table in computed():
            self._do(f'DROP TABLE IF EXISTS "{table}"')
        moved = reshaped(self._shape(), _fresh_shape())
        for table in moved:
            self._do(f'ALTER TABLE "{table}" RENAME TO "{table}_of_old"')
        self._run("tables")
        for table in moved:
            self._do(f'INSERT INTO "{table}" BY NAME FROM "{table}_of_old"')
            self._do(f'DROP TABLE "{table}_of_old"')

    def _shape(self) -> TableShapes:
        """The tables with their columns."""
        return _shape(self._connection)

    def close(self) -> None:
        """Write everything to the file and let it go."""
        self._connection.close()

    def query(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> Result:
        """The whole answer to one query. Raises WarehouseError naming what is wrong with it."""
        try:
            cursor = self._execute(sql, parameters)
            if cursor is None:
                raise WarehouseError("there is no query")
            columns = tuple(column[0] for column in cursor.description or ())
            return Result(columns, tuple(cursor.fetchall()) if columns else ())
        except duckdb.Error as error:
            raise self._fault(error) or WarehouseError(str(error).strip() + self._older(error)) from error

    def question(self, sql: str, bounds: QueryBounds) -> tuple[Result, bool]:
        """The answer to one question, at most so many rows of it, and whether there are more.

        Raises WarehouseError where it is not one query that only reads (SELECT, FROM, WITH, DESCRIBE, EXPLAIN ...),
        names something beside this warehouse, or takes more than its bounds."""
        if len(sql) > bounds.query:
            raise WarehouseError(f"the query has {len(sql):,} characters; the limit is {bounds.query:,}")
        try:
            statements = self._connection.extract_statements(sql)
            if _kinds(statements) not in (["SELECT"], ["EXPLAIN"]) or "\0" in sql:
                raise WarehouseError(ONE)
            with self._at_most(bounds.seconds):
                if told := self._beyond(_EXPLAIN.sub("", statements[0].query, count=1)):
                    raise WarehouseError(told)
                cursor = self._execute(statements[0])
                columns = tuple(column[0] for column in cursor.description or ())
                rows = _fetched(cursor, columns, bounds)
        except duckdb.InterruptException as error:
            raise WarehouseError(f"the query took longer than {bounds.seconds:g} s") from error
        except (duckdb.OutOfMemoryException, MemoryError) as error:
            raise WarehouseError(TOO_MUCH) from error
        except duckdb.Error as error:
            raise self._fault(error) or WarehouseError(str(error).strip()[:TOLD] + self._older(error)) from error
        return Result(columns, tuple(rows[: bounds.rows])), len(rows) > bounds.rows

    def _beyond(self, query: str) -> str:
        """What is wrong with what a query names (`flows.warehouse.reaching`)."""
        ((parse,),) = self.query(_PARSE, [query]).rows
        tables, functions = (frozenset(name for (name,) in self.query(sql).rows) for sql in (_READABLE, _CALLABLE))
        return beyond(parse, tables, functions)

    def stream(self, sql: str, size: int = 10_000) -> Iterator[Sequence[tuple[Any, ...]]]:
        """The answer to one query, piece by piece; nothing else can be asked meanwhile."""
        with self._faults():
            cursor = self._execute(sql)
            while piece := cursor.fetchmany(size):
                yield piece

    def copy_out(self, sql: str, path: Path, options: str) -> None:
        """Write the answer to a query to a file or folder, in a format of DuckDB's COPY."""
        with self._faults(f"{path} cannot be written: "):
            self._execute(f"COPY ({sql}) TO {_quoted(path)} ({options})")

    def copy_tables(self, names: Iterable[str], path: Path, storage: str) -> None:
        """Write tables and views as the tables of another DuckDB file, in an older storage version; a file that stands
        there is replaced."""
        part = path.with_name(path.name + ".part")
        part.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._faults(f"{path} cannot be written: "):
            self._execute(f"ATTACH {_quoted(part)} AS written (READ_WRITE, STORAGE_VERSION '{storage}')")
            try:
                for name in names:
                    self._execute(f'CREATE TABLE written."{name}" AS FROM "{name}"')
            finally:
                self._execute("DETACH written")
        os.replace(part, path)

    def refresh(self, registry: Iterable[Entry]) -> None:
        """Take over the dictionary of the forms and the registry of agencies as they are now; nothing where they are
        those of before: that takes longer than to load a document."""
        known = {entry.agency_id: entry for entry in (*expected_agencies(), *registry)}
        named, defined = agencies(known.values()), definitions()
        self._connection.register("registry", named)
        taken = digest_of({**defined, "registry": named})
        if self.query("FROM derived_with WHERE version = version() AND definitions = ?", [taken]).rows:
            return
        with self.staged({**defined, "staged_digest": pa.table({"digest": [taken]})}), self.transaction():
            reported = self._connection.execute("SELECT DISTINCT agency_id, agency_name FROM report").fetchall()
            self._connection.register("description", descriptions(reported))
            self._run("refresh")
            self._run_file("load/040_agency.sql")

    def begin_run(self, workers: int, file_count: int) -> int:
        """Open a run in the ledger; its number."""
        self._do(
            "INSERT INTO ingest_run SELECT coalesce(max(run), 0) + 1, ?, NULL, ?, ? FROM ingest_run",
            [now(), workers, file_count],
        )
        return int(self.query("SELECT max(run) FROM ingest_run").rows[0][0])

    def started(self, run: int) -> str:
        """When a run began, UTC; empty where there is none of this number."""
        rows = self.query("SELECT started_at FROM ingest_run WHERE run = ?", [run]).rows
        return str(rows[0][0]) if rows else ""

    def end_run(self, run: int) -> None:
        """Bring the derived tables up to date and close a run in the ledger."""
        self.derive()
        self._do("UPDATE ingest_run SET finished_at = ? WHERE run = ?", [now(), run])

    def known(self, publications: Sequence[str], run: int) -> dict[str, str | None]:
        """Those of the publications that need not be read, and the path under which this run met each before, if
        any."""
        with self.staged({"asked": pa.table({"publication": pa.array(publications, pa.string())})}):
            return dict(self.query(_KNOWN, [run, extractor_version(), *(2 * [now()])]).rows)

    def lacking(self, publications: Sequence[str]) -> list[str]:
        """Those of the publications that were never read into this warehouse, or that the release from which it was
        made had set aside."""
        with self.staged({"asked": pa.table({"publication": pa.array(publications, pa.string())})}):
            rows = self.query(_LACKING).rows
        return [publication for (publication,) in rows]

    def due(self, publications: Sequence[str]) -> list[str]:
        """Those of the publications that the reader could not get through, and that it is time to try again."""
        with self.staged({"asked": pa.table({"publication": pa.array(publications, pa.string())})}):
            return [publication for (publication,) in self.query(_DUE, [extractor_version(), *(2 * [now()])]).rows]

    def fates(self, publications: Sequence[str], hashes: Sequence[str]) -> list[tuple[str, str | None]]:
        """Outcome and reason of documents, each as a part of its publication (both lists in step), all of them
        known."""
        asked = {"publication": pa.array(publications, pa.string()), "sha256": pa.array(hashes, pa.string())}
        with self.staged({"asked": pa.table({**asked, "number": pa.array(range(len(hashes)), pa.int32())})}):
            return [(outcome, reason) for outcome, reason in self.query(_FATES).rows]

    def load(self, rows: Staged, run: int, outcomes: Sequence[Outcome], sightings: Iterable[Sighting] = ()) -> None:
        """Bring in a staged batch, its lines of the ledger, and where the crawl saw what was handed in, in one
        transaction. Publications already there are replaced."""
        lines = ((run, o.source, o.sha256, o.publication, o.outcome, o.reason) for o in outcomes)
        ledger = _table(OUTCOMES, lines)
        staged = there(rows)
        staged["staged_sighting"] = _table(SIGHTINGS, sightings)
        staged["staged_extractor"] = pa.table({"extractor": [extractor_version()], "read_at": [now()]})
        reported = staged["staged_report"].select(["agency_id", "agency_name"]).to_pylist()
        described = descriptions({(row["agency_id"], row["agency_name"]) for row in reported})
        self._connection.register("description", described)
        with self.staged({**staged, "staged_outcome": ledger}), self.transaction():
            self._run("load")

    def handed_in(self, publications: Sequence[str]) -> list[HandedIn]:
        """Of what each of the publications must be read again: the documents that came together, in order, by the
        publication that is to be handed in and the one that is asked (see ``sql/reread``)."""
        with self.staged({"asked": pa.table({"publication": pa.array(publications, pa.string())})}):
            return [HandedIn(*row) for row in self.query(read_sql("reread/010_handed_in.sql")).rows]

    def answered(self, documents: Sequence[str]) -> list[tuple[str, list[str], str | None]]:
        """The publications of documents in which people read something, and those that were read with such answers:
        each with its documents, and the digest of the answers with which it was read, if any."""
        with self.staged({"asked": pa.table({"sha256": pa.array(documents, pa.string())})}):
            return [(publication, hashes, known) for publication, hashes, known in self.query(_ANSWERED).rows]

    def take(self, tables: Mapping[str, pa.Table]) -> None:
        """Put these rows in the place of those that tables of these names hold."""
        staged = {f"staged_{name}": table for name, table in tables.items()}
        with self.staged(staged), self.transaction():
            for name in tables:
                self._do(f"DELETE FROM {name}")  # noqa: S608  our own names
                self._do(f"INSERT INTO {name} FROM staged_{name}")

    def unsettle(self, publications: Sequence[str]) -> None:
        """Let publications be read again when they are handed in the next time."""
        asked = pa.table({"publication": pa.array(publications, pa.string())})
        with self.staged({"asked": asked}), self.transaction():
            self._do(
                "UPDATE publication_part SET is_settled = FALSE WHERE publication IN (SELECT publication FROM asked)"
            )
            self._do("DELETE FROM unread WHERE publication IN (SELECT publication FROM asked)")

    def derive(self) -> None:
        """Make the derived tables anew for the reports that changed since they were made, and hold these against
        others.

        A piece of the reports is one transaction, and the list of what is stale is emptied by the last: killed in
        between, the next call does it again."""
        stale = "CREATE OR REPLACE TEMP TABLE piece AS SELECT DISTINCT agency_id, year FROM stale_report"
        count = self.query("SELECT count(DISTINCT (agency_id, year)) FROM stale_report").rows[0][0]
        if not count and self.query("FROM derived_with WHERE is_compared").rows:
            return
        for offset in range(0, count, DERIVED_AT_ONCE):
            with self.transaction():
                self._do(f"{stale} ORDER BY ALL LIMIT {DERIVED_AT_ONCE} OFFSET {offset}")
                self._run("derive")
        with self.transaction():
            self._run("cross")
            self._do("DELETE FROM stale_report")
            self._do("UPDATE derived_with SET is_compared = TRUE")

    def take_over(self, ledger: Mapping[str, pa.Table], *, anew: bool = True) -> None:
        """Bring in the crawl's ledger, staged as ``sql/crawl`` reads it, in one transaction. `anew`: all requests are
        staged, not only those that are not here yet."""
        with self.staged(ledger), self.transaction():
            if anew:
                self._do('DELETE FROM "fetch"')
            self._run("crawl")

    def expect(self, listed: pa.Table) -> None:
        """Take over whose reports are expected (`flows.jobs.listed`), in one transaction."""
        with self.staged({"staged_listed_agency": listed}), self.transaction():
            self._run("expected")

    def run(self, names: Iterable[str], **variables: object) -> None:
        """Run files of ``sql/`` in one transaction; they find the variables by ``getvariable``."""
        for name, value in variables.items():
            self._do(f"SET VARIABLE {name} = ?", [value])
        with self.transaction():
            for name in names:
                self._run_file(name)

    def attach(self, path: Path | None, name: str) -> None:
        """Have another warehouse beside this one, read only; without a path one that is empty."""
        source = "':memory:'" if path is None else _quoted(path)
        try:
            self._execute(f"ATTACH {source} AS {name}{'' if path is None else ' (READ_ONLY)'}")
        except duckdb.Error as error:
            told = _first_line(error)
            if path is not None and is_damaged(told):
                raise DamagedError(path, told) from error
            raise WarehouseError(f"{path} cannot be opened: {told}") from error

    def tables(self, database: str | None = None) -> list[str]:
        """Names of the tables, of this warehouse or of an attached one."""
        rows = self.query(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = coalesce(?, current_database()) "
            "AND NOT temporary ORDER BY table_name",
            [database],
        ).rows
        return [name for (name,) in rows]

    @contextmanager
    def narrowed(self, tables: Sequence[str], keys: str) -> Iterator[None]:
        """While it lasts, queries find in these tables only the reports (agency_id, year) that table `keys` names."""
        database = self.query("SELECT current_database()").rows[0][0]
        for table in tables:
            whole = f'"{database}".main.{table}'
            rows = f"SELECT t.rowid FROM {whole} t SEMI JOIN {keys} USING (agency_id, year)"  # noqa: S608
            self._do(f"CREATE TEMP TABLE {table} AS FROM {whole} WHERE rowid IN ({rows})")
        try:
            yield
        finally:
            for table in tables:
                self._do(f"DROP TABLE temp.main.{table}")

    @contextmanager
    def staged(self, tables: Mapping[str, pa.Table]) -> Iterator[None]:
        """While it lasts, queries find these tables by their names."""
        for name, table in tables.items():
            self._connection.register(name, table)
        try:
            yield
        finally:
            for name in tables:
                self._connection.unregister(name)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing of what is done within."""
        with self._faults():
            self._connection.begin()
            try:
                yield
                self._connection.commit()
            except BaseException:
                with suppress(duckdb.Error):  # a commit that failed has rolled back
                    self._connection.rollback()
                raise

    def read_all(self) -> None:
        """Read every value of every table. Raises DamagedError where a block of the file is not what was written."""
        hashes = (f'SELECT bit_xor(hash(t)) FROM "{table}" t' for table in self.tables())  # noqa: S608  our own names
        self.query(" UNION ALL ".join(hashes))

    def checkpoint(self) -> None:
        """Bring everything into the file, so that the file alone is the warehouse."""
        self._do("CHECKPOINT")

    def _older(self, error: duckdb.Error) -> str:
        """What is told of a table or column that is not there where the file is older than the program."""
        if not 0 < self.version < newest() or not isinstance(error, (duckdb.CatalogException, duckdb.BinderException)):
            return ""
        return f"\n{self.path} is of an older xxgk: `xxgk release` makes it one of this version"

    def _do(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        with self._faults():
            self._execute(sql, parameters)

    def _execute(
        self, sql: str | duckdb.Statement, parameters: Sequence[Any] | Mapping[str, Any] = ()
    ) -> duckdb.DuckDBPyConnection:
        """Have it done. Where the process is asked to end meanwhile, DuckDB runs the handler of the signal and drops
        what that raised."""
        try:
            return self._connection.execute(sql, parameters)
        except RuntimeError as error:
            if str(error) == INTERRUPTED:
                raise KeyboardInterrupt from error
            raise

    @contextmanager
    def _faults(self, doing: str = "") -> Iterator[None]:
        """What the disk or the file refuses is told; a statement of ours that is wrong is a fault of the program."""
        try:
            yield
        except duckdb.Error as error:
            if fault := self._fault(error, doing):
                raise fault from error
            raise

    def _fault(self, error: Exception, doing: str = "") -> WarehouseError | None:
        told = _first_line(error)
        if is_full(told):
            return WarehouseError(f"{self.path}: {doing}{told}; {ROOM}")
        if is_damaged(told):
            return DamagedError(self.path, told)
        if is_in_use(told):
            return BusyError(f"{self.path}: {told}")
        if isinstance(error, OF_THE_FILE):
            return WarehouseError(f"{self.path}: {doing or 'cannot be used: '}{told}; {ONCE_MORE}, {AGAIN}")
        return None

    @contextmanager
    def _at_most(self, seconds: float) -> Iterator[None]:
        timer = Timer(seconds, self._connection.interrupt)
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _run(self, *folders: str) -> None:
        for folder in folders:
            for name in sql_files(folder):
                self._run_file(name)

    def _run_file(self, name: str) -> None:
        self._do(read_sql(name))


@contextmanager
def opening(path: Path) -> Iterator[None]:
    """While it lasts nobody else opens this working warehouse to write to it, or puts another in its place. Of other
    files nobody else makes one: nothing is locked."""
    if not path.stem.endswith(".work"):
        yield
        return
    with lock(path).open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def sql_files(folder: str) -> list[str]:
    """The files of a folder of ``sql/`` as ``folder/name.sql``, in the order in which they are run."""
    return sorted(f"{folder}/{path.name}" for path in SQL.joinpath(folder).glob("*.sql"))


def read_sql(name: str) -> str:
    """The text of a file that `sql_files` names."""
    return SQL.joinpath(name).read_text("utf-8")


def _shape(connection: duckdb.DuckDBPyConnection) -> TableShapes:
    rows = connection.execute(
        "SELECT table_name, column_name, data_type, is_nullable::VARCHAR, coalesce(column_default, '') "
        "FROM duckdb_columns() c JOIN duckdb_tables() t USING (database_name, schema_name, table_name) "
        "WHERE c.database_name = current_database() AND NOT t.temporary ORDER BY table_name, column_index"
    ).fetchall()
    return {table: [tuple(row[1:]) for row in group] for table, group in groupby(rows, key=lambda row: str(row[0]))}


def _fresh_shape() -> TableShapes:
    """The tables as this program makes them where there are none."""
    with duckdb.connect(":memory:") as connection:
        for name in sql_files("tables"):
            connection.execute(read_sql(name))
        return _shape(connection)


def _table(schema: pa.Schema, rows: Iterable[tuple[Any, ...]]) -> pa.Table:
    columns = [pa.array(column, field.type) for column, field in zip(zip(*rows, strict=True), schema, strict=False)]
    return pa.table(columns, schema) if columns else schema.empty_table()


def _quoted(path: Path) -> str:
    """A path as SQL text; ATTACH takes no parameter."""
    return "'" + str(path).replace("'", "''") + "'"


def now() -> datetime:
    """The time, UTC, as the tables keep it."""
    return datetime.now(UTC).replace(tzinfo=None)


def _kinds(statements: Iterable[duckdb.Statement]) -> list[str]:
    """What kinds of statements these are; of one that DuckDB's Python module has no name for, nothing."""
    try:
        return [statement.type.name for statement in statements]
    except ValueError:
        return []


def _fetched(cursor: duckdb.DuckDBPyConnection, columns: Sequence[str], bounds: QueryBounds) -> list[tuple[Any, ...]]:
    """The rows, one more than are allowed where there are as many. Raises WarehouseError where they hold too much."""
    rows: list[tuple[Any, ...]] = []
    total, names = 0, sum(map(len, columns))
    while len(rows) <= bounds.rows and (piece := cursor.fetchmany(min(FETCHED, bounds.rows + 1 - len(rows)))):
        for row in piece:
            for column, value in zip(columns, row, strict=True):
                size = size_of(value, bounds.value)
                if size > bounds.value:
                    raise WarehouseError(
                        f"a value of {column[:80]} has more than {bounds.value:,} characters; ask for a part of it,"
                        " such as left(…, 1000)"
                    )
                total += size
            total += names
            if total > bounds.answer:
                raise WarehouseError(f"the answer has more than {bounds.answer:,} characters; ask for less")
        rows += piece
    return rows


def size_of(value: object, enough: int) -> int:
    """Characters of a value, of all its parts where it is nested; counted until there are more than `enough`."""
    waiting, size = [value], 0
    while waiting and size <= enough:
        one = waiting.pop()
        match one:
            case str() | bytes():
                size += len(one)
            case dict():
                waiting += [*one.keys(), *one.values()]
            case list() | tuple():
                waiting += one
            case _:
                size += 8
    return size


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
