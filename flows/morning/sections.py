"""The tables of the morning: what came, what changed, what is late or missing, which source went silent.

Each is a file ``NNN_KEY.sql`` of ``sql/morning``, asked of the ledger, or of ``sql/standing``, asked of the release, in
the order of their numbers; its heading is in ``words.toml``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from xxgk.flows.morning.facts import MorningTable, NightCounts, made_table
from xxgk.flows.morning.words import word
from xxgk.flows.screen import Headline, ScreenBlock, ScreenTable
from xxgk.flows.warehouse.warehouse import Warehouse, read_sql, sql_files

LEDGER, RELEASE = "morning", "standing"
"""Folders of ``sql/``: what is asked of the ledger, or of a copy as new as it, and what of the release."""

MOST = 100
"""Rows of a table that are shown; the views have them all."""

ORDER = tuple(
    PurePosixPath(name).stem.partition("_")[2]
    for name in sorted((*sql_files(LEDGER), *sql_files(RELEASE)), key=lambda name: PurePosixPath(name).name)
)
"""The tables in their order."""

BARS = "▁▂▃▄▅▆▇█"


def queries(folder: str = LEDGER) -> dict[str, str]:
    """The query of each table by its key, in order."""
    return {PurePosixPath(name).stem.partition("_")[2]: read_sql(name) for name in sql_files(folder)}


def tables(warehouse: Warehouse, folder: str = LEDGER) -> Iterator[MorningTable]:
    """All tables of a folder that have rows; none where nothing was ever crawled."""
    for key, query in queries(folder).items():
        found = warehouse.query(query)
        if found.rows:
            yield made_table(key, found.columns, found.rows)


def blocks(made: Iterable[MorningTable], most: int = MOST) -> Iterator[ScreenBlock]:
    """Tables for a screen."""
    for table in made:
        yield Headline(word("section", table.key).en)
        yield ScreenTable(table.columns, [tuple(map(shown, row)) for row in table.rows[:most]])
        if table.count > most:
            yield f"... and {table.count - most} more"
        yield ""


def morning_blocks(warehouse: Warehouse) -> Iterator[ScreenBlock]:
    """The tables that the ledger tells, for a screen."""
    return blocks(tables(warehouse))


def shown(cell: object) -> object:
    """A cell as text that a terminal, a page and a message can show."""
    return line_of_counts(cell) if isinstance(cell, NightCounts) else cell


def line_of_counts(counts: NightCounts) -> str:
    """Counts of nights as a line: bars, a point where nothing is known, then the last two numbers that differ."""
    known = [count for count in counts if count is not None]
    if not known:
        return ""
    most = max(*known, 1)
    bars = "".join("·" if count is None else BARS[count * (len(BARS) - 1) // most] for count in counts)
    before = next((count for count in reversed(known) if count != known[-1]), None)
    return f"{bars} {known[-1]}" if before is None else f"{bars} {before}→{known[-1]}"
