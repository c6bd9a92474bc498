"""A figure told in running text is what is seen of it, or it is not told."""

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.generate.doc_file import DocFile, DocRun
from tests.generate.pdf_file import HEIGHT, Page, advance, write
from xxgk.extractors.document import extract

TITLE = "青禾区教育局2024年政府信息公开工作年度报告"
BEFORE, BEHIND = "2024年，本局共收到政府信息公开申请", "件。"


def told(data, name):
    figures = extract(data, name).text_figures
    return [figure.value for figure in figures if figure.code == "text.requests_received"]


def on_page(number):
    head = "<style>.white{color:white}.tiny{font-size:0}.new:before{content:'5'}</style>"
    body = f"<h1>{TITLE}</h1><p>一、总体情况</p><p>{BEFORE}{number}{BEHIND}</p>"
    return f"<html><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("56", [56]),
        ("<b>5</b>6", [56]),
        ("<s>5</s>6", []),
        ("<del>5</del>6", []),
        ("<b style='text-decoration:line-through'>5</b>6", []),
        ("<b class='white'>5</b>6", []),
        ("<b class='tiny'>5</b>6", []),
        ("<b class='new'></b>6", []),
        ("<b class='white'>五</b>6", []),
        ("<b style='position:relative;left:-9px'>5</b>6", []),
        ("<font color='#ffffff'>5</font>6", []),
        ("<img src='a.png'>6", []),
        ("6<input value='5'>", []),
        ("<b style='display:none'>5</b>6", [6]),
        ("<b style='color:#c00'>5</b>6", [56]),
        ("<b style='background:navy;color:white'>5</b>6", [56]),
        ("5<sup>6</sup>", []),
        ("5<s>条</s>6", []),
        ("5<s>条</s><s>条</s>6", []),
        ("<b>5<s>条</s></b>6", []),
        ("5<b><s>条</s>6</b>", []),
        ("<s>旧</s>6", [6]),
    ],
)
def test_a_page_tells_what_is_seen(number, value):
    assert told(on_page(number), "a.html") == value


@pytest.mark.parametrize(
    "struck",
    [
        "<del>旧的话。</del>",
        "<s>旧的话。</s>",
        "<b style='text-decoration:line-through'>旧的话。</b>",
        "</p><del><p>旧的一段。</p></del><p>",
        "</p><p style='text-decoration:line-through'>旧的一段，2012年。</p><p>",
    ],
)
def test_what_is_struck_is_none_of_a_sections_text(struck):
    report = extract(on_page("56").replace("2024年，".encode(), f"{struck}2024年，".encode()), "a.html")
    assert [section.text for section in report.sections if section.code == "overview"] == [f"{BEFORE}56{BEHIND}"]
    assert told(on_page(f"56{BEHIND}{struck}"), "a.html") == [56]


def test_a_picture_among_words_costs_no_figure():
    assert told(on_page("56").replace("，".encode(), "，<img src='a.png'>".encode()), "a.html") == [56]


RUN = "<w:r><w:rPr>{}</w:rPr><w:t>{}</w:t></w:r>"
LOOKS = {
    "bold": ("<w:b/>", "0835:01", [56]),
    "struck": ("<w:strike/>", "0837:01", []),
    "white": ('<w:color w:val="FFFFFF"/>', "6870:FFFFFF00", []),
    "tiny": ('<w:sz w:val="2"/>', "4A43:0200", []),
    "hidden": ("<w:vanish/>", "083C:01", [6]),
}


@pytest.mark.parametrize("look", LOOKS)
def test_word_tells_what_is_seen(look):
    properties, modifiers, value = LOOKS[look]
    package = docx.Document()
    runs = RUN.format("", BEFORE) + RUN.format(properties, "5") + RUN.format("", "6" + BEHIND)
    for inner in (RUN.format("", TITLE), RUN.format("", "一、总体情况"), runs):
        package.element.body.sectPr.addprevious(parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>"))
    buffer = io.BytesIO()
    package.save(buffer)
    assert told(buffer.getvalue(), "a.docx") == value
    file = DocFile()
    for pieces in ([DocRun(TITLE)], [DocRun("一、总体情况")]):
        file.paragraph(pieces)
    file.paragraph([DocRun(BEFORE), DocRun("5", modifiers), DocRun("6" + BEHIND)])
    assert told(file.written(), "a.doc") == value


@pytest.mark.parametrize(
    "old",
    [
        RUN.format("<w:strike/>", "旧的一段。"),
        RUN.format("<w:dstrike/>", "旧的一段，2012年。"),
        "<w:del w:id='1' w:author='a'><w:r><w:delText>旧的一段。</w:delText></w:r></w:del>",
        "<w:moveFrom w:id='1' w:author='a'><w:r><w:t>旧的一段。</w:t></w:r></w:moveFrom>",
    ],
)
def test_a_struck_or_deleted_paragraph_of_word_is_none_of_a_sections_text(old):
    package = docx.Document()
    for inner in (RUN.format("", TITLE), RUN.format("", "一、总体情况"), RUN.format("", "新的。"), old):
        package.element.body.sectPr.addprevious(parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>"))
    buffer = io.BytesIO()
    package.save(buffer)
    sections = extract(buffer.getvalue(), "a.docx").sections
    assert [section.text for section in sections if section.code == "overview"] == ["新的。"]


def test_the_mark_of_a_note_behind_a_number_of_word_is_none_of_its_digits():
    package = docx.Document()
    raised = RUN.format('<w:vertAlign w:val="superscript"/>', "1")
    for inner in (
        RUN.format("", TITLE),
        RUN.format("", "一、总体情况"),
        RUN.format("", BEFORE + "5") + raised + RUN.format("", BEHIND),
    ):
        package.element.body.sectPr.addprevious(parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>"))
    buffer = io.BytesIO()
    package.save(buffer)
    assert 51 not in told(buffer.getvalue(), "a.docx")


SIZE = 12
START = 60 + SIZE * advance(BEFORE)


def on_paper(*operators):
    """A PDF whose text leaves room for two digits."""
    page = Page()
    for y, line in ((60, TITLE), (90, "一、总体情况"), (120, BEFORE)):
        page.text(60, y, SIZE, line)
    page.text(START + SIZE, 120, SIZE, BEHIND)
    page.operators += operators
    return write([page])


def digit(text, at, paint=""):
    place = f"{START + at * SIZE / 2:.2f} {HEIGHT - 120}"
    return f"q {paint} BT /F1 {SIZE} Tf {place} Td <{text.encode('utf-16-be').hex()}> Tj ET Q"


LINE = f"0.6 w {START - 1} {HEIGHT - 116} m {START + 7} {HEIGHT - 116} l S"


@pytest.mark.parametrize(
    ("operators", "value"),
    [
        ((digit("56", 0),), [56]),
        ((digit("5", 0), digit("6", 1)), [56]),
        ((digit("5", 0, "1 g"), digit("6", 1)), [6]),
        ((digit("5", 0, "0.93 g"), digit("6", 1)), []),
        ((digit("5", 0, "0.6 0 0 rg"), digit("6", 1)), [56]),
        ((digit("5", 0, "3 Tr"), digit("6", 1)), [6]),
        ((digit("5", 0, "0 0 9 9 re W n"), digit("6", 1)), [6]),
        ((digit("56", 0, f"{START} 0 {SIZE / 2} {HEIGHT} re W n"),), [5]),
        ((digit("56", 0, f"{START} {HEIGHT - 121} 30 {SIZE} re W n"),), [56]),
        ((digit("56", 0, f"{START} 0 30 {HEIGHT} re W n 0 0 m 900 0 l 900 900 l h W n"),), [56]),
        ((digit("5", 0), digit("6", 1), LINE), []),
        ((digit("5", 0), digit("6", 1), LINE.replace(f"{HEIGHT - 116}", f"{HEIGHT - 122}")), [56]),
        ((digit("5", 0), digit("6", 1), f"{START - 1} {HEIGHT - 124} m {START + 7} {HEIGHT - 108} l S"), []),
    ],
)
def test_a_page_of_a_pdf_tells_what_is_seen(operators, value):
    assert told(on_paper(*operators), "a.pdf") == value
