"""In which columns the figures of a woven row stand that has fewer of them than its table has columns.

Rows that print all figures show where the columns are. Programs print a page as text so that what stands further right
comes further right there, and what begins at one place of the page begins at one place of the text, if nothing pushes
it; but figures that stand near each other go on with a single blank between them, wherever their columns are. So a
figure behind several blanks, which is not pushed, is in a column only where it begins as the figures of the complete
rows around do that are not pushed either; one behind a single blank may be in any column. Where that leaves one way to
share out the figures of a row, they stand so.

This is what the print suggests and no proof: the form's equations must bear it out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from xxgk.schema.forms import forms
from xxgk.schema.text import normalise

NEAR = 6
"""Complete rows on each side that are looked at."""
FEWEST_ALIKE = 2
PUSHED = 2
"""Blanks before a figure that may have been pushed."""
MOST_WAYS = 2000
"""To share out the figures of a row, that are followed."""
FEWEST_COLUMNS = 4

CharacterSpan = tuple[int, int]


class FiguresOfRow(NamedTuple):
    """The figures of a row on a line, where they stand, the end of what stands before them (-1: nothing does), how many
    the form has there, and the page."""

    texts: Sequence[str]
    spans: Sequence[CharacterSpan]
    before: int
    expected: int
    page: int = 1


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
        around = [
            (other, spans) for one in near if (other := rows[one]) and (spans := whole[one]) and other[-2:] == row[-2:]
        ]
        yield _told(row, around) if around else ()


def _whole(row: FiguresOfRow) -> Sequence[CharacterSpan]:
    """Where the figures of a row that prints all of them stand, be they some that have run together behind noughts;
    none else."""
    parts = [part for text, span in zip(row.texts, row.spans, strict=True) for part in parts_of(text, span)]
    return parts if len(parts) == row.expected else ()


def parts_of(text: str, span: CharacterSpan) -> Iterator[CharacterSpan]:
    """The figures that stand in a run at least: a nought begins none but itself."""
    start, end = span
    while text[:1] == "0" and text[1:2].isdigit():
        yield start, start + 1
        text, start = text[1:], start + 1
    yield start, end


class WholeRowFigure(NamedTuple):
    """Where a complete row prints the figure of a column, whether that is `free`: nothing has pushed it; and whether
    one before it is, so that it tells where its column is at the least."""

    start: int
    end: int
    free: bool
    known: bool


def _shown(row: FiguresOfRow, spans: Sequence[CharacterSpan]) -> Sequence[WholeRowFigure]:
    found: list[WholeRowFigure] = []
    before = row.before
    for start, end in spans:
        free = before < 0 or start - before > PUSHED
        found.append(WholeRowFigure(start, end, free, bool(free or (found and found[-1].known))))
        before = end
    return found


def _told(row: FiguresOfRow, around: Sequence[tuple[FiguresOfRow, Sequence[CharacterSpan]]]) -> Sequence[Place]:
    """The places of the figures of a row: in the one way that several complete rows around it leave, each for itself,
    and none of the others denies; no more of them may leave none. Where they leave several, of noughts alone all
    columns in which each may stand."""
    whole = [_shown(other, spans) for other, spans in around]
    pairs = _Pairs.of(whole)
    found = [ways for one in whole if (ways := _ways(row, one, pairs))]
    votes = [ways[0] for ways in found if len(ways) == 1]
    fewest = max(FEWEST_ALIKE, len(whole) - len(found))
    if len(votes) >= fewest and all(votes[0] in ways for ways in found):
        return votes[0] if _shows_blanks(row, votes[0]) else ()
    if len(found) < fewest or set("".join(row.texts)) != {"0"}:
        return ()
    spans = (
        (min(one.column for one in each), max(one.column + one.many for one in each))
        for each in zip(*(way for ways in found for way in ways), strict=True)
    )
    return [Place(first, end - first) for first, end in spans]


def _shows_blanks(row: FiguresOfRow, places: Sequence[Place]) -> bool:
    """Whether a gap is seen wherever places leave out a column, but for the last ones."""
    column = 1
    for one, place in zip(_shown(row, row.spans), places, strict=True):
        if place.column > column and not one.free:
            return False
        column = place.column + place.many
    return True


def _ways(row: FiguresOfRow, whole: Sequence[WholeRowFigure], pairs: _Pairs) -> Sequence[tuple[Place, ...]]:
    """The ways to share out the figures of a row among the columns of a complete one; none where they are too many."""
    ways: list[tuple[Place, ...]] = [()]
    own = _shown(row, row.spans)
    for at, (text, one) in enumerate(zip(row.texts, own, strict=True)):
        options = list(_options(text, one, whole, is_first=not at))
        before = own[at - 1] if at else None
        ways = [(*way, place) for way in ways for place in options if _may_follow(way, place, before, one, pairs)]
        if len(ways) > MOST_WAYS:
            return ()
    return ways


class _Pairs(NamedTuple):
    """By column: how long the figures are that complete rows print there and in the next one with no more than a blank
    between, and where the first of them ends (0: nothing is between them); and those that stand further apart. What
    other rows deny is neither: figures that are no shorter stand apart, or some that are no longer do not."""

    near: Sequence[Collection[tuple[int, int, int]]]
    far: Sequence[Collection[tuple[int, int]]]

    @classmethod
    def of(cls, whole: Sequence[Sequence[WholeRowFigure]]) -> _Pairs:
        """Those of some complete rows."""
        near: list[set[tuple[int, int, int]]] = [set() for _ in whole[0][1:]]
        far: list[set[tuple[int, int]]] = [set() for _ in whole[0][1:]]
        beside: list[set[tuple[int, int]]] = [set() for _ in whole[0][1:]]
        for row in whole:
            for at, (left, right) in enumerate(pairwise(row)):
                lengths = left.end - left.start, right.end - right.start
                (far if right.free else beside)[at].add(lengths)
                if right.known and not right.free:
                    near[at].add((*lengths, left.end if left.end < right.start else 0))
        return cls(
            [
                {one for one in some if not any(one[0] <= a and one[1] <= b for a, b in others)}
                for some, others in zip(near, far, strict=True)
            ],
            [
                {one for one in some if not any(a <= one[0] and b <= one[1] for a, b in others)}
                for some, others in zip(far, beside, strict=True)
            ],
        )

    def are_near(self, at: int, left: int, right: int, end: int) -> bool:
        """Whether figures as long as these in a column and the next one, of which the first has this `end`, stand near
        each other: what begins further left than another figure may stand apart from the next one for that."""
        return any(one <= left and other <= right and last <= end for one, other, last in self.near[at])

    def are_far(self, at: int, left: int, right: int) -> bool:
        """Whether they stand apart."""
        return any(one >= left and other >= right for one, other in self.far[at])


def _may_follow(
    way: Sequence[Place], place: Place, before: WholeRowFigure | None, own: WholeRowFigure, pairs: _Pairs
) -> bool:
    """Whether a figure may be in a column behind those of others: not in the next one where complete rows print what is
    no longer there with a single blank between, if it stands apart, nor, if it does not, where they print what is no
    shorter apart, in any column that it would leave out."""
    if not way or before is None:
        return True
    last = way[-1].column + way[-1].many - 1
    left = before.end - before.start if way[-1].many == 1 else 1
    right = own.end - own.start if place.many == 1 else 1
    if own.free:
        return last + 1 < place.column or (
            last + 1 == place.column and not pairs.are_near(last - 1, left, right, before.end)
        )
    lengths = [left, *[0] * (place.column - last - 1), right]
    return last < place.column and not any(
        pairs.are_far(last - 1 + at, *lengths[at : at + 2]) for at in range(place.column - last)
    )


def _options(text: str, own: WholeRowFigure, whole: Sequence[WholeRowFigure], *, is_first: bool) -> Iterator[Place]:
    """The columns in which a figure may stand, or those of the figures that have run together in it."""
    fewest = len(list(parts_of(text, (own.start, own.end))))
    first_of = own._replace(end=own.start + 1) if fewest > 1 else own
    for first in range(len(whole)):
        if not (is_first and not own.free) and not _may_stand(first_of, whole, first):
            continue
        for many in range(fewest, min(len(text), len(whole) - first) + 1):
            if all(one.end == other.start for one, other in pairwise(whole[first : first + many])):
                yield Place(first + 1, many)


def _may_stand(own: WholeRowFigure, whole: Sequence[WholeRowFigure], at: int) -> bool:
    """Whether a figure may stand in a column. Where that of a complete row is free, it begins there, if it is as long
    and free, too, and no further left where it may have been pushed; else where that of a complete row may have been
    pushed it is no further left, if it is free, and left of those that are free behind."""
    other = whole[at]
    is_alike = own.end - own.start == other.end - other.start
    if not own.free:
        return True
    if other.free:
        if is_alike:
            return own.start == other.start
        return own.end > other.start and own.start < other.end
    behind = next((one.start for one in whole[at + 1 :] if one.free), own.start + 1)
    return own.start < behind and (not other.known or own.end > other.start)
