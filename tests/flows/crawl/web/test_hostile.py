"""Pages that mean harm: discovery ends soon and never raises."""

import asyncio
import json
from random import Random

import pytest

from tests.work import is_linear
from xxgk.flows.crawl.finding.adapters import FAMILIES
from xxgk.flows.crawl.finding.discovery import MOST_PAGES, MOST_PROBLEMS, discover
from xxgk.flows.crawl.finding.seek import seek
from xxgk.flows.crawl.finding.sources import Source
from xxgk.flows.crawl.pages.children import children
from xxgk.flows.crawl.pages.page import WebPage
from xxgk.flows.crawl.request import PAGE, Fetched

URL = "http://www.qinghe.gov.cn/gkmlpt/annualreport#5"
TITLE = "示例市青禾区司法局2024年政府信息公开工作年度报告"
ODD = [
    None,
    True,
    7,
    "x" * 99,
    [],
    [[]],
    {},
    {"articles": "abc"},
    {"articles": [1, {"attachment": "ab", "title": 3, "url": {}}]},
]
ODD += [
    {"data": "x"},
    {"data": {"html": 7}},
    {"articles": [{}], "classify": []},
    {"articles": [{}], "classify": {"post_count": "9" * 400}},
]
SHELL = (
    "<script>window._CONFIG={SID:'1'}; createPageHTML(99999999, 0, 'index', 'html')</script>"
    "<x url='jpaas-publish-server' queryData=\"{'a':'b'}\"><datastore><totalrecord>9999</totalrecord>"
    "<nextgroup><![CDATA[<a href='/module/web/jpage/dataproxy.jsp?page=2'></a>]]></nextgroup><record>a</record>"
)


def find(body, adapter, further=b""):
    source = Source(URL, "listing", "", "", "示例市", adapter, None, "", "")
    asked = []

    async def get(request):
        asked.append(request.url)
        return Fetched(request.url, request.url, 200, PAGE, {}, body if request.url == URL else further)

    return asyncio.run(discover(source, get, lambda _: "")), asked


@pytest.mark.parametrize("adapter", [*FAMILIES, "auto"])
def test_noise(adapter):
    rng = Random(adapter)
    for _ in range(5):
        find(rng.randbytes(3000), adapter, rng.randbytes(500))
        find(SHELL.encode() + rng.randbytes(300), adapter, rng.randbytes(500))


@pytest.mark.parametrize("adapter", ["gkmlpt", "jpaas"])
@pytest.mark.parametrize("answer", ODD, ids=repr)
def test_answers_of_the_wrong_shape(adapter, answer):
    _, asked = find(SHELL.encode(), adapter, json.dumps(answer).encode())
    assert len(asked) <= MOST_PAGES + 5


@pytest.mark.parametrize("adapter", FAMILIES)
def test_a_site_without_end_ends(adapter):
    links = "".join(f"<a href='/c{n}/'>2024年</a><a href='/nb/{n}.html'>{TITLE}</a>" for n in range(40))
    fresh = iter(range(10**6))

    async def get(request):
        n = next(fresh)
        more = f"<a href='/gkmlpt/{n}/'>{2008 + n % 90}年</a><a href='/gkmlpt/{n}.html'>{TITLE}</a>"
        markup = f"{SHELL}{links}{more}<a href='/n{n}'>下一页</a>"
        return Fetched(request.url, request.url, 200, PAGE, {}, markup.encode())

    source = Source(URL, "listing", "", "", "示例市", adapter, None, "", "")
    asyncio.run(discover(source, get, lambda _: ""))
    assert next(fresh) <= 2 * MOST_PAGES


def test_columns_that_are_not_there_are_not_tried_for_ever():
    columns = "".join(f"<a href='/gkmlpt/{n}/'>2024年</a>" for n in range(4000)).encode()
    asked = []

    async def get(request):
        asked.append(request.url)
        return Fetched(request.url, request.url, 200, PAGE, {}, columns if request.url == URL else b"")

    source = Source(URL, "listing", "", "", "示例市", "links", None, "", "")
    assert len(asyncio.run(discover(source, get, lambda _: "")).problems) <= MOST_PROBLEMS + 1
    assert len(asked) <= MOST_PAGES + 1


LONG = {
    "a repeated record": lambda n: "<record>" * n,
    "a repeated group": lambda n: "<nextgroup>" * n,
    "a group with an open tag": lambda n: "<nextgroup><a " * n,
    "nested boxes": lambda n: "<div>" * (n // 2) + "<a href=x>1</a>",
    "links with dates": lambda n: "<div>" + "<a href='x'>2024-01-18</a>" * (n // 4) + "</div>",
    "a long address": lambda n: "<a href='" + "x" * (5 * n) + "'>1</a>",
    "open braces": lambda n: 'queryData="{' * n,
    "open brackets": lambda n: "createPageHTML(" * n,
    "the words of a title": lambda n: "统计期限" * n,
    "noughts": lambda n: "\x00\x01" * (n // 2),
    "declarations": lambda n: "<?xml version='1.0' encoding='x'?>" * (n // 4),
}


@pytest.mark.parametrize("make", LONG.values(), ids=LONG)
def test_pages_that_are_made_to_take_long_take_as_long_as_they_are(make):
    """The time goes into single calls of lxml and of regular expressions, which show no steps to count."""

    def look(size):
        fetched = Fetched(URL, URL, 200, PAGE, {}, make(size).encode())

        async def get(_):
            return fetched

        for adapter in ("jcms", "auto", "gkmlpt"):
            find(fetched.body, adapter)
        children(WebPage(fetched))
        asyncio.run(seek([URL], get, lambda _: ""))

    assert is_linear(look, 20_000)
