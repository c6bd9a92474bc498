"""`xxgk sql --safe` answers questions and does nothing else, whatever it is asked. In processes of their own: it limits
the process that it runs in."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from xxgk.flows.answers.safe import QueryBounds
from xxgk.flows.warehouse.warehouse import Warehouse, WarehouseError

ROOT = Path(__file__).resolve().parents[3]
BOUNDS = "(2, 3, 3 << 30, 5, 50_000, 1000, 3000)"
SMALL = (
    "import sys; from xxgk.flows.answers import safe; from xxgk.flows.commands import main; "
    f"safe.QueryBounds.__init__.__defaults__ = {BOUNDS}; main.main()"
)

ESCAPES = [
    "ATTACH '{folder}/other.duckdb'",
    "COPY (SELECT 1) TO '{folder}/out.csv'",
    "EXPORT DATABASE '{folder}/out'",
    "INSTALL fts",
    "LOAD fts",
    "PRAGMA database_list",
    "PRAGMA enable_profiling",
    "SET memory_limit = '9GB'",
    "RESET lock_configuration",
    "SET VARIABLE a = 1",
    "CALL enable_logging()",
    "CREATE TEMP TABLE a AS SELECT 1",
    "DELETE FROM figure",
    "CHECKPOINT",
    "BEGIN",
    "SELECT 1; SELECT 2",
    "SELECT 1; DROP TABLE figure",
    "EXPLAIN ANALYZE COPY (SELECT 1) TO '{folder}/out.csv'",
    "FROM read_text('/etc/passwd')",
    "FROM read_blob('/etc/passwd')",
    "FROM read_csv('/etc/passwd')",
    "FROM read_json('/etc/passwd')",
    "FROM read_parquet('{folder}/x.parquet')",
    "FROM read_duckdb('{folder}/w.duckdb')",
    "FROM sniff_csv('/etc/passwd')",
    "FROM glob('/*')",
    "FROM '/etc/passwd'",
    "FROM 'https://127.0.0.1/x.parquet'",
    "FROM query('COPY (SELECT 1) TO ''{folder}/out.csv''')",
    "FROM duckdb_secrets()",
    "SELECT getenv('HOME')",
    "FROM escape",
    "",
    "-- nothing",
]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    path = tmp_path_factory.mktemp("safe") / "w.duckdb"
    Warehouse(path).close()
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


@pytest.mark.parametrize("query", ESCAPES)
def test_no_way_out(ask, warehouse, query):
    escape = [("a local of Python must not be read",)]
    before = sorted(warehouse.parent.iterdir())
    with pytest.raises(WarehouseError):
        ask(query.format(folder=warehouse.parent))
    assert (escape, sorted(warehouse.parent.iterdir())) == (escape, before)


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


def test_time_is_bounded(warehouse):
    done = run("SELECT count(*) FROM range(1000000000000) WHERE range % 7 = 3", warehouse)
    assert (done.returncode, done.stdout, "took longer than 2 s" in done.stderr) == (1, "", True)


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


def test_the_bounds_that_the_help_names_are_those_that_hold():
    assert (QueryBounds().seconds, QueryBounds().rows) == (30, 10_000)
