"""Print in columns that no rules part: words, the columns of figures, and the heads that the form gives them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.readers.paper.lines import Glyph, TextLine
from xxgk.extractors.readers.paper.ruling_grid import Box
from xxgk.schema.forms import Column, FormTable, forms
from xxgk.schema.text import normalise

FEWEST_COLUMNS = 4
GAP = 0.35  # of the height of print: between words


class Word(NamedTuple):
    """Print without a gap."""

    text: str
    box: Box

    @property
    def middle(self) -> float:
        """Where it stands across."""
        return (self.box.x0 + self.box.x1) / 2


def words_of(glyphs: Sequence[Glyph], height: float, gap: float = GAP) -> list[Word]:
    """The words of a line whose print has a certain height; `gap`, in heights, parts them."""
    words: list[list[Glyph]] = []
    for glyph in glyphs:
        if words and glyph.x0 - words[-1][-1].x1 <= gap * height:
            words[-1].append(glyph)
        else:
            words.append([glyph])
    return [Word("".join(glyph.text for glyph in word), _around(word)) for word in words]


def _around(glyphs: Sequence[Glyph]) -> Box:
    return Box(
        min(glyph.x0 for glyph in glyphs),
        min(glyph.top for glyph in glyphs),
        max(glyph.x1 for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
    )


def figures_of(line: TextLine) -> list[Word]:
    """The figures that end a line."""
    words = words_of(line.glyphs, line.height)
    start = len(words)
    while start and is_valuelike(words[start - 1].text):
        start -= 1
    return words[start:]


def crosses(line: TextLine, edges: Sequence[float]) -> bool:
    """Whether print runs from the labels into the figures."""
    words = words_of(line.glyphs, line.height)
    return any(word.box.x0 < edges[0] < word.box.x1 and column_of(word, edges) is None for word in words)


def edges_of(lines: Sequence[TextLine]) -> Iterator[tuple[float, ...]]:
    """What may be the left edges of the columns of figures, by the rows with most figures first: where the first column
    begins, and the middle of the gaps between them. Nothing where full rows overlap."""
    rows = [row for row in map(figures_of, lines) if len(row) >= FEWEST_COLUMNS]
    for count in sorted({len(row) for row in rows}, reverse=True):
        spans = [
            (min(word.box.x0 for word in column), max(word.box.x1 for word in column))
            for column in zip(*(row for row in rows if len(row) == count), strict=True)
        ]
        if all(right < left for (_, right), (left, _) in pairwise(spans)):
            yield (spans[0][0], *((right + left) / 2 for (_, right), (left, _) in pairwise(spans)))


def column_of(word: Word, edges: Sequence[float]) -> int | None:
    """The column that holds a whole word; of the first, its middle, since nothing tells where that begins."""
    bounds = (*edges, float("inf"))
    for place in range(len(edges)):
        if bounds[place] <= (word.box.x0 if place else word.middle) and word.box.x1 <= bounds[place + 1]:
            return place
    return None


def heads_of(words: Sequence[Word], edges: Sequence[float]) -> tuple[FormTable, list[list[Word]]] | None:
    """A statutory table of as many columns with the words of the head of each; None where the heads are of none."""
    columns: list[list[Word]] = [[] for _ in edges]
    for word in words:
        place = column_of(word, edges)
        if place is not None:
            columns[place].append(word)
    tables = (table for form in forms() for sheet in form.sheets for table in sheet.tables)
    for table in tables:
        if len(table.columns) == len(edges):
            found = [_head(column, print_) for column, print_ in zip(table.columns, columns, strict=True)]
            if all(found):
                return table, found
    return None


def _head(column: Column, words: Sequence[Word]) -> list[Word]:
    """The words directly over a column that together are its head; none where none are."""
    known = {normalise(label) for label in (column.label, *column.aliases)}
    for start in range(len(words)):
        if normalise("".join(word.text for word in words[start:])) in known:
            return list(words[start:])
    return []
