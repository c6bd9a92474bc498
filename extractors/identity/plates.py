"""The other names that a document gives an agency in so many words: what it was before, its second plate.

    自然资源局（原国土资源局）        发展和改革局（挂粮食和物资储备局、能源局牌子）
    原环境保护局更名为生态环境局        我局由原文化局、旅游局合并组建

They are facts beside the agency, which stays the one that is named. Only what is said of the agency itself counts:
that duties went from one organ to another makes neither of them the other's successor.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from xxgk.extractors.identity.organ_words import ORGAN_END, without_level
from xxgk.schema.agencies import LONGEST_NAME
from xxgk.schema.report import FORMER, PLATE

_WAS = "原(?:名称?|称|系|为)?为?"
_HANGS = "(?:对外)?(?:加)?挂"
_ORGAN = "[^,。;:!?（）《》“”\\d\\n]{2,60}?"
_IN_BRACKETS = re.compile(f"（(?:{_WAS}(?P<former>{_ORGAN})|{_HANGS}(?P<plate>{_ORGAN})(?:的)?(?:牌子?)?)）")
_SELF = "[我本](?:局|委|办|厅|处|站|中心|单位|机关|镇|乡|街道)"
_SELF_BEFORE, _SELF_BEHIND = re.compile(f"{_SELF}$"), re.compile(_SELF)
_PLATE = "牌子"
_HANGING = re.compile(f"{_HANGS}(?P<plate>{_ORGAN})(?:的)?{_PLATE}")
_RENAMED = re.compile(
    f"原(?P<former>{_ORGAN})(?:已|正式|已经|现已)?(?:更名|改名|改称|改组|变更|调整|重组)(?:组建)?为(?P<own>[^,。;（）]{{2,40}})"
)
_MERGED = re.compile(
    f"(?:系|是|为)?由原(?P<former>{_ORGAN})(?:等部门|等单位)?"
    "(?:合并|整合|更名|改名|改组|改制|重组|改建)(?:组建|成立|而成|设立|而来)?[,。;]"
)
_ANOTHER = re.compile("[局委办厅]")
_APART = re.compile("(?<=[局厅委会办室府院处站心])(?:、|和|及|与|以及|并)(?=.{2})")
_OF_PLACE = re.compile("^(?:我[省市县区州盟旗]|原)")
_MENTIONS = ("原", "挂")
_PLACE = re.compile(".*[省市县区旗州盟](?=.{2})")
_SMALLER = re.compile("街道|[镇乡]|苏木|办事处|分局|支局|[大支]队|所$")
_ZONE = re.compile("[^局署行委]*区(?=.{2})")


class OtherName(NamedTuple):
    """Another name of an agency as printed: `role` is ``former`` or ``plate``."""

    role: str
    name: str


def plain_name(name: str) -> str:
    """A printed name without what stands in brackets to tell a former name or a plate of the same organ."""
    return _IN_BRACKETS.sub("", name) if "（" in name else name


def mentions_names(text: str) -> bool:
    """Whether a text has a word by which other names are told."""
    return any(word in text for word in _MENTIONS)


def told_names(printed: str, own: Collection[str], text: str) -> tuple[OtherName, ...]:
    """The other names of an agency told by its name line `printed` and by a compact `text` that speaks of it by one of
    its `own` names or as 我局."""
    found = [told for match in _IN_BRACKETS.finditer(printed) for told in _named(match)]
    hanging = _HANGING.finditer(text) if _PLATE in text else ()
    for match in (*_IN_BRACKETS.finditer(text), *hanging, *_MERGED.finditer(text)):
        before = text[max(0, match.start() - LONGEST_NAME) : match.start()]
        if before.endswith(tuple(own)) or _SELF_BEFORE.search(before):
            found += _named(match)
    for match in _RENAMED.finditer(text):
        if _is_own(match["own"], own):
            found += _named(match)
    return tuple(dict.fromkeys(told for told in found if ORGAN_END.search(told.name)))


def _is_own(words: str, own: Collection[str]) -> bool:
    """Whether words begin with one of an agency's own names, and not with another organ's that is longer."""
    itself = _SELF_BEHIND.match(words)
    ends = [len(name) for name in own if words.startswith(name)] + [itself.end() if itself else 0]
    return max(ends) > 0 and not _ANOTHER.search(words[max(ends) :])


def _named(match: re.Match[str]) -> Iterator[OtherName]:
    groups = match.groupdict()
    return _each(FORMER, groups["former"]) if groups.get("former") else _each(PLATE, groups["plate"])


def _each(role: str, names: str) -> Iterator[OtherName]:
    for name in _APART.split(names):
        yield OtherName(role, _OF_PLACE.sub("", name))


def place_of(name: str, region: str) -> str:
    """The place with which the name of an agency of a `region` begins: that, with the zone in it where there is one;
    empty where an organ of something smaller is named. Of an agency in no known region, all up to the last place."""
    if not region:
        found = _PLACE.match(name)
        return found[0] if found else ""
    rest = name.removeprefix(region)
    if _SMALLER.search(rest):
        return ""
    lead, zone = "" if rest == name else region, _ZONE.match(rest)
    return lead + (zone[0] if zone else "")


def spellings_in(name: str, region: str) -> tuple[str, ...]:
    """How a name told beside an agency of a `region` may be meant: as it stands, and as an organ of that region."""
    return (name, region + without_level(name)) if region else (name,)
