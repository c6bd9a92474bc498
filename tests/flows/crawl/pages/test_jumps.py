"""Pages that are nothing but a jump are followed; nothing else is left for what a script might do."""

import pytest

from tests.flows.crawl.web.test_fetch import PAGE, A, crawl
from xxgk.flows.crawl.pages.jumps import jump
from xxgk.flows.crawl.request import Request

URL = "http://a.gov.cn/nb/1.html"
THERE = "http://a.gov.cn/zwgk/nb.html"
REPORT = "申请公开信息处理决定" * 12


def script(code):
    return f"<html><head><script>{code}</script></head><body></body></html>"


JUMPS = [
    "<meta http-equiv='refresh' content='0;url=/zwgk/nb.html'>",
    "<html><META HTTP-EQUIV=Refresh CONTENT=\"3; URL='../zwgk/nb.html'\"><body>三秒后自动跳转</body></html>",
    "<meta http-equiv='refresh' content='0,/zwgk/nb.html'>",
    "<base href='/zwgk/'><meta http-equiv='refresh' content='0;url=nb.html'>",
    script("location.href='/zwgk/nb.html'"),
    script('window.location = "/zwgk/nb.html";'),
    script("<!--\nself.location.href = '/zwgk/nb.html' // to the new place\n//-->"),
    script("top.location='http:\\/\\/a.gov.cn\\/zwgk\\/nb.html';"),
    script("var a = 1;\nwindow.location.replace('/zwgk/nb.html')"),
    script("document.location.assign('..\\\\zwgk\\\\nb.html');"),
    script("window.onload = function () { location.href = '/zwgk/nb.html'; }"),
    script("setTimeout(\"location.href='/zwgk/nb.html'\", 2000)"),
    script("setTimeout(function(){ location.href='/zwgk/nb.html' }, 2000)"),
    script("function go()\n{\n location.href='/zwgk/nb.html'\n}\nsetTimeout('go()', 99);"),
    "<body onload=\"location.href='/zwgk/nb.html'\">正在跳转，请稍候……<a href='/zwgk/nb.html'>点此</a></body>",
]
NONE = {
    "a report with a delayed refresh": f"<meta http-equiv=refresh content='9;url=/zwgk/nb.html'><p>{REPORT}</p>",
    "a report with a jump": f"<script>location.href='/zwgk/nb.html'</script><p>{REPORT}</p>",
    "a page that loads itself again": "<meta http-equiv='refresh' content='60'>",
    "a page that leads to itself": "<meta http-equiv='refresh' content='0;url=/nb/1.html#top'>",
    "for browsers without scripts": "<noscript><meta http-equiv=refresh content='0;url=/zwgk/nb.html'></noscript>",
    "in a comment": "<!--<meta http-equiv=refresh content='0;url=/zwgk/nb.html'>--><p>年报</p>",
    "in a comment of a script": script("/* location.href='/zwgk/nb.html' */ // location='/zwgk/nb.html'"),
    "in a handler": "<a onclick=\"location.href='/zwgk/nb.html'\">返回</a><script>var location1 = 2</script>",
    "in a function that a click calls": script("function back(){ location.href='/zwgk/nb.html' }"),
    "under a condition": script("if (/Android/i.test(navigator.userAgent)) {location.href='/zwgk/nb.html'}"),
    "under a condition on the line before": script("if (self == top)\n  location.href='/zwgk/nb.html'"),
    "in the other case": script("if (a) { b() } else location.href='/zwgk/nb.html'"),
    "on an answer": script("$.get('/x', function(d){ location.href='/zwgk/nb.html' })"),
    "put together": script("location.href='/zwgk/nb.html' + location.search"),
    "in a string": script("var a = \"location.href='/zwgk/nb.html'\";"),
    "two of them": script("location.href='/zwgk/nb.html'; location.href='/other.html'"),
    "a challenge": script("document.cookie='a=1'; location.href='/zwgk/nb.html'"),
    "a file beside it": "<meta http-equiv=refresh content='9;url=/zwgk/nb.html'><a href='nb.pdf'>年报</a>",
    "a frame beside it": "<meta http-equiv=refresh content='9;url=/zwgk/nb.html'><iframe src='nb.pdf'></iframe>",
    "a picture beside it": "<meta http-equiv=refresh content='9;url=/zwgk/nb.html'><img src='nb.png'>",
    "no web address": script("location.href='javascript:void(0)'"),
    "json": '{"location": "/zwgk/nb.html", "refresh": 1}',
}


@pytest.mark.parametrize("markup", JUMPS)
def test_a_page_that_is_nothing_but_a_jump_leads_on(markup):
    assert jump(markup, URL) == THERE


@pytest.mark.parametrize("markup", NONE.values(), ids=NONE)
def test_any_other_page_is_not_left(markup):
    assert jump(markup, URL) == ""


def test_the_header_refresh_and_the_set_of_the_page_count():
    assert jump("<p>跳转</p>", URL, refresh="0; url=/zwgk/nb.html") == THERE
    assert jump(script("location='/s?q=中文'"), URL, "gb18030") == "http://a.gov.cn/s?q=%D6%D0%CE%C4"


def page(markup):
    return (200, {"Content-Type": "text/html"}, markup.encode())


def test_a_jump_is_followed_like_a_redirect_and_what_comes_has_its_address():
    (got,), sites, _ = crawl({"/1": page(JUMPS[4]), "/zwgk/nb.html": PAGE}, f"{A}/1")
    assert (got.kind, got.final_url, got.hops) == ("page", THERE, (THERE,))
    assert sites.paths() == ["/robots.txt", "/1", "/zwgk/nb.html"]


def test_jumps_have_the_checks_of_redirects():
    robots = (200, {}, b"User-agent: *\nDisallow: /zwgk/\n")
    pages = {
        "/robots.txt": robots,
        "/1": page(JUMPS[0]),
        "/2": page(script("location.href='/3'")),
        "/3": page(script("location.href='/2'")),
        "/4": page(script("location.href='http://evil.example/x'")),
        "/5": page(script("location.href='/'")),
    }
    got, sites, _ = crawl(pages, *(f"{A}/{n}" for n in (1, 2, 4, 5)))
    assert [one.kind for one in got] == ["robots", "too-many-redirects", "refused", "soft404-home"]
    assert "/" not in sites.paths()


def test_a_jump_is_not_asked_whether_what_it_leads_to_has_changed():
    known = Request(f"{A}/1", etag='"x"', last_modified="Thu, 01 Jan 2026 00:00:00 GMT", known_at=THERE)
    _, sites, _ = crawl({"/1": page(JUMPS[4]), "/zwgk/nb.html": PAGE}, known)
    assert [seen.headers.get("if-none-match") for seen in sites.seen[1:]] == [None, '"x"']


ATOMS = ["location", '"\\', "/*", "{", "'a'", "<a>", "function a(){", "`${", " ", "\n", "refresh ", "setTimeout('a()')"]


@pytest.mark.parametrize("atom", ATOMS)
def test_a_hostile_page_costs_little(atom):
    assert jump(script("location" + atom * (60_000 // len(atom))), URL) == ""
