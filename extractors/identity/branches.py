"""How a bureau's branch calls its place: 西湖分局 and 西湖区分局 are one, so are 浦东分局 and 浦东新区分局."""

from __future__ import annotations

from xxgk.schema.agencies import Registry
from xxgk.schema.regions import Region

_BRANCH, _DISTRICT, _NEW = "分局", "区", "新区"


def branch_place(region: Region) -> str:
    """What a branch in a region calls it in short: 西湖, 浦东."""
    return region.name.removesuffix(_NEW) if region.name.endswith(_NEW) else region.short


def one_spelling(lead: str, organ: str, above: Region, registry: Registry) -> str:
    """An organ of a region in the one spelling of its branch's place: that of the register where `lead` and the organ
    are registered so, else the short one."""
    place = registry.named.branch(organ) if organ.endswith(_BRANCH) else None
    if not place:
        return organ
    for region in registry.gazetteer.children.get(above.code, ()):
        forms = (branch_place(region), region.name)
        if region.name.endswith(_DISTRICT) and place in (*forms, region.short, region.short + _DISTRICT):
            head = organ.removesuffix(place + _BRANCH)
            spelt = [f"{head}{form}{_BRANCH}" for form in forms]
            return next((one for one in spelt if lead + one in registry.by_name), spelt[0])
    return organ
