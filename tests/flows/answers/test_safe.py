"""`xxgk sql --safe` answers questions and does nothing else, whatever it is asked. In processes of their own: it limits
the process that it runs in."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.flows.answers.escapes import BESIDE, TOO_MUCH, TREASURE, WAYS_OUT
from xxgk.flows.answers.safe import QueryBounds, fits_a_table
from xxgk.flows.warehouse.reaching import CATALOG, REACHING
from xxgk.flows.warehouse.warehouse import Result, Warehouse, WarehouseError, read_sql, sql_files

EVERY = bool(os.environ.get("XXGK_ESCAPES"))
"""Whether each way out is tried by the command itself, a second each, and all that takes too much."""

ROOT = Path(__file__).resolve().parents[3]
BOUNDS = "(2, 3, 3 << 30, 5, 50_000, 1000, 3000)"
SMALL = (
    "import sys; from xxgk.flows.answers import safe; from xxgk.flows.commands import main; "
    f"safe.QueryBounds.__init__.__defaults__ = {BOUNDS}; main.main()"
)

HARMLESS = frozenset(
    (
        *("random", "uuid", "uuidv4", "uuidv7", "gen_random_uuid", "now", "today", "current_date", "error", "stats"),
        *("get_current_time", "get_current_timestamp", "transaction_timestamp", "txid_current", "vector_type"),
        *("current_database", "current_schema", "current_schemas", "current_query", "in_search_path"),
        *("current_connection_id", "current_query_id", "current_transaction_id"),
    )
)
"""Functions that tell the time, chance, or the query itself."""

DRY = frozenset(
    (
        *("character_sets", "check_constraints", "constraint_column_usage", "constraint_table_usage"),
        *("key_column_usage", "referential_constraints", "table_constraints"),
    )
)
"""Views of DuckDB that describe tables, and that nobody misses."""


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    path = tmp_path_factory.mktemp("safe") / "w.duckdb"
    Warehouse(path).close()
    path.with_name(BESIDE).write_text(f"a\n{TREASURE}\n")
    return path


@pytest.fixture
def ask(warehouse):
    with Warehouse(warehouse, read_only=True, fenced=True) as opened:
        yield lambda query: opened.question(query, QueryBounds(seconds=10, rows=5))


@pytest.fixture
def ask_a_little(warehouse):
    with Warehouse(warehouse, read_only=True, fenced=True) as opened:
        yield lambda query: opened.question(query, QueryBounds(query=50_000, value=1000, answer=3000))


def run(query, warehouse, *options):
    command = [sys.executable, "-c", SMALL, "sql", "--safe", query, "-w", str(warehouse), *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=100, check=False)


def no_way_out(query, told, folder, before):
    assert TREASURE not in told
    assert "{folder}" in query or str(folder) not in told
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize("query", WAYS_OUT)
def test_no_way_out(ask, warehouse, query):
    escape = [("a local of Python must not be read",)]
    before = sorted(warehouse.parent.iterdir())
    with pytest.raises(WarehouseError) as refused:
        ask(query.format(folder=warehouse.parent))
    no_way_out(query, str(refused.value), warehouse.parent, before)
    assert escape


@pytest.mark.parametrize("query", WAYS_OUT if EVERY else WAYS_OUT[::40])
def test_no_way_out_of_the_command(warehouse, query):
    before = sorted(warehouse.parent.iterdir())
    done = run(query.format(folder=warehouse.parent).replace("\0", " "), warehouse)
    assert (done.returncode, done.stdout, done.stderr[:6]) == (1, "", "xxgk: ")
    no_way_out(query, done.stderr, warehouse.parent, before)


@pytest.mark.parametrize("query", TOO_MUCH if EVERY else TOO_MUCH[:1])
@pytest.mark.parametrize("way", ["", "--json"] if EVERY else [""])
def test_nobody_takes_all_there_is(warehouse, query, way):
    began = time.monotonic()
    done = run(query, warehouse, *filter(None, [way]))
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr) < 3_000
    assert time.monotonic() - began < 30


def test_a_setting_keeps_what_the_names_do_not(warehouse):
    """One wall fallen, the next one stands: the same ways by a query whose names nobody looks at."""
    with Warehouse(warehouse, read_only=True, fenced=True) as opened:
        for query in ("FROM read_text('{}/secret.csv')", "FROM glob('{}/*')", "COPY (SELECT 1) TO '{}/out.csv'"):
            with pytest.raises(WarehouseError, match="disabled by configuration"):
                opened.query(query.format(warehouse.parent))


def test_every_function_that_is_no_pure_one_is_weighed(warehouse):
    with Warehouse(warehouse, read_only=True) as opened:
        sql = "SELECT DISTINCT function_name FROM duckdb_functions() WHERE stability <> 'CONSISTENT'"
        found = {name for (name,) in opened.query(sql).rows}
        views = {name for (name,) in opened.query("SELECT view_name FROM duckdb_views() WHERE internal").rows}
    assert found - REACHING <= HARMLESS
    assert {name for name in views if not name.startswith(("duckdb_", "pragma_", "pg_", "sqlite_"))} <= CATALOG | DRY


@pytest.mark.parametrize("name", sql_files("examples"))
def test_every_example_is_allowed(warehouse, name):
    with Warehouse(warehouse, read_only=True, fenced=True) as opened:
        assert opened.question("EXPLAIN " + read_sql(name), QueryBounds(value=1_000_000))


@pytest.mark.parametrize(
    "query",
    [
        "FROM report",
        "WITH a AS (SELECT 1 AS n) FROM a",
        "DESCRIBE figure",
        "EXPLAIN FROM figure",
        "SHOW TABLES",
        "VALUES (1)",
    ],
)
def test_questions_are_answered(ask, query):
    result, _ = ask(query)
    assert result.columns


def test_rows_are_bounded_and_that_is_told(warehouse):
    done = run("FROM range(6)", warehouse, "--csv")
    assert (done.returncode, done.stdout.split()) == (0, ["range", "0", "1", "2", "3", "4"])
    assert "more rows than the 5 shown" in done.stderr
    assert run("FROM range(5)", warehouse).stderr == ""


@pytest.mark.parametrize("query", ["SELECT length(repeat('x', 4000000000))", "SELECT repeat('x', 10000000000)"])
def test_an_answer_of_any_size_ends_in_one_line(warehouse, query):
    done = run(query, warehouse)
    assert (done.returncode, done.stdout, done.stderr.count("\n"), done.stderr[:6]) == (1, "", 1, "xxgk: ")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT repeat('x', 1001) AS a", "a value of a has more than 1,000 characters"),
        ("SELECT range(126) AS a", "a value of a has more than 1,000 characters"),
        ("SELECT {'b': [repeat('x', 600), repeat('x', 600)]} AS a", "a value of a has more than 1,000 characters"),
        ("SELECT repeat('x', 900) FROM range(4)", "the answer has more than 3,000 characters"),
        ('SELECT 1 AS "' + "x" * 400 + '" FROM range(8)', "the answer has more than 3,000 characters"),
        ("SELECT 1 --" + "x" * 50_000, "the query has 50,011 characters"),
    ],
)
def test_a_value_an_answer_and_a_query_are_bounded_in_length(ask_a_little, query, told):
    with pytest.raises(WarehouseError, match=told):
        ask_a_little(query)


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("SIGABRT", "takes more memory than it may; ask for less (its process was ended by signal 6)"),
        ("SIGALRM", "took longer than 2 s"),
    ],
)
def test_a_process_that_is_ended_is_told(warehouse, number, told):
    ended = f"safe.answer = lambda *_: os.kill(os.getpid(), signal.{number})"
    code = f"import os, signal; from xxgk.flows.answers import safe; {ended}"
    command = [sys.executable, "-c", f"{code}; {SMALL}", "sql", "--safe", "SELECT 1", "-w", str(warehouse)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (1, f"xxgk: the query {told}\n")


def test_one_long_value_makes_no_table_of_long_rows():
    rows = (("x" * 900, 1), *[("x", 1)] * 9)
    with pytest.raises(WarehouseError, match="as a table the answer has more than 3,000 characters"):
        fits_a_table(Result(("a", "b"), rows), QueryBounds(answer=3_000))
    fits_a_table(Result(("a", "b"), rows), QueryBounds(answer=10_000))
    fits_a_table(Result(("a", "b"), ()), QueryBounds(answer=0))


def test_an_error_is_as_long_as_a_person_reads(ask):
    with pytest.raises(WarehouseError, match="xxx") as refused:
        ask("SELECT error(repeat('x', 100000))")
    assert len(str(refused.value)) == 2_000


def test_what_is_explained_is_a_query(ask):
    assert ask("EXPLAIN ANALYZE SELECT 1")[0].columns
    with pytest.raises(WarehouseError, match="only one that reads"):
        ask("EXPLAIN ANALYZE CREATE TEMP TABLE a AS SELECT 1")


def test_a_table_that_is_not_there_is_told_with_those_like_it(ask):
    with pytest.raises(WarehouseError, match="there is no table 'reports' here; perhaps report"):
        ask("FROM reports")


def test_the_bounds_that_the_help_names_are_those_that_hold():
    assert (QueryBounds().seconds, QueryBounds().rows) == (30, 10_000)
