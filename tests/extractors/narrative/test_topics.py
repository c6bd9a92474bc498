"""The topics of 总体情况: their titles in any wording, with or without their text in the same paragraph."""

import pytest

from xxgk.extractors.narrative.topics import topics_of
from xxgk.schema.sections import narrative

CODES = {
    "active": "overview_active",
    "requests": "overview_requests",
    "management": "overview_info_management",
    "platform": "overview_platform",
    "supervision": "overview_supervision",
}
DOCUMENTS = {
    "other words": [
        ("active", "（一）主动公开方面"),
        ("requests", "（二）依申请公开方面"),
        ("management", "（三）信息管理方面"),
        ("platform", "（四）信息公开平台建设方面"),
        ("supervision", "（五）监督保障方面"),
    ],
    "mottoes": [
        ("active", "（一）聚焦主动公开，提升透明度"),
        ("requests", "（二）规范依申请公开，保障知情权"),
        ("management", "（三）健全政府信息管理制度"),
        ("platform", "（四）优化平台，拓展渠道"),
        ("supervision", "（五）压实责任，强化监督保障"),
    ],
    "digits": [
        ("active", "1、主动公开政府信息情况"),
        ("requests", "2、办理政府信息公开申请"),
        ("platform", "3、网站和新媒体建设情况"),
        ("supervision", "4、组织领导与考核"),
    ],
    "two nouns": [
        ("active", "（一）主动公开内容、形式情况"),
        ("management", "（二）政府信息资源、规范管理情况"),
        ("platform", "（三）政务新媒体、公开平台情况"),
    ],
}


def read(lines):
    return [(topic.code, topic.title, topic.text) for topic in topics_of(lines, narrative())]


@pytest.mark.parametrize("titles", DOCUMENTS.values(), ids=DOCUMENTS)
@pytest.mark.parametrize("stop", ["。", "：", None])
def test_each_topic_has_its_whole_title_and_its_own_text(titles, stop):
    text = "全年各项任务如期完成，未发生差错，群众反映良好，有关部门给予了充分的肯定。"
    lines = [line for _, title in titles for line in ([title, text] if stop is None else [f"{title}{stop}{text}"])]
    assert read(lines) == [(CODES[code], title, text) for code, title in titles]


def test_a_topic_of_the_agencys_own_ends_the_one_before_it():
    lines = ["（一）主动公开", "甲。", "（二）本局特色做法", "乙。", "（三）监督保障", "丙。"]
    assert [(code, text) for code, _, text in read(lines)] == [
        ("overview_active", "甲。"),
        ("overview_supervision", "丙。"),
    ]


def test_a_text_behind_a_comma_is_not_the_title():
    text = "（一）主动公开方面，全年公开各类信息120条，其中文件12件，解读材料8篇，群众反映良好。"
    assert read([text]) == [("overview_active", "（一）主动公开方面", text.partition("，")[2])]


def test_a_text_behind_a_blank_is_not_the_title():
    text = "（一）主动公开情况 全年公开信息12条。"
    assert read([text]) == [("overview_active", "（一）主动公开情况", "全年公开信息12条。")]


def test_a_list_within_a_topic_opens_none():
    lines = ["（一）主动公开", "1.平台建设情况。更新及时。", "2.监督保障情况。到位。", "（二）依申请公开", "无申请。"]
    assert [code for code, _, _ in read(lines)][:1] == ["overview_active"]
    assert read(lines)[-1][2] == "无申请。"


def test_topics_whose_text_stands_directly_behind_their_titles():
    lines = (
        "（一）主动公开情况2023年，我局公开信息三百条。",
        "（二）依申请公开我局收到申请三件。",
        "（三）平台建设情况维护网站。",
    )
    assert [(topic.title, topic.text) for topic in topics_of(lines, narrative())] == [
        ("（一）主动公开情况", "2023年，我局公开信息三百条。"),
        ("（二）依申请公开", "我局收到申请三件。"),
        ("（三）平台建设情况", "维护网站。"),
    ]


@pytest.mark.parametrize("line", ["（一）主动公开情况良好。全年平稳。", "（一）主动公开信息三百条。全年平稳。"])
def test_a_sentence_that_begins_like_a_topic_is_not_cut(line):
    assert all(
        topic.title in ("（一）主动公开情况良好", "（一）主动公开信息三百条")
        for topic in topics_of([line], narrative())
    )
