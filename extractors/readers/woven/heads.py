"""Heads that a text keeps in columns, a piece of each on every line, read down::

        自  法人或其他组织      总
        然  商  科  社 …        计
        人  业  研  会

The words of each line go, from left to right, each to a column; what belongs to no column is a piece of what stands
over several, or of a caption. Where the columns so make the heads of a statutory table, all of them and in its order,
that is what the lines print. Their order is told by what stands side by side: heads one below another have none. What
stands over several columns beside the head of another one tells that they stand on that side of it, too; and so does
what begins behind several blanks, which nothing has pushed there, right of what stands on other lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache, reduce
from itertools import chain, pairwise
from operator import and_, contains
from typing import NamedTuple, TypeVar

from xxgk.extractors.labels.vocabulary import form_labels
from xxgk.extractors.readers.woven.rows import StepsLeft
from xxgk.schema.forms import FormTable, Sheet, forms
from xxgk.schema.remembered import remembered
from xxgk.schema.text import normalise

FEWEST_COLUMNS = 4
OVER = -2
LONGEST_RUN_ON = 24
"""Characters of heads that have run together."""
STRAIGHT, ANYWHERE, JUMBLED = 1, 1_000_000, 2_000_000  # characters by which pieces of a head stand off each other
FARTHEST = 1 << 30
PUSHED = 1  # blanks before a word that may have been pushed
MOST_STATES = 2000
"""Ways to share out the words of some lines that are followed: of real heads there are some dozen."""

T = TypeVar("T")
HeadPieces = Sequence[tuple[str, int]]
"""The words of a line, each with the place at which it begins."""
State = tuple[tuple[str, int, int, int, int], ...]
"""By column: what its words read so far, where the last of them begins (-1: none), on which lines they stand (a bit for
each), where the first of them begins that nothing has pushed, and where the last ends."""
HeadPiece = tuple[str, int, int, bool]
"""A word with its place, the bit of its line, and whether several blanks stand before it: nothing has pushed it."""


class TableHeads(NamedTuple):
    """What the heads of a statutory table may read, column by column, those over several before these; by column the
    number of that one (-1: none stands over it, -2: it stands over others itself); what stands `over` the columns, if
    something does so over each; what is printed `beside` all that; and how often its heads print which character at
    least."""

    columns: Sequence[frozenset[str]]
    under: Sequence[int]
    over: frozenset[str]
    beside: frozenset[str]
    characters: tuple[tuple[str, int], ...]


class FoundHeads(NamedTuple):
    """The heads that some lines make, behind what stands over them, and by column where the last piece of its head
    begins and where all of them end (nothing, where that is told in several ways)."""

    texts: Sequence[str]
    spans: Sequence[tuple[int, int]]


def heads_of(lines: Sequence[HeadPieces], steps: StepsLeft, *, total_is_last: bool = False) -> FoundHeads | None:
    """The heads that the words of some lines make, in the order of a statutory table, behind what stands over them
    (be that printed again on another page); None where they make none. First those are tried whose pieces stand
    straight below each other; at last those whose pieces, in whatever order they came on the lines, stand from left to
    right as the columns do. None, too, when no `steps` are left for the document. Where the figures tell that the
    `total_is_last`, nothing else need tell it."""
    if steps.are_over():
        return None
    printed = Counter(chain.from_iterable(normalise(word) for words in lines for word, _ in words))
    tables = [table for table in _tables() if all(printed[character] >= times for character, times in table.characters)]
    tried = [(lines, shift) for shift in (STRAIGHT, ANYWHERE, JUMBLED)]
    if len(apart := [part for words in lines for part in _at_gaps(words)]) > len(lines):
        tried += [(apart, JUMBLED)]
    found = (_heads(words, table, shift, steps, total_is_last) for words, shift in tried for table in tables)
    return next((heads for heads in found if heads), None)


def _at_gaps(words: HeadPieces) -> Iterator[HeadPieces]:
    """A line parted where several blanks stand in it: two printed lines may have come to stand side by side."""
    part: list[tuple[str, int]] = []
    for word, start in words:
        if part and start - part[-1][1] - len(part[-1][0]) > PUSHED:
            yield part
            part = []
        part.append((word, start))
    yield part


def _heads(
    lines: Sequence[HeadPieces], table: TableHeads, shift: int, steps: StepsLeft, total_is_last: bool
) -> FoundHeads | None:
    states: set[State] = {(("", -1, 0, FARTHEST, 0),) * len(table.columns)}
    for number, words in enumerate(lines):
        states = set().union(*(_behind(state, words, table, shift, 1 << number, steps) for state in states))
        if not states or len(states) > MOST_STATES:
            return None
    whole: dict[tuple[str, ...], set[tuple[tuple[int, int], ...]]] = {}
    for state in states:
        if shift == STRAIGHT or _are_side_by_side(state, table.under, total_is_last):
            texts = tuple(text for text, *_ in state)
            if shift == JUMBLED:
                texts = tuple(map(_spelled, texts, table.columns))
            if all(map(contains, table.columns, texts)):
                spans = _of_columns([(start, end) for _, start, _, _, end in state], table)
                whole.setdefault(_of_columns(texts, table), set()).add(spans)
    if not whole:
        return None
    best = max(whole, key=lambda texts: (len("".join(texts)), texts))
    over = {normalise(word): word for words in lines for word, _ in words if normalise(word) in table.over}
    return FoundHeads((*over.values(), *best), whole[best].pop() if len(whole[best]) == 1 else ())


def _of_columns(told: Sequence[T], table: TableHeads) -> tuple[T, ...]:
    """What is told of the heads of columns alone."""
    return tuple([one for one, under in zip(told, table.under, strict=True) if under != OVER])


def _are_side_by_side(state: State, under: Sequence[int], total_is_last: bool) -> bool:
    """Whether each column has a piece on a line with one of the next column, or with what stands over that and not over
    it, or the other way round; else whether all of it stands left of what nothing has pushed of the next."""
    lines = [one[2] for one in state]
    columns = [at for at, over in enumerate(under) if over != OVER]
    return all(
        lines[left] & lines[right]
        or (under[left] != under[right] and _lines_of(left, under, lines) & _lines_of(right, under, lines))
        or 0 < state[left][4] <= state[right][3] < FARTHEST
        for left, right in pairwise(columns[:-1] if total_is_last else columns)
    )


def _lines_of(column: int, under: Sequence[int], lines: Sequence[int]) -> int:
    """The lines on which a column has a piece, or what stands over it."""
    return lines[column] | (lines[under[column]] if under[column] >= 0 else 0)


def _behind(state: State, words: HeadPieces, table: TableHeads, shift: int, line: int, steps: StepsLeft) -> set[State]:
    """What the columns may hold when the words of one more `line` (its bit) have gone to them."""
    reached: set[tuple[int, State]] = {(0, state)}
    end = -FARTHEST
    for word, start in words:
        piece = (normalise(word), start, line, start - end > PUSHED)
        end = start + len(word)
        reached = {after for at, before in reached for after in _placed(at, before, piece, table, shift)}
        if len(reached) > MOST_STATES or steps.are_over(len(reached)):
            return set()
    return {after for _, after in reached}


def _placed(first: int, state: State, piece: HeadPiece, table: TableHeads, shift: int) -> Iterator[tuple[int, State]]:
    """Where a word may go: straight below another one of its column; else to no column, or to one behind those of the
    words before it, or, as one that has run together of several, to several of these."""
    key, _, _, is_free = piece
    if shift == ANYWHERE and first and not is_free:
        first -= 1  # it may go on with the word before it
    places = list(_in_column(first, state, piece, table, shift))
    if shift == STRAIGHT and places and state[places[0][0] - 1][1] >= 0:
        yield places[0]
        return
    if not key or any(key in label for label in table.beside):
        yield first, state
    yield from places
    if shift == ANYWHERE and 1 < len(key) <= LONGEST_RUN_ON:
        yield from _parted(first, state, piece, table)


def _in_column(
    first: int, state: State, piece: HeadPiece, table: TableHeads, shift: int
) -> Iterator[tuple[int, State]]:
    """The columns, from one on, to which a word may go."""
    key, start, line, is_free = piece
    for at in range(first, len(table.columns) if key else first):
        before, place, lines, left, right = state[at]
        text = before + key
        if not _may_read(text, table.columns[at], shift):
            continue
        if abs(place - start) <= shift if place >= 0 else _is_between(state, at, start, shift):
            left, right = min(left, start) if is_free else left, max(right, start + len(key))
            yield at + (shift != JUMBLED), (*state[:at], (text, start, lines | line, left, right), *state[at + 1 :])


def _parted(first: int, state: State, piece: HeadPiece, table: TableHeads) -> Iterator[tuple[int, State]]:
    """A word as pieces of several columns, one behind the other, or as one of what stands beside all and one of a
    column."""
    key, start, line, is_free = piece
    for size in range(1, len(key)):
        if not first and any(key[:size] in label for label in table.beside):
            yield from _in_column(first, state, (key[size:], start + size, line, False), table, ANYWHERE)
        for at, begun in _in_column(first, state, (key[:size], start, line, is_free), table, ANYWHERE):
            rest = key[size:], start + size, line, False
            yield from _in_column(at, begun, rest, table, ANYWHERE)
            yield from _parted(at, begun, rest, table)


@remembered(entries=2048, longest=16)
def _may_read(text: str, labels: frozenset[str], shift: int) -> bool:
    """Whether one of the labels of a column begins with what pieces of it read, or, where these are jumbled, is spelled
    with them."""
    if shift == JUMBLED:
        return any(not Counter(text) - Counter(label) for label in labels)
    return any(label.startswith(text) for label in labels)


def _spelled(text: str, labels: frozenset[str]) -> str:
    """The label that has exactly the characters of a text, else the text."""
    return next((label for label in labels if sorted(label) == sorted(text)), text)


def _is_between(state: State, column: int, start: int, shift: int) -> bool:
    """Whether what begins a column stands right of the columns before it, and left of those behind it."""
    room = shift - STRAIGHT
    before = all(one[1] < start + room for one in state[:column])
    return before and all(one[1] < 0 or start < one[1] + room for one in state[column + 1 :])


@lru_cache
def _tables() -> tuple[TableHeads, ...]:
    """The heads of each statutory table that has many columns."""
    tables = ((sheet, table) for form in forms() for sheet in form.sheets for table in sheet.tables)
    return tuple(dict.fromkeys(_heads_on(*one) for one in tables if len(one[1].columns) >= FEWEST_COLUMNS))


def _heads_on(sheet: Sheet, table: FormTable) -> TableHeads:
    over = {normalise(column.head) for column in table.columns}
    columns: list[frozenset[str]] = []
    under: list[int] = []
    parents: dict[str, int] = {}
    for column in table.columns:
        parent = normalise(column.head) if "" in over else ""
        if parent and parent not in parents:
            parents[parent] = len(columns)
            columns.append(frozenset(("", parent)))
            under.append(OVER)
        columns.append(frozenset(column.keys))
        under.append(parents.get(parent, -1))
    beside = frozenset(map(normalise, sheet.heads))
    fewest: Counter[str] = Counter()
    for labels in columns:
        fewest += reduce(and_, map(Counter, labels))
    characters = tuple(fewest.items())
    return TableHeads(tuple(columns), tuple(under), frozenset(() if "" in over else over), beside, characters)


def is_of_head(word: str) -> bool:
    """Whether a word is a piece of what a form prints over its columns, or beside that."""
    key = normalise(word)
    return bool(key) and any(key in label for label in form_labels().heads)
