"""The tables of one block as one sheet: parts that a page break cut, copies, and tables of another kind.

A part goes on where another ended. A table that repeats rows must repeat their figures: whose they are, if they differ,
is not known, and nothing of either is read. One that repeats rows without a head of the sheet is no statutory table.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from extractors.recognition.reading import SheetReading, refuse

Numbered = tuple[int, SheetReading]
TWICE = "it stands in the document more than once, with different figures"


def joined(parts: Sequence[SheetReading]) -> SheetReading:
    """One reading of all `parts` (one for each table, in printed order; at least one)."""
    whole = SheetReading(parts[0].sheet, parts[0].form)
    taken: dict[int, SheetReading] = {}
    for number, part in sorted(enumerate(parts), key=lambda item: -len(item[1].entries)):
        goes_on = all(_in_order(*sorted(((other, taken[other]), (number, part)), key=itemgetter(0))) for other in taken)
        if not goes_on and not part.headed:
            continue
        taken[number] = part
        _add(part, goes_on, whole)
    for number in sorted(taken):
        whole.claimed |= taken[number].claimed
        whole.entry_of |= taken[number].entry_of
        whole.quarantined = whole.quarantined or taken[number].quarantined
    whole.findings[:0] = [found for number in sorted(taken) for found in taken[number].findings]
    return whole


def _in_order(first: Numbered, second: Numbered) -> bool:
    sheet = first[1].sheet
    return max(first[1].entries, default=-1) < min(second[1].entries, default=len(sheet.entries))


def _add(part: SheetReading, goes_on: bool, whole: SheetReading) -> None:
    known = whole.entries
    for entry in part.refused:
        whole.placed.pop(entry, None)
        whole.refused.add(entry)
    for entry, placed in part.placed.items():
        if entry not in known and goes_on:
            whole.placed[entry] = placed
        elif entry not in known:
            refuse(entry, "only one of several tables with the same rows prints this row", whole, "ROW_OUT_OF_ORDER")
        elif entry in whole.refused:
            refuse(entry, "a second table prints the row, too", whole, "ROW_REPEATED")
        elif whole.placed[entry].texts != placed.texts:
            whole.quarantined = TWICE
