"""What is held against others anew, after a load, is as if all were held against all."""

from random import Random

import pytest

from tests.sql.made import ask, entry, load, report

RECEIVED, CLOSED = "t3_requests.new_received.total", "t3_requests.closed_total.total"
REGULATIONS = "t2_art20_1_documents.regulations.in_force"
PLACES = {"330122": "county", "330127": "county", "330100": "city", "330000": "province"}
REGISTRY = [
    entry(f"{code}{kind}{number}", code, level, kind)
    for code, level in PLACES.items()
    for kind, count in (("government", 1), ("education", 2), ("finance", 2))
    for number in range(count)
]
WORDS = "公开申请答复平台栏目解读培训审查清单目录渠道载体督查考核问题整改"
TABLES = {
    "cross_finding": "* EXCLUDE (sha256, other_sha256)",
    "report_likeness": "*",
    "report_print": "*",
    "agency_succession": "*",
    "agency_line": "*",
}


def texts(chance):
    """A few narratives of thirty clauses, some of them nearly others."""
    clauses = ["".join(chance.choices(WORDS, k=12)) for _ in range(80)]
    made = [chance.sample(clauses, 30) for _ in range(4)]
    made += [[*one[:-1], chance.choice(clauses)] for one in made]
    return ["。".join(one) + "。" for one in made]


def print_of(chance, narratives, agency, year, day):
    kind = chance.randrange(4)
    figures = {RECEIVED: chance.choice((0, 5, 50, 500)), CLOSED: 10 + kind, REGULATIONS: kind}
    figures |= {f"t3_requests.granted.{who}": 7 * kind + n for n, who in enumerate(("total", "natural_person"))}
    return report(agency, year, figures, chance.choice(narratives), published_on=f"{year + 1}-01-{day:02d}")


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.soak) for seed in (3, 4, 5))])
def test_batch_after_batch_finds_what_one_look_at_everything_finds(tmp_path, seed):
    chance = Random(seed)
    narratives = texts(chance)
    earlier = [print_of(chance, narratives, one.name, year, 1) for one in REGISTRY for year in range(2015, 2021)]
    batches = [
        [
            print_of(chance, narratives, agency.name, year, day)
            for agency in chance.sample(REGISTRY, 5)
            for year in (2020, 2021)
        ]
        for day in range(2, 8)
    ]
    assert all(len(batch) <= len(earlier) / 10 for batch in batches), "where more change, all are weighed"
    batches.insert(0, earlier)
    one_by_one = load(tmp_path / "one.duckdb", *batches, registry=REGISTRY)
    at_once = load(tmp_path / "all.duckdb", [made for batch in batches for made in batch], registry=REGISTRY)
    rules = {rule for (rule,) in ask(at_once, "SELECT DISTINCT rule FROM cross_finding")}
    assert rules >= {
        *("COPIED_TEXT_OTHER_AGENCY", "COPIED_TEXT_LAST_YEAR", "COPIED_FIGURES_OTHER_AGENCY"),
        *("REGULATIONS_BY_NO_LAWMAKER", "DEPARTMENTS_EXCEED_GOVERNMENT"),
    }
    for table, columns in TABLES.items():
        rows = f"SELECT {columns} FROM {table} ORDER BY ALL"  # noqa: S608
        assert ask(one_by_one, rows) == ask(at_once, rows), table
    assert ask(one_by_one, "SELECT count(*) FROM print_before") == [(0,)]
    exceed = "SELECT year, left_side, right_side FROM cross_finding WHERE rule = 'DEPARTMENTS_EXCEED_GOVERNMENT'"
    shown = "SELECT year, government, departments FROM parent_children WHERE concept = 'requests_received'"
    assert ask(one_by_one, f"{exceed} ORDER BY ALL") == ask(
        one_by_one, f"{shown} AND departments > government ORDER BY ALL"
    )
