"""A file of readings or corrections that cannot be understood sets itself aside and is told; the release goes on with
what was known of it before."""

import pytest

from tests.flows.conftest import Corpus
from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.jobs.heeding import heed
from xxgk.flows.jobs.ingest import Options
from xxgk.flows.places import Places
from xxgk.flows.release.publish import prepare, publish
from xxgk.schema.readings import COLUMNS

TOTAL = "t3_requests.new_received.total"
ENTRY = f"""
[[correction]]
agency_id = "000000-甲局"
year = 2022
figure = "{TOTAL}"
expect = "5"
meant = 6
reason = "told by the agency"
source = "a letter"
"""
BROKEN = {
    "readings": ("no,such\nhead,ers\n", "the columns must be"),
    "readings cut": (",".join(COLUMNS) + '\n"', "quotation mark"),
    "readings gbk": ("机关".encode("gbk"), "no UTF-8"),
    "corrections": ("[[correction", "line 1"),
    "corrections odd": ("[other]\na = 1\n", "wants entries [[correction]]"),
}


class Desk:
    def __init__(self, folder):
        self.corpus, self.places, self.told = Corpus(folder), Places(folder / "xxgk.duckdb"), []

    def night(self, **documents):
        work = prepare(self.places)
        heed(self.places, Archive(self.corpus.folder / "archive"), Options(), self.told.append)
        self.corpus.write(**documents).ingest(warehouse=work)
        return publish(self.places)

    def known(self):
        counts = "SELECT (SELECT count(*) FROM person_reading), (SELECT count(*) FROM correction)"
        return list(self.corpus.query(counts, self.places.published)[0])


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path)
    made.places.corrections.write_text(ENTRY, "utf-8")
    line = ("a" * 64, TOTAL, "printed", "5", "王", "2026-01-02T03:04:05Z", "")
    made.places.readings.write_text("\n".join((",".join(COLUMNS), ",".join(line))) + "\n", "utf-8")
    made.night(a="甲局|2022|2023-01-10|5")
    return made


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_set_aside_and_what_it_said_before_counts(desk, name, capsys):
    known = desk.known()
    assert known[0] == 1
    body, why = BROKEN[name]
    path = getattr(desk.places, name.partition(" ")[0])
    path.write_bytes(body if isinstance(body, bytes) else body.encode())
    release = desk.night(b="乙局|2022|2023-01-10|7")
    assert (release.number, release.changes, desk.known()) == (2, {"added": 1}, known)
    (line,) = release.of_people
    assert why in line
    assert str(path) in line
    assert any(line in told for told in release.details())
    path.unlink()
    assert desk.night(c="丙局|2022|2023-01-10|7").of_people == ()
    assert desk.known() != known


def test_of_corrections_the_entry_alone_is_set_aside(desk):
    known = desk.known()
    path = desk.places.corrections
    path.write_text(ENTRY + ENTRY + ENTRY.replace(TOTAL, "no.such.figure") + ENTRY.replace("2022", "2023"), "utf-8")
    release = desk.night(b="乙局|2022|2023-01-10|7")
    assert desk.known() == [known[0], known[1] + 1]
    assert len(release.of_people) == 2
    assert "two corrections of one figure" in release.of_people[0]
    assert "no form has a figure no.such.figure" in release.of_people[1]
