"""What a number format prints of a number: what a person sees in the cell. Marks between thousands are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from xxgk.schema.remembered import remembered

PLAIN = frozenset({"", "General", "General Number", "@"})
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    37: "#,##0 ;(#,##0)", 38: "#,##0 ;(#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', 42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    48: "##0.0E+0", 49: "@",
}  # fmt: skip
"""The formats that a workbook names by number alone; those of dates are not among them."""
_NAMED = {"Fixed": "0.00", "Standard": "#,##0.00", "Percent": "0.00%", "Scientific": "0.00E+00"}
_STORED = re.compile(r"[+-]?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,3})?")
_LONGEST = 200
_DIGITS, _LARGEST, _SMALLEST = 15, 1e15, 1e-15
_WIDEST, _LEAST = 11, Decimal("0.0001")
"""Characters of a number of no format, its sign apart; the least that is then shown by decimals that are rounded."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_.|\* |\*(?P<repeated>.)|\[(?P<inner>[^][]*+)\]'
    r"|(?P<general>General|G/通用格式)|(?P<digit>[0#?])|(?P<mark>[.,%;@])|(?P<unknown>[EeYyMmDdHhSsGgBbAaPp/])|(?P<literal>.)",
    re.DOTALL,
)
_COLOUR = re.compile(
    r"(?i)black|blue|cyan|green|magenta|red|white|yellow|黑色|蓝色|青色|绿色|洋红|红色|白色|黄色|color ?\d+"
)
_WHITE = re.compile(r"(?i)white|白色|color ?2")
_CURRENCY = re.compile(r"\$(?P<sign>[^-]{0,4})(?:-[0-9A-Fa-f]{1,8})?")
_DIGIT, _LITERAL, _GENERAL = "digit", "literal", "general"


class _Token(NamedTuple):
    kind: str
    text: str


@remembered()
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


def plain_text(number: Decimal) -> str:
    """A number as it is: whole ones without decimals."""
    return str(int(number)) if number == number.to_integral_value() else format(number.normalize(), "f")


def in_general(number: Decimal) -> str | None:
    """A number as it is shown where no format is told: in eleven characters at most, decimals rounded; None for one
    that is shown by a power of ten."""
    text = plain_text(number)
    plain = text.removeprefix("-")
    if len(plain) <= _WIDEST:
        return text
    places = _WIDEST - 1 - len(plain.partition(".")[0])
    if places < 0 or abs(number) < _LEAST:
        return None
    return plain_text(number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def shown(number: Decimal, number_format: str) -> str | None:
    """What a format shows of a number: scaled, rounded, among words, or nothing (``""``). None where the format does
    what is not known here: dates, fractions, powers, conditions.

    >>> shown(Decimal(12000), "0,"), shown(Decimal(2279), "0!.0000"), shown(Decimal(7), ";;;")
    ('12', '0.2279', '')
    """
    if number_format in PLAIN:
        return in_general(number)
    if len(number_format) > _LONGEST:
        return None
    sections = _sections(_NAMED.get(number_format, number_format))
    if sections is None:
        return None
    if number < 0 and len(sections) > 1:
        return _negative(_printed(-number, sections[1], ""))
    if not number and len(sections) > 2:
        return _printed(number, sections[2], "")
    return _printed(abs(number), sections[0], "-" if number < 0 else "")


def shows_text(number_format: str) -> bool:
    """Whether a format shows a text as it is."""
    if number_format in PLAIN:
        return True
    sections = _sections(number_format[:_LONGEST])
    if sections is None:
        return True  # a format of dates, which texts pass by
    own = sections[3] if len(sections) > 3 else next((one for one in sections if _Token("mark", "@") in one), None)
    return own is None or [token for token in own if token.text.strip()] == [_Token("mark", "@")]


def _sections(number_format: str) -> list[list[_Token]] | None:
    sections: list[list[_Token]] = [[]]
    for token in _tokens(number_format):
        if token is None:
            return None
        if token == ("mark", ";"):
            sections.append([])
        else:
            sections[-1].append(token)
    return sections


def _tokens(number_format: str) -> Iterator[_Token | None]:
    """The tokens of a format that show something; None for one that is not known."""
    for match in _TOKEN.finditer(number_format):
        kind, text = match.lastgroup, match[match.lastgroup] if match.lastgroup else ""
        match kind:
            case None:
                continue
            case "inner":
                currency = _CURRENCY.fullmatch(text)
                if _WHITE.fullmatch(text) or (currency is None and not _COLOUR.fullmatch(text)):
                    yield None
                elif currency is not None and currency["sign"]:
                    yield _Token(_LITERAL, currency["sign"])
            case "unknown" | "repeated":
                yield None
            case "quoted" | "escaped" | "literal":
                yield _Token(_LITERAL, text)
            case _:
                yield _Token(str(kind), text)


def _printed(number: Decimal, section: Sequence[_Token], sign: str) -> str | None:
    """What one section of a format shows of a number that is not negative."""
    kinds = [token.kind for token in section]
    if _GENERAL in kinds:
        general = in_general(number)
        if general is None:
            return None
        number_shown = iter([general])
        return sign + "".join(next(number_shown, "") if one.kind == _GENERAL else one.text for one in section).strip()
    if _DIGIT not in kinds:
        words = "".join(token.text for token in section if token.kind == _LITERAL).strip()
        return in_general(number) if _Token("mark", "@") in section else words
    point = next((at for at, token in enumerate(section) if token == ("mark", ".")), len(section))
    whole, rest = section[:point], section[point + 1 :]
    places = sum(token.kind == _DIGIT for token in rest)
    value = (
        number
        * 100 ** sum(token == ("mark", "%") for token in section)
        / Decimal(1000) ** (_scaled(whole) + _scaled(rest))
    )
    value = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    before, _, behind = format(value, "f").partition(".")
    text = _filled(whole, before if int(before) else "")
    decimals = _decimals(rest, behind)
    joined = text + ("." + decimals if decimals[:1].isdigit() else decimals)
    return (sign if value else "") + joined.strip()


def _negative(text: str | None) -> str | None:
    """A negative number as its section shows it: brackets are its sign; without any sign nobody knows, as colour may be
    it."""
    if text and text[0] == "(" and text[-1] == ")":
        return f"-{text[1:-1]}"
    return None if text and "-" not in text and any(map(str.isdigit, text)) else text


def _scaled(part: Sequence[_Token]) -> int:
    """How many commas stand behind the last digit before or behind the point: each is a thousand."""
    last = max((at for at, token in enumerate(part) if token.kind == _DIGIT), default=None)
    count = 0
    for token in part[last + 1 :] if last is not None else ():
        if token != ("mark", ","):
            break
        count += 1
    return count


def _filled(whole: Sequence[_Token], digits: str) -> str:
    """The part before the point: digits from the right into their places, the first place takes what is left."""
    places = [at for at, token in enumerate(whole) if token.kind == _DIGIT]
    filled: dict[int, str] = {}
    left = digits
    for at in reversed(places):
        if at == places[0]:
            filled[at] = left or ("0" if whole[at].text == "0" else "")
        elif left:
            left, filled[at] = left[:-1], left[-1]
        else:
            filled[at] = "0" if whole[at].text == "0" else ""
    return _joined(whole, filled)


def _decimals(rest: Sequence[_Token], digits: str) -> str:
    """The part behind the point, without zeros that the format lets go."""
    places = [at for at, token in enumerate(rest) if token.kind == _DIGIT]
    filled = dict(zip(places, digits, strict=True))
    for at in reversed(places):
        if filled[at] != "0" or rest[at].text == "0":
            break
        filled[at] = ""
    return _joined(rest, filled)


def _joined(tokens: Sequence[_Token], filled: dict[int, str]) -> str:
    shown_as = {("mark", "%"): "%"}
    return "".join(
        filled.get(at, token.text if token.kind == _LITERAL else shown_as.get(token, ""))
        for at, token in enumerate(tokens)
    )
