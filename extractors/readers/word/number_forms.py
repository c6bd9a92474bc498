"""How Word writes a generated number, by the name of the number format (``w:numFmt``)."""

from __future__ import annotations

import re
from collections.abc import Callable

BULLET = "bullet"
_DIGITS = "〇一二三四五六七八九"


def _positional(digits: str) -> Callable[[int], str]:
    return lambda n: "".join(digits[int(digit)] for digit in str(n))


def _range(first: str, count: int) -> Callable[[int], str]:
    """Consecutive code points from `first`; beyond them plain figures, as Word shows."""
    return lambda n: chr(ord(first) + n - 1) if 1 <= n <= count else str(n)


def _letters(first: str) -> Callable[[int], str]:
    """a … z, aa, bb, … zz, aaa, as Word counts."""
    return lambda n: chr(ord(first) + (n - 1) % 26) * ((n - 1) // 26 + 1) if 1 <= n <= 780 else str(n)


def chinese(n: int, zero: str = "零") -> str:
    """1 … 9999 in words: 十, 十一, 二十, 一百零一."""
    if not 0 < n < 10000:
        return _positional(zero + _DIGITS[1:])(n)
    words = ""
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, rest = n // power % 10, n % power
        if digit:
            words += _DIGITS[digit] + unit
        elif words and rest and not words.endswith(zero):
            words += zero
    return words.removeprefix("一") if 10 <= n < 20 else words


def _chinese_counting(n: int) -> str:
    return chinese(n) if n < 100 else _positional("○" + _DIGITS[1:])(n)


def _japanese(n: int) -> str:
    return re.sub("一([十百千])", r"\1", chinese(n, "")) if 0 < n < 10000 else str(n)


def roman(n: int) -> str:
    """I … MMMCMXCIX."""
    if not 0 < n < 4000:
        return str(n)
    words = ""
    for worth, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        words += sign * (n // worth)
        n %= worth
    return words


FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "none": lambda _: "",
    BULLET: lambda _: "",
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": _positional("０１２３４５６７８９"),
    "decimalFullWidth2": _positional("０１２３４５６７８９"),
    "decimalEnclosedCircle": _range("①", 20),
    "decimalEnclosedCircleChinese": _range("①", 20),
    "decimalEnclosedFullstop": _range("⒈", 20),
    "decimalEnclosedParen": _range("⑴", 20),
    "ideographEnclosedCircle": _range("㊀", 10),
    "chineseCounting": _chinese_counting,
    "taiwaneseCounting": _chinese_counting,
    "chineseCountingThousand": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": _japanese,
    "ideographDigital": _positional("〇" + _DIGITS[1:]),
    "japaneseDigitalTenThousand": _positional("〇" + _DIGITS[1:]),
    "taiwaneseDigital": _positional("○" + _DIGITS[1:]),
    "upperRoman": roman,
    "lowerRoman": lambda n: roman(n).lower(),
    "upperLetter": _letters("A"),
    "lowerLetter": _letters("a"),
}
