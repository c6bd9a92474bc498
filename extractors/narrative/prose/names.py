"""How an organ calls itself in its own report: 县教育局, 教育局 or 区政府办 for what is named in full above."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xxgk.schema.remembered import remembered

LONGEST = 24
SHORTEST = 3
_REGION = frozenset("省市区县州旗镇乡")
_SHORTENED = (
    ("国家税务总局", ""),
    ("国有资产监督管理委员会", "国资委"),
    ("人民政府", "政府"),
    ("管理委员会", "管委会"),
    ("办公室", "办"),
    ("办公厅", "办"),
    ("委员会", "委"),
    ("城乡", "城"),
    ("市场", "场"),
    ("残疾人联合会", "残联"),
    ("妇女联合会", "妇联"),
    ("工商业联合会", "工商联"),
    ("科学技术协会", "科协"),
    ("供销合作社联合社", "供销社"),
    ("供销合作社", "供销社"),
)
ZONES = (("经济技术开发区", "经开区"), ("经济开发区", "经开区"), ("高新技术产业开发区", "高新区"))
_ENDS = frozenset(full[-1] for full, _ in _SHORTENED)
_OF_A_DISTRICT = re.compile(
    "(.*?)(公安|生态环境|自然资源|规划|税务|交警|国土资源|环境保护|规划和自然资源)局(.{1,8})分局"
)
_GOVERNMENT, _STREET = "政府", "街道办事处"
_REGIONAL = (_GOVERNMENT, "管委会")
"""What is called by its region alone: 开发区."""
_DEPARTMENTS = "(?:[省市区县州旗]直)?各?(?:职能|政府|工作|有关)?(?:部门|单位)"
_PLACES_BELOW = "各?(?:乡镇|镇街|街镇|镇|街道|区县|县区|县市|县[(]区[)]|县市区|县[(]市、区[)])(?:、?街道|[(]街道[)])?"
_ALSO = re.compile(
    f"(?:全?[省市区县州旗])?(?:各级)?(?=(?:[省市区县州旗]直)?各)(?:{_DEPARTMENTS}(?:、|和|及){_PLACES_BELOW}"
    f"|{_PLACES_BELOW}(?:、|和|及){_DEPARTMENTS})"
    f"|(?:全[省市区县州旗])?(?:[省市区县州旗]本级|{_PLACES_BELOW})(?:和|及|、)(?:各?部门|各县区)"
    "|[省市县区州旗]政府部门(?:和|及|、)乡镇|[省市县区州旗]本级|(?:全?[省市县区州旗])?(?:各级|[省市县区州旗])?政府(?:及|和|、)(?:其|各|所属|工作|政府){0,2}部门(?:(?:、|和|及)各?(?:乡镇|镇街))?"
    "|全[省市县区州旗](?:各(?:级各)?(?:部门|单位)(?![、和及])|各?乡镇(?:和|及|、)各?部门)"
    "|[省市县区州旗]政府办公[室厅]|(?:各级)?行政机关|政府系统|(?<=政府)系统|及(?:其|各|所属)部门|及[省市区县州旗]政府办公[室厅]|各级|本级"
)
"""What a government reports for besides itself."""
_OFFICE, _OFFICE_CALLED = (
    "政府办",
    re.compile("(?:[省市区县州旗]政府(?:本级)?[、和及])?(?:[省市区县州旗]政府)?办公[室厅]|[省市区县州旗]政府本级"),
)
_ZONE = re.compile("(?:园区|新区|开发区|高新区|经开区|示范区)?管委会")
_STREET_CALLED = re.compile("街道(?:办(?!事处))?|办事处")
_OFFICES = re.compile(
    "(?P<level>[省市县区州旗])(?:人民)?政府(?:政府信息公开|信息公开|政务公开)(?:工作)?(?:领导小组)?(?:办公室|办(?!理)|受理点|受理窗口|受理机构)"
)
"""Offices of a government that tell what it did: 市政府信息公开办公室. Its 新闻办 holds others' conferences."""
_CENTRE = "中心"
_INSTITUTIONS = (
    (("大学", "学校"), ("学校", "我校", "本校")),
    (("学院",), ("学校", "学院", "我院", "我校", "本校")),
    (("医院",), ("医院", "我院", "本院")),
    ((_CENTRE,), (_CENTRE,)),
)
"""What one of a kind calls itself."""
_IN_ITS_REGION = re.compile("(?:[^省市区县州旗]{2,7}?(?P<region>[省市区县州旗]))+[一-龥]{2,}?(?P<organ>[局厅委])")
_BRANCHES = ("分局", "支队", "总队", "大队", "中队")


class Names:
    """The short names of one organ. Without a name there are none."""

    def __init__(self, name: str) -> None:
        self._name = _shorten(name)
        self._characters = frozenset(name + self._name)
        turned = _OF_A_DISTRICT.fullmatch(self._name)
        also = (f"{turned[3]}{turned[2]}分局",) if turned else (*_streets(self._name), *_zones(self._name))
        self._forms = (self._name, *also)
        self._governs = self._name.endswith(_GOVERNMENT)
        governed = self._name.removesuffix("办").removesuffix(_GOVERNMENT)
        self._level = governed[-1:] if self._name in (f"{governed}{_GOVERNMENT}", f"{governed}{_GOVERNMENT}办") else ""
        zone = _ZONE if self._name.endswith("管委会") else None
        self._called_besides = zone or (_STREET_CALLED if self._name.endswith(_STREET) else None)
        self._is_regional = self._name.endswith(_REGIONAL)
        self._called = next((called for ends, called in _INSTITUTIONS if self._name.endswith(ends)), ())
        self._branch = _branch(self._name)
        in_region = None if self._branch else _IN_ITS_REGION.fullmatch(self._name)
        self.of_its_region = f"{in_region['region']}{in_region['organ']}" if in_region else ""
        """What a bureau is to those below it: 市局; empty where that may be another."""
        self._ends = _ENDS.union(form[-1:] for form in self._forms)

    def _besides(self, plain: str, start: int, limit: int) -> re.Match[str] | None:
        """What begins at `start` and is the organ besides its name: its office of disclosure, 园区管委会, 街道办."""
        office = _OFFICES.match(plain, start, limit) if self._level else None
        if office is not None and office["level"] == self._level:
            return office
        return self._called_besides.match(plain, start, limit) if self._called_besides else None

    def whole(self, plain: str, start: int, limit: int) -> Iterator[tuple[int, int]]:
        """Where a government names all for which it reports in a stretch of text."""
        return (found.span() for found in (_ALSO.finditer(plain, start, limit) if self._governs else ()))

    def end(self, plain: str, start: int, limit: int) -> int:
        """Where the longest short name that begins at `start` ends; `start` where none does."""
        if len(self._name) < SHORTEST:
            return start
        if self._governs and (also := _ALSO.match(plain, start, limit)):
            return also.end()
        if called := self._besides(plain, start, limit):
            return called.end()
        if self._name.endswith(_OFFICE) and (called := _OFFICE_CALLED.match(plain, start, limit)):
            return called.end()
        if self._called and plain.startswith(self._called, start, limit):
            return start + len(self._called[0])
        if self.of_its_region and plain.startswith(self.of_its_region, start, limit):
            return start + len(self.of_its_region)
        if self._branch and plain.startswith(self._branch, start, limit):
            return start + len(self._branch)
        if plain[start] not in self._characters:
            return start
        for end in range(min(limit, start + LONGEST), start + SHORTEST - 1, -1):
            if self._is_regional or plain[end - 1] in self._ends:  # a government is called by any part of its region
                short = _shorten(plain[start:end])
                if any(_is_short_for(short, form) for form in self._forms):
                    return end
        return start


@remembered(entries=4, each=8 << 10)
def names_of(agency: str) -> Names:
    """The short names of an organ, of which each section of its report asks."""
    return Names(agency)


def _streets(name: str) -> tuple[str, ...]:
    """The sub-district of a sub-district office, as which it acts."""
    return (name.removesuffix("办事处"),) if name.endswith(_STREET) else ()


def _zones(name: str) -> tuple[str, ...]:
    """The name of a zone's organ with the zone's kind as everybody calls it: 经开区."""
    return tuple(name.replace(kind, short) for kind, short in ZONES if kind in name)


def _is_short_for(called: str, name: str) -> bool:
    """Whether every character of `called` stands in the full name in this order, with no region left out between them
    but its kind (青河水务局), and both are an organ of one kind."""
    if called and name.endswith(_REGIONAL) and name.removesuffix("政府").removesuffix("管委会").endswith(called):
        return True
    if len(called) < SHORTEST or called[-1] != name[-1] or _branch(called) != _branch(name):
        return False
    place = len(name)
    for number, character in enumerate(reversed(called)):
        found = name.rfind(character, 0, place)
        left_out = name[found + 1 : place] if number else ""
        if found < 0 or (left_out not in _REGION and not _REGION.isdisjoint(left_out)):
            return False
        place = found
    return True


def _shorten(name: str) -> str:
    for full, short in _SHORTENED:
        name = name.replace(full, short)
    return name


def _branch(name: str) -> str:
    return next((branch for branch in _BRANCHES if name.endswith(branch)), "")
