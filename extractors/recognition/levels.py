"""What the order of heads alone tells, where no grid is kept, or may have been lost: a head that is none of the form's
in the place of a column's, a column of the table's own, a column of line numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import or_

from rapidfuzz import fuzz

from xxgk.extractors.labels.sheet_labels import SheetLabels, are_of_other_years
from xxgk.extractors.recognition.head_words import TURNS, foreign_word
from xxgk.extractors.recognition.heads import Run
from xxgk.schema.forms import Column, FormTable
from xxgk.schema.remembered import remembered
from xxgk.schema.text import normalise

LIKE = 50
"""Likeness (0 to 100) of a head that is not known to that of a column."""
CLEARLY = 15
"""By how much more (0 to 100) a head is like that of another column to be no misprint of one."""
FEWEST_KNOWN = 2
"""Known heads of a table by which one that is not known is a column's, and no word beside the table."""
UNNAMED = "without a head"
"""What is told of a column over which no head stands."""
LINE_NUMBERS = frozenset(("行次", "序号", "行号", "栏次", "编号"))
"""Heads over a column that counts the rows."""


class HeadLines:
    """What the lines of heads of a block tell of a sheet: `runs` of label cells (cell number, text). Told once for all
    tables of the block, however many a document breaks it into."""

    def __init__(self, runs: Sequence[Run], labels: SheetLabels) -> None:
        self._runs = runs
        self._labels = labels

    @cached_property
    def strange(self) -> Mapping[str, Mapping[int, str]]:
        """See `strange_in_order`."""
        return strange_in_order(self._runs, self._labels)

    @cached_property
    def own(self) -> Mapping[str, str]:
        """By table of the form, see `own_column`."""
        return {table.id: own_column(self._runs, table, self._labels) for table in self._labels.sheet.tables}

    @cached_property
    def lost(self) -> Mapping[str, str]:
        """By table of the form, see `lost_head`."""
        return {table.id: lost_head(self._runs, table, self._labels) for table in self._labels.sheet.tables}

    @cached_property
    def counts_rows(self) -> bool:
        """Whether a head stands over a column that counts the rows."""
        return any(normalise(text) in LINE_NUMBERS for run in self._runs for _, text in run)


def strange_in_order(runs: Iterable[Run], labels: SheetLabels) -> Mapping[str, Mapping[int, str]]:
    """By table of the form and column the heads that stand in the place of a column's and are none of the form's, told
    by the order of the others alone: a run (cell number, text) has as many heads as the form has there, and those that
    are known are in their places. For prints without a grid, or that may have lost it."""
    strange: dict[str, dict[int, str]] = {}
    for run in runs:
        for table, column, head in _strange_in("".join([text for _, text in run]), tuple(run), labels):
            strange.setdefault(table, {})[column] = head
    return strange


@remembered(entries=256, longest=400, each=4 << 10)
def _strange_in(_printed: str, run: Run, labels: SheetLabels) -> Sequence[tuple[str, int, str]]:
    """The table of the form, the column and the head of all in one line, remembered: most reports print the same heads.
    `_printed`: all their texts."""
    found: list[tuple[str, int, str]] = []
    for table in labels.sheet.tables:
        texts = _texts(run, table, labels)
        for level in labels.orders[table.id].lines:
            if len(level) == len(texts):
                told = _in_level(texts, level, table, labels)
                found += ((table.id, column, head) for column, head in told)
    return found


def _texts(run: Run, table: FormTable, labels: SheetLabels) -> Sequence[str]:
    """What a run prints over columns, or groups of them, of a table."""
    over = {*labels.over} - labels.orders[table.id].parents.keys()
    return [text for _, text in run if (key := normalise(text)) and key not in over]


def own_column(runs: Iterable[Run], table: FormTable, labels: SheetLabels) -> str:
    """A head that stands among all those of a line of heads of the form, which is none of them, or `UNNAMED` where an
    empty field does: the table has a column of its own. Empty where none does."""
    if labels.unlabelled is not None and _begins_empty(runs, labels):
        return UNNAMED
    for run in runs:
        if labels.orders[table.id].parents and any(_has_gap(run, level) for level in labels.orders[table.id].lines):
            return UNNAMED
        if labels.unlabelled is not None and (strange := _beside_over(run, labels)):
            return strange
        shown = {normalise(text): text for text in _texts(run, table, labels)}  # one that spans a strange one is twice
        known = {key: None for key in shown if labels.meant(key)}
        own = [text for key, text in shown.items() if key not in known]
        for level in labels.orders[table.id].lines:
            heads = iter(known)
            if own and len(known) == len(level) and all(key in heads for _, key in level):
                return own[0]
    return ""


def _beside_over(run: Run, labels: SheetLabels) -> str:
    """A head that is none of the form's among those that stand over others, in a table without labels of rows."""
    keys = {normalise(text): text for _, text in run}
    over = [key for key in keys if key in labels.over]
    strange = [text for key, text in keys.items() if key and not labels.meant(key)]
    return strange[0] if len(over) >= FEWEST_KNOWN and len(over) + len(strange) == len(keys) and strange else ""


def _begins_empty(runs: Iterable[Run], labels: SheetLabels) -> bool:
    """Whether an empty field stands before the heads of a table without labels of rows: its first line prints those
    that stand over others."""
    firsts = (run[0] for run in runs if run and normalise(run[0][1]) in labels.over)
    return any(number > 0 for number, _ in firsts)


def _has_gap(run: Run, level: Sequence[tuple[int, str]]) -> bool:
    """Whether an empty field stands between two columns of one level of heads that a line prints whole. (In a table
    whose heads have one level only a column may be as wide as two of the tables that it is printed with.)"""
    if any(at < 0 for at, _ in level):
        return False  # what stands over several columns may leave their fields empty
    keys, names = [normalise(text) for _, text in run], [key for _, key in level]
    places = (at for at in range(len(keys) - len(names) + 1) if keys[at : at + len(names)] == names)
    return any(run[at + len(names) - 1][0] - run[at][0] >= len(names) for at in places)


def lost_head(runs: Iterable[Run], table: FormTable, labels: SheetLabels) -> str:
    """A head of the form that a line of heads leaves out, nothing in its place, and that stands nowhere; empty where
    there is none."""
    printed = [_texts(run, table, labels) for run in runs]
    everywhere = {normalise(text) for texts in printed for text in texts}
    for texts in printed:
        keys = list(map(normalise, texts))
        for level in labels.orders[table.id].lines:
            left = [key for _, key in level if key not in keys]
            if len(keys) == len(level) - 1 and len(left) == 1 and left[0] not in everywhere:
                return left[0]
    return ""


def _in_level(
    texts: Sequence[str], level: Sequence[tuple[int, str]], table: FormTable, labels: SheetLabels
) -> Iterator[tuple[int, str]]:
    """The columns of a level of heads (column, or -1 where it stands over several, and its key) whose heads are none
    of the form's; all of them, where one is the head of another. Where all heads are printed whole they tell their
    columns."""
    heads = [(text, normalise(text), *place) for text, place in zip(texts, level, strict=True)]
    names = {normalise(name) for _, name in level}
    if names == {key for _, key, _, _ in heads}:
        return
    columns = [table.columns[at] for at, _ in level if at >= 0]
    own = [_is_own(text, key, at, head, table, labels) for text, key, at, head in heads]
    over = labels.orders[table.id].parents.keys()
    other = [
        key in names or (key not in over and any(may_be(text, column, table) for column in columns))
        for text, key, _, _ in heads
    ]
    exact = sum(key == head or (at >= 0 and key in table.columns[at].keys) for _, key, at, head in heads)
    if 2 * sum(map(or_, own, other)) <= len(level) or exact < FEWEST_KNOWN:
        return
    for (text, _, at, head), is_own, is_other in zip(heads, own, other, strict=True):
        shown = " ".join(text.split())
        if is_own:
            continue
        if at < 0:
            yield from ((column, shown) for column in labels.orders[table.id].parents.get(head, ()))
        elif is_other:
            yield from ((column, shown) for column, _ in level if column >= 0)
        elif not _is_meant(text, at, table, labels):
            yield at, shown


def _is_own(text: str, key: str, at: int, head: str, table: FormTable, labels: SheetLabels) -> bool:
    """Whether a head, and its key, may be that of a column of a level, or (-1) that over several of them."""
    if at < 0:
        return key not in labels.orders[table.id].parents.keys() - {head} and may_be_over(key, head)
    return key in table.columns[at].keys or may_be(text, table.columns[at], table)


def _is_meant(text: str, at: int, table: FormTable, labels: SheetLabels) -> bool:
    """Whether a head is a label of the sheet or a misprint of one; of its column's one without a word of its own."""
    meant, column = labels.meant(normalise(text)), table.columns[at]
    return bool(meant) and not (meant in column.keys and foreign_word(text, column, table))


def may_be(text: str, column: Column, table: FormTable) -> bool:
    """Whether a head that is not known may be a misprint, or a short or free form, of that of a column: half of it is
    the same, or two characters side by side; both are of one year; it is not clearly more like that of another column;
    and it has no word that the form's has not."""
    key = normalise(text)
    labels = [one for one in column.keys if not are_of_other_years(key, one)]
    if not any(is_like(key, one) for one in labels):
        return False
    others = (label for other in table.columns if other is not column for label in other.keys)
    own = max(fuzz.ratio(key, one) for one in labels)
    return not any(fuzz.ratio(key, other) > own + CLEARLY for other in others) and not foreign_word(text, column, table)


def may_be_over(key: str, label: str) -> bool:
    """Whether a head over several columns may be a misprint or a short form of a label, both normalised: it does not
    say the opposite."""
    return is_like(key, label) and (key in label or TURNS & set(key) == TURNS & set(label))


def is_like(key: str, label: str) -> bool:
    """Whether half of two normalised texts is the same, or two characters side by side."""
    return any(key[at : at + 2] in label for at in range(len(key) - 1)) or fuzz.ratio(key, label) >= LIKE
