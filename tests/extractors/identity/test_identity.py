"""Who reports and for which year: titles as they are, phrases of self-naming, evidence for names that several share."""

import csv
import json
import re
from pathlib import Path

import pytest

from xxgk.extractors.identity.identify import Evidence, identify
from xxgk.extractors.identity.organ_words import short_form
from xxgk.extractors.identity.self_names import compact, name_in_title
from xxgk.schema.agencies import name_key, registry

SHARED = Path(__file__).parents[4] / "shared"
SAMPLES, SOURCES = SHARED / "samples", SHARED / "reference" / "sources.csv"
REMARK = re.compile("（(?:题名由|见|地址见|繁体|同文|摘录|栏目|_wap|文字版)[^）]*）")
REGISTRY = registry()
BAOSHAN = ("宝山公安分局2023年政府信息公开工作\n年度报告",)
ZONE = ("经开区公安分局2021年政府信息公开工作年度报告",)
FINANCE = ("沭阳县财政局2022年政府信息公开工作年度报告",)


def found(*titles, preamble="", signoff="", text="", **metadata):
    return identify(Evidence(titles, preamble, signoff, metadata, text), REGISTRY)


def rules(identity):
    return [finding.rule for finding in identity.findings]


# -- the samples ------------------------------------------------------------------------------------------------------


def sample(name):
    truth_file = SAMPLES / "truth" / f"{name}.json"
    if not truth_file.exists():
        pytest.skip("the sample reports are not here")
    truth = json.loads(truth_file.read_text("utf-8"))
    path = next(path for folder in ("seeds", "real") for path in (SAMPLES / folder).glob(f"{name}.*"))
    head, _, body = path.read_text("utf-8").rpartition("==== 正文 ====================")
    card = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    metadata = {"publisher": card.get("发布机构", ""), "url": card.get("原文链接", "")}
    start = re.search("总体情况\n|一、总体|概述2016|一、年度政府", body)
    signed = re.findall(r"(?:^| )(\S*公安局\S* ?\n*\S*年\S*日)(?= 附|\s*$)", body)
    preamble = body[: start.start()] if start else ""
    title = card.get("标题", truth["title_as_printed"])
    return Evidence((title,), preamble, "".join(signed[-1:]), metadata, body), truth


@pytest.mark.parametrize(
    "name",
    [
        "000_e0a4b7f9db582c7c",
        "001_760391771cb97ddd",
        "002_abd87bfe04c5346b",
        "003_2ca35232cdb27850",
        "004_1fb80e2ddf437849",
        "pt-gaj-2009",
        "pt-gaj-2016",
        "pt-gaj-2019",
        "pt-gaj-2021",
        "sh-kewei-2024",
    ],
)
def test_samples(name):
    evidence, truth = sample(name)
    identity = identify(evidence, REGISTRY)
    assert identity.agency.name == truth.get("agency_meant", truth["agency"])
    assert identity.agency.resolved
    assert identity.year == truth["year"]
    assert identity.findings == ()


def sources():
    if not SOURCES.exists():
        pytest.skip("the list of real titles is not here")
    with SOURCES.open(encoding="utf-8") as lines:
        return [row for row in csv.DictReader(lines) if row["kind"] == "report"]


def test_names_cut_out_of_real_titles():
    rows = [(row, name_in_title(compact(REMARK.sub("", row["title"])))) for row in sources()]
    right = [
        row for row, name in rows if name and short_form(name, name_key(row["agency"]).replace("管委会", "管理委员会"))
    ]
    assert len(rows) > 300
    assert len(right) / len(rows) > 0.97


def test_real_titles_alone_resolve_to_the_right_agency_or_to_none():
    wrong, resolved, years = [], 0, 0
    rows = sources()
    for row in rows:
        identity = found(REMARK.sub("", row["title"]))
        expected = name_key(re.sub("（.*）$", "", row["agency"]))
        years += str(identity.year) == row["year"]
        if identity.agency and identity.agency.resolved:
            resolved += 1
            if not short_form(identity.agency.name, expected):
                wrong.append((row["title"], identity.agency.name))
    assert wrong == []
    assert resolved / len(rows) > 0.85
    assert years / len(rows) > 0.97


# -- the title --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("沭阳县财政局2023年政府信息公开工作年度报告", "沭阳县财政局"),
        ("2024年沭阳县财政局政府信息公开工作年度报告", "沭阳县财政局"),
        ("沭阳县财政局政府信息公开工作年度报告（2021年）", "沭阳县财政局"),
        ("沭阳县财政局政府信息公开工作2022年度报告", "沭阳县财政局"),
        ("关于沭阳县财政局2010年政府信息公开工作的报告", "沭阳县财政局"),
        ("关于报送《沭阳县财政局2016年 政府信息公开工作情况》的函", "沭阳县财政局"),
        ("沭阳县财政局2022年度信息公开年度报告-沭阳县财政局", "沭阳县财政局"),
        ("2013年度政府信息公开年报（沭阳县财政局）", "沭阳县财政局"),
        ("沭阳县财政局（2022年政府信息公开工作年度报告）", "沭阳县财政局"),
        ("海关总署2010年海关信息公开工作年度报告", "海关总署"),
        ("2023年长春市二道区人民政府信息公开工作年度报告", "长春市二道区人民政府"),
        ("2022年上海市政府信息公开工作年度报告", "上海市"),
        ("温州市财政（地税）局2015年政府信息公开工作年度报告", "温州市财政（地税）局"),
        ("2010年政府信息公开工作年度报告", None),
        ("政府信息公开年报", None),
    ],
)
def test_names_in_titles(title, name):
    assert name_in_title(compact(title)) == name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("上海市科委2024年政府信息公开工作年度报告", "上海市科学技术委员会"),
        ("洪泽区2023年政府信息公开工作年度报告", "淮安市洪泽区人民政府"),
        ("洪泽县2012年政府信息公开工作年度报告", "洪泽县人民政府"),
        ("四川省巴中市气象局2022年政府信息公开工作年度报告", "巴中市气象局"),
        ("普陀区长征镇2025年政府信息公开工作年度报告", "上海市普陀区长征镇人民政府"),
        ("普陀区城北街道2025年政府信息公开工作年度报告", None),
        ("上海市普陀区长征镇2025年政府信息公开工作年度报告", "上海市普陀区长征镇人民政府"),
        ("重庆市沙坪坝区人民政府小龙坎街道办事处2023年政府信息公开年报", "重庆市沙坪坝区小龙坎街道办事处"),
        ("西藏自治区政府国资委2020政府信息公开工作年度报告", "西藏自治区人民政府国有资产监督管理委员会"),
    ],
)
def test_official_names(title, name):
    agency = found(title).agency
    assert agency.name == name if name else not agency.resolved


def test_a_road_that_begins_like_a_city_is_no_city():
    agency = found("南京西路街道办事处2024年政府信息公开工作年度报告", text="静安区南京西路街道办事处").agency
    assert agency.name == "上海市静安区南京西路街道办事处"


# -- names that several agencies share --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("地址：宝山区宝三路，邮编：155131，电话：0469-4416922", "双鸭山市公安局宝山分局"),
        ("上海市宝山区，邮编：201900，电话：021-56600000", "上海市公安局宝山分局"),
        ("赴上海市公安局宝山分局学习。双鸭山公安，电话：0469-4416922，邮编：155131", "双鸭山市公安局宝山分局"),
    ],
)
def test_baoshan_by_evidence(text, name):
    agency = found(*BAOSHAN, text=text).agency
    assert (agency.name, agency.resolved, agency.printed) == (name, True, "宝山公安分局")


@pytest.mark.parametrize("text", ["宝山区平安建设", "电话：021-56600000，邮编：155131"])
def test_baoshan_without_or_with_contradicting_evidence_stays_provisional(text):
    identity = found(*BAOSHAN, text=text)
    assert not identity.agency.resolved
    assert identity.agency.name == "宝山公安分局"
    assert rules(identity) == ["AGENCY_AMBIGUOUS"]


def test_site_code_decides():
    agency = found("鼓楼区教育局2020年政府信息公开工作年度报告", site_id="3201060012").agency
    assert agency.name == "南京市鼓楼区教育局"


def test_zone_by_its_full_name_in_the_text_registered_or_not():
    assert found(*ZONE, text="“淄博市公安局经开区分局”网站").agency.name == "淄博市公安局经开区分局"
    assert found(*ZONE, text="“济宁市公安局经开区分局”网站").agency.name == "济宁市公安局经开区分局"


def test_zone_without_evidence_stays_provisional():
    identity = found(*ZONE, text="我局认真做好政府信息公开")
    assert not identity.agency.resolved
    assert rules(identity) == ["AGENCY_AMBIGUOUS"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"text": "甲"}, {"text": "乙"}),
        ({"text": "甲，收费10000000元，邮编：223600"}, {"text": "乙，收费10000000元，邮编：223600"}),
        ({"text": "电话：83210000"}, {"text": "电话：83210001"}),
        ({"url": "http://www.a.gov.cn/1"}, {"url": "http://www.b.gov.cn/1"}),
        ({"site_id": "3213220001"}, {"site_id": "3302110001"}),
    ],
)
@pytest.mark.parametrize(
    "title", [*ZONE, "公安局2019年政府信息公开工作年度报告", "花园乡2022年政府信息公开工作年度报告"]
)
def test_two_places_never_get_one_identifier(title, one, other):
    first, second = found(title, **one).agency, found(title, **other).agency
    assert first.agency_id != second.agency_id
    assert first == found(title, **one).agency
    assert first.agency_id.isascii()


def test_the_only_candidate_by_a_short_county_name_needs_evidence():
    title = "龙湖环境卫生管理处2020年政府信息公开工作年度报告"
    assert not found(title).agency.resolved
    assert found(title, text="汕头市龙湖区，电话：0754-88000000").agency.name == "汕头市龙湖区环境卫生管理处"


# -- titles without a place, and self-naming --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "where",
    [
        {"preamble": "如有疑问，请联系义乌市商务局办公室（地址：城中路）。"},
        {"preamble": "本报告由义乌市商务局编制。"},
        {"preamble": "现向社会公布义乌市商务局2023年度政府信息公开年度报告。"},
        {"signoff": "义乌市商务局\n2024年1月18日"},
        {"publisher": "义乌市商务局"},
    ],
)
def test_a_title_without_place_is_completed(where):
    agency = found("商务局2023年政府信息公开工作年度报告", **where).agency
    assert (agency.name, agency.printed) == ("义乌市商务局", "商务局")


def test_superiors_in_prose_do_not_complete_a_title():
    assert not found("公安局2019年政府信息公开年度报告", text="在福州市公安局领导下，福建省公安厅").agency.resolved


def test_a_site_of_a_city_does_not_make_its_districts_reports_its_own():
    title, city = "应急管理局2025年政府信息公开工作年度报告", {"site_id": "2201000001", "site_name": "长春市人民政府"}
    assert found(title, text="长春市应急管理", **city).agency.name == "长春市应急管理局"
    assert not found(title, text="长春市二道区应急管理", **city).agency.resolved


def test_the_preamble_names_the_agency_where_the_title_does_not():
    agency = found("2023年政府信息公开工作年度报告", preamble="本报告由沭阳县财政局编制。").agency
    assert agency.name == agency.printed == "沭阳县财政局"


@pytest.mark.parametrize(
    "title",
    [
        "沭阳县财政局关于2023年政府信息公开工作年度报告",
        "发布日期：2024年1月18日\n沭阳县财政局2023年政府信息公开工作年度报告",
    ],
)
def test_what_stands_around_a_name_is_no_part_of_it(title):
    assert found(*title.split("\n")).agency.name == "沭阳县财政局"


def test_no_name_at_all_is_none_with_a_finding():
    identity = found("2024年政府信息公开工作年度报告")
    assert identity.agency is None
    assert rules(identity) == ["AGENCY_UNKNOWN"]


def test_an_unknown_body_without_region_is_provisional():
    identity = found("富鸣集团有限公司2023年政府信息公开工作年度报告")
    assert not identity.agency.resolved
    assert rules(identity) == ["AGENCY_UNKNOWN"]


@pytest.mark.parametrize(
    ("preamble", "name"),
    [
        ("现公布2024年沭阳县财政局政府信息公开工作年度报告。", "沭阳县财政局"),
        ("如有疑问，请联系沭阳县财政局政务公开办公室，电话：80000000。", "沭阳县财政局"),
        ("由沭阳县人民政府信息公开工作领导小组办公室根据条例编写。", "沭阳县人民政府"),
        ("请与沭阳县人民政府办公室政府信息公开科联系。", "沭阳县人民政府办公室"),
        (
            "综合各镇和县各部门的报告编制而成。请与沭阳县人民政府办公室政务公开科联系。",
            "沭阳县人民政府",
        ),
    ],
)
def test_a_unit_for_disclosure_speaks_for_its_agency(preamble, name):
    assert found("政府信息公开工作年度报告", preamble=preamble).agency.name.endswith(name)


def test_another_agency_in_the_preamble_is_a_finding_and_the_title_wins():
    identity = found(*FINANCE, preamble="本报告由沭阳县行政审批局编制。")
    assert identity.agency.name == "沭阳县财政局"
    assert rules(identity) == ["AGENCY_DISAGREES"]


@pytest.mark.parametrize(
    ("title", "preamble"),
    [
        ("洪泽区人民政府2023年政府信息公开工作年度报告", "本报告由淮安市洪泽区人民政府编制。"),
        ("沭阳县发展和改革局2023年政府信息公开年度报告", "本报告由县发展和改革局编制。"),
        ("双鸭山市公安局宝山分局2023年政府信息公开年度报告", "本报告由宝山公安分局编制。"),
        ("上海市科委2024年政府信息公开年度报告", "根据要求，市科委编制了2024年度报告。"),
        ("沭阳县2023年政府信息公开工作年度报告", "由沭阳县人民政府办公室编制，请与县政务服务管理办公室联系（电话）。"),
        (
            "沭阳县财政局2022年政府信息公开工作年度报告",
            "按照由国务院办公厅政府信息与政务公开办公室编制的格式，我局编制2022年报告。",
        ),
    ],
)
def test_short_forms_and_mentions_are_no_disagreement(title, preamble):
    assert rules(found(title, preamble=preamble)) == []


# -- the year ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "period",
    [
        "所列数据的统计期限自2021年1月1日起至2021年12月31日止",
        "所列数据的统计期限从 2021 年 1 月 1 日到12月31日止",
        "统计时限为２０２１年１月１日至１２月３１日",
        "统计周期为2021年度",
        "数据自2021年1月1日至12月31日",
        "统计期限自二〇二一年一月一日起",
        "统计期限自二○二一年一月一日起",
    ],
)
def test_the_statistical_period_comes_first(period):
    identity = found(*FINANCE, preamble=period + "。")
    assert identity.year == 2021
    assert rules(identity) == ["YEAR_DISAGREES"]


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("沭阳县财政局二〇二三年政府信息公开工作年度报告", 2023),
        ("沭阳县财政局二○○九年度政府信息公开工作年度报告", 2009),
        ("沭阳县财政局二\u041e\u041e九年度政府信息公开工作年度报告", 2009),
        ("沭阳县财政局２０１９年政府信息公开工作年度报告", 2019),
        ("沭阳县财政局2020政府信息公开工作年度报告", 2020),
        ("沭阳县财政局2023\n年政府信息公开工作年度报告", 2023),
        ("沭阳县财政局2007年政府信息公开工作年度报告", None),
        ("沭阳县财政局政府信息公开工作年度报告", None),
    ],
)
def test_the_year_in_the_title(title, year):
    identity = found(title)
    assert (identity.year, rules(identity)) == (year, [])


def test_a_copied_paragraph_of_another_year_is_a_finding():
    identity = found(*FINANCE, text="2016年度，我局认真做好政府信息公开。")
    assert (identity.year, rules(identity)) == (2022, ["YEAR_DISAGREES"])


def test_other_years_in_passing_are_no_disagreement():
    assert rules(found(*FINANCE, text="2022年，我局公开信息20条。2022年共收到申请3件，2021年为2件。")) == []


def test_the_text_tells_the_year_where_the_title_does_not():
    assert found("政府信息公开工作年度报告", text="2018年，我局公开20条，比2017年多；2018年无申请。").year == 2018


@pytest.mark.parametrize(
    ("where", "year"),
    [
        ({"signoff": "沭阳县财政局\n二○一○年四月十日"}, 2009),
        ({"signoff": "2024年1月18日"}, 2023),
        ({"published_on": "2022-01-29"}, 2021),
        ({"signoff": "2021年12月31日"}, None),
    ],
)
def test_the_year_before_the_signature_is_a_last_resort_and_says_so(where, year):
    identity = found("沭阳县财政局政府信息公开工作年度报告", **where)
    assert identity.year == year
    assert rules(identity) == (["YEAR_INFERRED"] if year else [])


def test_a_year_that_only_the_text_tells_is_a_finding():
    identity = found("沭阳县财政局政府信息公开工作年度报告", text="2018年，我局公开20条。")
    assert (identity.year, rules(identity)) == (2018, ["YEAR_INFERRED"])


@pytest.mark.parametrize(
    "plan",
    [
        "2024年，我局将加强培训。2024年，我局将增加人手。2024年计划再开两次会议。",
        "下一步工作思路\n2024年推进平台建设。2024年办好专栏。",
        "明年是2024年度工作的关键，2024年度要更进一步。",
    ],
)
def test_plans_tell_no_year(plan):
    assert found("沭阳县财政局政府信息公开工作年度报告", text=f"2023年工作平稳。\n{plan}").year == 2023


def test_what_is_now_reported_is_no_plan():
    assert found("沭阳县财政局政府信息公开年度报告", text="现将2023年政府信息公开工作情况报告如下。").year == 2023


def test_the_sign_off_comes_before_the_text():
    identity = found("沭阳县财政局政府信息公开年度报告", text="2021年，我局公开20条。", signoff="2024年1月18日")
    assert (identity.year, rules(identity)) == (2023, ["YEAR_INFERRED", "YEAR_DISAGREES"])


@pytest.mark.parametrize(
    ("where", "year"),
    [
        ({"signoff": "2024年1月18日"}, 2022),
        ({"signoff": "2024年1月18日", "text": "2023年，我局公开20条。"}, 2023),
        ({"preamble": "统计期限自2023年1月1日起至2023年12月31日止。"}, 2023),
    ],
)
def test_a_title_of_last_years_template_is_a_finding(where, year):
    identity = found(*FINANCE, **where)
    assert (identity.year, rules(identity)) == (year, ["YEAR_DISAGREES"])


@pytest.mark.parametrize("signed", ["2023年1月18日", "2022年12月30日", "2023年11月2日"])
def test_a_sign_off_that_fits_the_title_is_no_finding(signed):
    assert rules(found(*FINANCE, signoff=signed)) == []


def test_title_is_returned_on_one_line():
    assert found(*BAOSHAN).title == "宝山公安分局2023年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("preamble", "text"),
    [
        ("根据条例规定，现发布《桐乡市水利局2023年政府信息公开工作年度报告》。", ""),
        ("根据条例规定，桐乡市水利局特编制2023年政府信息公开年度报告。", ""),
        ("本报告由桐乡市水利局结合有关统计数据编制。", ""),
        ("根据条例规定，编制了桐乡市水利局2023年政府信息公开年度报告。", ""),
        ("由桐乡市水利局编制的2023年度政府信息公开年度报告。", ""),
        ("桐乡市水利局2023年政府信息公开工作年度报告（以下简称年报）根据条例进行编制。", ""),
        ("", "结合有关数据撰写。如有疑问，请与桐乡市水利局办公室联系。（一）主动公开"),
        ("", "根据条例的要求，现编制《桐乡市水利局2023年政府信息公开工作年度报告》。(一)主动公开"),
        ("", "根据条例的要求，桐乡市水利局特编制2023年政府信息公开年度报告。"),
    ],
)
def test_a_report_without_a_title_says_in_its_beginning_whose_it_is(preamble, text):
    agency = identify(Evidence((), preamble, "", {}, preamble or text), registry()).agency
    assert agency is not None
    assert (agency.name, agency.resolved) == ("桐乡市水利局", True)


@pytest.mark.parametrize(
    "text",
    [
        "按照《桐乡市水利局2022年政府信息公开工作年度报告》的要求整改。",
        "县财政局编制本级预算，各单位编制了2023年公开指南。",
        "根据《中华人民共和国政府信息公开工作年度报告格式》，我局编制2023年度报告。",
    ],
)
def test_a_narrative_that_names_others_names_no_author(text):
    assert identify(Evidence((), "", "", {}, text), registry()).agency is None
