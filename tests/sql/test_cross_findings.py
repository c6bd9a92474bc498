"""Findings between reports: each names both, and none depends on the order of loading."""

import random

import pytest

from tests.sql.made import ask, entry, load, report

T3, ART_1 = "t3_requests", "t2_art20_1_documents"
DOCUMENTS = f"{ART_1}.normative_documents"
FEES = "t2_art20_8_fees.admin_fees.amount_wan_yuan"
PENDING, TOTAL = "t4_review_litigation.cases.review_pending", "t4_review_litigation.cases.review_total"
FINDINGS = """
    SELECT agency_id, year, rule, severity, place, left_side, right_side, other_agency_id, other_year
    FROM cross_finding ORDER BY ALL
"""


def found(tmp_path, *reports, registry=()):
    rows = ask(load(tmp_path / "w.duckdb", reports, registry=registry), FINDINGS)
    return [(agency, year, rule, severity) for agency, year, rule, severity, *_ in rows]


EQUATIONS = [
    ({f"{T3}.carried_over_out.total": 4}, {f"{T3}.carried_over_in.total": 5}, [("F21_X_CARRY", "error")]),
    ({f"{T3}.carried_over_out.other_org": 4}, {f"{T3}.carried_over_in.other_org": 5}, [("F21_X_CARRY", "warning")]),
    ({f"{T3}.carried_over_out.total": 4}, {f"{T3}.carried_over_in.total": 4}, []),
    ({f"{T3}.carried_over_out.total": None}, {f"{T3}.carried_over_in.total": 5}, []),
    ({}, {f"{T3}.carried_over_in.total": 5}, []),
    ({FEES: 2}, {FEES: 20_000}, [("F21_X_FEE_SCALE", "info")]),
    ({FEES: 20_000}, {FEES: 2}, [("F21_X_FEE_SCALE", "info")]),
    ({FEES: 2}, {FEES: 20}, []),
    ({PENDING: 3}, {TOTAL: 2}, [("F21_X_REMEDY_PENDING", "info")]),
    ({PENDING: 3}, {TOTAL: 3}, []),
    (
        {f"{DOCUMENTS}.in_force": 10},
        {f"{DOCUMENTS}.in_force": 12, f"{DOCUMENTS}.issued": 2, f"{DOCUMENTS}.repealed": 1},
        [("F21_X_IN_FORCE", "warning")],
    ),
]


@pytest.fixture(scope="module")
def years(tmp_path_factory):
    """Of each of EQUATIONS two years of an agency, and a year of an agency without another."""
    numbered = list(enumerate(EQUATIONS))
    pairs = [(report(f"局{n}", 2022, last), report(f"局{n}", 2023, this)) for n, (last, this, _) in numbered]
    alone = [report(f"乙局{n}", 2022, last) for n, (last, *_) in numbered]
    return load(tmp_path_factory.mktemp("years") / "w.duckdb", [*sum(pairs, ()), *alone])


@pytest.mark.parametrize("number", range(len(EQUATIONS)))
def test_equations_with_the_year_before(years, number):
    found = [row[:4] for row in ask(years, FINDINGS) if row[0] in (f"局{number}", f"乙局{number}")]
    assert found == [(f"局{number}", 2023, *rule) for rule in EQUATIONS[number][2]]


def test_the_carry_is_checked_across_the_change_of_form(tmp_path):
    last = report("甲局", 2020, {f"{T3}.carried_over_out.total": 4, f"{DOCUMENTS}.disclosed_total": 90})
    this = report(
        "甲局", 2021, {f"{T3}.carried_over_in.total": 5, f"{DOCUMENTS}.in_force": 30, f"{DOCUMENTS}.issued": 1}
    )
    path = load(tmp_path / "w.duckdb", [last, this])
    place = f"{T3}.carried_over_in.total"
    assert ask(path, FINDINGS) == [("甲局", 2021, "F21_X_CARRY", "error", place, 5, 4, "甲局", 2020)]
    assert ask(path, "SELECT agency, errors FROM report_overview WHERE errors > 0") == [("甲局", 1)]


FIGURES = {
    f"{T3}.{row}.total": n
    for n, row in enumerate(("new_received", "granted", "closed_total", "denied_admin_inquiry", "other_other"), 3)
}


def test_copied_figures_name_the_other_report_and_few_small_figures_are_no_copy(tmp_path):
    zeros = {f"{T3}.carried_over_in.total": 0}
    few = {f"{T3}.new_received.total": 1, f"{T3}.granted.total": 1}
    made = [report("甲局", 2022, FIGURES), report("甲局", 2023, FIGURES | zeros), report("乙局", 2023, FIGURES)]
    path = load(tmp_path / "w.duckdb", [*made, report("丙局", 2022, few), report("丙局", 2023, few)])
    assert [(row[0], row[1], row[2], *row[-2:]) for row in ask(path, FINDINGS)] == [
        ("乙局", 2023, "COPIED_FIGURES_OTHER_AGENCY", "甲局", 2022),
        ("甲局", 2022, "COPIED_FIGURES_OTHER_AGENCY", "乙局", 2023),
        ("甲局", 2023, "COPIED_FIGURES_LAST_YEAR", "甲局", 2022),
        ("甲局", 2023, "COPIED_FIGURES_OTHER_AGENCY", "乙局", 2023),
    ]


def narrative(seed, clauses=60):
    """Invented clauses of ten characters, each with a number."""
    words = random.Random(seed)
    return "，".join(
        f"{''.join(chr(words.randrange(0x4E00, 0x9FA5)) for _ in range(10))}{seed}件" for _ in range(clauses)
    )


def changed(text, clauses, seed=99):
    """The text with as many clauses at its end replaced, and all numbers."""
    kept = text.replace("件", "0件").split("，")[:-clauses] if clauses else [text]
    return "，".join([*kept, *narrative(seed, clauses).split("，")])


def test_figures_that_stand_in_pairs_or_changed_places_are_no_copy(tmp_path):
    rows = ("new_received", "granted", "partially_granted", "closed_total", "carried_over_out", "other_other")

    def paired(agency, *values):
        cells = {
            f"{T3}.{row}.{who}": value
            for row, value in zip(rows, values, strict=True)
            for who in ("total", "natural_person")
        }
        return report(agency, 2023, cells)

    made = [paired("甲局", 1, 2, 3, 4, 5, 6), paired("乙局", 7, 8, 9, 10, 11, 12), paired("丙局", 2, 1, 3, 4, 5, 6)]
    assert found(tmp_path, *made) == []


@pytest.mark.parametrize(("clauses", "rules"), [(1, ["COPIED_TEXT_LAST_YEAR"]), (20, [])])
def test_text_copied_from_last_year_is_known_with_other_numbers_in_it(tmp_path, clauses, rules):
    text = narrative(1)
    made = found(tmp_path, report("甲局", 2022, {}, text), report("甲局", 2023, {}, changed(text, clauses)))
    assert [rule for _, _, rule, _ in made] == rules


def test_text_copied_from_another_agency_names_it(tmp_path):
    text = narrative(1)
    reports = [
        report("甲局", 2022, {}, text),
        report("乙局", 2023, {}, changed(text, 2)),
        report("丙局", 2023, {}, narrative(2)),
    ]
    path = load(tmp_path / "w.duckdb", reports)
    rows = "SELECT agency, year, other_agency, other_year FROM report_finding WHERE rule = 'COPIED_TEXT_OTHER_AGENCY'"
    assert sorted(ask(path, rows)) == [("乙局", 2023, "甲局", 2022), ("甲局", 2022, "乙局", 2023)]


ORGANS = [
    ("330122", "county", "government", True),
    ("330100", "city", "education", True),
    ("330100", "city", "government", False),
    ("330000", "province", "government_office", False),
    ("000000", "central", "water", False),
    ("330122", "township", "township", True),
    ("", "", "", False),
]


@pytest.fixture(scope="module")
def lawmakers(tmp_path_factory):
    """A report of each of ORGANS, all of which say that they made regulations."""
    registry = [entry(f"机关{n}", *organ[:3]) for n, organ in enumerate(ORGANS) if organ[0]]
    made = [report(f"机关{n}", 2022, {f"{ART_1}.regulations.in_force": 2}) for n in range(len(ORGANS))]
    return load(tmp_path_factory.mktemp("lawmakers") / "w.duckdb", made, registry=registry)


@pytest.mark.parametrize("number", range(len(ORGANS)))
def test_regulations_are_suspect_only_where_they_cannot_be_made(lawmakers, number):
    rules = [row[2] for row in ask(lawmakers, FINDINGS) if row[0] == f"机关{number}"]
    assert rules == (["REGULATIONS_BY_NO_LAWMAKER"] if ORGANS[number][3] else [])


def test_findings_are_a_function_of_the_documents_and_not_of_the_order_of_loading(tmp_path):
    text, rng = narrative(1), random.Random(7)
    reports = [
        report(
            agency,
            year,
            {**FIGURES, f"{T3}.carried_over_in.total": year % 3},
            changed(text, n),
            f"{year + 1}-01-{n + 1:02}",
        )
        for n, (agency, year) in enumerate((a, y) for a in ("甲局", "乙局", "丙局") for y in (2021, 2022, 2023))
    ]
    later = report("乙局", 2022, {**FIGURES, f"{T3}.carried_over_out.total": 9}, narrative(5), "2023-09-01")
    once = ask(load(tmp_path / "once.duckdb", [*reports, later]), FINDINGS)
    for turn in range(2):
        one, two, *rest = rng.sample([*reports, later], k=10)
        path = load(tmp_path / f"{turn}.duckdb", [one], [two], rest[:3], rest[3:])
        assert ask(path, FINDINGS) == once
    assert len(once) > 10
