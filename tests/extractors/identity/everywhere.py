"""Names of agencies of every place: in full, short and misprinted, each with the name that is meant."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator

from xxgk.extractors.identity.identify import Evidence, identify
from xxgk.schema.agencies import Registry, registry
from xxgk.schema.regions import CITY, COUNTY, PROVINCE, Region, gazetteer
from xxgk.schema.townships import townships, zones

ORGANS = (
    *(
        "人民政府",
        "人民政府办公室",
        "财政局",
        "教育局",
        "公安局",
        "民政局",
        "司法局",
        "人力资源和社会保障局",
        "自然资源局",
    ),
    *("住房和城乡建设局", "交通运输局", "水利局", "农业农村局", "商务局", "文化和旅游局", "卫生健康委员会", "审计局"),
    *(
        "退役军人事务局",
        "应急管理局",
        "市场监督管理局",
        "统计局",
        "医疗保障局",
        "发展和改革委员会",
        "林业局",
        "城市管理局",
    ),
)
PROVINCIAL = (
    *("国家统计局{}调查总队", "国家金融监督管理总局{}监管局", "中国证券监督管理委员会{}监管局", "财政部{}监管局"),
    *("国家能源局{}监管办公室", "国家矿山安全监察局{}局", "中国民用航空{}安全监督管理局", "{}出入境边防检查总站"),
    *("{}海关", "{}海事局", "审计署驻{}特派员办事处", "商务部驻{}特派员办事处", "{}铁路监督管理局"),
)
IN_FULL = ("中国人民银行{}分行", "国家外汇管理局{}分局")
"""The same, named with the full names of provinces."""

WHOLE = ("full", "with province", "with city")
"""Forms that name an agency wholly."""


def regions(registry: Registry, level: str) -> list[Region]:
    """The regions of a level that are in force."""
    known = registry.gazetteer.by_code.values()
    return [region for region in known if region.level == level and not region.until]


def registered(registry: Registry) -> Iterator[tuple[str, str, str]]:
    """(kind of form, printed, meant) for the agencies of the register, and for their other names."""
    for entry in registry.by_name.values():
        yield "full", entry.name, entry.name
        for alias in entry.aliases:
            yield "short", alias, entry.name


def organs(registry: Registry) -> Iterator[tuple[str, str, str]]:
    """The same for the usual organs of every county."""
    places = registry.gazetteer
    for region in regions(registry, COUNTY):
        full = places.full_name(region)
        province = places.by_code[region.code[:2] + "0000"].name
        for organ in ORGANS:
            yield "full", full + organ, full + organ
            lead = "" if full.startswith(province) else province
            yield "with province", lead + full + organ, full + organ
            yield "short", region.name + organ, full + organ
            yield "shorter", region.short + organ, full + organ


def governments(registry: Registry) -> Iterator[tuple[str, str, str]]:
    """The same for the government of every township in force."""
    places = registry.gazetteer
    for local in (local for found in townships().by_parent.values() for local in found if not local.until):
        region = places.by_code[local.parent]
        governs = "办事处" if local.kind == "subdistrict" else "人民政府"
        meant = places.full_name(region) + local.name + governs
        yield "full", meant, meant
        above = places.by_code.get(region.parent)
        if above and not meant.startswith(above.name):
            yield "with city", above.name + meant, meant
        yield "short", region.name + local.name, meant
        yield "shorter", local.name + governs, meant


def verticals(registry: Registry) -> Iterator[tuple[str, str, str]]:
    """The same for the tax bureaus of every place and the organs of the centre in every province."""
    places = registry.gazetteer
    for level in (PROVINCE, CITY, COUNTY):
        for region in regions(registry, level):
            full = places.full_name(region)
            meant = f"国家税务总局{full}税务局"
            yield "full", meant, meant
            yield "short", full + "税务局", meant
            yield "shorter", f"国家税务总局{region.name}税务局", meant
            if level == COUNTY:
                meant = f"国家统计局{region.short}调查队"
                yield "short", meant, meant
            if level == PROVINCE:
                for form in PROVINCIAL:
                    yield "full", form.format(region.short), form.format(region.short)
                    yield "short", form.format(full), form.format(region.short)
                for form in IN_FULL:
                    yield "full", form.format(full), form.format(full)


def approved(_: Registry) -> Iterator[tuple[str, str, str]]:
    """The same for the zones that are known by the act that set them up: their committee, and the usual organs."""
    for printed, found in zones().by_name.items():
        for local in (each for each in found if each.since):
            for organ in ("管理委员会", *ORGANS[2:]):
                yield "full" if printed == local.name else "short", printed + organ, local.name + organ


def misprinted(cases: list[tuple[str, str, str]], seed: int = 1) -> Iterator[tuple[str, str, str]]:
    """Every name in full with one character exchanged for another that occurs in names; not where that makes the name
    of another place (邓州市, 泰州市; 吉木乃县, 吉木乃镇) or organ (商务局, 港务局), which nobody can tell."""
    known = {*registry().named.usual, *registry().organs}
    chosen = random.Random(seed)
    names = [printed for form, printed, _ in cases if form == "full"]
    pool, whole = sorted({character for name in names for character in name}), set(names)
    for name in names:
        at = chosen.randrange(len(name))
        other = name[:at] + chosen.choice(pool) + name[at + 1 :]
        moved = _regions_in(other) - _regions_in(name)
        usual = any(other[start:] in known for start in range(2, at + 1)) or _township(other) != _township(name)
        if other not in whole and not moved and not usual:
            yield "misprinted", other, name


def _township(name: str) -> str:
    return next((name[:end] for end in range(9, 1, -1) if name[:end] in townships().by_name), "")


def _regions_in(name: str) -> set[str]:
    places = gazetteer()
    return {place.region.code for start in range(len(name) - 1) for place in places.places(name[start:])}


def tried(cases: Iterable[tuple[str, str, str]], registry: Registry) -> tuple[Counter[str], list[tuple[str, str, str]]]:
    """How many of each form were right, in doubt, wrong; and the wrong ones: printed, meant, given."""
    counts: Counter[str] = Counter()
    wrong = []
    for form, printed, meant in cases:
        agency = identify(Evidence((printed + "2023年政府信息公开工作年度报告",)), registry).agency
        entry = registry.by_name.get(meant) or next(iter(registry.by_alias.get(meant, ())), None)
        if agency is None or not agency.resolved:
            counts[f"{form}: in doubt"] += 1
        elif agency.name == (entry.name if entry else meant):
            counts[f"{form}: right"] += 1
        else:
            counts[f"{form}: wrong"] += 1
            wrong.append((printed, meant, agency.name))
    return counts, wrong
