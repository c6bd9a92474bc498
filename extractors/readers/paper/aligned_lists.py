"""Indicator lists that no rules part: each row a label, its unit and its figures, below the heads of a list.

The heads stand side by side, each on one line or on few below each other; what reaches below one of them alone is of
its column, as long as the figures of a column stand in line (`aligned_columns`). What stands left of the units and
figures is a label. One that takes several lines stands above and below its figures: it is believed where it is known,
or where no line without figures stands near it; else the figures of its row are not to be read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise, takewhile
from typing import NamedTuple

from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.readers.paper.aligned_columns import (
    Ends,
    FigureColumns,
    Locate,
    Word,
    around,
    column_of,
    columns_under,
    stacked,
    words_of,
)
from xxgk.extractors.readers.paper.aligned_rows import UNSURE
from xxgk.extractors.readers.paper.lines import COLUMN_GAP, TextLine
from xxgk.extractors.readers.text.list_heads import begins_a_list, is_known, may_begin
from xxgk.extractors.readers.woven.rows import is_prose
from xxgk.schema.document import Cell, Row, Table
from xxgk.schema.indicators import NAME, UNIT, keys, unit_of, vocabulary
from xxgk.schema.layouts import ALIGNED_TABLE
from xxgk.schema.text import NUMBERING, narrow

FEWEST_ROWS = 4
MOST_LINES = 2
"""Of a label above its figures, and below them; of heads beside that over the labels."""
MOST_BEHIND = 12
"""Lines without figures within a list."""


class ListHeads(NamedTuple):
    """Heads on the lines from `first` up to `end`: that over labels, left of it those over the numbers of rows, and the
    words of each of those behind it; which of these is over units (-1: none)."""

    first: int
    end: int
    name: Sequence[Word]
    numbers: Sequence[Word]
    behind: Sequence[Sequence[Word]]
    unit: int

    @property
    def text(self) -> str:
        """What they print, without that over numbers."""
        return " ".join("".join(word.text for word in words) for words in (self.name, *self.behind))


class ListLine(NamedTuple):
    """A line below the heads: its label, whether that is in one piece, its print by column (what is in none at -1), the
    columns, and which of them is that of units."""

    line: TextLine
    label: str
    is_whole: bool
    columns: Mapping[int, Sequence[Word]]
    of: Ends
    unit: int

    @property
    def has_figures(self) -> bool:
        """Whether it prints anything behind labels and units."""
        return any(at != self.unit for at in self.columns)

    @property
    def units(self) -> Sequence[Word]:
        """What it prints in the column of units."""
        return self.columns.get(self.unit, ()) if self.unit >= 0 else ()

    @property
    def is_sure(self) -> bool:
        """Whether all its print is in columns, one figure in each."""
        figures = [words for at, words in self.columns.items() if at != self.unit]
        return -1 not in self.columns and all(len(words) == 1 and is_valuelike(words[0].text) for words in figures)


class RowLabel(NamedTuple):
    """From which line up to which a row stands, its label (empty where it is not certain) and its unit."""

    label: str
    unit: str
    first: int
    end: int


def list_at(lines: Sequence[TextLine], at: int, locate: Locate) -> tuple[int, Table, int] | None:
    """The list the head over whose labels stands on line `at`, with the lines on which it begins and ends; None where
    none does."""
    heads = _heads(lines, at)
    if heads is None:
        return None
    end = _end(lines, heads)
    spans = _spans(heads, lines[heads.end : end])
    below = list(_list_lines(lines[heads.end : end], spans, heads)) if spans else []
    rows = {number: _row_of(below, number) for number, one in enumerate(below) if one.has_figures}
    if len(rows) < FEWEST_ROWS:
        return None
    below = below[: max(row.end for row in rows.values())]
    printed = [heads.name, *heads.behind]
    boxes = [around([word.box for word in words]) for words in printed]
    top = tuple(
        Cell("".join(word.text for word in words), locate(box, words[0].page), place)
        for place, (words, box) in enumerate(zip(printed, boxes, strict=True))
    )
    last = heads.end + len(below)
    table = Table((top, *_rows(below, rows, lines[last:end], locate)), top[0].locator, ALIGNED_TABLE, len(top))
    return heads.first, table, last


def _heads(lines: Sequence[TextLine], at: int) -> ListHeads | None:
    """The heads around line `at`: nothing but those of a list, on as many lines as they may stand."""
    if not may_begin(lines[at].text):
        return None
    windows = (
        _heads_on(lines, first, first + size)
        for size in range(2 * MOST_LINES + 1, 0, -1)
        for first in range(max(at - size + 1, 0), at + 1)
    )
    return next((found for found in windows if found), None)


def _heads_on(lines: Sequence[TextLine], first: int, end: int) -> ListHeads | None:
    stacks = stacked([word for line in lines[first:end] for word in words_of(line)])
    texts = ["".join(word.text for word in stack) for stack in stacks]
    roles = [head.role if (head := vocabulary().head(text)) else "" for text in texts]
    if roles.count(NAME) != 1 or not all(roles) or not begins_a_list(" ".join(texts)):
        return None
    name = roles.index(NAME)
    unit = roles[name + 1 :].index(UNIT) if UNIT in roles[name + 1 :] else -1
    numbers = [word for stack in stacks[:name] for word in stack]
    return ListHeads(first, end, stacks[name], numbers, stacks[name + 1 :], unit)


def _end(lines: Sequence[TextLine], heads: ListHeads) -> int:
    """The line before which a list must end: prose, or other heads."""
    below = range(heads.end, len(lines))
    return next((at for at in below if is_prose(lines[at].text) or _are_other(_heads(lines, at), heads)), len(lines))


def _are_other(found: ListHeads | None, heads: ListHeads) -> bool:
    return found is not None and found.text != heads.text


def _spans(heads: ListHeads, lines: Sequence[TextLine]) -> list[FigureColumns]:
    """The columns of units and figures, page by page: they are so wide that none stands below another's head."""
    found = []
    first = 0
    for _, of_page in groupby(lines, lambda line: line.page):
        together = list(of_page)
        if any(map(_behind_label, together)):
            columns = columns_under(heads.behind, together, _behind_label)
            if columns is None:
                return []
            found.append(FigureColumns(first, columns[0], []))
        first += len(together)
    return found


def _behind_label(line: TextLine) -> list[Word]:
    """The units and figures that end a line."""
    words = words_of(line)
    found = list(takewhile(lambda word: is_valuelike(word.text) or unit_of(word.text), reversed(words)))
    return found[::-1]


def _list_lines(lines: Sequence[TextLine], spans: Sequence[FigureColumns], heads: ListHeads) -> Iterator[ListLine]:
    at = without = 0
    start = max((word.box.x1 for word in heads.numbers), default=0.0)
    again = [found for number in range(len(lines)) if (found := _heads(lines, number))]
    repeated = {number for found in again for number in range(found.first, found.end)}
    for number, line in enumerate(lines):
        while at + 1 < len(spans) and number >= spans[at + 1].first:
            at += 1
        printed = line._replace(glyphs=()) if number in repeated else line
        one = _list_line(printed, spans[at].columns, start, heads.unit)
        without = 0 if one.columns else without + 1
        if without > MOST_BEHIND:
            return
        yield one


def _list_line(line: TextLine, of: Ends, start: float, unit: int) -> ListLine:
    """A line parted at the columns; numbers of rows that begin left of `start` are no part of its label."""
    columns: dict[int, list[Word]] = {}
    label: list[Word] = []
    for word in words_of(line):
        place = column_of(word, of)
        if place is not None or word.middle > of[0][0]:
            columns.setdefault(-1 if place is None else place, []).append(word)
        elif label or word.box.x0 >= start or not word.text.isdecimal():
            label.append(word)
    gaps = (after.box.x0 - before.box.x1 for before, after in pairwise(label))
    is_whole = all(gap <= COLUMN_GAP * line.height for gap in gaps)
    return ListLine(line, "".join(word.text for word in label), is_whole, columns, of, unit)


def _rows(
    below: Sequence[ListLine], rows: Mapping[int, RowLabel], behind: Sequence[TextLine], locate: Locate
) -> Iterator[Row]:
    """The rows that the lines of a list print, in their order; lines of labels that are in no row stand by
    themselves."""
    taken = Counter(place for row in rows.values() for place in range(row.first, row.end))
    for at, one in enumerate(below):
        if row := rows.get(at):
            is_own = bool(row.label) and all(taken[place] == 1 for place in range(row.first, row.end))
            near = _free(below, row.first - 1, taken) + _free(below, row.end, taken)
            goes_on = row.end == len(below) and bool(behind) and _may_go_on(below[-1].line, behind[0])
            is_sure = is_own and one.is_sure and not goes_on and all(map(_is_title, near))
            yield _row(one, row.label or one.label, row.unit, locate, is_sure=is_sure)
        elif not taken[at] and one.label:
            yield _blank(below, rows, at, locate)


def _blank(below: Sequence[ListLine], rows: Mapping[int, RowLabel], at: int, locate: Locate) -> Row:
    """A line of the list that prints no figure: of a row that is known, if the rows beside it have labels of their own,
    all values are blank."""
    one = below[at]
    beside = [place for place in (at - 1, at + 1) if place in rows]
    if is_known(one.label) and all(rows[place].label and below[place].label for place in beside):
        return _row(one, one.label, "".join(word.text for word in one.units), locate, is_sure=True)
    return (Cell(one.label, locate(one.line.box, one.line.page), 0),)


def _row_of(below: Sequence[ListLine], at: int) -> RowLabel:
    """The row whose figures stand on a line: its label is the one known one that the lines around it make, whose unit
    is one, too; else its own where nothing stands near."""
    own = below[at]
    above = _without_figures(below, range(at - 1, max(at - 1 - MOST_LINES, -1), -1))
    under = _without_figures(below, range(at + 1, min(at + 1 + MOST_LINES, len(below))))
    ways = [_joined(below, first, end) for first in (at, *above) for end in (at + 1, *(place + 1 for place in under))]
    known = [way for way in ways if is_known(way.label) and (not way.unit or unit_of(way.unit))]
    if len({keys(way.label) for way in known}) == 1:
        return max(known, key=lambda way: (len(way.label), len(way.unit)))
    alone = ways[0]
    return alone if own.is_whole and not known else alone._replace(label="")


def _without_figures(below: Sequence[ListLine], way: Iterable[int]) -> list[int]:
    return list(takewhile(lambda place: not below[place].has_figures, way))


def _joined(below: Sequence[ListLine], first: int, end: int) -> RowLabel:
    units = "".join(word.text for one in below[first:end] for word in one.units)
    return RowLabel("".join(one.label for one in below[first:end]), units, first, end)


def _free(below: Sequence[ListLine], at: int, taken: Mapping[int, int]) -> list[str]:
    """The label on a line, if that has one, no figures, and is in no row."""
    is_free = 0 <= at < len(below) and not below[at].has_figures and not taken[at]
    return [below[at].label] if is_free and below[at].label else []


def _is_title(label: str) -> bool:
    """Whether a line without figures is by itself the title of rows, and no piece of a label."""
    return bool(NUMBERING.match(narrow(label))) or is_known(label)


def _may_go_on(line: TextLine, other: TextLine) -> bool:
    """Whether a line stands as near below another one as the lines of a label do."""
    return other.page != line.page or other.box.top - line.box.bottom < line.height


def _row(one: ListLine, label: str, unit: str, locate: Locate, *, is_sure: bool) -> Row:
    page = one.line.page
    cells = [Cell(label, locate(one.line.box, page), 0)]
    for at, (left, right) in enumerate(one.of):
        words = one.columns.get(at, ())
        box = around([word.box for word in words]) if words else one.line.box._replace(x0=left, x1=right)
        text = unit if at == one.unit else "".join(word.text for word in words)
        is_read = is_sure or at == one.unit
        cells.append(Cell(text if is_read else "", locate(box, page), at + 1, unreadable="" if is_read else UNSURE))
    return tuple(cells)
