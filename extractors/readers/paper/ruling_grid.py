"""Rulings to grids: the lines drawn on a page, and the tables that they part into cells.

Knows nothing of where the lines come from (a PDF, an OFD page, a scan): only positions in one unit, y growing
downwards. Rulings that cross each other belong to one grid. A missing outer rule is closed with the ends of the rules
that run up to it; two cells without a rule between them are one cell; edges closer than a sliver are one edge.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

SLIVER = 3.0  # nearer edges are the two sides of one rule, or a column that a converter made of a rounding error
TOUCH = 3.0  # rules that end so near to another one meet it
COVERED = 0.6  # share of a cell's side that must be ruled to part it from its neighbour
MOST_RULINGS = 2000  # more than any page of tables has: a drawing


class Ruling(NamedTuple):
    """A straight rule: its position across (`at`) and its extent along its own direction."""

    at: float
    start: float
    end: float


class Box(NamedTuple):
    """A rectangle; `top` is less than `bottom`."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def middle(self) -> float:
        """The height of its centre."""
        return (self.top + self.bottom) / 2

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


class GridCell(NamedTuple):
    """A cell of a grid: 0-based place, spans, and its box. One that the rule at the table's side leaves out is not
    closed: where it is empty, its row may just be shorter than others."""

    row: int
    column: int
    rowspan: int
    colspan: int
    box: Box
    is_closed: bool = True


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: the edges of its columns (`xs`) and rows (`ys`), and its cells in reading order.

    `open_top` and `open_bottom` say for each column whether no rule closes that side, as where a page cuts a cell."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]
    owner: tuple[tuple[int, ...], ...]
    open_top: tuple[bool, ...]
    open_bottom: tuple[bool, ...]

    @property
    def box(self) -> Box:
        """The whole table."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def cell_at(self, x: float, y: float) -> int:
        """The number of the cell that holds a point inside the table."""
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        return self.owner[row][column]


def grids_of(horizontals: Iterable[Ruling], verticals: Iterable[Ruling]) -> list[Grid]:
    """The grids that rulings form, from top to bottom. A lone frame of one cell is none."""
    across, down = joined(horizontals), joined(verticals)
    if not across or not down or len(across) + len(down) > MOST_RULINGS:
        return []
    found = (_grid(*component) for component in _components(across, down))
    return sorted((grid for grid in found if grid is not None), key=lambda grid: (grid.ys[0], grid.xs[0]))


# ------------------------------------------------------------------------------------------------------------ rulings


def joined(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Rulings on one line made one where they meet or overlap: double rules, rules drawn cell by cell, dashes."""
    found: list[Ruling] = []
    for line in _clustered(sorted(rulings)):
        at = sum(ruling.at for ruling in line) / len(line)
        start, end = None, 0.0
        for ruling in sorted(line, key=lambda ruling: ruling.start):
            if start is None:
                start, end = ruling.start, ruling.end
            elif ruling.start <= end + TOUCH:
                end = max(end, ruling.end)
            else:
                found.append(Ruling(at, start, end))
                start, end = ruling.start, ruling.end
        if start is not None:
            found.append(Ruling(at, start, end))
    return [ruling for ruling in found if ruling.end - ruling.start > TOUCH]


def _clustered(ordered: Iterable[Ruling]) -> Iterator[list[Ruling]]:
    """Runs of rulings whose positions are within a sliver of the run's first."""
    run: list[Ruling] = []
    for ruling in ordered:
        if run and ruling.at - run[0].at > SLIVER:
            yield run
            run = []
        run.append(ruling)
    if run:
        yield run


def _components(across: Sequence[Ruling], down: Sequence[Ruling]) -> Iterator[tuple[list[Ruling], list[Ruling]]]:
    """Rulings that cross or meet each other, directly or by others, as (horizontals, verticals)."""
    leader = list(range(len(across) + len(down)))

    def lead(number: int) -> int:
        while leader[number] != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    places = [ruling.at for ruling in down]
    for number, rule in enumerate(across):
        for other in range(bisect_left(places, rule.start - TOUCH), bisect_right(places, rule.end + TOUCH)):
            if down[other].start - TOUCH <= rule.at <= down[other].end + TOUCH:
                leader[lead(len(across) + other)] = lead(number)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for number, rule in enumerate(across):
        groups.setdefault(lead(number), ([], []))[0].append(rule)
    for number, rule in enumerate(down):
        groups.setdefault(lead(len(across) + number), ([], []))[1].append(rule)
    found = [group for group in groups.values() if group[0] and group[1]]
    for alone in (rule for none, rules in groups.values() if not none for rule in rules):
        for _, rules in found:
            if _runs_along(alone, rules):
                rules.append(alone)
                break
    yield from found


def _runs_along(alone: Ruling, rules: Sequence[Ruling]) -> bool:
    """Whether a vertical rule that meets no other spans the height of a table: the side of a cell as high as the
    page."""
    start, end = min(rule.start for rule in rules), max(rule.end for rule in rules)
    return len(rules) > 1 and abs(alone.start - start) <= TOUCH and abs(alone.end - end) <= TOUCH


# -------------------------------------------------------------------------------------------------------------- cells


def _grid(across: Sequence[Ruling], down: Sequence[Ruling]) -> Grid | None:
    ys, xs = _edges(across, down), _edges(down, across)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) == 2 and len(ys) == 2):
        return None
    below = [_walls(across, y, xs) for y in ys]
    beside = [_walls(down, x, ys) for x in xs]
    owner = [[-1] * (len(xs) - 1) for _ in range(len(ys) - 1)]
    cells: list[GridCell] = []
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if owner[row][column] >= 0:
                continue
            right = column + 1
            while right < len(xs) - 1 and not beside[right][row] and owner[row][right] < 0:
                right += 1
            bottom = row + 1
            while (
                bottom < len(ys) - 1
                and not any(below[bottom][column:right])
                and not _parted(beside, bottom, column, right)
            ):
                bottom += 1
            for taken in range(row, bottom):
                owner[taken][column:right] = [len(cells)] * (right - column)
            box = Box(xs[column], ys[row], xs[right], ys[bottom])
            outer = [beside[edge] for edge in (column, right) if edge in (0, len(xs) - 1)]
            closed = all(side[row] for side in outer if any(side))
            cells.append(GridCell(row, column, bottom - row, right - column, box, closed))
    open_top, open_bottom = (tuple(not wall for wall in walls) for walls in (below[0], below[-1]))
    return Grid(xs, ys, tuple(cells), tuple(map(tuple, owner)), open_top, open_bottom)


def _parted(beside: Sequence[Sequence[bool]], row: int, column: int, right: int) -> bool:
    """Whether a rule stands inside a row's stretch of columns, so that a cell above cannot reach down over it."""
    return any(beside[edge][row] for edge in range(column + 1, right))


def _edges(rulings: Sequence[Ruling], crossing: Sequence[Ruling]) -> tuple[float, ...]:
    """The positions of the rulings; and where at least two crossing rules run on beyond the outermost, their ends."""
    edges = [sum(r.at for r in line) / len(line) for line in _clustered(sorted(rulings))]
    starts, ends = sorted(rule.start for rule in crossing), sorted(rule.end for rule in crossing)
    if len(crossing) > 1:
        if edges[0] - starts[1] > SLIVER:
            edges.insert(0, starts[0] if starts[1] - starts[0] <= SLIVER else starts[1])
        if ends[-2] - edges[-1] > SLIVER:
            edges.append(ends[-1] if ends[-1] - ends[-2] <= SLIVER else ends[-2])
    return tuple(edges)


def _walls(rulings: Sequence[Ruling], at: float, edges: Sequence[float]) -> list[bool]:
    """For each stretch between two edges, whether the rulings at one position cover it."""
    near = [rule for rule in rulings if abs(rule.at - at) <= SLIVER]
    return [
        sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in near) >= COVERED * (end - start)
        for start, end in pairwise(edges)
    ]
