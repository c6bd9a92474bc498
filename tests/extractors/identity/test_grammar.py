"""What a name means by its parts: regions, zones, townships, organs of the centre; and what it does not mean."""

import pytest

from xxgk.extractors.identity.described import described
from xxgk.extractors.identity.identify import Evidence, identify
from xxgk.schema.agencies import registry

TITLE = "2023年政府信息公开工作年度报告"


def named(printed, **evidence):
    agency = identify(Evidence((printed + TITLE,), **evidence), registry()).agency
    return agency.name if agency and agency.resolved else None


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("苏州市场监督管理局", "苏州市市场监督管理局"),
        ("桐乡市文化和广电旅游体育局", "桐乡市文化和广电旅游体育局"),
        ("桐乡市教育和科技局", "桐乡市教育和科技局"),
        ("桐乡市乡镇企业局", "桐乡市乡镇企业局"),
        ("桐乡市红十字会", "桐乡市红十字会"),
        ("桐乡市财证局", None),
        ("眉山市东坡和司法局", None),
        ("桐乡市档按馆", None),
        ("桐乡市工商局", "桐乡市工商行政管理局"),
        ("桐乡市政府办", "桐乡市人民政府办公室"),
        ("中华人民共和国浙江出入境检验检疫局", "浙江出入境检验检疫局"),
        ("国家粮食和物资储备局浙江局", "国家粮食和物资储备局浙江局"),
        ("神农架林区财政局", "神农架林区财政局"),
        ("东乡县教育局", None),
        ("东乡族自治县教育局", "东乡族自治县教育局"),
        ("【桐乡市财政局】", "桐乡市财政局"),
        ("桐乡市水利局办公室", "桐乡市水利局"),
        ("池州市公安贵池分局", "池州市公安局贵池分局"),
        ("池州市公安贵池分局办公室", "池州市公安局贵池分局"),
        ("桐乡市人民政府办公室", "桐乡市人民政府办公室"),
        ("桐乡市老龄工作委员会办公室", "桐乡市老龄工作委员会办公室"),
        ("苏州工业园区管理委员会", "苏州工业园区管理委员会"),
        ("苏州市工业园区财政局", "苏州工业园区财政局"),
        ("本溪市财政局", "本溪市财政局"),
        ("本溪满族自治县人民政府", "本溪满族自治县人民政府"),
        ("菏泽市曹县古营集镇人民政府", "曹县古营集镇人民政府"),
        ("乌苏市新市区街道办事处", "乌苏市新市区街道办事处"),
        ("新市区街道办事处", None),
        ("年古乡人民政府", "德格县年古乡人民政府"),
        ("宣武区椿树街道办事处", "北京市宣武区椿树街道办事处"),
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
        ("国家发展和改革委员会", "国家发展和改革委员会"),
        ("兵团第一师阿拉尔市人民政府", "第一师阿拉尔市人民政府"),
        ("重庆两江新区管理委员会", "重庆市两江新区管理委员会"),
        ("国家税务总局天津经济技术开发区税务局", "国家税务总局天津经济技术开发区税务局"),
        ("昆山经济技术开发区管理委员会", "昆山经济技术开发区管理委员会"),
        ("雄安新区管委会", "河北雄安新区管理委员会"),
        ("河北省雄安新区公共服务局", "河北雄安新区公共服务局"),
        ("西咸新区财政局", "陕西省西咸新区财政局"),
        ("横琴粤澳深度合作区执行委员会", "横琴粤澳深度合作区执行委员会"),
        ("国家税务总局贵安新区税务局", "国家税务总局贵州贵安新区税务局"),
        ("海南洋浦经济开发区管理委员会", "儋州市洋浦经济开发区管理委员会"),
        ("雄安新区容城县财政局", "容城县财政局"),
        ("中华人民共和国司法部", "司法部"),
        ("黄河水利委员会", "水利部黄河水利委员会"),
        ("广州市黄埔区人民政府广州开发区管委会", None),
        ("滨海新区财政局", None),
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
        "度安县农业农村局",
        "武汉市汉阳区应急管理区",
        "北京市海定区东升镇人民政府",
    ],
)
def test_a_misprinted_name_is_no_agency_of_its_own(printed):
    assert named(printed) is None


@pytest.mark.parametrize(
    ("printed", "region", "level", "kind"),
    [
        ("沭阳县财政局", "321322", "county", "finance"),
        ("苏州市场监督管理局", "320500", "city", "market_supervision"),
        ("江苏省人民政府办公厅", "320000", "province", "government_office"),
        ("上海市普陀区长征镇", "310107", "township", "township"),
        ("苏州工业园区管理委员会", "320500", "county", "development_zone"),
        ("国家税务总局沭阳县税务局", "321322", "county", "taxation"),
        ("国家统计局江苏调查总队", "320000", "province", "statistics"),
        ("双鸭山市公安局宝山分局", "230506", "county", "public_security"),
        ("第八师石河子市财政局", "659001", "city", "finance"),
        ("拱北海关", "000000", "central", "customs"),
        ("文山市人民政府", "532601", "county", "government"),
        ("襄樊市财政局", "420600", "city", "finance"),
        ("中国气象局", "000000", "central", "meteorology"),
    ],
)
def test_level_and_kind_follow_from_name_and_region(printed, region, level, kind):
    agency = identify(Evidence((printed + TITLE,)), registry()).agency
    assert (agency.region_code, agency.level, agency.kind) == (region, level, kind)


def test_the_bureau_in_a_county_belongs_to_that_of_the_city():
    county = named_agency("国家税务总局沭阳县税务局")
    above = named_agency("国家税务总局宿迁市税务局")
    assert described(county.name, county.agency_id, registry()).parent == above.agency_id


def named_agency(printed):
    return identify(Evidence((printed + TITLE,)), registry()).agency


@pytest.mark.parametrize("year", range(2014, 2024))
def test_an_agency_in_no_register_has_one_identifier_for_ever(year):
    title = f"示例市青禾区港航局{year}年政府信息公开工作年度报告"
    where = {"url": f"http://{year}.example.gov.cn/", "site_id": "3213220001"}
    said = Evidence((title,), text=f"{year}年，电话：0527-8321{year}，邮编：223600", metadata=where if year % 2 else {})
    agency = identify(said, registry()).agency
    assert (agency.agency_id, agency.resolved) == (named_agency("示例市青禾区港航局").agency_id, False)


def test_a_short_title_never_wins_over_the_longer_name_of_the_preamble():
    said = identify(Evidence(("苏州财政局" + TITLE,), preamble="本报告由苏州工业园区财政局编制。"), registry())
    assert said.agency.name == "苏州工业园区财政局"
    assert [finding.rule for finding in said.findings] == ["AGENCY_DISAGREES"]


def test_the_word_before_who_compiled_a_report_is_none_of_its_name():
    said = identify(Evidence((TITLE,), preamble="根据《条例》要求，由沭阳县财政局编制2023年度报告。"), registry())
    assert (said.agency.printed, said.agency.resolved) == ("沭阳县财政局", True)


def test_a_title_of_a_government_and_its_office_are_one():
    said = identify(Evidence(("沭阳县" + TITLE,), preamble="由沭阳县人民政府办公室编制。"), registry())
    assert said.agency.name == "沭阳县人民政府"


def test_one_organ_with_and_in_its_name_is_no_joint_report():
    said = identify(Evidence(("沭阳县住房和城乡建设局" + TITLE,)), registry())
    assert (said.agency.name, said.findings) == ("沭阳县住房和城乡建设局", ())


def test_a_joint_report_names_all_organs():
    said = identify(Evidence(("沭阳县财政局、沭阳县审计局" + TITLE,)), registry())
    assert said.agency.name == "沭阳县财政局"
    assert [finding.message for finding in said.findings if finding.rule == "AGENCY_JOINT"] == [
        "沭阳县财政局、沭阳县审计局 report together: 沭阳县财政局, 沭阳县审计局"
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("静宁县城关镇认真做好政府信息公开。", "静宁县城关镇人民政府"),
        ("地址：平凉市静宁县，邮编：743400，电话：0933-2522000", "静宁县城关镇人民政府"),
        ("我镇认真做好政府信息公开。", None),
    ],
)
def test_a_township_of_many_counties_needs_the_document_to_tell_which(text, name):
    assert named("城关镇人民政府", text=text) == name


def test_the_preamble_may_name_an_organ_of_benxi():
    said = identify(Evidence((TITLE,), preamble="本报告由本溪市财政局编制。"), registry())
    assert said.agency.name == "本溪市财政局"


@pytest.mark.parametrize(
    ("host", "name"),
    [("www.xa.gov.cn", "西安市长安区人民政府"), ("www.sjz.gov.cn", "石家庄市长安区人民政府"), ("www.example.cn", None)],
)
def test_the_host_of_a_page_is_a_sign_of_its_place(host, name):
    assert named("长安区", metadata={"url": f"http://{host}/1.html"}) == name


def test_two_reports_in_one_text_are_in_doubt():
    text = "本报告由沭阳县财政局编制。一、总体情况。平稳。本报告由沭阳县审计局编制。"
    said = identify(Evidence(("沭阳县财政局" + TITLE,), text=text), registry())
    assert [finding.rule for finding in said.findings] == ["AGENCY_AMBIGUOUS"]
    assert identify(Evidence(("沭阳县财政局" + TITLE,), text=text[:20] + text[:20]), registry()).findings == ()
