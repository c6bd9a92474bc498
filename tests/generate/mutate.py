"""Mutations of a composed document, for metamorphic tests: what changes is told, everything else must stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from tests.generate.document import Cell, Document, Grid, Row, insert_row

Place = tuple[int, int, int]  # table, row, cell


def value_places(document: Document) -> dict[str, Place]:
    """Where the value of each figure code stands."""
    return {
        cell.code: (t, r, c)
        for t, grid in enumerate(document.grids)
        for r, row in enumerate(grid.rows)
        for c, cell in enumerate(row.cells)
        if cell.code
    }


def swap_values(document: Document, rng: Random) -> tuple[Document, tuple[str, str]]:
    """Two counts exchange their printed text; returns the two codes. Amounts of money keep theirs."""
    first, second = rng.sample(sorted(code for code in value_places(document) if "amount" not in code), 2)
    return swap_codes(document, first, second), (first, second)


def swap_codes(document: Document, first: str, second: str) -> Document:
    """The values of the two codes exchange their printed text."""
    places = value_places(document)
    texts = {other: _at(document, places[code]).text for code, other in ((first, second), (second, first))}
    return put(document, texts)


def put(document: Document, texts: Mapping[str, str]) -> Document:
    """The cells of these codes print these texts."""
    return _map_cells(document, lambda cell: cell._replace(text=texts[cell.code]) if cell.code in texts else cell)


def delete_row(document: Document, rng: Random) -> tuple[Document, tuple[str, ...]]:
    """A data row disappears, cells that it opened for the rows below pass to the next one; returns the codes of its
    figures."""
    table, at = rng.choice(_data_rows(document))
    grid = document.grids[table]
    gone = grid.rows[at]
    rows = [_shortened(row, index, at) for index, row in enumerate(grid.rows)]
    heirs = tuple(cell._replace(rowspan=cell.rowspan - 1) for cell in gone.cells if cell.rowspan > 1)
    if heirs:
        rows[at + 1] = rows[at + 1]._replace(cells=heirs + rows[at + 1].cells)
    del rows[at]
    return _with_grid(document, table, replace(grid, rows=tuple(rows))), codes_of(gone)


def delete_cell(document: Document, rng: Random) -> tuple[Document, str]:
    """A value cell disappears and its row gets shorter; returns its code."""
    places = value_places(document)
    code = rng.choice(sorted(places))
    table, at, place = places[code]
    grid = document.grids[table]
    row = grid.rows[at]
    cells = row.cells[:place] + row.cells[place + 1 :]
    short = row._replace(cells=cells, removed=row.removed + row.cells[place].colspan)
    rows = (*grid.rows[:at], short, *grid.rows[at + 1 :])
    return _with_grid(document, table, replace(grid, rows=rows)), code


def duplicate_row(document: Document, rng: Random) -> tuple[Document, tuple[str, ...]]:
    """A data row is printed twice, without the group cells that it opens; returns the codes of its figures."""
    table, at = rng.choice(_data_rows(document))
    grid = document.grids[table]
    row = grid.rows[at]
    twin = row._replace(cells=tuple(cell for cell in row.cells if cell.rowspan == 1))
    return _with_grid(document, table, insert_row(grid, at + 1, twin)), codes_of(row)


def codes_of(row: Row) -> tuple[str, ...]:
    """The figure codes of a row."""
    return tuple(cell.code for cell in row.cells if cell.code)


def _data_rows(document: Document) -> list[tuple[int, int]]:
    return [(t, r) for t, grid in enumerate(document.grids) for r, row in enumerate(grid.rows) if row.code]


def _shortened(row: Row, index: int, at: int) -> Row:
    """`row` at `index` with the cells that hang over row `at` one row shorter."""
    if index >= at:
        return row
    return row._replace(
        cells=tuple(
            cell._replace(rowspan=cell.rowspan - 1) if index + cell.rowspan > at else cell for cell in row.cells
        )
    )


def _at(document: Document, place: Place) -> Cell:
    table, row, cell = place
    return document.grids[table].rows[row].cells[cell]


def _map_cells(document: Document, change) -> Document:
    def mapped(block):
        if not isinstance(block, Grid):
            return block
        rows = tuple(row._replace(cells=tuple(map(change, row.cells))) for row in block.rows)
        return replace(block, rows=rows)

    return replace(document, blocks=tuple(map(mapped, document.blocks)))


def _with_grid(document: Document, table: int, grid: Grid) -> Document:
    old = document.grids[table]
    return replace(document, blocks=tuple(grid if block is old else block for block in document.blocks))
