"""The rows of figures that no rules part: the lines of each, told by its label, and what stands in its columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.readers.paper.aligned_columns import Ends, FigureColumns, Word, column_of, words_of
from xxgk.extractors.readers.paper.lines import TextLine
from xxgk.extractors.readers.paper.ruling_grid import Box
from xxgk.extractors.readers.woven.heads import is_of_head
from xxgk.extractors.readers.woven.rows import MOST_STEPS, StepsLeft, WovenRow, free_lines, is_of_groups, shared_out
from xxgk.schema.text import NUMBERING, narrow

LABEL_GAP = 0.2  # of the height of print: between the print of two label columns; words of one label are put together
OVERLAP = 0.3  # of the height of print: that lines of a column share where one lies over the other
FEWEST_HEADS = 3  # of one character on a line: fewer may be pieces of a note
UNSURE = "a figure whose row or column is not certain"


@dataclass(frozen=True, slots=True)
class Body:
    """A line below the heads, parted by the columns of figures (`of`): its labels and their words, its print by column
    (what is in none at their number), and whether it may print figures; a head that is printed again does not."""

    line: TextLine
    of: Ends
    labels: Sequence[Word]
    words: Sequence[str]
    columns: Mapping[int, Sequence[Word]]
    has_figures: bool

    @property
    def is_full(self) -> bool:
        """Whether a figure stands in every column."""
        return all(any(is_valuelike(word.text) for word in self.columns.get(at, ())) for at in range(len(self.of)))

    @property
    def is_sure(self) -> bool:
        """Whether all its print is within columns, one piece in each."""
        return len(self.of) not in self.columns and all(len(words) == 1 for words in self.columns.values())

    @property
    def label_box(self) -> Box:
        """Where its label stands; the line where it has none."""
        return self.labels[-1].box if self.labels else self.line.box


class Placed(NamedTuple):
    """A row of figures: its label, the line on which it stands (or begins), its print by column, from top to bottom,
    and whether all this is certain."""

    label: str
    line: Body
    figures: Mapping[int, Sequence[Word]]
    is_sure: bool


def bodies_of(lines: Sequence[TextLine], first: int, spans: Sequence[FigureColumns]) -> list[Body]:
    """Lines with the columns that the full rows next to them have; `first` is the first of them, from which the lines
    of `spans` are counted."""
    found = []
    at = 0
    for number, line in enumerate(lines):
        while at + 1 < len(spans) and number - first >= spans[at + 1].first:
            at += 1
        found.append(_body(line, spans[at].columns))
    return found


def _body(line: TextLine, of: Ends) -> Body:
    columns: dict[int, list[Word]] = {}
    for word in words_of(line):
        if word.middle > of[0][0]:
            place = column_of(word, of)
            columns.setdefault(len(of) if place is None else place, []).append(word)
    inside = [word.text for words in columns.values() for word in words]
    is_head = all(map(is_of_head, inside)) and (len(inside) >= FEWEST_HEADS or any(len(text) > 1 for text in inside))
    labels = words_of(line, LABEL_GAP, of[0][0])
    return Body(line, of, labels, [word.text for word in labels], columns, bool(inside) and not is_head)


def placed(bodies: Sequence[Body], *, is_labelled: bool, goes_on: bool) -> list[Placed] | None:
    """The rows that some lines print; of a table without labels all of them are one. What stands below, where the table
    `goes_on`, may belong to the last one."""
    if not is_labelled:
        lines = [one for one in bodies if one.has_figures]
        if goes_on or any(one.labels for one in lines) or sum(one.is_full for one in lines) > 1:
            return None
        return [_placed("", lines, is_sure=True)]
    rows = shared_out(
        bodies, lambda _, other: not (bodies[other].labels and bodies[other].is_full), StepsLeft(MOST_STEPS)
    )
    owner = {place: row for row in rows for place in range(row.first, row.end)}
    unsure = set(_unsure(bodies, owner, goes_on=goes_on))
    starting = {row.first: row for row in rows}
    found = []
    for place, one in enumerate(bodies):
        if row := starting.get(place):
            found.append(_placed(row.label, [bodies[at] for at in row.figures], is_sure=place not in unsure))
        elif one.has_figures and place not in owner:
            found.append(_placed("".join(one.words[-1:]), [one], is_sure=False))
    return found


def _placed(label: str, lines: Sequence[Body], *, is_sure: bool) -> Placed:
    """A row of lines; not certain where print of a column stands beside the line that prints most of them, alone."""
    main = max(lines, key=lambda one: len(one.columns))
    pieces = Counter(at for one in lines for at in one.columns)
    apart = any(pieces[at] == 1 for one in lines if one is not main for at in one.columns)
    figures: dict[int, list[Word]] = {}
    for one in lines:
        for at, words in one.columns.items():
            figures.setdefault(at, []).extend(words)
    whole = all(_is_whole([word.text for word in words]) for words in figures.values())
    return Placed(label, main, figures, is_sure and whole and not apart and all(one.is_sure for one in lines))


def _is_whole(pieces: Sequence[str]) -> bool:
    """Whether pieces one below another are one figure: digits, or a figure with a note."""
    text = "".join(pieces)
    if len(pieces) == 1:
        return is_valuelike(text)
    return all(map(str.isdecimal, pieces)) or (is_valuelike(text) and "".join(pieces[1:]).count("(") <= 1)


def _unsure(bodies: Sequence[Body], owner: Mapping[int, WovenRow], *, goes_on: bool) -> Iterator[int]:
    """The first lines of the rows near which something stands that is in no row, and may be more of their figures, or
    of their label. Behind a nought no figure goes on, but a note may; with a number a label begins."""
    for row in dict.fromkeys(owner.values()):
        behind, before = range(row.end, len(bodies)), range(row.first - 1, -1, -1)
        above, below = ([bodies[at] for at in free_lines(way, owner)] for way in (before, behind))
        own = [bodies[at] for at in row.figures]
        beside = [bodies[at] for at in (row.first - 1, row.end) if 0 <= at < len(bodies) and bodies[at].has_figures]
        if (
            any(_reaches_into(one.line.box, other.line.box) for one in own for other in beside)
            or (goes_on and not any(at in owner for at in behind))
            or any(_may_go_on(own, other) for other in (*above, *below))
            or (not _is_numbered(row.label) and any(map(_is_text, above[:1])))
            or any(_is_text(one) and not _is_numbered("".join(one.words)) for one in below[:1])
        ):
            yield row.first


def _is_text(one: Body) -> bool:
    """Whether a line prints words without figures that are no pieces of groups."""
    return bool(one.labels) and not one.has_figures and not is_of_groups(one)


def _is_numbered(text: str) -> bool:
    return bool(NUMBERING.match(narrow(text)))


def _reaches_into(box: Box, own: Box) -> bool:
    """Whether lines stand at heights that cannot both be printed: one is raised, or lies over the other."""
    shared = min(box.bottom, own.bottom) - max(box.top, own.top)
    return shared > OVERLAP * min(box.bottom - box.top, own.bottom - own.top)


def _may_go_on(lines: Sequence[Body], other: Body) -> bool:
    if not other.has_figures or (other.is_full and other.labels and not is_of_groups(other)):
        return False
    printed = [word.text for words in other.columns.values() for word in words]
    noughts = all(word.text == "0" for one in lines for words in one.columns.values() for word in words)
    return not (noughts and all(map(str.isdecimal, printed)))
