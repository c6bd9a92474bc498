"""Numbers in ways of printing that say the same: years in characters (二〇〇九年), a unit in brackets (3(件)) and lists
with one unit: 收到申请28件(网上17、书面11), 网上17、书面11(单位:件).
"""

from __future__ import annotations

import re

from xxgk.extractors.narrative.prose.numerals import UNITS, numbers
from xxgk.extractors.narrative.prose.squeeze import Span, Squeezed, put_for, put_together
from xxgk.schema.text import ZERO

_DIGITS = {**dict(zip("一二三四五六七八九", "123456789", strict=True)), **dict.fromkeys(ZERO, "0")}
# Each of these begins with characters of its own, and looks behind it there: so the search skips to the next of them.
_YEAR = re.compile(rf"[一二](?<![{''.join(_DIGITS)}\d].)(?:(?<=一)九|(?<=二)[{ZERO}])[{''.join(_DIGITS)}]{{2}}(?=年)")
_IN_BRACKETS = re.compile(rf"(?P<opens>\()(?<=\d\()(?:{UNITS})(?P<closes>\))")
_MEMBER = r"(?![^\d]{0,11}年)[^\d,。;:、()\n]{2,12}\d[\d,]{0,6}(?<!,)(?=[、,;。()\n]|$)"
_LIST = rf"(?P<list>{_MEMBER}(?:[、,]{_MEMBER}){{1,8}})"
_SAYS_UNIT = "(单位:"
_UNIT_BEHIND = re.compile(rf"(?:^|(?<=[。,;:(\n])){_LIST}\(单位:(?P<unit>{UNITS})\)")
_UNIT_BEFORE = re.compile(
    rf"(?P<total>\d(?<![\d,.].)[\d,]{{0,6}}(?<!,))(?P<unit>{UNITS})(?:申请)?(?:\(|[,:]?其中[,:]?|:){_LIST}(?=[)。;\n]|$)"
)
_COUNTED = re.compile(r"\d[\d,]*+(?<!,)")
_CHARACTERS = "〇零一二两三四五六七八九十百千万"
_WORDED = re.compile(f"[{_CHARACTERS}](?<![{_CHARACTERS}].)[{_CHARACTERS}]*+[余多]?(?:[件份宗条篇起场期名人元]|班次)")
_TURNED = frozenset(
    ("件", "份", "宗", "条", "篇", "起", "场", "期", "名", "人", "人次", "件次", "条次", "场次", "班次", "元")
)


def in_digits(squeezed: Squeezed) -> Squeezed:
    """The text with digits for the numbers of things in characters, 三百二十条, but for those of one."""
    if _WORDED.search(squeezed.plain) is None:
        return squeezed
    turned = [
        (number.start, number.start + len(number.numeral), f"{number.value}")
        for number in numbers(squeezed.plain)
        if number.numeral[0] > "9" and number.unit in _TURNED and not number.scales and (number.value or 0) > 1
    ]
    found = [(start, end, digits) for start, end, digits in turned if len(digits) <= end - start]
    return put_for(squeezed, found) if found else squeezed


def plainly(squeezed: Squeezed) -> Squeezed:
    """The text with years in digits and a unit behind every number of such a list."""
    plain = _YEAR.sub(lambda year: "".join(map(_DIGITS.__getitem__, year[0])), squeezed.plain)
    return _with_units(_without_brackets(squeezed._replace(plain=plain)))


def _without_brackets(squeezed: Squeezed) -> Squeezed:
    pieces: list[Span] = []
    last = 0
    for unit in _IN_BRACKETS.finditer(squeezed.plain):
        pieces += ((last, unit.start("opens")), (unit.end("opens"), unit.start("closes")))
        last = unit.end()
    return put_together(squeezed, [*pieces, (last, len(squeezed.plain))]) if pieces else squeezed


def _with_units(squeezed: Squeezed) -> Squeezed:
    plain = squeezed.plain
    behind = _UNIT_BEHIND.finditer(plain) if _SAYS_UNIT in plain else ()
    lists = [*behind, *(one for one in _UNIT_BEFORE.finditer(plain) if _adds_up(one))]
    pieces: list[Span] = []
    last = 0
    for listed in sorted(lists, key=re.Match.start):
        begin, end = listed.span("list")
        if begin < last:
            continue
        for number in _COUNTED.finditer(plain, begin, end):
            pieces += ((last, number.end()), listed.span("unit"))
            last = number.end()
    return put_together(squeezed, [*pieces, (last, len(plain))]) if pieces else squeezed


def _adds_up(listed: re.Match[str]) -> bool:
    """Whether the numbers of a list that has no unit of its own are together the number before it."""
    numbers = (int(number[0].replace(",", "")) for number in _COUNTED.finditer(listed["list"]))
    return sum(numbers) == int(listed["total"].replace(",", ""))
