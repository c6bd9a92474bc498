"""A statement as it is told: a quantity with its number or denial, and where both are printed."""

from __future__ import annotations

import re
from typing import NamedTuple

from xxgk.extractors.narrative.prose.numerals import Numeral, numbers
from xxgk.extractors.narrative.prose.squeeze import Squeezed
from xxgk.schema.quantities import Quantity

_AMOUNT = "元"
_YEAR = re.compile(r"(?:19|20)\d\d年")
_QUOTED = re.compile(r"[“\"‘《「][^“\"‘《「」》”’]{1,40}[”\"’》」]")


class Statement(NamedTuple):
    """A quantity told once. ``start:end`` is its number (or the words that deny it) and ``first:last`` its sentence, in
    the text as printed."""

    quantity: Quantity
    value: int | float
    approximate: bool
    state: str
    start: int
    end: int
    first: int
    last: int


def is_one_print(squeezed: Squeezed, number: Numeral) -> bool:
    """Whether no space stands within the digits: ``2 3`` may be two numbers."""
    if number.start in squeezed.whole:
        return True
    first, last = number.start, number.digits_end - 1
    return squeezed.origin(last) - squeezed.origin(first) == last - first


def plain_value(number: Numeral) -> int | float | None:
    """A whole number, or an amount; no half of anything that is counted."""
    value = number.value
    if value is None:
        return None
    if value == value.to_integral_value():
        return int(value)
    return float(value) if number.unit == _AMOUNT else None


def statement(
    squeezed: Squeezed,
    quantity: Quantity,
    told: tuple[int | float, bool, str],
    place: tuple[int, int, int, int],
) -> Statement:
    """The statement of a quantity: its value, whether it is approximate and its state; `place`, in the plain text, of
    its words and its sentence."""
    start, end, first, last = place
    origin = squeezed.origin
    stop = origin(last) + 1 if last < len(squeezed.plain) and squeezed.plain[last] != "\n" else origin(last - 1) + 1
    return Statement(quantity, *told, origin(start), origin(end - 1) + 1, origin(first), stop)


def skeleton(clause: str) -> str:
    """A clause with N for a number, Y for a year, “…” for a name in quotation marks."""
    parts: list[str] = []
    last = 0
    for number in numbers(clause):
        parts += (clause[last : number.start], f"N{number.unit}")
        last = number.end
    return _YEAR.sub("Y年", _QUOTED.sub("“…”", "".join((*parts, clause[last:]))))
