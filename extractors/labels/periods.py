"""Periods as reports print them: 2023年1月1日至12月31日, 2023.4.1-2024.3.31, 2023年1-10月, 截至2023年10月31日."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_YEAR = r"(?<!\d)20\d\d"
_TO = r"(?:\d{1,2}时)?起?(?:至|到|止|[-—–~～─－]+)"
_FROM_TO = re.compile(
    rf"(?P<year>{_YEAR})[年./-](?P<month>\d{{1,2}})(?:[月./-](?P<day>\d{{1,2}})?日?)?{_TO}"
    rf"(?:(?P<to_year>20\d\d)[年./-]|(?P<same>当年|同年|本年)|(?P<next>次年|翌年))?"
    r"(?P<to_month>\d{1,2})(?:[月./-](?P<to_day>\d{1,2})?日?)(?![\d年])"
)
_UNTIL = re.compile(rf"截[至止到]+(?P<year>{_YEAR})[年./-](?P<month>\d{{1,2}})[月./-](?:(?P<day>\d{{1,2}})日?)?")
_QUARTERS = r"[1-4一二三四](?:(?:至|到|[、,\-—–~～─－])[1-4一二三四])?季度"
_PART = re.compile(
    rf"[上下]半年|半年度|前[三3]季度|第?{_QUARTERS}|(?<![\d月日.])第?\d{{1,2}}月份"
    r"|(?<![\d月日.])0?(?P<first>\d{1,2})月?份?(?:至|到|[-—–~～─－]+)(?P<last>\d{1,2})月份?(?!\d)"
    r"|截[至止到]+(?:时间|日期)?[为是:]?(?:20\d\d年)?(?P<until>\d{1,2})月(?!31日)(?:\d{1,2}日|底|末|份)?"
)
_MONTHS = range(1, 13)
_FIRST, _LAST = (1, 1), (12, 31)
_FIRST_REPORTS = (2008, (5, 1))
"""When the Regulations came into force: the first reports count from there."""


class Period(NamedTuple):
    """From one day to another, each a year and (month, day). `opened`: only its end is printed."""

    year: int
    begins: tuple[int, int]
    last_year: int
    ends: tuple[int, int]
    opened: bool = False

    @property
    def is_whole_year(self) -> bool:
        """Whether it is one whole year, or as much of it as the Regulations were in force."""
        begins = self.begins == _FIRST or (self.year, self.begins) == _FIRST_REPORTS
        return begins and self.year == self.last_year and self.ends == _LAST


def periods_in(text: str) -> Iterator[Period]:
    """The periods in a text without spaces, in one width, where they are possible at all."""
    for found in _FROM_TO.finditer(text):
        year, month, day = int(found["year"]), int(found["month"]), int(found["day"] or 1)
        last = int(found["to_year"] or (year + 1 if found["next"] else year))
        ends = _end(found["to_month"], found["to_day"])
        if (year, month, day) < (last, *ends) and month <= 12 and ends[0] <= 12:
            yield Period(year, (month, day), last, ends)
    for found in _UNTIL.finditer(text):
        ends = _end(found["month"], found["day"])
        if 1 <= ends[0] <= 12:
            yield Period(int(found["year"]), _FIRST, int(found["year"]), ends, opened=True)


def part_of_year(text: str) -> str:
    """What a text without spaces, in one width, names that is less than a year: 上半年, 第三季度, 1-9月, 截至9月底;
    empty where it names nothing of the kind. Months up to December may be all that there was, of an agency made in
    that year."""
    return next((found[0] for found in _PART.finditer(text) if _is_part(found)), "")


def _is_part(found: re.Match[str]) -> bool:
    if found["until"]:
        return int(found["until"]) in _MONTHS[:-1] or (found["until"] == "12" and found[0].endswith("日"))
    if found["first"]:
        first, last = int(found["first"]), int(found["last"])
        return first in _MONTHS and last in _MONTHS[:-1] and first <= last
    return True


def _end(month: str, day: str | None) -> tuple[int, int]:
    """The last day of a period: of its month, where no day is printed, which in December is the 31st."""
    return int(month), int(day) if day else 31
