"""Reading one cell: what state it is in, and the number it prints.

A cell is ``number``, ``annotated`` (a number with a unit or a bracketed note), ``blank``, ``na`` (``-``, ``/``, 无) or
``text``. Only what is plainly a number becomes one: two numbers in a cell, a number cut by a space, a Chinese numeral,
a leading zero, a zero with a minus (a mark and a zero?) or more than 15 digits, which no float holds as they are
printed, is text, and text has no value.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from xxgk.schema.equations import Number
from xxgk.schema.money import MONEY, YUAN
from xxgk.schema.notices import notice_words
from xxgk.schema.remembered import remembered
from xxgk.schema.report import ANNOTATED, BLANK, NA, NUMBER, TEXT
from xxgk.schema.text import narrow
from xxgk.schema.units import COUNTED

_DIGITS = r"[+−-]?(?:0|[1-9]\d{0,14}|[1-9]\d{0,2}(?:,\d{3}){1,4})(?:\.\d{1,8})?"
_NUMBER = re.compile(_DIGITS)
_ANNOTATED = re.compile(
    rf"(?P<number>{_DIGITS})\s*+(?P<unit>{'|'.join(MONEY)}|万件|万|{'|'.join(COUNTED)})?\s*+(?P<note>(?:\([^()]*\)\s*+)*)",
    re.DOTALL,
)
# A note that is a unit and no more says what the figure is of: 62(单位:元) is 62元.
_UNIT_NOTED = re.compile(
    rf"\((?:[^():]{{0,6}}单位[:为])?((?:[十百千万亿]*+[美欧日港韩澳加新]?元)|[十百千万亿]*+(?:{'|'.join(COUNTED)})|[十百千万亿]++|[%‰])\)\Z"
)
# Another figure in brackets: which of the two is the report's is not said. Of one digit it is the mark of a note, and
# so is what readers put in 〔〕.
_FIGURE_BEHIND = re.compile(rf"\(\s*+(?:0|[+−-]\d|\d[\d.,])[\d.,]*+\s*+(?:{'|'.join(COUNTED)})?\s*+\)")
_MARK = "〔"
_NA = re.compile(r"[-‐-―−﹣_/\\]+|无|暂无|没有|不涉及|不适用|[nN]/[aA]")
_DIGITS_KEPT, _BEYOND = 15, 10**15
_COUNTS = re.compile(rf"([0-9]+(?:,[0-9]{{3,}})*)(?:{'|'.join(COUNTED)})?(?P<note>\([^()]*\))?")
# How many of a column's unit one printed unit is. A unit that is not listed beside the column's own does not fit the
# column.
_SCALE = {
    **{(column, printed): Decimal(YUAN[printed]) / YUAN[column] for column in MONEY for printed in MONEY},
    **{(counted, printed): Decimal(10000) for counted in COUNTED for printed in ("万件", "万")},
}


CHANGE = re.compile(r"(?:本年度?|[较比]上年)?(?:[新净]增|[净核]减|增加?|减少?|上升|下降|升|降|[↑↓▲▼])了?")
"""Words and signs for the sign of a change."""
_BEFORE = re.compile(rf"({CHANGE.pattern}):?\s*+(\d.*)", re.DOTALL)
_BEHIND = re.compile(rf"(\d[^()]*?)\s*+(?:\(({CHANGE.pattern})\)|({CHANGE.pattern}))", re.DOTALL)
_LESS, _MORE = re.compile("[减降少↓▼负]|取消"), re.compile("[增升多↑▲正]")


def is_decrease(text: str) -> bool:
    """Whether a text speaks of a decrease alone."""
    return bool(_LESS.search(text)) and not _MORE.search(text)


def read_change(text: str, unit: str) -> tuple[Number | None, str]:
    """``(value, state)`` of a printed change: as `read_value`, and words and signs for its sign are understood. What
    speaks of a decrease in other ways, beside a number without a minus, is text.

    >>> read_change("减12", "项"), read_change("1（减）", "项")
    ((-12, 'annotated'), (-1, 'annotated'))
    """
    plain = narrow(text).strip()
    if found := _BEFORE.fullmatch(plain):
        sign, printed = found[1], found[2]
    elif found := _BEHIND.fullmatch(plain):
        sign, printed = found[2] or found[3], found[1]
    else:
        sign, printed = "", text
    value, state = read_value(printed, unit)
    if value is None:
        return read_value(text, unit)
    if sign:
        return (-value if is_decrease(sign) else value), ANNOTATED
    return (None, TEXT) if value > 0 and is_decrease(plain) else (value, state)


@remembered()
def read_amount(text: str, unit: str) -> tuple[Number | None, str, str]:
    """``(value, state, unit)`` of a printed amount of money, in the unit that the cell prints, else in `unit`.

    >>> read_amount("1646.5万元", "unknown")
    (1646.5, 'annotated', '万元')
    """
    match = _ANNOTATED.fullmatch(_with_unit(text))
    if match is None or not match["unit"] or _has_two(text, match):
        return *read_value(text, unit), unit
    if match["unit"] not in MONEY:
        return None, TEXT, unit
    value = _scaled(match["number"], Decimal(1))
    return (None, TEXT, unit) if value is None else (value, ANNOTATED, match["unit"])


@remembered()
def read_value(text: str, unit: str = "件") -> tuple[Number | None, str]:
    """``(value in unit, state)`` of a printed cell; an amount printed with another unit of money is converted.

    >>> read_value("1.47万元", "万元")
    (1.47, 'annotated')
    >>> read_value("　0　")
    (0, 'number')
    """
    plain = _with_unit(text)
    if not plain:
        return None, BLANK
    if _NUMBER.fullmatch(plain):
        value = _scaled(plain, None)
        return value, TEXT if value is None else NUMBER
    if _NA.fullmatch(plain):
        return None, NA
    match = _ANNOTATED.fullmatch(plain)
    if match is None or _has_two(text, match):
        return None, TEXT
    printed = match["unit"]
    scale = None if not printed or (unit in COUNTED and printed in COUNTED) else _SCALE.get((unit, printed), Decimal(0))
    if scale == 0:
        return None, TEXT
    value = _scaled(match["number"], scale)
    return value, TEXT if value is None else ANNOTATED


def _with_unit(text: str) -> str:
    """A cell in plain characters, its unit behind the figure where it stands in brackets of its own."""
    plain = narrow(text).strip()
    return _UNIT_NOTED.sub(r"\1", plain) if plain.endswith(")") else plain


def _has_two(text: str, match: re.Match[str]) -> bool:
    """Whether the note behind a figure is another figure, 35(36), or says that the figure is another: 35(应为36)."""
    note = match["note"]
    return bool(note) and _MARK not in text and bool(_FIGURE_BEHIND.search(note) or _corrected().search(note))


@cache
def _corrected() -> re.Pattern[str]:
    """Words of a note by which the figure before it is not the one that counts."""
    return re.compile(rf"{'|'.join(notice_words().corrections)}|[误错]")


def _scaled(digits: str, scale: Decimal | None) -> Number | None:
    """The number times the scale; None where that has more digits than a float holds, and for a zero with a minus."""
    number = Decimal(digits.replace(",", "").replace("−", "-"))
    value = number if scale is None else number * scale
    digits_kept = len(value.normalize().as_tuple().digits)
    if (number.is_signed() and not number) or abs(value) >= _BEYOND or digits_kept > _DIGITS_KEPT:
        return None
    whole = "." not in digits if scale is None else value == value.to_integral_value() and scale >= 1
    return int(value) if whole else float(value)


def lacks_end(text: str) -> bool:
    """Whether a cell begins with a figure and ends inside a bracket (``0（其中线``): the rest of it is elsewhere."""
    plain = narrow(text).strip()
    return plain[:1].isdigit() and plain.rfind("(") > plain.rfind(")")


def is_mark(text: str) -> bool:
    """Whether a text is a mark for none (``——``, 无)."""
    return bool(_NA.fullmatch(narrow(text).strip()))


def digits_of(text: str) -> str:
    """The digits that a text prints and nothing else, full-width ones as plain ones, place for place; else nothing."""
    plain = narrow(text)
    return plain if plain.isascii() and plain.isdigit() else ""


def counts_of(text: str) -> str:
    """The same of a text that may end with the unit of a count, or with a note: it is that of the last digit. Commas
    between thousands are left out."""
    match = _COUNTS.fullmatch(narrow(text))
    return match[1].replace(",", "") if match and not (match["note"] and _has_two(text, match)) else ""


@remembered()
def is_valuelike(text: str) -> bool:
    """Whether a cell could only be a value: a number, an annotated number, a mark for none, or fused digits. No blank
    is."""
    plain = narrow(text).strip()
    return plain.isdecimal() or bool(_NA.fullmatch(plain) or _ANNOTATED.fullmatch(plain))
