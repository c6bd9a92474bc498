"""From a printed name to the agencies that it can mean.

An official name is a region followed by an organ (沭阳县 + 发展和改革局). A printed name may abbreviate either, may
lack the region, and a public-security branch may be turned round (宝山公安分局 is 某市公安局宝山分局). `candidates`
gives every agency that a name can mean; one means it is resolved, several must be told apart by evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from xxgk.extractors.identity.branches import branch_place
from xxgk.extractors.identity.candidate import Candidate, candidate, unique
from xxgk.extractors.identity.corps import of_corps
from xxgk.extractors.identity.grammar import parsed
from xxgk.extractors.identity.organ_words import BRANCH, ORGAN_END, canonical_organ, without_level
from xxgk.extractors.identity.plates import plain_name
from xxgk.extractors.identity.vertical import vertical
from xxgk.schema.agencies import CENTRAL, Registry, name_key
from xxgk.schema.regions import COUNTY, NamedRegion
from xxgk.schema.townships import lies_in

_TOWN = re.compile("(.+(?:街道|[镇乡]|苏木))(?:办事处|(?:人民)?政府)")
STATE = "中华人民共和国"
_BRANCHED = re.compile("(?:分局|支局|派出所|分中心)$")
_TOWNSHIP = re.compile("(?:街道|地区)办事处$|(?:[镇乡]|苏木)人民政府$")
_PLATES = re.compile("(.[^（\n]*+)（(.+)）")


def candidates(printed: str, registry: Registry, year: int | None = None) -> tuple[Candidate, ...]:
    """All agencies that `printed` can mean: the register's, by official name or alias, and those that its parts name.

    An official name of the register has one meaning. `year` excludes regions that did not exist then."""
    name = name_key(printed)
    entry = registry.by_name.get(name)
    if entry:
        return (Candidate(entry.name, entry.agency_id, entry.region_code),)
    found = [Candidate(e.name, e.agency_id, e.region_code) for e in registry.by_alias.get(name, ())]
    found += structural(name, registry, year)
    return unique(found)


def structural(name: str, registry: Registry, year: int | None) -> Iterator[Candidate]:
    """The agencies that a name means by its parts alone; what it calls former (原国土资源局) is that organ."""
    plates = _PLATES.fullmatch(plain_name(name))
    found = _of_plates(plates[1], plates[2], registry, year) if plates else tuple(_plain(name, registry, year))
    if not found and "原" in name and not plates:
        found = tuple(_formerly(name, registry, year))
    yield from found


def _formerly(name: str, registry: Registry, year: int | None) -> Iterator[Candidate]:
    """The agencies that a name means which calls its organ, a known one, former: before its place or behind it."""
    for end in (0, *(place.end for place in registry.gazetteer.readings(name, year))):
        if name.startswith("原", end) and registry.named.word(canonical_organ(name[end + 1 :], registry.organs)):
            yield from _plain(name[:end] + name[end + 1 :], registry, year)
            return
    if name.startswith("原"):
        found = registry.gazetteer.readings(name[1:], year)
        known = [p for p in found if registry.named.word(canonical_organ(name[1 + p.end :], registry.organs))]
        if known and not any(_ends_another(name[1 : 1 + place.end], registry) for place in known):
            yield from _plain(name[1:], registry, year)


def _ends_another(place: str, registry: Registry) -> bool:
    """Whether the name of another region is one character longer: 原义县 may be 崇义县 misprinted."""
    return any(len(name) == len(place) + 1 and name.endswith(place) for name in registry.gazetteer.by_name)


def _of_plates(first: str, second: str, registry: Registry, year: int | None) -> tuple[Candidate, ...]:
    """The agencies of a name that has another behind it in brackets: a second plate of the same organ, or the branch of
    a lower place that reports (苏州市生态环境局（苏州市吴江生态环境局）, （吴江生态环境局）, 公安局（吴江分局）)."""
    means = tuple(_plain(first, registry, year))
    if len(means) != 1:
        return means
    places, above = registry.gazetteer, means[0].region_code
    place = places.full_name(places.by_code[above]) if above in places.by_code else ""
    alone = tuple(_plain(second, registry, year))
    own = (first + second,) if _BRANCHED.search(second) and not alone else ()
    spellings = (*own, second, place + second) if ORGAN_END.search(second) else own
    found = [alone if name == second else tuple(_plain(name, registry, year)) for name in spellings]
    single = [each[0] for each in found if len(each) == 1 and lies_in(each[0].region_code, above, places)]
    for inner in sorted(single, key=lambda each: not each.certain):
        if inner.region_code != above or own:
            return (inner,)
    if any(_TOWNSHIP.search(inner.name) and inner.agency_id != means[0].agency_id for inner in single):
        return ()  # who reports, the county's government or a township's?
    is_lower = any(region.name in second or region.short in second for region in places.children.get(above, ()))
    return () if (is_lower and not single) or own else means


def plates_of(name: str, chosen: str, registry: Registry, year: int | None) -> Iterator[tuple[str, str]]:
    """The agencies of a name with another in brackets that are not the `chosen` one, with their names."""
    plates = _PLATES.fullmatch(plain_name(name))
    for part in plates.groups() if plates else ():
        found = tuple(_plain(part, registry, year))
        if len(found) == 1 and found[0].agency_id != chosen:
            yield part, found[0].agency_id if found[0].certain else ""


def _plain(name: str, registry: Registry, year: int | None) -> Iterator[Candidate]:
    name = name.removeprefix(STATE) if name.removeprefix(STATE) in registry.named.central else name
    if name in registry.named.central:
        yield candidate(name, CENTRAL, CENTRAL, registry)
        return
    corps = tuple(of_corps(name, registry))
    if corps:
        yield from corps
        return
    places = registry.gazetteer
    branch = BRANCH.fullmatch(name)
    districts = [place for place in places.places(name, year) if branch and _is_district(place, branch["place"])]
    for place in districts:
        above = places.by_code[place.region.parent]
        organ = f"{above.name}公安局{branch_place(place.region)}分局"
        yield candidate(organ, above.code, place.region.code, registry, certain=place.full)
    if not districts:
        yield from vertical(name, registry, year) or parsed(name, registry, year)


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
    """A name without its region; a township's also without its government, and for a public-security branch the
    official order of its words."""
    branch = BRANCH.fullmatch(name)
    if not branch:
        return (name, town[1]) if (town := _TOWN.fullmatch(name)) else (name,)
    place = name.removesuffix("公安分局")
    return (name, f"公安局{place}分局", f"公安局{place.rstrip('区市县')}分局")


def _after(lead: str, name: str, registry: Registry, year: int | None) -> Iterator[Candidate]:
    """The agencies of the region that ends a lead, by its longest reading: 静宁县, not 宁县."""
    places = registry.gazetteer
    if any(lead[start:] in places.by_name for start in range(len(lead) - 1)):
        for start in range(len(lead) - 1):
            found = [place for place in places.places(lead[start:], year) if place.end == len(lead) - start]
            if found:
                yield from (_organ(NamedRegion(place.region, 0, True), name, registry) for place in found)
                return


def _is_district(place: NamedRegion, printed: str) -> bool:
    region = place.region
    return region.level == COUNTY and region.name.endswith("区") and printed.endswith((region.short, region.name))


def _organ(place: NamedRegion, name: str, registry: Registry) -> Candidate:
    region, code = registry.gazetteer.full_name(place.region), place.region.code
    return candidate(region + canonical_organ(name[place.end :], registry.organs), code, code, registry)


def of_site(name: str, site: Iterable[str], text: str, registry: Registry) -> Iterator[Candidate]:
    """The agencies that a department without a place can be on the site of a region.

    Sites of a city also carry what its districts publish, so the text must name the region and none within it."""
    places, level = registry.gazetteer, name[0]
    organ = without_level(name)
    for code in dict.fromkeys(site):
        region = places.by_code.get(code)
        if region is None or (organ != name and not region.name.endswith(level)) or region.name not in text:
            continue
        if not any(inner.name in text for inner in places.children.get(code, ())):
            yield _organ(NamedRegion(region, 0, True), organ, registry)
