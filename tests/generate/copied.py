"""What copying and converting do to the tables of a report: figures of a row run together, a table is torn, its rows
stand under other words. As in `tests.generate.crawled` nothing of what the cells say changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from random import Random

from tests.generate.crawled import REQUESTS, Trouble
from tests.generate.document import Cell, Document, Grid, Heading, Para, Row, laid_out
from tests.generate.noise import MISPRINTS

BETWEEN = ("（续表）", "续上表", "", "")
THREE = 3
"""Values of the rows of table 二 that are printed as one."""


def headings_without_numbers(document: Document, rng: Random) -> Document:
    """No heading has its number."""
    return _blocks(document, [replace(b, number="") if isinstance(b, Heading) else b for b in document.blocks])


def near_labels(document: Document, rng: Random) -> Document:
    """Two rows of table 三 under a near label, as agencies misprint them."""

    def known(row: Row) -> bool:
        return bool(row.code) and row.cells[-8].text in MISPRINTS

    at, grid = _table(document, REQUESTS)
    rows = list(grid.rows)
    for number in rng.sample([number for number, row in enumerate(rows) if known(row)], 2):
        cells = list(rows[number].cells)
        cells[-8] = cells[-8]._replace(text=rng.choice(MISPRINTS[cells[-8].text]))
        rows[number] = rows[number]._replace(cells=tuple(cells))
    return _with(document, at, replace(grid, rows=tuple(rows)))


def headings_that_are_labels(document: Document, rng: Random) -> Document:
    """Table 三 parted at its groups: the label of each is a heading over the rows that it held."""
    at, grid = _table(document, REQUESTS)
    blocks: list[Heading | Para | Grid] = []
    lines = laid_out(grid)
    heads = [number for number, row in enumerate(grid.rows) if not row.code]
    rows = [grid.rows[number] for number in heads]
    for number, row in enumerate(grid.rows):
        if number in heads:
            continue
        group = next((cell for cell in reversed(row.cells) if cell.kind == "group"), None)
        inner = any(cell.kind == "group" and cell.number.startswith("（") for cell, _ in lines[number])
        if group and group.number.startswith("（"):
            blocks += [Grid(grid.width, tuple(rows)), Heading(3, group.number, group.text)]
            rows = []
        label, *values = [cell for cell, _ in lines[number] if cell.kind in ("label", "value")]
        above = [] if inner else [cell for cell, _ in lines[number] if cell.kind == "group"]
        width = grid.width - len(values) - len(above)
        plain = [cell._replace(rowspan=1) for cell in above]
        rows.append(Row(row.code, (*plain, label._replace(colspan=width), *values)))
    blocks.append(Grid(grid.width, tuple(rows)))
    return replace(document, blocks=(*document.blocks[:at], *blocks, *document.blocks[at + 1 :]))


def fragments(document: Document, rng: Random) -> Document:
    """Table 三 torn in three: no part but the first has heads, and words may stand between."""
    at, grid = _table(document, REQUESTS)
    lines, first = laid_out(grid), sum(1 for row in grid.rows if not row.code)
    cuts = [0, *sorted(rng.sample(range(first + 2, len(grid.rows) - 1), 2)), len(grid.rows)]
    blocks: list[Heading | Para | Grid] = []
    for start, end in pairwise(cuts):
        blocks.append(Grid(grid.width, tuple(_alone(grid, lines, number, start, end) for number in range(start, end))))
        if end < len(grid.rows) and (words := rng.choice(BETWEEN)):
            blocks.append(Para(words))
    return replace(document, blocks=(*document.blocks[:at], *blocks, *document.blocks[at + 1 :]))


def _alone(grid: Grid, lines: Sequence[Sequence[tuple[Cell, bool]]], number: int, start: int, end: int) -> Row:
    """A row of a part: its cells span no more rows than the part has, and those that hung in from above are opened."""
    cells = []
    for cell, opened in lines[number]:
        top = next(at for at in range(number, -1, -1) if any(c is cell and o for c, o in lines[at]))
        if opened or number == start:
            cells.append(cell._replace(rowspan=min(top + cell.rowspan, end) - number))
    return grid.rows[number]._replace(cells=tuple(cells))


def figures_run_together(document: Document, rng: Random) -> Document:
    """The rows of table 二 that have three figures of one digit each print them as one: ``505``, ``1-10``."""

    def fused(row: Row) -> Row:
        values = [cell for cell in row.cells if cell.kind == "value"]
        digits = all(len(cell.text.lstrip("-")) == 1 and cell.text.lstrip("-").isdigit() for cell in values)
        if len(values) != THREE or not digits or values[0].text.startswith("-") or values[2].text.startswith("-"):
            return row
        one = values[0]._replace(
            text="".join(cell.text for cell in values), colspan=sum(cell.colspan for cell in values)
        )
        return row._replace(cells=(*(cell for cell in row.cells if cell.kind != "value"), one))

    grid = document.grids[0]
    return _with(document, document.blocks.index(grid), replace(grid, rows=tuple(map(fused, grid.rows))))


COPIED: Mapping[str, Trouble] = {trouble.__name__: trouble for trouble in (headings_without_numbers, near_labels)}
"""By name: those that leave a table whole."""

TEARING: Mapping[str, Trouble] = {
    trouble.__name__: trouble for trouble in (headings_that_are_labels, fragments, figures_run_together)
}
"""Those after which the tables cannot be counted: they come last, and one at most."""


def _table(document: Document, words: str) -> tuple[int, Grid]:
    """The block that prints a table, by words of its heads."""
    for at, block in enumerate(document.blocks):
        if isinstance(block, Grid) and any(words in cell.text for cell in block.rows[0].cells):
            return at, block
    raise ValueError(f"no table with {words}")


def _blocks(document: Document, blocks: Sequence[Heading | Para | Grid]) -> Document:
    return replace(document, blocks=tuple(blocks))


def _with(document: Document, at: int, grid: Grid) -> Document:
    return _blocks(document, (*document.blocks[:at], grid, *document.blocks[at + 1 :]))
