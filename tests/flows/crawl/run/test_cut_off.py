"""Pages that come cut off: what came whole stays, and they are asked again."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.flows.crawl.test_nightly import Job, _tables
from tests.portal import serve
from tests.portal.reports import Report
from tests.portal.season import SITES, Trouble
from xxgk.flows.crawl.run.scope import Scope

SITE = SITES[1]


def test_a_page_that_came_whole_stays_where_it_comes_cut_off(tmp_path):
    pages = tuple(report for report in SITE.reports if report.is_page)[:1]
    with serve(SITE.reports[-1].appears, (replace(SITE, reports=pages),), ()) as portal:
        job = Job(portal, tmp_path)
        assert job.run().versions == 1
        before = job.query("SELECT * FROM figure ORDER BY ALL")
        portal.troubles = (Trouble(SITE.host, "cut", portal.today),)
        for tries in (1, 2):
            portal.today += timedelta(days=tries)
            assert job.run().versions == 0
            assert job.work("SELECT class, tries FROM page") == [("cut-off", tries)]
            assert job.query("SELECT * FROM figure ORDER BY ALL") == before
        assert [row["class"] for row in _tables(job.blocks())["Failed addresses"]] == ["cut-off"]
        portal.troubles = ()
        portal.today += timedelta(days=3)
        job.run()
    assert job.work("SELECT class, tries FROM page") == [("page", 0)]


@pytest.mark.usefixtures("known_agencies")
def test_a_page_that_always_ends_at_the_same_place_is_read_and_replaces_nothing(tmp_path):
    pages = tuple(replace(report, corrected=date(2026, 2, 2)) for report in SITE.reports if report.is_page)[:1]
    with serve(date(2026, 2, 1), (replace(SITE, reports=pages),), ()) as portal:
        job = Job(portal, tmp_path)
        job.run()
        before = job.query("SELECT * FROM current_figure ORDER BY ALL")
        portal.troubles = (Trouble(SITE.host, "cut", portal.today),)
        assert _fetched(job, nights=3) == [0, 0, 1]
        assert _fetched(job, nights=3) == [0, 0, 0]
        job.run()
    assert job.query("SELECT is_current FROM report_history ORDER BY revision") == [(True,), (False,)]
    assert job.query("SELECT * FROM current_figure ORDER BY ALL") == before


def test_a_page_that_ends_elsewhere_each_night_is_no_new_version(tmp_path):
    pages = tuple(report for report in SITE.reports if report.is_page)[:1]
    with serve(date(2026, 2, 1), (replace(SITE, reports=pages),), ()) as portal:
        job = Job(portal, tmp_path)
        assert _fetched(job, nights=1) == [1]
        portal.troubles = (Trouble(SITE.host, "torn", portal.today),)
        assert _fetched(job, nights=5) == [0] * 5


@pytest.mark.parametrize(("printed", "outcome"), [("html", "loaded_with_findings"), ("docx", "quarantined")])
def test_what_never_came_whole_is_read_as_far_as_it_comes(tmp_path, printed, outcome):
    sites = (replace(SITE, reports=(Report(SITE.reports[0].agency, 2024, printed),)),)
    with serve(date(2026, 2, 1), sites, (Trouble(SITE.host, "cut", date.min),)) as portal:
        job = Job(portal, tmp_path)
        assert _fetched(job, nights=3) == [0, 0, 1]
        job.run()
    assert job.query("SELECT class FROM page") == [("cut-off",)]
    assert job.query("SELECT outcome FROM reading") == [(outcome,)]


def _fetched(job, nights):
    """How many versions came in each of some nights; every address is asked, nothing is read."""
    found = []
    for _ in range(nights):
        job.portal.today += timedelta(days=1)
        found.append(job.run(Scope(all=True), fetch_only=True).versions)
    return found
