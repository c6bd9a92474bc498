"""Words of a printed head that the form's head does not know: 本年修订件数 is no misprint of 本年废止件数.

A misprint changes a character here and there; a word of its own says that something else is counted below. What stands
in brackets, words for this year, for a number and for a body (``plain`` in ``schema/notices.toml``), and what the
form's own labels of the table say, are no such words; synonyms are aliases in the form's file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz.distance import Indel

from xxgk.extractors.labels.qualifiers import OTHER
from xxgk.extractors.labels.values import is_decrease
from xxgk.schema.forms import Column, FormRow, FormTable
from xxgk.schema.notices import notice_words
from xxgk.schema.remembered import remembered
from xxgk.schema.text import narrow, normalise

SHORTEST = 2
"""Characters of a word: one alone may be a misprint."""
LONGEST_SHORT = 10
"""Characters of a short label."""
_NOTE = re.compile(r"\([^()]*\)?")
_UNITS = re.compile(r"单位|(?<![十百千万亿])[十百千万亿]*+元$")
_PLAIN = re.compile("|".join(sorted(map(re.escape, notice_words().plain), key=len, reverse=True)))
TURNS = frozenset("非未不无已")
"""Characters that turn what a head says into something else."""
_COUNT = re.compile("[数笔次件项][数量]?$|数量$")


@remembered(entries=64, longest=80)
def foreign_word(text: str, column: Column, table: FormTable) -> str:
    """The first word of a printed head that its column of the form does not know; empty where there is none."""
    key = _UNITS.sub("", normalise(_NOTE.sub("", narrow(text))))
    if not key:
        return ""
    if column.kind == "signed" and is_decrease(key):
        return key
    own, known, others = _known(column, table)
    if column.is_money and (found := _COUNT.search(key)):
        return "" if any(found[0] in label for label in own) else found[0]
    if (found := OTHER.search(key)) and not any(found[0] in label for label in own):
        return found[0]
    if not any(TURNS & set(key) == TURNS & set(label) for label in own):
        return next((sign for sign in key if sign in TURNS), key)
    words = (*notice_words().measures, *notice_words().wholes)
    if found_word := next((word for word in words if word in key and not any(word in one for one in known)), ""):
        return found_word
    return _first_word(key, own, known, others)


@remembered(entries=64, longest=80)
def foreign_in_label(text: str, row: FormRow, table: FormTable) -> str:
    """The first word of the printed label of a row that its short label in the form does not know, or a character that
    turns any label into something else (非重复申请); empty where there is none, or the label that it is most like is
    long, where a word more or less changes nothing."""
    key = normalise(_NOTE.sub("", narrow(text)))
    nearest = max(row.keys, key=lambda one: Indel.normalized_similarity(one, key))
    if turns := [character for character in key if character in TURNS and character not in nearest]:
        return turns[0]
    own = [one for one in row.keys if len(one) <= LONGEST_SHORT]
    if nearest not in own:
        return ""
    known = [one for other in (*table.rows, *table.groups) for one in other.keys]
    return _first_word(key, own, known, ())


def _first_word(key: str, labels: Sequence[str], known: Sequence[str], others: Sequence[str]) -> str:
    """The first of the words (see `_words`) beside that of some labels which leaves least; empty where none is left."""
    options = (list(_words(key, label, known, others)) for label in labels)
    best = min(options, key=lambda words: sum(map(len, words)), default=list[str]())
    return next(iter(best), "")


def _words(key: str, label: str, known: Sequence[str], others: Sequence[str]) -> Iterator[str]:
    """The words of a head that are not of a label, nor of what is `known`, nor whole labels of `others`."""
    for edit in Indel.opcodes(label, key):
        if edit.tag in ("replace", "insert"):
            word = key[edit.dest_start : edit.dest_end]
            for other in others:
                word = word.replace(other, "")
            word = _PLAIN.sub("", word)
            if len(word) >= SHORTEST and not any(word in one for one in known):
                yield word


@lru_cache(maxsize=256)
def _known(column: Column, table: FormTable) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    """The labels of a column, what else a head of it may say (the labels of its table, but for those of columns), and
    the labels of the other columns."""
    own = [_UNITS.sub("", normalise(label)) for label in (column.label, *column.aliases)]
    rows = [label for row in (*table.rows, *table.groups) for label in (row.label, *row.aliases)]
    known = [*own, *filter(None, map(normalise, (*rows, *(one.head for one in table.columns), table.label)))]
    others = [normalise(label) for one in table.columns if one is not column for label in (one.label, *one.aliases)]
    return own, known, sorted(others, key=len, reverse=True)
