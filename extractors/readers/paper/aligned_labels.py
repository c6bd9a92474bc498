"""The labels of rows of figures that no rules part: which lines beside the figures make a label of the form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.labels.vocabulary import form_labels
from xxgk.extractors.readers.paper.aligned_columns import Word, column_of, words_of
from xxgk.extractors.readers.paper.lines import TextLine
from xxgk.schema.text import normalise

MOST_LINES = 8  # of a label
WIDER_GAP = 0.6  # of the height of print: between the print of two label columns


@dataclass(slots=True)
class Body:
    """A line below the heads: its label (the print in the column of labels) and its figures by column; `lines` are the
    numbers of the lines that make its label, empty where none do."""

    line: TextLine
    label: Word | None
    figures: dict[int, Word]
    is_sure: bool = True
    lines: range = field(default_factory=lambda: range(0))


def body_of(line: TextLine, edges: Sequence[float]) -> Body:
    """A line below the heads, its print by columns."""
    words = words_of(line.glyphs, line.height)
    found: dict[int, Word] = {}
    sure = True
    for word in words:
        if word.middle > edges[0]:
            place = column_of(word, edges)
            sure = sure and place is not None and place not in found and is_valuelike(word.text)
            found[len(edges) if place is None else place] = word
    beside = [glyph for glyph in line.glyphs if (glyph.x0 + glyph.x1) / 2 <= edges[0]]
    labels = words_of(beside, line.height, WIDER_GAP)
    return Body(line, labels[-1] if labels else None, found, sure)


def name(body: Sequence[Body]) -> None:
    """Find the lines that make the label of each row of figures; drop print that stands left of the labels."""
    exact = [one.label for one in body if one.figures and one.label and _is_row(one.label.text)]
    left = median(word.box.x0 for word in exact) if exact else 0.0
    for one in body:
        if one.label and one.label.box.x1 <= left:
            one.label = None
    for number, one in enumerate(body):
        if one.figures:
            one.lines = _label_lines(body, number)


def _label_lines(body: Sequence[Body], number: int) -> range:
    """The lines around a row of figures that make one label of the form; empty where none do, or several ways."""
    first, last = number, number
    while first > 0 and not body[first - 1].figures and body[first - 1].line.page == body[number].line.page:
        first -= 1
    while last + 1 < len(body) and not body[last + 1].figures and body[last + 1].line.page == body[number].line.page:
        last += 1
    found: dict[str, range] = {}
    for start in range(max(first, number - MOST_LINES), number + 1):
        for end in range(number + 1, min(last + 1, number + MOST_LINES) + 1):
            text = _text(body, range(start, end))
            lines = range(start, end)
            if _is_row(text) and _is_beside(body, number, start, end) and not _has_whole(body, lines):
                found[text] = min(found.get(text, lines), lines, key=len)
    return found.popitem()[1] if len(found) == 1 else range(0)


def _is_beside(body: Sequence[Body], number: int, start: int, end: int) -> bool:
    """Whether figures stand beside a label of these lines: in its middle, or beside its first or last line."""
    above = sum(one.label is not None for one in body[start:number])
    below = sum(one.label is not None for one in body[number + 1 : end])
    if body[number].label is None:
        return above == below > 0
    return above == below or not (above and below)


def _has_whole(body: Sequence[Body], lines: range) -> bool:
    """Whether one of several lines is a label by itself: then it is not a part of another one."""
    words = [word for word in (body[number].label for number in lines) if word]
    return len(words) > 1 and any(_is_row(word.text) for word in words)


def _text(body: Sequence[Body], lines: range) -> str:
    return "".join(word.text for word in (body[number].label for number in lines) if word)


def _is_row(text: str) -> bool:
    return normalise(text) in form_labels().rows


def refuse_beside_strays(body: Sequence[Body], *, goes_on: bool) -> None:
    """A line that no row has for its label, and a row without a label, make the rows next to them doubtful; what stands
    below, where the table `goes_on`, the last one."""
    claims = Counter(number for one in body for number in one.lines if body[number].label)
    rows = [number for number, one in enumerate(body) if one.figures]
    strays = {
        number
        for number, one in enumerate(body)
        if (one.figures and not one.lines)
        or (one.label and claims[number] != 1 and normalise(one.label.text) not in form_labels().groups)
    }
    for stray in (*strays, *((len(body),) if goes_on else ())):
        before = next((row for row in reversed(rows) if row < stray), None)
        after = next((row for row in rows if row > stray), None)
        for number in (before, stray, after):
            if number is not None and number < len(body):
                body[number].is_sure = False
