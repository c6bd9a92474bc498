"""The other body by which a document speaks of itself: a branch, a sub-district's office, a team of the agency that its
title names, or another agency altogether.

    titled 杭州市公安局, compiled and signed by 杭州市公安局西湖区分局            the branch reports
    titled 西湖区人民政府, compiled and signed by its 行政审批局                the government reports, its organ writes
    titled 沭阳县财政局, signed by 沭阳县财政局办公室                          one body

Where preamble and sign-off agree, what they name counts before the title. Where only one of them says so and the other
is silent, it counts if it is a lower body of the title's, whose figures would else become those of all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from xxgk.extractors.identity.branches import branch_place
from xxgk.extractors.identity.candidate import Candidate
from xxgk.extractors.identity.described import GOVERNMENT, described
from xxgk.extractors.identity.organ_names import candidates
from xxgk.extractors.identity.organ_words import lacks_place, short_form
from xxgk.extractors.identity.self_names import without_office
from xxgk.schema.agencies import Registry
from xxgk.schema.report import Agency
from xxgk.schema.townships import lies_in

_UNIT = re.compile("(?:.{0,12}(?:办公[室厅]|办|[科股室]|党[委组])|(?:秘书|法规|政策法规|法制|综合|宣传|人事)处)")
"""What stands behind an agency's name where a unit within it is named, which reports for it."""

_LOWER = re.compile("(?:分局|支局|派出所|[支大总]队|办事处|[镇乡]人民政府)$")


def other_body(
    heading: Agency, author: Iterable[str], signed: Iterable[str], registry: Registry, year: int | None
) -> str:
    """The name of the body that counts before the agency that the title names; empty where that one counts."""
    compiled, signs = (_bodies(names, heading, registry, year) for names in (author, signed))
    if heading.agency_id in compiled or heading.agency_id in signs:
        return ""
    both = [name for key, name in compiled.items() if key in signs]
    if len(both) == 1 and _may_report(both[0], heading, registry, year):
        return both[0]
    alone = compiled or signs
    if len(alone) != 1 or (compiled and signs):
        return ""
    name = next(iter(alone.values()))
    return name if _is_plainer(name, heading, registry, year) else ""


def is_same(name: str, agency: Agency, registry: Registry, year: int | None) -> bool:
    """Whether a name by which a document speaks of itself means an agency, a unit within it, or may be short for it:
    none that is plainly another's does."""
    if name in (agency.name, agency.printed):
        return True
    if branch := _branch(name, agency, registry, year):
        return branch.agency_id == agency.agency_id
    own = without_office(name)
    means = [choice for one in dict.fromkeys((name, own)) for choice in candidates(one, registry, year)]
    beside = {each.agency_id for each in agency.beside if each.agency_id} | {agency.agency_id}
    if any(choice.agency_id in beside or _is_unit(choice.name, agency.name) for choice in means):
        return True
    if _settled(candidates(name, registry, year)):
        return False
    if not means and _tail(name, agency):
        return bool(_UNIT.fullmatch(_tail(name, agency)))
    return any(short_form(one, other) for one in (name, own) for other in (agency.name, agency.printed))


def _bodies(names: Iterable[str], heading: Agency, registry: Registry, year: int | None) -> Mapping[str, str]:
    """The bodies that names plainly mean, by identifier (by name, of those in no known region)."""
    found: dict[str, str] = {}
    for name in names:
        means = candidates(name, registry, year)
        if is_same(name, heading, registry, year):
            found[heading.agency_id] = name
        elif branch := _branch(name, heading, registry, year):
            found[branch.agency_id] = branch.name
        elif _settled(means):
            found[means[0].agency_id] = name
        elif below := _below(name, heading, registry, year):
            found[below.agency_id] = below.name
        elif not means and not lacks_place(name):
            found[name] = name
    return found


def _branch(name: str, heading: Agency, registry: Registry, year: int | None) -> Candidate | None:
    """The branch of the title's agency in a place below it that a name means in a spelling of its own
    (苏州公安吴江分局, 苏州市吴江区自然资源和规划分局): it has the place, and the rest is short for the agency."""
    if not heading.resolved or not name.endswith("分局") or _settled(candidates(name, registry, year)):
        return None
    found: dict[str, Candidate] = {}
    for region in registry.gazetteer.children.get(heading.region_code, ()):
        form = next((form for form in (region.name, region.short) if len(form) > 1 and form in name), "")
        rest = name.removesuffix("分局").replace(form, "", 1) if form else ""
        if len(rest) > 1 and len(rest) <= len(heading.name) and short_form(rest, heading.name):
            means = candidates(f"{heading.name}{branch_place(region)}分局", registry, year)
            found |= {each.agency_id: each for each in means[:1] if len(means) == 1}
    return next(iter(found.values())) if len(found) == 1 else None


def _below(name: str, heading: Agency, registry: Registry, year: int | None) -> Candidate | None:
    """The body that a name without its place, or without the agency above it, means in the place of the title's agency
    (松陵街道办事处), or as its branch or team (吴江分局)."""
    places = registry.gazetteer
    region = places.by_code.get(heading.region_code)
    if not heading.resolved or region is None or name.startswith(places.full_name(region)):
        return None
    means = [each for each in candidates(name, registry, year) if each.region_code in places.by_code]
    within = [each for each in means if lies_in(each.region_code, region.code, places)]
    if not within and _LOWER.search(name):
        within += candidates(heading.name + name, registry, year)
    return within[0] if len(within) == 1 else None


def _may_report(name: str, heading: Agency, registry: Registry, year: int | None) -> bool:
    """Whether a body that preamble and sign-off agree on counts before the title: not where the title names it more
    closely, and not an organ that compiles the report of its government."""
    means = candidates(name, registry, year)
    if not means and heading.resolved:
        return bool(_tail(name, heading) and (heading.kind != GOVERNMENT or _LOWER.search(name)))
    if len(name) < len(heading.printed) and short_form(name, heading.printed):
        return not heading.resolved and heading.printed.endswith(name)
    return not means or heading.kind != GOVERNMENT or _is_elsewhere(means[0], heading, registry)


def _is_plainer(name: str, heading: Agency, registry: Registry, year: int | None) -> bool:
    """Whether a body that only the preamble or only the sign-off names counts: a lower one of the title's, or the one
    that is left of a title's unknown name without the words before it."""
    means = candidates(name, registry, year)
    if not heading.resolved:
        return bool(means) and heading.printed.endswith(name)
    named_below = any(_tail(one, heading) for one in (name, *(each.name for each in means)))
    return bool(means) and named_below and _is_elsewhere(means[0], heading, registry)


def _is_elsewhere(other: Candidate, heading: Agency, registry: Registry) -> bool:
    """Whether a body works in another region, or on another level, than the agency that the title names."""
    what = described(other.name, other.agency_id, registry)
    return (what.region_code, what.level) != (heading.region_code, heading.level)


def _tail(name: str, agency: Agency) -> str:
    """What a name has behind an agency's, or behind a government's place; empty where it does not begin with it."""
    place = agency.name.removesuffix("人民政府")
    lead = next((own for own in (agency.name, agency.printed, place) if name.startswith(own)), name)
    return name[len(lead) :]


def _is_unit(one: str, other: str) -> bool:
    """Whether one of two official names is that of a unit within the other's agency."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and bool(_UNIT.fullmatch(long[len(short) :]))


def _settled(choices: tuple[Candidate, ...]) -> bool:
    return len(choices) == 1 and choices[0].certain
