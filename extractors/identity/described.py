"""What an agency is, by its full name and the code of its region alone: its level, its kind, the organ above it.

The register tells it of those it lists; of all others it follows from the parts of the name, so that a question by
level or kind finds them all.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from xxgk.extractors.identity.corps import CORPS
from xxgk.extractors.identity.grammar import ZONE
from xxgk.extractors.identity.organ_words import DEPARTMENT
from xxgk.schema.agencies import CENTRAL, Registry, agency_id
from xxgk.schema.organs import NameForm
from xxgk.schema.regions import CITY, COUNTY, PROVINCE, Region
from xxgk.schema.text import ORDINAL

GOVERNMENT, OFFICE, TOWNSHIP, DEVELOPMENT_ZONE, OTHER = (
    "government",
    "government_office",
    "township",
    "development_zone",
    "other",
)
_BELOW = {PROVINCE: CITY, CITY: COUNTY, COUNTY: TOWNSHIP}
_TOWNSHIP = re.compile(".+(?:(?:街道|地区)办事处|(?:镇|乡|苏木)人民政府)")
_DIVISION = re.compile(f"^第{ORDINAL}师")
_BRANCH = re.compile("(?:分局|支局|派出所)$")
_TAIL = re.compile("(?<=税务局).+$")


class Description(NamedTuple):
    """Region, level (central, province, city, county, township), kind, and the identifier of the organ above or
    empty."""

    region_code: str
    level: str
    kind: str
    parent: str = ""


def described(name: str, identifier: str, registry: Registry) -> Description:
    """What the agency of a full name and an identifier is; all empty but the name's where it is provisional."""
    entry = registry.by_name.get(name)
    if entry and entry.agency_id == identifier:
        return Description(entry.region_code, entry.level, entry.kind, entry.parent)
    code = identifier[:6]
    region = registry.gazetteer.by_code.get(code)
    form = next((form for form, _ in registry.named.forms_of(_TAIL.sub("", name)) if _is_whole(form)), None)
    if code == CENTRAL:
        return Description(code, "central", form.kind if form else registry.named.central.get(name, OTHER))
    if region is None:
        return Description("", "", "")
    if form:
        level = _BELOW[region.level] if _TAIL.search(name) else region.level
        return Description(code, level, form.kind, _above(form, region, registry))
    return _local(name, region, registry)


def _is_whole(form: NameForm) -> bool:
    return form.official == f"{form.before}{{}}{form.behind}"


def _above(form: NameForm, region: Region, registry: Registry) -> str:
    """The organ that a vertical organ belongs to: the form told, of the region above; else the centre's."""
    places = registry.gazetteer
    upper = next((each for each in registry.named.verticals if each.official == form.above and _is_whole(each)), None)
    code = region.parent if upper == form else next((r.code for r in places.lineage(region.code) if not r.parent), "")
    if upper and code and code in places.by_code:
        above = places.by_code[code]
        place = above.short if upper.place == "short" else places.full_name(above)
        return agency_id(upper.official.replace("{}", place), code)
    return agency_id(form.head, CENTRAL) if form.head else ""


def _local(name: str, region: Region, registry: Registry) -> Description:
    organ = _organ(name, region, registry)
    if name.startswith("第") and region.level == COUNTY:
        return Description(region.code, CITY, _kind(organ, registry))
    if _TOWNSHIP.fullmatch(organ):
        government = registry.gazetteer.full_name(region) + "人民政府"
        return Description(region.code, TOWNSHIP, TOWNSHIP, agency_id(government, region.code))
    zone = ZONE.match(organ)
    if zone and not registry.named.word(organ):
        behind = zone["organ"].removeprefix("管理委员会")
        kind = _kind(behind, registry) if behind else DEVELOPMENT_ZONE
        return Description(region.code, TOWNSHIP if kind == TOWNSHIP else _BELOW[region.level], kind)
    if organ == "管理委员会":
        return Description(region.code, region.level, DEVELOPMENT_ZONE)
    level = _BELOW[region.level] if _BRANCH.search(organ) else region.level
    return Description(region.code, level, _kind(organ, registry))


def _organ(name: str, region: Region, registry: Registry) -> str:
    """What stands behind the region in a name."""
    if name.startswith(CORPS):
        return name.removeprefix(CORPS)
    rest = _DIVISION.sub("", name)
    places = [place for place in registry.gazetteer.readings(rest) if place.region.code == region.code]
    full = [place.end for place in places if place.full]
    return rest[max(full or [place.end for place in places], default=0) :]


def _kind(organ: str, registry: Registry) -> str:
    if _TOWNSHIP.fullmatch(organ):
        return TOWNSHIP
    if organ in ("", "人民政府"):
        return GOVERNMENT
    if re.fullmatch("人民政府办公[厅室]", organ):
        return OFFICE
    plain = organ.removeprefix("人民政府")
    word = registry.named.word(plain) or registry.named.beginning(plain)
    if word or DEPARTMENT.match(plain):
        return registry.named.words.get(word, OTHER)
    return OTHER
