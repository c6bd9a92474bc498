"""Organs that the centre has in places: a head organ, a place, a branch (国家税务总局 + 沭阳县 + 税务局).

Their forms are data (`vertical_organs.csv`). The place must be one that the gazetteer or the list of zones has, so a
misprinted one is no agency.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xxgk.extractors.identity.candidate import Candidate, candidate
from xxgk.extractors.identity.grammar import GENERIC
from xxgk.schema.agencies import CENTRAL, Registry
from xxgk.schema.organs import NameForm
from xxgk.schema.regions import CITY, COUNTY, PROVINCE, Region
from xxgk.schema.text import ORDINAL
from xxgk.schema.townships import zones

BEYOND = frozenset(
    [
        "华北",
        "东北",
        "华东",
        "中南",
        "西南",
        "西北",
        "华中",
        "华南",
        "南方",
        "拱北",
        "江汉",
        "皇岗",
        "罗湖",
        "文锦渡",
        "沙头角",
        "蛇口",
        "首都",
        "浦东",
        "虹桥",
        "白云",
        "宝安",
    ]
)
"""Places of such organs that are no regions: parts of the country, ports."""

_TAIL = re.compile(f"(?<=税务局)(?:第{ORDINAL}(?:税务)?分局|第{ORDINAL}税务所|稽查局|[^局]{{1,8}}税务(?:分局|所))$")


def vertical(name: str, registry: Registry, year: int | None) -> tuple[Candidate, ...]:
    """The organs of the centre that a name can mean, none where it has no form of theirs or no known place."""
    tail = _TAIL.search(name)
    behind = tail[0] if tail else ""
    for form, place in registry.named.forms_of(name.removesuffix(behind)):
        if found := tuple(_in_place(form, place, behind, registry, year)):
            return found
    return ()


def _in_place(form: NameForm, printed: str, tail: str, registry: Registry, year: int | None) -> Iterator[Candidate]:
    places = registry.gazetteer
    found = [place for place in places.readings(printed, year) if place.end == len(printed)]
    if form.place == "full" and not form.before:
        found = [place for place in found if place.full]
    full = [place.region for place in found if place.full] if form.place == "full" else []
    for region in _meant(form, full or [place.region for place in found]):
        words = {"full": places.full_name(region), "short": region.short}.get(form.place, printed)
        yield candidate(form.official.replace("{}", words) + tail, region.code, region.code, registry)
    if not found:
        yield from _beyond(form, printed, tail, registry)


def _beyond(form: NameForm, printed: str, tail: str, registry: Registry) -> Iterator[Candidate]:
    if printed in BEYOND:
        yield candidate(form.official.replace("{}", printed) + tail, CENTRAL, CENTRAL, registry)
    elif form.place != "short":
        for zone in zones().by_name.get(printed, ()):
            yield candidate(form.official.replace("{}", zone.name) + tail, zone.parent, zone.parent, registry)
        for place in registry.gazetteer.places(printed) if printed not in zones().by_name else ():
            if printed[place.end :] in GENERIC and (place.full or place.region.level != COUNTY):
                name = form.official.replace("{}", printed) + tail
                yield candidate(name, place.region.code, place.region.code, registry)


def _meant(form: NameForm, regions: list[Region]) -> list[Region]:
    """Of the regions of one name those that have such an organ: 吉林调查总队 is the province's."""
    if form.level == "province":
        return [region for region in regions if region.level == PROVINCE] or [r for r in regions if r.level == CITY]
    levels = (CITY, COUNTY) if form.level == "below" else (PROVINCE, CITY)
    return [region for region in regions if region.level in levels] or regions
