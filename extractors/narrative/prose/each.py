"""Lists whose numbers stand together behind 分别, told one by one.

网站、微信分别公开12条、36条 is 网站公开12条、微信公开36条. Of a list of years
(2022年至2024年分别为8件、9件、12件) only the report's own is told. A number that each of several
has (行政复议、行政诉讼各1件) is told of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xxgk.extractors.narrative.prose.numerals import UNITS
from xxgk.extractors.narrative.prose.squeeze import Span, Squeezed, put_together

_EACH = "分别"
_CLAUSE = re.compile(r"[,。;:(\n]")
_JOINT = re.compile("、|以及|[和与]|及(?!时)")
_HOW_MANY = re.compile("等?[两二三四五六七八](?:个|大|种|类)(?:平台|渠道|媒体|账号|途径|方式)$")
_WHAT = re.compile("(?:公开|发布|推送|更新)(?:政府|政务)?(?:信息)?(?:总)?(?:数量|条数|数|量)$")
"""How many names a list has, and what is counted of each: 网站、微信公开数分别为8条、5条."""
_DIGITS = r"\d[\d,.]{0,14}(?<![,.])[万余多]{0,2}"
_NUMBER = rf"{_DIGITS}(?:{UNITS})?"
_NUMBERS = re.compile(
    rf"(?P<done>[^\d,。;:、()\n]{{0,16}})(?P<numbers>{_NUMBER}(?:[、,和及与]{_NUMBER}){{1,7}})(?=[,。;)\n]|$)"
)
_ONE = re.compile(rf"(?P<digits>{_DIGITS})(?P<unit>{UNITS})?[、,和及与]?")
_YEARS = re.compile(r"(?:19|20)\d\d年")
_SLASHED = re.compile(
    rf"[^\d,。;:/()\n]{{2,12}}(?:/[^\d,。;:/()\n]{{2,12}}){{1,7}}{_EACH}[^\d,。;:、/()\n]{{0,8}}{_NUMBER}(?:/{_NUMBER}){{1,7}}(?=[,。;)\n]|$)"
)
"""予以公开/部分公开分别为18/4件: a list whose members slashes part."""
_YEAR = r"(?:19|20)\d\d"
_OF_YEARS = re.compile(
    rf"(?:(?P<first>{_YEAR})年?(?:度)?(?:[至到~-]|—{{1,2}})(?P<last>{_YEAR}年(?:度)?)"
    rf"|(?P<years>{_YEAR}年(?:度)?(?:[、和及与]{_YEAR}年(?:度)?){{1,5}}))(?P<between>[^\d。;:、和及与\n]{{0,40}}?){_EACH}"
    rf"(?P<done>[^\d,。;:、()\n]{{0,16}})(?P<numbers>{_NUMBER}(?:[、,和及与]{_NUMBER}){{1,7}})(?=[,。;)\n]|$)"
)
_ONE_YEAR = re.compile(rf"{_YEAR}年(?:度)?")
_MOST_YEARS = 8
_ALIKE = re.compile(
    rf"(?:^|(?<=[,。;:(\n]))(?P<names>[^\d,。;:、()\n各每]{{2,16}}(?:(?:、|[和与及])[^\d,。;:、()\n各每]{{2,12}}){{1,3}})"
    rf"(?:各(?:为|有)?(?P<number>{_DIGITS}(?:{UNITS}))|均为(?P<none>0(?:{UNITS})))(?=[,。;)\n]|$)"
)
"""予以公开、不予公开各4件; 不予公开、不予处理均为0件."""
_SAYS_ALIKE = re.compile(r"各[为有]?\d|均为0")
_LONGER = 2
"""Characters by which the last of several names may be longer than the others, or it has words for all of them:
网上、信函许可申请各3件."""
_LONGEST = 80
"""Characters of the names of such a list."""


def one_by_one(squeezed: Squeezed, year: int | None) -> Squeezed:
    """The text with its lists told one by one: each name with what is done and its own number, printed where it is."""
    squeezed = _alike(squeezed)
    if _EACH not in squeezed.plain:
        return squeezed
    plain = squeezed.plain
    if "/" in plain:
        plain = _SLASHED.sub(lambda listed: listed[0].replace("/", "、"), plain)
    return _named_one_by_one(_of_the_year(squeezed._replace(plain=plain), year))


def _alike(squeezed: Squeezed) -> Squeezed:
    """The text with a number that several have told of each of them."""
    if not _SAYS_ALIKE.search(squeezed.plain):
        return squeezed
    pieces: list[Span] = []
    last = 0
    for listed in _ALIKE.finditer(squeezed.plain):
        number = listed.span("number" if listed["number"] else "none")
        *others, final = _JOINT.split(listed["names"])
        if "的" in final or len(final) > max(map(len, others)) + _LONGER:
            continue
        pieces.append((last, listed.start()))
        begin, end = listed.span("names")
        for joint in _JOINT.finditer(squeezed.plain, begin, end):
            pieces += ((begin, joint.start()), number, joint.span())
            begin = joint.end()
        pieces += ((begin, end), number)
        last = listed.end()
    return put_together(squeezed, [*pieces, (last, len(squeezed.plain))]) if pieces else squeezed


def _of_the_year(squeezed: Squeezed, year: int | None) -> Squeezed:
    """The text with the number of the report's own year alone where a list has one for each of several years."""
    pieces: list[Span] = []
    last = 0
    for listed in _OF_YEARS.finditer(squeezed.plain):
        years = _years(listed)
        numbers = list(_ONE.finditer(squeezed.plain, *listed.span("numbers")))
        if len(years) == len(numbers) and (span := years.get(year)):
            number = numbers[list(years).index(year)]
            unit = number if number["unit"] else numbers[-1]
            told = span, listed.span("between"), listed.span("done"), number.span("digits"), unit.span("unit")
            pieces += ((last, listed.start()), *(piece for piece in told if piece[0] < piece[1]))
            last = listed.end()
    return put_together(squeezed, [*pieces, (last, len(squeezed.plain))]) if pieces else squeezed


def _years(listed: re.Match[str]) -> dict[int | None, Span | None]:
    """The years of such a list in its order, each with where it is printed (of a range the last one alone)."""
    if listed["years"]:
        found = _ONE_YEAR.finditer(listed.string, *listed.span("years"))
        return {int(one[0][:4]): one.span() for one in found}
    first, last = int(listed["first"]), int(listed["last"][:4])
    if not 0 < last - first < _MOST_YEARS:
        return {}
    return {one: listed.span("last") if one == last else None for one in range(first, last + 1)}


def _named_one_by_one(squeezed: Squeezed) -> Squeezed:
    plain = squeezed.plain
    pieces: list[Span] = []
    last = 0
    for start, end, told in _lists(plain):
        pieces += ((last, start), *told)
        last = end
    if not pieces:
        return squeezed
    return put_together(squeezed, [*pieces, (last, len(plain))])


def _lists(plain: str) -> Iterator[tuple[int, int, Sequence[Span]]]:
    """Where lists stand, and the spans of which each consists when told one by one."""
    last = 0
    place = plain.find(_EACH)
    while place >= 0:
        behind = place + len(_EACH)
        numbers = _NUMBERS.match(plain, behind)
        begin = max((mark.end() for mark in _CLAUSE.finditer(plain, max(last, place - _LONGEST), place)), default=-1)
        if begin < 0 and last == 0 and place <= _LONGEST:
            begin = 0
        if numbers is not None and begin >= last and (told := _one_by_one(plain, (begin, place), numbers)):
            last = numbers.end()
            yield begin, last, told
        place = plain.find(_EACH, behind)


def _one_by_one(plain: str, named: Span, numbers: re.Match[str]) -> Sequence[Span]:
    """The spans of a list told one by one; none where it has not one number for each name."""
    begin, end = named
    names: list[Span] = []
    for mark in _JOINT.finditer(plain, begin, end):
        names.append((begin, mark.start()))
        begin = mark.end()
    how_many = _HOW_MANY.search(plain, begin, end)
    end = how_many.start() if how_many else end
    noun = _WHAT.search(plain, begin, end)
    names.append((begin, noun.start() if noun and noun.start() > begin else end))
    what = (names[-1][1], end)
    found = list(_ONE.finditer(plain, *numbers.span("numbers")))
    if len(found) != len(names) or len(names) == 1 or any(start == stop for start, stop in names):
        return ()
    if any(character.isdecimal() for character in _YEARS.sub("", plain[named[0] : named[1]])):
        return ()
    units = [number.span("unit") for number in found]
    told: list[Span] = []
    for name, number, unit in zip(names, found, units, strict=True):
        joint = (max(number.end("digits"), number.end("unit")), number.end())
        told += (name, what, numbers.span("done"), number.span("digits"), unit if unit[0] >= 0 else units[-1], joint)
    return [piece for piece in told if piece[0] < piece[1]]
