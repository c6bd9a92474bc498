"""Claims and doubts: what a printed row is said to be, and why it is not believed.

A claim says "this printed row is that row of the form, and these are its values". Claims are made in one place
(`extractors.recognition.rows`). Whatever is noticed besides can only add doubts to them, and a claim in doubt gives no
figure: it is refused by the rule and in the words of its doubts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property
from typing import NamedTuple

from xxgk.extractors.recognition.place import Values, numbers_of
from xxgk.extractors.recognition.tables import PrintedRow
from xxgk.schema.document import Table, Where
from xxgk.schema.equations import Number
from xxgk.schema.findings import finding
from xxgk.schema.forms import Form, FormTable, Sheet
from xxgk.schema.records import record
from xxgk.schema.report import Finding


class Doubt(NamedTuple):
    """What is told of a row: the rule of the catalogue, and the words."""

    rule: str
    message: str


def refused(message: str) -> Doubt:
    """The doubt that refuses a row."""
    return Doubt("ROW_REFUSED", message)


@record(frozen=True, slots=True)
class Claim:
    """A printed row of a table that is said to be row number `entry` of a sheet.

    `score` is the likeness of its label. `values` are its cells, in the order of the columns; none where they could not
    be told apart, and fewer than the columns, runs of digits, where they are `fused`: then the equations must leave one
    reading of them. `by_most` tells that they were placed on the columns that most rows of the table have, of which
    none is plain, and might as well follow their label; `by_heads` that they are those under the heads of their
    columns, printed in another order than the form's; `astray` that the row stands outside the order of the form.
    `notes` are told beside the figures of a row that is believed."""

    entry: int
    row: PrintedRow
    table: Table
    score: float
    values: Values = ()
    fused: bool = False
    by_most: bool = False
    by_heads: bool = False
    astray: bool = False
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[Doubt, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.doubts

    @property
    def texts(self) -> tuple[str, ...]:
        """The values as printed."""
        return tuple([cell.text for cell in self.values])

    @property
    def numbers(self) -> list[Number | None]:
        """See `numbers_of`."""
        return numbers_of(self.values)

    def doubted(self, doubt: Doubt) -> Claim:
        """The claim with one more doubt."""
        return replace(self, doubts=(*self.doubts, doubt))

    def noted(self, note: Doubt) -> Claim:
        """The claim with one more note."""
        return replace(self, notes=(*self.notes, note))


@record(frozen=True)
class SheetClaims:
    """What one table, or one block of tables, claims of one sheet: the claims by the numbers of the rows of the form.

    `contradiction` is the reason why nothing of it may be loaded. `named` is where the printed rows stand that name a
    row of the sheet, `entry_of` the row of the form, and the score of its label, by where a printed row of the
    alignment stands; `headed` tells whether heads of the sheet stand over the columns; `units` are those that heads
    print over columns of money, by figure code."""

    sheet: Sheet
    form: Form
    claims: Mapping[int, Claim] = field(default_factory=dict)
    contradiction: str = ""
    named: frozenset[Where] = frozenset()
    entry_of: Mapping[Where, tuple[int, float]] = field(default_factory=dict)
    headed: bool = False
    units: Mapping[str, str] = field(default_factory=dict)

    def table_of(self, entry: int) -> FormTable:
        """The table of the form in which a row of it stands."""
        return self.sheet.entries[entry][0]

    def standing(self) -> Iterator[tuple[int, Claim]]:
        """The claims that nothing speaks against."""
        return iter(self._standing)

    @cached_property
    def _standing(self) -> Sequence[tuple[int, Claim]]:
        """The same, looked for once: every doubt asks for them."""
        return [(entry, claim) for entry, claim in self.claims.items() if not claim.doubts]

    def stands(self, entry: int | None) -> bool:
        """Whether a row of the form is claimed, and nothing speaks against it."""
        claim = None if entry is None else self.claims.get(entry)
        return claim is not None and not claim.doubts

    def doubted(self, doubts: Iterable[tuple[int, Doubt]]) -> SheetClaims:
        """The same with doubts on rows of the form; on a row that nobody claims there is nothing to doubt."""
        claims: dict[int, Claim] = {}
        for entry, doubt in doubts:
            if claim := claims.get(entry) or self.claims.get(entry):
                claims[entry] = claim.doubted(doubt)
        return replace(self, claims={**self.claims, **claims}) if claims else self

    def with_unreadable(self, cells: Iterable[tuple[int, int, str]]) -> SheetClaims:
        """The same with cells (row of the form, column, what they show) that are not read; a row whose values are not
        parted yet is refused as a whole."""
        claims: dict[int, Claim] = {}
        for entry, column, shows in cells:
            claim = claims.get(entry) or self.claims[entry]
            values = list(claim.values)
            if column >= len(values):
                claims[entry] = claim.doubted(refused(f"{shows}: {claim.row.shown}"))
                continue
            values[column] = values[column]._replace(unreadable=values[column].unreadable or shows)
            claims[entry] = replace(claim, values=tuple(values))
        return replace(self, claims={**self.claims, **claims}) if claims else self

    def contradicted(self, reason: str) -> SheetClaims:
        """The same with a reason, if it is one and the first, why nothing of it may be loaded."""
        return replace(self, contradiction=reason) if reason and not self.contradiction else self

    def findings(self) -> Iterator[Finding]:
        """What is told of the rows: the notes of those that are believed, the doubts of all others."""
        for entry, claim in self.claims.items():
            table, row = self.sheet.entries[entry]
            for rule, message in claim.doubts or claim.notes:
                yield finding(rule, f"{table.id}.{row.code}", message)
