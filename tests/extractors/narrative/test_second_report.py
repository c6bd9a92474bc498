"""A second report behind the first in one document: its text is none of the first's, and that it is there is told."""

import pytest

from tests.extractors.narrative.test_sections import TABLE, TITLES, read

TITLE = "松果市司法局2022年政府信息公开工作年度报告"
LAST_YEAR = "松果市司法局2021年政府信息公开工作年度报告"
TOLD = ("overview", "problems", "other_matters")


def report(year):
    """The lines of a report with three sections of text."""
    return [line for code in TOLD for line in (TITLES[code], f"{year}年的{code}各项任务均已按期完成。")]


FIRST = {code: f"2022年的{code}各项任务均已按期完成。" for code in TOLD}
TEXT = "{}年的各项任务均已按期完成。"
FREE = ["2021年全市共受理申请三十四件，均已按期答复。"]


@pytest.mark.parametrize(
    ("second", "shown"),
    [
        (report(2021), TITLES["overview"]),
        ([*report(2021)[:4], TITLES["requests"], TABLE], TITLES["overview"]),
        ([LAST_YEAR, *report(2021)], LAST_YEAR),
        ([LAST_YEAR, *report(2021)[:4]], LAST_YEAR),
        ([LAST_YEAR, *FREE], LAST_YEAR),
        (["松果市水利局2022年政府信息公开工作年度报告", *FREE], "松果市水利局2022年政府信息公开工作年度报告"),
    ],
)
def test_the_text_of_a_second_report_is_none_of_the_first(second, shown):
    sections, prose = read(TITLE, *report(2022), *second)
    assert sections == FIRST
    assert [(found.rule, found.message.endswith(shown)) for found in prose.findings] == [("SECOND_REPORT", True)]
    assert [piece.text for piece in prose.pieces if piece.kind == "annex"] == [
        line for line in second if line is not TABLE
    ]


def test_tables_under_titles_that_open_again_are_no_second_report():
    tables = [line for code in ("active_disclosure", "requests", "review_litigation") for line in (TITLES[code], TABLE)]
    assert read(TITLE, *report(2022), *tables)[1].findings == []


def test_a_copy_of_the_report_is_not_told():
    sections, prose = read(TITLE, *report(2022), TITLE, *report(2022))
    assert (sections, prose.findings) == (FIRST, [])


@pytest.mark.parametrize(
    "behind",
    [
        [LAST_YEAR, "松果市司法局2020年政府信息公开工作年度报告"],
        [TITLE, "本报告的电子版可以在市政府门户网站上查阅。"],
        ["附件：松果市司法局2021年政府信息公开工作年度报告", *FREE],
    ],
)
def test_what_is_no_report_behind_the_first_begins_none(behind):
    assert read(TITLE, *report(2022), *behind)[1].findings == []


def test_sections_that_are_listed_with_a_word_on_each_are_no_first_report():
    listed = [line for code in TOLD for line in (TITLES[code], "详见正文。")]
    sections, prose = read(TITLE, *listed, *report(2022))
    assert ({code: sections[code] for code in TOLD}, prose.findings) == (FIRST, [])


def test_free_text_whose_sections_open_again_is_one_report_unless_a_title_parts_it():
    first = ["一、概述", TEXT.format(2012), "二、公开情况", TEXT.format(2012), "三、收费情况", TEXT.format(2012)]
    again = ["一、公开情况", TEXT.format(2011), "二、收费情况", TEXT.format(2011), "三、诉讼情况", TEXT.format(2011)]
    title = "松果市司法局2012年政府信息公开工作年度报告"
    assert read(title, *first, *again)[1].findings == []
    sections, prose = read(title, *first, "松果市司法局2011年政府信息公开工作年度报告", *again)
    assert [found.rule for found in prose.findings] == ["SECOND_REPORT"]
    assert not [text for text in sections.values() if "2011" in text]
