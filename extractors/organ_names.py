"""From a printed name to the agencies that it can mean.

An official name is a region followed by an organ (沭阳县 + 发展和改革局). A printed name may abbreviate either, may
lack the region, and a public-security branch may be turned round (宝山公安分局 is 某市公安局宝山分局). `candidates`
gives every agency that a name can mean; one means it is resolved, several must be told apart by evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from schema.agencies import CENTRAL, Registry, agency_id, name_key
from schema.regions import COUNTY, Gazetteer, Place

# Where a short place name is followed by one of these it is a place (宝山公安分局), elsewhere it may be part of
# a proper name (南京西路街道).
DEPARTMENT = re.compile(
    "公安|教育|科技|科学技术|工业|工信|经济|经信|商务|民族|民政|司法|财政|人力|人社|自然资源|规划|国土|生态|环境|环保|住房|住建|城乡|城市|城管"
    "|综合(?:行政)?执法|行政|政务|交通|公路|水利|水务|农业|农村|农牧|畜牧|林业|园林|绿化|文化|文旅|文物|旅游|广播|体育|卫生|卫健|卫计|退役|应急"
    "|安全生产|审计|外事|外办|国有资产|国资|市场监|工商|质量|质监|食品|药品|统计|医疗保障|医保|信访|人民防空|人防|民防|大数据|数据|金融|粮食"
    "|机关事务|扶贫|乡村振兴|发展|发改|物价|档案|地震|气象|知识产权|口岸|投资|招商|残疾人|残联|公共资源|消防|邮政|烟草|供销|人民政府|政府"
)
TAKES_SHORT_NAME = re.compile("海关|海事局|证监局|监管局")
"""Organs whose official name has the place in its short form (广州海关): such names stay as printed."""

ORGAN_END = re.compile(
    "(?:局|委员会|委|办|办公室|厅|人民政府|办事处|中心|管委会|联合会|残联|支队|大队|总队|集团|公司|学院|学校|大学|研究院|医院|研究所|站|署|海关"
    "|处|部|馆|社|协会|总会|指挥部|法院|检察院|行署|工委|街道|镇|乡|苏木|所|银行)(?:（.{2,14}）)?$"
)
BRANCH = re.compile(r"(?P<place>.{1,12}?)(?:区|市|县)?公安分局$")
ZONE = re.compile("经开区?|经济(?:技术)?开发区|高新区?|高新技术(?:产业)?开发区|新区|开发区|保税区|示范区|度假区|风景区")
_TOWNSHIP = re.compile("(?:街道|镇|乡|苏木)$")


class Candidate(NamedTuple):
    """An agency that a printed name can mean. `region_code` is where it works, for weighing evidence."""

    name: str
    agency_id: str
    region_code: str


_IN_FULL = (
    (re.compile("^(?:政府|人民)?$"), "人民政府"),
    (re.compile("^(?:人民)?政府(?=.+街道(?:办事处)?$)"), ""),
    (re.compile("街道$"), "街道办事处"),
    (re.compile("(?<=镇|乡)(?:政府)?$|(?<=苏木)(?:政府)?$"), "人民政府"),
    (re.compile("管委会$"), "管理委员会"),
    (re.compile("^政府"), "人民政府"),
)
"""How an organ is shortened, and in full; all that fit are applied in this order."""


def canonical_organ(organ: str, aliases: Mapping[str, str]) -> str:
    """The organ after a region in its full form: nothing or 政府 is the 人民政府, 街道 its 办事处, 科委 as `aliases`
    tell."""
    if organ in aliases:
        return aliases[organ]
    for shortened, full in _IN_FULL:
        organ = shortened.sub(full, organ)
    return organ


def candidates(printed: str, registry: Registry, year: int | None = None) -> tuple[Candidate, ...]:
    """All agencies that `printed` can mean: the register's, by official name or alias, and those that its parts name.

    An official name of the register has one meaning. `year` excludes regions that did not exist then."""
    name = name_key(printed)
    entry = registry.by_name.get(name)
    if entry:
        return (Candidate(entry.name, entry.agency_id, entry.region_code),)
    found = [Candidate(e.name, e.agency_id, e.region_code) for e in registry.by_alias.get(name, ())]
    found += structural(name, registry, year)
    return tuple({candidate.agency_id: candidate for candidate in found}.values())


def structural(name: str, registry: Registry, year: int | None) -> Iterator[Candidate]:
    """The agencies that a name means by its parts alone: a region, then an organ."""
    places = registry.gazetteer
    branch = BRANCH.fullmatch(name)
    for place in places.places(name, year):
        if branch and _is_district(place, branch["place"]):
            above = places.by_code[place.region.parent]
            yield _named(above.name, f"公安局{place.region.short}分局", above.code, place.region.code, registry)
        elif _is_organ(name[place.end :], place):
            yield _organ(place, name, registry)


def complete(name: str, text: str, registry: Registry, year: int | None, reach: int = 20) -> Iterator[Candidate]:
    """The agencies that `text` names in full where it prints `name` with a region before it (东至县 before 花园乡).

    Only the first hundred places at which the name stands are looked at, `reach` characters back."""
    for form in spellings(name):
        leads: set[str] = set()
        position = text.find(form)
        while position >= 0 and len(leads) < 100:
            leads.add(text[max(0, position - reach) : position])
            position = text.find(form, position + 1)
        for lead in sorted(leads):
            yield from _after(lead, form, registry, year)


def spellings(name: str) -> tuple[str, ...]:
    """A name without its region, and for a public-security branch the official order of its words."""
    branch = BRANCH.fullmatch(name)
    if not branch:
        return (name,)
    place = name.removesuffix("公安分局")
    return (name, f"公安局{place}分局", f"公安局{place.rstrip('区市县')}分局")


def _after(lead: str, name: str, registry: Registry, year: int | None) -> Iterator[Candidate]:
    places = registry.gazetteer
    if any(lead[start:] in places.by_name for start in range(len(lead) - 1)):
        for start in range(len(lead) - 1):
            for place in places.places(lead[start:], year):
                if place.end == len(lead) - start:
                    yield _organ(Place(place.region, 0, True), name, registry)


def _is_district(place: Place, printed: str) -> bool:
    region = place.region
    return region.level == COUNTY and region.name.endswith("区") and printed.endswith((region.short, region.name))


def _is_organ(rest: str, place: Place) -> bool:
    if place.full:
        return not rest or rest in ("人民", "政府") or bool(ORGAN_END.search(rest))
    if not DEPARTMENT.match(rest) or TAKES_SHORT_NAME.match(rest):
        return False
    return bool(ORGAN_END.search(rest)) or rest == "政府"


def _organ(place: Place, name: str, registry: Registry) -> Candidate:
    region, code = registry.gazetteer.full_name(place.region), place.region.code
    return _named(region, canonical_organ(name[place.end :], registry.organs), code, code, registry)


def _named(lead: str, organ: str, code: str, works_in: str, registry: Registry) -> Candidate:
    name = lead + organ
    entry = registry.by_name.get(name)
    if entry is None:
        aliased = registry.by_alias.get(name, ())
        entry = aliased[0] if len(aliased) == 1 else None
    if entry:
        return Candidate(entry.name, entry.agency_id, entry.region_code)
    return Candidate(name, agency_id(name, code), works_in)


_LEVEL = re.compile("^[省市县区州盟旗镇乡]")


def department(name: str) -> bool:
    """Whether a name is an organ that every place has, without its place (公安局, 市财政局)."""
    return bool(DEPARTMENT.match(_LEVEL.sub("", name))) and not BRANCH.fullmatch(name)


def placeless(name: str) -> bool:
    """Whether a name lacks the place that would tell its agency from others: departments, townships, zones,
    branches."""
    return department(name) or bool(BRANCH.fullmatch(name) or ZONE.match(name) or _TOWNSHIP.search(_organ_stem(name)))


def of_site(name: str, site: Iterable[str], text: str, registry: Registry) -> Iterator[Candidate]:
    """The agencies that a department without a place can be on the site of a region.

    Sites of a city also carry what its districts publish, so the text must name the region and none within it."""
    places, level = registry.gazetteer, name[0]
    organ = _LEVEL.sub("", name)
    for code in dict.fromkeys(site):
        region = places.by_code.get(code)
        if region is None or (organ != name and not region.name.endswith(level)) or region.name not in text:
            continue
        if not any(inner.name in text for inner in places.children.get(code, ())):
            yield _organ(Place(region, 0, True), organ, registry)


def _organ_stem(name: str) -> str:
    return name.removesuffix("人民政府").removesuffix("办事处")


def identifier(name: str, registry: Registry) -> str:
    """The identifier of an official name: the code of the region it begins with, or of the country."""
    places: Gazetteer = registry.gazetteer
    found = places.places(name)
    return agency_id(name, found[0].region.code if found else CENTRAL)


def short_form(one: str, other: str) -> bool:
    """Whether one name can be a short form of the other: every character of the shorter one occurs in the longer.

    Order is not asked for, because a branch is turned round when shortened (宝山公安分局, 双鸭山市公安局宝山分局)."""
    short, long = sorted((one, other), key=len)
    rest = list(long)
    for character in short:
        if character not in rest:
            return False
        rest.remove(character)
    return True
