"""The units of money that a table prints: of an amount, in whatever unit they agree on; over counts they are a doubt.

The unit of an amount is printed over it, in the label of its row, in a caption, or in a field of its own. An amount is
read in another unit than the form's only where all of these say the same: whether the head or its print is wrong
cannot be known, and 元 taken for 万元 is a factor of ten thousand.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from xxgk.extractors.labels.sheet_labels import SheetLabels, labels_of
from xxgk.extractors.recognition.claims import Doubt, SheetClaims, refused
from xxgk.extractors.recognition.tables import TableBlock
from xxgk.schema.forms import Column, FormRow, Sheet
from xxgk.schema.money import YUAN, units_in
from xxgk.schema.text import narrow, normalise

ALIKE = 75
"""Likeness (0 to 100) of a head, without its unit, to that of a column."""
LONGEST_LABEL = 80
SHORTEST_HEAD = 4
"""Characters of a head by which it is known within a longer text."""
_CAPTION = "单位"
# A unit of money that stands for itself: in brackets, behind a mark or 单位, or as all of a text.
_PLAIN = re.compile(r"(?:^|[(:、,/;]|单位)([十百千万亿]{0,2}[美欧日港韩澳加新]?元)(?=$|[):、,/;])")


class _Printed(NamedTuple):
    """A text that prints units of money: it without them, normalised; the units; whether it stands for a whole table,
    since it is a unit and no more, or says 单位; the labels of columns that it holds: heads that nothing parts stand in
    one text, and none of them is the caption of a table."""

    text: str
    stem: str
    units: tuple[str, ...]
    caption: bool
    heads: frozenset[str] = frozenset()


def heed_units(block: TableBlock, found: SheetClaims) -> SheetClaims:
    """A sheet with the units of money that its block prints, and doubts on the rows that they contradict."""
    printed = list(_printed(block)) if "元" in block.words else []
    if not printed:
        return found
    heads = _heads(labels_of(found.sheet))
    printed = [one._replace(heads=frozenset(head for head in heads if head in one.stem)) for one in printed]
    units: dict[str, str] = {}
    doubts: list[tuple[int, Doubt]] = []
    for entry, _ in found.standing():
        table, row = found.sheet.entries[entry]
        for column, code in zip(table.columns, found.sheet.codes[entry], strict=True):
            told, why = _of_column(column, row, found.sheet, printed)
            if why:
                doubts.append((entry, refused(why)))
            elif told:
                units[code] = told
    return replace(found.doubted(doubts), units=units) if units or doubts else found


def _of_column(column: Column, row: FormRow, sheet: Sheet, printed: Sequence[_Printed]) -> tuple[str, str]:
    """The unit in which the figures of a column are printed, as far as anything says it; and why they are refused."""
    heads = _labels(column)
    over = [one for one in printed if _is_of(one.stem, heads)]
    among = [one for one in printed if heads & one.heads and one.heads - heads and one not in over]
    if column.kind != "money" and column.unit not in YUAN:
        return "", next((f"its head prints another unit: {one.text}" for one in (*over, *among)), "")
    if among:
        return "", f"the unit of one of several heads may be its own: {among[0].text}"
    others = labels_of(sheet)
    of_row = [one for one in printed if one.stem in _labels(row)]
    captions = [one for one in printed if one.caption and not (one.heads or others.is_label(one.stem))]
    told = {unit: one.text for one in (*over, *of_row, *captions) for unit in one.units}
    if len(told) > 1:
        return "", f"different units are printed for it: {', '.join(dict.fromkeys(told.values()))}"
    if not told.keys() <= YUAN.keys():
        return "", f"its head prints a unit that is not known: {next(iter(told.values()))}"
    unit = next(iter(told), column.unit)
    if unit in YUAN and (other := next((one for one in printed if _may_be_of(one, unit, heads, others)), None)):
        return "", f"it may be printed in another unit: {other.text}"
    return next(iter(told), ""), ""


def _printed(block: TableBlock) -> Iterator[_Printed]:
    """The texts of a block that print units of money."""
    texts = _whole(text for row in block.printed() for _, text in row.run)
    for text in dict.fromkeys(text for text in (*block.captions, *texts) if "元" in text):
        plain = narrow("".join(text.split()))
        units = _units(plain) if len(plain) <= LONGEST_LABEL else ()
        if units:
            stem = normalise(_PLAIN.sub("", plain)).replace(_CAPTION, "")
            for unit in units:
                stem = stem.removesuffix(unit)
            yield _Printed(" ".join(text.split()), stem, units, not stem or _CAPTION in plain)


def _whole(texts: Iterable[str]) -> Iterator[str]:
    """Some texts in their order, a bracket that one opens and a later one closes put together: (亿 and 元)."""
    opened = ""
    for text in texts:
        plain = narrow(text)
        opening = plain.count("(") - plain.count(")")
        yield opened + text if opening < 0 else text
        opened = text if opening > 0 else "" if opening < 0 else opened


def _units(plain: str) -> tuple[str, ...]:
    """The units that a text prints: for themselves, or at its end, behind whatever it says."""
    last = units_in(plain)
    at_end = last[-1:] if last and plain.endswith(last[-1]) else []
    return tuple(dict.fromkeys((*_PLAIN.findall(plain), *at_end)))


def _is_of(stem: str, labels: Collection[str]) -> bool:
    """Whether a head, without its unit, is that of a column, or a misprint or another wording of it."""
    return stem in labels or any(fuzz.ratio(stem, label) >= ALIKE for label in labels)


def _may_be_of(one: _Printed, unit: str, heads: Collection[str], others: SheetLabels) -> bool:
    """Whether a text that is no label of the sheet prints another unit, and two characters of a head: 收费（元）."""
    if unit in one.units or others.is_label(one.stem):
        return False
    return any(one.stem[at : at + 2] in head for at in range(len(one.stem) - 1) for head in heads)


@lru_cache(maxsize=64)
def _heads(of: SheetLabels) -> Sequence[str]:
    """The labels of all columns of a sheet that are known within a longer text."""
    columns = (column for table in of.sheet.tables for column in table.columns)
    return [label for label in frozenset[str]().union(*map(_labels, columns)) if len(label) >= SHORTEST_HEAD]


@lru_cache(maxsize=1024)
def _labels(one: Column | FormRow) -> frozenset[str]:
    """The labels of a row or column, normalised, without the units that they print."""
    labels = (normalise(_PLAIN.sub("", narrow(label))).replace(_CAPTION, "") for label in (one.label, *one.aliases))
    return frozenset(label for label in labels if label)
