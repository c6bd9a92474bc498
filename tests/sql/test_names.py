"""Names of tables, views, columns and macros that can be written without quotes."""

from pathlib import Path

import pytest

from xxgk.flows.warehouse.warehouse import Warehouse

STANDARD = frozenset(Path(__file__).with_name("reserved_words.txt").read_text("utf-8").split())
"""The words that SQL:2016 reserves."""

TAKEN = {
    **dict.fromkeys(("year", "value"), "named by the contract of the warehouse"),
    **dict.fromkeys(
        ("indicator", "lag", "percent", "position", "rank", "release", "scope"),
        "functions and options: no engine minds",
    ),
}
"""Words of the standard that are names here all the same, and why."""

LEDGER = "fetch"
"""The table of the ledger that the contract of the warehouse calls so; for people there is no view of it."""

NAMES = """
SELECT DISTINCT column_name AS name FROM duckdb_columns() WHERE NOT internal
UNION SELECT table_name FROM duckdb_tables() WHERE NOT internal
UNION SELECT view_name FROM duckdb_views() WHERE NOT internal
UNION SELECT function_name FROM duckdb_functions() WHERE NOT internal
"""


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    with Warehouse(tmp_path_factory.mktemp("names") / "w.duckdb") as opened:
        yield opened


def test_no_name_is_a_reserved_word_of_duckdb(warehouse):
    reserved = "SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category = 'reserved'"
    assert warehouse.query(f"FROM ({NAMES}) INTERSECT {reserved}").rows == ((LEDGER,),)


def test_no_name_is_a_reserved_word_of_the_standard_but_those_that_every_engine_takes(warehouse):
    names = {name.lower() for (name,) in warehouse.query(NAMES).rows}
    assert names & STANDARD == TAKEN.keys() | {LEDGER}
