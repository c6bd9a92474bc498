"""When a condition of a workbook gives a cell its look: those that compare it with numbers are understood, others may
hold for any cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from xxgk.extractors.readers.sheets.formats import number_of

_HOLDS: Mapping[str, Callable[[Decimal, Decimal, Decimal], bool]] = {
    "equal": lambda number, first, _: number == first,
    "notequal": lambda number, first, _: number != first,
    "greater": lambda number, first, _: number > first,
    "greaterthan": lambda number, first, _: number > first,
    "greaterorequal": lambda number, first, _: number >= first,
    "greaterthanorequal": lambda number, first, _: number >= first,
    "less": lambda number, first, _: number < first,
    "lessthan": lambda number, first, _: number < first,
    "lessorequal": lambda number, first, _: number <= first,
    "lessthanorequal": lambda number, first, _: number <= first,
    "between": lambda number, first, second: min(first, second) <= number <= max(first, second),
    "notbetween": lambda number, first, second: not min(first, second) <= number <= max(first, second),
}
"""What a comparison says of a number and one or two others, by its name in either format."""


class Comparison(NamedTuple):
    """A comparison with numbers; without a name nobody knows what is compared."""

    name: str = ""
    numbers: tuple[Decimal, ...] = ()

    def may_hold(self, number: Decimal | None) -> bool:
        """Whether it may be true of a cell; `number` is None for one that holds none."""
        holds = _HOLDS.get(self.name)
        if holds is None or number is None:
            return True
        return holds(number, self.numbers[0], self.numbers[-1])


def comparison(name: str, operands: Sequence[str]) -> Comparison:
    """A comparison by its name and what it compares with."""
    numbers = [number_of(operand) for operand in operands if operand.strip()]
    known = [number for number in numbers if number is not None]
    needed = 2 if name.lower().endswith("between") else 1
    if name.lower() not in _HOLDS or len(known) != needed or len(known) < len(numbers):
        return Comparison()
    return Comparison(name.lower(), tuple(known))
