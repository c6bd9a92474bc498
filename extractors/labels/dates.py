"""Dates as pages and signatures print them, as the day that it was in China.

Read are 2024-01-18, 2024/1/18, 2024.01.18, 2024年1月18日, 20240118, 二〇二四年一月十八日, with or without a time behind
them, and moments that tell their zone: 2024-01-17T16:00:00Z is the morning of the 18th in Beijing.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

from xxgk.schema.text import NUMERAL, ZERO, narrow

BEIJING = timezone(timedelta(hours=8))

_DIGITS = {word: number for number, word in enumerate(NUMERAL[:9], 1)} | dict.fromkeys(ZERO, 0)
_YEAR_IN_WORDS = rf"[二2][{ZERO}0][{ZERO}{NUMERAL[:9]}\d]{{2}}"
_IN_WORDS = f"[{NUMERAL}廿卅元]{{1,3}}"
_PLAIN = r"(?<!\d)(?P<year>20\d\d|19\d\d)\s*[-年/.]\s*(?P<month>\d{1,2})\s*[-月/.]\s*(?P<day>\d{1,2})(?!\d)"
_PACKED = (
    r"(?<![\d.-])(?P<year_>20\d\d)(?P<month_>0[1-9]|1[0-2])(?P<day_>0[1-9]|[12]\d|3[01])"
    r"(?:[01]\d|2[0-3])?(?:[0-5]\d){0,2}(?![\d.])"
)
_WORDS = (
    rf"(?P<years>{_YEAR_IN_WORDS})\s*年\s*(?P<months>{_IN_WORDS}|\d{{1,2}})\s*月\s*(?P<days>{_IN_WORDS}|\d{{1,2}})\s*日"
)
_DATE = re.compile(f"{_PLAIN}|{_PACKED}|{_WORDS}")
_EIGHT = re.compile(r"20\d{6}")
_ZONED = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d{1,9})?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)(?![\w:])", re.IGNORECASE
)
_TIME = (
    r"(?:T?\s*\d{1,2}\s*[:时]\s*\d{1,2}(?:\s*[:分]\s*\d{1,2})?\s*[秒分]?(?:\.\d+)?\s*(?:Z|UTC|GMT|[+-]\d\d:?\d\d)?)?"
)
_LINE = re.compile(
    rf"^\W*(?:(?:发布|发表|公布)[于在]?\s*)?(?:{_DATE.pattern})\s*日?\s*{_TIME}\s*"
    r"(?:发布|发表|公布)?\W*$"
)


def iso_date(text: str) -> str:
    """The first date in `text` as YYYY-MM-DD, empty where there is none or it does not exist."""
    plain = narrow(text)
    if zoned := _ZONED.search(plain):
        return _in_beijing(*zoned.groups())
    found = _DATE.search(plain)
    return _day(found) if found else ""


def no_date(text: str) -> str:
    """The first thing in `text` that is printed as a date and is none (2024-13-18; 20241318 where it is all of the
    text), empty where there is none."""
    plain = narrow(text).strip()
    if _EIGHT.fullmatch(plain):
        return "" if iso_date(plain) else plain
    return next((found[0] for found in _DATE.finditer(plain) if not _day(found)), "")


def is_date(line: str) -> bool:
    """Whether a line is a date and nothing else, in brackets or with a time at most."""
    return len(line) <= 60 and bool(_LINE.match(narrow(line)))


def _in_beijing(day: str, time: str, zone: str) -> str:
    offset = "+00:00" if zone.isalpha() else zone
    try:
        moment = datetime.fromisoformat(f"{day}T{time}{offset}")
        return moment.astimezone(UTC).astimezone(BEIJING).date().isoformat()
    except (ValueError, OverflowError):
        return ""


def _day(found: re.Match[str]) -> str:
    if found["years"]:
        parts = (_year(found["years"]), small_number(found["months"]), small_number(found["days"]))
    else:
        parts = (_either(found, "year"), _either(found, "month"), _either(found, "day"))
    try:
        return date(*parts).isoformat()
    except ValueError:
        return ""


def _either(found: re.Match[str], part: str) -> int:
    """A part of a date in digits, apart or packed."""
    return int(found[part] or found[f"{part}_"])


def _year(words: str) -> int:
    return int("".join(str(_DIGITS[word]) if word in _DIGITS else word for word in words))


def small_number(words: str) -> int:
    """A number up to 31 in words (十八, 二十一, 廿三, 三十) or digits; 0 where it is none."""
    if words.isdecimal():
        return int(words)
    plain = words.replace("廿", "二十").replace("卅", "三十").replace("元", "一")
    tens, ten, ones = plain.partition("十")
    if not ten:
        return _DIGITS.get(plain, 0)
    return 10 * (_DIGITS.get(tens, 0) if tens else 1) + (_DIGITS.get(ones, 0) if ones else 0)
