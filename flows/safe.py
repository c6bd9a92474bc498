"""A query of somebody who is not trusted: read only, fenced in, bounded in time, memory and rows.

Three walls, one behind the other: the statement must be one that reads; DuckDB's own settings keep it from files,
network, extensions and other settings; the limits of the process stop what DuckDB does not count (a single function may
take gigabytes and minutes between two looks at the clock)."""

from __future__ import annotations

import resource
import signal
from dataclasses import dataclass
from pathlib import Path

from flows.warehouse import Result, Warehouse


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a query may take. `address_space` in bytes, of the whole process; `grace`: seconds after `seconds` until the
    process is ended by the system."""

    seconds: float = 30
    grace: float = 10
    address_space: int = 3 << 30
    rows: int = 10_000


def confine(bounds: Bounds) -> None:
    """Set the limits of this process, for good: it should do nothing but answer one query."""
    resource.setrlimit(resource.RLIMIT_AS, (bounds.address_space, bounds.address_space))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, bounds.seconds + bounds.grace)


def answer(warehouse: Path, query: str, bounds: Bounds) -> tuple[Result, bool]:
    """The answer, at most `bounds.rows` rows, and whether there are more. Raises WarehouseError."""
    with Warehouse(warehouse, read_only=True, fenced=True) as opened:
        return opened.question(query, bounds.rows, bounds.seconds)
