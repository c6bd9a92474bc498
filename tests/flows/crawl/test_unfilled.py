"""Forms that nobody has filled: told under a class of their own, and asked again before others are."""

from dataclasses import replace
from datetime import date, timedelta

from tests.flows.crawl.test_nightly import Job, _tables
from tests.portal import serve
from tests.portal.reports import Report
from tests.portal.season import SITES

JULY = date(2026, 7, 1)
SITE, OLD = SITES[1], Report(SITES[1].reports[0].agency, 2021)
"""A report that is old enough to be left for a month in summer."""


def test_a_form_that_nobody_has_filled_is_told_and_asked_again_until_it_is(tmp_path):
    empty = replace(SITE, reports=(replace(OLD, emptied=date.min),))
    with serve(JULY, (empty,), ()) as portal:
        job = Job(portal, tmp_path)
        job.run()
        portal.today = JULY + timedelta(days=2)
        assert job.run().versions == 0
        failed = _tables(job.blocks())["Failed addresses"]
        assert [(row["class"], row["reports"]) for row in failed] == [("unfilled", 1)]
        assert "holds a figure" in failed[0]["detail"]
        assert job.work("SELECT run, next_at - checked_at FROM page") == [(2, timedelta(days=2))]
        portal.sites = {SITE.host: replace(SITE, reports=(OLD,))}
        portal.today = JULY + timedelta(days=4)
        assert job.run().versions == 1
    assert job.query("SELECT class FROM page") == [("page",)]
    assert "Failed addresses" not in _tables(job.blocks())
    assert job.query("SELECT count(*) > 0 FROM current_figure WHERE value IS NOT NULL") == [(True,)]
