"""What prose states of the quantities: every number that stands where a quantity's patterns want it, and every text
that says that there was none.

Numbers are found first, then judged by what stands around them: one pass over the text, and patterns only where there
is a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from extractors.prose.numerals import Number, numbers
from extractors.prose.scope import About, clause_start
from extractors.prose.squeeze import Sentences, Squeezed, squeeze
from schema.quantities import Place, Quantities, Quantity
from schema.report import NUMBER, STATED_NONE

LONGEST_SENTENCE = 2000
"""What goes on longer without a stop is no sentence."""

_NEGATION = re.compile("[未没无]")
_BRACKETS = re.compile(r"\([^()]*\)")
_IF = ("如", "若", "对", "凡", "因", "是否有")
_LEAD = 70
_PART = "其中"
_NEW_PART = re.compile(r"[,(]其中,?(?:(?:19|20)\d\d年度?|今年|本年度?|年内|当年)新[增收]")
"""Behind a number: only a part of it is of this year."""
_AMOUNT = "元"


class Statement(NamedTuple):
    """A quantity told once. ``start:end`` is its number (or the words that deny it) and ``first:last`` its sentence, in
    the text as printed."""

    quantity: Quantity
    value: int | float
    approximate: bool
    state: str
    start: int
    end: int
    first: int
    last: int


def statements(text: str, year: int | None, agency: str, terms: Quantities) -> list[Statement]:
    """The statements of one section about the report's own year and agency, in printed order."""
    squeezed = squeeze(text)
    sentences = Sentences(squeezed.plain)
    about = About(squeezed.plain, sentences, year, agency, terms.scope)
    found = [*_of_numbers(squeezed, sentences, about, terms), *_of_denials(squeezed, sentences, about, terms)]
    return sorted(found, key=lambda statement: statement.start)


def _of_numbers(squeezed: Squeezed, sentences: Sentences, about: About, terms: Quantities) -> Iterator[Statement]:
    plain = squeezed.plain
    first = last = before = -1
    candidates: Sequence[Quantity] = ()
    for number in numbers(plain):
        if number.start >= last:
            first, last = sentences.around(number.start)
            before = first
            candidates = _candidates(plain[first:last], terms.needed) if last - first <= LONGEST_SENTENCE else ()
        if candidates:
            for quantity in _told(number, plain, (before, first, last), candidates, about):
                value = _plain_value(number)
                if value is not None and _is_one_print(squeezed, number):
                    place = (number.start, number.digits_end, first, last)
                    yield _statement(squeezed, quantity, (value, number.approximate, NUMBER), place)
        before = number.end


def _of_denials(squeezed: Squeezed, sentences: Sentences, about: About, terms: Quantities) -> Iterator[Statement]:
    plain = squeezed.plain
    last = -1
    for negation in _NEGATION.finditer(plain):
        if negation.start() < last:
            continue
        first, last = sentences.around(negation.start())
        if last - first > LONGEST_SENTENCE:
            continue
        for quantity in _candidates(plain[first:last], terms.deniable):
            for denial in quantity.none.finditer(plain, first, last) if quantity.none else ():
                if _denies(denial, plain, quantity) and about.is_own(first, denial.start(), stock=quantity.is_stock):
                    place = (denial.start(), denial.end(), first, last)
                    yield _statement(squeezed, quantity, (0, False, STATED_NONE), place)


def _candidates(sentence: str, needed: Mapping[str, Sequence[Quantity]]) -> list[Quantity]:
    found = [quantity for word, quantities in needed.items() if word in sentence for quantity in quantities]
    return list(dict(zip(map(id, found), found, strict=True)).values())


def _told(
    number: Number, plain: str, spans: tuple[int, int, int], candidates: Sequence[Quantity], about: About
) -> list[Quantity]:
    """The quantities that a number tells; seldom more than one (复议、诉讼均为0)."""
    before, _, last = spans
    lead = plain[max(before, number.start - _LEAD) : number.start - number.nearly]
    if ")" in lead:
        lead = _BRACKETS.sub("", lead)
    told: list[Quantity] = []
    for quantity in candidates:
        if number.unit in quantity.units:
            for place in quantity.places:
                if _stands(place, lead, plain, number, last):
                    if _is_clean(quantity, number, plain, spans, about):
                        told.append(quantity)
                    break
    return told


def _stands(place: Place, lead: str, plain: str, number: Number, last: int) -> bool:
    if place.before and place.before.search(lead) is None:
        return False
    return place.behind is None or place.behind.match(plain, number.end, last) is not None


def _is_clean(quantity: Quantity, number: Number, plain: str, spans: tuple[int, int, int], about: About) -> bool:
    before, first, last = spans
    clause = max(before + plain.startswith("、", before), clause_start(plain, first, number.start))
    part = plain.rfind(_PART, first, number.start)
    if quantity.never and quantity.never.search(plain, clause, number.start):
        return False
    if quantity.never_before and quantity.never_before.search(plain, max(first, part), number.start):
        return False
    if quantity.context and not quantity.context.search(plain[first:last]):
        return False
    if not quantity.is_stock and _NEW_PART.match(plain, number.end):
        return False
    if quantity.is_total and part >= 0:
        open_bracket = plain.find(")", part, number.start) < 0
        if open_bracket and not about.names_year_after(first, part, number.start):
            return False
    return about.is_own(first, number.start, stock=quantity.is_stock)


def _denies(denial: re.Match[str], plain: str, quantity: Quantity) -> bool:
    if plain.endswith(_IF, 0, denial.start()):
        return False
    return quantity.none_never is None or quantity.none_never.search(denial[0]) is None


def _is_one_print(squeezed: Squeezed, number: Number) -> bool:
    """Whether no space stands within the digits: ``2 3`` may be two numbers."""
    first, last = number.start, number.digits_end - 1
    return squeezed.origin(last) - squeezed.origin(first) == last - first


def _plain_value(number: Number) -> int | float | None:
    """A whole number, or an amount; no half of anything that is counted."""
    value = number.value
    if value is None:
        return None
    if value == value.to_integral_value():
        return int(value)
    return float(value) if number.unit == _AMOUNT else None


def _statement(
    squeezed: Squeezed,
    quantity: Quantity,
    told: tuple[int | float, bool, str],
    place: tuple[int, int, int, int],
) -> Statement:
    start, end, first, last = place
    origin = squeezed.origin
    stop = origin(last) + 1 if last < len(squeezed.plain) and squeezed.plain[last] != "\n" else origin(last - 1) + 1
    return Statement(quantity, *told, origin(start), origin(end - 1) + 1, origin(first), stop)
