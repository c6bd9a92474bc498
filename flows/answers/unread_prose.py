"""What the reports say in prose that is not understood: the commonest clauses with a number or a denial of what is
looked for, so that the grammar grows from what is really written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xxgk.flows.reading.extractor import ReadSection, clauses_read
from xxgk.flows.screen import ScreenBlock, ScreenTable
from xxgk.flows.warehouse.warehouse import Warehouse

BATCH = 2_000
_REPORTS = (
    "SELECT s.agency_id, s.year, coalesce(a.name, ''), s.code, s.title, s.text FROM section s"
    " JOIN report r ON r.agency_id = s.agency_id AND r.year = s.year AND r.revision = s.revision AND r.is_current"
    " LEFT JOIN agency a ON a.agency_id = s.agency_id"
    " WHERE ($year IS NULL OR s.year = $year) ORDER BY s.agency_id, s.year, s.position LIMIT $many OFFSET $from"
)


def unread_prose(warehouse: Warehouse, year: int | None, most: int) -> Iterator[ScreenBlock]:
    """How many clauses of the current reports (of one year, if given) are understood, and the `most` commonest others,
    N for a number and Y for a year, each with how often it stands and a report in which it does."""
    counts: Counter[str] = Counter()
    first: dict[str, str] = {}
    understood = 0
    for section, clause, known in clauses_read(_sections(warehouse, year)):
        understood += known
        if not known:
            counts[clause] += 1
            first.setdefault(clause, f"{section.agency or section.agency_id} {section.year}")
    unread = sum(counts.values())
    yield f"{understood:,} of {understood + unread:,} clauses with a number or a denial are understood"
    rows = [(count, clause, first[clause]) for clause, count in counts.most_common(most)]
    if rows:
        yield ScreenTable(("times", "clause", "first in"), rows)


def _sections(warehouse: Warehouse, year: int | None) -> Iterator[ReadSection]:
    done = 0
    while rows := warehouse.query(_REPORTS, {"year": year, "many": BATCH, "from": done}).rows:
        yield from (ReadSection(*row) for row in rows)
        done += len(rows)
