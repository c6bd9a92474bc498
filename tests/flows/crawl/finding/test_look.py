import asyncio
from dataclasses import replace

import pytest

from tests.flows.crawl.conftest import reader
from tests.portal.season import FIRST, SITES
from tests.portal.site import items, page
from xxgk.flows.crawl.finding.look import Proposal, propose, registry_line
from xxgk.schema.regions import gazetteer

STATIC = [site for site in SITES if "?" not in site.entry and "#" not in site.entry]


def with_portal(site):
    """The same site with a home page, and a page on the way to its column."""
    home = page(
        "示例市", items([("/xxgk/", "政府信息公开", ""), ("/xw/", "新闻", ""), ("http://nb.example.com/", "年报", "")])
    )
    way = page("政府信息公开", items([("/xxgk/zn/", "政府信息公开指南", ""), (site.entry, "政府信息公开年报", "")]))
    pages = {**site.pages(FIRST), "/": home, "/xxgk/": way}
    return replace(site, family=lambda *_: pages)


@pytest.mark.parametrize("site", STATIC, ids=lambda site: site.adapter)
def test_the_column_of_a_portal_is_found_with_few_requests(site):
    asked = []
    get = reader([with_portal(site)], asked=asked)
    proposals, problem = asyncio.run(propose(f"http://{site.host}/", get, lambda url: "no" if "example" in url else ""))
    assert problem == ""
    assert (proposals[0].url, proposals[0].adapter) == (site.url, site.adapter)
    assert len(asked) <= 8


def test_a_portal_that_does_not_answer():
    assert asyncio.run(propose("http://www.qinghe.gov.cn/", reader([]), lambda _: "")) == (
        (),
        "http://www.qinghe.gov.cn/: not-found",
    )


def test_a_line_for_the_registry():
    proposal = Proposal("http://a.gov.cn/nb/", "trs", 9, (), "洪洞县人民政府", "1410240020")
    row = registry_line(proposal, gazetteer())
    assert row == ("http://a.gov.cn/nb/", "listing", "洪洞县人民政府", "county", "山西", "trs", "", "", "")
