"""A table that runs on among prose, cut out of the piece of text in which it stands.

It begins where labels of the form stand side by side, as heads do and prose does not, and ends behind the last label
that figures follow; a sentence between two labels ends it, too. A caption, an instruction or a sentence before or
behind it takes nothing from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from xxgk.extractors.labels.vocabulary import FormLabels
from xxgk.extractors.readers.text.lines import Line
from xxgk.schema.money import MONEY
from xxgk.schema.text import NUMBERING, NUMERAL, narrow, normalise
from xxgk.schema.units import COUNTED

SHORTEST = 60
SIDE_BY_SIDE = 3
# Text between two labels that is longer is no label of the agency's own.
LONGEST_GAP = 60
SENTENCE = re.compile("[。；]")
_BEHIND_WORD = re.compile(r"[\u4e00-\u9fff)”\"]\s*\d")
_UNIT = "|".join((*MONEY, *COUNTED))
# In brackets behind the last figure of a table, or between its parts: it tells of the table, not of the figure.
ON_TABLE = r"\((?:[续接][^()]{0,4}表|(?:[以如]上|上述|本[表列]|[上下]表|注|说明)[^()]*(?:数据|统计|口径|表)[^()]*)\)"
NOTE = rf"(?!{ON_TABLE})\((?![{NUMERAL}\d]+\))[^()]*\)"
"""In brackets behind a figure: neither of the table, nor a numbering."""
_FIGURES = re.compile(rf"(?:\s*(?:\d[\d,]*(?:\.\d+)?(?:{_UNIT})?(?:{NOTE})?|[-—–/]+))+")
# What stands in the last cell behind its digits (6O).
_REST = re.compile(r"[^\s\u4e00-\u9fff().、,;:。\"'“”]+")
_YEAR = re.compile(r"(?:19|20)\d\d$")


def cut_out(line: Line, words: FormLabels) -> Iterator[Line]:
    """The pieces of a line: what stands before its tables, between and behind them, and the tables."""
    plain = narrow(line.text)
    edges = [0, *(edge for span in _tables(plain, words) for edge in span), len(plain)]
    for start, end in pairwise(edges):
        if plain[start:end].strip():
            yield line if (start, end) == (0, len(plain)) else line.piece(start, end)


def _tables(plain: str, words: FormLabels) -> Iterator[tuple[int, int]]:
    if len(plain) < SHORTEST or not _BEHIND_WORD.search(plain):
        return
    labels = list(words.pattern.finditer(plain))
    number = 0
    while number + SIDE_BY_SIDE <= len(labels):
        if any(_between(plain, labels, other).strip(' "“”') for other in range(number, number + SIDE_BY_SIDE - 1)):
            number += 1
            continue
        start, end = labels[number].start(), 0
        reached = labels[number].end()
        while number < len(labels) and _goes_on(plain[reached : labels[number].start()]):
            label = labels[number]
            reached = _end_of_figures(plain, label.end(), words)
            end = reached if reached > label.end() else end
            number += 1
        if end:
            yield (start - 1 if plain[:start].endswith("(") else start), end


def _between(plain: str, labels: list[re.Match[str]], number: int) -> str:
    return plain[labels[number].end() : labels[number + 1].start()]


def _goes_on(gap: str) -> bool:
    return len(gap) <= LONGEST_GAP and not SENTENCE.search(gap)


def _end_of_figures(plain: str, start: int, words: FormLabels) -> int:
    """The end of the figures behind a label; `start` where there are none, or where they may run into prose."""
    figures = _FIGURES.match(plain, start)
    if figures is None:
        return start
    end = _before_remark(plain, figures, words)
    following = plain[end : end + 1]
    if not plain[end - 1].isdigit():
        return end
    if following in (".", "、"):
        return end - 1
    if following == "年":
        return end - 4 if _YEAR.search(plain[start:end]) and end - 4 > start else start
    if following in ("月", "日", "号"):
        return start
    rest = None if NUMBERING.match(plain[end:]) else _REST.match(plain, end)
    return rest.end() if rest else end


def _before_remark(plain: str, figures: re.Match[str], words: FormLabels) -> int:
    """The end of figures without the sentence in brackets behind them, which is said of the table and not of its last
    cell; but with it where a row of the form follows."""
    end = figures.end()
    opening = plain.rfind("(", figures.start(), end) if plain[end - 1] == ")" else -1
    label = words.pattern.match(plain, end)
    if opening < 0 or not SENTENCE.search(plain, opening, end):
        return end
    is_within = label is not None and normalise(label[0]) in words.rows | words.groups
    return end if is_within else figures.start() + len(plain[figures.start() : opening].rstrip())
