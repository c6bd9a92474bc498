"""The renderer of Word binary files, written by hand: no program is needed, so that thousands can be made."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.generate.doc_file import DocCell, DocFile, DocRun
from tests.generate.document import Document, Grid, Heading
from tests.generate.noise import Noise
from tests.generate.renderer import Renderer

COLUMN = 900  # twips
_BEGUN, _CONTINUED = 0x60, 0x20
Printed = Callable[[str, int], tuple[tuple[DocRun, ...], str]]
"""Gives the runs of a cell by its text and its place in the row, and what is said of it there."""


def doc(document: Document, noise: Noise, rng: Random) -> bytes:
    """A Word binary file."""
    return doc_file(document).written()


def _plainly(text: str, place: int) -> tuple[tuple[DocRun, ...], str]:
    return (DocRun(text),), ""


def doc_file(document: Document, printed: Printed = _plainly) -> DocFile:
    """The same, before it is written."""
    file = DocFile()
    for line in document.title:
        file.paragraph([DocRun(line)])
    for block in document.blocks:
        if isinstance(block, Grid):
            _grid(file, block, printed)
            continue
        outline = f"2640:{block.level - 1:02x}" if isinstance(block, Heading) else ""
        text = block.number + block.text if isinstance(block, Heading) else block.text
        file.paragraph([DocRun(text)], outline)
    return file


def _grid(file: DocFile, grid: Grid, printed: Printed) -> None:
    """A table; what reaches down is a cell in each row."""
    hanging: dict[int, tuple[int, int]] = {}  # by its first column: how many rows and columns it still takes
    for row in grid.rows:
        cells, column, told = [], 0, []
        given = iter(row.cells)
        while column < grid.width:
            if column in hanging:
                left, wide = hanging.pop(column)
                if left > 1:
                    hanging[column] = left - 1, wide
                cells.append(DocCell((), wide * COLUMN, _CONTINUED))
                column += wide
                continue
            cell = next(given, None)
            if cell is None:
                break
            if cell.rowspan > 1:
                hanging[column] = cell.rowspan - 1, cell.colspan
            flags = _BEGUN if cell.rowspan > 1 else 0
            runs, around = printed(cell.printed, len(cells))
            told.append(around)
            cells.append(DocCell(runs, cell.colspan * COLUMN, flags))
            column += cell.colspan
        file.row(cells, " ".join(told))


RENDERERS = {"doc_97": Renderer(doc, "doc", "doc_table", ".doc", shipped=False)}
