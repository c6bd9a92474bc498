"""A night heeds what people read since the last one, and nothing else of what it knows of a page is another for it."""

from datetime import timedelta

from tests.by_people import AT, write
from tests.flows.crawl.test_nightly import Job
from tests.portal import serve
from tests.portal.season import NIGHTS, SITES
from xxgk.schema.readings import PRINTED, PersonReading

KNOWN = (
    "SELECT * FROM sighting ORDER BY ALL",
    "SELECT agency_id, year, revision, first_seen_at, is_current FROM report ORDER BY ALL",
    "SELECT publication, rank, is_shown, site, first_run FROM standing ORDER BY ALL",
    "SELECT agency_id, year, code, value, state FROM figure ORDER BY ALL",
)


def test_a_night_heeds_what_people_read(tmp_path):
    with serve(NIGHTS[0], SITES[1:2], ()) as portal:
        job = Job(portal, tmp_path)
        job.run()
        before = [job.query(sql) for sql in KNOWN]
        (one,) = job.query("SELECT sha256, code, raw FROM figure WHERE value IS NOT NULL ORDER BY ALL LIMIT 1")
        agreed = PersonReading(one[0], one[1], PRINTED, one[2], "甲", AT)
        write(job.where.places.readings, [agreed])
        portal.today += timedelta(days=1)
        night = job.run()
    assert not night.release.says_nothing_new
    assert job.query("SELECT status FROM person_reading_status") == [("read by the program",)]
    assert [job.query(sql) for sql in KNOWN] == before
