"""The labels of all forms, for layouts in which nothing but the labels parts the cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise

from rapidfuzz import fuzz, process

from xxgk.schema.forms import Column, Form, FormRow, Group, forms
from xxgk.schema.sections import narrative
from xxgk.schema.text import NUMERAL, normalise

# Labels shorter than this are found only where another label, a number or the beginning stands before them.
SHORT = 5
_NUMBER = re.compile(r"\d?(\d)\s*[.、．]")
SHORTEST_LIKE, LONGEST_LIKE, LIKE = 8, 60, 80
"""Fewest and most characters of a label, and its likeness to one of the vocabulary (0 to 100), from which it counts as
a misprint of it."""
_CHINESE = range(0x4E00, 0xA000)
OPENING = ("(", "《", "“")
"""What may open a label; a bracket that a label closes is none of the figure before it."""
_NUMBER_IN_BRACKETS = re.compile(rf"\s*+\([{NUMERAL}]+\)")
_NUMBERING = rf"(?:\([{NUMERAL}]+\)|(?<![{NUMERAL}])[{NUMERAL}]++、|\d[.、])?"


@dataclass(frozen=True)
class FormLabels:
    """Normalised labels: `rows` carry figures, `heads` over columns and `groups` over rows do not. A label that one
    form prints over rows and another before figures is in both; one that a form itself prints both ways is a row.
    `numbers` are those that forms print before a label (1 of 1.属于国家秘密), `under` the labels of the rows over which
    a group is printed."""

    rows: frozenset[str]
    heads: frozenset[str]
    groups: frozenset[str]
    numbers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    under: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def is_row_before(self, label: str, following: str) -> bool:
        """Whether a label, normalised, is that of a row without figures where another one directly follows."""
        if label not in self.rows or label not in self.groups:
            return label in self.rows
        return following in self.rows and following not in self.under.get(label, ())

    def may_number(self, text: str, stop: int) -> bool:
        """Whether the digit before a stop may number the label behind it: one that no form prints, or one that some
        form prints with that number. Without a label there is no number."""
        if not text[stop + 1 :].strip():
            return False
        label = self.pattern.match(text, stop + 1)
        if label is None:
            return True
        end = label.end()
        if "\u4e00" <= text[end : end + 1] <= "\u9fff" and not self.pattern.match(text, end):
            return True
        return text[stop - 1] in self.numbers.get(normalise(label[0]), ())

    def numbers_label(self, text: str, stop: int) -> bool:
        """Whether the digit before a stop is that with which some form prints the label behind it."""
        label = self.pattern.match(text, stop + 1)
        return label is not None and text[stop - 1] in self.numbers.get(normalise(label[0]), ())

    @cached_property
    def all(self) -> frozenset[str]:
        """Every label."""
        return self.rows | self.heads | self.groups

    @cached_property
    def strange(self) -> re.Pattern[str]:
        """Finds a Chinese character that stands in no label, nor in the number or the year that may stand beside it."""
        known = sorted({*"".join(self.all), *NUMERAL, *"第部分章节年度"})
        edges = [_CHINESE[0] - 1, *(ord(one) for one in known if ord(one) in _CHINESE), _CHINESE[-1] + 1]
        between = (f"{chr(before + 1)}-{chr(behind - 1)}" for before, behind in pairwise(edges) if behind > before + 1)
        return re.compile(f"[{''.join(between)}]")

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds any label in narrow text, with its numbering, whatever punctuation and spaces it is printed with. What
        none begins with is told before all of them are tried."""
        labels = sorted(self.all, key=len, reverse=True)
        first = re.escape("".join(sorted({label[0] for label in labels})))
        return re.compile(
            rf"(?=[(\d{NUMERAL}{first}]){_NUMBERING}(?:"
            + "|".join(r"[\W_]*?".join(map(re.escape, label)) for label in labels)
            + ")"
        )

    def is_like_one(self, text: str) -> bool:
        """Whether a text is a misprint of one label, as a whole."""
        key = normalise(text)
        return (
            len(key) >= SHORTEST_LIKE
            and process.extractOne(key, self.all, scorer=fuzz.ratio, score_cutoff=LIKE) is not None
        )

    def segments(self, text: str) -> list[tuple[int, int]]:
        """The spans of the labels that `text` (narrow, no figures) strings together; what is no label stays a span too.

        A bracketed note joins the label before it, and a short label inside an unknown one is not torn out of it."""
        spans: list[tuple[int, int]] = []
        end = 0
        for match in self.pattern.finditer(text):
            start = end if text[end : match.start()].strip() in OPENING else match.start()
            if start > end and text[end:start].strip():
                if len(normalise(match[0])) < SHORT and normalise(match[0]) == normalise(match[0].lstrip()):
                    continue
                spans.append((end, start))
            spans.append((start, match.end()))
            end = match.end()
        if text[end:].strip():
            spans.append((end, len(text)))
        return _with_notes(spans, text)


def _with_notes(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        piece = text[start:end]
        is_note = piece.lstrip().startswith("(") and not _NUMBER_IN_BRACKETS.match(piece)
        if joined and (is_note or not normalise(piece)):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


@lru_cache
def form_labels(of: tuple[Form, ...] | None = None) -> FormLabels:
    """The labels of the given forms (all forms by default)."""
    rows: set[str] = set()
    heads: set[str] = set()
    groups: set[str] = set()
    for form in of or forms():
        for sheet in form.sheets:
            if sheet.listed:  # found by its heads, see `extractors.readers.text.listing`
                continue
            heads.update(sheet.heads)
            for table in sheet.tables:
                if normalise(table.label) not in narrative().section_of:
                    heads.add(normalise(table.label))
                heads.update(_labels(table.columns))
                rows.update(_labels(table.rows))
                groups.update(_labels(table.groups) - _labels(table.rows))
    rows, heads, groups = (known - {""} for known in (rows, heads, groups))
    of = of or forms()
    return FormLabels(frozenset(rows), frozenset(heads), frozenset(groups), _numbers(of), _under(of))


def _labels(labelled: Iterable[Column | Group | FormRow]) -> set[str]:
    return {key for one in labelled for key in one.keys}


def _under(of: Iterable[Form]) -> Mapping[str, frozenset[str]]:
    """The labels of the rows under each group of rows, directly or in a group of it."""
    found: dict[str, set[str]] = {}
    for table in (table for form in of for sheet in form.sheets for table in sheet.tables):
        groups = {group.code: group for group in table.groups}
        for row in table.rows:
            code = row.group
            while code in groups:
                for key in groups[code].keys:
                    found.setdefault(key, set()).update(row.keys)
                code = groups[code].group
    return {label: frozenset(rows) for label, rows in found.items()}


def _numbers(of: Iterable[Form]) -> Mapping[str, frozenset[str]]:
    """The digits that some form prints before the stop behind which a label begins; all aliases have that of theirs."""
    found: dict[str, set[str]] = {}
    for row in (row for form in of for sheet in form.sheets for table in sheet.tables for row in table.rows):
        if number := _NUMBER.match(row.label):
            for key in row.keys:
                found.setdefault(key, set()).add(number[1])
    return {label: frozenset(numbers) for label, numbers in found.items()}
