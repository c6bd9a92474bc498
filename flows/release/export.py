"""Tables and views of the warehouse as files: Parquet in folders by year, CSV, workbooks.

Parquet and CSV hold exactly what the tables hold; lists become JSON where the format has none. Each table is written
beside its place and put there by a rename, so that a file that stands is complete."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from xxgk.flows.mishaps import naming
from xxgk.flows.release import workbook
from xxgk.flows.warehouse.warehouse import Warehouse, WarehouseError, sql_files
from xxgk.schema.inert import FORMULA

PARQUET, CSV, XLSX = "parquet", "csv", "xlsx"
FORMATS = (PARQUET, CSV, XLSX)

PROSE = ("text", "sentence", "snippet", "message", "title")
"""Columns that hold prose, in which contacts may stand."""

OURS = ("release_pending", "stale_report")
"""Tables that are notes of the program to itself; left out where nothing is named."""

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Export:
    """What to write where. `tables` empty: all. `excel`: CSV for Excel. `release`: number in the names of Parquet files
    that are parts of a table."""

    format: str
    to: Path
    tables: tuple[str, ...] = ()
    excel: bool = False
    contacts: bool = False
    release: int = 0


@dataclass(frozen=True, slots=True)
class ExportedColumn:
    """A column of a table or view: name, type, comment."""

    name: str
    type: str
    comment: str


def write(warehouse: Warehouse, asked: Export) -> Iterator[str]:
    """Write each table; one line told for each. Raises WarehouseError for a table that is not there or does not fit."""
    warehouse.run(sql_files("export"))
    known = _known(warehouse)
    unknown = [name for name in asked.tables if name not in known]
    if unknown:
        raise WarehouseError(f"there is no {' and no '.join(unknown)}; there are {', '.join(known)}")
    tables = asked.tables or tuple(name for name, is_table in known.items() if is_table and name not in OURS)
    counts = {name: int(warehouse.query(f'SELECT count(*) FROM "{name}"').rows[0][0]) for name in tables}  # noqa: S608
    if asked.format == XLSX:
        workbook.check(counts)
    asked.to.mkdir(parents=True, exist_ok=True)
    for name, count in counts.items():
        target = _write(warehouse, name, asked)
        yield f"{target}: {count} row{'' if count == 1 else 's'}"


def _write(warehouse: Warehouse, name: str, asked: Export) -> Path:
    columns = _columns(warehouse, name)
    by_year = asked.format == PARQUET and any(column.name == "year" for column in columns)
    target = asked.to / (name if by_year else f"{name}.{asked.format}")
    part = asked.to / f".{target.name}.part"
    _remove(part)
    query = _query(name, columns, asked)
    if asked.format == XLSX:
        workbook.write(part, name, [(c.name, c.comment) for c in columns], warehouse.stream(query))
    elif asked.format == CSV:
        _csv(warehouse, query, part, asked.excel)
    else:
        names = f"FILENAME_PATTERN 'release{asked.release}-{{i}}'"
        division = f", PARTITION_BY (year), WRITE_PARTITION_COLUMNS, {names}" if by_year else ""
        warehouse.copy_out(query, part, f"FORMAT parquet, COMPRESSION zstd{division}")
    _remove(target)
    os.replace(part, target)
    return target


def _csv(warehouse: Warehouse, query: str, part: Path, excel: bool) -> None:
    plain = part.with_name(part.name + "ial")
    warehouse.copy_out(query, plain if excel else part, "FORMAT csv, HEADER")
    if excel:
        with naming(part), plain.open("rb") as source, part.open("wb") as target:
            target.write(BOM)
            shutil.copyfileobj(source, target)
        plain.unlink()


def _query(name: str, columns: list[ExportedColumn], asked: Export) -> str:
    return f'SELECT {", ".join(_cell(column, asked) for column in columns)} FROM "{name}"'  # noqa: S608  our own names


def _cell(column: ExportedColumn, asked: Export) -> str:
    """The column as it is written."""
    value = f'"{column.name}"'
    if column.name in PROSE and column.type == "VARCHAR" and not asked.contacts:
        value = f"masked({value})"
    if asked.format != PARQUET and column.type.endswith("]"):
        value = f"to_json({value})::VARCHAR"
    if asked.format == CSV and asked.excel and (column.type == "VARCHAR" or column.type.endswith("]")):
        value = f"CASE WHEN regexp_matches({value}, '{FORMULA}') THEN '''' || {value} ELSE {value} END"
    return f'{value} AS "{column.name}"'


def _known(warehouse: Warehouse) -> dict[str, bool]:
    """Tables and views by name, and which are tables."""
    rows = warehouse.query(
        "SELECT table_name, table_type = 'BASE TABLE' FROM information_schema.tables "
        "WHERE table_schema = 'main' AND table_catalog = current_database() ORDER BY 1"
    ).rows
    return dict(rows)


def _columns(warehouse: Warehouse, name: str) -> list[ExportedColumn]:
    rows = warehouse.query(
        "SELECT column_name, data_type, coalesce(comment, '') FROM duckdb_columns() "
        "WHERE table_name = ? AND database_name = current_database() ORDER BY column_index",
        [name],
    ).rows
    return [ExportedColumn(*row) for row in rows]


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
