"""An indicator list as it is printed: heads, then one indicator a row, its label, its unit and its figures.

What stands in a row is told by the heads and by the row itself: behind the label come, in the order of the heads, a
unit and the figures, and nothing else. A row of another shape is not read. Whose labels these are, and which form they
belong to, is not decided here (`extractors.recognition.indicators`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from xxgk.extractors.labels.values import digits_of, is_valuelike
from xxgk.extractors.recognition.fused import is_certain, parted
from xxgk.schema.document import Cell, Row, Table
from xxgk.schema.indicators import NAME, OTHER, UNIT, Head, Vocabulary, unit_in, unit_of

# Heads stand among the first rows of a list: behind its title, its period and who filled it in.
HEAD_ROWS = 8
LONGEST_UNIT = 4


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column behind the label: what its head prints and says (None: it is not known)."""

    label: str
    head: Head | None
    start: int
    end: int

    @property
    def role(self) -> str:
        """``unit``, ``other``, or what the figures count; empty where the head is not known."""
        return self.head.role if self.head else ""


@dataclass(frozen=True, slots=True)
class ListRow:
    """An indicator, or a heading: then without `values`. `problem`: why the values cannot be told apart; `at_break`: a
    page ends above or below it; `runs` are the digits of a row whose only problem is that they are fused; `remark` is a
    text with figures that stands beside it under a head of remarks."""

    label: str
    locator: str
    unit: str
    values: tuple[Cell, ...]
    problem: str = ""
    at_break: bool = False
    runs: tuple[Cell, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ListTable:
    """A list: its columns of figures and its rows; `over` are the texts above its heads."""

    columns: tuple[ListColumn, ...]
    rows: tuple[ListRow, ...]
    table: Table
    over: tuple[str, ...] = ()

    @property
    def figures(self) -> tuple[ListColumn, ...]:
        """The columns of figures."""
        return tuple(column for column in self.columns if column.role not in (UNIT, OTHER))


def list_table(table: Table, words: Vocabulary, before: ListTable | None = None) -> ListTable | None:
    """The list that a table prints, or None. `before` is a list that this table may go on with: its heads hold on.

    A list in two halves side by side, under the same heads, goes on from the foot of the left one."""
    names = [_names(row, words) for row in table.rows[:HEAD_ROWS]]
    if halves := _halves(table, names):
        left, right = (list_table(half, words) for half in halves)
        if left is None or right is None or _roles(left) != _roles(right):
            return None
        return ListTable(left.columns, (*left.rows, *right.rows), table, left.over)
    found = _heads(table, names, words)
    if found is not None:
        start, columns = found
        while columns and columns[-1].role == OTHER:
            columns = columns[:-1]  # remarks: they may be left out of a row
    elif before is not None:
        start, columns = 0, before.columns
    else:
        return None
    rows = tuple(_rows(table, start, columns))
    problems = any(row.problem for row in rows)
    is_list = (any(row.values for row in rows) or problems) if found else not problems
    above = next((number for number, here in enumerate(names) if here), 0) if found else 0
    over = tuple(cell.text for row in table.rows[:above] for cell in row if cell.text)
    return ListTable(columns, rows, table, over) if is_list else None


# ------------------------------------------------------------------------------------------------------------- heads


def _names(row: Row, words: Vocabulary) -> list[int]:
    """The cells of a row of heads that stand over labels; none where it is no row of heads."""
    told = [words.head(cell.text) if cell.text else None for cell in row]
    names = [place for place, head in enumerate(told) if head and head.role == NAME]
    return names if names and any(head and head.role not in (NAME, OTHER) for head in told) else []


def _halves(table: Table, names: Sequence[Sequence[int]]) -> tuple[Table, Table] | None:
    """The table parted where its heads print a second column of labels behind the figures of the first; else None.
    `names` are the cells over labels of its first rows."""
    if not table.keeps.cells:
        return None
    for row, here in zip(table.rows, names, strict=False):
        second = next((place for before, place in pairwise(here) if place != before + 1), None)
        if second is not None:
            column = row[second].column
            left = tuple(tuple(cell for cell in cells if cell.column < column) for cells in table.rows)
            right = tuple(tuple(cell for cell in cells if cell.column >= column) for cells in table.rows)
            return replace(table, rows=left), replace(table, rows=right)
    return None


def _roles(found: ListTable) -> tuple[str, ...]:
    return tuple(column.role for column in found.columns)


def _heads(
    table: Table, names: Sequence[Sequence[int]], words: Vocabulary
) -> tuple[int, tuple[ListColumn, ...]] | None:
    """The number of the first row below the heads, and the columns behind the label; `names` as in `_halves`."""
    for number, here in enumerate(names):
        if not here:
            continue
        if here[-1] - here[0] != len(here) - 1:
            return None
        behind = table.rows[number][here[-1] + 1 :]
        while behind and not behind[-1].text:
            behind = behind[:-1]
        columns, below = _leaves(behind, table.rows[number + 1 : number + 2], words)
        if any(column.role not in (UNIT, OTHER) for column in columns):
            return number + 1 + below, columns
    return None


def _leaves(heads: Sequence[Cell], below: Sequence[Row], words: Vocabulary) -> tuple[tuple[ListColumn, ...], int]:
    """The columns under some heads; a second line of heads divides those that are wide."""
    second = below[0] if below else ()
    divides = (
        any(cell.colspan > 1 for cell in heads)
        and bool(second)
        and all(
            cell.text and not is_valuelike(cell.text) and not unit_of(cell.text) and cell.column >= heads[0].column
            for cell in second
        )
    )
    columns: list[ListColumn] = []
    for cell in heads:
        end = cell.column + cell.colspan
        parts = [part for part in second if cell.column <= part.column < end] if divides and cell.colspan > 1 else []
        for part in parts:
            label = f"{_shown(cell)} {_shown(part)}".strip()
            columns.append(ListColumn(label, words.head(part.text), part.column, part.column + part.colspan))
        if not parts:
            columns.append(ListColumn(_shown(cell), words.head(cell.text) if cell.text else None, cell.column, end))
    return tuple(columns), int(divides)


def _shown(cell: Cell) -> str:
    return "".join(cell.text.split())


# -------------------------------------------------------------------------------------------------------------- rows


def _rows(table: Table, start: int, columns: Sequence[ListColumn]) -> Iterator[ListRow]:
    doubt = next((cell.unreadable for cell in table.rows[start - 1] if cell.unreadable), "") if start else ""
    at_break = {place for below in table.breaks for place in (below - 1, below)}
    has_grid = table.width > 0 and table.keeps.columns
    for number, row in enumerate(table.rows[start:], start):
        if not any(cell.text for cell in row):
            continue
        read = _in_grid(row, columns, has_grid) if table.keeps.cells else _in_stream(row, columns, doubt)
        if read is not None:
            label, unit, values, problem = read
            unit = unit or unit_in(label.text)
            runs = _runs(row, table, doubt) if problem else ()
            remark = _remark(cell for cell in row[row.index(label) + 1 :] if cell not in values)
            yield ListRow(_shown(label), label.locator, unit, values, problem, number in at_break, runs, remark)


def _remark(beside: Iterable[Cell]) -> str:
    """The text with figures among cells beside those of a row that are read, or ``""``."""
    texts = (cell.text for cell in beside if not is_valuelike(cell.text) and not unit_of(cell.text))
    return " ".join(text for text in texts if any(map(str.isdigit, text)))


def _runs(row: Row, table: Table, doubt: str) -> tuple[Cell, ...]:
    """The figures behind the label of a row that runs on, if they are nothing but digits."""
    values = tuple(cell for cell in row[1:] if not unit_of(cell.text))
    digits = all(digits_of(cell.text) and not cell.unreadable for cell in values)
    return values if digits and not table.keeps.gaps and not doubt else ()


ReadRow = tuple[Cell, str, tuple[Cell, ...], str]


def _in_grid(row: Row, columns: Sequence[ListColumn], has_grid: bool) -> ReadRow | None:
    """Label, unit, values and problem of a row of cells: the rightmost label behind which all columns follow."""
    labels = [place for place, cell in enumerate(row) if _is_label(cell)]
    for place in reversed(labels):
        behind = row[place + 1 :]
        if len(behind) < len(columns) or any(is_valuelike(cell.text) for cell in behind[len(columns) :]):
            continue
        told = list(zip(columns, behind, strict=False))
        if any(column.role == UNIT and not _fits_unit(cell) for column, cell in told):
            continue
        if has_grid and any(not column.start <= cell.column < column.end for column, cell in told if cell.text):
            return row[place], "", (), "its cells do not stand under the heads of the list"
        unit = next((_unit(cell) for column, cell in told if column.role == UNIT), "")
        return row[place], unit, tuple(cell for column, cell in told if column.role not in (UNIT, OTHER)), ""
    if not labels:
        return None
    filled = any(is_valuelike(cell.text) for cell in row[labels[0] + 1 :])
    return row[labels[-1]], "", (), "it has not as many cells as the list has columns" if filled else ""


def _is_label(cell: Cell) -> bool:
    return bool(cell.text) and not is_valuelike(cell.text) and not unit_of(cell.text)


def _fits_unit(cell: Cell) -> bool:
    """Whether a cell in the column of units may be one: a unit, a mark for none, or a word as short as a unit."""
    return (
        not cell.text
        or bool(unit_of(cell.text))
        or is_mark(cell.text)
        or (cell.text.isalpha() and len(cell.text) < LONGEST_UNIT)
    )


def _unit(cell: Cell) -> str:
    return unit_of(cell.text) or ("" if is_mark(cell.text) else cell.text)


def _in_stream(row: Row, columns: Sequence[ListColumn], doubt: str) -> ReadRow | None:
    """The same of a row of a stream, whose blank cells left no trace: the figures must be as many as the columns, and
    no `doubt` about the heads."""
    label, behind = row[0], row[1:]
    if not _is_label(label):
        return None
    figures = sum(column.role not in (UNIT, OTHER) for column in columns)
    unit = next((unit_of(cell.text) for cell in behind if unit_of(cell.text)), "")
    values = tuple(cell for cell in behind if not unit_of(cell.text))
    marks = sum(column.role in (UNIT, OTHER) for column in columns)
    if not values or (all(is_mark(cell.text) for cell in values) and len(values) in (figures + marks, 1)):
        return label, unit, (), ""
    runs = [cell.text for cell in values]
    if doubt:
        return label, unit, (), f"it stands under {doubt}: {' '.join(runs)}"
    if any(cell.unreadable or not is_valuelike(cell.text) for cell in values):
        return label, unit, (), f"it is not certain where its figures end: {' '.join(runs)}"
    if len(values) == figures:
        return label, unit, values, ""
    digits = [digits_of(run) for run in runs]
    if all(digits) and is_certain(digits, figures):
        return label, unit, tuple(parted(values, "".join(digits))), ""
    return label, unit, (), f"the list has {figures} columns of figures, and it prints {' '.join(runs)}"


def is_mark(text: str) -> bool:
    """Whether a cell prints a mark for none (``——``) and no number."""
    return is_valuelike(text) and not any(map(str.isdigit, text))
