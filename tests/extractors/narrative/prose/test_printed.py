import pytest

from xxgk.extractors.narrative.prose.printed import plainly
from xxgk.extractors.narrative.prose.squeeze import squeeze

TOLD = [
    ("二〇〇九年收到3件", "2009年收到3件"),
    ("二○一二年度和一九九八年", "2012年度和1998年"),
    ("收到申请3（件）。", "收到申请3件。"),
    ("收到申请28件（网上17、书面11），已答复。", "收到申请28件(网上17件、书面11件),已答复。"),
    ("收件18件，其中网上12、信函5、当面1。", "收件18件,其中网上12件、信函5件、当面1件。"),
    ("答复：予以公开20、不予公开3（单位：件）。", "答复:予以公开20件、不予公开3件(单位:件)。"),
]


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_numbers_are_told_plainly_and_each_character_knows_where_it_is_printed(text, told):
    squeezed = plainly(squeeze(text))
    assert squeezed.plain == told
    for place, character in enumerate(told):
        if character.isdigit() and text[squeezed.origin(place)] not in "〇○一二九八":
            assert text[squeezed.origin(place)] == character


@pytest.mark.parametrize(
    "text",
    [
        "收到申请28件（网上17、书面12）。",
        "收到申请28件，网上17、书面11。",
        "二〇〇九件",
        "2009二〇〇九年",
        "（3）件",
        "收到申请28件，其中2020年17、2021年11。",
    ],
)
def test_what_is_not_sure_stays_as_it_is_printed(text):
    assert plainly(squeeze(text)).plain == squeeze(text).plain
