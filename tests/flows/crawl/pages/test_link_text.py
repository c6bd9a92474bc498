from pathlib import Path

import pytest

from xxgk.flows.crawl.finding.sources import load
from xxgk.flows.crawl.pages.link_text import Kind, kind_of, year_of

HERE = Path(__file__).parent
REFUSED = (HERE / "refused_texts.txt").read_text("utf-8").splitlines()
ACCEPTED = (HERE / "accepted_texts.txt").read_text("utf-8").splitlines()
SEEN = [source for source in load().sources if source.title]


def test_real_titles_are_accepted():
    kept = [source.title for source in SEEN if kind_of(source.title) is Kind.REPORT]
    assert len(SEEN) == 318
    assert len(kept) >= 315


def test_there_are_enough_other_texts():
    assert len(set(REFUSED)) >= 40


@pytest.mark.parametrize("text", REFUSED)
def test_other_texts_are_refused(text):
    assert kind_of(text) is not Kind.REPORT


@pytest.mark.parametrize("text", ACCEPTED)
def test_words_of_agencies_do_not_refuse(text):
    assert kind_of(text) is Kind.REPORT


@pytest.mark.parametrize("text", ["政府信息公开年报", "信息公开年报(12)", "2023年", "2021年度", "政府信息公开年报>>"])
def test_a_column_is_no_report(text):
    assert kind_of(text) is Kind.COLUMN


def test_the_year_of_real_titles():
    told = [(source.title, source.years, year_of(source.title)) for source in SEEN]
    assert [row for row in told if row[2] and row[1] != (row[2], row[2])] == []
    assert sum(row[2] is not None for row in told) >= 315


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2023年政府信息公开年报", 2023),
        ("2015年年度政府信息公开年报", 2015),
        ("政府信息公开工作年度报告（2021年）", 2021),
        ("二〇二三年政府信息公开年报", 2023),
        ("二O二三年政府信息公开年报", 2023),
        ("二Ο一三年政府信息公开年报", 2013),
        ("二零二三年度政府信息公开年报", 2023),
        ("高岭镇_2017年", 2017),
        ("政府信息公开工作2022年度报告", 2022),
        ("2018年至2024年政府信息公开年报", None),
        ("政府信息公开工作年度报告", None),
        ("1923年政府信息公开年报", None),
    ],
)
def test_the_year_of_a_text(text, year):
    assert year_of(text) == year
