"""Figures told in prose, and the traps: other years, comparisons, targets, reviews, parts, approximations."""

import pytest

from extractors.prose_figures import prose_figures


def told(text, code, year=2023):
    return prose_figures(text, year).get(code)


FOUND = {
    "全年共收到政府信息公开申请23件。": ("requests_received", (23,)),
    "2023年受理依申请公开　２３　件，均已答复。": ("requests_received", (23,)),
    "本年度未收到政府信息公开申请。": ("requests_none", (0,)),
    "上年结转2件。": ("carried_over_in", (2,)),
    "结转下年度继续办理3件。": ("carried_over_out", (3,)),
    "其中自然人申请7件。": ("requests_natural_person", (7,)),
    "不予公开4件，无法提供5件。": ("cannot_provide", (5,)),
    "行政复议2件。": ("reviews", (2,)),
    "行政诉讼1起。": ("lawsuits", (1,)),
    "收到申请3件；其他渠道收到申请4件。": ("requests_received", (3, 4)),
    "其中网上申请2件，信函申请3件。": ("requests_by_channel", (5,)),
}


@pytest.mark.parametrize(("text", "expected"), FOUND.items())
def test_found(text, expected):
    assert told(text, expected[0]) == expected[1]


TRAPS = [
    "2022年收到政府信息公开申请23件。",
    "与去年相比多收到申请23件。",
    "力争明年收到申请少于23件。",
    "收到行政复议申请23件。",
    "收到申请人补正材料23件。",
    "收到申请20余件。",
    "收到申请增长12.5%。",
    "自2008年以来收到申请23件。",
    "收到申请1,234件。",
]


@pytest.mark.parametrize("text", TRAPS)
def test_traps(text):
    assert told(text, "requests_received") is None


def test_the_report_year_itself_is_no_trap():
    assert told("2022年收到政府信息公开申请23件。", "requests_received", 2022) == (23,)
    assert told("2022年收到政府信息公开申请23件。", "requests_received", None) == (23,)


def test_reviews_and_lawsuits_told_together_are_neither():
    text = "全年行政复议和行政诉讼共3件。"
    assert told(text, "lawsuits") is None
    assert told(text, "remedies") == (3,)


def test_silence_is_left_out():
    assert prose_figures("工作平稳。", 2023) == {}
