"""What real sites do wrong, one test for each: it fails where the site is believed."""

from dataclasses import replace

import pytest

from tests.portal.families.dynamic import gkmlpt, jcms, jpaas, jpage, lonsun
from tests.portal.families.static import shtml, trs, ucap, vsb
from tests.portal.http import Answer
from tests.portal.reports import Report
from tests.portal.season import FIRST, SITES, THIRD
from tests.portal.site import Site, items, page
from xxgk.extractors.document import extract
from xxgk.flows.crawl.finding.discovery import ANOTHER_COLUMN
from xxgk.flows.crawl.finding.sources import load
from xxgk.flows.crawl.request import PAGE, Fetched

AGENCY = "示例市青禾区司法局"
TEN = tuple(Report(AGENCY, year) for year in range(2015, 2025))


def site(family, entry, adapter, reports=TEN, **options):
    return Site("www.qinghe.gov.cn", family, entry, adapter, reports, options=options)


def years(listing):
    return sorted(found.year for found in listing.found)


def test_a_static_list_is_read_to_its_declared_end(listing_of):
    assert years(listing_of(site(trs, "/nb/index.html", "trs"))) == list(range(2015, 2025))


def test_a_stub_among_the_pages_of_a_list_is_no_end_and_is_told(listing_of):
    listing = listing_of(site(trs, "/nb/index.html", "trs", stub=1))
    assert years(listing) == [2015, 2016, 2021, 2022, 2023, 2024]
    assert any("index_1.html" in problem for problem in listing.problems)


def test_years_may_have_columns_of_their_own(listing_of):
    assert years(listing_of(site(trs, "/nb/index.html", "trs", years=True))) == list(range(2015, 2025))


def test_the_column_of_a_year_may_be_called_like_a_report(listing_of):
    found = listing_of(site(trs, "/nb/index.html", "trs", years="年政府信息公开年度报告")).found
    assert sorted(one.title for one in found) == sorted(report.title for report in TEN)


def test_a_folder_called_like_a_report_may_be_one(listing_of):
    only = Report(AGENCY, 2024)
    path = next(path for path in site(trs, "/nb/", "trs", (only,)).pages(FIRST) if path.endswith(f"{only.number}.html"))
    answer = site(trs, "/nb/", "trs", (only,)).pages(FIRST)[path]
    entry = page("年报", items([("/nb/2024n/", "2024年政府信息公开年度报告", "")]))
    pages = {"/nb/": entry, "/nb/2024n/": answer}
    found = listing_of(Site("www.qinghe.gov.cn", lambda *_: pages, "/nb/", "trs", (only,))).found
    assert [(one.url, one.year) for one in found] == [("http://www.qinghe.gov.cn/nb/2024n/", 2024)]


def test_records_in_a_script_and_behind_a_proxy(listing_of):
    assert years(listing_of(site(jcms, "/col/col7/index.html", "jcms"))) == list(range(2015, 2025))


def test_an_empty_answer_of_the_proxy_is_told(listing_of):
    listing = listing_of(site(jcms, "/col/col7/index.html", "jcms", empty=True))
    assert years(listing) == [2022, 2023, 2024]
    assert any("3 of 10" in problem for problem in listing.problems)


def test_records_that_a_script_asks_for_by_number(listing_of):
    assert years(listing_of(site(jpage, "/col/col7/index.html", "jcms"))) == list(range(2015, 2025))


def test_a_proxy_that_gives_the_first_records_again_is_told(listing_of):
    listing = listing_of(site(jpage, "/col/col7/index.html", "jcms", deaf=True))
    assert years(listing) == [2022, 2023, 2024]
    assert any("3 of 10" in problem for problem in listing.problems)


def test_a_list_as_markup_in_json(listing_of):
    assert years(listing_of(site(jpaas, "/nb/index.html", "jpaas"))) == list(range(2015, 2025))


@pytest.mark.parametrize("given", [b"{}", b"<html></html>", b'{"data": {"html": ""}}'])
def test_a_box_without_a_list_is_told(listing_of, given):
    empty = site(jpaas, "/nb/index.html", "jpaas")
    pages = {name: Answer(given) if "/build/unit" in name else answer for name, answer in empty.pages(FIRST).items()}
    listing = listing_of(replace(empty, family=lambda *_: pages))
    assert (listing.found, len(listing.problems)) == ((), 1)


def test_a_second_page_of_articles_that_is_not_found_is_told(listing_of):
    listing = listing_of(site(gkmlpt, "/gkmlpt/annualreport#5", "gkmlpt", beyond=30))
    assert years(listing) == list(range(2015, 2025))
    assert any("10 of 40" in problem for problem in listing.problems)


def test_pages_that_count_backwards(listing_of):
    assert years(listing_of(site(vsb, "/xxgk/nb.htm", "vsb"))) == list(range(2015, 2025))


@pytest.mark.parametrize("entry", ["/nb/", "/nb/index.html"])
@pytest.mark.parametrize("adapter", ["shtml", "auto"])
def test_numbered_pages_that_only_a_script_names(listing_of, entry, adapter):
    listing = listing_of(site(ucap, entry, adapter))
    assert years(listing) == list(range(2015, 2025))
    assert listing.adapter == "shtml"


@pytest.mark.parametrize(
    "link", ["/gkmlpt/annualreport#5", "/module/xxgk/xxgkAnnualReport.jsp?area=1", "/public/column/7?type=3"]
)
def test_a_link_to_another_system_makes_no_page_of_it(listing_of, link):
    linked = site(trs, "/nb/index.html", "trs", beside=((link, "依申请公开", ""),))
    assert listing_of(linked, adapter="auto").adapter == "trs"


def test_one_report_at_two_addresses_is_one(listing_of):
    listing = listing_of(site(vsb, "/xxgk/nb.htm", "vsb"))
    assert len({found.key for found in listing.found}) == len(listing.found) == 10


def test_a_column_page_that_changes_by_year_does_not_overwrite_the_old_year(listing_of):
    reports = (*TEN, Report(AGENCY, 2025, appears=THIRD))
    column = site(lonsun, "/public/column/71?type=3&action=detail", "lonsun", reports)
    before, after = (listing_of(column, today) for today in (FIRST, THIRD))
    assert years(before) == list(range(2015, 2025))
    assert {found.url for found in before.found} < {found.url for found in after.found}
    assert all(f"reportYear={found.year}" in found.url for found in after.found)


def test_a_list_that_shows_another_column_past_its_end(listing_of):
    listing = listing_of(site(shtml, "/qh/nb/list.shtml", "shtml"))
    assert years(listing) == list(range(2015, 2025))
    assert {reason for _, reason in listing.refused} == {ANOTHER_COLUMN}


def test_a_list_that_never_ends(listing_of):
    asked = []
    beside = tuple((f"/xw/{n}.html", f"新闻{n}", "") for n in range(9))
    endless = site(trs, "/nb/index.html", "trs", size=1, beside=beside)
    pages = dict(endless.pages(FIRST))
    first = pages["/nb/index.html"]
    text = first.body.decode().replace("createPageHTML(10,", "createPageHTML(9999,")
    always = {f"/nb/index_{n}.html": first for n in range(1, 9999)}
    listing_of(
        replace(endless, family=lambda *_: {**always, "/nb/index.html": first._replace(body=text.encode())}),
        asked=asked,
    )
    assert len(asked) <= 5


@pytest.mark.parametrize("name", ["朱镕基", "㙍头镇"])
@pytest.mark.parametrize("encoding", ["gb18030", "gbk"])
def test_rare_characters_in_gbk_under_a_header_of_utf8(name, encoding):
    text = f"<html><head><meta charset='gb2312'></head><body>{name}政府信息公开年报，统计期限自2023年起</body></html>"
    body = text.encode("gb18030" if "㙍" in name else encoding)
    assert Fetched("", "", 200, PAGE, {"content-type": "text/html; charset=utf-8"}, body).text == text


def test_copies_of_a_report_are_folded(listing_of):
    one = Report(AGENCY, 2024)
    path = f"/nb/{one.published:%Y%m}/t{one.published:%Y%m%d}_{one.number}"
    converted = f"http://big5.shili.gov.cn/gate/big5/www.qinghe.gov.cn{path}.html"
    copies = (
        (f"https://www.qinghe.gov.cn{path}.html", one.title, ""),
        (f"{path}_wap.html", one.title, ""),
        (converted, "示例市青禾區司法局2024年政府資訊公開工作年度報告", ""),
        (f"//qinghe.gov.cn{path}.html?", one.title, ""),
    )
    assert len(listing_of(site(trs, "/nb/index.html", "trs", (one,), beside=copies)).found) == 1


def test_a_copy_in_traditional_characters_alone_is_found(listing_of):
    copy = ("/gate/big5/www.qinghe.gov.cn/x.html", "示例市青禾區司法局2009年政府資訊公開年度報告", "")
    assert years(listing_of(site(trs, "/nb/index.html", "trs", (), beside=(copy,)))) == [2009]


def test_a_mirror_on_a_stolen_domain_is_refused_and_told(listing_of):
    mirror = ("http://qinghe.example.com/nb/t1.html", "示例市青禾区司法局2020年政府信息公开工作年度报告", "")
    listing = listing_of(site(trs, "/nb/index.html", "trs", beside=(mirror,)), refusal=load().hosts.refusal)
    assert years(listing) == list(range(2015, 2025))
    assert [url for url, _ in listing.refused] == [mirror[0]]


def test_an_archive_of_several_reports_loses_none_in_silence():
    archive = Report("示例市青禾区", 2024, "zip", others=("示例市青禾区司法局", "示例市青禾区公安局"))
    read = extract(archive.content(FIRST), "a.zip")
    told = " ".join(finding.message for finding in read.findings)
    assert all(agency == read.agency.name or agency in told for agency in archive.others)


def test_a_title_without_an_agency(listing_of):
    bare = replace(TEN[0], titled="2015年政府信息公开工作年度报告")
    listing = listing_of(site(trs, "/nb/index.html", "trs", (bare,)))
    assert [found.title for found in listing.found] == [bare.titled]
    assert extract(bare.content(FIRST), "a.html").agency.name.endswith("司法局")


def test_a_title_of_another_year_than_the_report(listing_of):
    wrong = replace(TEN[-1], titled=f"{AGENCY}2013年政府信息公开工作年度报告")
    assert years(listing_of(site(trs, "/nb/index.html", "trs", (wrong,)))) == [2013]
    assert extract(wrong.content(FIRST), "a.html").year == 2024


def test_a_column_page_that_is_the_report(listing_of):
    only = Report(AGENCY, 2024)
    pages = {
        "/nb/zwgk_cont.shtml": site(trs, "/nb/", "trs", (only,)).pages(FIRST)[
            f"/nb/{only.published:%Y%m}/t{only.published:%Y%m%d}_{only.number}.html"
        ]
    }
    column = Site("www.qinghe.gov.cn", lambda *_: pages, "/nb/zwgk_cont.shtml", "auto", (only,))
    assert [(found.url, found.year) for found in listing_of(column).found] == [(column.url, 2024)]


def test_a_listing_that_cannot_be_read_is_not_an_empty_one(listing_of):
    gone = Site("www.qinghe.gov.cn", lambda *_: {}, "/nb/index.html", "auto", ())
    listing = listing_of(gone)
    assert not listing.read
    assert listing.status == "not-found"


@pytest.mark.parametrize("count", ["共3页", "共<b>3</b>页", "共 <span class='n'>3</span> 页"])
def test_pages_that_only_a_script_reaches_are_told(listing_of, count):
    body = items([("/nb/1.html", TEN[0].title, "")]) + f"<a href='javascript:go(2)'>下一页</a>{count}"
    one = Site("www.qinghe.gov.cn", lambda *_: {"/nb/": page("年报", body)}, "/nb/", "links", ())
    listing = listing_of(one)
    assert years(listing) == [2015]
    assert any("1 of 3 pages" in problem for problem in listing.problems)


def test_a_list_in_a_frame(listing_of):
    framed = next(site for site in SITES if site.adapter == "links")
    assert len(listing_of(framed).found) == len(framed.shown(FIRST))
