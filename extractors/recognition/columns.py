"""Whether values stand under the heads that name their columns.

Values are placed by order. What heads stand over them in the grid is asked beside that: a value under the head of
another column is not believed, nor is one under a head that is none of the form's. A table that prints its totals
first, its applicants in another order, or a column of its own would else be read one column off.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from xxgk.extractors.labels.sheet_labels import HeadOrder, SheetLabels
from xxgk.extractors.recognition.claims import Claim
from xxgk.extractors.recognition.head_words import foreign_word
from xxgk.extractors.recognition.levels import FEWEST_KNOWN, may_be, may_be_over
from xxgk.extractors.recognition.place import end_of, is_filled
from xxgk.extractors.recognition.tables import PrintedRow
from xxgk.schema.document import Cell, Row, Table
from xxgk.schema.forms import FormTable
from xxgk.schema.remembered import remembered
from xxgk.schema.text import normalise

FEWEST_LINES = 2
"""Lines of heads over a row without a label."""
MOST_LINES = 8
"""Lines of heads that are looked at over a row: forms have three."""
ELSEWHERE = "its values do not stand under the heads of their columns"


def starts_under_heads(at: int, expected: int, table: Table, labels: SheetLabels) -> bool:
    """Whether the values of row number `at`, one of fields without a label, are its first `expected` fields: the lines
    above it print nothing but heads, in their first field, too, and nothing stands behind the values. The last of them
    is filled: else a field may be lacking, which the padding behind it would replace."""
    row, above = table.rows[at], table.rows[max(at - FEWEST_LINES, 0) : at]
    return (
        table.keeps.fields
        and len(above) == FEWEST_LINES
        and len(row) >= expected
        and bool(row[expected - 1].text)
        and not any(cell.text for cell in row[expected:])
        and all(
            cells and cells[0].text and all(labels.is_head(cell.text) for cell in cells if cell.text) for cells in above
        )
    )


def may_lack_field(at: int, form_table: FormTable, table: Table, labels: SheetLabels) -> bool:
    """Whether one of the values of row number `at`, fields without a label, may be lacking, and the padding behind it
    stand in the place of the last: that is blank, and not every column has a head on the lines above."""
    row, above = table.rows[at], table.rows[max(at - FEWEST_LINES, 0) : at]
    expected, over = len(form_table.columns), {*labels.over, *labels.orders[form_table.id].parents}
    heads = [key for cells in above for cell in cells if (key := normalise(cell.text)) and key not in over]
    last = row[expected - 1 : expected]
    return table.keeps.fields and bool(last) and not is_filled(last[0]) and len(heads) != expected


class _Printed(NamedTuple):
    """A cell of a line of heads: its text, its grid column, and how many it spans."""

    text: str
    column: int
    colspan: int


HeadPrint = tuple[tuple[_Printed, ...], ...]
"""Lines of heads, from top to bottom."""


class _Head(NamedTuple):
    """A head over a grid column: what it prints, the columns of the form that it may name (none: nobody's), and the
    line and grid column where it stands."""

    text: str
    names: frozenset[int]
    line: int
    column: int


class _Over(NamedTuple):
    """The lowest heads over the grid columns of a row, the same from left to right, the grid column at which the widest
    line of them ends, the first over which a known one stands, how many are known, and in how many lines. `in_order`:
    they are those of all columns, which proves the order of the values wherever they stand. `each_once`: every column
    has one head, wherever that stands, and there is no other. `of_columns`: the grid columns over which the exact heads
    of the columns of the form stand, each one and no other (nothing where they do not)."""

    heads: Mapping[int, _Head]
    leaves: Sequence[_Head]
    ends: int
    first: int
    known: int
    lines: int
    in_order: bool
    each_once: bool
    of_columns: Sequence[int]

    @property
    def prove_order(self) -> bool:
        """Whether nothing can be told of values that stand below them."""
        return self.in_order or self.known < FEWEST_KNOWN


class _Above(NamedTuple):
    """What stands over the values of a row: the heads of each, that of another column than a value was placed in (empty
    for none), and by the number of a value the heads that are none of the form's."""

    heads: Sequence[Sequence[_Head]] = ()
    other: str = ""
    strange: Sequence[tuple[int, str]] = ()


_NOTHING = _Above()


class HeadsOver:
    """The heads over the rows of a table, as far as it has a grid; a page has a grid of its own."""

    def __init__(self, table: Table, rows: Sequence[PrintedRow], labels: SheetLabels) -> None:
        self.labels = labels
        self._over: dict[int, int] = {}  # by row the last line of heads over it
        self._lines: dict[int, HeadPrint] = {}  # by the last of them the lines of heads
        self._known_of: dict[tuple[int, str], _Over] = {}  # by the last of them and table of the form
        self._over_values: dict[tuple[int, str], _Above] = {}  # by row and table of the form
        self._over_places: dict[tuple[object, ...], _Above] = {}  # by the same as the lines, and places in the grid
        if not table.keeps.grid:
            return
        self._is_of_fields = table.keeps.fields or not _has_spans(table)
        heads: HeadPrint = ()
        below = False
        last = of_heads = 0
        for row in rows:
            at = row.where.row
            page = bisect_right(table.breaks, at)
            known = 0 if row.filled else sum(labels.is_head(text) for _, text in row.run)
            if known > 1 or (known and not below):
                line = tuple([_Printed(cell.text, cell.column, cell.colspan) for cell in row.cells])
                heads = (line,) if below else (*heads[1 - MOST_LINES :], line)
                self._lines[at] = heads
                below, last, of_heads = False, at, page
            else:
                below = True
            if self._lines and page == of_heads:
                self._over[at] = last

    def contradict(self, claim: Claim, form_table: str) -> str:
        """Why the heads above a row name other columns than those in which its values were placed; else empty."""
        other = self._of_values(claim, form_table).other
        return f"{ELSEWHERE}: {other}" if other else ""

    def strange(self, claim: Claim, form_table: str) -> Sequence[tuple[int, str]]:
        """The numbers of the values that stand under a head that is none of the form's, and the head."""
        return self._of_values(claim, form_table).strange

    def in_columns(self, claim: Claim, form_table: str) -> Sequence[Cell]:
        """The values of a row in the form's order, by the exact heads of its columns, whatever the order of these;
        nothing where not every column has one head and no other. They stand below them, or side by side as these do: a
        label may have lost its span."""
        last = self._over.get(claim.row.where.row)
        known = self._known(last, form_table) if last is not None else None
        cells = {cell.column: cell for cell in claim.values}
        if known is None or not known.of_columns or len(cells) != len(known.of_columns):
            return ()
        shift = min(cells) - min(known.of_columns)
        if cells.keys() != {column + shift for column in known.of_columns}:
            return ()
        if shift and max(cells) - min(cells) != len(cells) - 1:
            return ()
        return [cells[column + shift] for column in known.of_columns]

    def has_place(self, claim: Claim, form_table: str) -> bool:
        """Whether the places of the values of a row are those of heads."""
        return bool(self._of_values(claim, form_table).heads)

    def _of_values(self, claim: Claim, form_table: str) -> _Above:
        """See `_find`, asked once; nothing where the heads prove the order, as they mostly do."""
        last = self._over.get(claim.row.where.row)
        if last is None:
            return _NOTHING
        known = self._known(last, form_table)
        if known.prove_order and not self._is_of_fields:
            return _NOTHING
        key = claim.row.where.row, form_table
        found = self._over_values.get(key)
        if found is None:
            found = self._over_values[key] = self._find(claim, form_table, last, known)
        return found

    def _find(self, claim: Claim, form_table: str, last: int, known: _Over) -> _Above:
        """The heads of each of the values of a row, as far as they can be told; nothing where they prove the order.

        Where they are as many as the columns each is that of its number, wherever the values stand: a label may have
        lost its span. Else their places in the grid tell, where it ends where the row does. Lines of fields, and tables
        without any span, may have lost their spans, so that there the known heads must stand in one line, none of them
        first; or the values neither follow their label nor stand as in a plain row: then the heads must tell. Values
        that are all alike are right in any order, where each column has its head; so are blanks, where nothing else
        stands behind them."""
        row, values = claim.row, claim.values
        if claim.by_heads:
            return _NOTHING
        if known.each_once and values[0].text and all(cell.text == values[0].text for cell in values):
            return _NOTHING
        if not row.filled and _is_blank_from(row, values[0]):
            return _NOTHING
        kept = _ends_at_last(row.cells, values, known)
        if self._is_of_fields and (kept or (claim.by_most and not _follow(row, values))):
            return self._over_cells(last, form_table, values)
        if self._is_of_fields and (known.lines != 1 or not known.first):
            return _NOTHING
        if known.prove_order:
            return _NOTHING
        if len(known.leaves) == len(values):
            return self._over_cells(last, form_table, ())
        return self._over_cells(last, form_table, values) if known.ends == end_of(row.cells) else _NOTHING

    def _over_cells(self, last: int, form_table: str, values: Sequence[Cell]) -> _Above:
        """The heads over some cells, or the lowest ones in their order; most rows of a table have theirs in the same
        places."""
        key = last, form_table, *[(cell.column, cell.colspan) for cell in values]
        found = self._over_places.get(key)
        if found is None:
            known = self._known(last, form_table)
            heads = [_over(cell, known) for cell in values] or [(head,) for head in known.leaves]
            found = self._over_places[key] = _above(heads)
        return found

    def _known(self, last: int, form_table: str) -> _Over:
        """What the heads down to a line of them name, asked once."""
        key = last, form_table
        known = self._known_of.get(key)
        if known is None:
            lines = self._lines[last]
            texts = "".join([cell.text for line in lines for cell in line])
            known = self._known_of[key] = _read(texts, lines, form_table, self.labels)
        return known


@remembered(entries=32, longest=600, each=32 << 10)
def _read(_printed: str, above: HeadPrint, form_table: str, labels: SheetLabels) -> _Over:
    """What lines of heads name of a table, remembered: the same lines stand over all rows of a table, and in most
    reports. `_printed`: all their texts."""
    table = next(table for table in labels.sheet.tables if table.id == form_table)
    columns = table.columns
    parents = labels.orders[form_table].parents
    sizes = {len(columns) for columns in parents.values()}
    heads: dict[int, _Head] = {}
    known: dict[tuple[int, str], int] = {}
    once: list[tuple[frozenset[int], str]] = []
    under: dict[int, frozenset[int]] = {}  # by grid column what heads over several columns leave
    over: list[tuple[_Head, range]] = []  # heads over several columns, and these
    for line, cells in enumerate(above):
        for text, column, colspan in cells:
            names = _names(text, table, labels)
            if names is None:
                continue
            head = _Head(" ".join(text.split()), names, line, column)
            heads |= dict.fromkeys(range(column, column + colspan), head)
            once.append((names, normalise(text)))
            if names == parents.get(normalise(text)):
                under |= dict.fromkeys(range(column, column + colspan), names)
            if colspan in sizes and (names == parents.get(normalise(text)) or not names):
                over.append((head, range(column, column + colspan)))
            if names and names != parents.get(normalise(text)):
                known[column, text] = line
    for group, span in over:
        heads |= {at: _of_group(heads[at], group, parents) for at in span if len(heads[at].names) > 1}
    first = min((column for column, _ in known), default=0)
    ends = max((line[-1].column + line[-1].colspan for line in above), default=0)
    leaves = list(dict.fromkeys(heads[column] for column in sorted(heads)))
    places = zip(range(len(columns)), leaves, strict=False)
    in_order = len(leaves) == len(columns) and all(number in head.names for number, head in places)
    named = [number for names, text in once if names != parents.get(text) for number in names]
    each_once = all(names for names, _ in once) and sorted(named) == list(range(len(columns)))
    of_columns = _of_columns(heads, under, labels.orders[form_table], len(columns))
    return _Over(heads, leaves, ends, first, len(known), len(set(known.values())), in_order, each_once, of_columns)


def _of_group(head: _Head, group: _Head, parents: Mapping[str, frozenset[int]]) -> _Head:
    """A head that several groups of columns have, as that of the one over it: nobody's where that is none of the form's
    nor like one."""
    if not group.names:
        return head if any(may_be_over(normalise(group.text), label) for label in parents) else group
    return head._replace(names=head.names & group.names)


def _of_columns(
    heads: Mapping[int, _Head], under: Mapping[int, frozenset[int]], order: HeadOrder, columns: int
) -> Sequence[int]:
    """See `_Over`: by the exact labels of the lowest heads, and by what stands over several of them."""
    if len(heads) != columns:
        return ()
    grouped = frozenset[int]().union(*order.parents.values())
    found: dict[int, int] = {}
    for at, head in heads.items():
        of_group, places = under.get(at), order.places.get(normalise(head.text), ())
        named = [number for number in places if (number in of_group if of_group else number not in grouped)]
        if len(named) == 1:
            found[named[0]] = at
    return [found[number] for number in range(columns)] if len(found) == columns else ()


def _names(text: str, table: FormTable, labels: SheetLabels) -> frozenset[int] | None:
    """The columns that a head may name; None where it stands over rows, over all columns, or prints nothing."""
    key = normalise(text)
    order = labels.orders[table.id]
    places = order.places
    meant = key if key in places else labels.meant(key)
    if meant in places:
        return frozenset(at for at in places[meant] if key == meant or not foreign_word(text, table.columns[at], table))
    if under := order.parents.get(key):
        return under
    if not key or meant:
        return None
    return frozenset(number for number, column in enumerate(table.columns) if may_be(text, column, table))


def _above(heads: Sequence[Sequence[_Head]]) -> _Above:
    """What heads over the values of a row say of their order."""
    other = ""
    strange = []
    for number, over in enumerate(heads):
        named = [head for head in over if head.names]
        if over and not named:
            strange.append((number, over[0].text))
        elif named and not other and not any(number in head.names for head in named):
            other = named[0].text
    return _Above(heads, other, strange)


def _over(cell: Cell, known: _Over) -> Sequence[_Head]:
    """The heads over a cell."""
    columns = range(cell.column, cell.column + cell.colspan)
    return list(dict.fromkeys(head for column in columns if (head := known.heads.get(column))))


def _follow(row: PrintedRow, values: Sequence[Cell]) -> bool:
    """Whether the values of a row stand directly behind its label, or begin it."""
    at = next((number for number, cell in enumerate(row.cells) if cell is values[0]), 0)
    return at == 0 or bool(row.cells[at - 1].text)


def _is_blank_from(row: PrintedRow, first: Cell) -> bool:
    """Whether nothing stands in a cell of a row, or behind it."""
    at = next((number for number, cell in enumerate(row.cells) if cell is first), 0)
    return not any(cell.text or cell.unreadable for cell in row.cells[at:])


def _ends_at_last(row: Row, values: Sequence[Cell], known: _Over) -> bool:
    """Whether the head of the last column stands over the last cell of a row: then the heads kept their places."""
    head = known.heads.get(end_of(row) - 1)
    has_place = known.first > 0 or values[0] is row[0]  # the labels of rows are under no head
    return has_place and head is not None and len(values) - 1 in head.names


def _has_spans(table: Table) -> bool:
    return any(cell.colspan > 1 or cell.rowspan > 1 for cells in table.rows for cell in cells)
