"""The views made for people: what they add up, what they leave null, what they refuse."""

from collections import defaultdict
from dataclasses import replace
from random import Random

import pytest

from tests.sql.made import ask, entry, load, report, told
from xxgk.flows.warehouse.warehouse import Warehouse, WarehouseError
from xxgk.schema.report import Finding, Section

T3, T4 = "t3_requests", "t4_review_litigation.cases"
OTHER = ("other_abandoned_no_correction", "other_abandoned_fee_unpaid", "other_other")
STOCK = "t2_art20_1_documents.normative_documents"


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    received = {f"{T3}.new_received.total": 40, f"{T3}.closed_total.total": 40}
    litigation = {f"{T4}.litigation_direct_total": 3, f"{T4}.litigation_after_review_total": 2}
    reports = [
        report(
            "甲局", 2020, {**received, f"{T3}.other_handling.total": 7, f"{STOCK}.disclosed_total": 90, **litigation}
        ),
        report("甲局", 2021, {**received, **{f"{T3}.{row}.total": 2 for row in OTHER}, f"{STOCK}.in_force": 30}),
        report(
            "甲局", 2022, {**received, **{f"{T3}.{row}.total": 2 for row in OTHER[:2]}, f"{T3}.other_other.total": None}
        ),
        report("乙局", 2021, {**received, f"{T3}.granted.total": 10, f"{T3}.partially_granted.total": 2}),
        report(
            "丙局", 2021, {f"{T3}.closed_total.total": 4, f"{T3}.granted.total": 1, f"{T3}.partially_granted.total": 1}
        ),
    ]
    return load(tmp_path_factory.mktemp("views") / "w.duckdb", reports)


def test_other_handling_is_one_series_over_the_seam_and_null_where_a_part_is_blank(warehouse):
    rows = "SELECT year, value, form, comparability FROM series WHERE concept = 'other_handling' ORDER BY year"
    assert ask(warehouse, rows) == [
        (2020, 7, "form_2019", "exact"),
        (2021, 6, "form_2021", "exact"),
        (2022, None, "form_2021", "exact"),
    ]
    assert ask(warehouse, "SELECT other_handling_computed FROM requests_total WHERE agency = '甲局' ORDER BY year") == [
        (7,),
        (6,),
        (None,),
    ]


def test_requests_received_are_one_series_from_2009_to_2023(tmp_path):
    made = [
        told(report("甲局", 2009, {}), "text.requests_received", 3),
        report("甲局", 2012, {"stat_2009_fujian.requests_received.year": 4}),
        report("甲局", 2016, {"stat_2014.requests_received.value": 5, "stat_2014.reply_granted.value": 2}),
        report("甲局", 2019, {f"{T3}.new_received.total": 6}),
        report("甲局", 2021, {f"{T3}.new_received.total": 7}),
        report("甲局", 2023, {f"{T3}.new_received.total": 8}),
    ]
    rows = """
        SELECT year, value, form, comparability, note <> '' FROM series
        WHERE concept = 'requests_received' ORDER BY year
    """
    path = load(tmp_path / "w.duckdb", made)
    assert ask(path, rows) == [
        (2009, 3, "text", "approximate", True),
        (2012, 4, "form_2008", "approximate", True),
        (2016, 5, "form_2014", "exact", False),
        (2019, 6, "form_2019", "exact", False),
        (2021, 7, "form_2021", "exact", False),
        (2023, 8, "form_2021", "exact", False),
    ]
    assert ask(path, "SELECT value FROM series WHERE concept = 'granted'") == [
        (None,)
    ]  # one of two summands is missing


def test_prose_is_heard_only_where_no_table_speaks_and_is_approximate(tmp_path):
    printed = report("甲局", 2021, {f"{T3}.new_received.total": 5, f"{T3}.carried_over_in.total": None})
    made = [told(told(printed, "text.requests_received", 9), "text.carried_over_in", 3)]
    path = load(tmp_path / "w.duckdb", made)
    assert ask(path, "SELECT concept, value, form, comparability FROM series ORDER BY ALL") == [
        ("carried_over_in", 3, "text", "approximate"),
        ("requests_received", 5, "form_2021", "exact"),
    ]


def test_lawsuits_are_the_sum_of_both_blocks(warehouse):
    assert ask(warehouse, "SELECT value FROM series WHERE concept = 'lawsuits'") == [(5,)]
    assert ask(warehouse, "SELECT litigation_total_computed FROM remedies") == [(5,)]


def test_documents_disclosed_and_in_force_are_two_lines_that_stop_at_the_seam(warehouse):
    lines = "SELECT concept, year, value FROM series WHERE concept LIKE 'normative_documents%' ORDER BY year"
    assert ask(warehouse, lines) == [
        ("normative_documents_disclosed_total", 2020, 90),
        ("normative_documents_in_force", 2021, 30),
    ]
    why = """
        SELECT comparability, why FROM series_seam
        WHERE concept = 'normative_documents_in_force' AND form_after = 'form_2021'
    """
    ((comparability, reason),) = ask(warehouse, why)
    assert comparability == "none"
    assert "对外公开总数量" in reason


def test_a_join_that_the_crosswalk_forbids_or_does_not_know_is_an_error(warehouse):
    with Warehouse(warehouse, read_only=True) as opened:
        for later in ("normative_documents_in_force", "granted"):
            with pytest.raises(WarehouseError, match="may not be joined"):
                opened.query("FROM joined_series('normative_documents_disclosed_total', ?)", [later])
        assert opened.query("FROM joined_series('replies', 'requests_closed')").rows


def test_a_rate_is_null_where_its_denominator_is_small_or_a_part_is_missing(warehouse):
    rates = "SELECT agency, year, numerator, denominator, percent FROM rate WHERE rate = 'grant_rate' ORDER BY ALL"
    assert ask(warehouse, rates) == [
        ("丙局", 2021, 2, 4, None),
        ("乙局", 2021, 12, 40, 30.0),
        *(("甲局", year, None, None, None) for year in (2020, 2021, 2022)),
    ]
    lacks = "SELECT concept, why FROM rate_lacks WHERE rate = 'grant_rate' AND year = 2020 ORDER BY ALL"
    assert ask(warehouse, lacks) == [("granted", "not read"), ("partially_granted", "not read")]


def test_what_is_derived_does_not_depend_on_the_order_of_loading(warehouse, tmp_path):
    first = report("甲局", 2021, {f"{T3}.new_received.total": 5}, published_on="2022-01-10")
    second = report("甲局", 2021, {f"{T3}.new_received.total": 6}, published_on="2022-02-10")
    tables = ("request_outcome", "series_value", "report_count")
    made = [
        load(tmp_path / f"{n}.duckdb", *batches) for n, batches in enumerate([[[first], [second]], [[second], [first]]])
    ]
    for table in tables:
        one, other = (ask(path, f"FROM {table} ORDER BY ALL") for path in made)
        assert one == other != []
    assert ask(made[0], "SELECT value FROM series") == [(6,)]
    as_of = "SELECT value FROM figure_as_of('2022-01-31')"
    assert ask(made[0], as_of) == [(5,)]


REGISTRY = [
    entry("浙江省人民政府", "330000", "province", "government"),
    entry("杭州市人民政府", "330100", "city", "government"),
    entry("桐庐县人民政府", "330122", "county", "government"),
    entry("淳安县人民政府", "330127", "county", "government"),
    entry("杭州市教育局", "330100", "city", "education"),
    entry("桐庐县教育局", "330122", "county", "education"),
    entry("桐庐县桐君街道办事处", "330122", "township", "township"),
    entry("杭州某中心", "330100", "", ""),
]


@pytest.fixture(scope="module")
def placed(tmp_path_factory):
    """One report of each agency of REGISTRY; its requests are powers of two, so that a sum tells what was added."""
    reports = [report(e.name, 2021, {f"{T3}.new_received.total": 2**n}) for n, e in enumerate(REGISTRY)]
    return load(tmp_path_factory.mktemp("placed") / "w.duckdb", reports, registry=REGISTRY)


def test_a_region_adds_agencies_of_one_scope_and_one_level_and_none_whose_kind_is_unknown(placed):
    sums = """
        SELECT region, scope, level, value, reports FROM region_series
        WHERE concept = 'requests_received' AND region_level <> 'county' ORDER BY region_code, value
    """
    inside = [
        ("governments", "city", 2, 1),
        ("governments", "county", 4 + 8, 2),
        ("departments", "city", 16, 1),
        ("departments", "county", 32, 1),
        ("townships", "township", 64, 1),
    ]
    assert ask(placed, sums) == [
        ("浙江省", "governments", "province", 1, 1),
        *(("浙江省", *row) for row in inside),
        *(("杭州市", *row) for row in inside),
    ]


def test_every_view_with_an_agency_names_its_province_city_and_county(placed):
    with_agency = """
        SELECT table_name FROM duckdb_columns() c JOIN duckdb_views() v ON v.view_name = table_name
        WHERE column_name = 'agency' AND NOT c.internal AND table_name NOT IN ('last_night', 'agency_place')
    """
    for (view,) in ask(placed, with_agency):
        columns = {row[0] for row in ask(placed, f"DESCRIBE {view}")}
        assert {"region_code", "province", "city", "county", "level", "kind"} <= columns, view
    places = "SELECT agency, province, city, county, level, kind FROM requests_total WHERE agency LIKE '桐庐县教%'"
    assert ask(placed, places) == [("桐庐县教育局", "浙江省", "杭州市", "桐庐县", "county", "education")]


def test_a_pooled_rate_is_that_of_a_plain_sum_over_reports_that_have_both_sides(tmp_path):
    drawn = Random(1)
    made, sums = [], defaultdict(lambda: [0, 0, 0, 0])
    for agency in REGISTRY:
        for year in (2021, 2022):
            rows = {
                row: drawn.choice((None, drawn.randrange(9)))
                for row in ("granted", "partially_granted", "closed_total")
            }
            made.append(report(agency.name, year, {f"{T3}.{row}.total": value for row, value in rows.items()}))
            if agency.kind:
                scope = {"government": "governments", "township": "townships"}.get(agency.kind, "departments")
                pool = sums["浙江省", scope, agency.level, year]
                granted, partly, closed = rows.values()
                whole = None not in rows.values()
                pool[0] += granted + partly if whole else 0
                pool[1] += closed if whole else 0
                pool[2] += whole
                pool[3] += not whole
    path = load(tmp_path / "w.duckdb", made, registry=REGISTRY)
    pooled = """
        SELECT pool, scope, level, year, coalesce(numerator, 0), coalesce(denominator, 0), reports, blank_reports,
            percent
        FROM pooled_rate('grant_rate', province)
    """
    found = {row[:4]: row[4:] for row in ask(path, pooled)}
    assert {key: list(row[:4]) for key, row in found.items()} == sums
    assert all(row[4] == (round(100 * row[0] / row[1], 1) if row[1] >= 20 else None) for row in found.values())
    free = "SELECT pooled_percent(numerator, denominator) FROM rate WHERE rate = 'grant_rate'"
    rates = ask(path, "SELECT numerator, denominator FROM rate WHERE rate = 'grant_rate' AND numerator IS NOT NULL")
    assert ask(path, free) == [(round(100 * sum(n for n, _ in rates) / sum(d for _, d in rates), 1),)]


def test_sums_of_regions_are_those_of_a_plain_count_over_reports(tmp_path):
    drawn, made, sums = Random(2), [], defaultdict(lambda: [0, 0, 0])
    for agency in REGISTRY:
        for year in (2021, 2022):
            value = drawn.choice((None, drawn.randrange(99)))
            made.append(report(agency.name, year, {f"{T3}.new_received.total": value}))
            scope = {"government": "governments", "township": "townships"}.get(agency.kind, "departments")
            for code in {agency.region_code, f"{agency.region_code[:4]}00", "330000"} if agency.kind else ():
                told = sums[code, scope, agency.level, year]
                told[0] += value or 0
                told[1] += value is not None
                told[2] += value is None
    rows = """
        SELECT region_code, scope, level, year, coalesce(value, 0), reports, blank_reports FROM region_series
        WHERE concept = 'requests_received'
    """
    found = ask(load(tmp_path / "w.duckdb", made, registry=REGISTRY), rows)
    assert {row[:4]: list(row[4:]) for row in found} == sums


def test_a_rate_that_is_not_defined_cannot_be_pooled(placed):
    with pytest.raises(WarehouseError, match="grant is no rate"):
        ask(placed, "FROM pooled_rate('grant', province)")


def test_a_sheet_whose_equation_fails_is_inconsistent_and_the_others_are_not(tmp_path):
    fails = Finding("F21_T3_ROW_SUM", "error", f"{T3}.granted", "3 is not 1", 3, 1)
    prose = Finding("F21_N_RECEIVED", "warning", f"{T3}.new_received.total", "told otherwise", 3, 1)
    figures = {f"{T3}.granted.total": 3, f"{T3}.granted.natural_person": 1, f"{T4}.review_total": 1}
    made = [
        replace(report("甲局", 2021, figures), findings=(fails,)),
        replace(report("乙局", 2021, figures), findings=(prose,)),
    ]
    path = load(tmp_path / "w.duckdb", made)
    consistent = "SELECT agency FROM {} WHERE is_consistent ORDER BY ALL"
    both, one = [("乙局",), ("甲局",)], [("乙局",)]
    expected = {"requests": one, "requests_total": one, "remedies": both, "report_overview": one}
    assert {view: ask(path, consistent.format(view)) for view in expected} == expected
    assert ask(
        path, "SELECT DISTINCT agency, is_consistent FROM current_figure WHERE code LIKE 't4%' ORDER BY ALL"
    ) == [
        ("乙局", True),
        ("甲局", True),
    ]


def test_a_series_and_a_rate_are_as_consistent_as_the_tables_of_their_figures(tmp_path):
    fails = Finding("F21_T3_ROW_SUM", "error", f"{T3}.granted", "3 is not 1", 3, 1)
    cases = {"upheld": 6, "corrected": 2, "other": 4, "pending": 0, "total": 12}
    figures = {f"{T3}.granted.total": 3, f"{T3}.partially_granted.total": 0, f"{T3}.closed_total.total": 30}
    figures |= {f"{T4}.review_{case}": value for case, value in cases.items()}
    failing = replace(report("甲局", 2021, figures), findings=(fails,))
    made = [told(failing, "text.litigation_cases", 3), report("乙局", 2021, figures), report("甲局", 2022, figures)]
    path = load(tmp_path / "w.duckdb", made)
    consistent = "SELECT {1} FROM {0} WHERE agency = '甲局' AND year = {2} AND is_consistent ORDER BY ALL"
    assert ask(path, consistent.format("rate", "rate", 2021)) == [("review_correction_rate",)]
    assert ("review_rate",) in ask(path, consistent.format("rate", "rate", 2022))
    lines = "SELECT concept, is_consistent FROM {} WHERE agency = '甲局' AND year = {} AND concept IN {} ORDER BY ALL"
    asked = ("granted", "lawsuits", "reviews")
    assert ask(path, lines.format("series", 2021, asked)) == [
        ("granted", False),
        ("lawsuits", False),
        ("reviews", True),
    ]
    assert ask(path, lines.format("growth", 2022, asked)) == [("granted", False), ("reviews", True)]
    assert ask(path, "SELECT agency FROM report_overview WHERE is_consistent AND year = 2021") == [("乙局",)]


def test_parts_and_total_of_requests_stand_in_two_views(tmp_path):
    made = report(
        "甲局", 2021, {f"{T3}.granted.{who}": n for who, n in (("total", 3), ("natural_person", 2), ("other_org", 1))}
    )
    path = load(tmp_path / "w.duckdb", [made])
    assert (
        ask(path, "SELECT sum(granted) FROM requests") == ask(path, "SELECT sum(granted) FROM requests_total") == [(3,)]
    )


def test_the_municipality_is_the_city_of_its_districts_and_a_county_under_a_province_has_none(placed):
    named = """
        SELECT province, city, county FROM place
        WHERE region_code IN ('110101', '429004', '110000', '330100') ORDER BY region_code
    """
    assert ask(placed, named) == [
        ("北京市", "北京市", None),
        ("北京市", "北京市", "东城区"),
        ("浙江省", "杭州市", None),
        ("湖北省", None, "仙桃市"),
    ]


def test_lateness_is_told_only_where_the_day_is_known(tmp_path):
    registry = [
        entry("某市人民政府", "330100", "city", "government"),
        entry("某市教育局", "330100", "city", "education"),
    ]
    reports = [report(name, 2021, {}, published_on="2022-02-03") for name in ("某市人民政府", "某市教育局", "某某局")]
    path = load(tmp_path / "w.duckdb", reports, registry=registry)
    assert ask(path, "SELECT agency, days_late FROM report_overview ORDER BY agency") == [
        ("某市人民政府", 0),
        ("某市教育局", 3),
        ("某某局", None),
    ]


def test_a_section_of_no_known_kind_is_kept_found_and_has_no_code(tmp_path):
    made = report("甲局", 2023, {f"{T3}.new_received.total": 5}, "全年平稳。")
    made = replace(made, sections=(*made.sections, Section("", "七、工作亮点", "建成政务公开体验区。")))
    path = load(tmp_path / "w.duckdb", [made])
    assert ask(path, "SELECT code, title FROM section ORDER BY position") == [
        ("overview", "一、总体情况"),
        (None, "七、工作亮点"),
    ]
    assert ask(path, "SELECT section, title FROM search_sections('体验区')") == [(None, "七、工作亮点")]


def test_the_date_of_a_sign_off_is_marked(tmp_path):
    made = report("甲局", 2023, {f"{T3}.new_received.total": 5}, published_on="2024-02-01")
    made = replace(made, published_by="sign-off", signed_on="2024-02-01")
    path = load(tmp_path / "w.duckdb", [made])
    told = ask(
        path, "SELECT CAST(published_on AS VARCHAR), published_by, CAST(signed_on AS VARCHAR) FROM report_overview"
    )
    assert told == [("2024-02-01", "sign-off", "2024-02-01")]
