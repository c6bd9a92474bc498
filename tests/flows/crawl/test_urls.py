import pytest

from flows.crawl.urls import absolute, folder_of, url_key

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


def test_relative_to_the_page():
    assert (
        absolute("http://a.gov.cn/nb/202401/t1.html", "./P020240118.docx")
        == "http://a.gov.cn/nb/202401/P020240118.docx"
    )
    assert folder_of("http://a.gov.cn//nb/202401/t1.html") == "/nb/202401/"
