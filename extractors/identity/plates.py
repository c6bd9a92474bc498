"""The other names that a document gives an agency in so many words: what it was before, its second plate.

    自然资源局（原国土资源局）        发展和改革局（挂粮食和物资储备局、能源局牌子）
    原环境保护局更名为生态环境局        我局由原文化局、旅游局合并组建

They are facts beside the agency, which stays the one that is named. Only what is said of the agency itself counts:
that duties went from one organ to another makes neither of them the other's successor.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extractors.identity.organ_words import ORGAN_END, without_level
from schema.report import FORMER, PLATE

_WAS = "原(?:名称?|称|系|为)?为?"
_HANGS = "(?:对外)?(?:加)?挂"
_ORGAN = "[^,。;:!?（）《》“”\\d\\n]{2,60}?"
_IN_BRACKETS = re.compile(f"（(?:{_WAS}(?P<former>{_ORGAN})|{_HANGS}(?P<plate>{_ORGAN})(?:的)?(?:牌子?)?)）")
_SELF = "[我本](?:局|委|办|厅|处|站|中心|单位|机关|镇|乡|街道)"
_CALLED = "(?:更名|改名|改称|改组|变更|调整|重组)(?:组建)?为"
_OUT_OF = "(?:合并|整合|更名|改名|改组|改制|重组|改建)(?:组建|成立|而成|设立|而来)?"
_APART = re.compile("(?<=[局厅委会办室府院处站心])(?:、|和|及|与|以及|并)(?=.{2})")
_OF_PLACE = re.compile("^(?:我[省市县区州盟旗]|原)")
_MENTIONS = ("原", "挂")


class Told(NamedTuple):
    """Another name of an agency as printed: `role` is ``former`` or ``plate``."""

    role: str
    name: str


def plain_name(name: str) -> str:
    """A printed name without what stands in brackets to tell a former name or a plate of the same organ."""
    return _IN_BRACKETS.sub("", name) if "（" in name else name


def mentions_names(text: str) -> bool:
    """Whether a text has a word by which other names are told."""
    return any(word in text for word in _MENTIONS)


def told_names(printed: str, own: Iterable[str], text: str) -> tuple[Told, ...]:
    """The other names of an agency told by its name line `printed` and by a compact `text` that speaks of it by one of
    its `own` names or as 我局."""
    found = list(_bracketed(_IN_BRACKETS.finditer(printed)))
    if text:
        found += _in_text("|".join([*map(re.escape, sorted(own, key=len, reverse=True)), _SELF]), text)
    return tuple(dict.fromkeys(told for told in found if ORGAN_END.search(told.name)))


def _in_text(own: str, text: str) -> Iterator[Told]:
    yield from _bracketed(re.finditer(f"(?:{own}){_IN_BRACKETS.pattern}", text))
    renamed = f"原(?P<former>{_ORGAN})(?:已|正式|已经|现已)?{_CALLED}(?:{own})(?![^,。;（]{{0,20}}[局委])"
    merged = f"(?:{own})(?:系|是|为)?由原(?P<former>{_ORGAN})(?:等部门|等单位)?{_OUT_OF}[,。;]"
    yield from _bracketed(re.finditer(f"(?:{own}){_HANGS}(?P<former>(?!))?(?P<plate>{_ORGAN})(?:的)?牌子", text))
    for match in (*re.finditer(renamed, text), *re.finditer(merged, text)):
        yield from _each(FORMER, match["former"])


def _bracketed(matches: Iterable[re.Match[str]]) -> Iterator[Told]:
    for match in matches:
        yield from _each(FORMER if match["former"] else PLATE, match["former"] or match["plate"])


def _each(role: str, names: str) -> Iterator[Told]:
    for name in _APART.split(names):
        yield Told(role, _OF_PLACE.sub("", name))


def spellings_in(name: str, region: str) -> tuple[str, ...]:
    """How a name told beside an agency of a `region` may be meant: as it stands, and as an organ of that region."""
    return (name, region + without_level(name)) if region else (name,)
