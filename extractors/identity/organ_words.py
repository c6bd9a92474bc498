"""The words of organs' names: what departments, townships, zones and branches are called, in short and in full."""

from __future__ import annotations

import re
from collections.abc import Mapping

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

_IN_FULL = (
    (re.compile("^(?:政府|人民)?$"), "人民政府"),
    (re.compile("^(?:人民)?政府(?=.+街道(?:办事处)?$)"), ""),
    (re.compile("街道$"), "街道办事处"),
    (re.compile("(?<=镇|乡)(?:政府)?$|(?<=苏木)(?:政府)?$"), "人民政府"),
    (re.compile("管委会$"), "管理委员会"),
    (re.compile("^政府"), "人民政府"),
    (re.compile("^公安(?![局厅])(?=.{1,8}分局$)"), "公安局"),
)
"""How an organ is shortened, and in full; all that fit are applied in this order."""


def canonical_organ(organ: str, aliases: Mapping[str, str]) -> str:
    """The organ after a region in its full form: nothing or 政府 is the 人民政府, 街道 its 办事处, 科委 as `aliases`
    tell."""
    if organ in aliases:
        return aliases[organ]
    for shortened, full in _IN_FULL:
        organ = shortened.sub(full, organ)
    under = organ.removeprefix("人民政府")
    return "人民政府" + aliases[under].removeprefix("人民政府") if under in aliases else organ


LEVEL_WORD = re.compile("^[省市县区州盟旗镇乡]")


def without_level(name: str) -> str:
    """A name without the word that stands for its place (市财政局)."""
    return LEVEL_WORD.sub("", name)


def department(name: str) -> bool:
    """Whether a name is an organ that every place has, without its place (公安局, 市财政局)."""
    return bool(DEPARTMENT.match(without_level(name))) and not BRANCH.fullmatch(name)


def placeless(name: str) -> bool:
    """Whether a name lacks the place that would tell its agency from others: departments, townships, zones,
    branches."""
    return department(name) or bool(BRANCH.fullmatch(name) or ZONE.match(name) or _TOWNSHIP.search(_organ_stem(name)))


_TOWN_IN_PLACE = re.compile(".{2,40}?[省市县区旗州盟].{1,40}(?:街道|[镇乡]|苏木)$")
_BEARS_PLACE = re.compile(
    "(?:中国|中华人民共和国|国家|全国).{2,}|(?![城郊市新园矿全]区|全|本|我).{1,12}?(?:[省市县区旗州盟镇乡]|街道|地区|新城|第.{1,3}师).+|.{4,}(?:公司|集团|大学|学院)$"
)


def lacks_place(name: str) -> bool:
    """Whether a name may be that of agencies in many places: it has no place, and is no proper name."""
    stem = _organ_stem(name)
    if _TOWNSHIP.search(stem):
        return not _TOWN_IN_PLACE.match(stem)
    return placeless(name) or not _BEARS_PLACE.match(name)


def _organ_stem(name: str) -> str:
    return name.removesuffix("人民政府").removesuffix("办事处")


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
