"""The vocabulary of indicator lists as data: how their rows and columns are printed, from ``schema/indicators.toml``.

A printed label and the labels in the data are compared by their `keys`: what differs from annex to annex without a
meaning (numbers, 其中, notes in brackets, the words 政府信息, a final 数) is taken away on both sides, and then only
equality counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from xxgk.schema.datafile import read_toml, understood
from xxgk.schema.remembered import remembered
from xxgk.schema.text import NUMBERING, clean, narrow
from xxgk.schema.units import UNITS

INDICATORS_FILE = Path(__file__).with_name("indicators.toml")
NAME, UNIT, OTHER = "name", "unit", "other"
YEAR, CUMULATIVE = "year", "cumulative"
LONGEST_HEAD = 80

_UNIT = "|".join(UNITS)
_UNIT_CELL = re.compile(rf"[(]?(?:单位:?)?((?:{_UNIT})(?:[/、]?(?:{_UNIT}))?)[)]?")
_UNIT_NOTE = re.compile(rf"[(](?:单位:?)?({_UNIT})[)]$|单位:?({_UNIT})$")
_WITHIN = re.compile(r"^(?:其中)[:,、]?")
_ORDINAL = re.compile(r"^\d{1,2}(?:\.\d{1,2})*[.、]?(?=[^\d.,、年月件条次个人篇%])")
_NOTE = re.compile(r"\([^()]*\)")
_WORDS = re.compile(r"政府信息(?!公开工作)|信息(?!公开|目录)|的|(?:次|件|条|人|篇)?数量?$")
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Head:
    """What a column head says: its role (`name`, `unit`, `other`, or the kind of its figures), and the year it prints,
    if any."""

    role: str
    year: int = 0


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The patterns of heads and titles, and the labels of rows by code; `within` tells of a kind of column the one that
    counts all that it counts. Known by itself, not by what it holds."""

    heads: Mapping[str, re.Pattern[str]]
    columns: Mapping[str, re.Pattern[str]]
    titles: re.Pattern[str]
    aliases: Mapping[str, tuple[str, ...]]
    within: Mapping[str, str]

    def head(self, printed: str) -> Head | None:
        """What a head says; None where it is none that the vocabulary knows."""
        return _head(printed, self) if len(printed) <= LONGEST_HEAD else None


@remembered(longest=LONGEST_HEAD)
def _head(printed: str, words: Vocabulary) -> Head | None:
    """`Vocabulary.head`, remembered: every cell at the top of every table is asked, and most say the same."""
    text = squeezed(printed)
    for wording in dict.fromkeys((text, _NOTE.sub("", text))):
        for role, pattern in (*words.heads.items(), *words.columns.items()):
            if wording and pattern.fullmatch(wording):
                found = re.search(r"(?:19|20)\d\d", wording)
                return Head(role, int(found[0]) if found and role == YEAR else 0)
    return None


def squeezed(text: str) -> str:
    """Text without spaces, with narrow punctuation."""
    return "".join(narrow(unicodedata.normalize("NFKC", clean(text))).split())


@remembered()
def keys(label: str) -> tuple[str, ...]:
    """What a label is compared by: with the notes in its brackets, then without them.

    >>> keys("其中：2.政府网站公开政府信息数（条）")
    ('政府网站公开',)
    """
    text = _UNIT_NOTE.sub("", squeezed(label))
    before = ""
    while text != before:
        before = text
        text = _WITHIN.sub("", text)
        text = NUMBERING.sub("", text)
        text = _ORDINAL.sub("", text)
    text = text.replace("其它", "其他").replace("或者", "或").replace("做出", "作出")
    found = (_reduced(wording) for wording in (text, _NOTE.sub("", text)))
    return tuple(dict.fromkeys(key for key in found if key))


def _reduced(text: str) -> str:
    text = _NOT_WORD.sub("", text)
    return _WORDS.sub("", text) or text


def unit_of(cell: str) -> str:
    """The unit that a cell prints and nothing else (条, 件/次), else empty."""
    match = _UNIT_CELL.fullmatch(squeezed(cell))
    return match[1] if match else ""


def unit_in(label: str) -> str:
    """The unit in brackets at the end of a label, else empty."""
    match = _UNIT_NOTE.search(squeezed(label))
    return (match[1] or match[2]) if match else ""


@lru_cache
def vocabulary(path: Path = INDICATORS_FILE) -> Vocabulary:
    """The vocabulary of a file, read once."""
    with understood(path):
        data = read_toml(path).data

        def patterns(table: str) -> Iterator[tuple[str, re.Pattern[str]]]:
            for code, several in data[table].items():
                whole = "|".join(f"(?:{pattern})" for pattern in several)
                yield code, re.compile(whole.replace("YEAR", r"(?:19|20)\d\d"))

        heads, columns, titles = (dict(patterns(table)) for table in ("heads", "columns", "titles"))
        aliases = {code: tuple(labels) for code, labels in data["aliases"].items()}
        return Vocabulary(heads, columns, titles["patterns"], aliases, data["within"])
