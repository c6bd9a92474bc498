"""Who goes on as whom: `series` follows an agency over renamings, reforms and new names of its region."""

import pytest

from schema.agencies import agency_id
from tests.sql.made import ask, load, report

RECEIVED = "t3_requests.new_received.total"
YEARS = range(2014, 2024)
REFORMS = (
    ("国土资源局", "自然资源局", 2019),
    ("环境保护局", "生态环境局", 2019),
    ("卫生和计划生育局", "卫生健康局", 2019),
    ("农牧局", "农业农村局", 2019),
    ("建设局", "住房和城乡建设局", 2018),
)


def season(agencies=10):
    """Ten years of reports of ten places' five organs, each renamed once."""
    for place in range(agencies):
        for before, after, first in REFORMS:
            for year in YEARS:
                yield report(f"示例{place}县{before if year < first else after}", year, {RECEIVED: float(year)})


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return load(tmp_path_factory.mktemp("succession") / "w.duckdb", season())


def test_ten_years_of_fifty_renamed_agencies_are_fifty_lines(path):
    lines = ask(
        path, "SELECT line, list(year ORDER BY year) FROM series WHERE concept = 'requests_received' GROUP BY line"
    )
    assert len(lines) == 50
    assert {tuple(years) for _, years in lines} == {tuple(YEARS)}
    assert {line.lstrip("示例0123456789县") for line, _ in lines} == {after for _, after, _ in REFORMS}


def test_the_name_of_each_year_is_kept(path):
    rows = ask(path, "SELECT DISTINCT agency FROM series WHERE line = '示例3县自然资源局'")
    assert sorted(rows) == [("示例3县国土资源局",), ("示例3县自然资源局",)]


def test_what_an_agency_of_a_renamed_region_was(tmp_path):
    before, after = agency_id("沙湾县财政局", "654223"), agency_id("沙湾市财政局", "654203")
    path = load(tmp_path / "w.duckdb", [report(before, 2020, {RECEIVED: 1.0}, name="沙湾县财政局")])
    load(path, [report(after, 2021, {RECEIVED: 2.0}, name="沙湾市财政局")])
    assert ask(path, "SELECT agency_id, successor_id, year, kind FROM agency_succession") == [
        (before, after, 2021, "region")
    ]
    assert ask(path, "SELECT agency_id, level, kind FROM agency ORDER BY name DESC") == [
        (after, "county", "finance"),
        (before, "county", "finance"),
    ]


def test_regions_of_all_levels_are_a_table(path):
    levels = "SELECT level, count(*) > 30 FROM region GROUP BY level ORDER BY level"
    assert ask(path, levels) == [(level, True) for level in ("city", "county", "province", "township", "zone")]
    assert ask(path, "SELECT full_name, kind, parent_code FROM region WHERE code = '310107102'") == [
        ("上海市普陀区长征镇", "town", "310107")
    ]
    assert ask(path, "SELECT count(*) FROM region WHERE parent_code IS NULL AND level <> 'province'") == [(0,)]
