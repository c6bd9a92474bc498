"""A report behind another one in a document: its tables are not those of the first, and links to others say nothing."""

import pytest

from tests.extractors.pages_by_hand import BODY, TABLE, TITLE, page
from tests.extractors.recognition.test_notices import DOCUMENTS
from xxgk.extractors.document import extract

WITHOUT = f"<p>本报告数据统计期限自2023年1月1日起至2023年12月31日止。</p>{BODY.replace(TABLE, '')}"


def read(*titles, first=WITHOUT, front=f"<h1>{TITLE}</h1>", between=""):
    """The figures of a page with a report of 沭阳县财政局 of 2023 and, below some lines, sections with a table; and
    where each rule is told."""
    lines = "".join(f"<p>{line}</p>" for line in titles)
    report = extract(page(front, body=f"{first}{between}{lines}{BODY}"), "x")
    return report.figures, {found.rule: found.where for found in report.findings}


@pytest.mark.parametrize(
    "titles",
    [
        ["沭阳县财政局2022年政府信息公开工作年度报告"],
        ["沭阳县财政局", "2022年度政府信息公开工作年度报告"],
        ["沭阳县财政局2022年政府信息公开工作", "年度报告"],
        ["2022年政府信息公开年度报告"],
        ["关于2022年度政务公开工作情况的报告"],
        ["泗阳县民政局2023年政府信息公开工作年度报告"],
        ["泗阳县民政局", "2023年政府信息公开工作年度报告"],
        ["本报告由泗阳县民政局编制，反映全年情况。"],
        ["本报告数据统计期限自2022年1月1日起至2022年12月31日止。"],
        ["现将泗阳县民政局2022年度政府信息公开工作有关情况报告如下，请予审阅。"],
    ],
)
def test_the_tables_behind_the_title_of_another_report_are_not_read(titles):
    figures, told = read(*titles)
    assert (figures, told.get("TABLE_QUARANTINED")) == ((), DOCUMENTS)


@pytest.mark.parametrize(
    "titles",
    [
        [TITLE],
        ["沭阳县财政局2022年政府信息公开工作年度报告", TITLE],
        ["认真编制2022年政府信息公开工作年度报告"],
        ["详见《沭阳县财政局2022年政府信息公开工作年度报告》"],
        ["上一篇：沭阳县财政局2022年政府信息公开工作年度报告"],
        ["沭阳县财政局2022年政府信息公开工作年度报告发布，其中公开文件三件"],
        ["本报告由沭阳县财政局编制，统计期限自2023年1月1日起至12月31日止。"],
        ["2022年政府信息公开报告存在的问题均已整改。"],
    ],
)
def test_what_is_no_title_of_another_report_takes_nothing_away(titles):
    figures, _ = read(*titles)
    assert len(figures) == 6


def test_titles_before_the_first_section_are_links_to_other_reports():
    links = "".join(
        f"<li>{whose}政府信息公开工作年度报告</li>" for whose in ("沭阳县财政局2022年", "泗阳县民政局2023年")
    )
    assert len(read(first="", front=f"<h1>{TITLE}</h1><ul>{links}</ul>")[0]) == 6


def test_the_tables_of_the_first_report_stay():
    figures, told = read("泗阳县民政局2022年政府信息公开工作年度报告", first=BODY)
    assert len(figures) == 6
    assert "TABLE_QUARANTINED" not in told


@pytest.mark.parametrize("line", ["本报告由县信息中心汇总编制。", "现将2022年工作有关情况报告如下："])
def test_a_preamble_in_the_first_section_opens_no_other_report(line):
    report = extract(page(body=BODY.replace("</p>", f"</p><p>{line}</p>", 1)), "x")
    assert len(report.figures) == 6
    assert "TABLE_QUARANTINED" not in {found.rule for found in report.findings}


def test_an_office_that_many_agencies_have_opens_no_other_report():
    assert len(read("本报告由本机关办公室编制。")[0]) == 6
