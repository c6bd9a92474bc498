"""Titles of a report in one line of text: its own, and those of sections that the form does not have."""

from xxgk.extractors.document import extract

LONG = "我局高度重视政府信息公开工作，明确了分管领导和责任科室，建立健全了各项工作制度，定期研究部署有关工作。" * 8
TEXT = (
    "沭阳县财政局2012年政府信息公开工作年度报告 根据《中华人民共和国政府信息公开条例》，现公布本报告。 "
    f"一、概述 {LONG} 二、公开情况 全年公开信息120条。 三、不予公开政府信息情况 无。 "
    "四、依申请公开情况 全年未收到申请。 "
    "五、人员和经费情况 专职人员1名。 六、存在的主要问题 更新不够及时。 七、下一步工作思路 将加强培训。 "
    "沭阳县财政局 2013年3月1日"
)
SECTIONS = [
    ("preamble", ""),
    ("overview", "一、概述"),
    ("active_disclosure", "二、公开情况"),
    ("", "三、不予公开政府信息情况"),
    ("requests", "四、依申请公开情况"),
    ("capacity", "五、人员和经费情况"),
    ("problems", "六、存在的主要问题"),
    ("", "七、下一步工作思路"),
]


def test_sections_of_no_known_kind_are_parted_too():
    report = extract(TEXT.encode(), "report.txt")
    assert [(section.code, section.title) for section in report.sections] == SECTIONS
    assert report.sections[-1].text == "将加强培训。"


def test_the_title_is_not_the_beginning_of_the_preamble():
    report = extract(TEXT.encode(), "report.txt")
    assert report.title == "沭阳县财政局2012年政府信息公开工作年度报告"
    assert report.sections[0].text.startswith("根据")


def test_titles_of_no_known_wording_are_parted_where_nothing_parts_them_from_their_text():
    six = (
        f"一、总体情况{LONG}（一）主动公开方面。公开信息131条。（二）信息管理方面。执行三审三校。（三）信息公开平台建设方面。新增检索。"
        "二、主动公开政府信息情况均已公开。三、收到和处理政府信息公开申请情况未收到申请。"
        "四、政府信息公开行政复议、行政诉讼情况未发生。五、存在的主要问题及改进情况和下一步打算人手不足。"
        "六、需要说明的其他事项与附表本年度没有产生信息处理费。"
    )
    sections = {section.code: (section.title, section.text) for section in extract(six.encode(), "six.txt").sections}
    assert sections["other_matters"] == ("六、需要说明的其他事项与附表", "本年度没有产生信息处理费。")
    assert sections["problems"] == ("五、存在的主要问题及改进情况和下一步打算", "人手不足。")
    assert sections["overview_info_management"] == ("（二）信息管理方面", "执行三审三校。")
    assert sections["overview_platform"] == ("（三）信息公开平台建设方面", "新增检索。")


def test_a_report_that_runs_on_in_several_lines_is_parted_in_each():
    lines = (
        "某县某局2023年政府信息公开工作年度报告",
        "本报告由某县某局编制。 一、总体情况 全年工作平稳。 （一）主动公开情况。公开三百条。 二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况 未收到申请。",
        "五、存在的主要问题及改进情况 人手仍然不足，将予以充实。 六、其他需要报告的事项 无。",
    )
    sections = {section.code: section.text for section in extract("\n".join(lines).encode(), "r.txt").sections}
    assert sections == {
        "preamble": "本报告由某县某局编制。",
        "overview": "全年工作平稳。\n（一）主动公开情况。公开三百条。",
        "overview_active": "公开三百条。",
        "requests": "未收到申请。",
        "problems": "人手仍然不足，将予以充实。",
        "other_matters": "无。",
    }


def test_a_sentence_that_names_a_section_is_not_parted():
    lines = (
        "一、总体情况",
        "全年工作平稳，有关数据详见三、收到和处理政府信息公开申请情况和五、存在的主要问题及改进情况的说明部分。",
        "六、其他需要报告的事项",
        "无。",
    )
    sections = {section.code: section.text for section in extract("\n".join(lines).encode(), "r.txt").sections}
    assert sections == {"overview": lines[1], "other_matters": "无。"}
