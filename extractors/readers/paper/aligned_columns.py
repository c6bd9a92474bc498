"""Print in columns that no rules part: words, the columns of figures, and the heads that the form gives them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, groupby, pairwise
from typing import NamedTuple

from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.readers.paper.lines import Glyph, TextLine
from xxgk.extractors.readers.paper.ruling_grid import Box
from xxgk.schema.forms import Column, FormTable, forms
from xxgk.schema.text import normalise

FEWEST_COLUMNS = 4
"""Of figures, or of heads side by side, by which columns are told."""
GAP = 0.35  # of the height of print: between words
OUT_OF_LINE = 2.0  # points by which figures in line stand off each other: programs round their places


Locate = Callable[[Box, int], str]
"""The locator of what stands in a box on a page."""


class Word(NamedTuple):
    """Print without a gap, on a page."""

    text: str
    box: Box
    page: int

    @property
    def middle(self) -> float:
        """Where it stands across."""
        return (self.box.x0 + self.box.x1) / 2


def words_of(line: TextLine, gap: float = GAP, end: float = float("inf")) -> list[Word]:
    """The words of a line, up to a place across; `gap`, in heights of its print, parts them."""
    words: list[list[Glyph]] = []
    for glyph in line.glyphs:
        if (glyph.x0 + glyph.x1) / 2 > end:
            continue
        if words and glyph.x0 - words[-1][-1].x1 <= gap * line.height:
            words[-1].append(glyph)
        else:
            words.append([glyph])
    return [Word("".join(glyph.text for glyph in word), around(word), line.page) for word in words]


def around(glyphs: Sequence[Glyph | Box]) -> Box:
    """The box around some print."""
    return Box(
        min(glyph.x0 for glyph in glyphs),
        min(glyph.top for glyph in glyphs),
        max(glyph.x1 for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
    )


def figures_of(line: TextLine) -> list[Word]:
    """The figures that end a line."""
    words = words_of(line)
    start = len(words)
    while start and is_valuelike(words[start - 1].text):
        start -= 1
    return words[start:]


Ends = tuple[tuple[float, float], ...]
"""The left and right ends of the print of each column of figures."""


def crosses(line: TextLine, columns: Ends) -> bool:
    """Whether print runs from the labels into the figures."""
    words = words_of(line)
    left = columns[0][0]
    return any(word.box.x0 < left < word.box.x1 and column_of(word, columns) is None for word in words)


class FigureColumns(NamedTuple):
    """The columns of figures from a line on, as it is counted, and the full rows that tell them."""

    first: int
    columns: Ends
    rows: Sequence[Ends]


def spans_of(lines: Sequence[TextLine]) -> Iterator[list[FigureColumns]]:
    """What may be the columns of figures, by the rows with most figures first; from page to page they may stand
    elsewhere."""
    rows = [(number, row) for number, row in enumerate(map(figures_of, lines)) if len(row) >= FEWEST_COLUMNS]
    for count in sorted({len(row) for _, row in rows}, reverse=True):
        if spans := _spans([(number, row) for number, row in rows if len(row) == count]):
            yield spans


def _spans(rows: Sequence[tuple[int, Sequence[Word]]]) -> list[FigureColumns]:
    """The columns that consecutive full rows have, as long as none of their figures reaches into another column; none
    where some do on one page."""
    spans: list[FigureColumns] = []
    page = -1
    for number, words in rows:
        row = _ends([word] for word in words)
        wider = _widened(spans[-1].columns, row) if spans else row
        if spans and _are_apart(wider):
            spans[-1] = FigureColumns(spans[-1].first, wider, [*spans[-1].rows, row])
        elif words[0].page == page:
            return []
        else:
            spans.append(FigureColumns(number, row, [row]))
        page = words[0].page
    return [spans[0]._replace(first=0), *spans[1:]]


def _ends(words: Iterable[Sequence[Word]]) -> Ends:
    return tuple((min(word.box.x0 for word in each), max(word.box.x1 for word in each)) for each in words)


def _widened(columns: Ends, more: Ends) -> Ends:
    return tuple((min(a, left), max(b, right)) for (a, b), (left, right) in zip(columns, more, strict=True))


def under_heads(span: FigureColumns, heads: Sequence[Sequence[Word]]) -> FigureColumns:
    """Columns as wide as the heads over them, unless these reach into each other, and as the figures that stand in line
    with a head or with others."""
    over = _ends(heads)
    kept = tuple(
        (min(left for left, _ in inside), max(right for _, right in inside))
        for at, head in enumerate(over)
        for inside in [[head, *_in_line([row[at] for row in span.rows], head)]]
    )
    return span._replace(columns=kept) if _are_apart(kept) else span


def _in_line(figures: Sequence[tuple[float, float]], head: tuple[float, float]) -> Iterator[tuple[float, float]]:
    for number, (left, right) in enumerate(figures):
        others = (head, *figures[:number], *figures[number + 1 :])
        if any(left < b and a < right for a, b in others):
            yield left, right


def _are_apart(columns: Ends) -> bool:
    return all(right < left for (_, right), (left, _) in pairwise(columns))


def column_of(word: Word, columns: Ends) -> int | None:
    """The one column into whose print a word reaches."""
    box = word.box
    reached = [at for at, (left, right) in enumerate(columns) if box.x0 < right and left < box.x1]
    return reached[0] if len(reached) == 1 else None


def _nearest(box: tuple[float, float], columns: Ends) -> int | None:
    """The column that is nearest to some print, and twice as near as any other."""
    away = sorted((max(left - box[1], box[0] - right, 0.0), at) for at, (left, right) in enumerate(columns))
    return away[0][1] if 2 * away[0][0] < away[1][0] else None


def heads_of(words: Sequence[Word], of: Ends) -> tuple[FormTable, list[list[Word]]] | None:
    """A statutory table of as many columns with the words of the head of each; None where the heads are of none."""
    columns: list[list[Word]] = [[] for _ in of]
    for word in words:
        place = _nearest((word.box.x0, word.box.x1), of)
        if place is not None:
            columns[place].append(word)
    tables = (table for form in forms() for sheet in form.sheets for table in sheet.tables)
    for table in tables:
        if len(table.columns) == len(of):
            found = [_head(column, print_) for column, print_ in zip(table.columns, columns, strict=True)]
            if all(found):
                return table, found
    return None


def stacked(words: Iterable[Word]) -> list[list[Word]]:
    """Words that stand on each other, from left to right; what stands over several of these is left out."""
    stacks: list[list[Word]] = []
    for word in sorted(words, key=lambda word: -word.box.top):
        reached = [stack for stack in stacks if any(_overlap(word.box, other.box) for other in stack)]
        if not reached:
            stacks.append([word])
        elif len(reached) == 1:
            reached[0].insert(0, word)
    return sorted(stacks, key=lambda stack: min(word.box.x0 for word in stack))


def heads_by_place(words: Iterable[Word]) -> Iterator[tuple[FormTable, list[list[Word]]]]:
    """The heads of statutory tables that some words print side by side, wherever figures stand below."""
    stacks = stacked(words)
    for table in _tables():
        for start in range(len(stacks) - len(table.columns) + 1):
            heads = [_head(column, stack) for column, stack in zip(table.columns, stacks[start:], strict=False)]
            if all(heads) and _are_apart(_ends(heads)):
                yield table, heads


@lru_cache
def _tables() -> Sequence[FormTable]:
    """The statutory tables of several columns, those of most columns first, one of those that have the same."""
    tables = (table for form in forms() for sheet in form.sheets for table in sheet.tables)
    several = {table.columns: table for table in tables if len(table.columns) >= FEWEST_COLUMNS}
    return sorted(several.values(), key=lambda table: -len(table.columns))


def _overlap(box: Box, other: Box) -> bool:
    return box.x0 < other.x1 and other.x0 < box.x1


def spans_under(heads: Sequence[Sequence[Word]], lines: Sequence[TextLine]) -> list[FigureColumns]:
    """The columns below some heads where no row fills them all. On another page than the first, as wide as the figures
    that the column has above, since all may stand elsewhere there; none where nothing tells them."""
    pages = [(page, list(of_page)) for page, of_page in groupby(lines, lambda line: line.page)]
    found = columns_under(heads, pages[0][1]) if pages else None
    if found is None:
        return []
    columns, figures = found
    narrow = tuple(_ends([own])[0] if own else (left, left) for own, (left, _) in zip(figures, columns, strict=True))
    firsts = accumulate((len(of_page) for _, of_page in pages), initial=0)
    return [FigureColumns(first, narrow if first else columns, []) for first, _ in zip(firsts, pages, strict=False)]


def columns_under(
    heads: Sequence[Sequence[Word]],
    lines: Iterable[TextLine],
    printed: Callable[[TextLine], Sequence[Word]] = figures_of,
) -> tuple[Ends, Sequence[Sequence[Word]]] | None:
    """The columns below some heads on a page: as wide as each head and the figures, or what else is `printed`, that
    reach below it and no other; and these. None where columns reach into each other, or the figures of one are not in
    line."""
    over = _ends(heads)
    figures: list[list[Word]] = [[] for _ in over]
    for word in (word for line in lines for word in printed(line)):
        if (place := column_of(word, over)) is not None:
            figures[place].append(word)
    columns = _ends([*head, *own] for head, own in zip(heads, figures, strict=True))
    is_told = any(figures) and _are_apart(columns) and all(map(_stand_in_line, figures))
    return (columns, figures) if is_told else None


def _stand_in_line(figures: Sequence[Word]) -> bool:
    """Whether the figures of a column have their left ends, their middles or their right ends in one line."""
    boxes = [word.box for word in figures if word.text.isdecimal()]
    places = ([box.x0 for box in boxes], [(box.x0 + box.x1) / 2 for box in boxes], [box.x1 for box in boxes])
    return any(max(one, default=0.0) - min(one, default=0.0) <= OUT_OF_LINE for one in places)


def _head(column: Column, words: Sequence[Word]) -> list[Word]:
    """The words directly over a column that together are its head; none where none are."""
    known = set(column.keys)
    for start in range(len(words)):
        if normalise("".join(word.text for word in words[start:])) in known:
            return list(words[start:])
    return []
