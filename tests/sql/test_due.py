"""When a report is due is said once, and every question of lateness is answered by it."""

from datetime import date, datetime
from itertools import product

import pytest

from tests.sql.made import ask, entry, load, report
from xxgk.flows.warehouse.warehouse import Warehouse
from xxgk.schema.due import due_rules
from xxgk.schema.errors import DataError

REGISTRY = [
    entry("某县人民政府", "330122", "county", "government"),
    entry("某县教育局", "330122", "county", "education"),
    entry("某镇人民政府", "330122", "township", "township"),
    entry("某镇税务所", "330122", "township", "taxation"),
]
MARCH, JANUARY = (3, 31), (1, 31)
DUE = {
    **dict.fromkeys(product([2015, 2018], [*(e.name for e in REGISTRY), "某某局"]), MARCH),
    **dict.fromkeys(product([2019, 2023], ["某县人民政府"]), MARCH),
    **dict.fromkeys(product([2019, 2023], ["某县教育局"]), JANUARY),
}
"""Month and day by report year and agency; who is not here has none."""


def crawled(path, year, **published_on):
    """A warehouse of reports of all agencies on that year and the one before, seen by a night in June."""
    names = [*(e.name for e in REGISTRY), "某某局"]
    made = [report(name, year, {}, published_on=f"{year + 1}-04-02") for name in names]
    load(path, made, registry=REGISTRY)
    night = datetime(year + 1, 6, 1)
    with Warehouse(path) as warehouse:
        for number, one in enumerate(made):
            page = [str(number), night, night, night]
            warehouse._do(
                "INSERT INTO page BY NAME SELECT $1 AS key, '' AS url, 'L' AS listing, '' AS title, '' AS files, "
                "$2 AS first_seen_at, $3 AS last_seen_at, '' AS class, '' AS detail, 0 AS tries, $4 AS next_at",
                page,
            )
            warehouse._do(
                "INSERT INTO page_version VALUES ($1, 1, 1, $2, $2, $3, '', '', TRUE, NULL)",
                [str(number), night, one.sha256],
            )
        warehouse._do("INSERT INTO crawl_run VALUES (1, 'nightly', '{}', $1, $1, 1)", [night])
        warehouse._do("INSERT INTO listing VALUES ('L', '', '', '', 1, $1, $1, 'page', '', 9, 9, 0, '', $1)", [night])
    return path


@pytest.mark.parametrize("year", [2015, 2018, 2019, 2023])
def test_both_views_say_the_same_day_and_the_same_lateness(tmp_path, year):
    path = crawled(tmp_path / "w.duckdb", year)
    days = {name: DUE.get((year, name)) for name in [*(e.name for e in REGISTRY), "某某局"]}
    due = {name: date(year + 1, *day) if day else None for name, day in days.items()}
    assert dict(ask(path, "SELECT agency, due_on FROM report_overview")) == due
    assert dict(ask(path, "SELECT agency, due_on FROM expected_report")) == due
    late = {name: (date(year + 1, 4, 2) - day).days if day else None for name, day in due.items()}
    assert dict(ask(path, "SELECT agency, days_late FROM report_overview")) == late
    states = {name: "late" if days else "came" for name, days in late.items()}
    assert dict(ask(path, "SELECT agency, state FROM expected_report")) == states


@pytest.mark.parametrize(("night", "state"), [("2024-03-31", "not_due"), ("2024-04-02", "missing")])
def test_what_has_no_day_is_missed_after_the_day_of_governments(tmp_path, night, state):
    path = crawled(tmp_path / "w.duckdb", 2022)
    with Warehouse(path) as warehouse:
        warehouse._do("UPDATE crawl_run SET started_at = $1", [night])
        warehouse._do("UPDATE listing SET ok_at = $1", [night])
    asked = "SELECT state FROM expected_report WHERE agency = '某镇人民政府' AND year = 2023"
    assert ask(path, asked) == [(state,)]


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ('due = "02-30"', "line 3: day is out of range"),
        ('since = 2019\nbasis = ""', "line 3: a rule has one of"),
        ('due = "01-31"\nlevel = "city"', "line 3: no such key: level"),
        ('due = "01-31"', "line 3: 'basis' is missing"),
    ],
)
def test_a_wrong_rule_is_told_with_its_line(tmp_path, entry, told):
    path = tmp_path / "due.toml"
    path.write_text(f"# days\n\n[[rule]]\n{entry}\n", "utf-8")
    with pytest.raises(DataError, match=told):
        due_rules(path)
