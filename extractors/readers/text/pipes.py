"""Pipe rows and Markdown tables: ``label | 1 | 0 |``, one row a line, empty cells kept, spans lost."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xxgk.extractors.readers.text.lines import Line
from xxgk.schema.document import Cell, Table
from xxgk.schema.layouts import MARKDOWN_TABLE, PIPE_ROWS
from xxgk.schema.text import clean

_RULE = re.compile(r"^\s*+\|?\s*+:?-{2,}+:?\s*+(?:\|\s*+:?-{2,}+:?\s*+)*+\|?\s*+$")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_SENTENCE = re.compile("[。；]")
BORDERS = "|｜│┃║"
_AS_BAR = str.maketrans(dict.fromkeys(BORDERS, "|"))
FEWEST_BARS = 3
"""Fewer bars make no row of a line that is a sentence, and no table of a line that stands alone."""
LONGEST_FIELD = 200
"""A longer field with a sentence in it, in a line without outer bars, is no cell."""
_EMPHASIS = re.compile(r"\*\*(.+?)\*\*|__(.+?)__")


def table_end(lines: Sequence[Line], start: int) -> int:
    """The end of the run of pipe lines that begins at `start`; `start` itself where none begins there."""
    end = start
    while end < len(lines) and _is_row(lines[end].text.translate(_AS_BAR)):
        end += 1
    return end if end > start + 1 or lines[start].text.translate(_AS_BAR).count("|") >= FEWEST_BARS else start


def _is_row(text: str) -> bool:
    """Whether a line is a row, and no prose in which a bar stands."""
    bars = text.count("|")
    if not bars or text.strip().startswith("|") or text.strip().endswith("|"):
        return bool(bars)
    return not _SENTENCE.search(text) or (bars >= FEWEST_BARS and max(map(len, text.split("|"))) <= LONGEST_FIELD)


def table(lines: Sequence[Line]) -> Table:
    """The table of a run of pipe lines. Columns count the fields of a line; rule lines (``|---|``) are not rows."""
    markdown = any(_RULE.match(line.text) for line in lines)
    outer = all(line.text.lstrip().startswith(tuple(BORDERS)) for line in lines)
    rows = [_row(line, markdown, outer) for line in lines if not _RULE.match(line.text)]
    width = max((row[-1].column + 1 for row in rows if row), default=0)
    return Table(tuple(rows), lines[0].locator, MARKDOWN_TABLE if markdown else PIPE_ROWS, width)


def _row(line: Line, markdown: bool, outer: bool) -> tuple[Cell, ...]:
    """The cells of a line; `outer`: all lines of the table begin with a bar, so that no cell stands before it. In
    Markdown none ever does."""
    fields = line.text.translate(_AS_BAR).replace("\\|", "¦").split("|")
    if outer or (markdown and len(fields) > 1 and not fields[0].strip()):
        fields = fields[1:]
    if fields and not fields[-1].strip() and markdown:
        fields = fields[:-1]
    if markdown:
        fields = [_text(field) for field in fields]
    locator = line.locator
    return tuple([Cell(clean(field), f"{locator}/c{number}", number - 1) for number, field in enumerate(fields, 1)])


def _text(field: str) -> str:
    return _EMPHASIS.sub(lambda match: match[1] or match[2], _BREAK.sub("\n", field))
