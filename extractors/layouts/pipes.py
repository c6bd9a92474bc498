"""Pipe rows and Markdown tables: ``label | 1 | 0 |``, one row a line, empty cells kept, spans lost."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.layouts import MARKDOWN_TABLE, PIPE_ROWS
from extractors.layouts.lines import Line
from schema.document import Cell, Table
from schema.text import clean

_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_EMPHASIS = re.compile(r"\*\*(.+?)\*\*|__(.+?)__")


def table_end(lines: Sequence[Line], start: int) -> int:
    """The end of the run of pipe lines that begins at `start`; `start` itself where none begins there."""
    end = start
    while end < len(lines) and "|" in lines[end].text.replace("｜", "|"):
        end += 1
    return end


def table(lines: Sequence[Line]) -> Table:
    """The table of a run of pipe lines. Columns count the fields of a line; rule lines (``|---|``) are not rows."""
    markdown = any(_RULE.match(line.text) for line in lines)
    rows = [_row(line, markdown) for line in lines if not _RULE.match(line.text)]
    width = max((row[-1].column + 1 for row in rows if row), default=0)
    return Table(tuple(rows), lines[0].locator, MARKDOWN_TABLE if markdown else PIPE_ROWS, width)


def _row(line: Line, markdown: bool) -> tuple[Cell, ...]:
    fields = line.text.replace("｜", "|").replace("\\|", "¦").split("|")
    if not fields[0].strip():
        fields = fields[1:] if line.text.lstrip().startswith(("|", "｜")) else fields
    if fields and not fields[-1].strip() and markdown:
        fields = fields[:-1]
    return tuple(
        Cell(clean(_text(field, markdown)), f"{line.locator}/c{number}", number - 1)
        for number, field in enumerate(fields, 1)
    )


def _text(field: str, markdown: bool) -> str:
    if not markdown:
        return field
    return _EMPHASIS.sub(lambda match: match[1] or match[2], _BREAK.sub("\n", field))
