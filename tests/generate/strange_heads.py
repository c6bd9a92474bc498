"""Wrong and strange heads: tables whose columns stand elsewhere than in the form, and what a careful person reads.

Each kind changes one table of a composed report: columns in another order, left out, added, renamed, a head printed
twice, a column 行次, a row of the numbers of the columns, rows on two lines, empty fields. A value moves with its
head, so it stays the figure of the column that its head names; where the print names no column, or contradicts itself,
the only right answer is none (`NOTHING`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import NamedTuple

from tests.generate.document import Cell, Document, Grid, Row, insert_row
from tests.generate.form import CASES, REQUESTS

FOREIGN = ("新闻媒体", "同比增长", "事业单位", "占全年比重", "涉外申请")
NUMBERS = "行次"


class Leaf(NamedTuple):
    """A column: what its head prints, the heads over that, and the number of the column of the form whose values stand
    below (none: it was added, and prints `own` in each row, or the number of the row)."""

    text: str
    path: tuple[str, ...]
    number: int | None = None
    own: str = ""


class Strange(NamedTuple):
    """A changed table: its columns from left to right, the columns of the form of which nothing may be read, and what
    is done to its rows, given the number of the columns of labels."""

    leaves: Sequence[Leaf]
    lost: frozenset[int] = frozenset()
    rows: Callable[[Grid, int, Random], Grid] | None = None


Kind = Callable[[Sequence[Leaf], Random], Strange]


# --------------------------------------------------------------------------------------------------------------- kinds


def permuted(leaves: Sequence[Leaf], rng: Random) -> Strange:
    """All columns in any order; those under one head stay together, or do not."""
    if rng.random() < 0.5:
        return Strange(rng.sample(leaves, len(leaves)))
    paths = list(dict.fromkeys(leaf.path or (leaf.text,) for leaf in leaves))
    order = {path: at for at, path in enumerate(rng.sample(paths, len(paths)))}
    return Strange(sorted(leaves, key=lambda leaf: order[leaf.path or (leaf.text,)]))


def two_swapped(leaves: Sequence[Leaf], rng: Random) -> Strange:
    """Two columns changed their places."""
    changed = list(leaves)
    one, other = rng.sample(range(len(leaves)), 2)
    changed[one], changed[other] = changed[other], changed[one]
    return Strange(changed)


def totals_first(leaves: Sequence[Leaf], rng: Random) -> Strange:
    """Each total before its summands, or in the middle of them."""
    changed = [leaf for leaf in leaves if leaf.text != "总计"]
    for total in (leaf for leaf in leaves if leaf.text == "总计"):
        same = [at for at, leaf in enumerate(changed) if leaf.path == total.path or not total.path]
        changed.insert(rng.choice((same[0], same[0], *same)), total)
    return Strange(changed)


def missing(leaves: Sequence[Leaf], rng: Random) -> Strange:
    """A column is not there."""
    gone = rng.choice(leaves)
    return Strange([leaf for leaf in leaves if leaf is not gone], frozenset((gone.number,)))


def added(leaves: Sequence[Leaf], rng: Random) -> Strange:
    """A column that is none of the form's."""
    at = rng.randint(0, len(leaves))
    path = leaves[max(at - 1, 0)].path if rng.random() < 0.5 else ()
    return Strange([*leaves[:at], Leaf(rng.choice(FOREIGN), path, own=str(rng.randint(0, 9))), *leaves[at:]])


def renamed(leaves: Sequence[Leaf], rng: Random) -> Strange:
    """A column under a head that is none of the form's: nobody's."""
    chosen = rng.choice(leaves)
    changed = [leaf._replace(text=rng.choice(FOREIGN)) if leaf is chosen else leaf for leaf in leaves]
    return Strange(changed, frozenset((chosen.number,)))


def repeated(leaves: Sequence[Leaf], rng: Random) -> Strange:
    """The head of a column over its neighbour, too: neither is known."""
    pairs = [at for at in range(1, len(leaves)) if leaves[at].path == leaves[at - 1].path]
    at = rng.choice(pairs)
    changed = list(leaves)
    changed[at] = changed[at]._replace(text=leaves[at - 1].text)
    return Strange(changed, frozenset((leaves[at].number, leaves[at - 1].number)))


def line_numbers(leaves: Sequence[Leaf], rng: Random) -> Strange:
    """A column of the numbers of the rows, behind the labels or behind the figures."""
    column = Leaf(NUMBERS, ())
    return Strange([column, *leaves] if rng.random() < 0.7 else [*leaves, column])


def column_numbers(leaves: Sequence[Leaf], rng: Random) -> Strange:
    """A row of the numbers of the columns over the figures."""

    def numbered(grid: Grid, labels: int, rng: Random) -> Grid:
        label = rng.choice(("栏次", "甲", ""))
        first = (Cell(label, "head", labels),) if labels else ()
        numbers = (Cell(str(at), "head") for at in range(1, len(leaves) + 1))
        return insert_row(grid, _data_rows(grid)[0], Row("", (*first, *numbers)))

    return Strange(leaves, rows=numbered)


def on_two_lines(leaves: Sequence[Leaf], rng: Random) -> Strange:
    """A row of figures of which the last ones stand on a line below."""

    def broken(grid: Grid, _: int, rng: Random) -> Grid:
        at = rng.choice([at for at in _data_rows(grid) if all(cell.rowspan == 1 for cell in grid.rows[at].cells)])
        cells, cut = grid.rows[at].cells, rng.randint(1, len(leaves) - 1)
        below = {number for number, cell in enumerate(cells) if cell.kind == "value"} - set(range(len(cells) - cut))
        parts = [[number in below, number not in below] for number in range(len(cells))]
        upper, lower = (
            Row(
                "",
                tuple(
                    cell._replace(text="", number="") if part[line] else cell
                    for cell, part in zip(cells, parts, strict=True)
                ),
            )
            for line in (0, 1)
        )
        rows = (*grid.rows[:at], upper, *grid.rows[at + 1 :])
        return insert_row(replace(grid, rows=rows), at + 1, lower)

    return Strange(leaves, rows=broken)


def empty_field(leaves: Sequence[Leaf], rng: Random) -> Strange:
    """An empty column before, among or behind the values."""
    at = rng.choice((0, 0, len(leaves), rng.randint(0, len(leaves))))
    path = () if at in (0, len(leaves)) else leaves[at].path
    return Strange([*leaves[:at], Leaf("", path, own=" "), *leaves[at:]])


KINDS: Mapping[str, Kind] = {
    kind.__name__: kind
    for kind in (
        permuted, two_swapped, totals_first, missing, added, renamed, repeated, line_numbers, column_numbers,
        on_two_lines, empty_field,
    )
}  # fmt: skip


# -------------------------------------------------------------------------------------------------------------- tables


def with_strange_heads(document: Document, kind: str, sheet: str, rng: Random) -> tuple[Document, frozenset[str]]:
    """A report in which table 三 (``t3``) or 四 (``t4``) has strange heads, and the codes of which nothing may be
    read."""
    code = {"t3": REQUESTS, "t4": CASES}[sheet]
    grid = next(grid for grid in document.grids if any(row.code.startswith(code) for row in grid.rows))
    heads = [row for row in grid.rows if not any(cell.kind == "value" for cell in row.cells)]
    rows = [grid.rows[at] for at in _data_rows(grid)]
    leaves = _leaves(heads[1:] if sheet == "t3" else heads)
    strange = KINDS[kind](leaves, rng)
    labels = grid.width - len(leaves)
    changed = [_row(row, strange.leaves, number) for number, row in enumerate(rows, 1)]
    tree = _heads(strange.leaves, len(heads) - bool(labels))
    if labels:
        first = heads[0].cells
        tree = [Row("", (first[0], first[1]._replace(colspan=len(strange.leaves)))), *tree]
    new = Grid(labels + len(strange.leaves), (*tree, *changed))
    if strange.rows:
        new = strange.rows(new, labels, rng)
    codes = [[cell.code for cell in row.cells if cell.code] for row in rows]
    lost = {of_row[number] for of_row in codes for number in strange.lost}
    blocks = tuple(new if block is grid else block for block in document.blocks)
    return replace(document, blocks=blocks), frozenset(lost)


def _data_rows(grid: Grid) -> list[int]:
    return [at for at, row in enumerate(grid.rows) if any(cell.kind == "value" for cell in row.cells)]


def _leaves(heads: Sequence[Row]) -> list[Leaf]:
    """The columns that some rows of heads print, without the cells beside them."""
    over: list[list[str]] = []
    hanging: dict[int, tuple[int, Cell]] = {}
    for depth, row in enumerate(heads):
        column, cells = 0, list(row.cells)
        width = sum(cell.colspan for cell in heads[0].cells)
        while column < width:
            if column in hanging and hanging[column][0] > depth:
                column += hanging[column][1].colspan
                continue
            cell = cells.pop(0)
            hanging[column] = (depth + cell.rowspan, cell)
            for at in range(column, column + cell.colspan):
                while len(over) <= at:
                    over.append([])
                over[at].append(cell.text)
            column += cell.colspan
    return [Leaf(path[-1], tuple(path[:-1]), number) for number, path in enumerate(over)]


def _heads(leaves: Sequence[Leaf], depth: int) -> list[Row]:
    """The rows of heads over some columns: neighbours under the same heads share them."""
    rows: list[list[Cell]] = [[] for _ in range(depth)]
    before: tuple[str, ...] = ()
    widest: dict[int, int] = {}
    for at, leaf in enumerate(leaves):
        for level, text in enumerate(leaf.path):
            if at and before[: level + 1] == leaf.path[: level + 1]:
                cell = rows[level][widest[level]]
                rows[level][widest[level]] = cell._replace(colspan=cell.colspan + 1)
            else:
                widest[level] = len(rows[level])
                rows[level].append(Cell(text, "head"))
                before = before[:level]
        level = len(leaf.path)
        rows[level].append(Cell(leaf.text, "head", 1, depth - level))
        before = leaf.path
    return [Row("", tuple(row)) for row in rows]


def _row(row: Row, leaves: Sequence[Leaf], number: int) -> Row:
    """A row of figures under other columns."""
    values = [cell for cell in row.cells if cell.kind == "value"]
    own = (
        Cell((leaf.own or str(number)).strip(), "value") if leaf.number is None else values[leaf.number]
        for leaf in leaves
    )
    return row._replace(cells=(*(cell for cell in row.cells if cell.kind != "value"), *own))
