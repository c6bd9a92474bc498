"""A branch or a team is one agency, whichever way its place and its kind are spelt."""

import pytest

from xxgk.extractors.identity.identify import Evidence, identify
from xxgk.schema.agencies import registry

TITLE = "2023年政府信息公开工作年度报告"
ONE = [
    ("杭州市公安局西湖分局", "杭州市公安局西湖区分局"),
    ("杭州市规划和自然资源局西湖分局", "杭州市规划和自然资源局西湖区分局"),
    ("上海市公安局浦东分局", "上海市公安局浦东新区分局", "上海市浦东新区公安分局"),
    ("双鸭山市公安局宝山分局", "双鸭山市公安局宝山区分局"),
    ("苏州市公安局交警支队", "苏州市公安局交通警察支队"),
    ("郑州市市监局", "郑州市市场监管局", "郑州市市场监督管理局"),
]


def agency(printed):
    return identify(Evidence((printed + TITLE,)), registry()).agency


@pytest.mark.parametrize("spellings", ONE)
def test_all_spellings_of_one_body_have_one_identifier(spellings):
    found = {agency(printed).agency_id for printed in spellings}
    assert len(found) == 1
    assert all(agency(printed).resolved for printed in spellings)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("重庆市公安局江北区分局", "重庆市公安局两江新区分局"),
        ("杭州市公安局西湖区分局", "杭州市公安局上城区分局"),
        ("苏州市公安局交通警察支队", "苏州市公安局"),
        ("南京市公安局江北新区分局", "南京市公安局江宁分局"),
    ],
)
def test_branches_of_other_places_are_others(one, other):
    assert agency(one).agency_id != agency(other).agency_id


def test_the_name_that_is_printed_is_kept():
    assert agency("杭州市公安局西湖区分局").printed == "杭州市公安局西湖区分局"
