"""Tables and views of the warehouse as files: Parquet in folders by year, CSV, workbooks.

Parquet and CSV hold exactly what the tables hold; lists become JSON where the format has none. A table of which every
row has a year is a folder of Parquet files, the year in their paths alone, as other programs expect it. Rows come in a
fixed order: by all columns from left to right, but prose and lists. Each table is written beside its place and put
there by a rename, so that a file that stands is complete."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from xxgk.flows.mishaps import naming
from xxgk.flows.release import workbook
from xxgk.flows.release.datapackage import write_package
from xxgk.flows.release.labels import label
from xxgk.flows.warehouse.warehouse import Warehouse, WarehouseError, sql_files
from xxgk.schema.inert import FORMULA

PARQUET, CSV, XLSX = "parquet", "csv", "xlsx"
FORMATS = (PARQUET, CSV, XLSX)

PROSE = ("text", "sentence", "snippet", "message", "title")
"""Columns that hold prose, in which contacts may stand."""

OURS = ("release_pending", "stale_report")
"""Tables that are notes of the program to itself; left out where nothing is named."""

TOGETHER = "xxgk"
"""The workbook that holds the views for people, where nothing is named."""

TOO_LONG = ("current_figure",)
"""Views for people that no sheet holds."""

YEAR = "year"

_PARQUET = "FORMAT parquet, COMPRESSION zstd"

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Export:
    """What to write where. `tables` empty: all, and the views of `start_here`; of a workbook only these, in one.
    `excel`: CSV for Excel. `release`: number in the names of Parquet files that are parts of a table. `language`: of
    the heads of CSV and workbooks, zh or en; empty for the names of the columns."""

    format: str
    to: Path
    tables: tuple[str, ...] = ()
    excel: bool = False
    contacts: bool = False
    release: int = 0
    language: str = ""


@dataclass(frozen=True, slots=True)
class ExportedColumn:
    """A column of a table or view: name, type, comment; `is_filled` where no row is without a value."""

    name: str
    type: str
    comment: str
    is_filled: bool = False


def write(warehouse: Warehouse, asked: Export) -> Iterator[str]:
    """Write each table; one line told for each. Raises WarehouseError for a table that is not there or does not fit."""
    warehouse.run(sql_files("export"))
    known = _known(warehouse)
    unknown = [name for name in asked.tables if name not in known]
    if unknown:
        raise WarehouseError(f"there is no {' and no '.join(unknown)}; there are {', '.join(known)}")
    people = tuple(name for name in _people(warehouse) if name in known)
    every = tuple(name for name, is_table in known.items() if is_table and name not in OURS)
    if asked.format == XLSX and not asked.tables:
        tables, together = tuple(name for name in people if name not in TOO_LONG), True
    else:
        tables, together = asked.tables or (*every, *people), False
    counts = {name: int(warehouse.query(f'SELECT count(*) FROM "{name}"').rows[0][0]) for name in tables}  # noqa: S608
    if asked.format == XLSX:
        workbook.check(counts)
    asked.to.mkdir(parents=True, exist_ok=True)
    for names in [tables] if together else [(name,) for name in tables]:
        target = _write(warehouse, names, asked, TOGETHER if together else names[0])
        count = sum(counts[name] for name in names)
        yield f"{target}: {count} row{'' if count == 1 else 's'}" + (f" in {len(names)} sheets" if together else "")
    write_package(asked.to, {name: describe(warehouse, name) for name in tables}, asked.release)


def describe(warehouse: Warehouse, name: str) -> tuple[str, tuple[tuple[str, str, str], ...]]:
    """Comment and columns (name, type, comment) of a table or view."""
    comments = warehouse.query(
        "SELECT comment FROM (SELECT table_name AS name, comment, database_name FROM duckdb_tables() "
        "UNION ALL SELECT view_name, comment, database_name FROM duckdb_views()) "
        "WHERE name = ? AND database_name = current_database()",
        [name],
    ).rows
    return comments[0][0] or "" if comments else "", tuple(
        (column.name, column.type, column.comment) for column in _columns(warehouse, name)
    )


def _people(warehouse: Warehouse) -> list[str]:
    """The views for people; none in a warehouse that does not name them."""
    if not warehouse.query("SELECT 1 FROM duckdb_views() WHERE view_name = 'start_here'").rows:
        return []
    return [name for (name,) in warehouse.query("SELECT name FROM start_here ORDER BY position").rows]


def _write(warehouse: Warehouse, names: Sequence[str], asked: Export, title: str) -> Path:
    columns = {name: _columns(warehouse, name) for name in names}
    by_year = asked.format == PARQUET and any(column.name == YEAR and column.is_filled for column in columns[names[0]])
    target = asked.to / (title if by_year else f"{title}.{asked.format}")
    part = asked.to / f".{target.name}.part"
    _remove(part)
    if asked.format == XLSX:
        workbook.write(part, [_sheet(warehouse, name, columns[name], asked) for name in names])
    elif asked.format == CSV:
        _csv(warehouse, _query(title, columns[title], asked), part, asked.excel)
    elif by_year:
        _parted(warehouse, title, columns[title], asked, part)
    else:
        warehouse.copy_out(_query(title, columns[title], asked), part, _PARQUET)
    _remove(target)
    os.replace(part, target)
    return target


def _parted(warehouse: Warehouse, name: str, columns: Sequence[ExportedColumn], asked: Export, part: Path) -> None:
    """A folder of years; of a table without rows one file, which tells its columns."""
    part.mkdir()
    years = [year for (year,) in warehouse.query(f'SELECT DISTINCT year FROM "{name}" ORDER BY year').rows]  # noqa: S608
    file = f"release{asked.release}-0.parquet"
    if not years:
        warehouse.copy_out(_query(name, columns, asked), part / file, _PARQUET)
    for year in years:
        folder = part / f"{YEAR}={year}"
        folder.mkdir()
        rest = [column for column in columns if column.name != YEAR]
        warehouse.copy_out(_query(name, rest, asked, f"WHERE {YEAR} = {year}"), folder / file, _PARQUET)


def _sheet(warehouse: Warehouse, name: str, columns: Sequence[ExportedColumn], asked: Export) -> workbook.WorkbookSheet:
    """A sheet of the workbook; its rows are asked for when they are written."""
    comment = describe(warehouse, name)[0]
    heads = [(_head(column, asked), column.name, column.comment) for column in columns]
    title = label(name, comment, asked.language) if asked.language else name
    return workbook.WorkbookSheet(title, name, heads, lambda: warehouse.stream(_query(name, columns, asked)))


def _csv(warehouse: Warehouse, query: str, part: Path, excel: bool) -> None:
    plain = part.with_name(part.name + "ial")
    warehouse.copy_out(query, plain if excel else part, "FORMAT csv, HEADER")
    if excel:
        with naming(part), plain.open("rb") as source, part.open("wb") as target:
            target.write(BOM)
            shutil.copyfileobj(source, target)
        plain.unlink()


def _query(name: str, columns: Sequence[ExportedColumn], asked: Export, where: str = "") -> str:
    cells = ", ".join(_cell(column, asked) for column in columns)
    order = ", ".join(
        f'"{name}"."{column.name}"' for column in columns if column.name not in PROSE and not column.type.endswith("]")
    )
    return f'SELECT {cells} FROM "{name}" {where} ORDER BY {order}'  # noqa: S608  our own names


def _head(column: ExportedColumn, asked: Export) -> str:
    """What stands over the column."""
    return label(column.name, column.comment, asked.language) if asked.language else column.name


def _cell(column: ExportedColumn, asked: Export) -> str:
    """The column as it is written."""
    value = f'"{column.name}"'
    if column.name in PROSE and column.type == "VARCHAR" and not asked.contacts:
        value = f"masked({value})"
    if asked.format != PARQUET and column.type.endswith("]"):
        value = f"to_json({value})::VARCHAR"
    if asked.format == CSV and asked.excel and (column.type == "VARCHAR" or column.type.endswith("]")):
        value = f"CASE WHEN regexp_matches({value}, '{FORMULA}') THEN '''' || {value} ELSE {value} END"
    head = column.name if asked.format != CSV else _head(column, asked).replace('"', "")
    return f'{value} AS "{head}"'


def _known(warehouse: Warehouse) -> dict[str, bool]:
    """Tables and views by name, and which are tables."""
    rows = warehouse.query(
        "SELECT table_name, table_type = 'BASE TABLE' FROM information_schema.tables "
        "WHERE table_schema = 'main' AND table_catalog = current_database() ORDER BY 1"
    ).rows
    return dict(rows)


def _columns(warehouse: Warehouse, name: str) -> list[ExportedColumn]:
    rows = warehouse.query(
        "SELECT column_name, data_type, coalesce(comment, ''), NOT is_nullable FROM duckdb_columns() "
        "WHERE table_name = ? AND database_name = current_database() ORDER BY column_index",
        [name],
    ).rows
    return [ExportedColumn(*row) for row in rows]


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
