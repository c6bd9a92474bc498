"""The record of a morning. Every face (terminal, JSON, page, message, Prefect's artifact) is made of it and of nothing
else, so that they say the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

GREEN, YELLOW, RED = "green", "yellow", "red"
LIGHTS = (GREEN, YELLOW, RED)
"""From good to bad."""

KEPT = 1000
"""Rows of a table that a morning keeps; how many there are it knows."""

SHOWN = 3
"""Things that a reason names."""


class NightCounts(tuple[int | None, ...]):
    """Counts of one thing in the last nights, oldest first; None where nothing is known of a night."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class LightReason:
    """Why the light is not green: `key` of ``words.toml``, how many things it is true of, the first few of them."""

    light: str
    key: str
    count: int = 1
    things: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MorningTable:
    """A table by its key in ``words.toml``: the first rows of it, and how many there are. A cell may be `NightCounts`;
    one that begins with http:// or https:// is an address."""

    key: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    count: int

    def records(self) -> list[dict[str, Any]]:
        """The rows by the names of their columns."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class RunTold(NamedTuple):
    """The last run of the crawl; times are UTC, `finished` None where it has not ended. `requests` are all of it, `new`
    and `changed` count reports."""

    run: int
    kind: str
    started: datetime
    finished: datetime | None
    requests: int
    new: int
    changed: int


class ReleaseTold(NamedTuple):
    """The release that readers open; `built` is UTC."""

    release: int
    built: datetime


class KeptBackTold(NamedTuple):
    """The release that is kept back; times are UTC."""

    release: int
    since: datetime
    last: datetime
    reasons: tuple[str, ...]


class ArchiveGrowth(NamedTuple):
    """Files and bytes of the archive that the crawl brought, and those among them of the last run."""

    files: int
    size: int
    new_files: int
    new_size: int


@dataclass(frozen=True, slots=True)
class MorningFacts:
    """What there is to tell. `at` is UTC; `night` tells in lines what the run did that has just ended, `questions`
    counts those to people by what they ask; `untold` names whom it could not be told, and why."""

    at: datetime
    run: RunTold | None = None
    release: ReleaseTold | None = None
    kept_back: KeptBackTold | None = None
    archive: ArchiveGrowth | None = None
    questions: Mapping[str, int] = field(default_factory=dict)
    tables: tuple[MorningTable, ...] = ()
    night: tuple[str, ...] = ()
    reasons: tuple[LightReason, ...] = ()
    untold: tuple[str, ...] = ()

    @property
    def light(self) -> str:
        """The worst that a reason says."""
        return max((reason.light for reason in self.reasons), key=LIGHTS.index, default=GREEN)

    def table(self, key: str) -> list[dict[str, Any]]:
        """The rows of a table by the names of their columns; none where it is empty."""
        return next((table.records() for table in self.tables if table.key == key), [])

    def not_told(self, lines: Sequence[str]) -> MorningFacts:
        """The same with whom it could not be told."""
        return replace(self, untold=(*self.untold, *lines))

    def plain(self) -> dict[str, Any]:
        """As data for JSON: what tells the light first, tables as lists of objects."""
        told: dict[str, Any] = {"light": self.light, "reasons": [asdict(reason) for reason in self.reasons]}
        told |= {"at": self.at, "night": list(self.night), "questions": dict(self.questions)}
        told |= {name: _record(getattr(self, name)) for name in ("run", "release", "kept_back", "archive")}
        tables = {table.key: {"count": table.count, "rows": table.records()} for table in self.tables}
        return _plain({**told, "tables": tables, "untold": list(self.untold)})  # type: ignore[no-any-return]


def made_table(key: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> MorningTable:
    """A table of all its rows, of which it keeps the first."""
    kept = tuple(tuple(NightCounts(cell) if isinstance(cell, list) else cell for cell in row) for row in rows[:KEPT])
    return MorningTable(key, tuple(columns), kept, len(rows))


def reason(light: str, key: str, things: Sequence[object] = (), count: int | None = None) -> LightReason:
    """A reason that names the first few things."""
    return LightReason(light, key, len(things) if count is None else count, tuple(map(str, things[:SHOWN])))


def _record(told: Any) -> Any:  # noqa: ANN401  a record or None
    return None if told is None else told._asdict()


def _plain(value: Any) -> Any:  # noqa: ANN401  whatever JSON knows, and dates
    if isinstance(value, dict):
        return {key.replace(" ", "_"): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, datetime):
        return f"{value.isoformat(timespec='seconds')}Z"
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value
