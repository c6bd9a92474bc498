"""A query of somebody who is not trusted: read only, fenced in, bounded in time, memory and rows.

Five walls, one behind the other: the statement must be one that reads; it names nothing but the tables and functions of
the warehouse; DuckDB's own settings keep it from files, network, extensions and other settings; the limits of the
process stop what DuckDB does not count (a single function may take gigabytes and minutes between two looks at the
clock); and whoever asked stands in another process, which tells in a line what became of one that was ended."""

from __future__ import annotations

import os
import resource
import signal
from pathlib import Path

from xxgk.flows.warehouse.warehouse import TOO_MUCH, QueryBounds, Result, Warehouse, WarehouseError, size_of

__all__ = ["QueryBounds", "answer", "apart", "confine", "end", "fits_a_table"]


def apart(bounds: QueryBounds) -> None:
    """Go on in a child process, confined; the process that calls it waits and ends as that one does. Raises
    WarehouseError in the one that waits where the other was ended by a signal. To be called before any thread is
    started."""
    child = os.fork()
    if child == 0:
        confine(bounds)
        return
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    end(code, bounds)
    raise SystemExit(code)


def end(code: int, bounds: QueryBounds) -> None:
    """Raises WarehouseError where a process that was confined ended by a signal, as its exit code tells."""
    if code == -signal.SIGALRM:
        raise WarehouseError(f"the query took longer than {bounds.seconds:g} s")
    if code < 0:
        raise WarehouseError(f"{TOO_MUCH} (its process was ended by signal {-code})")


def confine(bounds: QueryBounds, *, writes: bool = True) -> None:
    """Set the limits of this process, for good: it should do nothing but answer one query. `writes`: its output may be
    a file."""
    if not writes:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (bounds.address_space, bounds.address_space))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, bounds.seconds + bounds.grace)


def answer(warehouse: Path, query: str, bounds: QueryBounds) -> tuple[Result, bool]:
    """The answer, at most `bounds.rows` rows, and whether there are more. Raises WarehouseError."""
    with Warehouse(warehouse, read_only=True, fenced=True) as opened:
        return opened.question(query, bounds)


def fits_a_table(result: Result, bounds: QueryBounds) -> None:
    """Raises WarehouseError where the answer is within its bounds and would not be laid out as a table: one long value
    makes every row of it as wide."""
    widths = [max(size_of(value, bounds.value) for value in column) for column in zip(*result.rows, strict=True)]
    if sum(widths) * len(result.rows) > bounds.answer:
        raise WarehouseError(f"as a table the answer has more than {bounds.answer:,} characters; take --json or --csv")
