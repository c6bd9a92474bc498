"""Dates as pages print them, and lines that are nothing but a date."""

import pytest

from xxgk.extractors.labels.dates import is_date, iso_date

PRINTS = """
2024-01-18
2024/1/18 09:30
2024.01.18
２０２４．０１．１８
2024年1月18日
2024 年 01 月 18 日
20240118
20240118103000
二〇二四年一月十八日
二○二四年一月十八日
二零二四年1月18日
二〇二四年元月十八日
2024-01-17T16:00:00Z
2024-01-17T16:00:00.000+00:00
2024-01-17 16:30:00 UTC
2024-01-18T00:00:00+08:00
""".strip().splitlines()


@pytest.mark.parametrize("printed", PRINTS)
def test_a_date_is_the_day_that_it_was_in_china(printed):
    assert iso_date(printed) == iso_date(f"发布：{printed}，来源") == "2024-01-18"


@pytest.mark.parametrize(
    "printed", ["2024-13-45", "2024年度", "020-20240118", "文号2024011", "12024-01-18", "", "二月"]
)
def test_what_is_no_date_is_none(printed):
    assert iso_date(printed) == ""


@pytest.mark.parametrize("day", ["二〇二四年十二月二十九日", "二〇二四年十二月廿九日"])
def test_days_in_words(day):
    assert iso_date(day) == "2024-12-29"


@pytest.mark.parametrize("printed", [*PRINTS, "[2024-01-18]", "（2024年1月18日）", "2024-01-18 10:22:33"])
def test_a_line_that_is_only_a_date(printed):
    assert is_date(printed)


@pytest.mark.parametrize(
    "line", ["2024年1月18日，我局公开", "截至2024-01-18", "2024年", "0591-20240118", "2024-01-18 3件"]
)
def test_a_line_that_says_more_is_no_date(line):
    assert not is_date(line)
