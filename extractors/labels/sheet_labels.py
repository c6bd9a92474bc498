"""Which row of the form a printed label names.

Labels are compared in their normal form (`schema.text.normalise`): first equality with the official label or an alias,
then a label that was cut or carries a note, then similarity, which must be high, and clearly higher than to anything
else that the sheet prints. A label of fewer than four characters is never matched by similarity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz, process

from xxgk.schema.forms import Column, Sheet
from xxgk.schema.remembered import LONGEST
from xxgk.schema.text import narrow, normalise

EXACT, CUT = 1.0, 0.9
KNOWN = 1024
"""Printed labels that are remembered of each sheet."""
SIMILAR = 0.8
MARGIN = 0.1
LIKE = 0.6
CAPTION = normalise("单位")
"""What begins like this (单位：件) stands anywhere over a table, and heads no column."""
SHORTEST_CUT, SHORTEST_SIMILAR = 6, 4
_THIS_YEAR, _LAST_YEAR = re.compile("[本今当]年"), re.compile("上一?年|去年")

PrintedHeads = tuple[tuple[int, str], ...]
"""A line of heads: the column (-1: it stands over several) and the key of each."""
Candidates = tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class HeadOrder:
    """How the column heads of one table are printed: the columns that each label may name, all columns from left to
    right, and all columns level by level (those that stand under another head, its parent, come in a row below);
    `parents` are those with the columns under each.

    `tops` are the heads of the upper row, by label, numbered from left to right; `groups` the columns with the same
    label, where groups of columns have the same ones, each a column of every group; `lines` what may be printed in one
    line of heads."""

    places: dict[str, tuple[int, ...]]
    columns: tuple[int, ...]
    levels: tuple[int, ...]
    parents: dict[str, frozenset[int]]
    tops: dict[str, int]
    groups: tuple[tuple[int, ...], ...]
    lines: tuple[PrintedHeads, ...]


@dataclass(eq=False)
class SheetLabels:
    """The labels of one sheet, ready for look-ups; known by itself. Entry numbers count its data rows in order.

    `heads` are the labels over columns and blocks; `groups` the headings over rows: both are printed, neither has
    figures.
    """

    sheet: Sheet
    rows: dict[str, tuple[int, ...]] = field(default_factory=dict)
    heads: set[str] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)
    orders: dict[str, HeadOrder] = field(default_factory=dict)
    unlabelled: int | None = None
    over: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        rows: dict[str, list[int]] = {}
        for number, (_, row) in enumerate(self.sheet.entries):
            if not row.label:
                self.unlabelled = number
            for key in filter(None, row.keys):
                rows.setdefault(key, []).append(number)
        self.rows = {key: tuple(dict.fromkeys(numbers)) for key, numbers in rows.items()}
        self.heads.update(self.sheet.heads)
        self.over = tuple(head for head in self.sheet.heads if not head.startswith(CAPTION))
        for table in self.sheet.tables:
            self.heads.add(normalise(table.label))
            places: dict[str, list[int]] = {}
            for number, column in enumerate(table.columns):
                for key in column.keys:
                    places.setdefault(key, []).append(number)
            numbered = range(len(table.columns))
            self.orders[table.id] = HeadOrder(
                {key: tuple(numbers) for key, numbers in places.items()},
                tuple(numbered),
                tuple(sorted(numbered, key=lambda number: bool(table.columns[number].head))),
                _parents(table.columns),
                _tops(table.columns),
                tuple(dict.fromkeys(tuple(numbers) for numbers in places.values() if len(numbers) > 1)),
                _lines(table.columns),
            )
            self.heads.update(places)
            for group in table.groups:
                self.groups.update(group.keys)
        self._similar_to = [
            label for label in (*self.rows, *self.heads, *self.groups) if len(label) >= SHORTEST_SIMILAR
        ]
        self._known = lru_cache(maxsize=KNOWN)(self._match)

    def match(self, label: str) -> Candidates:
        """The entries that a printed label may name, with a score; empty where it names none, or none clearly."""
        return self._known(label) if len(label) <= LONGEST else self._match(label)

    def _match(self, label: str) -> Candidates:
        for key in _forms_of(label):
            if key in self.rows:
                return tuple((number, EXACT) for number in self.rows[key])
        key = normalise(label)
        if not key or key in self.groups or key in self.heads:
            return ()
        return self._cut(key) or self._similar(key)

    def _cut(self, key: str) -> Candidates:
        if len(key) < SHORTEST_CUT:
            return ()
        entries = {numbers for label, numbers in self.rows.items() if label.startswith(key)}
        return tuple((number, CUT) for number in next(iter(entries))) if len(entries) == 1 else ()

    def _similar(self, key: str) -> Candidates:
        if len(key) < SHORTEST_SIMILAR:
            return ()
        ranked = process.extract(key, self._similar_to, scorer=fuzz.ratio, limit=6, score_cutoff=60)
        if not ranked or ranked[0][1] / 100 < SIMILAR:
            return ()
        best = self.rows.get(ranked[0][0])
        if best is None:
            return ()
        rival = next((score for label, score, _ in ranked if self.rows.get(label) != best), 0.0)
        return tuple((number, ranked[0][1] / 100) for number in best) if ranked[0][1] - rival >= MARGIN * 100 else ()

    @property
    def first(self) -> frozenset[str]:
        """What the tables of the sheet begin with."""
        return frozenset((*self.sheet.heads[:2], *(normalise(table.label) for table in self.sheet.tables)))

    def is_head(self, label: str) -> bool:
        """Whether a cell prints a label over columns or blocks."""
        return normalise(label) in self.heads

    def is_row(self, label: str) -> bool:
        """Whether a cell prints the label of a row."""
        return normalise(label) in self.rows

    def is_label(self, text: str) -> bool:
        """Whether a text is a label of the sheet: of a row, a group of rows, columns or blocks."""
        key = normalise(text)
        return key in self.rows or key in self.groups or key in self.heads

    def meant(self, key: str) -> str:
        """The label of the sheet that a normalised print is, or is most like if it is a misprint; else empty."""
        if key in self.heads or key in self.groups or key in self.rows:
            return key
        if len(key) < SHORTEST_SIMILAR:
            return ""
        found = process.extractOne(key, self._similar_to, scorer=fuzz.ratio, score_cutoff=100 * SIMILAR)
        return found[0] if found and not are_of_other_years(key, found[0]) else ""

    def is_like(self, label: str) -> bool:
        """Whether a label is one of the sheet, or like one: a misprint, a piece of one, or several of them in a row."""
        if self.is_label(label):
            return True
        key = normalise(label)
        known = (*self.heads, *self.groups, *self.rows)
        return any(key in other or other in key for other in known if len(other) >= SHORTEST_SIMILAR) or bool(
            process.extractOne(key, known, scorer=fuzz.ratio, score_cutoff=100 * LIKE)
        )


def are_of_other_years(one: str, other: str) -> bool:
    """Whether one of two texts speaks of the report's year alone, and the other one of the year before: a misprint of
    this is not that."""
    this, last = ([bool(words.search(text)) for text in (one, other)] for words in (_THIS_YEAR, _LAST_YEAR))
    return (this, last) in (([True, False], [False, True]), ([False, True], [True, False]))


def _tops(columns: Sequence[Column]) -> dict[str, int]:
    """The heads of the upper row of a table with two of them, numbered from left to right."""
    if not any(column.head for column in columns):
        return {}
    ranks = {name: rank for rank, name in enumerate(dict.fromkeys(column.head or column.label for column in columns))}
    return {
        key: ranks[column.head or column.label]
        for column in columns
        for key in ([normalise(column.head)] if column.head else column.keys)
    }


def _forms_of(label: str) -> Iterator[str]:
    """A label as printed, and without the bracketed note at its end."""
    yield normalise(label)
    plain = narrow(label).rstrip()
    if plain.endswith(")") and (opening := plain.rfind("(")) > 0:
        yield normalise(plain[:opening])


@lru_cache(maxsize=256)
def labels_of(sheet: Sheet) -> SheetLabels:
    """The label index of a sheet, made once."""
    return SheetLabels(sheet)


def _parents(columns: Sequence[Column]) -> dict[str, frozenset[int]]:
    """The heads that stand over others, and the columns under each."""
    keys = [normalise(column.head) for column in columns]
    return {key: frozenset(at for at, own in enumerate(keys) if own == key) for key in dict.fromkeys(keys) if key}


def _lines(columns: Sequence[Column]) -> tuple[PrintedHeads, ...]:
    """The heads of a table as they may be printed in one line: all of them, the upper ones, those below others, and
    those of the first group beside what stands over the other groups."""
    flat = [(at, normalise(column.label)) for at, column in enumerate(columns)]
    parents = [normalise(column.head) for column in columns]
    if not any(parents):
        return (tuple(flat),)
    upper: dict[tuple[int, str], None] = {}
    beside: dict[tuple[int, str], None] = {}
    first = next(filter(None, parents))
    for (at, key), parent in zip(flat, parents, strict=True):
        upper[(-1, parent) if parent else (at, key)] = None
        beside[(-1, parent) if parent and parent != first else (at, key)] = None
    below = [one for one, parent in zip(flat, parents, strict=True) if parent]
    groups = [
        [one for one, own in zip(flat, parents, strict=True) if own == parent] for parent in dict.fromkeys(parents)
    ]
    lower = [one for one, parent in zip(flat, parents, strict=True) if parent and parent != first]
    return tuple({tuple(level): None for level in (flat, upper, beside, below, lower, *groups) if len(level) > 1})
