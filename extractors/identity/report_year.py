"""Which year a report is about: by its statistical period, else title, else sign-off, else text, else publication.

A report is written in the year after the one that it is about, now and then years later, and a copied paragraph or a
title of last year's template may speak of yet another year. So the sources have an order; where they disagree that is
a finding, and so is a year that neither period nor title tells. Plans (明年, 2024年，我局将…) tell no year at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from xxgk.extractors.identity.self_names import YEAR, compact, compact_lines, joined
from xxgk.extractors.labels.dates import iso_date
from xxgk.extractors.labels.headings import LONGEST_HEADING
from xxgk.extractors.labels.periods import part_of_year, periods_in
from xxgk.schema.findings import finding
from xxgk.schema.report import Finding
from xxgk.schema.text import NUMERAL, narrow

FIRST_YEAR, LAST_YEAR = 2008, 2100
"""Reports exist since the Regulations of 2008; there is no clock here, so the upper bound only rejects nonsense."""

OPENING = 1500
"""Characters of running text in which the report's own year is looked for."""

LONGEST_PERIOD = 24
"""Characters of a statistical period behind its first year."""

_PERIOD = re.compile(
    rf"统计(?:的)?(?:期限|时限|周期|期间|时间|区间|范围|口径|截止|数据)?[^。;；\d]{{0,12}}{YEAR}年"
    rf"|{YEAR.replace('year', 'start')}年0?[1-5]月0?1日?起?(?:至|到|[-—–~～]+)(?:当年|同年|(?P<end>20\d\d)年)?12月31日"
)
_TITLE_YEAR = re.compile(rf"{YEAR}(?!年\d{{1,2}}月|[-.]\d)(?=年|政府|政务|信息|度|）)")
_DATE_LIKE = r"(?!年\d{1,2}月|年[初底末])"
_BODY_YEAR = re.compile(
    rf"截[至止]{YEAR.replace('year', 'end')}年(?:12月31日|年?底|末)"
    rf"|{YEAR}(?<![〔（\[第]\d{{4}}){_DATE_LIKE}年(?!前|以来|至|来)"
)
_SEVERAL = re.compile(rf"(?<!\d)20\d\d年?度?(?:[-—–~～─－、,和及与]|至|到)+{YEAR}年?(?!\d{{0,2}}月|学年|[-.]\d)")
_OF_DATA = re.compile("数据|统计|期限|时间|报告|年报")
_ANNUAL = re.compile("年度[^,。;]{0,12}报告|年报")
_NAMED_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
LONGEST_NAMES = 80
"""Characters of the names of sheets that are told."""
_CENTURY = "20"
"""What every year begins with."""
_SENTENCE = re.compile("[。;！!\n]")
_PLAN = re.compile(
    r"下一步|下一?年|明年|来年|今后|新的一年|展望"
    r"|20\d\d年度?[里中内]?,?(?:(?:我|本|全|各|[省市县区局委])[^,。;]{0,10})?(?:将(?!20)|拟|计划|打算|力争|准备)"
)
"""A sentence about what is to come; 现将2023年…报告如下 is none."""
_PLAN_HEADING = re.compile("下一步|今后|明年|下年度|工作(?:思路|计划|打算|安排)|努力方向|展望")
_SIGNED_MONTH = re.compile(rf"{YEAR.replace('?P<year>', '')}年(\d{{1,2}}|[{NUMERAL}]{{1,2}})月")
_MONTHS = {word: number for number, word in enumerate(NUMERAL, start=1)} | {"十一": 11, "十二": 12}
_SEASON = 8
"""A report signed up to this month is taken for the one on the year before, where nothing else tells."""


def reporting_year(
    titles: tuple[str, ...], preamble: str, text: str, signoff: str, metadata: Mapping[str, str]
) -> tuple[int | None, tuple[Finding, ...]]:
    """The year of a report, and what disagrees with it.

    `titles` are compact; `preamble`, `text` (the beginning of the narrative), `signoff` and `metadata` as printed. None
    where no source tells a plausible year."""
    year, findings = _told(titles, f"{preamble}\n{text}", signoff, metadata)
    if year and not any(found.rule == "PERIOD_PARTIAL" for found in findings):
        findings = (*findings, *_cut_short(joined(compact_lines(preamble)), year))
    return year, (*findings, *_of_several(titles), *_of_sheets(metadata.get("sheets", ""), year))


def _told(
    titles: tuple[str, ...], text: str, signoff: str, metadata: Mapping[str, str]
) -> tuple[int | None, tuple[Finding, ...]]:
    whole = compact_lines(text)
    spoken = years_of_text(whole)
    one_line = joined(whole)
    period = year_of_period(one_line)
    title = next(filter(None, map(year_of_title, titles)), None)
    signed = _year_before(signoff)
    most = next((year for year, _ in spoken.most_common(1)), None)
    if period:
        disagreement = _disagreement(period, "statistical period", spoken, {"title": title, "text": most})
        return period, (*disagreement, *_partial(one_line, period))
    partial = _of_a_part(titles)
    if title and signed and most and signed.year == most and not signed.fits(title):
        told = {"title": title}
        return most, (*partial, *_disagreement(most, f"sign-off ({signed.printed}) and the text", spoken, told))
    if title:
        other = signed.year if signed and not signed.fits(title) else None
        return title, (*partial, *_disagreement(title, "title", spoken, {"text": most, "sign-off": other}))
    return _inferred(signed, most, spoken, _year_before(metadata.get("published_on", "")))


class _Signed(NamedTuple):
    """A date of signature or publication as `printed`, and the `year` that ended before it; `late` in a year, it may be
    about the year that is ending."""

    year: int
    printed: str
    late: bool

    def fits(self, year: int) -> bool:
        """Whether a report signed then can be about `year`."""
        return year == self.year or (self.late and year == self.year + 1)


def _disagreement(year: int, source: str, spoken: Counter[int], told: Mapping[str, int | None]) -> tuple[Finding, ...]:
    """A finding where other sources tell another year; a text that speaks of `year` as often as of another does not."""
    others = {other: said for other, said in told.items() if said and said != year}
    if "text" in others and spoken[year] == spoken[others["text"]]:
        del others["text"]
    if not others:
        return ()
    said = ", ".join(f"the {other} says {said}" for other, said in others.items())
    return (finding("YEAR_DISAGREES", "", f"the {source} says {year}, {said}; {year} is used"),)


def _inferred(
    signed: _Signed | None, most: int | None, spoken: Counter[int], published: _Signed | None
) -> tuple[int | None, tuple[Finding, ...]]:
    """The year of a report that prints neither period nor year in its title, with the finding that says so."""
    if signed and not signed.late:
        told, how = signed.year, f"it is the year before the sign-off ({signed.printed})"
    elif most:
        told, how = most, "only the text tells it"
    elif published and not published.late:
        told, how = published.year, f"it is the year before the publication ({published.printed})"
    else:
        return None, ()
    inferred = finding("YEAR_INFERRED", "", f"neither title nor statistical period names the year {told}; {how}")
    return told, (inferred, *_disagreement(told, "sign-off", spoken, {"text": most}))


def year_of_period(text: str) -> int | None:
    """The first year named as the statistical period (统计期限自2023年1月1日起…), in a compact text."""
    for match in _PERIOD.finditer(text):
        year = _plausible(match["year"] or match["start"])
        if year:
            return year
    return None


def _partial(text: str, year: int) -> tuple[Finding, ...]:
    """A finding where what a compact text prints as the statistical period is no whole year."""
    for match in _PERIOD.finditer(text):
        printed = text[match.start() : match.end() + LONGEST_PERIOD]
        span = next(periods_in(_SENTENCE.split(printed)[0]), None)
        if span and year in (span.year, span.last_year):
            return () if span.is_whole_year else (finding("PERIOD_PARTIAL", "", f"no whole year: {printed}"),)
    return ()


def _cut_short(preamble: str, year: int) -> tuple[Finding, ...]:
    """A finding where a sentence of the compact preamble tells that the report, or its numbers, end before the year
    does (2022年1月1日至12月20日)."""
    for sentence in _SENTENCE.split(preamble):
        spans = periods_in(sentence) if _OF_DATA.search(sentence) else ()
        if any(year in (span.year, span.last_year) and not span.is_whole_year for span in spans):
            return (finding("PERIOD_PARTIAL", "", f"no whole year: {sentence}"),)
    return ()


def _of_several(titles: Sequence[str]) -> tuple[Finding, ...]:
    """A finding where the title that names the year names several (2021-2022年度): of which are the figures?"""
    title = next(filter(year_of_title, titles), "")
    if not _SEVERAL.search(title):
        return ()
    return (finding("TITLE_SEVERAL_YEARS", "", f"the title names several years: {title}"),)


def _of_sheets(names: str, year: int | None) -> tuple[Finding, ...]:
    """A finding where the sheets of a workbook are named after other years than the report's, or after a part of one:
    last year's sheets are filled in anew, and sometimes handed in as they were."""
    plain = narrow("".join(names.split()))
    years = {int(named) for named in _NAMED_YEAR.findall(plain)}
    if year and years and year not in years:
        return (finding("YEAR_DISAGREES", "", f"year {year}, but the sheets are named {names[:LONGEST_NAMES]}"),)
    if part := part_of_year(plain):
        return (finding("PERIOD_PARTIAL", "", f"the sheets name a part of a year, {part}: {names[:LONGEST_NAMES]}"),)
    return ()


def _of_a_part(titles: Sequence[str]) -> tuple[Finding, ...]:
    """A finding where the title that names the year names a part of it (2017年第三季度…统计表); it is no annual report
    where it does not say so."""
    title = next(filter(year_of_title, titles), "")
    part = part_of_year(title)
    if not part:
        return ()
    rule = "PERIOD_PARTIAL" if _ANNUAL.search(title) else "TITLE_PARTIAL"
    return (finding(rule, "", f"the title names a part of a year, {part}: {title}"),)


def year_of_title(title: str) -> int | None:
    """The year that a compact title names."""
    return next(filter(None, (_plausible(match["year"]) for match in _TITLE_YEAR.finditer(title))), None)


def years_of_text(text: str) -> Counter[int]:
    """How often the compact lines of a text speak of each year, dates and plans apart; the one named first counts first
    among equals."""
    dated = (sentence for sentence in _SENTENCE.split(_before_plans(text)) if _CENTURY in sentence)
    found = (match for sentence in dated if not _PLAN.search(sentence) for match in _BODY_YEAR.finditer(sentence))
    return Counter(filter(None, (_plausible(match["year"] or match["end"]) for match in found)))


def _before_plans(text: str) -> str:
    """The lines of a text up to the heading of what is to be done next."""
    lines = text.splitlines()
    ahead = (n for n, line in enumerate(lines) if len(line) <= LONGEST_HEADING and _PLAN_HEADING.search(line))
    return "\n".join(lines[: next(ahead, len(lines))])


def _year_before(printed: str) -> _Signed | None:
    """The year before the last date in a text."""
    days = filter(None, map(iso_date, reversed([*printed.splitlines(), *printed.split()])))
    months = _SIGNED_MONTH.findall(compact(printed))
    for year, month in (*((day[:4], day[5:7]) for day in days), *reversed(months)):
        number = int(month) if month.isdecimal() else _MONTHS.get(month, 0)
        before = _plausible(str(int(year) - 1))
        if before and 1 <= number <= 12:
            return _Signed(before, " ".join(printed.split()), number > _SEASON)
    return None


def _plausible(year: str) -> int | None:
    return int(year) if FIRST_YEAR <= int(year) <= LAST_YEAR else None
