"""Periods as they are printed, and which of them are whole years."""

import pytest

from tests.extractors.pages_by_hand import page
from xxgk.extractors.document import extract
from xxgk.extractors.identity.report_year import reporting_year
from xxgk.extractors.labels.periods import part_of_year, periods_in


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


@pytest.mark.parametrize(
    ("printed", "part"),
    [
        ("2017年第三季度政府信息公开情况统计表", "第三季度"),
        ("2023年上半年政府信息公开工作报告", "上半年"),
        ("2016年1-9月", "1-9月"),
        ("截至2023年11月底", "截至2023年11月底"),
        ("2023年12月份", "12月份"),
        ("2023年1-12月", ""),
        ("2019年4-12月", ""),
        ("截至2023年12月31日", ""),
        ("2023年1月1日至12月31日", ""),
        ("2023年度", ""),
    ],
)
def test_a_part_of_a_year_is_one_by_its_name(printed, part):
    assert part_of_year(printed) == part


@pytest.mark.parametrize(
    ("title", "rule"),
    [
        ("某县水利局2017年第三季度政府信息公开情况统计表", "TITLE_PARTIAL"),
        ("某县水利局2017年4-6月政府信息公开工作年度报告", "PERIOD_PARTIAL"),
        ("某县水利局2017年政府信息公开工作年度报告", None),
    ],
)
def test_a_title_of_a_part_of_a_year_is_told(title, rule):
    year, findings = reporting_year((title,), "", "", "", {})
    assert (year, next((found.rule for found in findings), None)) == (2017, rule)
    year, findings = reporting_year((title,), "本报告统计期限为2017年1月1日至12月31日。", "", "", {})
    assert (year, findings) == (2017, ())


def test_a_return_of_a_part_of_a_year_is_not_loaded():
    printed = page("<h1>沭阳县财政局2023年上半年政府信息公开工作情况</h1>").replace(
        "年度报告</title>".encode(), b"</title>"
    )
    report = extract(printed, "x")
    assert (report.outcome, "上半年" in (report.reason or "")) == ("quarantined", True)


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
    for preamble, behind in ((text, ""), ("", text)):
        year, findings = reporting_year(("某县统计局2021年政府信息公开工作年度报告",), preamble, behind, "", {})
        assert (year, "PERIOD_PARTIAL" in {found.rule for found in findings}) == (2021, told)


@pytest.mark.parametrize(
    ("preamble", "told"),
    [
        ("根据《条例》编制本报告（2021年1月1日至12月20日）。", True),
        ("本报告所列数据截至2021年12月20日。", True),
        ("现将2021年1月至11月政府信息公开工作情况报告如下：", True),
        ("现将2021年1月至12月政府信息公开工作情况报告如下：", False),
        ("本报告所列数据截至2021年12月31日。", False),
        ("2021年1月1日至6月30日开展了专项检查。", False),
        ("本报告电子版自2022年1月20日至12月20日可下载。", False),
    ],
)
def test_a_preamble_whose_period_is_no_whole_year_is_told(preamble, told):
    title = "某县统计局2021年政府信息公开工作年度报告"
    year, findings = reporting_year((title,), preamble, "", "", {})
    assert (year, [found.rule for found in findings]) == (2021, ["PERIOD_PARTIAL"] if told else [])


@pytest.mark.parametrize(
    ("sheets", "told"),
    [
        ("2020年", ["YEAR_DISAGREES"]),
        ("2019; 2020年度", ["YEAR_DISAGREES"]),
        ("2020年; 2021年", []),
        ("第四季度", ["PERIOD_PARTIAL"]),
        ("2021年1-9月", ["PERIOD_PARTIAL"]),
        ("Sheet1; 附件20210101", []),
    ],
)
def test_sheets_named_after_another_time_than_the_report_are_told(sheets, told):
    year, findings = reporting_year(("某县统计局2021年政府信息公开工作年度报告",), "", "", "", {"sheets": sheets})
    assert (year, [found.rule for found in findings]) == (2021, told)


@pytest.mark.parametrize(
    ("years", "told"),
    [
        ("2021-2022年度", True),
        ("2021—2022年", True),
        ("2021年、2022年", True),
        ("2021年至2022年", True),
        ("2021年度和2022年度", True),
        ("2022年", False),
        ("2021-2022学年2022年", False),
    ],
)
def test_a_title_of_several_years_is_told(years, told):
    _, findings = reporting_year((f"某县统计局{years}政府信息公开工作年度报告",), "", "", "", {})
    assert ("TITLE_SEVERAL_YEARS" in {found.rule for found in findings}) == told
