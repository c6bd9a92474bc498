"""A line of years over the figures, or the number of a page below them, is no figure of the row."""

import pytest

from tests.extractors.readers.text.test_woven import read as woven
from xxgk.extractors.document import extract

TITLE = "示例市林业局2023年政府信息公开工作年度报告\n一、总体情况\n平稳。\n"
SECOND = "二、主动公开政府信息情况\n第二十条第（一）项\n信息内容 本年制发件数 本年废止件数 现行有效件数\n规章 0 0 0\n"
FOURTH = """四、政府信息公开行政复议、行政诉讼情况
行政复议 行政诉讼
结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 复议后起诉
结果维持 结果纠正 其他结果 尚未审结 总计 结果维持 结果纠正 其他结果 尚未审结 总计
"""
CASES, NORMATIVE = "t4_review_litigation.cases", "t2_art20_1_documents.normative_documents"


def read(text):
    """The figures of the last row, and what was refused."""
    report = extract((TITLE + text + "五、存在的主要问题及改进情况\n人少。\n").encode(), "report.txt")
    told = {figure.code: figure.value for figure in report.figures}
    return told, {found.where for found in report.findings if found.rule in ("ROW_REFUSED", "TABLE_QUARANTINED")}


@pytest.mark.parametrize("years", ["2023 | 2022", "2023 2022", "2023年 2022年", "2023"])
@pytest.mark.parametrize("figures", ["1 0 0 0 1 0 0 0 0 0 0 0 0", "1 0 0 0 1 0 0 0 0 0 0 0 0 0"])
def test_years_over_a_spaced_row_with_a_blank_are_not_its_first_figures(years, figures):
    told, refused = read(f"{FOURTH}{years}\n{figures}\n")
    assert not any(code.startswith(CASES) for code in told)
    assert CASES in refused


def test_a_row_that_begins_with_as_many_cases_as_a_year_has_its_sums():
    told, _ = read(f"{FOURTH}2012 0 0 0 2012 0 0 0 0 0 0 0 0 0 0\n")
    assert told[f"{CASES}.review_upheld"] == 2012


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (f"{FOURTH}1 0 0 0 1 0 0 0 0 0 0 0 0 0\n3\n", CASES),
        (f"{SECOND}行政规范性文件 1 2\n\n3\n", NORMATIVE),
        (SECOND.replace(" ", "\n") + "行政规范性文件\n1\n2\n\n3\n", NORMATIVE),
    ],
)
def test_the_number_of_a_page_behind_a_row_that_lost_a_figure_is_not_its_last(text, where):
    told, refused = read(text)
    assert where in refused
    assert not any(code.startswith(where) for code in told)


def test_a_figure_behind_a_row_with_which_it_does_not_add_up_is_not_its_last():
    told, refused = read(f"{FOURTH}1 0 0 0 1 0 0 0 0 0 0 0 0 0\n7695330\n")
    assert CASES in refused
    assert not any(code.startswith(CASES) for code in told)


def test_a_row_that_does_not_add_up_above_figures_of_no_row_is_not_read():
    figures, told = woven(" 三、（一）予以公开 5 2 0 0 0 0 1\n", "理结果 7\n")
    assert "granted" not in figures
    assert "t3_requests.granted" in told
    figures, _ = woven(" 三、（一）予以公开 5 2 0 0 0 0 7\n", "理结果 7\n")
    assert figures["granted"] == [5, 2, 0, 0, 0, 0, 7]


def test_a_row_whose_last_zero_was_wrapped_is_read():
    assert read(f"{SECOND}行政规范性文件 1 2\n0\n")[0][f"{NORMATIVE}.in_force"] == 0


@pytest.mark.parametrize("sign", ["○", "√"])
def test_two_agencies_of_which_the_first_prints_nothing_but_signs_are_not_one(sign):
    between = "五、存在的主要问题及改进情况\n人少。\n示例市水利局2023年政府信息公开工作年度报告\n"
    told, refused = read(f"{FOURTH}{' '.join(sign * 15)}\n{between}{FOURTH}1 0 0 0 1{' 0' * 10}\n")
    assert (told, refused) == ({}, {CASES.partition(".")[0]})


def test_a_row_that_adds_up_above_pieces_of_labels_beside_digits_is_not_read():
    """50 over 49 is 5049, in the summand and in the total: so a text that lost its places prints torn figures."""
    figures, told = woven(" 三、（一）予以公开 0 0 50 0 0 0 50\n", "理结果 49 49\n")
    assert "granted" not in figures
    assert "t3_requests.granted" in told
