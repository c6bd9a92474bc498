from itertools import pairwise

import pytest

from flows.crawl.children import ATTACHMENT, FRAME, IMAGE, PART, children
from flows.crawl.page import Page
from flows.crawl.web import PAGE, Fetched
from tests.portal.season import FIRST, SITES

HERE = "http://www.qinghe.gov.cn/xxgk/202401/t20240118_12.html"


def of(markup, url=HERE):
    return [(child.kind, child.url) for child in children(Page(Fetched(url, url, 200, PAGE, {}, markup.encode())))]


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
