"""The tables of one block as one sheet: parts that a page break cut, copies, and tables of another kind.

A part goes on where another ended. A table that repeats rows must repeat their figures: whose they are, if they differ,
is not known, and nothing of either is read. One that repeats rows without a head of the sheet is no statutory table.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from xxgk.extractors.recognition.reading import SheetReading, refuse

TWICE = "it stands in the document more than once, with different figures"


def joined(parts: Sequence[SheetReading]) -> SheetReading:
    """One reading of all `parts` (one for each table, in printed order; at least one)."""
    if len(parts) == 1:
        return parts[0]
    whole = SheetReading(parts[0].sheet, parts[0].form)
    taken: dict[int, SheetReading] = {}
    order = _Order({}, {})
    for number, part in sorted(enumerate(parts), key=lambda item: -len(item[1].entries)):
        goes_on = order.takes(number, part.entries)
        if not goes_on and not part.headed:
            continue
        taken[number] = part
        order.add(number, part.entries)
        _add(part, goes_on, whole)
    for number in sorted(taken):
        whole.claimed |= taken[number].claimed
        whole.entry_of |= taken[number].entry_of
        whole.quarantined = whole.quarantined or taken[number].quarantined
    whole.findings[:0] = [found for number in sorted(taken) for found in taken[number].findings]
    return whole


class _Order(NamedTuple):
    """The order of the parts taken: by the last row of a part the first part that ends with it, by the first row the
    last part that begins with it. A form has few rows, a document may have any number of parts."""

    ends: dict[int, int]
    begins: dict[int, int]

    def takes(self, number: int, entries: set[int]) -> bool:
        """Whether all parts before the one with this number end before its rows, and all behind it begin after."""
        if not entries:
            return True
        first, last = min(entries), max(entries)
        return all(number < other for row, other in self.ends.items() if row >= first) and all(
            number > other for row, other in self.begins.items() if row <= last
        )

    def add(self, number: int, entries: set[int]) -> None:
        """Take a part."""
        if entries:
            first, last = min(entries), max(entries)
            self.ends[last] = min(number, self.ends.get(last, number))
            self.begins[first] = max(number, self.begins.get(first, number))


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
