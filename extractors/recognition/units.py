"""The units that a table prints: of an amount, in whatever unit of money they agree on; over counts they are a doubt.

The unit of an amount is printed over it, in the label of its row, in a caption, in a field of its own, or behind the
amount. An amount is read only where all of these say the same, and one of them says it: whether the head or its print
is wrong cannot be known, the form's unit is no print, and 元 taken for 万元 is a factor of ten thousand. Zero is zero
in any unit. So is 万件 taken for 件: counts under a unit that is none of counts, one of many of them (万件), or a share
(%), are not read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from xxgk.extractors.labels.sheet_labels import SheetLabels, labels_of
from xxgk.extractors.labels.values import read_value
from xxgk.extractors.recognition.claims import Doubt, SheetClaims, refused
from xxgk.extractors.recognition.tables import TableBlock
from xxgk.schema.document import Where
from xxgk.schema.forms import Column, FormRow, FormTable, Sheet
from xxgk.schema.money import YUAN, units_in
from xxgk.schema.remembered import remembered
from xxgk.schema.text import narrow, normalise
from xxgk.schema.units import COUNTED

ALIKE = 75
"""Likeness (0 to 100) of a head, without its unit, to that of a column."""
LONGEST_LABEL = 80
SHORTEST_HEAD = 4
"""Characters of a head by which it is known within a longer text."""
_CAPTION = "单位"
_COUNTED = "|".join(COUNTED)
_MONEY = r"[十百千万亿]{0,2}[美欧日港韩澳加新]?元"
_OTHER = rf"[十百千万亿]{{1,2}}(?:{_COUNTED})?|[%‰]|百分[比点]"
# What stands for itself: in brackets, behind a mark, 单位 or 以, or as all of a text.
_APART = r"(?:^|[(:、,/;]|单位为?|以)({})(?=$|[():、,/;]|为单位)"
_PLAIN, _ONE_BY_ONE = re.compile(_APART.format(f"{_MONEY}|{_OTHER}")), re.compile(_APART.format(_COUNTED))
_SIGNS = re.compile(r"[元%％‰十百千万亿]")
_BARE = re.compile(r"[十百千万亿]+")


class _Printed(NamedTuple):
    """A text that prints units: it without them, normalised; the units; whether it stands for a whole table, since it
    is a unit and no more, or says 单位; the labels of columns that it holds: heads that nothing parts stand in one
    text, and none of them is the caption of a table."""

    text: str
    stem: str
    units: tuple[str, ...]
    caption: bool
    heads: frozenset[str] = frozenset()

    @property
    def money(self) -> tuple[str, ...]:
        """Those of money; a multiple of nothing (万) is one of 元 over an amount, and in a caption it is none."""
        bare = () if self.caption else tuple([f"{unit}元" for unit in self.units if _BARE.fullmatch(unit)])
        return (*(unit for unit in self.units if unit.endswith("元")), *bare)

    @property
    def counts_none(self) -> bool:
        """Whether it says that what stands below are no counts one by one."""
        money = all(unit.endswith("元") for unit in self.units)
        return not (money and _ONE_BY_ONE.search(narrow("".join(self.text.split()))))


def heed_units(block: TableBlock, shown: Sequence[SheetClaims]) -> Sequence[SheetClaims]:
    """What a block shows, with the units of money that it prints, and doubts on the rows that its units contradict."""
    printed = list(_printed(block)) if shown else []
    return [_heeding(printed, block, found) for found in shown]


def _heeding(printed: Sequence[_Printed], block: TableBlock, found: SheetClaims) -> SheetClaims:
    """A sheet with the units that are `printed` in its block."""
    heads = _heads(labels_of(found.sheet))
    printed = [one._replace(heads=frozenset(head for head in heads if head in one.stem)) for one in printed]
    units: dict[str, str] = {}
    doubts: list[tuple[int, Doubt]] = list(_under_captions(block, found, printed))
    for entry, claim in found.standing():
        table, row = found.sheet.entries[entry]
        if not (printed or _has_amount(table)):
            continue
        for column, code in zip(table.columns, found.sheet.codes[entry], strict=True):
            told, why = _of_column(column, row, table, found.sheet, printed)
            if not (told or why) and column.unit in YUAN and any(map(_is_bare_amount, claim.texts)):
                why = "no unit of money is printed for it"
            if why:
                doubts.append((entry, refused(why)))
            elif told:
                units[code] = told
    return replace(found.doubted(doubts), units=units) if units or doubts else found


def _under_captions(block: TableBlock, found: SheetClaims, printed: Sequence[_Printed]) -> Iterator[tuple[int, Doubt]]:
    """The rows of counts of a sheet that stand directly under a caption which says that they are none, down to the next
    caption. A unit of money is that of an amount, where one stands among them."""
    entries = {claim.row.where: entry for entry, claim in found.claims.items()}
    for caption, rows in _below(block, {one.text: one for one in printed if one.caption and not one.heads}):
        own = [entries[where] for where in rows if where in entries]
        tables = {entry: found.table_of(entry) for entry in own}
        if not own or rows[0] not in entries or not caption.counts_none:
            continue
        if caption.money == caption.units and any(map(_has_amount, tables.values())):
            continue
        for entry in own:
            if not all(column.is_money for column in tables[entry].columns):
                yield entry, refused(f"its caption prints another unit than that of counts: {caption.text}")


def _below(block: TableBlock, captions: Mapping[str, _Printed]) -> Iterator[tuple[_Printed, list[Where]]]:
    """Each of some captions, and where the rows of figures stand between it and the next. Beside others in a row money
    is the unit of a head, of a table that may end with it."""
    current: tuple[_Printed, list[Where]] | None = None
    for number, rows in enumerate(block.rows):
        before = [(text, None) for place, text in block.captions if place == number]
        printed = ((text, row) for row in rows for text in ([""] if row.filled else [text for _, text in row.run]))
        for text, row in (*before, *printed):
            if row is not None and row.filled:
                if current:
                    current[1].append(row.where)
            elif caption := captions.get(" ".join(text.split())):
                if row is not None and len(row.run) > 1 and caption.money == caption.units:
                    continue
                if current:
                    yield current
                current = caption, []
    if current:
        yield current


def _is_bare_amount(text: str) -> bool:
    """Whether a cell prints an amount other than zero, and not its unit."""
    return bool(read_value(text)[0]) and not units_in(narrow("".join(text.split())))


@lru_cache(maxsize=256)
def _has_amount(table: FormTable) -> bool:
    return any(column.is_money for column in table.columns)


def _of_column(
    column: Column, row: FormRow, table: FormTable, sheet: Sheet, printed: Sequence[_Printed]
) -> tuple[str, str]:
    """The unit in which the figures of a column are printed, as far as anything says it; and why they are refused."""
    heads = _labels(column)
    over = [one for one in printed if _is_of(one.stem, heads)]
    among = [one for one in printed if heads & one.heads and one.heads - heads and one not in over]
    of_row = [one for one in printed if one.stem in _labels(row)]
    if not column.is_money:
        around = _around(column, row, table, sheet)
        beside = (
            *(one for one in printed if one in over or one in among or one.stem in around),
            *(one for one in of_row if one.units != one.money or not _has_amount(table)),
        )
        return "", next((f"its head or label prints another unit: {one.text}" for one in beside), "")
    if among:
        return "", f"the unit of one of several heads may be its own: {among[0].text}"
    others = labels_of(sheet)
    captions = [one for one in printed if one.caption and one.money and not (one.heads or others.is_label(one.stem))]
    told = {unit: one.text for one in (*over, *of_row, *captions) for unit in one.money or one.units}
    if len(told) > 1:
        return "", f"different units are printed for it: {', '.join(dict.fromkeys(told.values()))}"
    if not told.keys() <= YUAN.keys():
        return "", f"its head prints a unit that is not known: {next(iter(told.values()))}"
    unit = next(iter(told), column.unit)
    if unit in YUAN and (other := next((one for one in printed if _may_be_of(one, unit, heads, others)), None)):
        return "", f"it may be printed in another unit: {other.text}"
    return next(iter(told), ""), ""


def _printed(block: TableBlock) -> Iterator[_Printed]:
    """The texts of a block that print units."""
    texts = _whole(text for row in block.printed() for _, text in row.run)
    captions = (text for _, text in block.captions)
    return filter(None, map(_printed_in, dict.fromkeys((*captions, *texts))))


@remembered(entries=512, longest=48)
def _printed_in(text: str) -> _Printed | None:
    """The units that a text prints; None where it prints none."""
    if not _SIGNS.search(text):
        return None
    plain = narrow("".join(text.split()))
    units = _units(plain) if len(plain) <= LONGEST_LABEL else ()
    if not units:
        return None
    stem = normalise(_PLAIN.sub("", plain)).replace(_CAPTION, "")
    for unit in units:
        stem = stem.removesuffix(unit)
    begins = any(plain.startswith(f"({unit})") for unit in units)
    return _Printed(" ".join(text.split()), stem, units, begins or not stem or _CAPTION in plain)


def _whole(texts: Iterable[str]) -> Iterator[str]:
    """Some texts in their order, a bracket that one opens and a later one closes put together: (亿 and 元)."""
    opened = ""
    for text in texts:
        plain = narrow(text)
        opening = plain.count("(") - plain.count(")") if "(" in plain or ")" in plain else 0
        yield opened + text if opening < 0 else text
        opened = text if opening > 0 else "" if opening < 0 else opened


def _units(plain: str) -> tuple[str, ...]:
    """The units that a text prints: for themselves, or, of money, at its end, behind whatever it says."""
    last = units_in(plain)
    at_end = last[-1:] if last and plain.endswith(last[-1]) else []
    found = _PLAIN.findall(plain)
    if plain.count("(") > plain.count(")"):  # 单位:千 is cut, and 元 may follow
        found = [unit for unit in found if not _BARE.fullmatch(unit)]
    return tuple(dict.fromkeys((*found, *at_end)))


def _is_of(stem: str, labels: Collection[str]) -> bool:
    """Whether a head, without its unit, is that of a column, or a misprint or another wording of it."""
    return stem in labels or any(fuzz.ratio(stem, label) >= ALIKE for label in labels)


def _may_be_of(one: _Printed, unit: str, heads: Collection[str], others: SheetLabels) -> bool:
    """Whether a text that is no label of the sheet prints another unit, and two characters of a head: 收费（元）."""
    if unit in one.money or not one.money or others.is_label(one.stem):
        return False
    return any(one.stem[at : at + 2] in head for at in range(len(one.stem) - 1) for head in heads)


@lru_cache(maxsize=64)
def _heads(of: SheetLabels) -> Sequence[str]:
    """The labels of all columns of a sheet that are known within a longer text."""
    columns = (column for table in of.sheet.tables for column in table.columns)
    return [label for label in frozenset[str]().union(*map(_labels, columns)) if len(label) >= SHORTEST_HEAD]


@lru_cache(maxsize=2048)
def _around(column: Column, row: FormRow, table: FormTable, sheet: Sheet) -> frozenset[str]:
    """What stands over a column and others, and before a row and others: the labels of groups, normalised; of a sheet
    of counts alone what stands over all of it, too."""
    groups = {group.code: group for group in table.groups}
    over = () if any(map(_has_amount, sheet.tables)) else labels_of(sheet).over
    found = {normalise(column.head), *over}
    code = row.group
    while code in groups:
        found |= {*groups[code].keys}
        code = groups[code].group
    return frozenset(found - {""})


@lru_cache(maxsize=1024)
def _labels(one: Column | FormRow) -> frozenset[str]:
    """The labels of a row or column, normalised, without the units that they print."""
    labels = (normalise(_PLAIN.sub("", narrow(label))).replace(_CAPTION, "") for label in (one.label, *one.aliases))
    return frozenset(label for label in labels if label)
