"""Layouts: the ways in which a table survives in text. Each yields the same `schema.document.Table` that a real grid
gives."""

from __future__ import annotations

RUN_ON = "run_on"
ROW_PER_LINE = "row_per_line"
CELL_PER_LINE = "cell_per_line"
TABBED_CELLS = "tabbed_cells"
TABBED_ROWS = "tabbed_rows"
PIPE_ROWS = "pipe_rows"
MARKDOWN_TABLE = "markdown_table"
RULED_TABLE = "ruled_table"
ALIGNED_TABLE = "aligned_table"  # no rules, but columns under the heads of a statutory table
OCR_TABLE = "ocr_table"  # ruled, and its print recognised in a picture
SHEET_TABLE = "sheet_table"  # of a workbook: all its rows are as wide as the widest, whatever each of them prints

# Layouts in which labels alone part the rows, and a blank cell may have left no trace.
STREAMS = frozenset({RUN_ON, ROW_PER_LINE, CELL_PER_LINE})
# Layouts whose lines part their cells by a mark of their own, so that an empty one is seen.
FIELDS = frozenset({PIPE_ROWS, MARKDOWN_TABLE, TABBED_ROWS})
