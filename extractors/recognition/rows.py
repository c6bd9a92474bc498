"""Which printed row of a table is which row of a sheet, and where its values are: the one place where claims are made.

The printed rows are aligned in order with the rows of the sheet (`extractors.recognition.align`), and the values of a
row are placed by order (`extractors.recognition.place`). What cannot be placed is claimed without values, and in doubt.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import NamedTuple

from xxgk.extractors.labels.sheet_labels import Candidates, SheetLabels
from xxgk.extractors.labels.values import counts_of, is_mark
from xxgk.extractors.recognition.align import align, moved
from xxgk.extractors.recognition.bands import Band, disorder_over, edge_of
from xxgk.extractors.recognition.bare import bare_labels
from xxgk.extractors.recognition.by_heads import by_their_heads
from xxgk.extractors.recognition.claims import Claim, Doubt, SheetClaims, refused
from xxgk.extractors.recognition.columns import HeadsOver, may_lack_field, starts_under_heads
from xxgk.extractors.recognition.empty_lines import RowOfLines, empty_behind
from xxgk.extractors.recognition.fused import marks_apart
from xxgk.extractors.recognition.head_words import foreign_in_label
from xxgk.extractors.recognition.odd_lines import heed_lines
from xxgk.extractors.recognition.over_lines import is_broken, joined_or_run
from xxgk.extractors.recognition.place import Shape, ShapeMismatch, is_filled, shape_of, values_of
from xxgk.extractors.recognition.resolve import equations_of
from xxgk.extractors.recognition.settle import rows_settled
from xxgk.extractors.recognition.tables import PrintedRow
from xxgk.schema.document import Cell, Table
from xxgk.schema.forms import Form
from xxgk.schema.records import record
from xxgk.schema.text import NUMBERING, narrow, normalise

MOST_PARTS = 16  # cells over which a label may be cut
FEWEST_COUNTED = 3  # columns: 1, 2, 3 in a row may be figures


class Labelled(NamedTuple):
    """A printed row, the cell that carries its label (-1: none), and the rows of the form that it may name."""

    row: PrintedRow
    place: int
    candidates: Candidates


@record(frozen=True)
class InTable:
    """A table as recognition sees it for one sheet: its `rows` in the `bands` that may be the sheet's."""

    table: Table
    bands: Sequence[Band]
    rows: Sequence[PrintedRow]
    labels: SheetLabels
    form: Form

    @cached_property
    def heads(self) -> HeadsOver:
        """What heads stand over its rows."""
        return HeadsOver(self.table, self.rows, self.labels)


def claims_of(table: Table, bands: Sequence[Band], labels: SheetLabels, form: Form) -> tuple[InTable, SheetClaims]:
    """What the bands of a table claim of a sheet, not yet doubted but for what their own values and heads tell."""
    rows = [row for band in bands for row in band.rows]
    inside = InTable(table, bands, rows, labels, form)
    headed = any(labels.is_head(text) for row in rows for _, text in (row.run[:-1] if row.filled else row.run))
    named = list(_named(inside))
    candidates = [one.candidates for one in named]
    chain = align(candidates)
    away = _moved(named, chain, inside)
    chain |= away
    entry_of = {named[number].row.where: (entry, dict(candidates[number])[entry]) for number, entry in chain.items()}
    disorder = disorder_over(table, bands, labels, {one.row.where for one in named})
    kept = frozenset(
        one.row.where
        for number, one in enumerate(named)
        if number in chain or not one.row.filled or any(score == 1.0 for _, score in one.candidates)
    )
    placing = _Placing(inside, named, chain, edge_of(table, bands, kept))
    claims, twice = rows_settled(list(_claims(placing, named, chain, away)))
    found = SheetClaims(labels.sheet, form, claims, "", kept, entry_of, headed)
    if disorder and (moved_claims := by_their_heads(table, bands, inside.heads, found)) is not None:
        found, disorder = replace(found, claims=moved_claims), ""
    return inside, found.contradicted(disorder).contradicted(twice)


def _claims(
    placing: _Placing, named: Sequence[Labelled], chain: Mapping[int, int], away: Mapping[int, int]
) -> Iterator[Claim]:
    """The claims of the rows that name a row of the sheet, in printed order; a label alone in its row claims
    nothing, nor does a row without figures outside the chain."""
    claimed: set[int] = set()
    for number, one in enumerate(named):
        entry = chain.get(number)
        if entry is None:
            exact = [entry for entry, score in one.candidates if score == 1.0] if one.row.filled else []
            entry = next((entry for entry in exact if entry in claimed), next(iter(exact), None))
        elif entry not in claimed and placing.is_label_alone(number):
            continue
        if entry is None:
            continue
        claimed.add(entry)
        claim = placing.claim(number, entry, dict(one.candidates)[entry], is_astray=number not in chain)
        yield _with_notes(claim, placing, is_moved=number in away)


def _with_notes(claim: Claim, placing: _Placing, *, is_moved: bool) -> Claim:
    """A claim with what is told of a row that is known by a misprinted label, or stands in another place."""
    if claim.score < 1.0:
        printed = " ".join("".join(text for _, text in claim.row.run).split())
        table, form_row = placing.labels.sheet.entries[claim.entry]
        claim = claim.noted(Doubt("LABEL_MISPRINTED", f"taken for {form_row.label}: {printed}"))
        if claim.row.run and (word := foreign_in_label(claim.row.run[-1][1], form_row, table)):
            claim = claim.doubted(refused(f"its label says {word}: {claim.row.shown}"))
    if is_moved:
        message = f"read by its label, outside the form's order: {claim.row.shown}"
        claim = claim.noted(Doubt("ROW_MOVED", message))
    return claim


# ------------------------------------------------------------------------------------------------------------- labels


def _named(inside: InTable) -> Iterator[Labelled]:
    """The rows of a table that may be rows of the sheet."""
    for row in inside.rows:
        if inside.table.keeps.cells and _is_head(row, inside.labels):
            continue
        place, found = _label_of(row, inside.labels, inside.table)
        if found:
            yield Labelled(row, place, found)


def counts_columns(cells: Sequence[Cell], expected: int) -> bool:
    """Whether cells print the numbers of columns (1, 2, 3 …) and nothing else, be they fused: a line of heads."""
    numbers = "".join(str(number) for number in range(1, expected + 1))
    return expected > FEWEST_COUNTED and "".join(cell.text for cell in cells if cell.text) == numbers


def _is_head(row: PrintedRow, labels: SheetLabels) -> bool:
    """Whether a row prints column heads, and no heads but this sheet's."""
    return not row.filled and len(row.run) >= 2 and all(labels.is_head(text) for _, text in row.run)


def _moved(named: Sequence[Labelled], chain: Mapping[int, int], inside: InTable) -> dict[int, int]:
    """Rows with figures that changed their places (see `moved`). None in a stream that prints labels without figures:
    there the order alone tells whose the figures beside them are."""
    candidates = [one.candidates for one in named]
    away = {number: entry for number, entry in moved(candidates, chain).items() if named[number].row.filled}
    if away and not inside.table.keeps.cells:
        rows = ((named[number].row, entry) for number, entry in {**chain, **away}.items())
        return {} if any(True for row, entry in rows for _ in bare_labels(row, entry, inside.labels)) else away
    return away


def _label_of(row: PrintedRow, labels: SheetLabels, table: Table) -> tuple[int, Candidates]:
    """The cell that carries the row's label and the form rows it may name: the rightmost label cell if it names one
    exactly, else the best of `_other_labels`."""
    if not row.run:
        return -1, _unlabelled(row, labels, table)
    last, text = row.run[-1]
    if not row.filled and labels.is_head(text) and not table.keeps.cells and not NUMBERING.match(narrow(text)):
        return last, ()  # 总计 without its number and without figures is a head, here or of another sheet
    found = labels.match(text)
    if found and found[0][1] == 1.0:
        return last, found
    if labels.unlabelled is not None and not table.keeps.cells and labels.is_head(text):
        return last, _unlabelled(row, labels, table)
    options = (
        [(last, found), *_other_labels(row, labels, table)] if len(row.run) > 1 and row.filled else [(last, found)]
    )
    place, found = max(options, key=lambda option: option[1][0][1] if option[1] else 0.0)
    if not found and len(row.run) == 1 and table.keeps.cells:
        return last, _unlabelled(row, labels, table)
    return place, found


def _other_labels(row: PrintedRow, labels: SheetLabels, table: Table) -> Iterator[tuple[int, Candidates]]:
    """What else the label cells may say: the last ones joined (a label cut over cells, none of them a mere sign), or an
    earlier one by itself (the cells behind it are values in words; not in a stream, where they are labels)."""
    last = row.run[-1][0]
    for start in range(len(row.run) - 2, max(len(row.run) - 2 - MOST_PARTS, -1), -1):
        if not normalise(row.run[start + 1][1]):
            break  # a sign (○, √) is what the first cell holds, and no part of a label
        if NUMBERING.match(narrow(row.run[start + 1][1])):
            break  # it begins a label of its own
        yield last, labels.match("".join(text for _, text in row.run[start:]))
    for number, text in reversed(row.run[:-1] if table.keeps.cells else ()):
        yield number, labels.match(text)


def _unlabelled(row: PrintedRow, labels: SheetLabels, table: Table) -> Candidates:
    """The form row that has no label, if the printed row may be it: most of its cells are there (if not all, it will be
    refused by name), all of them behind a label of the agency's own, or as many fused digits."""
    if labels.unlabelled is None:
        return ()
    expected = len(labels.sheet.entries[labels.unlabelled][0].columns)
    after = row.cells[row.run[-1][0] + 1 :] if row.run else row.cells
    if counts_columns(after, expected):
        return ()
    filled = sum(1 for cell in after if cell.text)
    if not table.keeps.cells:
        are_told = len(after) == expected - 1 and all(cell.column for cell in after)
        are_there = table.keeps.cell_lines and len(after) == expected and bool(after[0].text and after[-1].text)
        fits = row.filled and (are_told or are_there or sum(len(cell.text) for cell in after) >= expected)
    else:
        fits = filled == expected if row.run else 2 * filled > expected or len(after) == expected
        if not row.run and filled and not fits:
            fits = starts_under_heads(row.where.row, expected, table, labels)
    return ((labels.unlabelled, 1.0),) if fits else ()


# ------------------------------------------------------------------------------------------------------------- values


class _Placing:
    """Where the values of a table's rows are, by the shape that the rows of the chain have together."""

    def __init__(self, inside: InTable, named: Sequence[Labelled], chain: Mapping[int, int], edge: int) -> None:
        self.labels = inside.labels
        self._sums = equations_of(inside.form)
        self._named = named
        table, self._cut = _without_padding(inside, [one.row for one in named], edge)
        owners = [(number, inside.labels.sheet.entries[entry][0]) for number, entry in chain.items()]
        rows = [(owner.id, named[at].row.where.row, named[at].place, len(owner.columns)) for at, owner in owners]
        self._shape: Shape = shape_of(table, rows)
        if table.keeps.cell_lines and not table.keeps.cells:
            self._shape = replace(self._shape, behind=empty_behind(table, self._lines(chain)))
        beyond = (owner.id for at, owner in owners if self._is_filled_beyond(at, len(owner.columns)))
        self._proven = {*self._shape.habits, *beyond}

    def _lines(self, chain: Mapping[int, int]) -> Iterator[RowOfLines]:
        for number, entry in chain.items():
            owner, form_row = self.labels.sheet.entries[entry]
            one = self._named[number]
            yield RowOfLines(one.row.where.row, one.place, len(owner.columns), len(owner.above(form_row)))

    def is_label_alone(self, number: int) -> bool:
        """Whether nothing stands behind the label of a row, where a cell would if it had figures."""
        row, place = self._cut[number], self._named[number].place
        return len(row.cells) == place + 1 and (self._shape.table.keeps.cells or bool(row.cells[place].unreadable))

    def _is_filled_beyond(self, number: int, expected: int) -> bool:
        """Whether a row has figures where none can be if they follow its label."""
        return any(map(is_filled, self._cut[number].cells[self._named[number].place + 1 + expected :]))

    def claim(self, number: int, entry: int, score: float, *, is_astray: bool) -> Claim:
        """The claim of a row, with its values or with the reason why they cannot be told apart."""
        row, place, table = self._cut[number], self._named[number].place, self._shape.table
        claim = partial(Claim, entry, self._named[number].row, table, score, astray=is_astray)
        form_table, form_row = self.labels.sheet.entries[entry]
        expected = len(form_table.columns)
        sums = self._sums[form_table.id].sums
        if place < 0 and may_lack_field(row.where.row, form_table, table, self.labels):
            return claim(doubts=(refused(f"its last field may be the padding behind one that it lacks: {row.shown}"),))
        try:
            if place < 0 and starts_under_heads(row.where.row, expected, table, self.labels):
                values = tuple(row.cells[:expected])
            else:
                is_labelled = bool(form_row.label)
                values = values_of(row.where.row, place, expected, form_table.id, self._shape, is_labelled=is_labelled)
            if not table.keeps.cells:
                heed_lines(row, values, table, sums, has_label=bool(form_row.label))
        except ShapeMismatch as problem:
            return claim(doubts=(refused(f"{problem}: {row.shown}"),))
        if not table.keeps.cells and len(values) < expected and any(is_broken(cell.text) for cell in values):
            values = joined_or_run(values)  # what stands below figures, where nothing tells whose all of them are
        if len(values) < expected and not table.keeps.gaps:
            signed = any(column.kind == "signed" for column in form_table.columns)
            values = tuple(marks_apart(values, signed=signed, has_sums=bool(sums)))
        if len(values) == expected and not table.keeps.gaps and any(map(_opens_with_zero, values)):
            return claim(doubts=(refused(f"figures run together in its cells: {row.shown}"),))
        if not values:
            values = (Cell("", row.cells[place].locator),) * expected
        if len(values) == expected:
            by_most = form_table.id not in self._proven and not all(map(is_filled, values))
            return claim(values=values, by_most=by_most)
        if (len(values) == 1 or not table.keeps.gaps) and all(map(_is_run, values)):
            return claim(values=values, fused=True)
        return claim(doubts=(refused(f"{len(values)} values where the form has {expected}: {row.shown}"),))


def _opens_with_zero(cell: Cell) -> bool:
    return counts_of(cell.text).startswith("0") and cell.text[1:2].isdigit()


def _is_run(cell: Cell) -> bool:
    return bool(counts_of(cell.text)) or is_mark(cell.text)


def _without_padding(inside: InTable, printed: Sequence[PrintedRow], edge: int) -> tuple[Table, Sequence[PrintedRow]]:
    """The rows of a sheet as a table of their own that ends at a grid column, and those `printed` among them. Other
    rows are empty in it, so that each row keeps its place."""
    table = inside.table
    if edge >= table.width:
        return table, printed
    cut = {row.where.row: tuple([cell for cell in row.cells if cell.column < edge]) for row in inside.rows}
    own = replace(table, rows=tuple([cut.get(at, ()) for at in range(len(table.rows))]))
    return own, [replace(row, cells=cut[row.where.row]) for row in printed]
