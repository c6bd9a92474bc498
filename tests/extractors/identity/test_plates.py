"""Other names that a document gives its agency: joint reports, former names, second plates."""

import pytest

from xxgk.extractors.identity.identify import Evidence, identify
from xxgk.schema.agencies import registry
from xxgk.schema.report import FORMER, JOINT, PLATE

TITLE = "2019年政府信息公开工作年度报告"
LAND = "沭阳县国土资源局"


def agency(printed, preamble=""):
    return identify(Evidence((printed + TITLE,), preamble=preamble), registry()).agency


def known(name):
    return agency(name).agency_id


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("沭阳县自然资源局（原国土资源局）", "沭阳县自然资源局"),
        ("沭阳县发展和改革局（挂粮食和物资储备局、能源局牌子）", "沭阳县发展和改革局"),
        ("原沭阳县国土资源局", LAND),
        ("沭阳县原国土资源局", LAND),
        ("原平市财政局", "原平市财政局"),
        ("苏州市生态环境局（苏州市吴江生态环境局）", "苏州市吴江生态环境局"),
        ("苏州市生态环境局（吴江生态环境局）", "苏州市吴江生态环境局"),
        ("苏州市公安局（吴江分局）", "苏州市公安局吴江分局"),
        ("苏州市吴江区公安局（本级）", "苏州市吴江区公安局"),
        ("淮安市洪泽区自然资源局（淮安市自然资源和规划局洪泽分局）", "淮安市洪泽区自然资源局"),
        ("沭阳县行政审批局（政务服务管理办公室、公共资源交易中心）", "沭阳县行政审批局"),
        ("上海市奉贤区人民政府（门户网站）", "上海市奉贤区人民政府"),
    ],
)
def test_what_stands_in_brackets_behind_a_name_does_not_change_whose_report_it_is(printed, name):
    found = agency(printed)
    assert (found.name, found.resolved, found.printed) == (name, True, printed)


def test_a_character_of_a_name_is_not_read_as_former():
    assert not agency("化德县林业和汉原局").resolved


@pytest.mark.parametrize("printed", ["沭阳县财政局审计局", "广州市黄埔区统计局广州开发区统计局"])
def test_two_organs_run_together_are_no_third(printed):
    assert not agency(printed).resolved


def test_a_place_below_in_brackets_is_never_taken_for_its_government():
    assert not agency("苏州市公安局（吴江区）").resolved
    assert not agency("沭阳县人民政府（沭城街道）").resolved


def test_an_unregistered_agency_with_its_former_name_in_brackets_keeps_its_identifier():
    assert agency("示例市青禾区港航局（原航道局）").agency_id == known("示例市青禾区港航局")


@pytest.mark.parametrize(
    ("printed", "preamble", "beside"),
    [
        ("沭阳县自然资源局（原国土资源局）", "", [(FORMER, "国土资源局", LAND)]),
        ("沭阳县自然资源局", "本报告由沭阳县自然资源局（原沭阳县国土资源局）编制。", [(FORMER, LAND, LAND)]),
        ("沭阳县自然资源局", "因机构改革，原沭阳县国土资源局更名为沭阳县自然资源局。", [(FORMER, LAND, LAND)]),
        (
            "沭阳县自然资源局",
            "我局由原县国土资源局、县城乡规划局合并组建。",
            [(FORMER, "县国土资源局", LAND), (FORMER, "县城乡规划局", "沭阳县城乡规划局")],
        ),
        (
            "沭阳县发展和改革局（挂粮食和物资储备局、能源局牌子）",
            "",
            [(PLATE, "粮食和物资储备局", "沭阳县粮食和物资储备局"), (PLATE, "能源局", "沭阳县能源局")],
        ),
        ("沭阳县自然资源局", "沭阳县自然资源局加挂沭阳县林业局牌子。", [(PLATE, "沭阳县林业局", "沭阳县林业局")]),
        ("沭阳县财政局、沭阳县审计局", "", [(JOINT, "沭阳县审计局", "沭阳县审计局")]),
        ("沭阳县财政局\n沭阳县审计局", "", [(JOINT, "沭阳县审计局", "沭阳县审计局")]),
        ("沭阳县财政局和审计局", "", [(JOINT, "审计局", "沭阳县审计局")]),
        ("苏州工业园区财政局（原财政税务局）", "", [(FORMER, "财政税务局", "苏州工业园区财政税务局")]),
        ("示例市青禾区港航局（原航道处）", "", [(FORMER, "航道处", "示例市青禾区航道处")]),
        ("沭阳县自然资源局", "原沭阳县林业局的职责划入沭阳县自然资源局。", []),
        ("沭阳县自然资源局", "原宿迁市国土资源局更名为宿迁市自然资源局。", []),
        ("沭阳县住房和城乡建设局", "", []),
    ],
)
def test_other_names_are_facts_beside_the_agency(printed, preamble, beside):
    told = [(role, name, known(means)) for role, name, means in beside]
    assert list(agency(printed, preamble).beside) == told
