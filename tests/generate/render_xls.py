"""The renderer of workbooks of Excel 97, written by hand: all on one sheet, plain figures as numbers."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.generate.document import Cell, Document, Grid, Heading
from tests.generate.noise import Noise
from tests.generate.render_sheet import PLAIN_NUMBER, WIDTH
from tests.generate.renderer import Renderer
from tests.generate.xls_file import XlsFile, XlsLook, XlsPiece

Shown = tuple[float | tuple[XlsPiece, ...], XlsLook]
"""What stands in a cell, and how it looks."""


def _plainly(text: str, row: int, column: int) -> Shown:
    what = (int(text) if text.isdigit() else float(text)) if PLAIN_NUMBER.fullmatch(text) else (XlsPiece(text),)
    return what, XlsLook()


Printed = Callable[[str, int, int], Shown]


def xls(document: Document, noise: Noise, rng: Random) -> bytes:
    """A workbook."""
    return xls_file(document).written()


def xls_file(document: Document, printed: Printed = _plainly) -> XlsFile:
    """The same, before it is written."""
    file, row = XlsFile(), 0
    for line in document.title:
        row = _single(file, row, line)
    for block in document.blocks:
        if isinstance(block, Grid):
            row = _grid(file, row, block, printed)
        else:
            row = _single(file, row, block.number + block.text if isinstance(block, Heading) else block.text)
    return file


def _single(file: XlsFile, row: int, text: str) -> int:
    file.put(row, 0, (XlsPiece(text),))
    file.merge(row, 0, row, WIDTH - 1)
    return row + 1


def _grid(file: XlsFile, row: int, grid: Grid, printed: Printed) -> int:
    hanging: dict[int, int] = {}
    for number, line in enumerate(grid.rows, row):
        column = 0
        for cell in line.cells:
            while hanging.get(column, 0) > number:
                column += 1
            _put(file, number, column, cell, printed)
            hanging |= dict.fromkeys(range(column, column + cell.colspan), number + cell.rowspan)
            column += cell.colspan
    return row + len(grid.rows)


def _put(file: XlsFile, row: int, column: int, cell: Cell, printed: Printed) -> None:
    if cell.colspan > 1 or cell.rowspan > 1:
        file.merge(row, column, row + cell.rowspan - 1, column + cell.colspan - 1)
    if cell.printed:
        what, look = printed(cell.printed, row, column)
        if what != ():
            file.put(row, column, what, look)


RENDERERS = {"xls_97": Renderer(xls, "xls", "sheet_table", ".xls", shipped=False)}
