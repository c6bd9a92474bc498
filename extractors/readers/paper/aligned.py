"""Tables that no rules part: figures in columns, each under the heads of a statutory table, each row beside its label.

Believed only where the form bears out the geometry. The figures of all full rows stand in disjoint columns, as many as
a table of a form has; over each column stands the head that the form gives it; and the lines beside a row of figures
make exactly one label of the form. A label cell may take several lines, above and below its figures. A row of figures
whose label is not made out so is kept, but its figures are not to be read, and no more are those of the rows next to a
line that belongs to nobody. Without the heads nothing is taken: the lines are left to other ways of reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xxgk.extractors.readers.paper.aligned_columns import (
    FEWEST_COLUMNS,
    Word,
    crosses,
    edges_of,
    figures_of,
    heads_of,
    words_of,
)
from xxgk.extractors.readers.paper.aligned_labels import Body, body_of, name, refuse_beside_strays
from xxgk.extractors.readers.paper.lines import TextLine
from xxgk.extractors.readers.paper.ruling_grid import Box
from xxgk.schema.document import Block, Cell, Paragraph, Row, Table
from xxgk.schema.layouts import ALIGNED_TABLE
from xxgk.schema.sections import narrative
from xxgk.schema.text import normalise

HIGHEST_HEAD = 16  # lines
UNSURE = "a figure whose row or column is not certain"


def parts_of(lines: Sequence[TextLine], scheme: str) -> Iterator[list[TextLine] | Block]:
    """The lines of running text, and in their places the tables found among the others; where none is found, or beyond
    its end, each line up to the next prose as a paragraph, since nothing tells its columns."""
    position = 0
    plain: list[TextLine] = []
    while position < len(lines):
        line = lines[position]
        if len(line.glyphs) < FEWEST_COLUMNS or len(figures_of(line)) < FEWEST_COLUMNS:
            plain.append(line)
            position += 1
            continue
        end = next((number for number in range(position, len(lines)) if _is_prose(lines[number])), len(lines))
        found = _table(lines, position, end, scheme)
        if found is None:
            yield plain
        else:
            above, table, position = found
            yield plain[: len(plain) - above]
            yield table
        yield from (Paragraph(line.text, _locator(line.box, line.page, scheme)) for line in lines[position:end])
        position, plain = end, []
    yield plain


def _is_prose(line: TextLine) -> bool:
    return "。" in line.text or normalise(line.text) in narrative().section_of


def _table(lines: Sequence[TextLine], first: int, end: int, scheme: str) -> tuple[int, Table, int] | None:
    """The table whose first figures stand on line `first`, prose on line `end`: how many lines above belong to it, and
    the line on which it ends. Where that is not prose, its last row may go on there."""
    start = first
    while start > 0 and first - start < HIGHEST_HEAD and not _is_prose(lines[start - 1]):
        if lines[start - 1].page != lines[first].page:
            break
        start -= 1
    over = [words_of(line.glyphs, line.height) for line in lines[start:first]]
    for edges in edges_of(lines[first:end]):
        if heads := heads_of([word for words in over for word in words if word.middle > edges[0]], edges):
            break
    else:
        return None
    table, found = heads
    taken = {word for head in found for word in head}
    below = start + max(number for number, words in enumerate(over) if not taken.isdisjoint(words)) + 1
    last = next((number for number in range(below, end) if crosses(lines[number], edges)), end)
    body = [body_of(line, edges) for line in lines[below:last]]
    if is_labelled := any(row.label for row in table.rows):
        name(body)
        refuse_beside_strays(body, goes_on=last < end)
    elif len(body) != len(table.rows) or any(one.label for one in body) or last < end:
        return None
    printed = [word for words in over[: below - start] for word in words]
    head_rows = _head_rows(printed, found, edges[0], lines[first].page, scheme)
    rows = [*head_rows, *(_row(one, body, edges, scheme)[not is_labelled :] for one in body if one.figures)]
    return first - start, Table(tuple(rows), head_rows[0][0].locator, ALIGNED_TABLE, len(edges)), last


def _head_rows(over: Sequence[Word], heads: Sequence[Sequence[Word]], edge: float, page: int, scheme: str) -> list[Row]:
    """A row for what stands over several columns, by height, and one for the heads of the columns."""
    taken = {word for head in heads for word in head}
    rows: list[Row] = []
    beside = [word for word in over if word not in taken and word.middle <= edge]
    if beside:
        rows.append((Cell("".join(word.text for word in beside), _locator(beside[0].box, page, scheme)),))
    above = [word for word in over if word not in taken and word.middle > edge]
    rows += [(Cell(word.text, _locator(word.box, page, scheme), 1),) for word in above]
    row = [Cell("", _locator(heads[0][0].box, page, scheme))]
    for place, head in enumerate(heads, 1):
        row.append(Cell("".join(word.text for word in head), _locator(head[0].box, page, scheme), place))
    return [*rows, tuple(row)]


def _row(one: Body, body: Sequence[Body], edges: Sequence[float], scheme: str) -> Row:
    page, box = one.line.page, one.line.box
    words = [word for word in (body[number].label for number in one.lines) if word]
    label = Cell("\n".join(word.text for word in words), _locator((words[0].box if words else box), page, scheme))
    if not words and one.label:
        label = Cell(one.label.text, _locator(one.label.box, page, scheme))
    bounds = (*edges, max(box.x1, edges[-1]))
    cells = []
    for place in range(len(edges)):
        word = one.figures.get(place)
        where = word.box if word else Box(bounds[place], box.top, bounds[place + 1], box.bottom)
        text = word.text if word and one.is_sure else ""
        cells.append(Cell(text, _locator(where, page, scheme), place + 1, unreadable="" if one.is_sure else UNSURE))
    return (label, *cells)


def _locator(box: Box, page: int, scheme: str) -> str:
    return f"{scheme}:p{page}[{box.x0:.0f},{box.top:.0f},{box.x1:.0f},{box.bottom:.0f}]"
