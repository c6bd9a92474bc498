"""Heads that a text keeps in columns, a piece of each on every line, read down::

        自  法人或其他组织      总
        然  商  科  社 …        计
        人  业  研  会

The words of each line go, from left to right, each to a column; what belongs to no column is a piece of what stands
over several, or of a caption. Where the columns so make the heads of a statutory table, all of them and in its order,
that is what the lines print; no other order can be read out of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import contains
from typing import NamedTuple

from xxgk.extractors.labels.vocabulary import form_labels
from xxgk.schema.forms import Table, forms
from xxgk.schema.text import normalise

FEWEST_COLUMNS = 4
MOST_STATES = 2000
"""Ways to share out the words of some lines that are followed: of real heads there are some dozen."""

State = tuple[str, ...]


class Heads(NamedTuple):
    """What the heads of a statutory table may read, column by column, and what stands `over` them, if something does
    so over each."""

    columns: Sequence[frozenset[str]]
    over: frozenset[str]


def heads_of(lines: Sequence[Sequence[str]]) -> Sequence[str] | None:
    """The heads that the words of some lines make, in the order of a statutory table, behind what stands over them;
    None where they make none."""
    for table in _tables():
        states: set[State] = {("",) * len(table.columns)}
        for words in lines:
            states = set().union(*(_behind(state, words, table.columns) for state in states))
            if not states or len(states) > MOST_STATES:
                break
        whole = [state for state in states if all(map(contains, table.columns, state))]
        if whole:
            over = [word for words in lines for word in words if normalise(word) in table.over]
            return (*over, *max(whole, key=lambda state: len("".join(state))))
    return None


def _behind(state: State, words: Sequence[str], columns: Sequence[frozenset[str]]) -> set[State]:
    """What the columns may hold when the words of one more line have gone to them."""
    reached: set[tuple[int, State]] = {(0, state)}
    for word in words:
        key = normalise(word)
        reached = {after for at, before in reached for after in _placed(at, before, key, columns)}
        if len(reached) > MOST_STATES:
            return set()
    return {after for _, after in reached}


def _placed(first: int, state: State, key: str, columns: Sequence[frozenset[str]]) -> Iterator[tuple[int, State]]:
    """Where a word may go: to no column, or to one behind those of the words before it."""
    if not key or _is_over(key):
        yield first, state
    for at in range(first, len(columns) if key else first):
        text = state[at] + key
        if any(label.startswith(text) for label in columns[at]):
            yield at + 1, (*state[:at], text, *state[at + 1 :])


@lru_cache
def _tables() -> tuple[Heads, ...]:
    """The heads of each statutory table that has many columns."""
    tables = (table for form in forms() for sheet in form.sheets for table in sheet.tables)
    return tuple(dict.fromkeys(_heads(table) for table in tables if len(table.columns) >= FEWEST_COLUMNS))


def _heads(table: Table) -> Heads:
    columns = tuple(frozenset(map(normalise, (column.label, *column.aliases))) for column in table.columns)
    over = {normalise(column.head) for column in table.columns}
    return Heads(columns, frozenset(() if "" in over else over))


@lru_cache
def _over() -> frozenset[str]:
    """What stands over several columns, or beside the heads."""
    own = {label for table in _tables() for labels in table.columns for label in labels}
    return frozenset((form_labels().heads | form_labels().groups) - own)


def _is_over(key: str) -> bool:
    return any(key in label for label in _over())
