"""Several prints of one report: the best that is known is current, whatever came when; where they disagree is told."""

import random
from dataclasses import replace
from datetime import datetime

import pytest

from tests.sql.made import ask, load, report
from xxgk.flows.answers.show import figure_blocks, find_report, report_blocks
from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.reading.job import JobResult
from xxgk.flows.reading.rows import pack
from xxgk.flows.screen import ScreenTable
from xxgk.flows.warehouse.sightings import Sighting
from xxgk.flows.warehouse.warehouse import Warehouse
from xxgk.schema.report import Finding, Report, Section

T3 = "t3_requests"
FULL = {f"{T3}.{row}.total": n for n, row in enumerate(("new_received", "granted", "closed_total"), 3)}
FULL |= {f"{T3}.carried_over_in.total": None, "t2_art20_5_licensing.admin_license.decisions": 9}
CURRENT = "SELECT source FROM report_overview"
TOLD = "SELECT rule, place, left_side, right_side, message FROM report_finding ORDER BY ALL"


def printed(source: str, figures=FULL, published_on=None, agency="甲局", **changes) -> Report:
    made = report(agency, 2023, figures, source, published_on)
    return replace(made, source=source, **changes)


def current(path) -> str:
    ((source,),) = ask(path, CURRENT)
    return source


def but(code: str, value: float) -> dict[str, float | None]:
    return {**FULL, f"{T3}.{code}.total": value}


CUT = (Finding("CUT_OFF", "warning", "", "the page is cut off inside a cell"),)
LESS = {code: value for code, value in FULL.items() if "granted" not in code}
NO_TABLE_TWO = {code: value for code, value in but("other_other", 1).items() if code.startswith(T3)}
TEXTS = tuple(Section(code, code, "有文字") for code in ("overview", "problems", "other_matters"))


BETTER = {
    "a print with fewer figures": ({}, {"figures": LESS, "published_on": "2024-03-01"}),
    "a print with fewer tables": ({}, {"figures": NO_TABLE_TWO, "published_on": "2024-03-01"}),
    "a page cut off": ({"figures": LESS}, {"findings": CUT, "published_on": "2024-03-01"}),
    "an empty form": ({"figures": LESS}, {"figures": dict.fromkeys(FULL), "published_on": "2024-03-01"}),
    "the earlier publication": ({"published_on": "2024-03-01"}, {"published_on": "2024-01-20"}),
    "a print without a date": ({"published_on": "2024-01-20"}, {}),
    "tables without a narrative": ({"sections": TEXTS}, {"published_on": "2024-03-01"}),
    "a print that tells a bit more": ({"sections": TEXTS[:2], "published_on": "2024-03-01"}, {"sections": TEXTS}),
    "of equal ones that with the later path": ({"source": "a.html"}, {"source": "b.html"}),
}


@pytest.fixture(scope="module", params=["the better first", "the better last", "both at once"])
def loaded(request, tmp_path_factory):
    """Each pair of BETTER, of an agency of its own, in this order of loading."""
    pairs = [
        (
            printed(**{"source": "z.html", **best, "agency": name}),
            printed(**{"source": "m.html", **other, "agency": name}),
        )
        for name, (best, other) in BETTER.items()
    ]
    first, second = zip(*pairs, strict=True)
    orders = {"the better first": (first, second), "the better last": (second, first)}
    batches = orders.get(request.param, ((*first, *second),))
    return load(tmp_path_factory.mktemp("prints") / "w.duckdb", *batches)


@pytest.mark.parametrize("than", BETTER)
def test_the_best_print_is_current_and_never(loaded, than):
    current = dict(ask(loaded, "SELECT agency, source FROM report_overview"))
    assert current[than] == BETTER[than][0].get("source", "z.html")
    assert [row for row in ask(loaded, "SELECT agency_id, revision FROM report ORDER BY ALL") if row[0] == than] == [
        (than, 1),
        (than, 2),
    ]


def test_every_print_that_disagrees_is_named_with_both_values(tmp_path):
    copies = [printed(f"{n}.docx") for n in range(4)]
    path = load(tmp_path / "w.duckdb", [*copies, printed("4.html", but("granted", 14))])
    assert ask(path, TOLD) == [
        ("PRINTS_DISAGREE", f"{T3}.granted.total", 4, 14, "0.docx prints '4', 4.html prints '14'")
    ]
    documents = "SELECT d.source, o.source FROM report_finding f JOIN document d USING (sha256) JOIN document o "
    assert ask(path, f"{documents} ON o.sha256 = other_sha256") == [("0.docx", "4.html")]


def test_a_blank_and_a_zero_disagree(tmp_path):
    path = load(tmp_path / "w.duckdb", [printed("a.html"), printed("b.html", but("carried_over_in", 0))])
    assert ask(path, TOLD) == [
        ("PRINTS_DISAGREE", f"{T3}.carried_over_in.total", None, 0, "a.html prints '', b.html prints '0'")
    ]


def test_a_poorer_print_is_told(tmp_path):
    path = load(tmp_path / "w.duckdb", [printed("a.html"), printed("b.html", LESS, "2024-03-01")])
    told = "b.html: 4 cells in 2 tables; a.html, which is current, has 5 in 2"
    assert ask(path, TOLD) == [("PRINT_IS_POORER", "", 5, 4, told)]


# ------------------------------------------------------------------------------------------------------- what is shown


def seen(path, *nights):
    """One load for each (print, address, day, agency of the site)."""
    with Warehouse(path) as warehouse:
        warehouse.refresh(())
        for made, address, day, site_of in nights:
            run = warehouse.begin_run(0, 0)
            when = datetime(2024, 1, day)
            known = warehouse.known([made.sha256], run)
            rows = pack([] if known else [JobResult(made, first_seen_at=when)])
            warehouse.load(rows, run, [], [Sighting(made.sha256, made.sha256, 0, address, when, site_of)])
            warehouse.end_run(run)
    return path


def test_what_a_site_prints_again_is_current_again(tmp_path):
    a, b = printed("a", published_on="2024-01-02"), printed("b", but("granted", 14), "2024-01-09")
    url = "http://www.x.gov.cn/1.html"
    path = seen(tmp_path / "w.duckdb", (a, url, 10, None), (b, url, 11, None))
    assert current(path) == "b"
    seen(path, (a, url.replace("http://www.", "https://"), 12, None))
    assert current(path) == "a"
    history = "SELECT seen_at::DATE::VARCHAR, revision FROM report_history ORDER BY seen_at"
    assert ask(path, history) == [("2024-01-10", 1), ("2024-01-11", 2), ("2024-01-12", 1)]
    assert ask(path, "SELECT revision FROM report_as_of('2024-01-10')") == [(1,)]
    assert ask(path, "SELECT revision FROM report_as_of('2024-01-11')") == [(2,)]
    assert ask(path, "SELECT revision FROM report_as_of('2024-01-12')") == [(1,)]
    assert ask(path, TOLD) == []


def test_a_site_that_shows_a_poorer_page_leaves_the_fuller_one_current_and_that_is_told(tmp_path):
    a, b = printed("a"), printed("b", LESS, "2024-01-09")
    path = seen(tmp_path / "w.duckdb", *((made, "http://x.gov.cn/1", day, None) for made, day in ((a, 10), (b, 11))))
    assert current(path) == "a"
    assert [rule for rule, *_ in ask(path, TOLD)] == ["PRINT_IS_POORER"]


def test_the_agency_s_own_site_comes_before_a_portal_that_is_later(tmp_path):
    own, portal = printed("own", published_on="2024-01-02"), printed("portal", but("granted", 14), "2024-01-09")
    nights = [(own, "http://x.gov.cn/1", 10, "甲局"), (portal, "http://p.gov.cn/1", 10, "")]
    assert current(seen(tmp_path / "1.duckdb", *nights)) == "own"
    assert current(seen(tmp_path / "2.duckdb", *reversed(nights))) == "own"
    unknown = [(made, url, day, None) for made, url, day, _ in nights]
    assert current(seen(tmp_path / "3.duckdb", *unknown)) == "portal"


def test_neither_order_nor_repetition_of_sightings_shows(tmp_path):
    rng, places = random.Random(3), ("http://a.gov.cn/1", "http://b.gov.cn/1")
    prints = [printed(f"p{n}", but("granted", n), f"2024-01-0{1 + n % 3}") for n in range(5)]
    nights = [(rng.choice(prints), rng.choice(places), day, rng.choice((None, "", "甲局"))) for day in range(1, 10)]
    tables = ("FROM report", "SELECT * EXCLUDE (first_run) FROM standing", "FROM sighting", "FROM cross_finding")

    def all_of(path):
        return [ask(path, f"FROM ({table}) ORDER BY ALL") for table in tables]

    once = all_of(seen(tmp_path / "once.duckdb", *nights))
    shuffled = rng.sample(nights, k=len(nights))
    assert all_of(seen(tmp_path / "twice.duckdb", *shuffled, *nights[:3])) == once


def test_show_names_the_print_that_says_otherwise(tmp_path):
    path, code = tmp_path / "w.duckdb", f"{T3}.granted.total"
    load(path, [printed("a.html"), printed("b.docx", but("granted", 7))])
    with Warehouse(path, read_only=True) as opened:
        key = find_report(opened, "甲局", 2023)
        whole, one, other = (
            [
                row[1]
                for block in blocks
                if isinstance(block, ScreenTable) and "rule" in block.columns
                for row in block.rows
            ]
            for blocks in (
                report_blocks(opened, key),
                figure_blocks(opened, key, code, Archive(tmp_path)),
                figure_blocks(opened, key, f"{T3}.new_received.total", Archive(tmp_path)),
            )
        )
    assert (whole.count("PRINTS_DISAGREE"), one, other) == (1, ["PRINTS_DISAGREE"], [])
