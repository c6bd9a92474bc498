"""What a number format prints of a number: the number as it is, or something else that is not guessed at."""

from __future__ import annotations

import re
from decimal import Decimal

PLAIN = frozenset({"", "General", "General Number", "@", "0"})
_NAMED = {"Fixed": "0.00", "Standard": "#,##0.00"}
_FILLING = re.compile(r'_.|\*.|\\ |" *"|\[(?:Red|Black|Blue|Green|White|Yellow|Magenta|Cyan|\$-?[0-9A-Fa-f]*)\]| ')
_ESCAPED = re.compile(r"\\([()-])")
_NUMBER = re.compile(r"(?P<sign>-?)(?P<open>\(?)(?:#,##)?[#?]{0,15}0{0,15}(?:\.(?P<places>[0#?]{0,15}))?(?P<close>\)?)")
_STORED = re.compile(r"[+-]?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,3})?")
_LONGEST = 200
_DIGITS, _LARGEST, _SMALLEST = 15, 1e15, 1e-15


def number_of(text: str) -> Decimal | None:
    """A number as a file holds it, with the 15 digits that a spreadsheet keeps; None for anything else: what is no
    number in XML (``NaN``, ``1_000``), or is beyond these digits."""
    plain = text.strip()
    if not _STORED.fullmatch(plain):
        return None
    number = Decimal(plain)
    if number and not _SMALLEST <= abs(float(plain)) < _LARGEST:
        return None
    return Decimal(format(number, f".{_DIGITS}g"))


def is_kept(number: float) -> bool:
    """Whether a number is one, and has a digit that a spreadsheet keeps and prints in full."""
    return not number or _SMALLEST <= abs(number) < _LARGEST


def prints_as_it_is(number: Decimal, number_format: str) -> bool:
    """Whether a number is printed as itself: no scaling, no rounding, no words, not hidden."""
    places = _places(number)
    if number_format in PLAIN:
        return number_format != "0" or not places
    sections = _NAMED.get(number_format, number_format)[:_LONGEST].split(";")
    at = 1 if number < 0 and len(sections) > 1 else 2 if not number and len(sections) > 2 else 0
    found = _NUMBER.fullmatch(_FILLING.sub("", _ESCAPED.sub(r"\1", sections[at])))
    if found is None or not re.search("[0#?]", found[0]) or bool(found["open"]) != bool(found["close"]):
        return False
    signed = bool(found["sign"] or found["open"])
    if signed != (at == 1) or (not number and "0" not in found[0]):
        return False
    return places <= len(found["places"] or "")


def _places(number: Decimal) -> int:
    """The decimals of a number."""
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 99
