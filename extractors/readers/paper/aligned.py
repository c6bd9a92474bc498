"""Tables that no rules part: figures in columns, each under the heads of a statutory table, each row beside its label.

Believed only where the form bears out the geometry. The figures of all full rows stand in disjoint columns, as many as
a table of a form has, or, where no row fills them, below heads that stand side by side; over each column stands the
head that the form gives it; and the words beside a row of figures
make exactly one label of the form (`extractors.readers.woven.rows`). A label may take several lines, above and below
its figures, and so may a figure or its note in a narrow column. A row of figures whose label is not made out so is
kept, but its figures are not to be read, and no more are those of a row near which something stands among the columns
that belongs to nobody. Without the heads nothing is taken: the lines are left to other ways of reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from xxgk.extractors.readers.paper.aligned_columns import (
    FEWEST_COLUMNS,
    FigureColumns,
    Locate,
    Word,
    around,
    crosses,
    figures_of,
    heads_by_place,
    heads_of,
    spans_of,
    spans_under,
    under_heads,
    words_of,
)
from xxgk.extractors.readers.paper.aligned_lists import list_at
from xxgk.extractors.readers.paper.aligned_rows import UNSURE, Placed, bodies_of, placed
from xxgk.extractors.readers.paper.lines import TextLine
from xxgk.extractors.readers.paper.ruling_grid import Box
from xxgk.extractors.readers.woven.heads import is_of_head
from xxgk.extractors.readers.woven.rows import is_prose
from xxgk.schema.document import Block, Cell, Paragraph, Row, Table
from xxgk.schema.forms import FormTable
from xxgk.schema.layouts import ALIGNED_TABLE
from xxgk.schema.text import normalise

HIGHEST_HEAD = 24  # lines


class AlignedPart(NamedTuple):
    """Lines, by their numbers: a `table`, running text, or, where figures stand in columns that are not understood, or
    behind a table, lines that are `apart` from all others."""

    lines: range
    table: Table | None = None
    apart: bool = False


def parts_of(lines: Sequence[TextLine], scheme: str) -> Iterator[list[TextLine] | Block]:
    """The lines of running text, and in their places the tables found among the others; lines apart as paragraphs,
    since nothing tells their columns."""

    def locate(box: Box, page: int) -> str:
        return f"{scheme}:p{page}[{box.x0:.0f},{box.top:.0f},{box.x1:.0f},{box.bottom:.0f}]"

    for part in parted(lines, locate):
        own = lines[part.lines.start : part.lines.stop]
        if part.table:
            yield part.table
        elif part.apart:
            yield from (Paragraph(line.text, locate(line.box, line.page)) for line in own)
        else:
            yield list(own)


def parted(lines: Sequence[TextLine], locate: Locate) -> Iterator[AlignedPart]:
    """All lines in order, parted at the tables among them. Linear in the lines."""
    position, plain = 0, 0
    while position < len(lines):
        if of_list := list_at(lines, position, locate):
            start, listed, position = of_list
            yield from (AlignedPart(range(plain, max(start, plain))), AlignedPart(range(start, position), listed))
            plain = position
            continue
        count = len(figures_of(lines[position]))
        if not count or (count < FEWEST_COLUMNS and not _is_under_heads(lines, position)):
            position += 1
            continue
        end = next((number for number in range(position, len(lines)) if is_prose(lines[number].text)), len(lines))
        end = _next_heads(lines, position, end)
        found = table_at(lines, position, end, locate)
        first, table, last = found or (position, None, position)
        yield AlignedPart(range(plain, max(first, plain)))
        if table:
            yield AlignedPart(range(first, last), table)
        yield AlignedPart(range(last, end), apart=True)
        position = plain = end
    yield AlignedPart(range(plain, len(lines)))


def _first_over(lines: Sequence[TextLine], first: int) -> int:
    """The first of the lines over one that may be its heads."""
    start = first
    while start > 0 and first - start < HIGHEST_HEAD and not _ends_heads(lines[start - 1]):
        start -= 1
    return start


def _is_under_heads(lines: Sequence[TextLine], first: int) -> bool:
    """Whether the heads of a statutory table stand over a line."""
    over = (line for line in lines[_first_over(lines, first) : first] if line.page == lines[first].page)
    return any(heads_by_place([word for line in over for word in words_of(line)]))


def _next_heads(lines: Sequence[TextLine], first: int, end: int) -> int:
    """The line between the first figures of a table and `end` on which the heads of another one begin, else `end`."""
    known = {word.text for line in lines[_first_over(lines, first) : first] for word in words_of(line)}
    left = figures_of(lines[first])[0].box.x0
    for number in range(first + 1, end):
        words = words_of(lines[number])
        whole = [word for word in words if word.box.x1 > left and len(normalise(word.text)) > 1]
        if len(whole) > 1 and _are_heads(words) and not known.issuperset(word.text for word in whole):
            above = takewhile(lambda at: _are_heads(words_of(lines[at])), range(number - 1, first, -1))
            return min(above, default=number)
    return end


def _are_heads(words: Sequence[Word]) -> bool:
    return all(is_of_head(word.text) for word in words)


def _ends_heads(line: TextLine) -> bool:
    return is_prose(line.text) or bool(figures_of(line))


def table_at(lines: Sequence[TextLine], first: int, end: int, locate: Locate) -> tuple[int, Table, int] | None:
    """The table whose first figures stand on line `first`, prose on line `end`: with the lines on which it begins and
    ends. Where that is not prose, its last row may go on there."""
    start = _first_over(lines, first)
    over = [words_of(line) for line in lines[start:first]]
    if (columns := _columns(over, lines[first:end])) is None:
        return None
    table, found, spans = columns
    left = spans[0].columns[0][0]
    taken = {word for head in found for word in head}
    below = start + max(number for number, words in enumerate(over) if not taken.isdisjoint(words)) + 1
    bodies = bodies_of(lines[below:end], first - below, spans)
    last = next((number for number, one in enumerate(bodies) if crosses(one.line, one.of)), len(bodies))
    rows = placed(bodies[:last], is_labelled=any(row.label for row in table.rows), goes_on=below + last < end)
    if rows is None or (not any(row.label for row in table.rows) and len(rows) != len(table.rows)):
        return None
    printed = [word for words in over[: below - start] for word in words]
    head_rows = _head_rows(printed, found, left, locate)
    cells = [*head_rows, *(_row(row, locate) for row in rows)]
    return start, Table(tuple(cells), head_rows[0][0].locator, ALIGNED_TABLE, len(found)), below + last


def _columns(
    over: Sequence[Sequence[Word]], lines: Sequence[TextLine]
) -> tuple[FormTable, Sequence[Sequence[Word]], list[FigureColumns]] | None:
    """The table whose heads stand over some lines of figures, the heads, and the columns of the figures: as full rows
    tell them, else as the heads do."""
    printed = [word for words in over for word in words]
    for spans in spans_of(lines):
        left = spans[0].columns[0][0]
        if heads := heads_of([word for word in printed if word.middle > left], spans[0].columns):
            table, found = heads
            return table, found, [under_heads(spans[0], found), *spans[1:]]
    by_place = heads_by_place([word for word in printed if word.page == lines[0].page])
    columns = ((table, found, spans_under(found, lines)) for table, found in by_place)
    return next((one for one in columns if one[2]), None)


def _head_rows(over: Sequence[Word], heads: Sequence[Sequence[Word]], edge: float, locate: Locate) -> list[Row]:
    """A row for what stands over several columns, by height, and one for the heads of the columns."""
    taken = {word for head in heads for word in head}
    rows: list[Row] = []
    beside = [word for word in over if word not in taken and word.middle <= edge]
    if beside:
        rows.append((Cell("".join(word.text for word in beside), locate(beside[0].box, beside[0].page)),))
    above = [word for word in over if word not in taken and word.middle > edge]
    rows += [(Cell(word.text, locate(word.box, word.page), 1),) for word in above]
    row = [Cell("", locate(heads[0][0].box, heads[0][0].page))]
    for place, head in enumerate(heads, 1):
        row.append(Cell("".join(word.text for word in head), locate(head[0].box, head[0].page), place))
    return [*rows, tuple(row)]


def _row(row: Placed, locate: Locate) -> Row:
    own = row.line
    cells = [Cell(row.label, locate(own.label_box, own.line.page))] if row.label else []
    for place, (left, right) in enumerate(own.of):
        words = row.figures.get(place, ())
        empty = Box(left, own.line.box.top, right, own.line.box.bottom)
        where = locate(around([word.box for word in words]) if words else empty, own.line.page)
        text = "\n".join(word.text for word in words) if row.is_sure else ""
        cells.append(Cell(text, where, place + 1, unreadable="" if row.is_sure else UNSURE))
    return tuple(cells)
