"""Titles that name another body than the document does of itself, and titles with words that are no part of a name."""

import dataclasses

import pytest

from xxgk.extractors.identity.identify import Evidence, identify
from xxgk.schema.agencies import registry

TITLE = "2023年政府信息公开工作年度报告"
POLICE, BRANCH = "苏州市公安局", "苏州市公安局吴江分局"


def said(title, preamble="", signoff="", text=""):
    compiled = f"根据《条例》，{preamble}编制本报告。" if preamble else ""
    signed = f"{signoff}\n2024年1月16日" if signoff else ""
    return identify(Evidence((title if "年" in title else title + TITLE,), compiled, signed, {}, text), registry())


def rules(identity):
    return [finding.rule for finding in identity.findings]


@pytest.mark.parametrize(
    ("asked", "text", "rule"),
    [
        ("沭阳县大数据中心", "全县各单位公开平稳。", "AGENCY_AMBIGUOUS"),
        ("沭阳县大数据中心", "工作平稳。", "AGENCY_OF_CONTACT"),
        ("沭阳县水利局", "全县水利工作平稳。", "AGENCY_OF_CONTACT"),
    ],
)
def test_who_answers_for_a_government_is_not_taken_for_who_reports(asked, text, rule):
    preamble = f"根据《条例》编制本报告。如有疑问，请与{asked}联系（电话：0527-83552411）。"
    assert rules(identify(Evidence((TITLE,), preamble, "", {}, text), registry())) == [rule]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2023年，沭阳县水利局坚持以公开为常态。", ("沭阳县水利局", ["AGENCY_OF_TEXT"])),
        (
            "在县委的领导下，沭阳县水利局深入推进公开。（一）沭阳县财政局认真审核。",
            ("沭阳县水利局", ["AGENCY_OF_TEXT"]),
        ),
        ("2023年，沭阳县水利局认真落实，沭阳县财政局积极配合。", (None, ["AGENCY_UNKNOWN"])),
        ("2023年，水利局认真落实。", (None, ["AGENCY_UNKNOWN"])),
        ("沭阳县人民政府高度重视，我局认真落实。", ("沭阳县人民政府", ["AGENCY_AMBIGUOUS"])),
    ],
)
def test_of_whose_work_the_text_tells_counts_where_nothing_else_does_and_is_told(text, told):
    identity = identify(Evidence((TITLE,), "根据《条例》编制本报告。", "", {}, text), registry())
    assert (identity.agency and identity.agency.name, rules(identity)) == told


@pytest.mark.parametrize(
    ("title", "spoken", "name"),
    [
        (POLICE, BRANCH, BRANCH),
        ("南京市生态环境局", "南京市生态环境局江宁分局", "南京市生态环境局江宁分局"),
        ("苏州市吴江区人民政府", "苏州市吴江区人民政府松陵街道办事处", "苏州市吴江区松陵街道办事处"),
        (POLICE, "苏州市公安局交通警察支队", "苏州市公安局交通警察支队"),
        ("鼓楼区教育局", "南京市教育局", "南京市教育局"),
        ("沭阳县审计局", "沭阳县财政局", "沭阳县财政局"),
        ("示例市公安局", "示例市公安局青禾分局", "示例市公安局青禾分局"),
    ],
)
def test_what_preamble_and_sign_off_agree_on_counts_before_the_title(title, spoken, name):
    identity = said(title, spoken, spoken, text="南京市鼓楼区" if title == "鼓楼区教育局" else "")
    assert (identity.agency.name, identity.agency.printed) == (name, title)
    told = [finding.message for finding in identity.findings if finding.rule == "AGENCY_DISAGREES"]
    assert len(told) == 1
    assert title in told[0]
    assert spoken in told[0]


@pytest.mark.parametrize(
    ("title", "preamble", "signoff", "name"),
    [
        (POLICE, "吴江分局", BRANCH, BRANCH),
        (POLICE, "吴江分局", "", BRANCH),
        ("苏州市吴江区人民政府", "松陵街道办事处", "松陵街道办事处", "苏州市吴江区松陵街道办事处"),
        ("苏州市吴江区人民政府", "", "松陵街道办事处", "苏州市吴江区松陵街道办事处"),
        ("南京市", "鼓楼区人民政府", "鼓楼区人民政府", "南京市鼓楼区人民政府"),
        ("上海市公安局", "上海市公安局浦东分局", "上海市公安局浦东分局", "上海市公安局浦东分局"),
    ],
)
def test_a_lower_body_may_be_named_without_the_one_above_it(title, preamble, signoff, name):
    identity = said(title, preamble, signoff)
    assert identity.agency.name == name
    assert "AGENCY_DISAGREES" in rules(identity)


@pytest.mark.parametrize("where", [(BRANCH, ""), ("", BRANCH)])
def test_a_lower_body_that_one_of_them_names_counts_where_the_other_is_silent(where):
    identity = said(POLICE, *where)
    assert (identity.agency.name, rules(identity)) == (BRANCH, ["AGENCY_DISAGREES"])


@pytest.mark.parametrize(
    ("title", "preamble", "signoff"),
    [
        (POLICE, BRANCH, POLICE),
        (POLICE, POLICE, BRANCH),
        (BRANCH, POLICE, ""),
        (BRANCH, POLICE, POLICE),
        ("沭阳县财政局", "沭阳县财政局信息中心", ""),
        ("沭阳县财政局", "", "沭阳县审计局"),
    ],
)
def test_another_body_that_one_of_them_names_is_told_and_the_title_counts(title, preamble, signoff):
    identity = said(title, preamble, signoff)
    assert (identity.agency.name, rules(identity)) == (title, ["AGENCY_DISAGREES"])


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("沭阳县财政局", "沭阳县财政局办公室"),
        ("沭阳县人民政府", "沭阳县人民政府办公室"),
        ("安徽省人民政府", "安徽省人民政府办公厅"),
        ("沭阳县人民政府办公室", "沭阳县人民政府"),
    ],
)
def test_a_unit_within_an_agency_is_no_other_body(title, unit):
    identity = said(title, unit, unit)
    assert (identity.agency.name, rules(identity)) == (title, [])


def test_an_organ_compiles_the_report_of_its_government():
    identity = said("沭阳县人民政府", "沭阳县行政审批局", "沭阳县行政审批局")
    assert (identity.agency.name, rules(identity)) == ("沭阳县人民政府", ["AGENCY_DISAGREES"])


def test_a_district_in_doubt_that_a_sub_district_completes_is_told():
    street = "鼓楼区人民政府湖南路街道办事处"
    identity = said("鼓楼区人民政府", street, street)
    assert (identity.agency.name, rules(identity)) == ("南京市鼓楼区湖南路街道办事处", ["AGENCY_DISAGREES"])


@pytest.mark.parametrize(
    "title",
    [
        f"关于更正沭阳县民政局{TITLE}的公告",
        f"关于重新发布的沭阳县民政局{TITLE}",
        f"修订沭阳县民政局{TITLE}",
        f"最新沭阳县民政局{TITLE}",
        f"勘误：沭阳县民政局{TITLE}",
        f"【公示】沭阳县民政局{TITLE}",
        f"（代拟稿）沭阳县民政局{TITLE}",
        f"沭阳县民政局（征求意见稿）{TITLE}",
    ],
)
def test_words_before_a_name_are_none_of_it(title):
    identity = said(title)
    assert (identity.agency.printed, identity.agency.resolved, rules(identity)) == ("沭阳县民政局", True, [])


def test_unknown_words_before_a_name_that_the_document_tells_are_none_of_it():
    identity = said("荐读沭阳县民政局", "沭阳县民政局")
    assert (identity.agency.name, rules(identity)) == ("沭阳县民政局", ["AGENCY_DISAGREES"])


def test_a_township_may_begin_with_such_a_word():
    assert said("对青山镇").agency.printed == "对青山镇"


@pytest.mark.parametrize(
    ("text", "publisher", "name", "rule"),
    [
        ("全年工作平稳。", "", "沭阳县人民政府", "AGENCY_OF_SITE"),
        ("我县各单位公开信息7件。", "", "沭阳县人民政府", "AGENCY_OF_SITE"),
        ("我局全年公开信息7件。", "", "沭阳县人民政府", "AGENCY_AMBIGUOUS"),
        ("我局全年公开信息7件。", "沭阳县水利局", "沭阳县水利局", None),
    ],
)
def test_the_name_of_a_site_behind_the_title_of_a_page_is_the_last_to_count(text, publisher, name, rule):
    metadata = {"publisher": publisher} if publisher else {}
    identity = identify(Evidence((TITLE, f"{TITLE}_沭阳县人民政府"), "", "", metadata, text), registry())
    assert (identity.agency.name, next(iter(rules(identity)), None)) == (name, rule)


SENDER = "沭阳县人民政府办公室"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        (f"{SENDER}关于印发沭阳县水利局{TITLE}的通知", "沭阳县水利局"),
        (f"{SENDER}关于转发《沭阳县水利局{TITLE}》的通知", "沭阳县水利局"),
        (f"沭阳县水利局办公室关于公布沭阳县水利局{TITLE}的公告", "沭阳县水利局"),
        (f"沭阳县人民政府关于公开沭阳县{TITLE}的通知", "沭阳县人民政府"),
        (f"沭阳县水利局关于{TITLE}", "沭阳县水利局"),
    ],
)
def test_a_notice_is_about_the_report_of_the_one_that_it_names_not_of_its_sender(title, name):
    identity = said(title, signoff=SENDER)
    assert identity.agency.name == name
    assert not {"AGENCY_OF_SENDER", "AGENCY_UNKNOWN"} & {*rules(identity)}


@pytest.mark.parametrize(
    ("title", "name"),
    [
        (f"沭阳县水利局关于报送{TITLE}的函", "沭阳县水利局"),
        (f"沭阳县水利局关于印发《{TITLE}》的通知", "沭阳县水利局"),
        (f"{SENDER}关于做好{TITLE}编制工作的通知", SENDER),
    ],
)
def test_of_a_notice_that_names_no_other_the_sender_counts_and_is_told(title, name):
    identity = said(title)
    assert (identity.agency.name, rules(identity)) == (name, ["AGENCY_OF_SENDER"])
    assert said(title, "沭阳县财政局").agency.name == "沭阳县财政局"


@pytest.mark.parametrize(
    ("text", "rule"), [("工作平稳。", "AGENCY_OF_CONTACT"), ("我局工作平稳。", "AGENCY_AMBIGUOUS")]
)
def test_whom_to_ask_is_the_last_to_count_and_told(text, rule):
    asked = f"根据《条例》编制本报告。如有疑问，请与{SENDER}联系（电话：0527-83552411）。"
    identity = identify(Evidence((TITLE,), asked, "", {}, text), registry())
    assert (identity.agency.name, rules(identity)) == (SENDER, [rule])


@pytest.mark.parametrize(
    ("title", "spoken", "name"),
    [
        (POLICE, "苏州公安吴江分局", BRANCH),
        ("苏州市自然资源和规划局", "苏州市吴江区自然资源和规划分局", "苏州市自然资源和规划局吴江分局"),
        ("苏州市自然资源和规划局", "吴江自然资源和规划分局", "苏州市自然资源和规划局吴江分局"),
        ("苏州市自然资源和规划局", "苏州市资源规划局吴江分局", "苏州市自然资源和规划局吴江分局"),
        ("苏州市自然资源和规划局", "松江分局", "苏州市自然资源和规划局"),
    ],
)
def test_a_branch_may_be_spelt_in_its_own_way(title, spoken, name):
    identity = said(title, spoken, spoken)
    assert identity.agency.name == name
    assert "AGENCY_DISAGREES" in rules(identity)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("沭阳县城管局", "沭阳县城市管理局"),
        ("苏州市吴江区城管局", "苏州市吴江区城市管理局"),
        ("沭阳县国土局", "沭阳县国土资源局"),
        ("沭阳县交运局", "沭阳县交通运输局"),
        ("苏州市公安局交巡警支队", "苏州市公安局交通巡逻警察支队"),
    ],
)
def test_an_organ_is_one_by_its_short_name_and_in_full(short, full):
    assert said(short).agency == dataclasses.replace(said(full).agency, printed=short)
    assert said(full).agency.name == full
