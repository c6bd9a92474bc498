"""What a text took over from another."""

from xxgk.flows.answers.alike import CHANGED, FIGURES, NEW, SAME, compared, share_taken_over

BEFORE = "我局认真贯彻落实条例规定，全年主动公开信息120条。公开平台建设有待加强。"


def how(text, other=BEFORE, section=BEFORE):
    return [one.how for one in compared(text, other, section)]


def test_word_by_word_other_numbers_changed_and_new():
    assert how("我局认真贯彻落实条例规定，") == [SAME]
    assert how("全年主动公开信息98条。") == [FIGURES]
    assert how("公开平台建设还有待加强。") == [CHANGED]
    assert how("首次举办了政府开放日活动。") == [NEW]


def test_what_is_changed_is_told_beside_its_own_section_alone():
    assert how("公开平台建设还有待加强。", section="") == [NEW]


def test_short_clauses_tell_nothing():
    assert how("一是，二是，") == ["", ""]
    assert share_taken_over(compared("一是，二是，", BEFORE, "")) is None


def test_the_share_counts_characters_word_by_word():
    told = compared("我局认真贯彻落实条例规定，首次举办了政府开放日活动。", BEFORE, "")
    assert share_taken_over(told) == 12 / 24
    assert "".join(one.clause for one in told) == "我局认真贯彻落实条例规定，首次举办了政府开放日活动。"


def test_punctuation_and_space_do_not_count():
    assert how("我局  认真“贯彻落实”条例规定；") == [SAME]
