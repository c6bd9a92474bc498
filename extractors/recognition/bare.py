"""Labels that stand without figures in a stream, where nothing but labels parts the rows.

The figures beside such a label may be its own: it and its neighbours are refused. Where the rows around it have all of
their figures behind their labels, it has none, and they keep theirs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from xxgk.extractors.labels.sheet_labels import SheetLabels
from xxgk.extractors.recognition.claims import Doubt, SheetClaims, refused
from xxgk.extractors.recognition.tables import PrintedRow
from xxgk.schema.locators import line_of
from xxgk.schema.text import normalise


def bare_labels(row: PrintedRow, entry: int, labels: SheetLabels) -> Iterator[int]:
    """The rows of the form whose labels a row of a stream prints without values: its own, or another one before it."""
    if not row.filled:
        yield entry
    for _, text in row.run[:-1]:
        yield from (other for other, _ in labels.match(text) if other != entry)


def blank_rows(rows: Sequence[PrintedRow], bare: Collection[int], labels: SheetLabels, found: SheetClaims) -> set[int]:
    """Those of the `bare` rows of a table, a row or a cell a line, that have no figures: the rows with figures on both
    sides, heads aside, have as many as they must. Nothing need stand behind the last row; before the first one only
    lines tell that figures stand behind their labels."""
    if not bare:
        return set()
    told = [(_told(row, bare, labels, found), row) for row in rows]
    runs = [(kind, [row for _, row in run]) for kind, run in groupby(told, key=lambda one: one[0]) if kind != HEAD]
    runs = [(kind, [row for _, rows in run for row in rows]) for kind, run in groupby(runs, key=lambda one: one[0])]
    blank: set[int] = set()
    for number, (kind, run) in enumerate(runs):
        before, behind = runs[number - 1] if number else None, next(iter(runs[number + 1 :]), None)
        starts = before is None and behind is not None and behind[0] == WHOLE and _is_line(behind[1][0])
        if kind == BARE and (starts or (before and before[0] == WHOLE)) and (not behind or behind[0] == WHOLE):
            blank.update(found.entry_of[row.where][0] for row in run)
    return blank


WHOLE, BARE, HEAD, OPEN = "whole", "bare", "head", "open"


def _told(row: PrintedRow, bare: Collection[int], labels: SheetLabels, found: SheetClaims) -> str:
    """What a printed row tells: it has all of its figures, it has none, it prints heads, or neither is known. What is
    no label may be what a cell holds."""
    entry, _ = found.entry_of.get(row.where, (-1, 0.0))
    before = row.run if not row.filled and entry not in bare else row.run[:-1]
    if not all(_is_over(text, labels) for _, text in before):
        return OPEN
    if not row.filled:
        return BARE if entry in bare else HEAD
    claim = found.claims.get(entry)
    return WHOLE if claim and claim.stands and not claim.fused and all(claim.texts) else OPEN


def _is_over(text: str, labels: SheetLabels) -> bool:
    """Whether a label stands over rows or columns, be it misprinted."""
    meant = labels.meant(normalise(text))
    return meant in labels.heads or meant in labels.groups


def _is_line(row: PrintedRow) -> bool:
    """Whether a row is one line of text, from its label to its last figure."""
    cells = row.cells[row.run[-1][0] :] if row.run else ()
    return len({line_of(cell.locator) for cell in cells if cell.text}) == 1


def doubts_around(bare: Collection[int], order: Sequence[int]) -> Iterator[tuple[int, Doubt]]:
    """A doubt on each of the `bare` rows of the form, and on its neighbours in `order`."""
    message = "a label without values stands here, so it is uncertain which row the values belong to"
    for position, entry in enumerate(order):
        if bare and not set(bare).isdisjoint(order[max(position - 1, 0) : position + 2]):
            yield entry, refused(message)
