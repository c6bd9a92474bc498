"""The narrative: which paragraphs are titles, which are text, and which are neither."""

import pytest

from xxgk.extractors.narrative.read import read_prose
from xxgk.schema.document import Cell, Paragraph, Table

TITLES = {
    "overview": "一、总体情况",
    "active_disclosure": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "review_litigation": "四、政府信息公开行政复议、行政诉讼情况",
    "problems": "五、存在的主要问题及改进情况",
    "other_matters": "六、其他需要报告的事项",
}
TABLE = Table(((Cell("规章", "t"), Cell("1", "t")),), "t", "html_table")


def read(*lines):
    """Section code to text; a line may be a table."""
    blocks = [line if isinstance(line, Table) else Paragraph(line, "p") for line in lines]
    prose = read_prose(blocks)
    return {section.code: section.text for section in prose.sections}, prose


@pytest.mark.parametrize("code", TITLES)
@pytest.mark.parametrize("printed", ["{}", " {}　", "{}："])
def test_a_title_opens_its_section(code, printed):
    assert read(printed.format(TITLES[code]), "正文一段。")[0][code] == "正文一段。"


@pytest.mark.parametrize("code", TITLES)
def test_a_title_without_its_number_or_with_a_wrong_one_is_known(code):
    words = TITLES[code][2:]
    assert read(words, "正文。")[0][code] == read(f"九、{words}", "正文。")[0][code] == "正文。"


def test_a_list_of_contents_takes_no_section_from_a_text_that_words_its_titles_otherwise():
    other = "五、政府信息公开工作存在的主要问题及改进情况"
    lines = (TITLES["overview"], "工作平稳。", TABLE, other, "人手不足。", TITLES["other_matters"], "无。")
    sections, prose = read("某局2023年政府信息公开工作年度报告", "目录", *TITLES.values(), *lines)
    assert sections == {"overview": "工作平稳。", "problems": "人手不足。", "other_matters": "无。"}
    assert [piece.text for piece in prose.pieces if piece.kind == "contents"] == list(TITLES.values())


@pytest.mark.parametrize("moved", range(1, len(TITLES)))
def test_sections_that_are_printed_out_of_order_are_read_each_under_its_own_title(moved):
    order = [*TITLES]
    order.insert(len(order) - 1 if moved < len(TITLES) - 1 else moved - 1, order.pop(moved))
    sections, _ = read(*(line for code in order for line in (TITLES[code], f"{code}的正文。")))
    assert sections == {code: f"{code}的正文。" for code in order}
    assert list(sections) == order


def test_a_title_of_no_known_kind_may_be_out_of_order_too_and_a_list_within_a_section_opens_none():
    lines = ("一、概述", "甲。", "二、主动公开情况", "乙。", "四、复议诉讼情况", "丙。", "三、依申请公开情况", "丁。")
    sections, prose = read(*lines, "六、下一步打算", "戊。", "五、存在的问题", "己。")
    assert [(section.title, section.text) for section in prose.sections][-2:] == [
        ("六、下一步打算", "戊。"),
        ("五、存在的问题", "己。"),
    ]
    assert sections["requests"] == "丁。"
    listed = (*lines[:4], "七、下一步打算", "一、学习条例", "二、加强培训", "三、完善制度", "四、改进网站")
    assert len(read(*listed)[1].sections) == 3


def test_titles_of_empty_sections_that_follow_each_other_are_no_contents():
    sections, prose = read(*TITLES.values(), "无。")
    assert (list(prose.titles), sections) == ([*TITLES], {"other_matters": "无。"})


def test_a_title_with_its_text_in_one_paragraph():
    assert read("六、其他需要报告的事项：无。")[0]["other_matters"] == "无。"


def test_a_sentence_that_names_a_title_is_text():
    sections, _ = read(TITLES["overview"], "我局总体情况良好，存在的主要问题及改进情况见后文。")
    assert list(sections) == ["overview"]


def test_the_list_of_titles_in_the_preamble_opens_nothing():
    sections, _ = read(
        "某区某局2023年政府信息公开工作年度报告", "根据规定编制本报告。", *TITLES.values(), *TITLES.values(), "末尾。"
    )
    assert sections["other_matters"] == "末尾。"
    assert sections["preamble"] == "根据规定编制本报告。"


def test_sections_that_are_only_a_table_have_no_text():
    lines = [
        TITLES["active_disclosure"],
        "该部分以表格形式报告。",
        TABLE,
        "注意事项：请填写完整。",
        TITLES["requests"],
        TABLE,
    ]
    assert read(*lines)[0] == {}


def test_captions_before_a_table_are_no_text_but_sentences_are():
    sections, _ = read(TITLES["requests"], "单位：件", "全年办理平稳。", TABLE)
    assert sections == {"requests": "全年办理平稳。"}


def test_lost_title_of_the_problems_is_implied_behind_the_tables():
    lines = [
        TITLES["overview"],
        "平稳。",
        TITLES["review_litigation"],
        TABLE,
        "（一）主要问题",
        "人手不足。",
        TITLES["other_matters"],
    ]
    sections, prose = read(*lines)
    assert sections["problems"].endswith("人手不足。")
    assert prose.titles["problems"] == ""


def test_a_heading_of_problems_within_the_overview_implies_nothing():
    assert "problems" not in read(TITLES["overview"], "存在的问题", "人手不足。", TITLES["requests"], TABLE)[0]


TOPICS = ["（一）主动公开", "甲。", "（二）依申请公开情况", "乙。", "（三）政府信息管理", "丙。"]


def test_topics_are_parted_and_stay_in_the_overview():
    sections, _ = read(TITLES["overview"], *TOPICS)
    assert [sections[f"overview_{code}"] for code in ("active", "requests", "info_management")] == [
        "甲。",
        "乙。",
        "丙。",
    ]
    assert sections["overview"] == "\n".join(TOPICS)


def test_inline_topics_and_topics_of_the_agency_itself():
    sections, _ = read(TITLES["overview"], "（一）主动公开。甲事办结。", "（二）本局特色做法", "另事。")
    assert sections["overview_active"] == "甲事办结。"


@pytest.mark.parametrize(
    "line",
    ["打印本页 关闭窗口", "上一篇：某区简报", "浏览次数：120", "【打印】【关闭】", "附件：报告.docx", "分享到："],
)
def test_furniture_is_no_text(line):
    assert read(TITLES["other_matters"], "无。", line)[0] == {"other_matters": "无。"}


@pytest.mark.parametrize(
    "signed", [("某区司法局", "2024年1月18日"), ("某区司法局 2024年1月18日",), ("二〇二四年一月十八日",)]
)
def test_the_signature_is_no_text(signed):
    sections, prose = read(TITLES["other_matters"], "无其他事项。", *signed)
    assert sections == {"other_matters": "无其他事项。"}
    assert prose.signoff == " ".join(signed)


def test_the_headline_may_be_broken_over_lines():
    _, prose = read("某区司法局2023年政府信息公开工作", "年度报告", "前言。", TITLES["overview"], "平稳。")
    assert prose.headlines[0] == "某区司法局2023年政府信息公开工作年度报告"


def test_without_titles_there_is_no_section():
    assert read("今天天气不错。")[0].keys() <= {"preamble"}


@pytest.mark.parametrize("before", [("附件：统计表",), ()])
def test_a_signature_before_the_table_of_an_annex_is_the_sign_off(before):
    sections, prose = read(TITLES["other_matters"], "无其他事项。", "某区司法局", "2024年1月18日", *before, TABLE)
    assert (sections["other_matters"], prose.signoff) == ("无其他事项。", "某区司法局 2024年1月18日")


def test_a_signature_behind_the_title_of_an_annex_is_the_sign_off():
    sections, prose = read(TITLES["other_matters"], "无其他事项。", "附件：统计表", "某区司法局", "2024年1月18日")
    assert (sections["other_matters"], prose.signoff) == ("无其他事项。", "某区司法局 2024年1月18日")


@pytest.mark.parametrize("answer", ["无", "无申请。", "本年度未收到申请", "没有发生行政诉讼", "暂无"])
def test_a_short_answer_before_a_table_is_the_text_of_its_section(answer):
    assert read(TITLES["requests"], answer, TABLE)[0]["requests"] == answer


def test_a_title_that_answers_itself():
    sections, _ = read(*list(TITLES.values())[:5], "六、无其他需要报告的事项。")
    assert sections["other_matters"] == "无其他需要报告的事项。"


def test_furniture_around_the_title_is_no_part_of_it():
    lines = ("发布日期：2024-01-15 浏览次数：49", "2023年政府信息公开工作年度报告", "字号：大 中 小", "2024-01-16")
    sections, prose = read(*lines, TITLES["overview"], "平稳。")
    assert (prose.headlines[0], prose.dated[0], list(sections)) == (lines[1], "2024-01-15", ["overview"])


def test_a_title_that_is_broken_within_its_last_word_is_joined():
    lines = ("2023年度示例市青禾区水利局政府信息公开工作年", "度报告")
    preamble = ("本报告依据《中华人民共和国政府信息公开条例》和国家统一的年度报告", "格式编制。")
    sections, prose = read(*lines, *preamble, TITLES["overview"], "平稳。")
    assert (prose.headlines, sections["preamble"]) == (("".join(lines),), "\n".join(preamble))


@pytest.mark.parametrize(
    "left", ["（文字描述，收取信息处理费情况在此处报告。）", "【请在此处填写】", "（此处字数不限）"]
)
def test_an_instruction_of_the_template_is_no_text(left):
    assert read(TITLES["other_matters"], left)[0] == {}


@pytest.mark.parametrize("between", [" ", "　", "。", "："])
def test_short_texts_behind_their_titles(between):
    lines = [f"{title}{between}已办。" for title in TITLES.values()]
    sections, prose = read(*lines, f"七、工作亮点{between}已评。")
    assert [section.title for section in prose.sections] == [*TITLES.values(), "七、工作亮点"]
    assert set(sections.values()) == {"已办。", "已评。"}


def test_a_numbered_sentence_behind_the_last_title_is_text():
    sections, _ = read(*TITLES.values(), "已办。", "七、加强培训，提高公开质量。")
    assert sections == {"other_matters": "已办。\n七、加强培训，提高公开质量。"}


@pytest.mark.parametrize(
    ("lines", "headline"),
    [
        (("某区司法局", "政府信息公开工作年度报告", "（2023年度）"), "某区司法局政府信息公开工作年度报告（2023年度）"),
        (("某区司法局", "2023年", "政府信息公开工作年度报告"), "某区司法局2023年政府信息公开工作年度报告"),
        (("某区司法局", "2023年政府信息公开", "工作年度报告"), "某区司法局2023年政府信息公开工作年度报告"),
    ],
)
def test_a_title_over_three_lines(lines, headline):
    sections, prose = read(*lines, "前言。", TITLES["overview"], "平稳。")
    assert prose.headlines[-1] == headline
    assert sections["preamble"] == "前言。"


@pytest.mark.parametrize("signed", [("某区司法局（盖章）", "2024年1月"), ("某区司法局", "二〇二四年元月十八日")])
def test_signatures_as_they_are(signed):
    sections, prose = read(TITLES["other_matters"], "无其他事项。", *signed)
    assert (sections["other_matters"], prose.signoff) == ("无其他事项。", " ".join(signed))


@pytest.mark.parametrize("line", ["2.2023年3月15日发布公告3条；", "公开方式：网站、公告栏", "报送单位12家"])
def test_a_line_of_a_list_is_text(line):
    assert read(TITLES["overview"], "全年平稳。", line)[0]["overview"] == f"全年平稳。\n{line}"


def test_a_section_title_broken_over_two_lines_is_one():
    sections, prose = read("一、总体情况", "平稳。", "三、收到和处理政府信息公开", "申请情况", "无申请。")
    assert sections == {"overview": "平稳。", "requests": "无申请。"}
    assert prose.titles["requests"] == TITLES["requests"]


def test_a_card_in_lines_above_the_title_is_no_part_of_it():
    card = ("索 引 号：0123", "名 称：某区司法局2023年政府信息公开工作年度报告", "生成日期：2024-01-18")
    title = "某区司法局2023年政府信息公开工作年度报告"
    _, prose = read(*card, title, "前言。", TITLES["overview"], "平稳。")
    assert (prose.headlines, prose.dated, prose.preamble) == ((title,), ("2024-01-18",), "前言。")


def test_a_date_below_the_title_comes_before_one_above_it_and_below_the_report():
    title = "某区司法局2023年政府信息公开工作年度报告"
    lines = (title, "2024-01-19", TITLES["overview"], "平稳。", TITLES["other_matters"], "无。", "发布日期：2024-01-20")
    assert read("2024-01-18", *lines)[1].dated == ("2024-01-19", "2024-01-18")
    assert read(title, *lines[2:])[1].dated == ("2024-01-20",)


@pytest.mark.parametrize("last", ["建成体验区一处。", "新设查阅点3处", "信息已移送档案馆。"])
def test_a_last_sentence_that_ends_like_an_organ_is_no_signature(last):
    sections, prose = read(TITLES["other_matters"], "无其他事项。", last, "某区司法局", "2024年1月18日")
    assert (sections["other_matters"], prose.signoff) == (f"无其他事项。\n{last}", "某区司法局 2024年1月18日")


def test_a_title_whose_text_stands_directly_behind_it():
    glued = {"problems": "存在信息更新不够及时的情况。", "other_matters": "2023年，本局未收取信息处理费。"}
    lines = (TITLES["overview"], "平稳。", *(f"{TITLES[code]}{text}" for code, text in glued.items()))
    sections, prose = read(*lines, "七、建议提案办理情况2023年，我局承办建议两件，均已办结，并按时公开。")
    assert sections == {"overview": "平稳。", **glued, "": "2023年，我局承办建议两件，均已办结，并按时公开。"}
    assert prose.sections[-1].title == "七、建议提案办理情况"
    goes_on = "五、存在的主要问题及改进情况的说明见附件，此处不再重复。"
    assert list(read(TITLES["overview"], "甲。", goes_on)[0]) == ["overview"]


def test_free_titles_that_blanks_part_from_their_text():
    lines = ("一、概述　　2012年工作平稳。", "二、主动公开政府信息情况　　公开57条。", "三、依申请公开情况　　无申请。")
    sections, _ = read(*lines, "四、收费及减免情况2012年没有收费，也没有减免费用的情形。")
    assert list(sections.items()) == [
        ("overview", "2012年工作平稳。"),
        ("active_disclosure", "公开57条。"),
        ("requests", "无申请。"),
        ("fees", "2012年没有收费，也没有减免费用的情形。"),
    ]


@pytest.mark.parametrize("between", ["", "。"])
def test_titles_whose_numbers_lost_their_mark(between):
    sections, _ = read(*(line for title in TITLES.values() for line in (title.replace("、", between, 1), "已办。")))
    assert sections == dict.fromkeys(TITLES, "已办。")


@pytest.mark.parametrize("month", ["（2023年1月）", "二〇二三年一月"])
def test_a_month_under_the_title_is_no_preamble(month):
    sections, _ = read("某区司法局2022年政府信息公开工作年度报告", month, "前言。", TITLES["overview"], "平稳。")
    assert sections["preamble"] == "前言。"


def test_a_title_that_is_printed_twice_is_joined_to_none():
    title = "某区司法局2023年政府信息公开工作年度报告"
    _, prose = read(title, f"（图解）{title}", "前言。", TITLES["overview"], "平稳。")
    assert (prose.headlines, prose.preamble) == ((f"（图解）{title}",), "前言。")
