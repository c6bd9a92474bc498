"""The units that stand over an indicator list, in a caption, in a line above its heads, or in a head of its figures.

A row that prints its own unit has that one, if what stands over it does not say another. An amount for which nothing
prints a unit is not read: whether 5 are 元 or 万元 is a factor of ten thousand, and the form's unit is no print. Zero
is zero in any unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from xxgk.extractors.labels.values import read_value
from xxgk.schema.document import Cell
from xxgk.schema.indicators import squeezed
from xxgk.schema.money import MONEY, units_in
from xxgk.schema.units import UNITS

MULTIPLE = re.compile("[十百千万亿%％‰]")
"""What a unit of counts begins with that are not counted one by one."""
LONGEST = 80
_ONE = rf"(?:[十百千万亿]{{0,4}}+(?:{'|'.join(UNITS)})|[十百千万亿]{{1,4}}+|[%‰])"
_SEVERAL = rf"{_ONE}(?:[、,;/和及]{{0,2}}+{_ONE}){{0,8}}+"
# 单位: is of a table; 填报单位: is a body
_OVER = re.compile(
    rf"(?:^|[^\w]|表|(?:金额|计量|计算|统计|货币|数量))单位[:为]?({_SEVERAL})(?!\w)|\(({_SEVERAL})\)$|^({_SEVERAL})$"
)
_EACH = re.compile(_ONE)


def units_over(texts: Iterable[str]) -> Sequence[str]:
    """The units that some texts over a list print."""
    return tuple(dict.fromkeys(unit for text in texts if len(text) <= LONGEST for unit in _units(squeezed(text))))


def _units(text: str) -> Iterator[str]:
    for found in _OVER.finditer(text):
        yield from _EACH.findall(next(filter(None, found.groups())))


def unit_of_amount(label: str, unit: str, over: Sequence[str], cells: Iterable[Cell]) -> tuple[str, str]:
    """The unit in which a row of an amount is printed, which says `unit` itself or nothing; and why it is refused."""
    money = [one for one in over if one in MONEY]
    own = unit or next(iter(units_in(squeezed(label))), "")
    if own:
        is_other = bool(money) and own in MONEY and own not in money
        return own, f"its unit is {own}, and over the list stands {'、'.join(money)}" if is_other else ""
    if len(money) == 1:
        return money[0], ""
    if all(units_in(squeezed(cell.text)) or not read_value(cell.text)[0] for cell in cells):
        return "", ""
    return "", f"over the list stand {'、'.join(money)}" if money else "no unit of money is printed for it"


def other_counts(unit: str, over: Sequence[str]) -> str:
    """Why what stands over a list says that the counts of a row, which prints `unit` or none, are not counted one by
    one; else empty."""
    many = [one for one in over if one not in MONEY and MULTIPLE.match(one)]
    other = next((one for one in many if not unit or MULTIPLE.sub("", one) in ("", unit)), "")
    return f"over the list stands the unit {other}" if other else ""
