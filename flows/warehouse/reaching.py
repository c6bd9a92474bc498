"""What a query names, told from its parse: the tables and functions of the warehouse, and nothing that reaches past it.

DuckDB's settings keep a query from files and the network, but it also tells where things lie on this machine (its
settings, the list of its databases), lets the file itself be read as bytes, and runs text as a query. So the parse that
DuckDB makes of a query is gone through: every table in it must be one of the warehouse or of the catalog that describes
these, every table function one that makes rows of its arguments; of the others only those are refused that reach
something beside their arguments."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from typing import Any

CATALOG = frozenset(
    (
        *("duckdb_tables", "duckdb_views", "duckdb_columns", "duckdb_constraints", "duckdb_indexes", "duckdb_types"),
        *("tables", "views", "columns", "schemata", "sqlite_master", "__show_tables_expanded"),
    )
)
"""Views of DuckDB that describe the tables of a warehouse and tell nothing of the machine."""

ROWS = frozenset(
    (
        *("range", "generate_series", "unnest", "repeat", "json_each", "json_tree", "duckdb_functions"),
        *("duckdb_tables", "duckdb_views", "duckdb_columns", "duckdb_constraints", "duckdb_indexes", "duckdb_types"),
    )
)
"""Table functions of DuckDB that make rows of their arguments, or describe the tables of a warehouse."""

REACHING = frozenset(
    (
        *("current_setting", "getvariable", "getenv", "write_log", "sleep_ms", "pg_sleep", "setseed"),
        *("nextval", "currval", "setval", "pg_conf_load_time", "pg_postmaster_start_time"),
    )
)
"""Functions that read a setting, change something, or wait."""

NODES = frozenset(("SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"))
"""Parts of a parse that only read."""

_WORD, _SYSTEM = re.compile(r"\w+"), ("duckdb_", "pragma_", "pg_", "sqlite_")
"""What a name given in WITH may be, and with what it may not begin: out of the scope of its WITH it would be that of a
file, or of a view of DuckDB's own."""

SHOWN = 80
"""Characters of a name that are told."""

ONE = "only one query is allowed here, and only one that reads"


def beyond(parse: str, tables: frozenset[str], functions: frozenset[str]) -> str:
    """What is wrong with what a query names, fit to be told; empty where nothing is. `parse`: what DuckDB's
    json_serialize_sql makes of it; `tables` and `functions`: those of the warehouse, in small letters."""
    try:
        found = json.loads(parse)
    except RecursionError:
        return "the query is nested too deeply"
    if found.get("error") or len(found["statements"]) != 1:
        return ONE
    parts = list(_parts(found))
    given = {str(part["key"]).lower() for part in parts if "key" in part and "value" in part}
    readable = tables | CATALOG | {name for name in given if _WORD.fullmatch(name) and not name.startswith(_SYSTEM)}
    return next((told for part in parts if (told := _beyond(part, readable, ROWS | functions))), "")


def _parts(parse: object) -> Iterator[dict[str, Any]]:
    """All objects of a parse."""
    waiting = [parse]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            yield one
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one


def _beyond(part: dict[str, Any], readable: frozenset[str], functions: frozenset[str]) -> str:
    match part.get("type"):
        case "BASE_TABLE":
            return _no_table(str(part.get("table_name")), readable)
        case "SHOW_REF" if not part.get("query"):
            return _no_table(str(part.get("table_name")).strip('"'), readable)
        case "TABLE_FUNCTION":
            name = str(part.get("function", {}).get("function_name")).lower()
            return "" if name in functions else f"the table function {name[:SHOWN]!r} is not allowed here"
        case "FUNCTION":
            name = str(part.get("function_name")).lower()
            return f"the function {name!r} is not allowed here" if name in REACHING else ""
        case str(kind) if kind.endswith("_NODE") and kind not in NODES:
            return ONE
    return ""


def _no_table(name: str, readable: frozenset[str]) -> str:
    return "" if name.lower() in readable else closest(name, readable)


def closest(name: str, names: Collection[str]) -> str:
    """What is told of a table that is not there: names that are like it."""
    close = get_close_matches(name[:SHOWN].lower(), names, 3)
    return f"there is no table {name[:SHOWN]!r} here" + (f"; perhaps {' or '.join(close)}" if close else "")
