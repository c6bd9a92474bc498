"""The style sheets of a publication are those that its pages name."""

import pytest

from xxgk.extractors.publication.publication import extract_publication
from xxgk.extractors.publication.style_sheets import StyleSheets
from xxgk.extractors.readers.html.cascade import sheets_of
from xxgk.extractors.readers.html.imports import imports_of
from xxgk.extractors.readers.html.reader import read
from xxgk.extractors.readers.html.tree import parse
from xxgk.schema.document import Table

HIDING = ".m{display:none}"


def cell(head, sheets, inner="<b class='m'>8</b>37"):
    """A cell of a page, and whether it is told that a style sheet was not had."""
    rows = f"<tr><td>甲</td><td>{inner}</td></tr><tr><td>乙</td><td>5</td></tr>"
    page = f"<html><head>{head}</head><body><table>{rows}</table></body></html>"
    content = read(page.encode(), lambda _: True, sheet_of=sheets.get)
    (table,) = (block for block in content.blocks if isinstance(block, Table))
    return table.rows[0][1].text, bool([rule for rule, _ in content.remarks if rule == "STYLE_UNKNOWN"])


LINK = "<link rel=stylesheet href=a.css>"


@pytest.mark.parametrize(
    ("head", "sheets", "text", "told"),
    [
        (LINK, {"a.css": HIDING}, "37", False),
        (LINK, {"a.css": ".x{display:none}"}, "837", False),
        (LINK, {}, "837", True),
        ("", {}, "837", False),
        ("<link rel='alternate stylesheet' href=a.css>", {}, "837", False),
        ("<link rel=stylesheet media=print href=a.css>", {"a.css": HIDING}, "837", False),
        ("<link rel=stylesheet media=screen href=a.css>", {"a.css": HIDING}, "37", False),
        (f"{LINK}<style>.m{{display:inline}}</style>", {"a.css": HIDING}, "837", False),
        (f"<style>.m{{display:inline}}</style>{LINK}", {"a.css": HIDING}, "37", False),
        (f"<base href='css/'>{LINK}", {"css/a.css": HIDING}, "37", False),
        (f"<style media=print>{HIDING}</style>", {}, "837", False),
        (f"<style media=screen>{HIDING}</style>", {}, "37", False),
        ("<style>@import 'a.css';</style>", {"a.css": HIDING}, "37", False),
        ("<style>/* x */ @charset 'a'; @import url( a.css ) screen;</style>", {"a.css": HIDING}, "37", False),
        ("<style>@import url(a.css) print;</style>", {"a.css": HIDING}, "837", False),
        ("<style>@import url(a.css);</style>", {}, "837", True),
        ("<style>b{} @import url(a.css);</style>", {}, "837", False),
        ("<base href='css/'><style>@import 'a.css';</style>", {"css/a.css": HIDING}, "37", False),
        ("<link rel=stylesheet href=x/b.css>", {"x/b.css": '@import "../a.css";', "a.css": HIDING}, "37", False),
        ("<link rel=stylesheet href=b.css>", {"b.css": '@import "a.css";'}, "837", True),
        (LINK, {"a.css": "@import 'b.css';", "b.css": "@import 'c.css';", "c.css": HIDING}, "837", True),
        ("<style>@import 'a.css' layer(x);</style>", {"a.css": HIDING}, "837", False),
        (LINK, {"a.css": "b{}" + " " * 120_000}, "837", True),
        (f"<style>{' ' * 200_000}{HIDING}</style>", {}, "837", True),
        (f"<style>{HIDING}</style>{LINK * 13}", {"a.css": ""}, "37", True),
        ("<link rel=stylesheet href=b.css><link rel=stylesheet href=a.css>", {"a.css": HIDING}, "37", True),
    ],
)
def test_the_sheets_that_a_page_names_decide_with_its_own(head, sheets, text, told):
    assert cell(head, sheets) == (text, told)


@pytest.mark.parametrize(
    ("inner", "told"),
    [
        ("12", False),
        ("<b class='m'>12</b>", False),
        ("12<b class='m'>件</b>", False),
        ("12<b>1</b>", False),
        ("1<i id=x>2</i>", True),
    ],
)
def test_what_only_a_missing_sheet_decides_is_told(inner, told):
    assert cell(LINK, {}, inner)[1] is told


def test_a_page_of_many_sheets_is_read_with_the_first_of_them():
    root = parse(("<html><head>" + LINK * 40 + "</head><body>甲</body></html>").encode()).root
    assert len(sheets_of(root, lambda _: HIDING).sheets) == 12


def test_a_sheet_names_only_so_many_others():
    text = "".join(f"@import '{number}.css';" for number in range(40))
    assert [one.address for one in imports_of(text)] == [f"{number}.css" for number in range(12)]


@pytest.mark.parametrize(
    ("source", "address", "found"),
    [
        ("http://a.gov.cn/x/1.html", "s.css", True),
        ("http://a.gov.cn/1.html", "/x/s.css", True),
        ("http://a.gov.cn/1.html", "https://a.gov.cn/x/s.css", True),
        ("http://a.gov.cn/1.html", "s.css", False),
        ("http://a.gov.cn/1.html", "http://[", False),
    ],
)
def test_a_page_names_its_sheets_from_its_own_address(source, address, found):
    sheets = StyleSheets([(b"", source), (HIDING.encode(), "http://a.gov.cn/x/s.css")])
    assert sheets.of(source)(address) == (HIDING if found else None)


def test_a_sheet_is_a_part_that_says_nothing_itself():
    page = "<html><title>青禾区教育局2024年政府信息公开工作年度报告</title><p>总体情况</p></html>".encode()
    (alone,) = extract_publication([(page, "http://a.gov.cn/1.html")])
    (report,) = extract_publication([(page, "http://a.gov.cn/1.html"), (b"b{}", "http://a.gov.cn/s.css")])
    assert (report.outcome, report.findings, report.figures) == (alone.outcome, alone.findings, alone.figures)
    assert [(part.media_type, part.outcome) for part in report.parts] == [("text/css", report.outcome)]
