"""In which columns the figures of a woven row stand that has fewer of them than its table has columns.

Rows that print all figures show where the columns are. Programs print a page as text so that what stands further right
comes further right there, but columns lie elsewhere on each page, what stands before a figure pushes it, and figures
that only one blank parts from their label go with that, wherever their columns are. So a row is looked at beside its
nearest complete ones alone, of which those count that have as many figures so near to their label, at least two of
which must tell its columns alike, and none otherwise; and a figure that only one blank parts from what stands before it
belongs to the column over which it stands only where none is left of that to which it could belong.

This is what the print suggests and no proof: the form's equations must bear it out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from xxgk.schema.forms import forms
from xxgk.schema.text import normalise

NEAR = 6
"""Complete rows on each side that are looked at."""
FEWEST_ALIKE = 2
PUSHED = 1
"""Blanks before a figure that may have been pushed."""
FEWEST_COLUMNS = 4

CharacterSpan = tuple[int, int]


class FiguresOfRow(NamedTuple):
    """The figures of a row on a line, where they stand, the end of what stands before them (-1: nothing does), and how
    many the form has there."""

    texts: Sequence[str]
    spans: Sequence[CharacterSpan]
    before: int
    expected: int


class Place(NamedTuple):
    """The columns over which a figure stands: the first, counted from 1, and how `many`."""

    column: int
    many: int


def columns_of(label: str) -> int:
    """How many columns the table of a row of the form has; 0 where it has few, or tables do not agree."""
    return _columns().get(normalise(label), 0)


@lru_cache
def _columns() -> dict[str, int]:
    counts: dict[str, set[int]] = {}
    for table in (table for form in forms() for sheet in form.sheets for table in sheet.tables):
        for row in table.rows:
            for key in row.keys:
                counts.setdefault(key, set()).add(len(table.columns))
    told = {label: next(iter(several)) for label, several in counts.items() if len(several) == 1}
    return {label: count for label, count in told.items() if count >= FEWEST_COLUMNS}


def places_of(rows: Sequence[FiguresOfRow | None]) -> Iterator[Sequence[Place]]:
    """For each row of a text, in order, the places of its figures; none where they are complete or nothing tells them.

    None among the `rows`: one whose figures do not stand on one line. Linear in the rows."""
    whole = [None if row is None else _whole(row) for row in rows]
    before = [number for number, spans in enumerate(whole) if spans]
    at = 0
    for number, row in enumerate(rows):
        while at < len(before) and before[at] < number:
            at += 1
        near = before[max(0, at - NEAR) : at + NEAR]
        if row is None or whole[number] or not row.spans:
            yield ()
            continue
        bound = _bound(row, row.spans)
        alike = [
            spans
            for one in near
            if (other := rows[one]) and (spans := whole[one]) and other.expected == row.expected
            if _bound(other, spans) == bound
        ]
        yield _told(row, alike)


def _whole(row: FiguresOfRow) -> Sequence[CharacterSpan]:
    """Where the figures of a row that prints all of them stand, be they noughts that have run together; none else."""
    if len(row.spans) == row.expected:
        return row.spans
    digits = "".join(row.texts)
    if len(digits) == row.expected and digits.isdecimal() and set(digits[:-1]) <= {"0"}:
        return [(at, at + 1) for start, end in row.spans for at in range(start, end)]
    return ()


def _bound(row: FiguresOfRow, spans: Sequence[CharacterSpan]) -> int:
    """How many figures from the first one on nothing but single blanks part from the label and each other."""
    before = row.before
    for count, (start, end) in enumerate(spans):
        if before < 0 or start - before > PUSHED:
            return count
        before = end
    return len(spans)


def _told(row: FiguresOfRow, whole: Sequence[Sequence[CharacterSpan]]) -> Sequence[Place]:
    """The places that the complete rows tell that fit a row."""
    fitting = [over for columns in whole if (over := _over(row.spans, columns))]
    if len(fitting) < FEWEST_ALIKE:
        return ()
    places = []
    for several in zip(*fitting, strict=True):
        first, last = max(first for first, _ in several), min(last for _, last in several)
        if first > last:
            return ()
        places.append((first, last))
    return [Place(first + 1, last - first + 1) for first, last in places] if _are_unpushed(row, places) else ()


def _over(spans: Sequence[CharacterSpan], columns: Sequence[CharacterSpan]) -> Sequence[CharacterSpan]:
    """For each figure the first and the last column over which it stands; none where one stands over none, or they do
    not follow each other."""
    found: list[CharacterSpan] = []
    for start, end in spans:
        reached = [at for at, (left, right) in enumerate(columns) if start < right and left < end]
        if not reached or (found and reached[-1] <= found[-1][0]):
            return ()
        found.append((reached[0], reached[-1]))
    return found


def _are_unpushed(row: FiguresOfRow, places: Sequence[CharacterSpan]) -> bool:
    """Whether no figure may belong to a column left of those over which it stands."""
    before, next_column = row.before, 0
    for (start, end), (first, last) in zip(row.spans, places, strict=True):
        if before >= 0 and start - before <= PUSHED and first > next_column:
            return False
        before, next_column = end, last + 1
    return True
