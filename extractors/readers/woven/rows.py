"""Rows of a form among lines on which the pieces of their labels stand, and of the groups that they are in.

Nothing but words tells what belongs together. A row is the lines, some of them with figures, whose words make exactly
one label of the form, when words before them that are pieces of groups are left out; rows stand one below another and
share no line. Where the lines can be shared out in several ways nothing is told of those that differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice, takewhile
from typing import NamedTuple, Protocol

from xxgk.extractors.labels.vocabulary import form_labels
from xxgk.schema.forms import forms
from xxgk.schema.remembered import remembered
from xxgk.schema.sections import narrative
from xxgk.schema.text import NUMBERING, NUMERAL, narrow, normalise

MOST_LINES = 24  # above the figures of a row, and below them
MOST_WORDS = 6  # of a label on one line
MOST_STEPS = 50_000  # for the lines of a document: those made to take long are left as they are
_INNER_NUMBER = re.compile(r"(?<=[\u4e00-\u9fff])\d{1,2}[.、](?=[\u4e00-\u9fff])")
_NUMERALS = re.compile(rf"[{NUMERAL}\d]+")
_NUMBER = re.compile(rf"\(?[{NUMERAL}\d]{{1,3}}[)、.]?")


class SideBySide(Protocol):
    """A line as it is looked at, from left to right."""

    @property
    def words(self) -> Sequence[str]:
        """Its words but for the figures."""

    @property
    def has_figures(self) -> bool:
        """Whether it prints figures."""


class WovenRow(NamedTuple):
    """A row of the form on the lines from `first` up to `end`: its label as it is printed, of each line the number of
    words before those of the label, and the lines with its figures, which a narrow column breaks over several."""

    first: int
    end: int
    label: str
    left_out: Sequence[int]
    figures: Sequence[int]


GoesOn = Callable[[int, int], bool]
"""Whether the figures on a line may be more of those on another one, above."""


class StepsLeft:
    """How many steps may still be taken."""

    def __init__(self, left: int) -> None:
        self.left = left

    def are_over(self, count: int = 1) -> bool:
        """Take some steps; whether there were not so many left."""
        self.left -= count
        return self.left < 0


def shared_out(
    printed: Sequence[SideBySide], goes_on: GoesOn, left: StepsLeft, *, below: bool = False
) -> list[WovenRow]:
    """The rows that all best ways to share out the lines have: the best leaves out fewest lines, and figures stand
    beside their labels alike in all rows, if that leaves out no more than where they do not. Then, among the lines of
    no such row, those whose figures stand anywhere beside their labels; at last, where lines may have slipped, those
    with figures directly `below` or above their labels, behind which the next row stands."""
    if left.are_over(len(printed)):
        return []
    rows = [
        row
        for number, one in enumerate(printed)
        for row in (_candidates(printed, number, goes_on, left) if one.has_figures else ())
    ]
    free = [is_of_groups(one) for one in printed]
    labelled = [(row, lines_of_label(row, printed)) for row in rows]
    fitting = [[row for row, lines in labelled if fits(row, lines)] for fits in (_begin, _centre, _end)]
    ways = [_best(some, free) for some in fitting]
    in_any = {row for some in fitting for row in some}
    ways.append(_best([row for row in rows if row in in_any], free))
    fewest = ways[-1][0]
    alike = [best for cost, best in ways[:-1] if cost == fewest]
    found = _told(row for best in alike or [ways[-1][1]] for row in best)
    taken = {place for row in found for place in range(row.first, row.end)}
    for fits in (_within, *((_between_others(taken, len(printed)),) if below else ())):
        others = [row for row, lines in labelled if taken.isdisjoint(range(row.first, row.end)) and fits(row, lines)]
        told = _told(_best(others, free)[1]) if others else []
        found += told
        taken.update(place for row in told for place in range(row.first, row.end))
    return found


def _told(best: Iterable[WovenRow]) -> list[WovenRow]:
    """Of the rows that the best ways have, one for each line of figures of which all say the same, those with a number
    that is not their label's (六 before 其他) left out where others are known by theirs."""
    best = list(dict.fromkeys(best))
    sure = {place for row in best if _has_its_number(row.label) for place in row.figures}
    best = [row for row in best if sure.isdisjoint(row.figures) or not _has_another_number(row.label)]
    kinds: dict[int, set[tuple[str, int]]] = {}
    for row in best:
        for place in row.figures:
            kinds.setdefault(place, set()).add((normalise(row.label), row.figures[0]))
    found: dict[int, WovenRow] = {}
    for row in best:
        if all(len(kinds[place]) == 1 for place in row.figures):
            found[row.figures[0]] = min(found.get(row.figures[0], row), row, key=lambda one: len(one.label))
    return list(found.values())


def _best(rows: Sequence[WovenRow], free: Sequence[bool]) -> tuple[int, list[WovenRow]]:
    """How many lines are left out at least where rows share out the lines, and the rows that may do so; lines that are
    `free` count for nothing."""
    size = len(free)
    starting: list[list[WovenRow]] = [[] for _ in free]
    for row in rows:
        starting[row.first].append(row)
    behind = [0] * (size + 1)
    for place in range(size - 1, -1, -1):
        behind[place] = min([behind[place + 1] + (not free[place]), *(behind[row.end] for row in starting[place])])
    before = [size] * (size + 1)
    before[0] = 0
    for place in range(size):
        before[place + 1] = min(before[place + 1], before[place] + (not free[place]))
        for row in starting[place]:
            before[row.end] = min(before[row.end], before[place])
    return behind[0], [row for row in rows if before[row.first] + behind[row.end] == behind[0]]


def _candidates(printed: Sequence[SideBySide], number: int, goes_on: GoesOn, steps: StepsLeft) -> Iterator[WovenRow]:
    """What may be the row whose figures begin on a line: every way to make a label of the lines around it."""
    if steps.are_over():
        return
    above = number
    while above > max(0, number - MOST_LINES) and not printed[above - 1].has_figures:
        above -= 1
    below = number + 1
    while below < min(len(printed), number + 1 + MOST_LINES):
        if printed[below].has_figures and not goes_on(number, below):
            break
        below += 1
    for first in range(above, number + 1):
        for label, left_out in _labels(printed, first, below, "", (), steps):
            end = first + len(left_out)
            if _holds_another(label, printed[first : first + len(left_out)], left_out):
                continue
            figures = tuple(place for place in range(number, end) if printed[place].has_figures)
            row = WovenRow(first, end, label, left_out, figures)
            others = (printed[at].words[: left_out[at - first]] for at in figures[1:])
            if figures and not any(_names_a_row(words, normalise(label)) for words in others):
                yield row


def _labels(
    printed: Sequence[SideBySide], at: int, below: int, before: str, left_out: tuple[int, ...], steps: StepsLeft
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The labels that lines make from one on, behind the text `before` of the label, and of each line how many words
    are left out: all of them where it holds nothing but pieces of groups."""
    if at == below or steps.are_over():
        return
    line = printed[at]
    for first in range(max(0, len(line.words) - MOST_WORDS), len(line.words) + 1):
        is_label = first < len(line.words)
        text, here = before + "".join(line.words[first:]), (*left_out, first)
        key = normalise(text)
        if not (is_label or before or line.has_figures) or not all(map(is_of_group, line.words[:first])):
            continue
        if key in _labels_of_rows() and (is_label or line.has_figures):
            yield text, here
        if not key or key in _beginnings() or key in _labels_of_rows() or _NUMBER.fullmatch(narrow(text).strip()):
            yield from _labels(printed, at + 1, below, text, here, steps)


def _names_a_row(words: Sequence[str], label: str) -> bool:
    """Whether words beside figures that go on are the label of a row, or the number of one in the table that has this
    `label`: then the figures are its own."""
    numbers = _numbers_beside(label)
    return normalise("".join(words)) in _labels_of_rows() or any(narrow(word) in numbers for word in words)


def _holds_another(label: str, lines: Sequence[SideBySide], left_out: Sequence[int]) -> bool:
    """Whether the first or the last of several lines is by itself the label of another row that stands in a table with
    this one, without a number or with that of its own. One between others would leave what is no label on both
    sides."""
    pieces = [piece for line, first in zip(lines, left_out, strict=True) if (piece := "".join(line.words[first:]))]
    if len(pieces) < 2:
        return False
    others = _beside(normalise(label))
    return any(normalise(piece) in others and _may_have_number(piece) for piece in (pieces[0], pieces[-1]))


def _may_have_number(label: str) -> bool:
    """Whether a label is printed without a number, or with one that a form gives it."""
    number = NUMBERING.match(narrow(label).strip())
    return not number or number[0][0] in form_labels().numbers.get(normalise(label), ())


def _has_its_number(label: str) -> bool:
    """Whether a label is printed with the number that a form gives it."""
    return _number_of(label) in _numbers_of_rows().get(normalise(label), ())


def _has_another_number(label: str) -> bool:
    """Whether a label is printed with a number that no form gives it."""
    return bool(_number_of(label)) and not _has_its_number(label)


def _number_of(label: str) -> str:
    number = NUMBERING.match(narrow(label).strip())
    return "".join(_NUMERALS.findall(number[0])) if number else ""


@lru_cache
def _numbers_of_rows() -> Mapping[str, frozenset[str]]:
    """By label, what forms print as the number of its row; empty: nothing."""
    found: dict[str, set[str]] = {}
    for row in (row for form in forms() for sheet in form.sheets for table in sheet.tables for row in table.rows):
        for key in row.keys:
            found.setdefault(key, set()).add(_number_of(row.label))
    return {key: frozenset(numbers - {""}) for key, numbers in found.items()}


@remembered(entries=512)
def _beside(label: str) -> frozenset[str]:
    """All labels of the other rows in the tables that may print a label."""
    tables = (table for form in forms() for sheet in form.sheets for table in sheet.tables)
    printed = ([frozenset(row.keys) for row in table.rows] for table in tables)
    having = [rows for rows in printed if any(label in labels for labels in rows)]
    own = frozenset[str]().union(*(labels for rows in having for labels in rows if label in labels))
    return frozenset[str]().union(*(labels for rows in having for labels in rows)) - own


def _begin(row: WovenRow, lines: Sequence[int]) -> bool:
    """Whether the figures of a row and its label, which stands on these lines, begin on one."""
    return lines[0] == row.figures[0]


def _centre(row: WovenRow, lines: Sequence[int]) -> bool:
    """Whether they have one middle."""
    return abs(lines[0] + lines[-1] - row.figures[0] - row.figures[-1]) <= 1


def _end(row: WovenRow, lines: Sequence[int]) -> bool:
    """Whether they end on one line."""
    return lines[-1] == row.figures[-1]


def _within(row: WovenRow, lines: Sequence[int]) -> bool:
    """Whether figures stand between the first and the last line of a label."""
    return lines[0] <= row.figures[0] and row.figures[-1] <= lines[-1]


def _between_others(taken: Collection[int], size: int) -> Callable[[WovenRow, Sequence[int]], bool]:
    """Whether figures stand directly below or above a label with its number, and behind them another row, or nothing.
    (Pieces of heads may make 总计.)"""

    def fits(row: WovenRow, lines: Sequence[int]) -> bool:
        if not _has_its_number(row.label):
            return False
        if lines[-1] < row.figures[0]:
            return row.end == size or row.end in taken
        return lines[0] > row.figures[-1] and (row.first == 0 or row.first - 1 in taken)

    return fits


def lines_of_label(row: WovenRow, printed: Sequence[SideBySide]) -> Sequence[int]:
    """The lines of a row on which words of its label stand."""
    return [at for at, used in enumerate(row.left_out, row.first) if used < len(printed[at].words)]


def is_prose(text: str) -> bool:
    """Whether a line ends a table: a sentence, or the title of a section."""
    return "。" in text or normalise(text) in narrative().section_of


def free_lines(way: Iterable[int], owner: Container[int]) -> Iterable[int]:
    """The next lines on a way that are in no row."""
    return takewhile(lambda at: at not in owner, islice(way, MOST_LINES))


def ends_and_begins_labels(word: str) -> int:
    """How many characters of a word are the end of one label, behind which the number of the next one begins it; 0
    where it is nothing of the kind."""
    for number in _INNER_NUMBER.finditer(narrow(word)):
        at = number.start()
        behind = normalise(word[at:])
        is_begun = behind in _beginnings() or behind in _labels_of_rows()
        if is_begun and any(label.endswith(normalise(word[:at])) for label in _labels_of_rows()):
            return at
    return 0


def is_of_groups(line: SideBySide) -> bool:
    """Whether a line prints nothing but pieces of groups."""
    return not line.has_figures and all(map(is_of_group, line.words))


@remembered(entries=512)
def is_of_group(word: str) -> bool:
    """Whether a word may be a piece of what stands beside rows or over them."""
    key = normalise(word)
    return any(key in label for label in (*form_labels().groups, *form_labels().heads))


@remembered(entries=512)
def is_of_form(text: str) -> bool:
    """Whether a text may be a piece of what a form prints: of a label, or of what stands beside or over these."""
    return is_of_group(text) or _is_of_label(text) or _NUMBER.fullmatch(narrow(text).strip()) is not None


def closes_in_label(word: str) -> bool:
    """Whether a word that closes a bracket is a piece of a label in which a form does so."""
    return narrow(word) in _labels_in_brackets()


def of_group_and_label(word: str) -> int:
    """How many characters of a word, in which the piece of a group and that of a label have run together, are those of
    the group; 0 where it is a piece of one of them, or may part in several ways."""
    if is_of_group(word) or _is_of_label(word):
        return 0
    cuts = [at for at in range(1, len(word)) if is_of_group(word[:at]) and _is_of_label(word[at:])]
    return cuts[0] if len({normalise(word[:at]) for at in cuts}) == 1 else 0


def _is_of_label(word: str) -> bool:
    key = normalise(word)
    return bool(key) and key in _text_of_labels()


@lru_cache
def _text_of_labels() -> str:
    return "\n".join(sorted(_labels_of_rows()))


@lru_cache
def _labels_in_brackets() -> str:
    tables = [table for form in forms() for sheet in form.sheets for table in sheet.tables]
    labelled = (one for table in tables for one in (*table.rows, *table.groups))
    printed = (narrow(label) for one in labelled for label in (one.label, *one.aliases))
    return "\n".join(dict.fromkeys(label for label in printed if ")" in label))


@remembered(entries=96)
def _numbers_beside(label: str) -> frozenset[str]:
    """The numbers (``二、``) of rows, and of no groups, in the tables that may print a label."""
    tables = [table for form in forms() for sheet in form.sheets for table in sheet.tables]
    having = [table for table in tables if any(label in row.keys for row in table.rows)]
    rows = {number[0] for table in having for row in table.rows if (number := NUMBERING.match(narrow(row.label)))}
    groups = {number[0] for table in having for one in table.groups if (number := NUMBERING.match(narrow(one.label)))}
    return frozenset(rows - groups)


@lru_cache
def _beginnings() -> frozenset[str]:
    """What labels of rows begin with."""
    return frozenset(label[:end] for label in _labels_of_rows() for end in range(1, len(label)))


@lru_cache
def _labels_of_rows() -> frozenset[str]:
    """The labels of rows, but for words (数量) beside the one row of a table that the form prints without a label."""
    rows = (row for form in forms() for sheet in form.sheets for table in sheet.tables for row in table.rows)
    unlabelled = frozenset[str]().union(*(row.keys[1:] for row in rows if not row.keys[0]))
    return form_labels().rows - unlabelled
