import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xxgk.flows.crawl.urls import LONGEST_ADDRESS, absolute, folder_of, host_of, parse, target, url_key, without_session

PAGE = "qinghe.gov.cn/xxgk/202401/t20240118_12.html"


@pytest.mark.parametrize(
    "url",
    [
        "http://qinghe.gov.cn/xxgk/202401/t20240118_12.html",
        "https://www.qinghe.gov.cn/xxgk/202401/t20240118_12.html",
        "https://WWW.Qinghe.gov.cn:443//xxgk/202401//t20240118_12.html#top",
        "http://big5.shili.gov.cn/gate/big5/www.qinghe.gov.cn/xxgk/202401/t20240118_12.html",
        "http://qinghe.gov.cn/xxgk/202401/t20240118_12_wap.html",
    ],
)
def test_one_report_at_many_addresses_has_one_key(url):
    assert url_key(url) == PAGE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.gov.cn/r.jsp?area=11&fbtime=2023", "https://a.gov.cn/r.jsp?fbtime=2023&area=11"),
        (
            "http://a.gov.cn/info/7/12.htm",
            "http://a.gov.cn/content.jsp?urltype=news.NewsContentUrl&wbtreeid=7&wbnewsid=12",
        ),
        ("http://a.gov.cn/x/post_3.html", "http://a.gov.cn/x/mpost_3.html"),
        ("http://a.gov.cn/nb/", "http://a.gov.cn/nb/index.html"),
        ("http://a.gov.cn", "http://www.a.gov.cn/"),
    ],
)
def test_spellings_of_one_page(one, other):
    assert url_key(one) == url_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.gov.cn/r.jsp?fbtime=2022", "http://a.gov.cn/r.jsp?fbtime=2023"),
        ("http://a.gov.cn:9311/x", "http://a.gov.cn/x"),
        ("http://a.gov.cn/gkmlpt/annualreport#12", "http://a.gov.cn/gkmlpt/annualreport#13"),
    ],
)
def test_different_pages_stay_apart(one, other):
    assert url_key(one) != url_key(other)


@pytest.mark.parametrize(
    "link",
    ["javascript:void(0)", "mailto:a@b.cn", "", "file:///etc/passwd", "http://[::1", "//:80/", "http://a:99999/"],
)
def test_what_is_no_address(link):
    assert absolute("http://a.gov.cn/nb/", link) == ""


@pytest.mark.parametrize(
    ("link", "there"),
    [
        (r"..\202402\t2.html", "http://a.gov.cn/nb/202402/t2.html"),
        (r"http:\\b.gov.cn\nb\2.html", "http://b.gov.cn/nb/2.html"),
        (r"\\b.gov.cn\2.html", "http://b.gov.cn/2.html"),
        (r"2.html?a=\b", r"http://a.gov.cn/nb/202401/2.html?a=\b"),
        (" \t 2\n.ht\r\nml  \n", "http://a.gov.cn/nb/202401/2.html"),
        ("http:/nb/2.html", "http://a.gov.cn/nb/2.html"),
        ("https:b.gov.cn/2.html", "https://b.gov.cn/2.html"),
        ("HTTP:///b.gov.cn/2.html", "http://b.gov.cn/2.html"),
        ("///b.gov.cn/2.html", "http://b.gov.cn/2.html"),
        ("/a/./b/%2e%2E/../../../c/..", "http://a.gov.cn/"),
        ("?page=2", "http://a.gov.cn/nb/202401/t1.html?page=2"),
        ("", ""),
        ("年报 1.doc", "http://a.gov.cn/nb/202401/年报 1.doc"),
    ],
)
def test_a_link_names_what_a_browser_would_ask(link, there):
    assert absolute("http://a.gov.cn/nb/202401/t1.html?x=1", link) == there


@pytest.mark.parametrize(
    ("charset", "query"),
    [
        ("utf-8", "q=%E5%B9%B4%E6%8A%A5&a=1%202"),
        ("gb2312", "q=%C4%EA%B1%A8&a=1%202"),
        ("gb18030", "q=%C4%EA%B1%A8&a=1%202"),
        ("big5", "q=%A6~%26%2325253%3B&a=1%202"),
    ],
)
def test_a_query_is_asked_in_the_character_set_of_its_page(charset, query):
    url = absolute("http://a.gov.cn/", "/年 报.jsp?q=年报&a=1 2", charset)
    assert target(url) == f"/%E5%B9%B4%20%E6%8A%A5.jsp?{query}"


def test_what_is_encoded_already_is_sent_as_it_is():
    assert target("http://a.gov.cn/a%2Fb%d6%d0[1]100%.pdf?q=%d6%d0|^'") == "/a%2Fb%d6%d0[1]100%.pdf?q=%d6%d0|^%27"


@pytest.mark.parametrize("part", ["s?q=", "x/"])
def test_names_in_another_set_are_two_pages(part):
    assert url_key(f"http://a.gov.cn/{part}%C4%EA") != url_key(f"http://a.gov.cn/{part}%B1%A8")


def test_relative_to_the_page():
    assert (
        absolute("http://a.gov.cn/nb/202401/t1.html", "./P020240118.docx")
        == "http://a.gov.cn/nb/202401/P020240118.docx"
    )
    assert folder_of("http://a.gov.cn//nb/202401/t1.html") == "/nb/202401/"


@pytest.mark.parametrize(
    "url",
    ["http://a:99999/", "http://a:-1/", "http://a:0/", "http://[::1/x", "http://]", "http://a\0.gov.cn/", "http://a b/",
     "http://a℀b.gov.cn/", "http://a/" + "x" * LONGEST_ADDRESS],
)  # fmt: skip
def test_what_is_no_address_has_a_reason_and_no_parts(url):
    assert parse(url).fault
    assert not any(parse(url)[:7])
    assert (host_of(url), absolute(url, "x"), absolute("http://a.gov.cn/", url)) == ("", "", "")


@settings(max_examples=200, deadline=None)
@given(st.text("ahtp:/\\?#@[]%.0\0\ud800中％ ", max_size=30), st.sampled_from(["", "http://", "//", "http://a.gov.cn"]))
def test_nothing_that_is_called_an_address_raises(text, before):
    url = absolute("http://a.gov.cn/x/", before + text, "hex")
    assert parse(before + text).fault == "" or parse(before + text).host == ""
    assert bool(url) == bool(parse(url).host)
    for one in (url, before + text):
        url_key(one)
        target(one)
        folder_of(one)


@pytest.mark.parametrize(
    ("url", "without"),
    [
        ("http://a.gov.cn/nb/list.do;jsessionid=0A1B?id=7", "http://a.gov.cn/nb/list.do?id=7"),
        ("http://a.gov.cn/nb/list.do;JSESSIONID=0A1B", "http://a.gov.cn/nb/list.do"),
        ("http://a.gov.cn/l.php?PHPSESSID=0a1b&id=7", "http://a.gov.cn/l.php?id=7"),
        ("http://a.gov.cn/l.php?id=7&PHPSESSID=0a1b#x", "http://a.gov.cn/l.php?id=7#x"),
        ("http://a.gov.cn/(S(lit3py55t21z5v55vlm25s55))/l.aspx", "http://a.gov.cn/l.aspx"),
        ("http://a.gov.cn/session/list.do?sessionid=7", "http://a.gov.cn/session/list.do?sessionid=7"),
    ],
)
def test_the_number_of_a_visit_is_no_part_of_an_address(url, without):
    assert without_session(url) == without
    assert url_key(url) == url_key(without)
