"""The units that heads print over amounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from xxgk.extractors.recognition.claims import Doubt, SheetClaims, refused
from xxgk.schema.forms import Column, Sheet
from xxgk.schema.money import YUAN, units_in
from xxgk.schema.text import normalise

COUNTED = "件"


def heed_units(words: str, found: SheetClaims) -> SheetClaims:
    """A sheet with the units that the heads among the `words` of its block print. Over a column of money it is the unit
    of its figures; over another one a unit of money that is not the form's (元 for 万元) refuses its rows: whether the
    head or its print is wrong cannot be known."""
    units: dict[str, str] = {}
    doubts: list[tuple[int, Doubt]] = []
    for entry, column, code, labels in _amounts(found.sheet):
        if not found.stands(entry):
            continue
        heads = {unit: head for head in _other_heads(words, labels) for unit in units_in(head)}
        first = next(iter(heads.values()), "")
        if column.kind != "money" and heads:
            doubts.append((entry, refused(f"its head prints another unit: {first}")))
        elif len(heads) > 1:
            doubts.append((entry, refused(f"its heads print different units: {', '.join(heads.values())}")))
        elif not heads.keys() <= YUAN.keys():
            doubts.append((entry, refused(f"its head prints a unit that is not known: {first}")))
        elif heads:
            units[code] = next(iter(heads))
    return replace(found.doubted(doubts), units=units) if units or doubts else found


@lru_cache(maxsize=256)
def _amounts(sheet: Sheet) -> Sequence[tuple[int, Column, str, Sequence[str]]]:
    """The cells of a sheet that are no counts: row, column, code, and the heads of the column, normalised, longest
    first."""
    return [
        (number, column, code, sorted({*map(normalise, (column.label, *column.aliases))}, key=len, reverse=True))
        for number, (table, _) in enumerate(sheet.entries)
        for column, code in zip(table.columns, sheet.codes[number], strict=True)
        if column.unit != COUNTED
    ]


def _other_heads(words: str, labels: Sequence[str]) -> Iterator[str]:
    """What heads that begin like one of the `labels` of a column print behind that, normalised."""
    for word in words.split("\n"):
        stem = next((label for label in labels if word.startswith(label)), word)
        if word != stem:
            yield word[len(stem) :]
