"""Tables whose cells a text keeps side by side: the lines of a label, of its group and of its figures are woven.

So programs print a page as text (``pdftotext -layout``): a cell that takes several lines stands beside those of others,
a row of figures beside one line of its label, a line of a group of rows before it::

    （三）不予公  1.属于国家秘    0   0   0   0   0   0   0
        开        密

Nothing but words tells what belongs together, since columns of characters are not those of the page. A row is the
lines, one of them with figures, whose words make exactly one label of the form, when words before them that are pieces
of groups are left out; rows stand side by side and share no line. Where the lines can be shared out in several ways,
and where a line stands beside that is in no row, they stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, takewhile
from typing import NamedTuple

from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.labels.vocabulary import form_labels
from xxgk.extractors.readers.text.lines import Line
from xxgk.extractors.readers.text.woven_heads import heads_of
from xxgk.schema.remembered import remembered
from xxgk.schema.sections import narrative
from xxgk.schema.text import NUMBERING, NUMERAL, narrow, normalise

FEWEST_HEAD_LINES = 2
MOST_LINES = 16  # above the figures of a row, and below them
MOST_WORDS = 3  # of a label on one line
SLACK = 2  # characters by which a figure may stand left of those above it
UNSURE = "figures beside which others stand that may be theirs"
_WORD, _DIGIT = re.compile(r"\S+"), re.compile(r"\d")
_NUMBER = re.compile(rf"\(?[{NUMERAL}\d]{{1,3}}[)、.]?")
_GLUED = re.compile(r"(?<=[^\d\s.,])\d[\d,.]*$")


@dataclass(frozen=True, slots=True)
class Words:
    """A line as words: where those before its figures stand, whether these have digits that number nothing, and where
    its figures stand."""

    line: Line
    texts: Sequence[tuple[int, int]]
    has_digits: bool
    figures: Sequence[tuple[int, int]]

    @property
    def count(self) -> int:
        """How many figures it prints."""
        return len(self.figures)

    def words(self, first: int, end: int | None = None) -> list[str]:
        """Some of the words before the figures."""
        return [self.line.text[slice(*span)] for span in self.texts[first:end]]


class Row(NamedTuple):
    """A row of the form on the lines from `first` up to `end`: its label as it is printed, of each line the number of
    words that are none of it, and the lines with its figures, which a narrow column breaks over several."""

    first: int
    end: int
    label: str
    left_out: Sequence[int]
    figures: Sequence[int]


class Heads(NamedTuple):
    """Heads over columns on the lines from `first` up to `end`, each of them whole."""

    first: int
    end: int
    text: str


class Steps:
    """How many steps may still be taken for a document: texts made to take long are left as they are."""

    def __init__(self, left: int) -> None:
        self.left = left

    def are_over(self) -> bool:
        """Take a step; whether there was none left."""
        self.left -= 1
        return self.left < 0


def unwoven(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines; of a row that takes several, and of one behind a piece of a group, its label as one line, and its
    figures as another, behind its group where that is whole. Linear in the text."""
    position = 0
    while position < len(lines):
        end = position
        while end < len(lines) and not _is_prose(lines[end].text):
            end += 1
        yield from _region(lines[position:end])
        yield from lines[end : end + 1]
        position = end + 1


def _is_prose(text: str) -> bool:
    return "。" in text or normalise(text) in narrative().section_of


def _region(lines: Sequence[Line]) -> Iterator[Line]:
    printed = [one for one in map(_words, lines) if one.texts or one.count]
    if not any(one.count for one in printed):
        return iter(lines)
    rows = _shared_out(printed)
    heads = list(_heads(printed, rows))
    if not heads and not any(_is_woven(row, printed) for row in rows):
        return iter(lines)
    return _written(printed, rows, heads)


def _is_woven(row: Row, printed: Sequence[Words]) -> bool:
    """Whether figures stand on a line of a label that takes several, or behind a piece of a group."""
    own = printed[row.figures[0]]
    left_out = row.left_out[row.figures[0] - row.first]
    is_behind = left_out > 0 and normalise("".join(own.words(0, left_out))) not in form_labels().groups
    return bool(own.texts) and (row.end - row.first > 1 or is_behind)


def _heads(printed: Sequence[Words], rows: Sequence[Row]) -> Iterator[Heads]:
    """The heads over the columns that lines before figures make."""
    taken = {place for row in rows for place in range(row.first, row.end)}
    for place, line in enumerate(printed):
        first = place
        while first and place - first < MOST_LINES and not printed[first - 1].count and first - 1 not in taken:
            first -= 1
        if not (line.count or place in taken) or place - first < FEWEST_HEAD_LINES:
            continue
        words = [one.words(0) for one in printed[first:place]]
        made = ((start, heads_of(words[start:])) for start in range(len(words) - FEWEST_HEAD_LINES + 1))
        for start, heads in made:
            if heads:
                yield Heads(first + start, place, " ".join(heads))
                break


def _words(line: Line) -> Words:
    """A line parted; digits that end a word are figures behind it, since no label ends in one."""
    plain = narrow(line.text)
    spans = [word.span() for word in _WORD.finditer(plain)]
    first = len(spans)
    while first and is_valuelike(plain[slice(*spans[first - 1])]):
        first -= 1
    texts, figures = spans[:first], spans[first:]
    if texts and (glued := _GLUED.search(plain, *texts[-1])):
        texts[-1], figures = (texts[-1][0], glued.start()), [glued.span(), *figures]
    has_digits = any(_DIGIT.search(NUMBERING.sub("", plain[slice(*span)], 1)) for span in texts)
    return Words(line, texts, has_digits, figures)


def _unsure(rows: Sequence[Row], heads: Sequence[Heads], printed: Sequence[Words]) -> set[int]:
    """The lines of figures near which something stands below or above figures that is in no row: more of them, or a
    note. Behind a nought no figure goes on."""
    owner: dict[int, Row | Heads] = {place: one for one in (*rows, *heads) for place in range(one.first, one.end)}
    found = set()
    for place, line in enumerate(printed):
        if line.count:
            own = owner.get(place)
            behind = range(own.end if own else place + 1, len(printed))
            before = range((own.first if own else place) - 1, -1, -1)
            near = (printed[at] for way in (before, behind) for at in _free_lines(way, owner))
            found |= {place} if any(_may_go_on(line, other) for other in near) else set()
    return found


def _free_lines(way: Iterable[int], owner: Container[int]) -> Iterable[int]:
    """The next lines on a way that are in no row."""
    return takewhile(lambda at: at not in owner, islice(way, MOST_LINES))


def _may_go_on(line: Words, other: Words) -> bool:
    if other.texts and other.count >= line.count:
        return False
    left = line.figures[0][0] - SLACK
    if any(start >= left for start, _ in other.texts):
        return True
    is_nought = all(line.line.text[slice(*span)] == "0" for span in line.figures)
    return not is_nought and any(start >= left for start, _ in other.figures)


def _written(printed: Sequence[Words], rows: Sequence[Row], heads: Sequence[Heads]) -> Iterator[Line]:
    """The lines in their order, those of each row as its label and its figures, behind the pieces of groups."""
    starting: dict[int, Row | Heads] = {one.first: one for one in (*rows, *heads)}
    unsure = _unsure(rows, heads, printed)
    lines = [
        replace(words, line=words.line._replace(woven=True, unsure=UNSURE if place in unsure else ""))
        for place, words in enumerate(printed)
    ]
    place = 0
    while place < len(printed):
        one = starting.get(place)
        if one is None:
            yield lines[place].line
        elif isinstance(one, Heads):
            yield lines[place].line._replace(text=one.text)
        else:
            yield from _row(one, lines)
        place = one.end if one else place + 1


def _row(row: Row, lines: Sequence[Words]) -> Iterator[Line]:
    for words, left_out in zip(lines[row.first : row.end], row.left_out, strict=True):
        if left_out:
            yield words.line.piece(words.texts[0][0], words.texts[left_out - 1][1])
    yield lines[row.first].line._replace(text=row.label, offset=-1)
    own = [lines[place] for place in row.figures]
    if len(own) == 1:
        yield own[0].line.piece(own[0].figures[0][0], own[0].figures[-1][1])
    else:
        first, last = own[0].line, own[-1].line
        unsure = next((words.line.unsure for words in own if words.line.unsure), "")
        yield first._replace(text=_run(own), unsure=unsure, place=f"{first.locator}-{last.number}")


def _run(lines: Sequence[Words]) -> str:
    """The figures of a row that narrow columns break, all their digits together: that a piece stands below another one
    is no proof that it goes on there, and the form's equations must part them again."""
    first, *others = lines
    digits = [first.line.text[slice(*span)] for span in first.figures]
    for line in others:
        for span in line.figures:
            digits[_over(span, first)[0]] += line.line.text[slice(*span)]
    return "".join(digits)


def _over(span: tuple[int, int], line: Words) -> list[int]:
    """Which figures of a line stand over some characters of a line below."""
    return [at for at, (start, end) in enumerate(line.figures) if start < span[1] and span[0] < end]


def _goes_on(line: Words, first: Words) -> bool:
    """Whether each figure of a line stands below one of the first line of a row, and each below another."""
    over = [_over(span, first) for span in line.figures]
    return all(len(one) == 1 for one in over) and len({one[0] for one in over}) == len(over) <= len(first.figures)


# ------------------------------------------------------------------------------------------------------------- sharing


def _shared_out(printed: Sequence[Words]) -> list[Row]:
    """The rows that all best ways to share out the lines have: the best leaves out fewest lines."""
    starting: list[list[Row]] = [[] for _ in printed]
    for number, one in enumerate(printed):
        for row in _candidates(printed, number) if one.count else ():
            starting[row.first].append(row)
    size = len(printed)
    free = [_is_of_groups(one) for one in printed]
    behind = [0] * (size + 1)
    for place in range(size - 1, -1, -1):
        behind[place] = min(behind[place + 1] + (not free[place]), *(behind[row.end] for row in starting[place]), size)
    before = [size] * (size + 1)
    before[0] = 0
    for place in range(size):
        before[place + 1] = min(before[place + 1], before[place] + (not free[place]))
        for row in starting[place]:
            before[row.end] = min(before[row.end], before[place])
    best = [row for rows in starting for row in rows if before[row.first] + behind[row.end] == behind[0]]
    kinds: dict[int, set[tuple[str, int]]] = {}
    for row in best:
        for place in row.figures:
            kinds.setdefault(place, set()).add((row.label, row.figures[0]))
    found = {row.figures[0]: row for row in best if all(len(kinds[place]) == 1 for place in row.figures)}
    return list(found.values())


def _candidates(printed: Sequence[Words], number: int) -> Iterator[Row]:
    """What may be the row whose figures begin on a line: every way to make a label of the lines around it."""
    above = number
    while above > max(0, number - MOST_LINES) and not printed[above - 1].count:
        above -= 1
    below = number + 1
    while below < min(len(printed), number + 1 + MOST_LINES):
        if printed[below].count and not _goes_on(printed[below], printed[number]):
            break
        below += 1
    for first in range(above, number + 1):
        for label, left_out in _labels(printed, first, below, "", ()):
            end = first + len(left_out)
            figures = [place for place in range(number, end) if printed[place].count]
            row = Row(first, end, label, left_out, figures)
            if figures and _is_beside(row, printed):
                yield row


def _labels(
    printed: Sequence[Words], at: int, below: int, before: str, left_out: tuple[int, ...]
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The labels that lines make from one on, behind the text `before` of the label, and of each line how many words
    are left out: all of them where it holds nothing but pieces of groups."""
    if at == below:
        return
    line = printed[at]
    for first in range(max(0, len(line.texts) - MOST_WORDS), len(line.texts) + 1):
        is_label = first < len(line.texts)
        text, here = before + "".join(line.words(first)), (*left_out, first)
        key = normalise(text)
        if not (is_label or before or line.count) or not all(map(_is_of_group, line.words(0, first))):
            continue
        if key in form_labels().rows and (is_label or line.count):
            yield text, here
        if not key or key in _beginnings() or key in form_labels().rows or _NUMBER.fullmatch(narrow(text).strip()):
            yield from _labels(printed, at + 1, below, text, here)


def _is_beside(row: Row, printed: Sequence[Words]) -> bool:
    """Whether figures and label stand beside each other: they begin or end on one line, or have one middle."""
    lines = [at for at, used in enumerate(row.left_out, row.first) if used < len(printed[at].texts)]
    first, last, top, bottom = lines[0], lines[-1], row.figures[0], row.figures[-1]
    return first == top or last == bottom or abs(first + last - top - bottom) <= 1


def _is_of_groups(line: Words) -> bool:
    """Whether a line prints nothing but pieces of groups."""
    return not line.count and all(map(_is_of_group, line.words(0)))


@remembered()
def _is_of_group(word: str) -> bool:
    """Whether a word may be a piece of what stands beside rows or over them."""
    key = normalise(word)
    return any(key in label for label in (*form_labels().groups, *form_labels().heads))


@lru_cache
def _beginnings() -> frozenset[str]:
    """What labels of rows begin with."""
    return frozenset(label[:end] for label in form_labels().rows for end in range(1, len(label)))
