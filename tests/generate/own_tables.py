"""Tables that no form has, put between the blocks of a report, and statutory tables that lost their heads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import NamedTuple

from tests.generate.document import Cell, Document, Grid, Heading, Para, Row

HEADS = ("类别", "数量", "同比", "占比", "完成数", "计划数")
LABELS = ("工作信息", "部门文件", "政策解读", "财政预决算", "民生实事", "其他", "总计", "政务微博", "新闻发布会")


def with_own_tables(document: Document, tables: int, rng: Random) -> Document:
    """The document with as many tables of the agency's own between its blocks, each with two or more figures."""
    blocks: list[Heading | Para | Grid] = list(document.blocks)
    for _ in range(tables):
        blocks.insert(rng.randint(1, len(blocks)), _own_table(rng))
    return replace(document, blocks=tuple(blocks))


def _own_table(rng: Random) -> Grid:
    columns = rng.randint(1, 4)
    heads = [rng.choice(HEADS) for _ in range(columns)]
    labels = rng.sample(LABELS, rng.randint(2, 5))
    rows = [Row("", tuple(Cell(text, "head") for text in ("项目", *heads)))] if rng.random() < 0.7 else []
    for label in labels:
        figures = (Cell(str(rng.choice((rng.randint(3, 1900), rng.randint(2100, 9000)))), "value") for _ in heads)
        rows.append(Row("", (Cell(label, "label"), *figures)))
    return Grid(columns + 1, tuple(rows))


def without_heads(document: Document, rng: Random) -> Document:
    """One of the statutory tables printed without the rows of its heads."""
    at = rng.randrange(len(document.grids))
    grid = document.grids[at]
    bare = replace(grid, rows=tuple(row for row in grid.rows if any(cell.kind == "value" for cell in row.cells)))
    return replace(document, blocks=tuple(bare if block is grid else block for block in document.blocks))


class OwnRow(NamedTuple):
    """A row of figures that is none of a form's: its label, its figures, and the sheet of a form of which its table has
    rows (empty: a table of the agency's own)."""

    label: str
    figures: tuple[str, ...]
    sheet: str


def own_rows(document: Document) -> Iterator[OwnRow]:
    """The rows of figures of a document that are none of a form's."""
    for grid in document.grids:
        sheet = next((row.code[:2] for row in grid.rows if row.code), "")
        for row in grid.rows:
            figures = tuple(cell.text for cell in row.cells if cell.kind == "value")
            if figures and not row.code:
                yield OwnRow("".join(cell.text for cell in row.cells if cell.kind != "value"), figures, sheet)
