"""Several prints of one thing: they agree, or what they dispute is not believed. One policy for all of them.

A row may be printed twice in a table, a sheet in two tables, or before and behind some prose, a table may be read by
two readers, and a report may be printed in several documents. Each time the question is the same, and the answers
stand beside each other below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from xxgk.extractors.recognition.claims import Claim, Doubt, SheetClaims
from xxgk.schema.document import Where

T = TypeVar("T")
TWICE = "it stands in the document more than once, with different figures"


class SettlingRule(NamedTuple):
    """How prints of one thing are settled: how many of them may differ and not be believed (`tolerated`) before nothing
    of the next greater thing is, and the rules by which it is told that they are the same (empty: not told) and that
    they differ."""

    tolerated: int
    same: str
    differ: str


ROWS_OF_A_TABLE = SettlingRule(2, "ROW_REPEATED", "ROW_REPEATED")
TABLES_OF_A_BLOCK = SettlingRule(0, "", "TABLE_QUARANTINED")
BLOCKS = SettlingRule(0, "TABLE_REPEATED", "TABLE_QUARANTINED")
READERS = SettlingRule(0, "", "READINGS_DIFFER")
DOCUMENTS = SettlingRule(0, "PARTS_AGREE", "PARTS_DISAGREE")
LISTS_OF_A_FORM = SettlingRule(0, "", "LIST_REPEATED")


def disputing(prints: Iterable[T], alike: Callable[[T, T], bool]) -> T | None:
    """The first print that says something else than the first one, or None where all agree."""
    first, *others = prints
    return next((other for other in others if not alike(first, other)), None)


# -------------------------------------------------------------------------------------------------- rows of one table


def rows_settled(prints: Sequence[Claim]) -> tuple[dict[int, Claim], str]:
    """The claims of a table by row of the form, and why nothing of its sheet may be loaded: more rows than tolerated
    are printed again, with other figures, so two tables were run together."""
    settled: dict[int, Claim] = {}
    disputed = set()
    for claim in prints:
        before = settled.get(claim.entry)
        if before is None:
            settled[claim.entry] = replace(claim, doubts=(_astray(claim),)) if claim.astray else claim
        elif before.stands and claim.stands and disputing((before, claim), _print_alike) is None:
            note = Doubt(ROWS_OF_A_TABLE.same, f"the row is printed twice alike: {claim.row.shown}")
            settled[claim.entry] = before.noted(note)
        else:
            message = f"the row is printed more than once, with different values: {claim.row.shown}"
            settled[claim.entry] = before.doubted(Doubt(ROWS_OF_A_TABLE.differ, message))
            disputed.add(claim.entry)
    return settled, TWICE if len(disputed) > ROWS_OF_A_TABLE.tolerated else ""


def _astray(claim: Claim) -> Doubt:
    return Doubt("ROW_OUT_OF_ORDER", f"the row stands outside the form's order: {claim.row.shown}")


def _print_alike(one: Claim, other: Claim) -> bool:
    return one.texts == other.texts


# ------------------------------------------------------------------------------------------------ tables of one block


def tables_settled(parts: Sequence[SheetClaims]) -> SheetClaims:
    """One sheet of all `parts` (one for each table, in printed order; at least one): parts that a page break cut,
    copies, and tables of another kind.

    A part goes on where another ended. A table that repeats rows must repeat their figures: whose they are, if they
    differ, is not known, and nothing of either is read. One that repeats rows without a head of the sheet is no
    statutory table."""
    if len(parts) == 1:
        return parts[0]
    claims: dict[int, Claim] = {}
    taken: dict[int, SheetClaims] = {}
    order = _Order({}, {})
    dispute = ""
    for number, part in sorted(enumerate(parts), key=lambda item: -len(item[1].claims)):
        goes_on = order.takes(number, part.claims)
        if not goes_on and not part.headed:
            continue
        taken[number] = part
        order.add(number, part.claims)
        for entry, claim in part.claims.items():
            before = claims.get(entry)
            claims[entry] = claim if before is None and (goes_on or not claim.stands) else _second(before, claim)
            if before and before.stands and claim.stands and disputing((before, claim), _print_alike):
                dispute = TWICE
    in_order = [taken[number] for number in sorted(taken)]
    return replace(
        parts[0],
        claims=claims,
        contradiction=dispute or next((part.contradiction for part in in_order if part.contradiction), ""),
        named=frozenset[Where]().union(*(part.named for part in in_order)),
        entry_of={where: entry for part in in_order for where, entry in part.entry_of.items()},
    )


def _second(before: Claim | None, claim: Claim) -> Claim:
    """A row that a second table prints."""
    if before is None:
        message = "only one of several tables with the same rows prints this row"
        return claim.doubted(Doubt("ROW_OUT_OF_ORDER", message))
    if before.stands and not claim.stands:
        return claim
    if not before.stands and claim.stands:
        return before.doubted(Doubt(ROWS_OF_A_TABLE.differ, "a second table prints the row, too"))
    return _both(before, claim)


class _Order(NamedTuple):
    """The order of the parts taken: by the last row of a part the first part that ends with it, by the first row the
    last part that begins with it. A form has few rows, a document may have any number of parts."""

    ends: dict[int, int]
    begins: dict[int, int]

    def takes(self, number: int, entries: Mapping[int, Claim]) -> bool:
        """Whether all parts before the one with this number end before its rows, and all behind it begin after."""
        if not entries:
            return True
        first, last = min(entries), max(entries)
        return all(number < other for row, other in self.ends.items() if row >= first) and all(
            number > other for row, other in self.begins.items() if row <= last
        )

    def add(self, number: int, entries: Mapping[int, Claim]) -> None:
        """Take a part."""
        if entries:
            first, last = min(entries), max(entries)
            self.ends[last] = min(number, self.ends.get(last, number))
            self.begins[first] = max(number, self.begins.get(first, number))


# ------------------------------------------------------------------------------------------------------------- blocks


def blocks_settled(readings: Sequence[SheetClaims]) -> tuple[SheetClaims, int]:
    """One sheet of all blocks of a document that show it, and how many of them print again what another one prints:
    parts are joined, copies must agree. A row that one of them refused is not believed in another."""
    whole = readings[0]
    copies = 0
    for more in readings[1:]:
        if more.form is not whole.form:
            whole = replace(whole, contradiction=f"it shows labels of {whole.form.id} and of {more.form.id}")
            continue
        shared = [entry for entry, _ in whole.standing() if more.stands(entry)]
        pairs: list[tuple[Claim, Claim]] = [(whole.claims[entry], more.claims[entry]) for entry in shared]
        if any(not _print_alike(*pair) for pair in pairs):
            whole = replace(whole, contradiction=TWICE)
        elif shared:
            copies += 1
        claims = dict(whole.claims)
        for entry, claim in more.claims.items():
            before = claims.get(entry)
            claims[entry] = claim if before is None else _both(before, claim)
        whole = replace(whole, claims=claims, units={**more.units, **whole.units}).contradicted(more.contradiction)
    return whole, copies


def _both(before: Claim, claim: Claim) -> Claim:
    """A row that is printed twice: with the doubts on both."""
    return replace(before, doubts=(*before.doubts, *claim.doubts), notes=(*before.notes, *claim.notes))
