"""Who goes on as whom: `series` follows an agency over renamings, reforms and new names of its region."""

import re
from dataclasses import replace

import pytest

from tests.sql.made import ask, load, report
from xxgk.extractors.identity.identify import Evidence, identify
from xxgk.schema.agencies import agency_id, registry
from xxgk.schema.report import FORMER, JOINT, Beside

RECEIVED = "t3_requests.new_received.total"
YEARS = range(2014, 2024)
LINES = (
    (("{}国土资源局", 2014), ("{}自然资源局", 2019)),
    (("{}卫生局", 2014), ("{}卫生和计划生育局", 2015), ("{}卫生健康局", 2019)),
    (("{}人民防空办公室", 2014), ("{}国防动员办公室", 2023)),
    (
        ("中国银行业监督管理委员会{}监管分局", 2014),
        ("中国银行保险监督管理委员会{}监管分局", 2018),
        ("国家金融监督管理总局{}监管分局", 2023),
    ),
    (("{}航道管理处", 2014), ("{}港航管理局", 2017)),
)
"""Names of one organ, each with its first year: of the reforms of 2018 and 2019 and of 2023, and the last as its own
report tells it."""


PLACES = "甲乙丙丁戊己庚辛壬癸"


def season(places=10):
    """Ten years of reports of ten places' five organs, each renamed once or twice."""
    for place in (f"示例{number}县" for number in PLACES[:places]):
        for names in LINES:
            for year in YEARS:
                form = next(form for form, first in reversed(names) if first <= year)
                printed = form.format(place) + ("（原航道管理处）" if "港航" in form and year < 2019 else "")
                made = report(printed, year, {RECEIVED: float(year)})
                title = f"{printed}{year}年政府信息公开工作年度报告"
                yield replace(made, agency=identify(Evidence((title,)), registry()).agency)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return load(tmp_path_factory.mktemp("succession") / "w.duckdb", season())


def test_ten_years_of_fifty_renamed_agencies_are_fifty_lines(path):
    lines = ask(
        path, "SELECT line, list(year ORDER BY year) FROM series WHERE concept = 'requests_received' GROUP BY line"
    )
    assert len(lines) == 50
    assert {tuple(years) for _, years in lines} == {tuple(YEARS)}
    assert {re.sub(r"示例.县", "{}", line) for line, _ in lines} == {names[-1][0] for names in LINES}


def test_the_name_of_each_year_is_kept(path):
    rows = ask(path, "SELECT DISTINCT agency FROM series WHERE line = '示例丙县自然资源局'")
    assert sorted(rows) == [("示例丙县国土资源局",), ("示例丙县自然资源局",)]


def test_a_renaming_that_a_report_tells_is_a_succession_from_its_year_on(path):
    told = """SELECT a.name, b.name, s.year FROM agency_succession s JOIN agency a USING (agency_id)
        JOIN agency b ON b.agency_id = s.successor_id WHERE s.kind = 'told' AND a.name LIKE '示例丁县%'"""
    assert ask(path, told) == [("示例丁县航道管理处", "示例丁县港航管理局", 2017)]


def test_who_still_reports_was_not_succeeded_whatever_another_report_tells(tmp_path):
    late = report("示例县航道管理处", 2018, {RECEIVED: 1.0})
    first = report("示例县港航管理局", 2017, {RECEIVED: 2.0})
    former = Beside(FORMER, "航道管理处", "示例县航道管理处")
    made = [late, replace(first, agency=replace(first.agency, beside=(former,)))]
    path = load(tmp_path / "w.duckdb", made)
    assert ask(path, "SELECT count(*) FROM agency_succession") == [(0,)]
    assert ask(path, "SELECT role, name, other_id FROM report_agency") == [former]


def test_a_joint_report_tells_with_whom_it_is_made(tmp_path):
    made = report("示例县财政局", 2023, {RECEIVED: 1.0})
    both = replace(made.agency, beside=(Beside(JOINT, "示例县审计局", "示例县审计局"), Beside(JOINT, "信访局")))
    path = load(tmp_path / "w.duckdb", [replace(made, agency=both)])
    assert ask(path, "SELECT together_with FROM report_overview") == [(["示例县审计局", "信访局"],)]
    assert ask(path, "SELECT position, name, other_id FROM report_agency ORDER BY position") == [
        (1, "示例县审计局", "示例县审计局"),
        (2, "信访局", None),
    ]


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


GROWTH = """SELECT agency, year, step, value_before, change, agency_before FROM growth
    WHERE concept = 'requests_received' AND {} ORDER BY year, agency"""


def test_growth_goes_on_over_a_renaming(path):
    steps = ask(path, GROWTH.format("line = '示例丙县自然资源局' AND year BETWEEN 2018 AND 2020"))
    assert steps == [
        ("示例丙县国土资源局", 2018, "joined", 2017, 1, "示例丙县国土资源局"),
        ("示例丙县自然资源局", 2019, "joined", 2018, 1, "示例丙县国土资源局"),
        ("示例丙县自然资源局", 2020, "joined", 2019, 1, "示例丙县自然资源局"),
    ]
    assert ask(path, "SELECT count(*), count(DISTINCT line_id) FROM growth WHERE step = 'first'") == [(50, 50)]


def test_growth_breaks_where_several_agencies_became_one_and_goes_on_where_they_only_share_a_line(tmp_path):
    def told(name, year, value, *former):
        made = report(name, year, {RECEIVED: value})
        return replace(made, agency=replace(made.agency, beside=tuple(Beside(FORMER, one, one) for one in former)))

    made = [told("甲局", year, 10.0 + year) for year in (2018, 2019)]
    made += [told("乙局", 2018, 5.0), told("乙局", 2019, 7.0), told("丙局", 2020, 40.0, "甲局", "乙局")]
    made += [told("己局", 2018, 4.0), told("庚局", 2018, 6.0), told("庚局", 2019, 9.0, "己局")]
    made += [told("丙局", 2021, 50.0), told("丁局", 2018, 1.0, "戊局"), told("丁局", 2020, 3.0)]
    path = load(tmp_path / "w.duckdb", made)
    assert ask(path, GROWTH.format("true")) == [
        ("丁局", 2018, "first", None, None, None),
        ("乙局", 2018, "first", None, None, None),
        ("己局", 2018, "first", None, None, None),
        ("庚局", 2018, "first", None, None, None),
        ("甲局", 2018, "first", None, None, None),
        ("乙局", 2019, "joined", 5, 2, "乙局"),
        ("庚局", 2019, "merger", None, None, None),
        ("甲局", 2019, "joined", 2028, 1, "甲局"),
        ("丁局", 2020, "gap", 1, None, "丁局"),
        ("丙局", 2020, "merger", None, None, None),
        ("丙局", 2021, "joined", 40, 10, "丙局"),
    ]
