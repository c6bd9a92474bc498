"""Views over several reports: ranks among peers, steps from year to year, parents against children, what is unusual;
and the view from which people start."""

import pytest

from tests.sql.made import ask, entry, load, report, told

T3, T4 = "t3_requests", "t4_review_litigation.cases"
RECEIVED = f"{T3}.new_received.total"


def denying(agency, denied, closed, year=2021):
    grounds = (
        *("state_secret", "prohibited_by_law", "security_stability", "third_party_rights"),
        *("internal_affairs", "deliberative_process", "enforcement_file", "admin_inquiry"),
    )
    rows = {f"denied_{ground}": 0 for ground in grounds} | {"denied_state_secret": denied, "closed_total": closed}
    return report(agency, year, {f"{T3}.{row}.total": value for row, value in rows.items()})


def test_an_agency_is_ranked_among_those_of_its_level_kind_and_province(tmp_path):
    places = {"甲": "330122", "乙": "330127", "丙": "330106", "丁": "110101"}
    registry = [entry(f"{name}县人民政府", code, "county", "government") for name, code in places.items()]
    registry += [entry("戊县教育局", "330122", "county", "education"), entry("己县人民政府", "330122", "", "")]
    denied = [10, 30, 30, 50, 60, 70]
    path = load(
        tmp_path / "w.duckdb",
        [denying(e.name, n, 100) for e, n in zip(registry, denied, strict=True)],
        registry=registry,
    )
    ranks = """
        SELECT agency, percent, peer_rank, peers, peer_median FROM peer_rank WHERE rate = 'denial_rate' ORDER BY percent
    """
    assert ask(path, ranks) == [
        ("甲县人民政府", 10, 3, 3, 30),
        ("丙县人民政府", 30, 1, 3, 30),
        ("乙县人民政府", 30, 1, 3, 30),
        ("丁县人民政府", 50, 1, 1, 50),
        ("戊县教育局", 60, 1, 1, 60),
    ]


def test_growth_is_told_along_a_line_and_never_over_its_breaks(tmp_path):
    values = {2016: 10, 2019: 20, 2020: 30, 2021: None, 2022: 0, 2023: 5, 2024: 10}
    made = [report("甲局", year, {RECEIVED: value}) for year, value in values.items() if year != 2016]
    made += [
        report("甲局", 2016, {"stat_2014.requests_received.value": 10}),
        told(report("甲局", 2025, {}), "text.requests_received", 20),
    ]
    steps = "SELECT year, step, change, growth_percent FROM growth WHERE concept = 'requests_received' ORDER BY year"
    assert ask(load(tmp_path / "w.duckdb", made), steps) == [
        (2016, "first", None, None),
        (2019, "gap", None, None),
        (2020, "joined", 10, 50),
        (2021, "blank", None, None),
        (2022, "blank", None, None),
        (2023, "joined", 5, None),
        (2024, "joined", 5, 100),
        (2025, "approximate", 10, 100),
    ]


def test_a_seam_that_the_crosswalk_forbids_or_does_not_know_breaks_the_line(tmp_path):
    made = [report("甲局", 2020, {"stat_2014.requests_received.value": 10}), report("甲局", 2021, {RECEIVED: 20})]
    steps = "SELECT step, growth_percent FROM growth WHERE concept = 'requests_received' AND year = 2021"
    assert ask(load(tmp_path / "w.duckdb", made), steps) == [("seam", None)]


@pytest.mark.parametrize(
    ("government", "departments", "reading"),
    [
        (12, (7, 5), "equal to departments"),
        (13, (7, 5), "more than all below"),
        (11, (7, 5), "less than departments"),
        (42, (7, 5, 30), "equal to all below"),
        (41, (7, 5, 30), "less than all below"),
    ],
)
def test_a_government_stands_beside_what_its_departments_and_townships_report(
    tmp_path, government, departments, reading
):
    registry = [
        entry("桐庐县人民政府", "330122", "county", "government"),
        entry("桐庐县教育局", "330122", "county", "education"),
        entry("桐庐县水利局", "330122", "county", "water"),
        entry("桐庐县桐君街道办事处", "330122", "township", "township"),
        entry("桐庐县审计局", "330122", "county", "audit"),
    ]
    made = [report(e.name, 2021, {RECEIVED: n}) for e, n in zip(registry, (government, *departments), strict=False)]
    row = """
        SELECT government, departments, department_reports, departments_known, lower_governments, lower_reports, reading
        FROM parent_children
    """
    lower = departments[2:]
    expected = (government, 12, 2, 3, *(lower or (None,)), len(lower), reading)
    path = load(tmp_path / "w.duckdb", made, registry=registry)
    assert ask(path, row) == [expected]
    told_of = "SELECT agency, left_side, right_side FROM report_finding WHERE rule = 'DEPARTMENTS_EXCEED_GOVERNMENT'"
    assert ask(path, told_of) == ([("桐庐县人民政府", 11, 12)] if reading == "less than departments" else [])


def test_what_is_unusual_is_told_and_the_usual_is_not(tmp_path):
    registry = [entry(f"{name}县水利局", "330122", "county", "water") for name in "甲乙丙丁戊"]
    values = [(7, 7, 7), (0, 0, 0), (5, 60, 6), (1, 2, 3), (8, 9, 40)]
    made = [
        report(e.name, 2021 + n, {RECEIVED: value})
        for e, line in zip(registry, values, strict=True)
        for n, value in enumerate(line)
    ]
    rows = "SELECT agency, what, first_year, last_year, value, value_before FROM unusual ORDER BY ALL"
    assert ask(load(tmp_path / "w.duckdb", made, registry=registry), rows) == [
        ("丙县水利局", "ten times", 2021, 2022, 60, 5),
        ("丙县水利局", "ten times", 2022, 2023, 6, 60),
        ("乙县水利局", "zero in all years", 2021, 2023, 0, None),
        ("甲县水利局", "same in all years", 2021, 2023, 7, None),
    ]


def test_each_of_the_twelve_views_is_there_and_its_query_runs(tmp_path):
    path = load(tmp_path / "w.duckdb", [report("甲局", 2021, {RECEIVED: 5})])
    here = ask(path, "FROM start_here")
    views = {name for (name,) in ask(path, "SELECT view_name FROM duckdb_views() WHERE NOT internal")}
    assert (len(here), {name for _, name, *_ in here} - views) == (12, set())
    for _, name, *_, query in here:
        assert f"FROM {name}" in query
        ask(path, query)


def test_no_column_of_a_view_is_a_reserved_word_and_one_name_means_one_thing(tmp_path):
    path = load(tmp_path / "w.duckdb", [])
    reserved = """
        SELECT table_name, column_name FROM duckdb_columns() c JOIN duckdb_views() v ON v.view_name = c.table_name
        JOIN duckdb_keywords() ON keyword_name = column_name AND keyword_category = 'reserved' WHERE NOT c.internal
    """
    assert ask(path, reserved) == []
    names = """
        SELECT view_name FROM duckdb_views() JOIN duckdb_keywords() ON keyword_name = view_name
        WHERE NOT internal AND keyword_category = 'reserved'
    """
    assert ask(path, names) == []
    others = """
        SELECT table_name FROM duckdb_columns() c JOIN duckdb_views() v ON v.view_name = c.table_name
        WHERE column_name IN ('agency_name', 'name', 'organ') AND NOT c.internal AND table_name <> 'start_here'
    """
    assert ask(path, others) == []
