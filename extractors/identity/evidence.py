"""Which of several agencies of one short name a document comes from, judged by what it tells of its place.

Every sign has a weight; a candidate is chosen only if its signs suffice and no other candidate comes near. A sign
that fits several candidates (an area code shared by cities) counts for each of them, so it separates none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from xxgk.extractors.identity.candidate import Candidate
from xxgk.schema.agencies import host_of
from xxgk.schema.regions import CITY, MUNICIPALITIES, Gazetteer, Region

ENOUGH, MARGIN = 3, 2
"""Weight that a candidate needs, and by which it must exceed the next one."""

NAMED = 5
"""The document prints the name in full."""

SAME_REGION, SAME_CITY, SAME_PROVINCE = 4, 3, 1
"""A code (site, postcode, area code) leads to the candidate's own region, its city, its province."""

MENTIONS = 3
"""Most that the mentions of a place can weigh."""

_TELEPHONE = re.compile(r"(0(?<!\d0)[1-9]\d{1,2})[）)]?[-—–－]{0,2}(?=\d{7,8}(?!\d))")
_POSTCODE = re.compile(r"邮(?:政)?编(?:码|号)?(?:为|是)?[:：]?(\d{6})(?!\d)")
_WHOLE_NUMBER = re.compile(
    r"(?:电话[:为是]?|0(?<!\d0)[1-9]\d{1,2}[）-]{0,2})(?:0[1-9]\d{1,2}[）—–-]{0,2})?\d{7,8}(?!\d)"
)


class Signs(NamedTuple):
    """What a document tells of its place: its compact text, the codes in it, and the region of its host."""

    text: str
    area_codes: tuple[str, ...]
    postcodes: tuple[str, ...]
    site_code: str
    site_name: str
    host_region: str = ""


def collect(texts: Iterable[str], metadata: Mapping[str, str], hosts: Mapping[str, str]) -> Signs:
    """The signs in compact texts and in the page's metadata; `hosts` tells the region of those that are known."""
    text = "\n".join(texts)
    return Signs(
        text,
        tuple(dict.fromkeys(_TELEPHONE.findall(text))),
        tuple(dict.fromkeys(_POSTCODE.findall(text))),
        metadata.get("site_id", "")[:6],
        metadata.get("site_name", ""),
        hosts.get(host_of(metadata.get("url", "")), ""),
    )


def telephone(signs: Signs) -> str:
    """The first telephone number in the text, empty where there is none."""
    found = _WHOLE_NUMBER.search(signs.text)
    return found[0] if found else ""


def decide(
    choices: Collection[Candidate], signs: Signs, places: Gazetteer, named: Collection[str] = ()
) -> Candidate | None:
    """The candidate that the signs single out, None where they do not.

    `named` are the identifiers of those that the document names in full."""
    shared = _shared_names(choices, places)
    ranked = sorted(
        ((_weight(each, signs, places, shared, each.agency_id in named), each) for each in choices),
        key=lambda pair: (-pair[0], pair[1].agency_id),
    )
    if not ranked or ranked[0][0] < ENOUGH or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN):
        return None
    return ranked[0][1]


def _weight(choice: Candidate, signs: Signs, places: Gazetteer, shared: Collection[str], named: bool) -> int:
    code = choice.region_code
    if code not in places.by_code:
        return NAMED if named else 0
    weight = NAMED if named or choice.name in signs.text else 0
    weight += _relation(code, [signs.site_code, signs.host_region], places)
    weight += max((_relation(code, _postcode_regions(each, places), places) for each in signs.postcodes), default=0)
    weight += max((_relation(code, places.area_codes.get(each, ()), places) for each in signs.area_codes), default=0)
    return weight + sum(_mentions(region, signs.text) for region in places.lineage(code) if region.name not in shared)


def _relation(code: str, others: Iterable[str], places: Gazetteer) -> int:
    weights = [0]
    for other in others:
        if other == code:
            weights.append(SAME_REGION)
        elif other in places.by_code and places.city(other) == places.city(code):
            weights.append(SAME_CITY)
        elif other[:2] == code[:2]:
            weights.append(SAME_PROVINCE)
    return max(weights)


def _postcode_regions(postcode: str, places: Gazetteer) -> tuple[str, ...]:
    lengths = (6, 4, 3, 2)
    return next(
        (places.postcodes[postcode[:length]] for length in lengths if postcode[:length] in places.postcodes), ()
    )


def _mentions(region: Region, text: str) -> int:
    count = text.count(region.short) if len(region.short) > 1 else text.count(region.name)
    return min(count, MENTIONS if region.level == CITY or region.code in MUNICIPALITIES else 1)


def _shared_names(choices: Collection[Candidate], places: Gazetteer) -> set[str]:
    """Names (long or short) that several of the candidates' regions bear: mentions of them separate nothing."""
    codes = {choice.region_code for choice in choices if choice.region_code in places.by_code}
    regions = {region.code: region for code in codes for region in places.lineage(code)}.values()
    shorts = Counter(region.short for region in regions)
    return {region.name for region in regions if shorts[region.short] > 1}
