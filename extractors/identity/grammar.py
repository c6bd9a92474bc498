"""The grammar of official names: a region, a zone or township in it, an organ.

    沭阳县 + 财政局        苏州 + 市场监督管理局        苏州工业园区 + 财政局        上海市普陀区 + 长征镇 + 人民政府

A name can be parted in several ways; each part is looked up. What is best known counts: an organ that places have
before one that they may have, a region printed with its kind before a short one. All readings of the best rank stay,
and evidence must decide between them. What is one character away from something known is no name of its own but a
misprint, and no agency.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from xxgk.extractors.identity.branches import branch_place, one_spelling
from xxgk.extractors.identity.candidate import Candidate, candidate, unique
from xxgk.extractors.identity.organ_words import DEPARTMENT, ORGAN_END, TAKES_SHORT_NAME, canonical_organ
from xxgk.schema.agencies import Registry
from xxgk.schema.regions import COUNTY, PROVINCE, NamedRegion, Region
from xxgk.schema.text import ORDINAL
from xxgk.schema.townships import Local, in_force, lies_in, townships, zones

KNOWN, SHORT, POSSIBLE, GUESSED = range(4)
"""Ranks of readings: all parts known; the same with a short place; an organ that places may have; that with a short
place."""

_GOVERNMENT = re.compile("(?:人民)?(?:政府)?(?:(?:办公[厅室]|办)(?:公室)?)?$")
_TOWNSHIP = re.compile(
    "(?P<town>.{1,14}?(?:街道(?=(?:街道)?办事处$|$)|地区(?=办事处$|$)|(?:镇|乡|苏木)(?=(?:人民)?政府$|$)))"
    "(?P<organ>(?:人民)?政府|(?:街道)?办事处|)$"
)
_TOWN_ORGAN = re.compile("(?:(?:人民)?政府|(?:街道)?办事处)?(?:(?:党政)?办公室|党政综合办公室)?$")
ZONE = re.compile(
    "(?P<zone>(?!人民政府)[^省市县镇乡街局委]{0,10}?(?:经济技术开发区|高新技术产业开发区|高新技术产业园区|高新技术开发区|经济开发区"
    "|开发区|经开区|高新区|工业园区|产业园区|产业园|新区|综合保税区|保税港区|保税区|综合实验区|实验区|示范区|度假区|风景名胜区"
    "|风景区|管理区|合作区|试验区|集聚区|产业集聚区|生态城))(?P<organ>.*)$"
)
_LOCAL_WORD = re.compile("街道|[镇乡]|苏木|地区|区公所")
_LOCAL = re.compile("办事处|街道|[镇乡]|苏木|政府|^[^省市县区旗州盟]{1,8}[省市县区旗州盟]")
"""What an organ that is not known may not have in its name: it would be a lower place that is not known."""

GENERIC = frozenset(
    (
        *(
            "经济技术开发区",
            "高新技术产业开发区",
            "高新技术产业园区",
            "高新技术开发区",
            "经济开发区",
            "开发区",
            "经开区",
            "经开",
        ),
        *("高新区", "高新", "工业园区", "产业园区", "新区", "综合保税区", "保税港区", "保税区", "示范区", "旅游度假区"),
        *("风景名胜区", "经济技术", "经济"),
    )
)
"""What zones are called without a name of their own, and for short in the names of branches."""

_NUMBERED = re.compile(
    f"第{ORDINAL}|直属|交通警察|交通巡逻警察|交警|刑事侦查|特警|巡特警|治安|机场|铁路|水上|森林|公共交通|轨道交通|城市轨道"
)
COMMITTEES = ("管理委员会", "管委会")
_COMMITTEE = re.compile("(?:管理委员会|管委会)?")
_LOWER = re.compile("[^省市县区旗州盟]{1,8}[省市县区旗州盟镇乡]")


SHORTEST = 3
"""Characters of an organ that is not known."""


class Parting(NamedTuple):
    """One way to part a name: how well its parts are known, how far the region reaches, and the agency."""

    rank: int
    end: int
    means: Candidate


def parsed(name: str, registry: Registry, year: int | None) -> tuple[Candidate, ...]:
    """The agencies that a name means by its parts."""
    found = [*_by_region(name, registry, year), *_by_zone(name, registry), *_by_township(name, registry)]
    best = min((reading.rank for reading in found), default=0)
    ranked = [reading for reading in found if reading.rank == best]
    longest = max((reading.end for reading in ranked), default=0)
    return unique(reading.means for reading in ranked if reading.end == longest)


def _by_region(name: str, registry: Registry, year: int | None) -> Iterator[Parting]:
    places = registry.gazetteer.readings(name, year)
    longest = max((place.end for place in places if place.full), default=0)
    found = [reading for place in places for reading in _known(place, name, longest, registry)]
    yield from found
    if any(reading.rank < POSSIBLE for reading in found):
        return
    for place in places:
        rank = _rank_of_unknown(name[place.end :], place, registry) if place.end >= longest else None
        means = _organ(place, name, registry) if rank is not None else None
        if rank is not None and means and not _misprints_registered(means, registry):
            yield Parting(rank, place.end, means)


def _misprints_registered(means: Candidate, registry: Registry) -> bool:
    """Whether an agency that is not registered has the name of a registered one, misprinted."""
    registered = means.name in registry.by_name or means.name in registry.by_alias
    return not registered and registry.misprints.has(means.name)


def _known(place: NamedRegion, name: str, longest: int, registry: Registry) -> Iterator[Parting]:
    """The readings in which what follows a region is a township, a zone, or an organ that places have."""
    rest = name[place.end :]
    towns = tuple(_towns(place, rest.removeprefix("人民政府") if "街道" in rest else rest, registry))
    yield from towns
    if place.end >= longest:
        yield from _zones(place, rest, registry)
    if not towns and (rank := _rank_of_known(rest, place, registry)) is not None:
        yield Parting(rank, place.end, _organ(place, name, registry))


def _rank_of_known(rest: str, place: NamedRegion, registry: Registry) -> int | None:
    """How well an organ that places have is known behind a region; None where it is no such organ."""
    if _GOVERNMENT.match(rest) and (rest or place.full):
        return KNOWN if place.full else SHORT
    if TAKES_SHORT_NAME.match(rest):
        return None
    organ = _plain(rest, registry)
    if organ == "管理委员会" and place.region.name.endswith("新区"):
        return KNOWN if place.full else SHORT
    if organ.endswith("厅") and place.region.level != PROVINCE:
        return None
    known = registry.named.word(organ) or _is_known_branch(organ, place, registry)
    return (KNOWN if place.full else SHORT) if known else None


def _is_known_branch(organ: str, place: NamedRegion, registry: Registry) -> bool:
    """Whether an organ is a branch in a place below (公安局宝山分局) or in a zone (公安局经开区分局)."""
    branch = registry.named.branch(organ)
    return branch is not None and (branch in _branches(place, registry) or bool(_NUMBERED.fullmatch(branch)))


def _branches(place: NamedRegion, registry: Registry) -> set[str]:
    """What a branch may be called by its place: the regions below, zones."""
    below = registry.gazetteer.children.get(place.region.code, ())
    regions = {
        form for region in below for form in (region.name, region.short, region.short + "区", branch_place(region))
    }
    listed = {zone.name.removeprefix(place.region.short) for zone in zones().by_parent.get(place.region.code, ())}
    return regions | listed | GENERIC


def _rank_of_unknown(rest: str, place: NamedRegion, registry: Registry) -> int | None:
    """The rank of an organ that is not known behind a region; None where it is none, or is another misprinted."""
    organ = _plain(rest, registry)
    if not ORGAN_END.search(organ) or TAKES_SHORT_NAME.match(rest) or _like_another(organ, registry):
        return None
    if organ.endswith("厅") and place.region.level != PROVINCE:
        return None
    branch = registry.named.branch(organ)
    if organ.endswith("分局") and (branch is None or _is_one_off(branch, list(_branches(place, registry)))):
        return None
    if branch is not None and _are_two(organ, registry):
        return None
    if organ.endswith(("管理委员会", "管委会")) or "街道" in organ or len(organ) < SHORTEST or ZONE.match(organ):
        return None
    if DEPARTMENT.match(organ) and not organ.endswith(("办事处", "人民政府")):
        return POSSIBLE if place.full else GUESSED
    return POSSIBLE if place.full and not _LOCAL.search(organ) else None


def _are_two(organ: str, registry: Registry) -> bool:
    """Whether one organ stands behind another (财政局审计局): a page's columns, or names run together."""
    return organ.endswith(("局", "委员会", "厅")) and any(
        registry.named.word(organ[start:]) for start in range(3, len(organ) - 2)
    )


def _plain(rest: str, registry: Registry) -> str:
    """An organ in its full form, without what it belongs to and without what stands in brackets behind it."""
    return re.sub("（[^（）]*）$", "", canonical_organ(rest, registry.organs).removeprefix("人民政府"))


def _like_another(organ: str, registry: Registry) -> bool:
    """Whether an unknown organ is a known one misprinted (财正局), or has a place before it that is none (洪择区)."""
    if _LOWER.match(organ) and registry.named.word(_LOWER.sub("", organ, count=1)):
        return True
    inner = any(registry.named.word(organ[start:]) for start in range(1, min(len(organ) - 2, 9)))
    if inner and not DEPARTMENT.match(organ):
        return True
    return registry.named.misprints.has(organ)


def _is_one_off(name: str, known: Sequence[str]) -> bool:
    """Whether one character turns a name into one of a few that are known."""
    return process.extractOne(name, known, scorer=DamerauLevenshtein.distance, score_cutoff=1) is not None


def _organ(place: NamedRegion, name: str, registry: Registry) -> Candidate:
    """The organ of a region. Branches that a city's bureau has in its districts are named by the short names of both
    (苏州市吴江生态环境局), and are organs of their own."""
    region, printed, rest = place.region, name[: place.end], name[place.end :]
    organ = canonical_organ(rest, registry.organs)
    chained = place.end > len(region.short)
    branch = not place.full and chained and organ == "生态环境局"
    lead = printed if branch else registry.gazetteer.full_name(region)
    certain = place.full or chained or region.level != COUNTY
    organ = one_spelling(lead, organ, region, registry)
    return candidate(lead + organ, region.code, region.code, registry, certain=certain)


def _towns(place: NamedRegion, rest: str, registry: Registry) -> Iterator[Parting]:
    """The readings in which a township of the region follows it, listed or, with its county in full, of a name that no
    listed one has: those that ended before the lists are in no list."""
    if not _LOCAL_WORD.search(rest):
        return
    places, region, listed = registry.gazetteer, place.region, townships()
    for end in range(2, len(rest) + 1):
        organ = rest[end:]
        if rest[:end] in listed.by_name and _TOWN_ORGAN.match(organ):
            for local in listed.within(rest[:end], region.code, places):
                yield Parting(KNOWN, place.end + end, government_of(local, organ, registry))
    town = _TOWNSHIP.match(rest)
    if not town or not place.full or DEPARTMENT.match(town["town"]):
        return
    if town["town"] in listed.by_name and region.code in listed.by_parent:
        return
    if _may_have_townships(region, registry) and not _is_near(town["town"], region):
        lead = places.full_name(region) + town["town"]
        name = lead + ("办事处" if town["town"].endswith(("街道", "地区")) else "人民政府")
        means = candidate(name, region.code, region.code, registry)
        if not _misprints_registered(means, registry) and not registry.named.misprints.has(rest):
            yield Parting(POSSIBLE, place.end, means)


def _may_have_townships(region: Region, registry: Registry) -> bool:
    return region.level == COUNTY or not registry.gazetteer.children.get(region.code)


def _is_near(town: str, region: Region) -> bool:
    """Whether a township that is not listed is a listed one of the county misprinted, or has a place in it."""
    if _LOWER.match(town[:-1]) or any(town[:end] in townships().by_name for end in range(2, len(town))):
        return True
    return _is_one_off(town, [local.name for local in townships().by_parent.get(region.code, ())])


def government_of(local: Local, organ: str, registry: Registry) -> Candidate:
    """The organ that governs a township, or an office of it."""
    places = registry.gazetteer
    region = places.by_code[local.parent]
    governs = "办事处" if local.kind == "subdistrict" else "人民政府"
    office = re.sub("^(?:(?:人民)?政府|(?:街道)?办事处)", "", organ)
    name = places.full_name(region) + local.name + governs + office
    return candidate(name, region.code, region.code, registry)


def _by_township(name: str, registry: Registry) -> Iterator[Parting]:
    """The readings of a name that begins with a township, without its county."""
    town = _TOWNSHIP.match(name)
    if town and town["town"] in townships().by_name:
        for local in in_force(iter(townships().by_name[town["town"]])):
            yield Parting(KNOWN, len(town["town"]), government_of(local, town["organ"], registry))
        governs = "办事处" if town["town"].endswith(("街道", "地区")) else "人民政府"
        for entry in registry.townships.get(town["town"] + governs, ()):
            yield Parting(
                KNOWN, len(town["town"]), candidate(entry.name, entry.region_code, entry.region_code, registry)
            )


def _zones(place: NamedRegion, rest: str, registry: Registry) -> Iterator[Parting]:
    """The readings in which a zone follows the region, listed or not."""
    zone = ZONE.match(rest)
    if not zone or (zone["zone"].endswith("管理区") and registry.named.beginning(zone["zone"])):
        return
    places, region = registry.gazetteer, place.region
    listed = zones()
    for printed in (zone["zone"], region.short + zone["zone"], region.name + zone["zone"]):
        if found := listed.within(printed, region.code, places):
            yield from _of_zones(found, zone["organ"], place.end + len(zone["zone"]), registry)
            return
    organ = _zone_organ(zone["organ"], region.code, registry)
    if organ is None:
        return
    certain = place.full or region.level != COUNTY
    if (certain or zone["zone"] in GENERIC) and not _is_region(zone["zone"], region, registry):
        known = [lead + zone["zone"] + organ for lead in (places.full_name(region), region.short)]
        name = next((each for each in known if each in registry.by_name or each in registry.by_alias), known[0])
        if not place.full and name not in registry.by_name and name not in registry.by_alias:
            name = known[1]
        means = candidate(name, region.code, region.code, registry, certain=certain)
        if not _misprints_registered(means, registry):
            yield Parting(KNOWN if place.full else SHORT, place.end + len(zone["zone"]), means)


def _is_region(zone: str, above: Region, registry: Registry) -> bool:
    """Whether the name of an unlisted zone ends in a region below, or is a region's or a listed zone's misprinted."""
    places = registry.gazetteer
    inner = (region for start in range(len(zone) - 2) for region in places.by_name.get(zone[start:], ()))
    below = [region.name for region in places.children.get(above.code, ())]
    if any(lies_in(region.code, above.code, places) for region in inner):
        return True
    listed = [
        local.name.removeprefix(above.name).removeprefix(above.short) for local in zones().by_parent.get(above.code, ())
    ]
    return zone not in GENERIC and _is_one_off(zone, [*below, *listed, *GENERIC])


def _by_zone(name: str, registry: Registry) -> Iterator[Parting]:
    """The readings of a name that begins with a listed zone whose own name tells its place (苏州工业园区), or with one
    that is known by its name alone (雄安新区): that has organs which no other place has (改革发展局)."""
    zone = ZONE.match(name)
    found = zones().by_name.get(zone["zone"], ()) if zone else ()
    if zone and found and (all(local.since for local in found) or registry.gazetteer.readings(zone["zone"])):
        yield from _of_zones(found, zone["organ"], len(zone["zone"]), registry)


def _of_zones(found: Sequence[Local], rest: str, end: int, registry: Registry) -> Iterator[Parting]:
    """The readings of a name in which `rest` stands behind a listed zone that ends at `end`: an organ of the zone or,
    behind one that is known by its name alone, of a county that it has (雄安新区容城县)."""
    above = {local.parent for local in found if local.since}
    for place in registry.gazetteer.readings(rest) if above else ():
        if place.full and any(lies_in(place.region.code, code, registry.gazetteer) for code in above):
            yield from (each._replace(end=end + each.end) for each in _known(place, rest, place.end, registry))
    organ, rank = _zone_organ(rest, found[0].parent, registry), KNOWN
    if organ is None and all(local.since for local in found) and _is_organ_of_its_own(rest, registry):
        organ, rank = rest, POSSIBLE
    if organ is not None:
        for local in found:
            yield Parting(rank, end, _of_zone(local, organ, registry))


def _is_organ_of_its_own(organ: str, registry: Registry) -> bool:
    """Whether what follows a zone may be an organ that is not known: neither a lower place's nor a misprint."""
    known = _LOCAL.search(organ) or registry.named.misprints.has(organ) or organ.endswith("分局")
    return len(organ) > SHORTEST and bool(ORGAN_END.search(organ)) and not known and not _is_one_off(organ, COMMITTEES)


def _of_zone(local: Local, organ: str, registry: Registry) -> Candidate:
    places = registry.gazetteer
    region = places.by_code[local.parent]
    own = local.since or any(above.short in local.name for above in places.lineage(region.code))
    lead = "" if own else places.full_name(region)
    return candidate(lead + local.name + organ, region.code, region.code, registry)


def _zone_organ(rest: str, region: str, registry: Registry) -> str | None:
    """The organ behind a zone of a region in its full form: nothing is its committee; None where it is no organ, nor a
    township of the city."""
    committee = _COMMITTEE.match(rest)
    organ = rest[committee.end() :] if committee else rest
    if not organ:
        return "管理委员会"
    full = canonical_organ(organ, registry.organs)
    town = _TOWNSHIP.match(organ)
    places = registry.gazetteer
    local = town and townships().within(town["town"], places.city(region), places)
    return full if registry.named.word(full) or local else None
