"""PDF: tables over page breaks, paragraphs from lines, what is refused, and the real sample."""

import io
import json
import re
from pathlib import Path
from random import Random

import pdfplumber
import pytest

from tests.generate.document import compose
from tests.generate.noise import QUIET, Noise
from tests.generate.pdf_file import Page, write
from tests.generate.render_pdf import Printer, Style, pdf_cut
from tests.generate.renderers import RENDERERS
from tests.generate.truth import random_truth
from tests.test_property import violations
from xxgk.extractors.containers import container
from xxgk.extractors.document import extract
from xxgk.extractors.readers.pdf import plumber as pdf_plumber
from xxgk.extractors.readers.pdf import reader as pdf
from xxgk.schema.document import Paragraph, Table, Unreadable
from xxgk.schema.forms import forms
from xxgk.schema.text import normalise

SAMPLES = Path(__file__).parents[5] / "shared" / "samples"
TRUTH = random_truth(Random(5))
DOCUMENT = compose(TRUTH, QUIET, Random(5))


def printed(style):
    printer = Printer(DOCUMENT, style)
    printer.print()
    return printer._pages


def lines(*texts, x=74, size=14, page=None):
    page = page or Page()
    for number, text in enumerate(texts):
        page.text(x, 200 + 24 * number, size, text)
    return page


def paragraphs(*pages):
    return [block.text for block in pdf.read(write(list(pages))).blocks if isinstance(block, Paragraph)]


def ruled(rows, top=100.0, *, bottom=True, head=True):
    """A page with a table of four columns; `rows` are their texts."""
    page = Page()
    edges = [top + 20 * number for number in range(len(rows) + 1)]
    for y in edges[0 if head else 1 : None if bottom else -1]:
        page.stroke(100, y, 500, y)
    for x in range(100, 501, 100):
        page.stroke(x, edges[0], x, edges[-1])
    for y, row in zip(edges, rows, strict=False):
        for column, text in enumerate(row):
            page.text(104 + 100 * column, y + 14, 9, text)
    return page


def tables(*pages):
    return [block for block in pdf.read(write(list(pages))).blocks if isinstance(block, Table)]


def texts(table):
    return [[cell.text for cell in row] for row in table.rows]


def test_a_line_break_inside_a_paragraph_is_none():
    full = "本单位全年办理公开事项若干件并逐件登记在册以备查考本单位全年"
    assert paragraphs(lines("　　" + full[:-2], full, "到此为止。", "　　另起一段。")) == [
        full[:-2] + full + "到此为止。",
        "另起一段。",
    ]


def test_a_title_alone_on_its_line_stays_alone():
    full = "本单位全年办理公开事项若干件并逐件登记在册以备查考本单位全年"
    assert paragraphs(lines("　　一、总体情况", "　　" + full[:-2], full, "完。"))[0] == "一、总体情况"


def test_page_numbers_and_running_heads_are_left_out():
    pages = []
    for number in (1, 2, 3):
        page = lines("　　正文在此。")
        page.text(280, 800, 10, f"- {number} -")
        page.text(74, 50, 10, "某局年度报告")
        page.text(500, 820, 10, f"{number + 6}")
        pages.append(page)
    assert paragraphs(*pages) == ["正文在此。"] * 3


def test_print_drawn_twice_is_read_once():
    page = Page()
    page.text(100, 100, 14, "共11件，其中22件", twice=True)
    assert paragraphs(page) == ["共11件，其中22件"]


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_turned_pages_are_read_upright(rotate):
    report = extract(write(printed(Style()), rotate=rotate), "turned.pdf")
    assert len(report.figures) == 200
    assert violations(report, TRUTH.expectations) == []


@pytest.mark.parametrize("matrix", ["0 1 -1 0 842 0", "0 -1 1 0 0 595"])
def test_tables_printed_sideways_are_read_upright(matrix):
    pages = printed(Style())
    for page in pages:
        page.operators[:] = [f"q {matrix} cm", *page.operators, "Q"]
    data = write(pages).replace(b"/MediaBox [0 0 595 842]", b"/MediaBox [0 0 842 595]")
    report = extract(data, "sideways.pdf")
    assert len(report.figures) == 200
    assert violations(report, TRUTH.expectations) == []


# -------------------------------------------------------------------------------------------------------- page breaks


def test_a_table_goes_on_over_the_page():
    (table,) = tables(ruled([list("甲乙丙丁"), list("a123")]), ruled([list("b456")]))
    assert texts(table) == [list("甲乙丙丁"), list("a123"), list("b456")]
    assert [row[1].locator.split("/")[0] for row in table.rows] == ["pdf:p1", "pdf:p1", "pdf:p2"]


def test_a_title_between_parts_the_tables():
    second = ruled([list("b456")], top=300)
    second.text(100, 200, 14, "二、另一表")
    assert len(tables(ruled([list("a123")]), second)) == 2


def test_a_head_repeated_on_the_next_page_is_left_out():
    (table,) = tables(ruled([list("甲乙丙丁"), list("a123")]), ruled([list("甲乙丙丁"), list("b456")]))
    assert texts(table) == [list("甲乙丙丁"), list("a123"), list("b456")]


def test_a_label_cut_by_the_page_is_sewn_to_its_figures():
    above = ruled([list("甲乙丙丁"), ["没有现成信息需要", "1", "2", "3"]], bottom=False)
    (table,) = tables(above, ruled([["另行制作", "", "", ""], list("b456")]))
    assert texts(table)[1:] == [["没有现成信息需要\n另行制作", "1", "2", "3"], list("b456")]


def test_figures_below_the_break_without_a_label_belong_to_the_one_above():
    (table,) = tables(ruled([["没有现成信息", "", "", ""]]), ruled([["", "1", "2", "3"]]))
    assert texts(table) == [["没有现成信息", "1", "2", "3"]]


def test_two_ruled_rows_that_may_be_one_are_left_to_recognition():
    (table,) = tables(ruled([["没有现成信息需要", "", "", ""]]), ruled([["另行制作", "1", "2", "3"]]))
    assert texts(table) == [["没有现成信息需要", "", "", ""], ["另行制作", "1", "2", "3"]]
    assert table.breaks == (1,)


def test_a_numbered_label_begins_a_row_even_without_a_rule():
    (table,) = tables(
        ruled([["1.重复申请", "", "", ""]], bottom=False), ruled([["2.属于国家秘密", "1", "2", "3"]], head=False)
    )
    assert texts(table) == [["1.重复申请", "", "", ""], ["2.属于国家秘密", "1", "2", "3"]]


def test_a_figure_cut_by_the_page_is_no_number():
    above, below = ruled([["甲", "123", "2", "3"]], bottom=False), ruled([["", "45", "", ""]], head=False)
    (table,) = tables(above, below)
    assert texts(table) == [["甲", "123\n45", "2", "3"]]
    assert table.rows[0][1].unreadable


def narrow(*lines, width=24):
    """The first cell of a table whose first column has a certain width, with some lines of print."""
    page = Page()
    for y in (100, 160):
        page.stroke(100, y, 300, y)
    for x in (100, 100 + width, 300):
        page.stroke(x, 100, x, 160)
    for number, line in enumerate(lines):
        page.text(104, 112 + 12 * number, 9, line)
    (table,) = tables(page)
    return table.rows[0][0]


@pytest.mark.parametrize(
    ("lines", "text"),
    [(("123", "45"), "12345"), (("1,2", "34"), "1,234"), (("123", "4（其", "中1", "件）"), "1234（其\n中1\n件）")],
)
def test_a_figure_that_a_narrow_cell_wraps_is_whole(lines, text):
    assert (narrow(*lines).text, narrow(*lines).unreadable) == (text, "")


def test_digits_on_several_lines_are_unreadable_where_there_was_room_for_more():
    assert narrow("12", "34", width=60).unreadable
    assert narrow("1", "234").unreadable


def test_figures_stay_apart_from_heads_above_the_break():
    (table,) = tables(ruled([["结果", "维持", "其他", "总计"]]), ruled([["1", "", "2", "3"]]))
    assert texts(table) == [["结果", "维持", "其他", "总计"], ["1", "", "2", "3"]]


def test_a_figure_over_the_edge_of_its_cell_is_unreadable():
    page = ruled([["甲", "1", "2", "3"]])
    page.text(390, 114, 9, "4567")
    (table,) = tables(page)
    assert [bool(cell.unreadable) for cell in table.rows[0]] == [False, False, True, True]


def test_a_figure_up_to_the_edge_of_its_cell_and_one_from_there_are_two():
    (table,) = tables(figures_on_a_rule((386.2, "456"), (400.6, "78")))  # three digits are 13.5 wide
    assert [(cell.text, cell.unreadable) for cell in table.rows[0]][2:] == [("456", ""), ("78", "")]


def test_a_figure_set_wide_over_the_edge_of_its_cell_is_unreadable():
    page = figures_on_a_rule(*((385 + 5.3 * at, digit) for at, digit in enumerate("45678")))
    assert [bool(cell.unreadable) for cell in tables(page)[0].rows[0]] == [False, False, True, True]


def figures_on_a_rule(*prints):
    """A page with pieces of print in the last two cells, between which a rule stands at 400."""
    page = ruled([["甲", "11", "", ""]])
    for x, text in prints:
        page.text(x, 114, 9, text)
    return page


# -------------------------------------------------------------------------------------------------------------- fonts


def test_print_without_its_font_is_measured_by_ours_whatever_is_installed():
    document = pdf.open_document(write([lines("甲", size=10)]))
    page = document[0]
    textpage = page.get_textpage()
    left, _, right, _ = textpage.get_charbox(0)
    assert [round(left, 1), round(right, 1)] == [74.5, 78.5]  # the box of our font
    textpage.close()
    page.close()
    document.close()


# ----------------------------------------------------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (write([lines("字")])[:-40], "the PDF is cut off: its end is missing"),
        (b"%PDF-1.7\nnothing\n%%EOF", "the PDF is damaged"),
        (write([lines("字")] * 301), "the PDF has 301 pages; the limit is 300"),
        (write([lines("字")]).replace(b"0 0 595 842", b"0 0 59500 99"), "page 1 measures 59500 by 99 points"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(data, reason):
    with pytest.raises(Unreadable, match=f"^{re.escape(reason)}$"):
        pdf.read(data)


WHOLE = write([ruled([["甲", "1"], ["乙", "2"]])])


@pytest.mark.parametrize("before", [b"", b"\r\n", b"<br />\n<b>Warning</b>: mktime()<br />\n"])
@pytest.mark.parametrize("behind", [b"\r\n" * 2000, b"\0" * 5000, b"<html><script>alert(1)</script></html>" * 100])
def test_a_pdf_with_litter_around_it_is_read(before, behind):
    content, read = before + WHOLE + behind, pdf.read(WHOLE).blocks
    assert container(content).name == "pdf"
    assert pdf.read(content).blocks == read != ()
    assert pdf_plumber.read_with_pdfplumber(content).blocks == pdf_plumber.read_with_pdfplumber(WHOLE).blocks != ()


@pytest.mark.parametrize("end", [b"9 0 obj\n<< /Type /Pag", b"stream\n01\nendstream\n", b"startxref\n12"])
def test_a_pdf_that_is_cut_within_a_later_change_is_cut_off(end):
    with pytest.raises(Unreadable, match="cut off"):
        pdf.read(WHOLE + end)


def test_a_pdf_for_the_web_that_ends_at_the_first_of_its_two_ends_is_cut_off():
    with pytest.raises(Unreadable, match="cut off"):
        pdf.read(b"%PDF-1.4\n1 0 obj\n<< /Linearized 1 >>\nendobj\nstartxref\n0\n%%EOF\n" + b"\0" * 99)


def test_an_encrypted_file_says_so():
    locked = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <"
        + "41" * 32
        + "> /U <"
        + "42" * 32
        + "> >> /ID [<00> <00>]"
    )
    data = write([lines("字")]).replace(b"/Root", locked.encode() + b" /Root")
    report = extract(data, "locked.pdf")
    assert (report.outcome, report.reason) == ("quarantined", "the PDF is encrypted")


def test_an_invisible_text_layer_is_that_of_a_scan(monkeypatch):
    def scan():
        raise Unreadable("a scan")

    monkeypatch.setattr(pdf.ocr_extra, "scan", scan)
    page = lines("规章")
    page.operators.insert(0, "3 Tr")
    with pytest.raises(Unreadable, match="a scan"):
        pdf.read(write([page]))


def test_every_truncation_ends_in_one_outcome():
    data = pdf_cut(DOCUMENT, QUIET, Random(0))
    for tenth in range(1, 10):
        assert extract(data[: len(data) * tenth // 10], "cut.pdf").outcome == "quarantined"


# ----------------------------------------------------------------------------------------------------------- locators


@pytest.mark.parametrize("name", ["pdf", "pdf_cut"])
def test_the_second_reader_finds_every_figure_at_its_locator(name):
    data = RENDERERS[name](TRUTH, Noise(furniture=1), Random(1))
    with pdfplumber.open(io.BytesIO(data)) as document:
        for figure in extract(data, "x.pdf").figures:
            page, box = re.fullmatch(r"pdf:p(\d+)/t\d+/r\d+/c\d+\[([\d,]+)\]", figure.locator).groups()
            area = [int(side) for side in box.split(",")]
            text = document.pages[int(page) - 1].crop(area).extract_text()
            assert "".join(text.split()) == "".join(figure.raw.split())


@pytest.mark.parametrize("name", ["pdf", "pdf_cut"])
def test_both_readers_see_the_same_figures(name):
    data = RENDERERS[name](TRUTH, QUIET, Random(1))
    first, second = (
        [cell.text for table in content.blocks if isinstance(table, Table) for row in table.rows for cell in row]
        for content in (pdf.read(data), pdf_plumber.read_with_pdfplumber(data))
    )
    assert [text for text in first if text.isdigit()] == [text for text in second if text.isdigit()]


# ---------------------------------------------------------------------------------------------------- the real sample


@pytest.fixture(scope="module")
def sample():
    path = SAMPLES / "real" / "hzq-2023.pdf"
    if not path.exists():
        pytest.skip(f"no sample at {path}")
    truth = json.loads((SAMPLES / "truth" / "hzq-2023.json").read_text("utf-8"))
    return extract(path.read_bytes(), "hzq-2023.pdf"), truth


def test_all_cells_of_the_sample_are_exact(sample):
    report, truth = sample
    figures = {figure.code: figure.value for figure in report.figures}
    by_form = {form.id: form for form in forms()}
    expected = {}
    for sheet, told in (("t2", "table2"), ("t3", "table3")):
        for table in next(s for s in by_form[report.forms[sheet]].sheets if s.id == sheet).tables:
            for row in table.rows:
                key = next((k for k in truth[told] if normalise(k.split("/")[-1]) == normalise(row.label)), None)
                values = truth[told].get(key, ())
                expected |= dict(zip(table.codes(row), values.values() if sheet == "t2" else values, strict=True))
    for prefix, values in truth["table4"].items():
        expected |= {
            f"t4_review_litigation.cases.{prefix}_{name}": value
            for name, value in zip(("upheld", "corrected", "other", "pending", "total"), values, strict=True)
        }
    assert len(expected) == 186
    assert figures == expected


def test_the_sample_names_its_agency_year_and_sections(sample):
    report, truth = sample
    assert (report.agency.name, report.year) == (truth["agency_meant"], truth["year"])
    assert report.forms == {"t2": "form_2021", "t3": "form_2019", "t4": "form_2021"}
    told = {normalise(section.title): section.text for section in report.sections}
    for title, ends in truth["sections"].items():
        if ends:
            text = told[normalise(title)]
            assert text.startswith(ends[0])
            assert text.endswith(ends[1])
    overview = next(section.text for section in report.sections if section.code == "overview").split("\n")
    assert all(line.endswith(("。", "情况")) for line in overview)


def test_the_totals_of_nought_are_errors_and_nothing_else_is(sample):
    report, _ = sample
    errors = [(finding.rule, finding.left, finding.right) for finding in report.findings if finding.severity == "error"]
    assert errors == [("F21_T4_REVIEW_SUM", 0, 11), ("F21_T4_LITIGATION_AFTER_REVIEW_SUM", 0, 5)]
