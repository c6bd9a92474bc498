"""Whose reports the crawl expects: by the texts of links, by whose column it is, by region, by an index of organs."""

from datetime import datetime

import pytest

from xxgk.flows.crawl.kept.ledger import Ledger, when
from xxgk.flows.crawl.kept.rows import FoundRow, ListingRow, PageRow, SeedRow
from xxgk.flows.jobs.listed import listed_agencies
from xxgk.flows.warehouse.warehouse import Warehouse
from xxgk.schema.agencies import registry

NIGHT = when(datetime(2026, 4, 2))
TONGLU, HANGZHOU = "330122", "330100"


@pytest.fixture
def ledger(tmp_path):
    with Ledger(tmp_path / "ledger.sqlite") as opened:
        yield opened


def column(ledger, url, agency="", code=TONGLU, alarm=""):
    """A column that was found, and looked at this night."""
    about = ("auto", agency, code, "浙江", "", 9, "[]", 3, "{}", "", "", 1, NIGHT)
    ledger.put(
        FoundRow(url, "adopted", "", *about),
        ListingRow(url, agency, "浙江", "", 1, NIGHT, NIGHT, "page", "", 9, 9, 0, alarm, NIGHT),
    )


def link(ledger, listing, title, year):
    key = f"{listing}{title}{year}"
    ledger.put(PageRow(key, key, listing, title, year, None, "[]", NIGHT, NIGHT, NIGHT))


def seed(ledger, url, origin, agency, code=TONGLU):
    ledger.put(SeedRow(url, origin, code, "浙江", agency, "", "", NIGHT, 1, NIGHT, "page"))


def told(ledger):
    rows = listed_agencies(ledger).to_pylist()
    return [(row["url"], row["name"], row["basis"], row["last_year"]) for row in rows]


def test_links_name_organs_with_and_without_their_place(ledger):
    column(ledger, "http://a.gov.cn/nb/")
    for year in (2023, 2024):
        link(ledger, "http://a.gov.cn/nb/", f"桐庐县教育局{year}年政府信息公开工作年度报告", year)
    link(ledger, "http://a.gov.cn/nb/", "县财政局2023年政府信息公开工作年度报告", 2023)
    assert told(ledger) == [
        ("http://a.gov.cn/nb/", "桐庐县教育局", "listed", 2024),
        ("http://a.gov.cn/nb/", "桐庐县财政局", "listed", 2023),
    ]


@pytest.mark.parametrize(
    "title",
    [
        "水利部2023年政府信息公开工作年度报告",  # a copy of another's report
        "杭州市教育局2023年政府信息公开工作年度报告",  # of the city above
        "石榴镇人民政府2023年政府信息公开工作年度报告",  # a town of that name lies elsewhere
        "市教育局2023年政府信息公开工作年度报告",  # of which city?
        "各部门2023年政府信息公开工作年度报告",
    ],
)
def test_what_may_be_another_agency_is_not_expected(ledger, title):
    column(ledger, "http://a.gov.cn/nb/")
    link(ledger, "http://a.gov.cn/nb/", title, 2023)
    assert told(ledger) == []


def test_links_without_a_name_are_of_the_agency_whose_column_it_is(ledger):
    column(ledger, "http://a.gov.cn/nb/", "桐庐县人民政府")
    column(ledger, "http://a.gov.cn/jyj/", "教育局")
    link(ledger, "http://a.gov.cn/nb/", "2023年政府信息公开工作年度报告", 2023)
    assert told(ledger) == [
        ("http://a.gov.cn/jyj/", "桐庐县教育局", "own", None),
        ("http://a.gov.cn/nb/", "桐庐县人民政府", "listed", 2023),
    ]


def test_the_government_of_a_portal_that_was_searched_is_expected_with_or_without_a_column(ledger):
    column(ledger, "http://a.gov.cn/nb/")
    column(ledger, "http://a.gov.cn/jyj/", "教育局")
    seed(ledger, "http://a.gov.cn/", "portal", "桐庐县人民政府")
    seed(ledger, "http://b.gov.cn/", "portal", "杭州市人民政府", HANGZHOU)
    assert told(ledger) == [
        (None, "杭州市人民政府", "region", None),
        ("http://a.gov.cn/jyj/", "桐庐县教育局", "own", None),
        ("http://a.gov.cn/nb/", "桐庐县人民政府", "region", None),
    ]


def test_an_organ_of_an_index_is_expected_until_a_column_of_it_is_known(ledger):
    seed(ledger, "http://a.gov.cn/czj/", "organ", "财政局")
    assert told(ledger) == [(None, "桐庐县财政局", "index", None)]
    column(ledger, "http://a.gov.cn/czj/nb/", "财政局")
    assert told(ledger) == [("http://a.gov.cn/czj/nb/", "桐庐县财政局", "own", None)]


def test_a_listing_that_was_found_elsewhere_names_nobody(ledger):
    column(ledger, "http://a.gov.cn/nb/", "桐庐县人民政府", alarm="moved")
    assert told(ledger) == []


def test_what_is_expected_is_an_agency_and_stays_one_when_the_registry_is_taken_over(ledger, tmp_path):
    seed(ledger, "http://a.gov.cn/czj/", "organ", "财政局")
    names = "SELECT name, level, kind, is_resolved FROM agency WHERE name LIKE '桐庐县%' ORDER BY name"
    with Warehouse(tmp_path / "w.duckdb") as warehouse:
        warehouse.expect(listed_agencies(ledger))
        expected = warehouse.query(names).rows
        assert expected == (("桐庐县财政局", "county", "finance", True),)
        warehouse.refresh(registry().by_name.values())
        assert warehouse.query(names).rows == expected
        ledger.execute("DELETE FROM growth_seed")
        warehouse.expect(listed_agencies(ledger))
        assert not warehouse.query("FROM listed_agency").rows
