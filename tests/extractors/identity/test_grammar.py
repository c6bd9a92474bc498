"""What a name means by its parts: regions, zones, townships, organs of the centre; and what it does not mean."""

import pytest

from extractors.identity.identify import Evidence, identify
from schema.agencies import registry

TITLE = "2023年政府信息公开工作年度报告"


def named(printed, **evidence):
    agency = identify(Evidence((printed + TITLE,), **evidence), registry()).agency
    return agency.name if agency and agency.resolved else None


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("苏州市场监督管理局", "苏州市市场监督管理局"),
        ("苏州工业园区管理委员会", "苏州工业园区管理委员会"),
        ("苏州市工业园区财政局", "苏州工业园区财政局"),
        ("本溪市财政局", "本溪市财政局"),
        ("本溪满族自治县人民政府", "本溪满族自治县人民政府"),
        ("菏泽市曹县古营集镇人民政府", "曹县古营集镇人民政府"),
        ("乌苏市新市区街道办事处", "乌苏市新市区街道办事处"),
        ("新市区街道办事处", None),
        ("长春市二道区人民政府", "长春市二道区人民政府"),
        ("巴州财政局", None),
        ("克州财政局", "克孜勒苏柯尔克孜自治州财政局"),
        ("第八师石河子市财政局", "第八师石河子市财政局"),
        ("新疆生产建设兵团第八师石河子市财政局", "第八师石河子市财政局"),
        ("国家税务总局沭阳县税务局", "国家税务总局沭阳县税务局"),
        ("沭阳县税务局", "国家税务总局沭阳县税务局"),
        ("国家税务总局苏州工业园区税务局", "国家税务总局苏州工业园区税务局"),
        ("国家统计局吉林调查总队", "国家统计局吉林调查总队"),
        ("中华人民共和国南京海关", "南京海关"),
        ("拱北海关", "拱北海关"),
        ("中国民用航空华东地区管理局", "中国民用航空华东地区管理局"),
        ("审计署南京特派办", "审计署驻南京特派员办事处"),
        ("城关镇人民政府", None),
        ("鼓楼区财政局", None),
        ("苏州市生态环境局（苏州市吴江生态环境局）", "苏州市吴江生态环境局"),
        ("沭阳县商务局（沭阳县粮食局）", "沭阳县商务局"),
    ],
)
def test_a_name_is_parted_where_all_its_parts_exist(printed, name):
    assert named(printed) == name


@pytest.mark.parametrize(
    "printed",
    [
        "沭阳县财正局",
        "淮安市洪择区财政局",
        "上海市普陀区长怔镇人民政府",
        "国家税务总局沐阳县税务局",
        "北京市海定区东升镇人民政府",
    ],
)
def test_a_misprinted_name_is_no_agency_of_its_own(printed):
    assert named(printed) is None
