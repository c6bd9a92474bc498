"""What the server of `xxgk mcp` answers: five questions to a warehouse, each in a process of its own that is confined
as one of `xxgk sql --safe` is, and that moreover writes to no file.

`ask` stands in the process of the server, `main` in that of the question; between them go a line of JSON and an answer
of at most so many characters."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from xxgk.flows.answers.safe import confine, end
from xxgk.flows.answers.show import figure_blocks, find_report, report_blocks
from xxgk.flows.screen import in_lines, json_lines
from xxgk.flows.warehouse.reaching import closest
from xxgk.flows.warehouse.warehouse import TOO_MUCH, QueryBounds, Warehouse, WarehouseError
from xxgk.schema.errors import XxgkError

BOUNDS = QueryBounds(seconds=30, grace=5, rows=500, query=20_000, value=10_000, answer=50_000)
"""What one question may take; an answer goes into the context of whoever asked."""

NAME = 200
"""Characters of an agency, a table or a code."""

AT_ONCE = 2
"""Questions at a time; others wait."""

KEPT = frozenset(("PATH", "PYTHONPATH", "PYTHONHOME", "LANG", "LC_ALL", "SYSTEMROOT"))
"""What the process of a question has of the environment: no password that stands there."""

_turns = BoundedSemaphore(AT_ONCE)


def ask(warehouse: Path, tool: str, arguments: Mapping[str, Any]) -> str:
    """The answer of a tool, of at most `BOUNDS.answer` characters. Raises WarehouseError with what is wrong with the
    question."""
    asked = json.dumps({"warehouse": str(warehouse), "tool": tool, "arguments": arguments})
    environment = {name: value for name, value in os.environ.items() if name in KEPT}
    command = [sys.executable, "-B", "-P", "-X", "utf8", "-m", __name__]
    with _turns:
        try:
            done = subprocess.run(  # noqa: S603  our own program
                command,
                input=asked,
                capture_output=True,
                encoding="utf-8",
                env=environment,
                timeout=BOUNDS.seconds + 2 * BOUNDS.grace,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise WarehouseError(f"the question took longer than {BOUNDS.seconds:g} s") from error
    end(done.returncode, BOUNDS)
    if done.returncode:
        raise RuntimeError(f"a fault in the process of a question:\n{done.stderr}")
    told = json.loads(done.stdout)
    if "refused" in told:
        raise WarehouseError(told["refused"])
    return str(told["answer"])


def answer(warehouse: Path, tool: str, arguments: Mapping[str, Any]) -> str:
    """The same, in this process."""
    for name, value in arguments.items():
        if name != "sql" and len(str(value)) > NAME:
            raise WarehouseError(f"{name} has more than {NAME} characters")
    with Warehouse(warehouse, read_only=True, fenced=True) as opened:
        return TOOLS[tool](opened, **arguments)


def main() -> None:
    """Answer the one question that comes on standard input."""
    asked = json.load(sys.stdin)
    confine(BOUNDS, writes=False)
    warehouse = Path(asked["warehouse"])
    try:
        told = {"answer": answer(warehouse, asked["tool"], asked["arguments"])}
    except MemoryError:
        told = {"refused": TOO_MUCH}
    except XxgkError as error:
        told = {"refused": _without_places(str(error), warehouse)}
    sys.stdout.write(json.dumps(told))


def _without_places(told: str, warehouse: Path) -> str:
    """An error without the folders in which the warehouse lies on this machine."""
    for folder in (warehouse.parent, warehouse.resolve().parent):
        told = told.replace(f"{folder}{os.sep}", "")
    return told


def _tables(warehouse: Warehouse) -> str:
    return _rows(warehouse, _TABLES, [])


def _describe(warehouse: Warehouse, name: str) -> str:
    if told := _rows(warehouse, _COLUMNS, {"name": name}):
        return told
    names = (row[0] for row in warehouse.query(f"SELECT lower(name) FROM ({_TABLES})").rows)  # noqa: S608  our own text
    raise WarehouseError(closest(name, [one.partition("(")[0] for one in names]))


def _query(warehouse: Warehouse, sql: str) -> str:
    result, more = warehouse.question(sql, BOUNDS)
    lines = [*json_lines(result.columns, result.rows)]
    if more:
        lines.append(f"... there are more rows than these {len(result.rows)}; add a LIMIT or ask for less")
    told = "\n".join(lines) or f"no rows; columns: {', '.join(result.columns)}"
    if len(told) > BOUNDS.answer:
        raise WarehouseError(f"the answer has more than {BOUNDS.answer:,} characters; ask for less")
    return told


def _report(warehouse: Warehouse, agency: str, year: int) -> str:
    return _cut(in_lines(report_blocks(warehouse, find_report(warehouse, agency, year))))


def _figure(warehouse: Warehouse, agency: str, year: int, code: str) -> str:
    return _cut(in_lines(figure_blocks(warehouse, find_report(warehouse, agency, year), code, None)))


def _rows(warehouse: Warehouse, sql: str, parameters: Any) -> str:  # noqa: ANN401  a list or a mapping
    result = warehouse.query(sql, parameters)
    return _cut("\n".join(json_lines(result.columns, result.rows)))


def _cut(told: str) -> str:
    """A text that is ours, as far as it goes."""
    end_told = f"\n... cut here: {len(told):,} characters in all; ask for the rest with query"
    return told if len(told) <= BOUNDS.answer else told[: BOUNDS.answer - len(end_told)] + end_told


TOOLS: Mapping[str, Callable[..., str]] = {
    "tables": _tables,
    "describe": _describe,
    "query": _query,
    "report": _report,
    "figure": _figure,
}
"""All that can be asked."""

_TABLES = """
SELECT view_name AS name, 'view' AS kind, comment FROM duckdb_views() WHERE NOT internal
UNION ALL SELECT table_name, 'table', comment FROM duckdb_tables()
UNION ALL SELECT DISTINCT function_name || '(' || array_to_string(parameters, ', ') || ')', 'function', comment
FROM duckdb_functions() WHERE NOT internal
ORDER BY kind DESC, name
"""
_COLUMNS = """
SELECT column_name AS name, data_type AS type, comment FROM (
    SELECT column_name, data_type, comment, column_index FROM duckdb_columns() WHERE lower(table_name) = lower($name)
    AND NOT internal
    UNION ALL SELECT function_name, function_type, comment, 0 FROM duckdb_functions()
    WHERE NOT internal AND lower(function_name) = lower($name)
) ORDER BY column_index
"""

if __name__ == "__main__":
    main()
