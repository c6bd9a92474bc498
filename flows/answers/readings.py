"""What became of the readings of people, in words: counts, and a line for each that was not taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from xxgk.flows.places import Places
from xxgk.flows.screen import Headline, ScreenBlock, ScreenTable
from xxgk.flows.warehouse.by_people import by_people
from xxgk.flows.warehouse.warehouse import Warehouse
from xxgk.schema.readings import load_readings

LISTED = 20
GOOD = frozenset({"taken", "noted", "read by the program", "superseded", "contradicted", "held", "withdrawn"})
"""What may become of a reading without anybody's mistake."""
NOT_YET = "not taken"
"""Its publication was not read again yet; the next release does that."""

_STATUS = """
SELECT status, coalesce(agency || ' ' || year, source, left(sha256, 12)), code, who, print, answer
FROM person_reading_status ORDER BY ALL
"""


def checked(places: Places) -> tuple[list[ScreenBlock], bool]:
    """What became of the readings, asked of the working warehouse where there is one, and whether all is as it may be.
    Raises ReadingError where the file is none of readings, and WarehouseError."""
    problems: list[str] = []
    readings = load_readings(places.readings, problems.append)
    told = list(chain.from_iterable(readings.values()))
    if not places.work.exists():
        with Warehouse(places.published, read_only=True) as opened:
            rows = opened.query(_STATUS).rows
    else:
        with Warehouse(places.work) as work:
            work.take({"person_reading": by_people(told)["person_reading"]})
            rows = work.query(_STATUS).rows
    good = not problems and all(row[0] in GOOD or row[0] == NOT_YET for row in rows)
    return [*_blocks(places, rows), *problems], good


def _blocks(places: Places, rows: Sequence[Sequence[Any]]) -> Iterator[ScreenBlock]:
    yield Headline(f"{places.readings}: {len(rows)} reading{'' if len(rows) == 1 else 's'} of people")
    counted = Counter(row[0] for row in rows)
    yield ScreenTable(("", ""), [(f"  {status}", count) for status, count in sorted(counted.items())])
    odd = [row for row in rows if row[0] not in ("taken", "noted", "read by the program")]
    for status, report, code, who, text, answer in odd[:LISTED]:
        yield f"{status}: {report} {code} ({who}: {repr(text) if answer == 'printed' else answer})"
    if len(odd) > LISTED:
        yield f"... and {len(odd) - LISTED} more; the view person_reading_status has them all"
