"""The version of the tables, and the way to it from an older one.

``sql/migrations/NNN_warehouse.sql`` and ``NNN_ledger.sql`` lead from version NNN - 1 to NNN; the highest number is the
version of this program. Such a file makes the columns that are new from what an older file knows, and drops those that
are no more. What it need not do: the order and the constraints of columns (a table that has the right columns is poured
into a new one), new tables, views, and the tables of COMPUTED, which are made anew from the others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

SQL = Path(__file__).resolve().parents[2] / "sql"
WAREHOUSE, LEDGER = "warehouse", "ledger"

COMPUTED = ("080_definition", "085_money", "086_due", "090_crosswalk", "095_cross_rule", "100_derived")
"""Files of ``sql/tables`` whose tables hold nothing but what data files and other tables say."""

FIRST = 1
"""The version of 0.1, whose files do not tell it."""

TableShapes = Mapping[str, Sequence[tuple[str, ...]]]
"""Columns by table, in order: name, type, constraints."""


def newest() -> int:
    """The version of this program's tables."""
    return max((_number(path) for path in SQL.joinpath("migrations").glob("*.sql")), default=FIRST)


def pending(version: int, kind: str) -> list[str]:
    """The files of ``sql/`` that lead from a version to the newest, in order."""
    paths = sorted(SQL.joinpath("migrations").glob(f"*_{kind}.sql"))
    return [f"migrations/{path.name}" for path in paths if _number(path) > version]


def computed() -> list[str]:
    """The tables that are dropped and made anew."""
    texts = (SQL.joinpath("tables", f"{name}.sql").read_text("utf-8") for name in COMPUTED)
    return [name for text in texts for name in re.findall(r"^CREATE TABLE IF NOT EXISTS (\w+)", text, re.MULTILINE)]


def reshaped(old: TableShapes, new: TableShapes) -> list[str]:
    """The tables that have the columns of the new shape in another order or with other constraints.

    Raises ValueError where columns are lacking, too many or of another type: no file of ``sql/migrations`` did its
    part."""
    found = []
    for table, columns in new.items():
        was = old.get(table, columns)
        if sorted(column[:2] for column in was) != sorted(column[:2] for column in columns):
            differing = {column[0] for column in set(was) ^ set(columns)}
            raise ValueError(f"columns of {table} differ: {', '.join(sorted(differing))}")
        if list(was) != list(columns):
            found.append(table)
    return found


def _number(path: Path) -> int:
    return int(path.name.partition("_")[0])
