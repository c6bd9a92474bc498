"""Layouts: the ways in which a table survives in its container, and what each of them keeps of it.

A reader names the layout of each table that it makes. Recognition knows no such name: it asks a table for what is kept
(`Table.keeps`). So a new layout is a name and one line of `LAYOUTS`; that of a container which draws its tables itself
stands in ``schema/containers.toml``.
"""

from __future__ import annotations

from typing import NamedTuple

from xxgk.schema.containers import containers


class Keeps(NamedTuple):
    """What a layout keeps of a table; what is false here nobody may rely on.

    A layout that keeps no `cells` keeps the figures alone, and one without `columns` the cells alone.
    """

    cells: bool = True
    """Every cell of a row, also a blank one. Else labels alone part the rows, and a blank may have left no trace."""
    columns: bool = True
    """The grid column of every cell. Else the cells of a row are merely counted."""
    grid: bool = True
    """Columns that the print itself parts. Else they were told by the heads over them, which prove nothing of them."""
    fields: bool = False
    """A mark that parts the cells of a line, so that an empty one is seen; no spans, which the line has lost."""
    counts: bool = False
    """How many cells a row has: where others have as many it lacks none, wherever it ends."""
    last_blanks: bool = True
    """The empty cells at the end of the last row. Else they may have gone with the white space that ends the text."""
    ends: bool = True
    """Where a row ends. Else all rows are as wide as the widest, whatever each of them prints."""
    gaps: bool = True
    """What parts two figures. Else they may run together, and nothing but the form tells their digits apart."""
    row_lines: bool = False
    """A line for each row, where no cells are kept."""
    cell_lines: bool = False
    """A line for each cell, where no columns are kept."""
    print: bool = True
    """The print itself. Else it was recognised in a picture, and may be misread."""

    @property
    def is_loose(self) -> bool:
        """Whether nothing that is printed keeps together what stands in a cell."""
        return not self.cells or (self.columns and not self.grid)


SHEET_TABLE = "sheet_table"  # of a workbook
RULED_TABLE = "ruled_table"
ALIGNED_TABLE = "aligned_table"  # no rules, but columns under the heads of a statutory table
OCR_TABLE = "ocr_table"  # ruled, in a picture
DRAWN_TABLE = "drawn_table"  # of a text, with rules and bars of characters
PIPE_ROWS = "pipe_rows"
MARKDOWN_TABLE = "markdown_table"
TABBED_ROWS = "tabbed_rows"
TABBED_CELLS = "tabbed_cells"
ROW_PER_LINE = "row_per_line"
CELL_PER_LINE = "cell_per_line"
RUN_ON = "run_on"
WOVEN_ROWS = "woven_rows"  # of a text that keeps cells side by side, each on several lines

_COLUMNS = Keeps()
_FIELDS = Keeps(fields=True)
_CELLS = Keeps(columns=False, grid=False)
_FIGURES = Keeps(cells=False, columns=False, grid=False)

LAYOUTS = {
    **{kind.layout: _COLUMNS for kind in containers().values() if kind.layout},
    SHEET_TABLE: _COLUMNS._replace(ends=False),
    RULED_TABLE: _COLUMNS,
    ALIGNED_TABLE: _COLUMNS._replace(grid=False),
    OCR_TABLE: _COLUMNS._replace(print=False),
    DRAWN_TABLE: _COLUMNS,
    PIPE_ROWS: _FIELDS._replace(last_blanks=False),
    MARKDOWN_TABLE: _FIELDS,
    TABBED_ROWS: _FIELDS._replace(counts=True),
    TABBED_CELLS: _CELLS._replace(counts=True, cell_lines=True),
    ROW_PER_LINE: _FIGURES._replace(row_lines=True),
    CELL_PER_LINE: _FIGURES._replace(cell_lines=True),
    RUN_ON: _FIGURES._replace(gaps=False),
    WOVEN_ROWS: _FIGURES._replace(gaps=False),
}
