import pytest

from xxgk.flows.crawl import request as web
from xxgk.flows.crawl.pages import classes
from xxgk.flows.crawl.pages.classes import classify, response_classes
from xxgk.flows.crawl.web.names import file_name

LONG = "申请公开信息处理决定" * 60
URL = "http://a.gov.cn/xxgk/1.html"


@pytest.mark.parametrize(
    ("status", "body", "final", "kind"),
    [
        (200, f"<html>{LONG}</html>", URL, "page"),
        (200, '{"a": 1}', URL, "page"),
        (200, "%PDF-1.7 1 0 obj endobj %%EOF", URL, "document"),
        (200, "%PDF-1.7 1 0 obj endobj", URL, "cut-off"),
        (200, "PK\x03\x04\x14 word/document.xml", URL, "cut-off"),
        (200, f"<html><table><tr><td>{LONG}</td><td>1", URL, "cut-off"),
        (200, "", URL, "empty"),
        (200, "\x01\x02\x03 noise", URL, "garbage"),
        (304, "", URL, "not-modified"),
        (206, f"<html>{LONG}</html>", URL, "cut-off"),
        (404, "<html>", URL, "not-found"),
        (404, "<html>", "http://a.gov.cn/", "soft404-home"),
        (200, f"<html>{LONG}</html>", "http://a.gov.cn/index.html", "soft404-home"),
        (200, '<html><meta http-equiv="refresh" content="0;url=/"></html>', URL, "soft404-home"),
        (
            200,
            "<html><script>window.location.href='http://www.a.gov.cn/'</script>页面不存在</html>",
            URL,
            "soft404-home",
        ),
        (200, "<html><script>l=1166;eval(x)</script></html>", URL, "js-stub"),
        (412, "<script>x</script>", URL, "blocked"),
        (200, "<html>您的访问过于频繁，请完成安全验证</html>", URL, "blocked"),
        (200, f"<html>安全验证{LONG}</html>", URL, "page"),
        (521, "", URL, "blocked"),
        (500, "", URL, "server-error"),
        (400, "", URL, "http-error"),
    ],
)
def test_classes_of_answers(status, body, final, kind):
    assert classify(status, body.encode(), asked=URL, final=final)[0] == kind


@pytest.mark.parametrize(
    ("body", "is_text"),
    [(rb"{\rtf1\ansi", False), (rb"{\rt may begin a note", True), (b"\x89PNG, damaged", False), (b"Rar!", False)],
)
def test_a_sign_of_letters_is_one_only_whole(body, is_text):
    assert classes.is_text(body) == is_text


def test_a_page_in_place_of_a_file():
    assert classify(200, f"<html>{LONG}</html>".encode(), asked=URL, final=URL, file=True)[0] == "attachment-is-html"


def test_gbk_pages_are_understood():
    assert classify(200, "<html>访问频繁</html>".encode("gbk"), asked=URL, final=URL)[0] == "blocked"


def test_every_class_is_described_and_every_description_used():
    named = {value for name, value in vars(web).items() if name.isupper() and isinstance(value, str)}
    assert set(response_classes()) == named


def test_a_listing_that_lost_its_links_is_no_empty_one():
    assert classes.listing_class(0, 12) == "layout-changed"
    assert classes.listing_class(0, 0) == "page"


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        (b"attachment; filename*=UTF-8''%E5%B9%B4%E6%8A%A5.doc; filename=x.doc", "年报.doc"),
        ('attachment; filename="年报.pdf"'.encode("gb18030"), "年报.pdf"),
        ('attachment; filename="㙍镕.pdf"'.encode("gb18030"), "㙍镕.pdf"),
        (b"attachment; filename=%E5%B9%B4%E6%8A%A5.doc", "年报.doc"),
        (b'attachment; filename="../../etc/passwd"', "passwd"),
        (b"attachment; filename*=idna''xn--", "xn--"),
        (b"attachment; filename*=hex''7a.doc", "7a.doc"),
        ("attachment; filename=a\u202ecod\0.doc".encode(), "acod.doc"),
        (b"", "P02.doc"),
    ],
)
def test_names_of_files(disposition, name):
    assert file_name(disposition, "http://a.gov.cn/x/P02.doc") == name
