"""An archive in a bucket alone: what is handed in and what is crawled comes from there when it is read again, checked,
shown, asked of people, put on pages, exported and copied, on a machine that has nothing else of it; a killed load goes
on."""

import csv
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner
from warcio.archiveiterator import ArchiveIterator

from tests.by_people import refused
from tests.flows.buckets import served
from tests.flows.crawl.test_nightly import Job
from tests.flows.fakes import torn_off
from tests.portal import serve
from tests.portal.season import NIGHTS, SITES
from xxgk.flows.commands import main as cli
from xxgk.flows.crawl.kept.bucket_archive import archive_at
from xxgk.flows.crawl.kept.ledger import Ledger
from xxgk.flows.crawl.kept.rows import FetchRow
from xxgk.flows.crawl.run.scope import Scope
from xxgk.flows.jobs.ingest import Options, ingest_files
from xxgk.flows.jobs.rebuild import rebuild
from xxgk.flows.places import Places
from xxgk.flows.reading.files import find_files
from xxgk.flows.release.publish import publish
from xxgk.flows.review.answering import Review
from xxgk.flows.storage import store_at
from xxgk.flows.warehouse.warehouse import Warehouse

PLACE = "s3://xxgk/archive"
SAMPLES = Path(__file__).parents[3] / "data" / "samples"
NAMES = ("qinghe-justice-2021.html", "qinghe-justice-2022.html", "shili-police-2023.txt")
FIGURES = "SELECT agency_name, year, code, value FROM figure JOIN report USING (agency_id, year) ORDER BY ALL"


@pytest.fixture
def cache():
    """The folder of the cache of `PLACE`."""
    with served():
        yield archive_at(PLACE).folder


def figures(warehouse):
    with Warehouse(warehouse, read_only=True) as opened:
        return list(opened.query(FIGURES).rows)


def asked(*words, code=0):
    done = CliRunner().invoke(cli.app, list(words))
    assert done.exit_code == code, done.output
    return done.output


@pytest.mark.soak
def test_what_was_handed_in_is_read_again_checked_and_shown_from_the_bucket_alone(cache, tmp_path, monkeypatch):
    (given := tmp_path / "in").mkdir()
    for name in NAMES:
        shutil.copy(SAMPLES / name, given)
    places, options = Places(tmp_path / "x.duckdb"), Options(workers=0, archive=PLACE)
    with monkeypatch.context() as torn:
        torn.setattr(Warehouse, "load", torn_off)
        with pytest.raises(RuntimeError, match="torn off"):
            ingest_files(find_files([given]), places.work, options)
    ingest_files(find_files([given]), places.work, options)
    publish(places)
    before = figures(places.published)
    assert len({row[:2] for row in before}) == len(NAMES)
    shutil.rmtree(cache)
    shutil.rmtree(given)
    named = [f"--warehouse={places.published}", f"--archive={PLACE}"]
    assert "all are what their names say" in asked("archive", "check", *named)
    code = before[0][2]
    shown = asked("show", before[0][0], str(before[0][1]), "--figure", code, *named)
    assert str(cache) in shown.replace("\n", "")
    shutil.rmtree(cache)
    asked("reextract", *named, "-n", "1", "--where", "TRUE")
    assert figures(places.published) == before
    for left in tmp_path.glob("x.*"):
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    shutil.rmtree(cache)
    asked("rebuild", *named, "-n", "1")
    assert figures(places.published) == before


def test_people_pages_and_backups_have_the_documents_from_the_bucket(cache, tmp_path):
    (tmp_path / "refused.html").write_bytes(refused())
    places = Places(tmp_path / "x.duckdb")
    named = [f"--warehouse={places.published}", f"--archive={PLACE}"]
    asked("ingest", str(tmp_path / "refused.html"), *named, "-n", "1")
    shutil.rmtree(cache)
    review = Review(places, archive_at(PLACE), "甲")
    (question, *_) = review.questions()
    assert "石榴镇" in review.source(question)
    shutil.rmtree(cache)
    asked("site", *named, f"--to={tmp_path / 'pages'}")
    (page,) = (tmp_path / "pages" / "data" / "d").glob("*/*.js")
    assert (page.stem, "石榴镇" in page.read_text("utf-8")) == (question.sha256, True)
    asked("backup", str(tmp_path / "backup"), *named)
    with (tmp_path / "backup" / "archive.csv").open(encoding="utf-8", newline="") as file:
        assert [row["sha256"] for row in csv.DictReader(file)] == [question.sha256]


def test_a_damaged_object_is_told_and_mended_from_a_copy(cache, tmp_path):
    (given := tmp_path / "in").mkdir()
    shutil.copy(SAMPLES / NAMES[0], given)
    named = [f"--warehouse={tmp_path / 'x.duckdb'}", f"--archive={PLACE}"]
    asked("ingest", str(given), *named, "-n", "1")
    asked("archive", "copy", str(tmp_path / "copy"), f"--archive={PLACE}")
    store = store_at(PLACE)
    ((sha256, _),) = archive_at(PLACE).hashes()
    (name,) = (one for one in store.names() if sha256 in one)
    shutil.rmtree(cache)
    store.put(name, b"others")
    assert "hand it in again" in asked("archive", "check", *named, code=1)
    assert "taken from" in asked("archive", "check", *named, "--repair", f"--mirror={tmp_path / 'copy'}")
    assert "all are what their names say" in asked("archive", "check", *named)
    assert list(store.names("damaged")) == [f"damaged/{name.rpartition('/')[2]}"]


@pytest.mark.soak
def test_a_crawl_keeps_what_comes_in_the_bucket_and_the_next_night_asks_for_nothing_of_it_again(cache, tmp_path):
    with serve(NIGHTS[0], SITES[1:2], ()) as portal:
        job = Job(portal, tmp_path)
        job.where = replace(job.where, archive=PLACE)
        job.run(fetch_only=True)
        shutil.rmtree(cache)
        first = job.run(Scope(all=True))
        assert first.read.counts.get("loaded", 0) > 0
        before = figures(job.where.warehouse)
        shutil.rmtree(cache)
        second = job.run(Scope(all=True))
    assert (second.versions, second.read, second.lost) == (0, None, ())
    asked("warc", "1", str(tmp_path / "1.warc.gz"), f"--warehouse={job.where.warehouse}", f"--archive={PLACE}")
    with (tmp_path / "1.warc.gz").open("rb") as file, Ledger(job.where.ledger) as ledger:
        kept = {row.final_url for row in ledger.read(FetchRow, "WHERE run = 1")}
        answers = (record for record in ArchiveIterator(file) if record.rec_type == "response")
        assert {record.rec_headers.get_header("WARC-Target-URI") for record in answers} == kept
    assert not (tmp_path / "archive").exists()
    shutil.rmtree(cache)
    assert rebuild(job.where).absent == ()
    assert figures(job.where.warehouse) == before
