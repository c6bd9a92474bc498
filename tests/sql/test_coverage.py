"""Coverage in five words, and what a user tells: whose reports a listing is to show, how many people live where."""

from dataclasses import replace
from datetime import datetime

import pyarrow as pa
import pytest

from tests.sql.made import ask, entry, load, report
from xxgk.flows.jobs.listed import SCHEMA
from xxgk.flows.version import extractor_version
from xxgk.flows.warehouse import own_facts
from xxgk.flows.warehouse.warehouse import Warehouse
from xxgk.schema.regions import DATA, RegistryError
from xxgk.schema.report import QUARANTINED, Finding

T3 = "t3_requests"
FAILS = Finding("F21_T3_ROW_SUM", "error", f"{T3}.granted", "3 is not 1", 3, 1)
ROW = Finding("ROW_UNKNOWN", "error", T3, "a row of no known label")


@pytest.fixture
def own(tmp_path, monkeypatch):
    """Writes a file of one's own registry folder."""
    monkeypatch.setattr(own_facts, "folders", lambda: (DATA, tmp_path))
    own_facts._expected.cache_clear()
    yield lambda name, *lines: (tmp_path / name).write_text("\n".join((*lines, "")), "utf-8")
    own_facts._expected.cache_clear()


def looked(path, url, agency, day):
    with Warehouse(path) as warehouse:
        warehouse._do(
            "INSERT INTO listing VALUES ($1, $2, '', '', 1, $3, $3, 'ok', '', 9, 9, 0, '', $3)",
            [url, agency, datetime.fromisoformat(day)],
        )


def test_coverage_has_five_words(tmp_path):
    figures = {f"{T3}.granted.total": 1}
    made = [
        report("甲局", 2019, figures),
        replace(report("甲局", 2020, figures), findings=(FAILS,)),
        replace(report("甲局", 2021, figures), findings=(ROW,)),
        replace(report("甲局", 2022, {}), outcome=QUARANTINED, reason="odd"),
        report("乙局", 2024, figures),
    ]
    path = load(tmp_path / "w.duckdb", made, registry=[entry("甲局", "", "", "")])
    looked(path, "https://a.gov.cn/", "甲局", "2024-02-01")
    rows = "SELECT year, state, reason, outcome FROM coverage WHERE agency = '甲局' ORDER BY year"
    assert ask(path, rows) == [
        (2019, "clean", None, "loaded"),
        (2020, "contradictory", None, "loaded"),
        (2021, "refused", "in part: a row of no known label", "loaded"),
        (2022, "refused", "odd", "quarantined"),
        (2023, "not_there", None, None),
        (2024, "never_looked_at", None, None),
    ]
    assert ask(path, "SELECT DISTINCT state FROM coverage WHERE agency = '乙局' AND year < 2024") == [
        ("never_looked_at",)
    ]


def test_what_a_page_that_never_came_may_be_is_not_called_missing(tmp_path):
    path = load(tmp_path / "w.duckdb", [report("甲局", 2021, {}), report("甲局", 2023, {})])
    looked(path, "https://a.gov.cn/", "甲局", "2024-02-01")
    with Warehouse(path) as warehouse:
        warehouse._do(
            "INSERT INTO page BY NAME SELECT 'k' AS key, '' AS url, 'https://a.gov.cn/' AS listing, '' AS title, "
            "2022 AS year, '' AS files, $1 AS first_seen_at, $1 AS last_seen_at, 'timeout' AS class, '' AS detail, "
            "3 AS tries, $1 AS next_at",
            [datetime(2024, 2, 1)],
        )
    rows = "SELECT state, reason FROM coverage WHERE agency = '甲局' AND year = 2022"
    assert ask(path, rows) == [("never_looked_at", "a page of its listing on this year could not be had")]


def test_an_agency_that_a_listing_is_to_show_is_looked_for_before_any_report_came(tmp_path, own):
    own("expected.csv", "url,agency", "https://a.gov.cn/,桐庐县教育局", "https://a.gov.cn/,杭州市人民政府")
    path = load(tmp_path / "w.duckdb", [report("甲局", 2023, {})])
    looked(path, "https://a.gov.cn/", "", "2024-04-02")
    with Warehouse(path) as warehouse:
        warehouse._do("INSERT INTO crawl_run VALUES (1, 'nightly', '{}', $1, $1, 1)", [datetime(2024, 4, 2)])
    missing = "SELECT agency, city, kind, state FROM coverage WHERE state <> 'clean' ORDER BY agency"
    assert ask(path, missing) == [
        ("杭州市人民政府", "杭州市", "government", "not_there"),
        ("桐庐县教育局", "杭州市", "education", "not_there"),
    ]
    assert ask(path, "SELECT DISTINCT agency, state FROM expected_report ORDER BY agency") == [
        ("杭州市人民政府", "missing"),
        ("桐庐县教育局", "missing"),
    ]


SEASON = "SELECT agency, state, reason FROM expected_report ORDER BY agency"


def season(path, *listed, alarm="", ok="2024-04-02", pages=()):
    """A night of April that expects these agencies at a listing, or at none."""
    night = datetime(2024, 4, 2)
    rows = [(url, name, name, "330122", "county", "government", None, "listed", None) for url, name in listed]
    table = pa.Table.from_pylist([dict(zip(SCHEMA.names, row, strict=True)) for row in rows], SCHEMA)
    looked(path, "L", "", ok)
    with Warehouse(path) as warehouse:
        warehouse._do("INSERT INTO crawl_run VALUES (1, 'nightly', '{}', $1, $1, 1)", [night])
        warehouse._do("UPDATE listing SET alarm = $1, detail = $1", [alarm])
        warehouse.expect(table)
        for year in pages:
            warehouse._do(
                "INSERT INTO page BY NAME SELECT $2 AS key, '' AS url, 'L' AS listing, '' AS title, $2 AS year, "
                "'' AS files, $1 AS first_seen_at, $1 AS last_seen_at, '' AS class, '' AS detail, 0 AS tries, "
                "$1 AS next_at",
                [night, year],
            )
    return path


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ({}, "missing"),
        ({"ok": "2023-12-30"}, "not_looked_at"),
        ({"pages": [2023]}, "unread"),
        ({"pages": [2022]}, "missing"),
        *(({"alarm": alarm}, alarm) for alarm in ("blocked", "silent", "partial", "shrunken", "error", "moved")),
    ],
)
def test_missing_is_only_what_was_looked_for(tmp_path, given, state):
    path = season(load(tmp_path / "w.duckdb", []), ("L", "甲县人民政府"), (None, "乙县人民政府"), **given)
    assert ask(path, SEASON) == [
        ("乙县人民政府", "no_listing", None),
        ("甲县人民政府", state, given.get("alarm")),
    ]


def test_who_goes_on_under_another_name_is_not_expected_again(tmp_path):
    listed = [("L", "甲县国土资源局"), ("L", "甲县自然资源局")]
    path = season(load(tmp_path / "w.duckdb", [report("x", 2022, {})]), *listed)
    with Warehouse(path) as warehouse:
        warehouse._do("INSERT INTO agency_succession VALUES ('甲县国土资源局', '甲县自然资源局', 2019, 'merged')")
    assert [agency for agency, *_ in ask(path, SEASON)] == ["甲县自然资源局"]


def test_a_listing_read_in_part_proves_nothing(tmp_path):
    path = season(load(tmp_path / "w.duckdb", [report("x", 2022, {})]), ("L", "甲县人民政府"), alarm="partial")
    rows = "SELECT state, reason FROM coverage WHERE agency = '甲县人民政府'"
    assert ask(path, rows) == [("never_looked_at", "its listing could be read only in part")]


def test_a_name_that_nobody_has_or_a_region_that_is_none_is_refused_with_its_line(own):
    own("expected.csv", "url,agency", "https://a.gov.cn/,某某局")
    with pytest.raises(RegistryError, match=r"expected.csv, line 2: 某某局 is the name of no known agency"):
        own_facts.own_facts()
    own("expected.csv", "url,agency")
    own_facts._expected.cache_clear()
    own("population.csv", "region_code,year,people,area_km2,source,licence", "999999,2023,1,,x,")
    with pytest.raises(RegistryError, match=r"population.csv, line 2: region 999999 is not listed"):
        own_facts.own_facts()


def test_people_of_a_region_stand_beside_its_names_and_make_no_other_reading(tmp_path, own, monkeypatch):
    own("population.csv", "region_code,year,people,area_km2,source,licence", "330122,2023,453000,,年鉴,")
    path = load(tmp_path / "w.duckdb", [])
    people = "SELECT region, year, people, area_km2 FROM region_population JOIN place USING (region_code)"
    assert ask(path, people) == [("桐庐县", 2023, 453000, None)]
    before = extractor_version()
    extractor_version.cache_clear()
    monkeypatch.setattr("xxgk.flows.version.folders", lambda: (DATA, tmp_path))
    assert extractor_version() == before
    extractor_version.cache_clear()
