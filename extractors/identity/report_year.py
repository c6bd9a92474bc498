"""Which year a report is about: by its statistical period, else title, else text, else date of signature.

A report is written in the year after the one that it is about, now and then years later, and a copied paragraph may
speak of yet another year. So the sources have an order, and where they disagree that is a finding; nothing is
averaged or guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from extractors.identity.self_names import YEAR, compact
from schema.report import WARNING, Finding

FIRST_YEAR, LAST_YEAR = 2008, 2100
"""Reports exist since the Regulations of 2008; there is no clock here, so the upper bound only rejects nonsense."""

OPENING = 1500
"""Characters of running text in which the report's own year is looked for."""

_PERIOD = re.compile(
    rf"统计(?:的)?(?:期限|时限|周期|期间|时间|区间|范围|口径|截止|数据)?[^。;；\d]{{0,12}}{YEAR}年"
    rf"|{YEAR.replace('year', 'start')}年0?[1-5]月0?1日?起?(?:至|到|[-—–~～]+)(?:当年|同年|(?P<end>20\d\d)年)?12月31日"
)
_TITLE_YEAR = re.compile(rf"{YEAR}(?!年\d{{1,2}}月|[-.]\d)(?=年|政府|政务|信息|度|）)")
_DATE_LIKE = r"(?!年\d{1,2}月|年[初底末])"
_BODY_YEAR = re.compile(rf"{YEAR}(?<![〔（\[第]\d{{4}}){_DATE_LIKE}年(?!前|以来|至|来)")
_SIGNED = re.compile(rf"{YEAR}[年.-](?P<month>\d{{1,2}})[月.-]")
_SIGNED_IN_WORDS = re.compile(rf"{YEAR}年(?P<month>[一二三四五六七八九十]{{1,2}})月")
_MONTHS = {word: number for number, word in enumerate("一二三四五六七八九十", start=1)} | {"十一": 11, "十二": 12}
_SEASON = 8
"""A report signed up to this month is taken for the one on the year before, where nothing else tells."""


def reporting_year(
    titles: tuple[str, ...], opening: str, signoff: str, metadata: Mapping[str, str]
) -> tuple[int | None, tuple[Finding, ...]]:
    """The year of a report, and what disagrees with it.

    `titles` and `opening` (preamble and beginning of the text) are compact; `signoff` and `metadata` are as printed.
    None where no source tells a plausible year."""
    spoken = years_of_text(opening)
    sources = {
        "statistical period": year_of_period(opening),
        "title": next(filter(None, map(year_of_title, titles)), None),
        "text": next((year for year, _ in spoken.most_common(1)), None),
    }
    told = {source: year for source, year in sources.items() if year}
    if not told:
        return _year_before(signoff, metadata)
    source, year = next(iter(told.items()))
    if "text" in told and spoken[year] == spoken[told["text"]]:
        del told["text"]
    others = [f"the {other} says {said}" for other, said in told.items() if said != year]
    if not others:
        return year, ()
    message = f"the {source} says {year}, {', '.join(others)}; {year} is used"
    return year, (Finding("YEAR_DISAGREES", WARNING, "", message),)


def year_of_period(text: str) -> int | None:
    """The first year named as the statistical period (统计期限自2023年1月1日起…), in a compact text."""
    for match in _PERIOD.finditer(text):
        year = _plausible(match["year"] or match["start"])
        if year:
            return year
    return None


def year_of_title(title: str) -> int | None:
    """The year that a compact title names."""
    return next(filter(None, (_plausible(match["year"]) for match in _TITLE_YEAR.finditer(title))), None)


def years_of_text(text: str) -> Counter[int]:
    """How often a compact text speaks of each year, dates apart; the one named first counts first among equals."""
    return Counter(filter(None, (_plausible(match["year"]) for match in _BODY_YEAR.finditer(text))))


def _year_before(signoff: str, metadata: Mapping[str, str]) -> tuple[int | None, tuple[Finding, ...]]:
    for source, text in (("sign-off", signoff), ("publication", metadata.get("published_on", ""))):
        printed = compact(text)
        for match in (*_SIGNED.finditer(printed), *_SIGNED_IN_WORDS.finditer(printed)):
            month = _MONTHS.get(match["month"]) or (int(match["month"]) if match["month"].isdecimal() else 0)
            year = _plausible(str(int(match["year"]) - 1))
            if year and 1 <= month <= _SEASON:
                message = f"no source names the year; {year} is the year before the {source} ({match[0]})"
                return year, (Finding("YEAR_INFERRED", WARNING, "", message),)
    return None, ()


def _plausible(year: str) -> int | None:
    return int(year) if FIRST_YEAR <= int(year) <= LAST_YEAR else None
