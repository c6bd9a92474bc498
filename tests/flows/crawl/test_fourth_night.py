"""The fourth night of the demo: everything goes wrong at once, the release comes, and the morning tells it."""

import pytest

from tests.flows.crawl.test_nightly import Job, _keys, _tables
from tests.portal import serve
from tests.portal.demo import EMPTIED, FIRST, FOURTH, LATECOMER, RESTORED, THIRD, TROUBLES, demo_sites
from tests.portal.reports import CHANGED
from xxgk.flows.crawl.run.scope import Scope

CUT, AWAY = (trouble.host for trouble in TROUBLES)
HAPPENS = {CUT, AWAY, "www.qinghe.test", "www.zhulin.test"}
FIGURES = "SELECT agency, year, code, value, unit, state, raw FROM current_figure ORDER BY ALL"
HISTORY = """
SELECT h.agency, h.year, h.is_current, h.is_filled, f.value
FROM report_history h JOIN figure f USING (agency_id, year, revision) WHERE f.code = '{}' ORDER BY seen_at
"""


@pytest.fixture(scope="module")
def fourth(tmp_path_factory, known_agencies):
    """The job after the nights in which something happens, what the last one did, and what counted before it."""
    with serve(FIRST, [site for site in demo_sites() if site.host in HAPPENS], TROUBLES) as portal:
        job = Job(portal, tmp_path_factory.mktemp("fourth"))
        for portal.today in (FIRST, THIRD):
            job.run(Scope(all=True))
        before = job.query(FIGURES)
        portal.today = FOURTH
        yield job, job.run(Scope(all=True)), before


@pytest.fixture(scope="module")
def history(fourth):
    return fourth[0].query(HISTORY.format(CHANGED))


def test_the_release_comes_and_but_two_reports_are_what_they_were(fourth):
    job, morning, before = fourth
    assert (morning.trouble, morning.release.changes) == ("", {"added": 1, "revised": 1})
    differing = {row[:3] for row in {*job.query(FIGURES)} ^ {*before}}
    assert {row for row in differing if row[:2] != (LATECOMER.agency, LATECOMER.year)} == {(*RESTORED, CHANGED)}


def test_a_figure_that_is_again_what_it_was_is_current_and_its_history_shows_all_three(history):
    first, corrected, last = ([is_current, value] for *key, is_current, _, value in history if tuple(key) == RESTORED)
    assert (first[1], corrected) == (last[1], [False, first[1] + 7])
    assert last[0]


def test_a_form_that_lost_its_figures_and_pages_that_come_cut_off_replace_nothing(fourth, history):
    assert [(agency, year, is_current) for agency, year, is_current, filled, _ in history if not filled] == [
        (*EMPTIED, False)
    ]
    assert fourth[0].query("SELECT is_whole FROM standing WHERE NOT is_whole") == []


def test_an_amount_that_prints_its_unit_is_loaded(fourth):
    truth = LATECOMER.truth(FOURTH)
    amounts = {code for code, unit in truth.form.money.items() if not unit}
    loaded = {code: (value, unit, raw) for *_, code, value, unit, _, raw in fourth[0].query(FIGURES) if code in amounts}
    assert loaded == {code: (truth.expected(code)[0], "元", truth.cells[code]) for code in amounts} != {}


def test_the_morning_tells_each_trouble_in_a_line(fourth):
    tables = _tables(fourth[0].blocks())
    sources = tables["Sources that need a look"]
    assert [(AWAY in row["source"], row["alarm"]) for row in sources] == [(True, "unreachable")]
    assert [(row["host"], row["class"]) for row in tables["Hosts left alone"]] == [(AWAY, "unreachable")]
    failed = {row["class"]: (row["reports"], row["for example"]) for row in tables["Failed addresses"]}
    assert set(failed) == {"cut-off", "unfilled"}
    assert failed["unfilled"][0] == 1
    assert CUT in failed["cut-off"][1]
    assert _keys(tables["New reports of the last run"]) == {(LATECOMER.agency, LATECOMER.year)}
    assert _keys(tables["Changed without notice"]) == {RESTORED, EMPTIED}
