"""Documents that a person took out for good: a test file, a draft, a report of another agency.

They stand in a file of their own beside the warehouse, a line for each decision, which is only ever added to: it is
what no rebuild could make anew. The last line about a document counts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from xxgk.flows.appending import append
from xxgk.flows.places import Places
from xxgk.flows.warehouse.warehouse import Warehouse, WarehouseError, now
from xxgk.schema.datafile import read_rows
from xxgk.schema.errors import DataError

COLUMNS = ("at", "action", "sha256", "source", "why")
WITHDRAW, UNDO = "withdraw", "undo"

SHORTEST = 6
"""Characters of a hash that name a document."""

_SIGHTINGS = """
SELECT DISTINCT sha256, source FROM (
    SELECT sha256, source FROM document UNION ALL SELECT sha256, source FROM ingest_outcome WHERE sha256 IS NOT NULL
) WHERE source = $asked OR sha256 = $hash OR (length($asked) >= $shortest AND starts_with(sha256, lower($asked)))
"""
_MAINS = """
SELECT DISTINCT CASE WHEN p.position = 0 THEN '0' ELSE d.source END
FROM publication_part p
JOIN publication_part m ON m.publication = p.publication AND m.position = 0
JOIN document d ON d.sha256 = m.sha256
WHERE p.sha256 = ? ORDER BY ALL
"""


class WithdrawalError(DataError):
    """A line of the file of withdrawn documents that cannot be understood."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A document that was taken out: when (UTC), under which path or address it was known, and why."""

    at: datetime
    sha256: str
    source: str
    why: str


def withdrawals(file: Path) -> Mapping[str, Withdrawal]:
    """The documents that are withdrawn, by hash. Raises WithdrawalError naming the line that is not understood."""
    standing: dict[str, Withdrawal] = {}
    for where, (at, action, sha256, source, why) in read_rows(file, COLUMNS, WithdrawalError) if file.exists() else ():
        try:
            moment = datetime.fromisoformat(at).replace(tzinfo=None)
        except ValueError as error:
            raise WithdrawalError(f"{where}: {at!r} is no time") from error
        if action not in (WITHDRAW, UNDO) or len(sha256) != 64:
            raise WithdrawalError(f"{where}: wants {WITHDRAW} or {UNDO}, and the hash of a document")
        if action == WITHDRAW:
            standing[sha256] = Withdrawal(moment, sha256, source, why)
        else:
            standing.pop(sha256, None)
    return standing


def note(file: Path, action: str, told: Withdrawal) -> None:
    """Add a line to the file."""
    moment = f"{told.at.isoformat(timespec='seconds')}Z"
    append(file, COLUMNS, [(moment, action, told.sha256, told.source, told.why)])


def withdraw(places: Places, asked: str, why: str) -> Withdrawal:
    """Note that a document is taken out, named by the beginning of its hash, a path or an address.

    Raises WarehouseError where it is not one main document of the warehouse, or is out already."""
    with Warehouse(places.work if places.work.exists() else places.published, read_only=True) as warehouse:
        sha256, source = _one(asked, warehouse.query(_SIGHTINGS, _asked(asked)).rows)
        mains = warehouse.query(_MAINS, [sha256]).rows
    if ("0",) not in mains:
        raise WarehouseError(f"{source} is a part of another document, withdraw that: {', '.join(m for (m,) in mains)}")
    if sha256 in withdrawals(places.withdrawn):
        raise WarehouseError(f"{source} is withdrawn already")
    return decided(places, WITHDRAW, sha256, source, why)


def undo(places: Places, asked: str, why: str) -> Withdrawal:
    """Note that a document is taken out no more. Raises WarehouseError where it is not withdrawn."""
    standing = withdrawals(places.withdrawn).values()
    values = _asked(asked)
    found = [
        (one.sha256, one.source)
        for one in standing
        if one.source == asked
        or one.sha256 == values["hash"]
        or (len(asked) >= SHORTEST and one.sha256.startswith(asked.lower()))
    ]
    return decided(places, UNDO, *_one(asked, found), why)


def decided(places: Places, action: str, sha256: str, source: str, why: str) -> Withdrawal:
    """Note what a person decided now of a main document."""
    told = Withdrawal(now(), sha256, source, why)
    note(places.withdrawn, action, told)
    return told


def _asked(asked: str) -> dict[str, object]:
    """What a person named, as the queries look for it; the hash of the file where it is one."""
    path = Path(asked)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    return {"asked": asked, "hash": sha256, "shortest": SHORTEST}


def _one(asked: str, sightings: Iterable[Sequence[str]]) -> tuple[str, str]:
    """Hash and source of the one document that was meant. Raises WarehouseError with the candidates."""
    found: dict[str, str] = {}
    for sha256, source in sorted(map(tuple, sightings)):
        found[sha256] = source if source == asked else found.get(sha256, source)
    if not found:
        raise WarehouseError(f"no document is called {asked!r}; give its path or address, or the beginning of its hash")
    if len(found) > 1:
        listed = "\n".join(f"  {sha256}  {source}" for sha256, source in found.items())
        raise WarehouseError(f"{asked!r} may be any of these, give the hash:\n{listed}")
    return next(iter(found.items()))
