import pytest

from xxgk.extractors.narrative.prose.each import one_by_one
from xxgk.extractors.narrative.prose.squeeze import squeeze

TOLD = [
    ("网站、微信分别公开 12条、36条。", "网站公开12条、微信公开36条。"),
    ("行政复议和行政诉讼分别为0和0。", "行政复议为0和行政诉讼为0。"),
    ("好，信函、网络申请分别为3、5件，均已答复。", "好,信函为3件、网络申请为5件,均已答复。"),
    ("2021年和2022年分别收到申请3件和5件。", "2021年收到申请3件和2022年收到申请5件。"),
    ("2022年和2023年分别收到申请3件和5件。", "2023年收到申请5件。"),
    ("2021年至2023年，我局收到申请分别为3件、4件、5件。", "2023年,我局收到申请为5件。"),
    ("2021—2023年收到申请分别为3、4、5件。", "2023年收到申请为5件。"),
    ("予以公开/部分公开分别为18/4件。", "予以公开为18件、部分公开为4件。"),
    ("无结转，网上申请和当面申请各8件，已办结。", "无结转,网上申请8件和当面申请8件,已办结。"),
    ("不予公开、不予处理均为0件。", "不予公开0件、不予处理0件。"),
]


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_a_list_is_told_one_by_one_and_each_character_knows_where_it_is_printed(text, told):
    squeezed = one_by_one(squeeze(text), 2023)
    assert squeezed.plain == told
    for place, character in enumerate(told):
        printed = text[squeezed.origin(place)]
        assert character == printed or (character, printed) in ((",", "，"), ("、", "/"))


@pytest.mark.parametrize(
    "text",
    [
        "网站、微信、微博分别公开12条、36条。",
        "网站分别公开12条、36条。",
        "1至6月、7至12月分别公开12条、36条。",
        "网站、微信分别增长12%、36%。",
        "网站、微信分别召开会议。",
        "2021年至2022年收到申请分别为3件、4件。",
        "2021年至2023年收到申请分别为3件、4件。",
        "2021年至2023年，网站、微信分别公开12条。",
        "予以公开、不予公开的提案各4件。",
        "网上、信函许可申请各3件。",
        "每个网站、微信各120条。",
        "网站、微信各公开120条。",
    ],
)
def test_a_list_without_one_number_for_each_name_stays_as_it_is(text):
    assert one_by_one(squeeze(text), 2023).plain == squeeze(text).plain
