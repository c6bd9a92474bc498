import asyncio
from dataclasses import replace

import pytest

from tests.flows.crawl.conftest import reader
from tests.portal.season import FIRST, SITES
from tests.portal.site import items, page
from xxgk.flows.crawl.finding.discovery import Listing
from xxgk.flows.crawl.finding.judging import ColumnVerdict
from xxgk.flows.crawl.finding.seek import SoughtColumn, passed_columns, registry_line, seek
from xxgk.flows.crawl.finding.ways import WayStep
from xxgk.schema.regions import gazetteer

TRS = SITES[0]


def sought(start, *sites, asked=None, **given):
    refusal = given.pop("refusal", lambda _: "")
    return asyncio.run(seek([start], reader(sites, asked=asked), refusal, **given))


def urls(found):
    return [column.url for column in found.adopted]


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.adapter)
def test_the_column_of_a_portal_is_found_with_few_requests(site):
    asked = []
    found = sought(f"http://{site.host}/", site, asked=asked)
    assert urls(found) == [site.url]
    assert found.columns[0].listing.adapter == site.adapter
    assert [text for _, text in found.columns[0].path] == ["", "政府信息公开", "政府信息公开年报"]
    assert len(asked) <= 8


def test_from_the_page_of_a_report_its_folders_lead_to_the_column():
    report = next(path for path in TRS.pages(FIRST) if "/t2" in path and "_wap" not in path)
    folder = TRS.url.removesuffix("index.html")
    assert urls(sought(f"http://{TRS.host}{report}", TRS)) == [folder]


def test_what_leads_out_of_the_government_is_not_followed():
    home = page("示例市", items([("http://nb.example.com/", "政府信息公开年报", "")]))
    site = replace(TRS, family=lambda *_: {"/": home})
    asked = []
    found = sought(f"http://{TRS.host}/", site, asked=asked, refusal=lambda url: "no" if "example" in url else "")
    assert found.columns == ()
    assert not any("example" in url for url in asked)


def test_a_portal_that_does_not_answer():
    found = sought("http://www.qinghe.gov.cn/")
    assert (found.columns, found.status) == ((), "not-found")


def test_reports_that_are_listed_already_make_no_further_column():
    known = [found.key for found in sought(TRS.url, TRS, step=WayStep.COLUMN).adopted[0].listing.found]
    assert urls(sought(f"http://{TRS.host}/", TRS, known=known)) == []
    assert urls(sought(f"http://{TRS.host}/", TRS, known=known[1:])) == [TRS.url]


@pytest.mark.parametrize("is_named", [True, False])
def test_a_home_page_that_shows_reports_is_no_column_of_them(is_named):
    reports = [(f"/r/{year}.html", f"青禾区{year}年政府信息公开工作年度报告", "") for year in (2023, 2024)]
    home = page("青禾区政府信息公开年报" if is_named else "青禾区人民政府", items(reports))
    found = sought(f"http://{TRS.host}/", replace(TRS, family=lambda *_: {"/": home}))
    assert [column.verdict.state for column in found.columns] == ["adopted" if is_named else "doubtful"]


def test_a_line_for_the_registry():
    verdict = ColumnVerdict("adopted", "", (2023, 2024))
    column = SoughtColumn(
        "http://a.gov.cn/nb/", Listing(None, "page", "trs"), verdict, (), "洪洞县人民政府", "1410240020"
    )
    row = registry_line(column, gazetteer())
    wanted = ("http://a.gov.cn/nb/", "listing", "洪洞县人民政府", "county", "山西", "trs", "2023-2024", "", "")
    assert row == wanted


@pytest.mark.parametrize(("known", "state"), [("/2024ndbg/", "adopted"), ("/c2024001/", "doubtful")])
def test_the_column_of_another_year_is_known_by_its_first_report(known, state):
    only = items([("/r/1.html", "青禾区2025年政府信息公开工作年度报告", "")])
    pages = {"/": page("青禾", items([("/2025ndbg/", "政府信息公开年报", "")])), "/2025ndbg/": page("年报", only)}
    site = replace(TRS, family=lambda *_: pages)
    found = sought(f"http://{TRS.host}/", site, passed=passed_columns([f"http://{TRS.host}{known}"]))
    assert [column.verdict.state for column in found.columns] == [state]
