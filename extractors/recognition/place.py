"""Which cells of a printed row are its values.

The values are the cells after the row's label, in order, and their number must be the form's. A row in which exactly
that many cells are filled, side by side, is plain. A row with blanks is read only where it is provably whole (it ends
where the rows of its table end) and its values have a known place by the habit of the plain rows: the same columns, or
directly behind the label. Where no row is plain, those stand for them whose first and last value are filled: between
them the cells can be counted. Everything else is refused, with the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field
from operator import is_
from typing import NamedTuple

from xxgk.extractors.labels.values import read_value
from xxgk.schema.document import Cell, Row, Table
from xxgk.schema.equations import Number
from xxgk.schema.records import record

Values = tuple[Cell, ...]
Columns = tuple[int, ...]


MANY = 3


class ShapeMismatch(Exception):
    """A row whose values cannot be told apart; the message says why."""


@record(frozen=True, slots=True)
class Habit:
    """Where the plain rows of one table of the form have their values: always on the same `columns` (None: they
    differ), and always with as many cells `between` them and their label (None: they differ). Where both are known
    nothing tells which of them is the habit. `counts` tells how many cells such rows have after their label."""

    columns: Columns | None
    between: int | None
    counts: frozenset[int]

    @property
    def follow(self) -> bool:
        """Whether the values follow the label directly."""
        return self.between == 0


@record(frozen=True, slots=True)
class Shape:
    """The geometry of a printed table: the grid column at which most of its rows end (0 where no two agree), the habit
    of its plain rows by table of the form, the values of the plain rows themselves by the number of the row, and,
    where no row is plain, the columns that most rows have after their label (`whole`, see `_columns_of_most`). In a
    stream `behind` are the empty lines behind values (see `extractors.recognition.empty_lines`)."""

    table: Table
    edge: int
    habits: Mapping[str, Habit]
    plain: Mapping[int, Values]
    whole: Mapping[str, Columns | None]
    behind: Mapping[int, int] = field(default_factory=dict)


def shape_of(table: Table, rows: Iterable[tuple[str, int, int, int]]) -> Shape:
    """The shape of a table from its rows: ``(form table, number of the row, label cell, expected values)`` each.

    Of a stream, and where every row is plain and its values follow its label, nothing else of the shape will be asked
    for."""
    if not table.keeps.cells:
        return Shape(table, 0, {}, {}, {})
    data = [_Data(form_table, at, table.rows[at], label, expected) for form_table, at, label, expected in rows]
    direct = [plain_values(one.row, one.label, one.expected) for one in data]
    if all(values and values[0] is one.row[one.label + 1] for one, values in zip(data, direct, strict=True)):
        plain = {one.at: values for one, values in zip(data, direct, strict=True) if values}
        return Shape(table, 0, {}, plain, {})
    edges = Counter(end_of(row) for row in table.rows if row)
    edge, votes = edges.most_common(1)[0] if edges else (0, 0)
    edge = edge if votes > 1 else 0
    heads = _Heads(table, {one.at for one in data})
    direct = [values or heads.spread_values(one) for one, values in zip(data, direct, strict=True)]
    found_in: dict[str, list[_Plain]] = {}
    spans_in: dict[str, list[_Plain]] = {}
    after_in: dict[str, list[tuple[int, Row]]] = {}
    for one, values in zip(data, direct, strict=True):
        after_in.setdefault(one.form_table, []).append((len(one.after) - one.expected, one.after))
        if values:
            found_in.setdefault(one.form_table, []).append(_plain(one, values))
        elif len(core := _without_outer_blanks(one.after)) >= one.expected and end_of(one.row) == edge:
            spans_in.setdefault(one.form_table, []).append(_plain(one, tuple(core)))
    expected_in = {one.form_table: one.expected for one in data}
    for form_table in spans_in.keys() - found_in.keys():
        found_in[form_table] = _agreed(spans_in[form_table], expected_in[form_table])
    habits: dict[str, Habit] = {}
    plain = {}
    for form_table, found in found_in.items():
        known = frozenset(one.columns for one in found if one.follow)
        kept = [one for one in found if one.follow or _stands_well(one.row, one.columns, known, edge)]
        plain |= {one.at: one.values for one in kept}
        if kept:
            same = all(one.columns == kept[0].columns for one in kept)
            habits[form_table] = Habit(
                kept[0].columns if same else None,
                kept[0].between if all(one.between == kept[0].between for one in kept) else None,
                frozenset(one.cells for one in kept),
            )
    if table.keeps.fields:
        for form_table in after_in.keys() - habits.keys():
            if _opens_behind_labels([one for one in data if one.form_table == form_table]):
                habits[form_table] = Habit(None, between=0, counts=frozenset())
    whole = {form_table: _columns_of_most(after) for form_table, after in after_in.items() if form_table not in habits}
    return Shape(table, edge, habits, plain, whole)


def _agreed(spans: list[_Plain], expected: int) -> list[_Plain]:
    """Rows with blanks whose first and last filled cell lie as far apart as the first and last value, where there are
    many of them and no row spans more. Else a blank between may be no value, but what is left of a wide cell."""
    return spans if len(spans) >= MANY and all(len(one.values) == expected for one in spans) else []


def _opens_behind_labels(rows: Sequence[_Data]) -> bool:
    """Whether the lines of a table hold only the cells that they open, so that values follow their label in whatever
    field it stands: labels in different fields have a value directly behind them, in many rows (those of one table of
    the form), and no row has one where no value can be. (A wide label that left empty fields behind it would have its
    values on columns of the table.)"""
    first = [one.after[0].column for one in rows if one.after and is_filled(one.after[0])]
    beyond = any(is_filled(cell) for one in rows for cell in one.after[one.expected :])
    return len(first) >= MANY and len(set(first)) > 1 and not beyond


def _plain(one: _Data, values: Values) -> _Plain:
    between = next(at for at, cell in enumerate(one.after) if cell is values[0])
    side_by_side = all(map(is_, values, one.after[between:]))
    columns = tuple([cell.column for cell in values])
    return _Plain(one.at, one.row, values, columns, between if side_by_side else None, len(one.after))


def end_of(row: Row) -> int:
    """The grid column behind the last cell of a row."""
    return row[-1].column + row[-1].colspan


def _columns_of_most(rows: Sequence[tuple[int, Row]]) -> Columns | None:
    """The columns of the cells after the label, where no row has fewer than its values, and most have as many, on the
    same columns; empty where every row has as many, wherever they are. Each row: its surplus, its cells."""
    if not any(surplus for surplus, _ in rows):
        return ()
    exact = {tuple(cell.column for cell in cells) for surplus, cells in rows if surplus == 0}
    most = 2 * sum(surplus == 0 for surplus, _ in rows) > len(rows)
    return exact.pop() if len(exact) == 1 and most and all(surplus >= 0 for surplus, _ in rows) else None


class _Data(NamedTuple):
    """A row of data: of which table of the form, its number, its cells, which of them is the label, and how many values
    are expected behind it."""

    form_table: str
    at: int
    row: Row
    label: int
    expected: int

    @property
    def after(self) -> Row:
        """The cells behind the label."""
        return self.row[self.label + 1 :]


class _Plain(NamedTuple):
    """A row that seems plain: its number and cells, its values, their columns, how many cells are between them and
    their label (None: some are between the values, too), and how many follow the label."""

    at: int
    row: Row
    values: Values
    columns: Columns
    between: int | None
    cells: int

    @property
    def follow(self) -> bool:
        """Whether the values follow the label side by side."""
        return self.between == 0


def _stands_well(row: Row, columns: Columns, known: frozenset[Columns], edge: int) -> bool:
    """Whether values with a blank between them and their label stand where those of other rows do. Else the blank may
    be the first value, and the last cell a strange one."""
    if len(columns) == 1:
        return True
    return columns in known if known else end_of(row) == edge


def plain_values(row: Row, label: int, expected: int) -> Values | None:
    """The values of a row in which exactly `expected` cells after the label are filled, side by side; else None."""
    after = row[label + 1 :]
    core = after if len(after) == expected else _without_outer_blanks(after)
    if len(core) != expected:
        return None
    for cell in core:
        if not cell.text and not cell.unreadable:
            return None
    return tuple(core)


class _Heads:
    """The rows of a table that are no data rows, by what stands below them."""

    def __init__(self, table: Table, data: Collection[int]) -> None:
        self._above: dict[int, Row] = {}
        above: Row = ()
        for at, row in enumerate(table.rows):
            if at in data:
                self._above[at] = above
            elif sum(map(is_filled, row)) > 1:
                above = row

    def spread_values(self, one: _Data) -> Values | None:
        """The values of a row in which exactly the expected number of cells after the label are filled, with blanks
        between them, if the heads above are as many: then a blank is no value, but what is left of a wide cell."""
        row, label = one.row, one.label
        filled = tuple(filter(is_filled, one.after))
        heads = [cell for cell in self._above[one.at] if cell.text and cell.column > row[label].column]
        known = len(filled) == one.expected == len(heads) and label >= 0 and row[-1].column >= heads[-1].column
        return filled if known else None


def values_of(at: int, label: int, expected: int, form_table: str, shape: Shape, *, is_labelled: bool = True) -> Values:
    """The `expected` value cells after cell number `label` (-1: no label) of row number `at`. Raises ShapeMismatch.

    In a stream layout fewer cells than expected may come back: runs of fused digits."""
    row = shape.table.rows[at]
    after = row[label + 1 :]
    keeps = shape.table.keeps
    if not keeps.cells:
        return _from_stream(after, expected, shape.behind.get(at), parted=keeps.cell_lines and not is_labelled)
    if plain := shape.plain.get(at):
        return plain
    filled = sum(map(is_filled, after))
    if len(after) < expected or filled > expected:
        raise ShapeMismatch(f"{filled} values where the form has {expected}")
    habit = shape.habits.get(form_table)
    counted = len(after) in (habit.counts if habit and habit.counts else {expected})
    if not keeps.columns:
        if filled and not counted:
            raise ShapeMismatch("it has a blank and not as many cells as other rows, so a cell may be missing")
    elif (
        end_of(row) != shape.edge
        and not (keeps.counts and counted)
        and not (not keeps.fields and _is_exact(after, expected, habit, shape.whole.get(form_table)))
        and not _is_stripped(at, after, expected, habit, shape.table)
    ):
        raise ShapeMismatch("it has a blank and does not end where its table ends, so a cell may be missing")
    if not filled:
        return after[:expected]
    if (
        label < 0
        and keeps.fields
        and is_filled(after[0])
        and is_filled(after[expected - 1])  # else it may lack a cell, which the padding behind it would replace
        and not any(map(is_filled, after[expected:]))
    ):
        return after[:expected]
    options = _options(after, expected, habit, shape.whole.get(form_table))
    if keeps.fields and habit and habit.between:  # in lines that may have lost their spans, as far from its label, too
        as_far = after[habit.between : habit.between + expected]
        if sum(map(is_filled, as_far)) == filled:
            options.add(as_far)
    if len(options) != 1 or sum(map(is_filled, next(iter(options)))) != filled:
        raise ShapeMismatch("it has blanks, and nothing tells to which columns its values belong")
    return options.pop()


def _is_exact(after: Sequence[Cell], expected: int, habit: Habit | None, whole: Columns | None) -> bool:
    """Whether a row has as many cells behind its label as the form has values, and every other row of its table, too:
    the rows of a table that lost its spans."""
    others = whole == () if habit is None else habit.follow and habit.counts == {expected}
    return others and len(after) == expected


def _is_stripped(at: int, after: Sequence[Cell], expected: int, habit: Habit | None, table: Table) -> bool:
    """Whether nothing but empty fields behind the values can be missing: the fields of the line are explicit, values
    follow their label, and the field of the last value is filled. So must be that of the first, where it is not the
    last line of pipe rows, which loses its empty fields with the white space at the end of the text."""
    if not habit or not habit.follow or not table.keeps.fields or not is_filled(after[expected - 1]):
        return False
    is_last = at == len(table.rows) - 1
    return is_filled(after[0]) or (not table.keeps.last_blanks and is_last and len(after) == expected)


def _options(after: Sequence[Cell], expected: int, habit: Habit | None, whole: Columns | None) -> set[Values]:
    """The cells that may be the values of a row with blanks, by each habit that its table may have."""
    following = tuple(after[:expected])
    by_column = {cell.column: cell for cell in after}
    if habit is None and whole:
        return {tuple(by_column[column] for column in whole)} if by_column.keys() >= set(whole) else set()
    if habit is None:
        return {following} if whole is not None or (is_filled(after[0]) and len(after) == expected) else set()
    options = {following} if habit.follow else set()
    if habit.columns:
        if by_column.keys() >= set(habit.columns):
            options.add(tuple(by_column[column] for column in habit.columns))
        elif not habit.follow:
            return set()
    return options


def numbers_of(values: Sequence[Cell]) -> list[Number | None]:
    """The numbers that cells print, None for each that prints none."""
    return [read_value(cell.text)[0] for cell in values]


def is_filled(cell: Cell) -> bool:
    """Whether a cell prints anything, be it what cannot be read."""
    return bool(cell.text or cell.unreadable)


def _without_outer_blanks(cells: Sequence[Cell]) -> Sequence[Cell]:
    start, end = 0, len(cells)
    while start < end and not is_filled(cells[start]):
        start += 1
    while end > start and not is_filled(cells[end - 1]):
        end -= 1
    return cells[start:end]


def _from_stream(after: Sequence[Cell], expected: int, behind: int | None, *, parted: bool) -> Values:
    """Blank cells count only between the first and the last value of a row that has exactly its cells; or where other
    rows tell how many empty lines are `behind` the values. An empty line before them may have `parted`
    them from heads; behind a label of their own it is a blank. What cannot be read may be several values."""
    filled = tuple(filter(is_filled, after))
    if len(filled) == expected:
        return filled
    if len(filled) > expected:
        raise ShapeMismatch(f"{len(filled)} values where the form has {expected}")
    if not all(cell.text for cell in filled):
        raise ShapeMismatch(f"{len(filled)} values where the form has {expected}, not all of which can be read")
    if filled and len(after) - expected == behind and not any(map(is_filled, after[expected:])):
        return tuple(after[:expected])
    core = _without_outer_blanks(after)
    is_whole = len(core) == expected and (parted or is_filled(after[0]))
    return tuple(core) if is_whole else filled
