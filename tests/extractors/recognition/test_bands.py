"""Heads say whose rows stand below them: nothing but the heads parts two tables whose headings are lost or reworded."""

from dataclasses import replace
from random import Random

import pytest

from tests.generate.crawled import troubled
from tests.generate.document import compose
from tests.generate.noise import QUIET
from tests.generate.renderers import RENDERERS
from tests.generate.truth import Options, random_truth
from tests.test_property import violations
from xxgk.extractors.document import extract


@pytest.mark.parametrize("name", ["html", "docx", "text_cells", "text_pipes", "text_rows_spaces"])
@pytest.mark.parametrize("trouble", ["headings_of_its_own", "heading_four_misprinted", "heading_of_a_table_missing"])
@pytest.mark.parametrize("seed", range(2))
def test_tables_under_other_headings_are_read_whole(name, trouble, seed):
    truth = random_truth(Random(seed))
    document = troubled(compose(truth, QUIET, Random(seed)), [trouble], Random(seed))
    report = extract(RENDERERS[name].write(document, QUIET, Random(seed)), f"report{RENDERERS[name].suffix}")
    assert violations(report, truth.expectations) == []
    assert len(report.figures) == len(truth.cells)


@pytest.mark.parametrize("name", ["xlsx", "excel_2003"])
@pytest.mark.parametrize("blank", ["blank_totals", "blank_organisations"])
def test_on_one_sheet_a_table_ends_where_its_heads_end_and_not_where_a_wider_one_does(name, blank):
    truth = random_truth(Random(5), Options(scale="single", **{blank: 1}))
    document = troubled(compose(truth, QUIET, Random(5)), ["headings_of_its_own"], Random(5))
    report = extract(RENDERERS[name].write(document, QUIET, Random(5)), f"report{RENDERERS[name].suffix}")
    assert violations(report, truth.expectations) == []
    assert {figure.code for figure in report.figures} == set(truth.cells)


def test_heads_in_another_order_are_told_even_where_another_table_follows():
    truth = random_truth(Random(1))
    document = troubled(compose(truth, QUIET, Random(1)), ["headings_of_its_own"], Random(1))
    markup = RENDERERS["html"].write(document, QUIET, Random(1)).decode()
    swapped = markup.replace("科研机构", "※").replace("商业企业", "科研机构").replace("※", "商业企业企")
    report = extract(swapped.encode(), "report.html")
    assert {found.rule for found in report.findings if found.where == "t3_requests"} == {"TABLE_QUARANTINED"}
    assert "t4" in report.forms


@pytest.mark.parametrize("name", ["text_cells", "text_rows_spaces"])
def test_a_row_without_figures_between_whole_ones_takes_none_of_theirs(name):
    truth = random_truth(Random(3))
    row = "t3_requests.denied_state_secret"
    codes = [code for code in truth.cells if code.startswith(f"{row}.")]
    cells = {**truth.cells, **dict.fromkeys(codes, "")}
    told = {**truth.expectations, **dict.fromkeys(codes, (None, "blank"))}
    report = extract(RENDERERS[name](replace(truth, cells=cells, expectations=told), QUIET, Random(3)), "report.txt")
    assert violations(report, told) == []
    assert {figure.code for figure in report.figures} == set(truth.cells)


def test_a_label_in_two_words_with_its_figures_below_is_no_row_without_figures():
    heads = ("二、主动公开政府信息情况", "信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
    lines = (*heads, "规章", *"123", "行政规范性文 件", *"456", "行政许可", "7")
    report = extract("\n".join(lines).encode(), "report.txt")
    read = [figure.value for figure in report.figures if ".normative_documents." in figure.code]
    assert read in ([4, 5, 6], [])


def test_a_row_without_a_label_that_lacks_a_cell_is_not_filled_up_from_its_padding():
    truth = random_truth(Random(4))
    text = RENDERERS["text_pipes"](truth, QUIET, Random(4)).decode()
    head, mark, rest = text.partition("尚未审结 | 总计 ||||||\n")
    short = head + mark + rest.partition("|")[2].lstrip()
    report = extract(short.encode(), "report.txt")
    read = {figure.code: figure for figure in report.figures if figure.code.startswith("t4")}
    assert read == {}
    assert {found.rule for found in report.findings if found.where.startswith("t4")} == {"ROW_REFUSED"}
