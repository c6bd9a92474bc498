"""The tables of the morning: what came, what changed, what is late or missing, which source went silent.

Each is a file ``sql/morning/NNN_KEY.sql``, in the order of their numbers; its heading is in ``words.toml``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from xxgk.flows.morning.words import word
from xxgk.flows.screen import Headline, ScreenBlock, ScreenTable
from xxgk.flows.warehouse.warehouse import Warehouse, read_sql, sql_files

MOST = 100
"""Rows of a table that are shown; the views have them all."""


def queries() -> dict[str, str]:
    """The query of each table by its key, in order."""
    return {PurePosixPath(name).stem.partition("_")[2]: read_sql(name) for name in sql_files("morning")}


def morning_blocks(warehouse: Warehouse) -> Iterator[ScreenBlock]:
    """All tables that have rows; nothing where nothing was ever crawled."""
    for key, query in queries().items():
        rows = (found := warehouse.query(query)).rows
        if rows:
            yield Headline(word("section", key).en)
            yield ScreenTable(found.columns, rows[:MOST])
            if len(rows) > MOST:
                yield f"... and {len(rows) - MOST} more"
            yield ""
