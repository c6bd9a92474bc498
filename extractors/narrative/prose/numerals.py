"""Numbers with their units as prose prints them: ``1,280条``, ``1.2万余件``, ``一百零五件``, ``十余次``.

A number that cannot be taken at its word (a range, ``数十``, ``几百``, digits parted by spaces) is not found at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from xxgk.schema.remembered import remembered

_DIGITS = dict(
    zip("〇零一二两三四五六七八九壹贰叁肆伍陆柒捌玖", (0, 0, 1, 2, 2, *range(3, 10), *range(1, 10)), strict=True)
)
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "拾": 10, "佰": 100, "仟": 1000}
UNITS = "人次|条次|件次|班次|场次|批次|元|件|条|份|宗|次|个|项|起|例|篇|场|期|部|幅|则|人|名|位"

# Two patterns, each beginning with one set of characters: the search then skips from one of these to the next. What is
# no number with its unit is matched as well, without the second group, so that no part of it is tried again.
_BEHIND = rf"(([余多]?)([十百千万亿]{{0,2}})([余多]?)(?:({UNITS})|(?=[,。;、)]|$))(左右|上下|以上|以下|以内)?)?"
_ASCII = re.compile(rf"([0-9]++(?:[,.][0-9]++)*+(?:万[0-9](?=千))?){_BEHIND}")
_FIRST = "〇零一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖"
_CHINESE = re.compile(rf"([{_FIRST}][{_FIRST}万亿拾佰仟]*+){_BEHIND}")
_SEPARATED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
_NO_NUMBER_BEHIND = frozenset("第每几十百千万亿〇零一二两三四五六七八九0123456789.-~—/")
_NO_WORD_BEHIND = _NO_NUMBER_BEHIND | frozenset("数统唯进之逐同单任另不专上万")
_ONLINE = ("网上", "线上")
_NEARLY = ("大约", "约为", "接近", "超过", "突破", "近", "约", "逾", "超")
_NEARLY_ENDS = frozenset(word[-1] for word in _NEARLY)
_RANGE = re.compile(r"[0-9〇零一二两三四五六七八九十百千件条次个][至到~—-]$|[增减升降]至$|[加少升高低]到$")
_RANGE_ENDS = frozenset("至到~—-")
_YEAR_BEFORE = "(?:去年|上年|上一年度?|上年度|(?:19|20)[0-9]{2}年度?)"
_CHANGED = re.compile(
    rf"[由从]{_YEAR_BEFORE}(?:同期)?的?[0-9][0-9,.]{{0,14}}(?:{UNITS})?(?:增加|增长|上升|提高|提升|增|升|减少|下降|降低|减|降)?[至到]"
    r"(?:(?:今年|本年度?)的?)?(?=[0-9])"
)
"""What a number is told to have changed from: 由上年的132条增至."""
_PASSING = ("突破", "超过")
_GREW = re.compile(
    rf"[较比]{_YEAR_BEFORE}(?:同期)?(?:增加|增长|上升|提高|多|减少|下降|降低|少)了?[0-9][0-9,.]{{0,14}}(?:%|{UNITS}),(?:达到?|为)(?=[0-9])"
)
"""By how much a number is told to have grown: 较上年增加210条,达到2964条."""
_PASSED = re.compile(rf"(?:首次)?(?:{'|'.join(_PASSING)})[0-9][0-9,.]{{0,14}}万?余?(?:{UNITS})(?:大关)?,达到?(?=[0-9])")
"""What a number is told to have passed: 突破5万条,达50318条."""
_ISSUES = re.compile(r"[0-9][0-9,]{0,6}(?:期|批次?)[、,]?(?:共计?|合计)?(?=[0-9][0-9,.]{0,14}余?[条篇则])")
"""In how many issues a number of items was published: 326期、860条."""
COUNTED = re.compile(r"(?<![\d,.])\d[\d,.]*+[余多万亿]{0,2}[件条份宗次个项起例篇场期部人名元页册批家户%]")
"""Something counted, of whatever kind: more units than those of figures, and any numeral in digits."""
_FEW_DIGITS = 3
_NUMBERED = ("话:", "真:", "机:", "编:", "号:", "码:")
_LONGEST = 15
_BEYOND = 10**12


class Numeral(NamedTuple):
    """A number found, with its unit as printed (empty in ``为0``).

    ``start:end`` spans the numeral with its multiplier and unit; `digits_end` is where the numeral and its multiplier
    end; `approximate` tells that the print says so; `nearly` characters before the numeral say it, or from what it has
    changed (由上年的132条增至201条: the second), or in how many issues it was published (326期、860条)."""

    start: int
    digits_end: int
    end: int
    numeral: str
    scales: str
    unit: str
    approximate: bool
    nearly: int

    @property
    def value(self) -> Decimal | None:
        """The exact value; None where the numeral is none (``1,23``, ``一百五``) or beyond counting."""
        return _value_of(self.numeral, self.scales)


@remembered(entries=128, longest=16)
def _value_of(numeral: str, scales: str) -> Decimal | None:
    """See `Numeral.value`: all that is said around a number asks for it."""
    if "万" in numeral and numeral[0] <= "9":  # 2万3 before 千
        whole, _, rest = numeral.partition("万")
        more = _ascii_value(whole)
        return None if more is None or len(scales) != 1 else more * 10**4 + int(rest) * _SCALES[scales]
    value = _ascii_value(numeral) if numeral[0] <= "9" else chinese_value(numeral)
    if value is not None:
        for scale in scales:
            value *= _SCALES[scale]
    return value if value is None or value < _BEYOND else None


def numbers(text: str) -> list[Numeral]:
    """The numbers of `text`, which has no spaces and no wide characters, in printed order."""
    passed = (_PASSED,) if any(word in text for word in _PASSING) else ()
    grew = (_GREW,) if "较" in text or "比" in text else ()
    led = {
        lead.end(): lead.start() for pattern in (_CHANGED, *grew, *passed, _ISSUES) for lead in pattern.finditer(text)
    }
    found = [
        number
        for pattern, unfit in ((_ASCII, _NO_NUMBER_BEHIND), (_CHINESE, _NO_WORD_BEHIND))
        for match in pattern.finditer(text)
        if match[2] is not None and (number := _read(match, text, unfit, led))
    ]
    return sorted(number for number in found if not any(start <= number.start < end for end, start in led.items()))


def _read(match: re.Match[str], text: str, unfit: frozenset[str], led: Mapping[int, int]) -> Numeral | None:
    numeral, _, more, scales, more_behind, unit, bound = match.groups("")
    start = match.start()
    before = text[start - 1] if start else ""
    if (
        (before in unfit and not text.endswith(_ONLINE, 0, start))
        or not (unit or _is_bare(text, start, numeral))
        or bound in ("以下", "以内")
    ):
        return None
    if start not in led and before in _RANGE_ENDS and _RANGE.search(text, max(0, start - 3), start):
        return None
    nearly = _nearly(text, start) if before in _NEARLY_ENDS else 0
    digits_end = start + len(numeral) + len(more) + len(scales) + len(more_behind)
    approximate = bool(more or more_behind or bound or nearly)
    nearly = start - led.get(start, start - nearly)
    return Numeral(start, digits_end, match.end(), numeral, scales, unit, approximate, nearly)


def _is_bare(text: str, start: int, numeral: str) -> bool:
    """Whether a number without a unit is one of things: 为0, 件数3, 行政复议:1, but no 传真:8812346."""
    if text[max(0, start - 1) : start] != ":":
        return text.endswith(("为", "数"), 0, start)
    return len(numeral) <= _FEW_DIGITS and not text.endswith(_NUMBERED, 0, start)


def _nearly(text: str, start: int) -> int:
    return next((len(word) for word in _NEARLY if text.endswith(word, 0, start)), 0)


def _ascii_value(digits: str) -> Decimal | None:
    if len(digits) > _LONGEST or not _SEPARATED.fullmatch(digits):
        return None
    return Decimal(digits.replace(",", ""))


@remembered(longest=16)
def chinese_value(numeral: str) -> Decimal | None:
    """The value of a Chinese numeral, None where it is none: ``一百零五`` is 105, ``二〇`` is 20, ``百`` is 100.

    >>> chinese_value("一万二千三百")
    Decimal('12300')
    """
    if len(numeral) > _LONGEST:
        return None
    if not any(character in _SCALES for character in numeral):
        if len(numeral) > 1 and not {"〇", "零"} & set(numeral[1:]):
            return None  # 三四 is three or four
        return Decimal("".join(str(_DIGITS[character]) for character in numeral))
    total = section = 0
    digit: int | None = None
    last_scale = 10**9
    for character in numeral:
        if character in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[character]
            continue
        scale = _SCALES[character]
        if scale >= 10**4:
            total, section = (total + section + (digit or 0)) * scale, 0
            last_scale = 10**9
        elif scale >= last_scale:
            return None  # 十百
        else:
            section += (1 if digit is None else digit or 1) * scale
            last_scale = scale
        digit = None
    if digit and len(numeral) > 1 and numeral[-2] not in "零〇十拾":
        return None  # 一百五 is 150 to some, 105 to none
    return Decimal(total + section + (digit or 0))
