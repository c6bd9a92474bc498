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
