"""Periods as they are printed, and which of them are whole years."""

import pytest

from xxgk.extractors.identity.report_year import reporting_year
from xxgk.extractors.labels.periods import periods_in


@pytest.mark.parametrize(
    ("printed", "whole"),
    [
        ("2021年1月1日至2021年12月31日", True),
        ("2021年1月1日起至当年12月31日止", True),
        ("2021.01.01-2021.12.31", True),
        ("2021年1月—12月", True),
        ("截至2021年12月底", True),
        ("2008年5月1日至2008年12月31日", True),
        ("2021年1月1日至6月30日", False),
        ("2021年4月1日至次年3月31日", False),
        ("2020年11月1日至2021年10月31日", False),
        ("2021年1-11月", False),
        ("截止到2021年10月31日", False),
        ("2009年5月1日至2009年12月31日", False),
    ],
)
def test_a_period_is_a_whole_year_or_not(printed, whole):
    assert [period.is_whole_year for period in periods_in(printed)] == [whole]


@pytest.mark.parametrize("printed", ["2021年1月12日", "2021年度", "2021年13月1日至14月2日", "2021-3-2022", "12-31"])
def test_what_is_no_period_is_none(printed):
    assert list(periods_in(printed)) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("本报告统计期限为2021年1月1日至9月30日。", True),
        ("所列数据统计时限从2021年7月1日到2022年6月30日止。", True),
        ("本报告统计期限为2021年1月1日至12月31日。2021年1月1日至6月30日开展了专项检查。", False),
        ("2021年3月1日至4月30日开展了专项检查。", False),
    ],
)
def test_a_statistical_period_that_is_no_whole_year_is_told(text, told):
    year, findings = reporting_year(("某县统计局2021年政府信息公开工作年度报告",), text, "", {})
    assert (year, "PERIOD_PARTIAL" in {found.rule for found in findings}) == (2021, told)
