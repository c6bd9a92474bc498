"""What people read comes into a release, and goes when the document is another."""

import shutil

import pytest
from typer.testing import CliRunner

from tests.by_people import ROW, of_row, reading, refused, write
from xxgk.flows.commands import main as cli
from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.jobs.heeding import heed
from xxgk.flows.jobs.ingest import Options, ingest
from xxgk.flows.places import Places
from xxgk.flows.release.publish import prepare, publish
from xxgk.flows.warehouse.warehouse import Warehouse
from xxgk.schema.readings import UNDONE

REQUESTS = "SELECT granted, is_transcribed FROM requests_total"
RATE = "SELECT percent, is_transcribed FROM rate WHERE rate = 'grant_rate'"
STATUS = "SELECT DISTINCT status FROM person_reading_status"


class Office:
    """A folder with the sample whose row is refused, its warehouse and archive, and a person at work."""

    def __init__(self, folder):
        self.folder, self.places, self.archive = folder / "in", Places(folder / "x.duckdb"), Archive(folder / "archive")
        self.folder.mkdir(exist_ok=True)
        self.told = []

    def night(self, data=None):
        if data is not None:
            (self.folder / "a.html").write_bytes(data)
        ingest([self.folder], prepare(self.places), Options(workers=0, archive=self.archive.folder))
        return self.release()

    def release(self):
        self.heeded = heed(self.places, self.archive, Options(workers=0), self.told.append)
        return publish(self.places)

    def query(self, sql):
        with Warehouse(self.places.published, read_only=True) as opened:
            return list(opened.query(sql).rows)


@pytest.fixture
def office(tmp_path):
    office = Office(tmp_path)
    office.night(refused())
    return office


def test_a_refused_row_comes_into_requests_and_rates_marked_as_transcribed(office):
    assert (office.query(REQUESTS), office.query(RATE)) == ([(None, False)], [(None, False)])
    write(office.places.readings, of_row())
    release = office.release()
    assert (office.heeded, release.changes) == (1, {"reread": 1})
    assert (office.query(REQUESTS), office.query(RATE)) == ([(6, True)], [(28.6, True)])
    assert office.query(STATUS) == [("taken",)]
    assert office.query("SELECT DISTINCT who FROM person_reading JOIN figure USING (sha256, code)") == [("甲",)]
    again = office.release()
    assert (office.heeded, again.says_nothing_new) == (0, True)


def test_what_is_taken_back_goes_again(office):
    write(office.places.readings, of_row())
    office.release()
    write(office.places.readings, [*of_row(), *(one._replace(answer=UNDONE, text="") for one in of_row())])
    office.release()
    assert office.query(REQUESTS) == [(None, False)]
    assert office.query("SELECT count(*) FROM heeded") == [(0,)]


def test_the_document_changed_and_the_reading_applies_no_longer_and_says_so(office):
    write(office.places.readings, of_row())
    office.release()
    release = office.night(refused() + b"\n<!-- printed anew -->\n")
    assert office.query(REQUESTS) == [(None, False)]
    assert office.query(STATUS) == [("superseded",)]
    assert [line for line in release.details() if "applies no longer" in line]


def test_a_new_warehouse_is_read_with_what_people_read(office, tmp_path):
    write(office.places.readings, of_row())
    shutil.rmtree(office.places.releases)
    for file in (office.places.published, office.places.work):
        file.unlink()
    office.night()
    assert (office.heeded, office.query(REQUESTS)) == (0, [(6, True)])


def test_what_is_not_in_the_archive_is_told_and_read_when_it_comes_again(tmp_path):
    office = Office(tmp_path)
    (office.folder / "a.html").write_bytes(refused())
    ingest([office.folder], prepare(office.places), Options(workers=0))
    write(office.places.readings, of_row())
    office.release()
    assert "not in the archive" in office.told[0]
    office.night()
    assert office.query(REQUESTS) == [(6, True)]


@pytest.fixture
def run(office, monkeypatch):
    monkeypatch.setenv("XXGK_WAREHOUSE", str(office.places.published))
    return lambda *arguments: CliRunner().invoke(cli.app, arguments)


def test_the_file_is_checked_and_may_stand_elsewhere(office, run, tmp_path):
    write(tmp_path / "mine.csv", of_row())
    done = run("readings", "check", "--readings", str(tmp_path / "mine.csv"))
    assert (done.exit_code, "not taken" in done.stdout) == (0, True)
    archive = str(office.archive.folder)
    done = run("release", "--readings", str(tmp_path / "mine.csv"), "--archive", archive)
    assert (done.exit_code, office.query(REQUESTS)) == (0, [(6, True)])
    write(tmp_path / "mine.csv", [*of_row(), reading(f"{ROW}.total", "3", data=b"another document")])
    done = run("readings", "check", "--readings", str(tmp_path / "mine.csv"))
    assert (done.exit_code, "document unknown" in done.stdout) == (1, True)
