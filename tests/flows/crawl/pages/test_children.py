import asyncio
from itertools import pairwise

import pytest

from tests.portal.season import FIRST, SITES
from xxgk.flows.crawl.kept.rows import PageRow
from xxgk.flows.crawl.pages.children import ATTACHMENT, FRAME, IMAGE, PART, children
from xxgk.flows.crawl.pages.classes import classify
from xxgk.flows.crawl.pages.page import WebPage
from xxgk.flows.crawl.request import PAGE, Fetched
from xxgk.flows.crawl.run.reports import fetch

HERE = "http://www.qinghe.gov.cn/xxgk/202401/t20240118_12.html"


def of(markup, url=HERE):
    return [(child.kind, child.url) for child in children(WebPage(Fetched(url, url, 200, PAGE, {}, markup.encode())))]


@pytest.mark.parametrize(
    "name", ["P0202401181.docx", "W020240118.pdf", "a.wps", "b.et", "c.ofd", "d.zip", "e.DOC", "f.rar"]
)
def test_files_in_the_text(name):
    markup = f"<div id='zoom'><p><a href='./{name}'>下载</a></p></div>"
    assert of(markup) == [(ATTACHMENT, f"http://www.qinghe.gov.cn/xxgk/202401/{name}")]


def test_a_file_without_an_ending():
    link = "/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=17&wbfileid=9"
    markup = f"<div id='vsb_content_2'>正文</div><p><a href='{link}'>附件【年度报告.docx】</a></p>"
    assert of(markup) == [(ATTACHMENT, f"http://www.qinghe.gov.cn{link}")]


def test_files_of_the_site_around_are_none_of_the_report():
    markup = "<div class='footer'><a href='/nb.doc'>信息公开申请表</a></div><p><a href='/x.doc'>办事表格</a></p>"
    assert of(markup) == []


def test_files_beside_the_text_whose_name_speaks_of_the_report():
    assert of("<p><a href='/x.doc'>2023年政府信息公开年报</a></p>") == [(ATTACHMENT, "http://www.qinghe.gov.cn/x.doc")]


def test_pictures_in_the_text_and_no_icons():
    inside = "<img src='a.png'><img src='b.jpg' width='16'><img src='icon_doc.png'>"
    markup = f"<img src='/photo.png'><div class='TRS_Editor'>{inside}</div>"
    assert of(markup) == [(IMAGE, "http://www.qinghe.gov.cn/xxgk/202401/a.png")]


@pytest.mark.parametrize(
    ("frame", "wanted"),
    [
        (
            "<iframe src='/pdfjs/web/viewer.html?file=/files/7.pdf'></iframe>",
            (ATTACHMENT, "http://www.qinghe.gov.cn/files/7.pdf"),
        ),
        ("<embed src='7.pdf'>", (ATTACHMENT, "http://www.qinghe.gov.cn/xxgk/202401/7.pdf")),
        ("<object data='/7.pdf'></object>", (ATTACHMENT, "http://www.qinghe.gov.cn/7.pdf")),
        ("<iframe src='/nb/text.html'></iframe>", (FRAME, "http://www.qinghe.gov.cn/nb/text.html")),
    ],
)
def test_frames(frame, wanted):
    assert of(frame) == [wanted]


FILE = "http://www.qinghe.gov.cn/files/7.pdf"


@pytest.mark.parametrize(
    "code",
    [
        "PDFObject.embed('/files/7.pdf', '#box')",
        "var options = {height: '9px'};\nPDFObject.embed(\"/files/7.pdf\", '#box', options);",
        "pdfjsLib.getDocument('../../files/7.pdf').promise.then(function (pdf) {})",
        "PDFJS.getDocument({ url: '/files/7.pdf', cMapUrl: '/cmaps/' })",
        "var url = '/files/7.pdf';\nvar task = pdfjsLib.getDocument(url);",
        "const doc = pdfjsLib.getDocument({\n  'url': '/files/7.pdf',\n})",
        "new Pdfh5('#demo', {pdfurl: '/files/7.pdf'})",
        "document.getElementById('f').src = '/pdfjs/web/viewer.html?file=../../files/7.pdf'",
        "/* PDFObject.embed('/old.pdf') */ PDFObject.embed('http:\\/\\/www.qinghe.gov.cn\\/files\\/7.pdf')",
    ],
)
def test_a_file_that_a_script_shows(code):
    assert of(f"<div id='box'></div><script>{code}</script>") == [(ATTACHMENT, FILE)]


@pytest.mark.parametrize(
    "code",
    [
        "PDFObject.embed('/files/' + name)",
        "PDFObject.embed(url)",
        "url = '/a.pdf'; url = '/b.pdf'; PDFObject.embed(url)",
        "var a = \"PDFObject.embed('/files/7.pdf')\"",
        "// PDFObject.embed('/files/7.pdf')",
    ],
)
def test_a_file_that_a_script_only_may_show_is_not_guessed(code):
    assert of(f"<script>{code}</script>") == []


@pytest.mark.parametrize("atom", ["PDFObject.embed(", "a=1,", "'a'", ".getDocument({url:a,", "viewer.html?file=a "])
def test_a_hostile_script_costs_little(atom):
    assert of(f"<script>{atom * (200_000 // len(atom))}</script>") == []


@pytest.mark.parametrize(
    "markup",
    [
        "<iframe src='/pdfjs/web/viewer.html?file=../../files/7.pdf'></iframe>",
        "<object><param name='src' value='/files/7.pdf'></object>",
        "<iframe src='about:blank' data-src='/files/7.pdf'></iframe>",
        "<object data='/files/7.pdf'><embed src='../../files/7.pdf'></object>",
        "<div id='zoom'><a href='/pdfjs/web/viewer.html?file=%2Ffiles%2F7.pdf'>年报</a></div>",
    ],
)
def test_a_file_that_a_viewer_is_asked_to_show(markup):
    assert of(markup) == [(ATTACHMENT, FILE)]


def test_a_file_shown_in_a_frame_of_a_page_is_fetched_as_a_part():
    pages = {
        "/xxgk/202401/t20240118_12.html": "<h1>年度报告</h1><iframe src='/show.html'></iframe>",
        "/show.html": "<script>PDFObject.embed('/files/7.pdf')</script>",
        "/files/7.pdf": "%PDF-1.4 %%EOF",
    }

    async def get(request):
        path = request.url.removeprefix("http://www.qinghe.gov.cn")
        kind, detail = classify(200, pages[path].encode(), asked=request.url, final=request.url, file=request.file)
        return Fetched(request.url, request.url, 200, kind, {}, pages[path].encode(), detail)

    seen = dict.fromkeys(("first_seen_at", "last_seen_at", "next_at"), "2026-01-20 00:00:00")
    row = PageRow("qinghe.gov.cn/1", HERE, HERE, "", None, None, files="[]", **seen)
    got = asyncio.run(fetch(row, get, lambda _: ""))
    assert [(url, part.kind) for url, part in got.parts] == [
        ("http://www.qinghe.gov.cn/show.html", "page"),
        (FILE, "document"),
    ]


@pytest.mark.parametrize("name", ["footer/footer.shtml", "top.html", "pagehead.htm"])
def test_frames_of_the_site_around(name):
    assert of(f"<iframe src='/{name}'></iframe>") == []


def test_frames_of_other_sites_are_left_out():
    assert of("<iframe src='http://widget.weibo.com/x'></iframe>") == []


def test_parts_are_consecutive():
    links = "".join(f"<a href='t20240118_12_{n}.html'>{n}</a>" for n in (2, 3, 5))
    assert of(links) == [(PART, f"http://www.qinghe.gov.cn/xxgk/202401/t20240118_12_{n}.html") for n in (2, 3)]


def test_another_document_with_a_like_name_is_no_part():
    assert of("<a href='t20240118_12_7.html'>下一篇</a><a href='t20240118_1200.html'>x</a>") == []


def test_parts_that_a_script_declares():
    markup = "<script>createPageHTML(3, 0, 't20240118_12', 'html');</script>"
    assert of(markup) == [(PART, f"http://www.qinghe.gov.cn/xxgk/202401/t20240118_12_{n}.html") for n in (1, 2)]


def test_every_file_of_the_portal_is_found_from_its_page():
    for site in SITES:
        pages = site.pages(FIRST)
        shown = {
            url
            for path, answer in pages.items()
            if "html" in answer.type
            for kind, url in of(answer.body.decode("utf-8", "replace"), f"http://{site.host}{path}")
            if kind == ATTACHMENT
        }
        assert len(shown) == sum(not report.is_page for report in site.shown(FIRST)), site.host


def test_the_parts_of_a_cut_report():
    site = next(site for site in SITES if site.options.get("split"))
    report = next(report for report in site.reports if report.is_page)
    first = next(path for path in site.pages(FIRST) if path.endswith(f"_{report.number}.htm"))
    kinds = of(site.pages(FIRST)[first].body.decode(), f"http://{site.host}{first}")
    assert [kind for kind, _ in kinds] == [PART, PART]
    assert all(before < after for (_, before), (_, after) in pairwise(kinds))
