"""Pages that come cut off: what came whole stays, and they are asked again."""

from dataclasses import replace
from datetime import timedelta

from tests.flows.crawl.test_nightly import Job, _tables
from tests.portal import serve
from tests.portal.season import SITES, Trouble

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
            assert job.query("SELECT class, tries FROM page") == [("cut-off", tries)]
            assert job.query("SELECT * FROM figure ORDER BY ALL") == before
        assert [row["class"] for row in _tables(job.blocks())["Failed addresses"]] == ["cut-off"]
        portal.troubles = ()
        portal.today += timedelta(days=3)
        job.run()
    assert job.query("SELECT class, tries FROM page") == [("page", 0)]
