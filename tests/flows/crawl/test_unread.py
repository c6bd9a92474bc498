"""A page that its reader cannot get through: the nights try it again, but not each of them."""

from dataclasses import replace
from datetime import timedelta

from tests.flows.crawl.test_nightly import Job
from tests.portal import serve
from tests.portal.reports import Report
from tests.portal.season import NIGHTS, SITES
from xxgk.flows.reading import extractor as door
from xxgk.flows.warehouse import warehouse

SITE = replace(SITES[1], reports=(Report(SITES[1].reports[0].agency, 2024),))
START = warehouse.now()


def fails(*_):
    raise ZeroDivisionError


def test_a_page_that_fails_is_read_again_by_the_next_night_and_not_by_the_one_after(tmp_path, monkeypatch):
    with serve(NIGHTS[0], (SITE,), ()) as portal, monkeypatch.context() as broken:
        job = Job(portal, tmp_path)

        def read(night):
            portal.today = NIGHTS[0] + timedelta(days=night)
            monkeypatch.setattr(warehouse, "now", lambda: START + timedelta(days=night))
            done = job.run().read
            return done.counts if done else {}

        broken.setattr(door, "EXTRACTOR", fails)
        assert [read(night) for night in (0, 1, 2)] == [{"quarantined": 1}, {"quarantined": 1}, {}]
        broken.undo()
        assert list(read(8)) == ["loaded"]
