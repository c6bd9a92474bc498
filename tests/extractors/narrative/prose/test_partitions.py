"""Parts that add up to a whole, and what later sentences say of all of it: what a sum proves, and what it does not."""

import pytest

from tests.extractors.narrative.prose.test_prose_sentences import REQUESTS, figures

PROVED = [
    ("收到政府信息公开申请12件，其中来信7件，网上5件。", {"requests_letter": "7", "requests_online": "5"}),
    ("收到政府信息公开申请12件。按方式分，来函7件、来人5件。", {"requests_letter": "7", "requests_in_person": "5"}),
    ("收到政府信息公开申请12件，目前已办结11件，另1件正在补正期内。", {"requests_closed": "11"}),
    ("收到政府信息公开申请12件，11件当年办结，1件延至2024年办理。", {"requests_closed": "11", "carried_over_out": "1"}),
    ("主动公开信息412条：主页268条，官方微信144条。", {"website_items": "268", "wechat_items": "144"}),
]


@pytest.mark.parametrize(("text", "parts"), PROVED)
def test_parts_that_add_up_to_a_whole_are_told(text, parts):
    assert figures(text).items() >= parts.items()


@pytest.mark.parametrize(
    "text",
    [
        "收到政府信息公开申请12件，其中来信7件，其余为网上。",
        "收到政府信息公开申请12件，来信7件，网上6件。",
        "收到政府信息公开申请12件，来信7件，网上5件，电话3件。",
        "收到政府信息公开申请12件，2022年来信7件，网上5件。",
        "收到政府信息公开申请12件，来信7件，2022年3件，网上2件。",
        "收到政府信息公开申请约12件，来信7件，网上5件。",
        "收到政府信息公开申请12件，来信7份，网上5件。",
        "收到建议提案12件，来信7件，网上5件。",
        "收到政府信息公开申请12件，11件当年办结，1件延至2026年办理。",
        "主动公开信息412条：主页268条，教育网144条。",
    ],
)
def test_numbers_that_are_not_all_of_a_whole_prove_nothing(text):
    assert not figures(text).keys() & {"requests_letter", "carried_over_out", "website_items"}


@pytest.mark.parametrize(
    "text", ["网上受理3件，来信受理2件，共5件。", "收到书面申请1件、网络申请3件、信函申请2件，合计6件。"]
)
def test_a_total_behind_its_channels_is_told_with_them(text):
    assert figures(text).items() >= {"requests_online": "3", "requests_letter": "2"}.items()
    assert figures(text)["requests_received"] in ("5", "6")


@pytest.mark.parametrize(
    "text",
    [
        "网上受理3件，来信受理2件，共6件。",
        "网上受理3件，来信受理2件，共5件投诉。",
        "网上受理3件，来信受理2件，投诉共5件。",
        "网上许可3件，来信受理2件，共5件。",
        "各乡镇网上受理3件，来信受理2件，共5件。",
        "2022年网上受理3件，来信受理2件，共5件。",
    ],
)
def test_a_total_of_other_parts_tells_none(text):
    assert figures(text) == {}


@pytest.mark.parametrize("again", ["上述申请均已按期办结", "12件申请均已按期办结", "其中网上申请5件。以上申请均已办结"])
def test_a_later_sentence_says_something_of_all_applications(again):
    assert figures(f"收到政府信息公开申请12件。{again}。")["requests_closed"] == "12"


@pytest.mark.parametrize("other", ["11件申请均已按期办结", "上述信访均已按期办结", "收到许可申请9件。上述申请均已办结"])
def test_a_later_sentence_about_other_applications_says_nothing_of_these(other):
    assert "requests_closed" not in figures(f"收到政府信息公开申请12件。{other}。")


@pytest.mark.parametrize(
    "text",
    ["收到申请3件", "受理申请3件", "没有收到申请", "收到申请3件，未收取费用", "收到申请3件，无行政复议"],
)
def test_what_is_told_beside_other_matters_of_disclosure_is_of_it(text):
    assert len(figures(f"主动公开政府信息213条，{text}。")) > 1
    assert figures(f"办理许可213件，{text}。") == {}
    assert len(figures(f"主动公开政府信息213条，许可办件12件，{text}。")) == 1
    assert figures(f"{text}。", code=REQUESTS)


def test_numbers_in_characters_are_read_as_those_in_digits():
    text = "主动公开信息三百九十条，其中网站二百六十条。收到政府信息公开申请十五件，来信九件，网上六件。"
    assert figures(text) == {
        "items_disclosed": "390",
        "website_items": "260",
        "requests_received": "15",
        "requests_letter": "9",
        "requests_online": "6",
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("发布公告98则、动态310则、文件22件，共计430条", {"items_disclosed": "430"}),
        ("公开公告98条、动态310条，共计408条", {}),
        ("发布公告98则、动态310则、答复申请22件，共计430条", {}),
        ("各镇发布公告98则、动态310则、文件22件，共计430条", {}),
        ("抽查公告98则、动态310则、文件22件，共计430条", {}),
    ],
)
def test_a_total_is_what_opens_its_list(text, told):
    assert figures(f"{text}。", title="二、主动公开政府信息情况", code="active_disclosure") == told


def test_a_total_of_requests_is_told_where_all_of_its_list_came():
    assert figures("1月收到申请1件、6月收到2件，全年共3件。", code=REQUESTS)["requests_received"] == "3"
    assert "requests_received" not in figures("1月收到申请1件、6月办结2件，全年共3件。", code=REQUESTS)
    assert "requests_received" not in figures("1月收到申请1件、6月收到2件，全年共3件。")


@pytest.mark.parametrize("whole", ["12件申请中", "已办结的12件申请中", "12件答复中"])
def test_requests_named_again_are_the_whole_of_their_parts(whole):
    parts = "予以公开的7件，不予公开的5件"
    assert figures(f"{whole}，{parts}。", code=REQUESTS).items() >= {"granted": "7", "denied": "5"}.items()
    assert figures(f"{whole}，来人7件，来函5件。") == {}


def test_a_number_that_grew_to_another_is_the_other():
    assert figures("主动公开政府信息较上年增加210条，达到2,964条。") == {"items_disclosed": "2964"}
    assert figures("主动公开政府信息较上年增加210条。") == {}


def test_all_for_which_a_government_reports_are_its_own():
    text = "县政府及所属部门、乡镇主动公开政府信息2,964条。"
    assert figures(text, "青禾县人民政府") == {"items_disclosed": "2964"}
    assert figures(text) == {}


def test_a_title_before_a_colon_names_what_is_denied_behind_it():
    assert figures("信息处理费：未收取。") == {"info_processing_fee_collected_yuan": "none"}
    assert figures("城镇垃圾处理费：未收取。") == {}


def test_what_became_of_reviews_is_not_told_of_another_body():
    assert figures("因政府信息公开被申请行政复议1件，复议机关予以维持，无行政诉讼。") == {
        "review_cases": "1",
        "litigation_cases": "none",
    }
    assert figures("复议机关受理行政复议12件，无行政诉讼。") == {}
    assert figures("县政府收到政府信息公开申请12件，维持1件；收到政府信息公开申请3件。") == {}
