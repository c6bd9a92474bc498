"""A ledger or a working warehouse that is lost, or put back from a backup, mixes nothing; the next night goes on."""

import csv
import json
import shutil
import sqlite3
from contextlib import closing, nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.flows.buckets import served
from tests.flows.crawl.test_nightly import Job
from tests.portal import serve
from tests.portal.reports import Report
from tests.portal.season import NIGHTS, SITES
from tests.torture.world import World
from xxgk.flows.commands import main as cli
from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.crawl.kept.bucket_archive import names_of
from xxgk.flows.crawl.kept.ledger import TABLES, Ledger
from xxgk.flows.crawl.kept.rows import FetchRow, VersionRow
from xxgk.flows.crawl.run.scope import Scope
from xxgk.flows.jobs import rebuild
from xxgk.flows.jobs.ingest import Options, ingest
from xxgk.flows.jobs.rebuild import _number
from xxgk.flows.morning.told import told
from xxgk.flows.places import Places
from xxgk.flows.release.publish import prepare, publish
from xxgk.flows.spread.mirror import Mirror
from xxgk.flows.storage import store_at
from xxgk.flows.warehouse.warehouse import Warehouse

SAMPLES = Path(__file__).parents[3] / "data" / "samples"
REPORTS = "SELECT agency_id, year, revision, code, value FROM figure ORDER BY ALL"


@pytest.fixture(scope="module")
def nights(tmp_path_factory):
    """Two nights over one site, and a backup taken between them."""
    with serve(NIGHTS[0], SITES[1:2], ()) as portal:
        job = Job(portal, tmp_path_factory.mktemp("nights"))
        job.run()
        done = CliRunner().invoke(cli.app, ["backup", str(job.folder / "backup"), *job.named])
        assert done.exit_code == 0, done.output
        portal.today = NIGHTS[1]
        job.run(Scope(all=True))
        yield job


@pytest.fixture
def job(nights, tmp_path):
    """The same in a folder of its own, its portal asked for nothing yet."""
    copied = Job.__new__(Job)
    copied.__dict__ |= nights.__dict__
    shutil.copytree(nights.folder, tmp_path / "job", symlinks=True)
    copied.at(tmp_path / "job")
    copied.portal.log.clear()
    return copied


def tables(job):
    """The crawl's tables in the working warehouse, and in the ledger."""
    with Warehouse(Places(job.where.warehouse).work, read_only=True) as work:
        kept = {name: len(work.query(f'FROM "{name}"').rows) for name in TABLES}
    with Ledger(job.where.ledger) as ledger:
        return kept, {name: sum(len(piece) for piece in ledger.table(name)[1]) for name in TABLES}


@pytest.mark.parametrize("lost", ["gone", "older"])
def test_a_ledger_that_is_lost_or_older_goes_on_from_the_release(job, lost):
    facts, asked = job.query(REPORTS), job.query('SELECT count(*) FROM "fetch"')[0][0]
    for path in job.folder.glob("xxgk.ledger.sqlite*"):
        path.unlink()
    if lost == "older":
        shutil.copy(job.folder / "backup" / job.where.ledger.name, job.where.ledger)
    morning = job.run(Scope(all=True))
    assert (morning.run, morning.versions, morning.read) == (3, 0, None)
    assert any("goes on from the copy in there" in line for line in told(morning))
    assert job.query(REPORTS) == facts
    kept, here = tables(job)
    assert kept == here
    assert kept["fetch"] == asked + morning.asked
    assert len(list(job.folder.glob("*.before"))) == (lost == "older")


def test_rows_that_the_ledger_lost_are_put_back_and_told(job):
    with Ledger(job.where.ledger) as ledger:
        ledger.execute("DELETE FROM page_version WHERE key = (SELECT min(key) FROM page_version)")
        ledger.execute("DELETE FROM fetch WHERE run = 1 AND position > 2")
    morning = job.run(Scope(all=True))
    assert (morning.run, morning.versions) == (3, 0)
    assert any(line.startswith("the ledger lacked") and "1 version: they" in line for line in told(morning))
    kept, here = tables(job)
    assert kept == here


def test_numbers_of_runs_do_not_meet_those_of_the_release_where_only_that_knows_them(job):
    for path in job.folder.glob("xxgk*.sqlite*"):
        path.unlink()
    shutil.copy(job.folder / "backup" / job.where.ledger.name, job.where.ledger)
    shutil.copy(job.folder / "backup" / Places(job.where.warehouse).work.name, job.folder)
    assert job.run(Scope(all=True)).run == 3
    assert sorted(job.work("SELECT run FROM crawl_run")) == [(1,), (2,), (3,)]


@pytest.mark.soak
def test_a_flipped_byte_in_a_hash_of_the_ledger_is_put_back_from_the_warehouse(job):
    read = "SELECT key, version, sha256, url FROM page_version ORDER BY ALL"
    before = job.work(read)
    with closing(sqlite3.connect(job.where.ledger)) as ledger, ledger:
        ledger.execute(
            "UPDATE page_version SET sha256 = 'f' || substr(sha256, 2) "
            "WHERE rowid = (SELECT min(rowid) FROM page_version WHERE sha256 NOT LIKE 'f%')"
        )
    morning = job.run(Scope())
    assert ("1 row of the ledger had been altered" in str(morning.recovered), morning.versions) == (True, 0)
    assert job.work(read) == before
    assert not job.run(Scope()).recovered


def test_a_damaged_ledger_is_told_with_the_way_out(job, monkeypatch):
    monkeypatch.setenv("XXGK_CONTACT", "mailto:nobody@localhost")
    job.where.ledger.write_bytes(b"no database at all")
    done = CliRunner().invoke(cli.app, ["nightly", *job.named])
    assert (done.exit_code, "xxgk.ledger.sqlite is damaged" in done.stderr) == (1, True), done.output
    assert "move it away: the next night then takes over" in done.stderr
    job.where.ledger.unlink()
    assert job.run().recovered


def test_what_a_lost_working_warehouse_had_is_read_again_from_the_archive(job):
    facts = job.query(REPORTS)
    places = Places(job.where.warehouse)
    for path in (places.work, places.published):
        path.unlink()
    shutil.rmtree(places.releases)
    morning = job.run(Scope())
    assert morning.read.counts["loaded"] > 0
    assert [request for request in job.portal.log.requests if "robots" not in str(request)] == []
    assert job.query(REPORTS) == facts


def test_a_warehouse_is_rebuilt_from_the_archive_without_the_network(job):
    sample = SAMPLES / "qinghe-justice-2021.html"
    work = prepare(Places(job.where.warehouse))
    ingest([sample], work, Options(workers=0, archive=job.where.archive))
    ingest([SAMPLES / "qinghe-justice-2022.html"], work, Options(workers=0))
    publish(Places(job.where.warehouse))
    facts = job.query(REPORTS)
    done = CliRunner().invoke(cli.app, ["rebuild", *job.named, "-n", "1"])
    assert (done.exit_code, "qinghe-justice-2022.html" in done.output) == (1, True), done.output
    assert {row[1:] for row in facts} > {row[1:] for row in job.query(REPORTS)} > set()
    assert job.query("SELECT count(*) FROM document WHERE source LIKE '%qinghe-justice-2021.html'") == [(1,)]
    assert job.portal.log.requests == []
    kept, here = tables(job)
    assert kept == here


@pytest.mark.soak
@pytest.mark.parametrize("is_archived", [True, False])
def test_what_is_handed_in_while_a_warehouse_is_rebuilt_is_in_it_or_is_told(job, monkeypatch, is_archived):
    """The working warehouse is missing, so that the ingest makes one, which the rebuilt one replaces."""
    places, sample = Places(job.where.warehouse), SAMPLES / "qinghe-justice-2021.html"
    places.work.unlink()

    def number(*of_the_rebuilt):
        ingest([sample], prepare(places), Options(workers=0, archive=job.where.archive if is_archived else None))
        return _number(*of_the_rebuilt)

    monkeypatch.setattr(rebuild, "_number", number)
    done = CliRunner().invoke(cli.app, ["rebuild", *job.named, "-n", "1"])
    assert (done.exit_code, f"{sample}: its bytes" in done.output) == (not is_archived, not is_archived), done.output
    there = [source for (source,) in job.query("SELECT source FROM document") if sample.name in source]
    assert there == [str(sample)] * is_archived


@pytest.mark.soak
def test_a_rebuilt_warehouse_holds_the_same_in_all_tables(job):
    work = Places(job.where.warehouse).work
    before = World(job.folder).tables(work)
    assert CliRunner().invoke(cli.app, ["rebuild", *job.named, "-n", "1"]).exit_code == 0
    assert {name for name, rows in World(job.folder).tables(work).items() if rows != before[name]} == set()


@pytest.mark.soak
def test_a_page_that_went_back_to_its_old_text_did_so_in_the_rebuilt_warehouse_too(tmp_path):
    report = Report(SITES[1].reports[0].agency, 2024, corrected=NIGHTS[1], restored=NIGHTS[2])
    history = "SELECT seen_at, revision, is_current FROM report_history ORDER BY seen_at"
    with serve(NIGHTS[0], [replace(SITES[1], reports=(report,))], ()) as portal:
        portal.counts = False
        job = Job(portal, tmp_path)
        for portal.today in NIGHTS:
            job.run(Scope(all=True), fetch_only=portal.today < NIGHTS[2])
    before = job.query(history)
    assert [is_current for _, _, is_current in before] == [True, False, True]
    assert CliRunner().invoke(cli.app, ["rebuild", *job.named, "-n", "1"]).exit_code == 0
    with Warehouse(Places(job.where.warehouse).work, read_only=True) as work:
        assert list(work.query(history).rows) == before


def flip(path):
    """One byte of a file becomes another."""
    data = bytearray(path.read_bytes())
    place = data.find("件".encode()) if "件".encode() in data else len(data) // 2
    data[place] ^= 1
    path.chmod(0o644)
    path.write_bytes(data)


def newest(job):
    """Hash and address of the main document of the newest version of a page."""
    with Ledger(job.where.ledger) as ledger:
        (row,) = ledger.read(VersionRow, "ORDER BY first_seen_at DESC, version DESC LIMIT 1")
    return row.sha256, row.url


def test_a_flipped_byte_of_the_archive_is_no_figure_but_asked_for_again(job):
    facts = job.query(REPORTS)
    (sha256, url), places = newest(job), Places(job.where.warehouse)
    flip(Archive(job.where.archive).path(sha256))
    for path in (places.work, places.published):
        path.unlink()
    shutil.rmtree(places.releases)
    morning = job.run(Scope())
    assert [line for line in told(morning) if url in line and "the next run asks for it again" in line]
    assert (morning.trouble != "", [path.name for path in Archive(job.where.archive).damaged.iterdir()]) == (
        True,
        [sha256],
    )
    assert set(job.query(REPORTS)) < set(facts)
    morning = job.run(Scope())
    assert (morning.lost, morning.trouble) == ((), "")
    assert job.query(REPORTS) == facts


@pytest.mark.soak
@pytest.mark.parametrize("fault", ["removed", "cut"])
def test_bytes_that_are_gone_from_the_archive_are_told_by_the_next_night_and_come_again(job, fault):
    (sha256, url), archive = newest(job), Archive(job.where.archive)
    archive.path(sha256).unlink() if fault == "removed" else archive.path(sha256).write_bytes(b"<html>")
    morning = job.run(Scope())
    assert [line for line in told(morning) if url in line and "the next run asks for it again" in line]
    assert morning.trouble != ""
    morning = job.run(Scope())
    assert (morning.lost, morning.trouble, archive.is_whole(newest(job)[0])) == ((), "", True)
    assert job.run(Scope()).lost == ()


def test_reading_again_tells_what_the_archive_has_damaged(job):
    (sha256, url), facts = newest(job), job.query(REPORTS)
    flip(Archive(job.where.archive).path(sha256))
    done = CliRunner().invoke(cli.app, ["reextract", "--where", "true", *job.named, "-n", "1"])
    assert (done.exit_code, url in done.output) == (1, True), done.output
    assert job.query(REPORTS) == facts
    job.run(Scope())
    assert Archive(job.where.archive).has(newest(job)[0])
    assert {(agency, year, *cell) for agency, year, _, *cell in job.query(REPORTS)} == {
        (agency, year, *cell) for agency, year, _, *cell in facts
    }


def test_a_warehouse_made_anew_tells_what_the_archive_has_damaged(job):
    sha256, url = newest(job)
    flip(Archive(job.where.archive).path(sha256))
    done = CliRunner().invoke(cli.app, ["rebuild", *job.named, "-n", "1"])
    assert (done.exit_code, url in done.output) == (1, True), done.output


def test_a_web_archive_is_written_without_an_answer_whose_bytes_are_damaged(job, tmp_path):
    sha256, url = newest(job)
    flip(Archive(job.where.archive).path(sha256))
    done = CliRunner().invoke(cli.app, ["warc", "2", str(tmp_path / "2.warc"), *job.named])
    assert (done.exit_code, f"{url}: " in done.output, "left out" in done.output) == (1, True, True), done.output
    written = (tmp_path / "2.warc").read_bytes()
    assert written.count(b"WARC-Type: response") > 0
    assert f"WARC-Target-URI: {url}\r\n".encode() not in written


def test_the_archive_is_looked_through_and_mended(job, tmp_path):
    check, sample = ["archive", "check", *job.named], tmp_path / "handed-in.html"
    assert CliRunner().invoke(cli.app, check).exit_code == 0
    shutil.copy(SAMPLES / "qinghe-justice-2021.html", sample)
    ingest([sample], prepare(Places(job.where.warehouse)), Options(workers=0, archive=job.where.archive))
    (sha256, url), archive = newest(job), Archive(job.where.archive)
    flip(archive.path(sha256))
    flip(archive.path(handed_in := archive.put(sample.read_bytes())))
    done = CliRunner().invoke(cli.app, check)
    assert (done.exit_code, url in done.output, str(sample) in done.output) == (1, True, True), done.output
    assert not archive.damaged.exists()
    done = CliRunner().invoke(cli.app, [*check, "--repair"])
    assert (done.exit_code, "the next run asks for it again" in done.output) == (0, True), done.output
    assert (archive.is_whole(handed_in), archive.is_there(sha256)) == (True, False)
    job.run(Scope())
    assert CliRunner().invoke(cli.app, check).exit_code == 0


@pytest.mark.parametrize("kind", ["folder", "bucket"])
def test_what_is_damaged_or_gone_is_taken_from_a_copy_of_the_archive(job, tmp_path, kind):
    archive, (sha256, url) = Archive(job.where.archive), newest(job)
    with served() if kind == "bucket" else nullcontext():
        place = "s3://xxgk/archive" if kind == "bucket" else str(tmp_path / "copy")
        copy, check = ["archive", "copy", place, *job.named[1:]], ["archive", "check", *job.named, "--mirror", place]
        whole = {name: archive.get(name) for name, _ in archive.hashes()}
        assert f"{place}: {len(whole)} files were put there" in CliRunner().invoke(cli.app, copy).output
        assert f"{place}: 0 files were put there" in CliRunner().invoke(cli.app, copy).output
        flip(archive.path(sha256))
        with Ledger(job.where.ledger, read_only=True) as ledger:
            gone = next(one.sha256 for one in ledger.read(VersionRow) if one.sha256 != sha256)
        archive.path(gone).unlink()
        done = CliRunner().invoke(cli.app, check)
        assert (done.exit_code, url in done.output, f"2 of them are whole at {place}" in done.output) == (1, True, True)
        done = CliRunner().invoke(cli.app, [*check, "--repair"])
        assert (done.exit_code, "asks for it again" in done.output) == (0, False), done.output
        assert [f"{name}: taken from {place}" in done.output for name in (sha256, gone)] == [True, True]
        assert {name: archive.get(name) for name, _ in archive.hashes()} == whole


def test_a_copy_that_is_damaged_itself_mends_nothing(job, tmp_path):
    archive, (sha256, _) = Archive(job.where.archive), newest(job)
    store = store_at(str(tmp_path / "copy"))
    flip(archive.path(sha256))
    Mirror(store).bring_archive(archive, lambda _: None)
    assert (set(names_of(sha256)).isdisjoint(store.names()), sum(1 for _ in store.names())) == (
        True,
        sum(1 for _ in archive.hashes()) - 1,
    )
    store.put(names_of(sha256)[0], b"other bytes")
    done = CliRunner().invoke(cli.app, ["archive", "check", *job.named, "--repair", f"--mirror={tmp_path / 'copy'}"])
    assert (done.exit_code, "the next run asks for it again" in done.output) == (0, True), done.output
    assert not archive.is_there(sha256)


def test_a_listing_of_old_that_is_damaged_is_told_by_address_though_no_report_needs_it(job, monkeypatch):
    archive, check = Archive(job.where.archive), ["archive", "check", *job.named]
    with Ledger(job.where.ledger, read_only=True) as ledger:
        answer = ledger.read(FetchRow, "WHERE request LIKE '%/index.html'")[-1]
    shorter = replace(SITES[1], reports=SITES[1].reports[1:])
    monkeypatch.setitem(job.portal.sites, SITES[1].host, shorter)  # so that its listing is another by now
    flip(archive.path(answer.sha256))
    done = CliRunner().invoke(cli.app, check)
    assert (done.exit_code, f"{answer.request}: what it answered on" in done.output) == (1, True), done.output
    lost = job.run(Scope(all=True)).lost
    assert [line.startswith(f"{answer.request}: what it answered on") for line in lost] == [True], lost
    assert job.run(Scope(all=True)).lost == ()


def test_a_handed_in_file_that_an_older_copy_of_the_archive_lacks_is_missed_and_taken_in_again(job, tmp_path):
    check, names = ["archive", "check", *job.named], ("qinghe-justice-2021.html", "qinghe-justice-2022.html")
    ingest([SAMPLES / names[0]], prepare(Places(job.where.warehouse)), Options(workers=0))
    assert CliRunner().invoke(cli.app, check).exit_code == 0  # nothing that is handed in is ever kept here
    sample = Path(shutil.copy(SAMPLES / names[1], tmp_path))
    archive, options = Archive(job.where.archive), Options(workers=0, archive=job.where.archive)
    ingest([SAMPLES / names[0], sample], prepare(Places(job.where.warehouse)), options)
    archive.path(sha256 := archive.put(sample.read_bytes())).unlink()
    done = CliRunner().invoke(cli.app, check)
    assert (done.exit_code, f"{sample}: its bytes" in done.output) == (1, True), done.output
    assert CliRunner().invoke(cli.app, [*check, "--repair"]).exit_code == 0
    assert archive.is_whole(sha256)


def current(job):
    """The figures of the current reports, whatever their revision is called."""
    return job.query("SELECT agency_id, year, code, value FROM current_figure ORDER BY ALL")


@pytest.mark.soak
def test_what_was_loaded_and_not_published_comes_back_from_the_archive(job):
    held = job.folder / "held.html"
    shutil.copy(SAMPLES / "qinghe-justice-2021.html", held)
    load = ["ingest", *job.named, "-n", "1", "--hold"]
    assert CliRunner().invoke(cli.app, [*load, str(held)]).exit_code == 0
    held.unlink()
    Places(job.where.warehouse).work.unlink()
    done = CliRunner().invoke(cli.app, ["release", *job.named])
    assert (done.exit_code, done.stderr.count("\n")) == (0, 2), done.output
    assert "read again from" in done.stderr
    assert job.query("SELECT count(*) FROM document WHERE source LIKE '%held.html'") == [(1,)]
    done = CliRunner().invoke(cli.app, ["release", *job.named])
    assert (done.exit_code, done.stderr) == (0, "")


@pytest.mark.soak
def test_of_the_archive_alone_the_same_figures_are_made(job):
    load = ["ingest", *job.named, "-n", "1", str(SAMPLES / "qinghe-justice-2021.html")]
    assert CliRunner().invoke(cli.app, load).exit_code == 0
    facts = current(job)
    with (job.where.archive / "index.jsonl").open("a") as index:
        index.write('{"documents": [["' + "a" * 30)  # cut by a kill
    for path in job.folder.glob("xxgk.*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    done = CliRunner().invoke(cli.app, ["rebuild", *job.named, "-n", "1"])
    assert done.exit_code == 0, done.output
    assert current(job) == facts
    assert CliRunner().invoke(cli.app, load).exit_code == 0


def test_a_backup_is_whole_and_put_back_the_next_night_goes_on(job):
    kept = job.folder / "backup"
    about = json.loads((kept / "backup.json").read_text("utf-8"))
    assert set(about["files"]) == {"archive.csv", "xxgk.ledger.sqlite", "xxgk.work.duckdb"}
    with (kept / "archive.csv").open() as file:
        index = {row["sha256"]: int(row["size_bytes"]) for row in csv.DictReader(file)}
    for sha256, size in index.items():
        assert Archive(job.where.archive).path(sha256).stat().st_size == size
    with closing(sqlite3.connect(kept / "xxgk.ledger.sqlite")) as ledger:
        assert set(index) >= {sha256 for (sha256,) in ledger.execute("SELECT sha256 FROM page_version")}
    elsewhere = job.folder.parent / "restored"
    shutil.copytree(job.where.archive, elsewhere / "archive")
    for name in ("xxgk.ledger.sqlite", "xxgk.work.duckdb"):
        shutil.copy(kept / name, elsewhere)
    facts = job.query(REPORTS)
    job.at(elsewhere)
    assert job.run(Scope(all=True)).release.number == 2
    assert job.query(REPORTS) == facts


def test_a_folder_of_something_else_is_no_place_for_a_backup(job, tmp_path):
    done = CliRunner().invoke(cli.app, ["backup", str(tmp_path), *job.named])
    assert (done.exit_code, "no backup; name another folder" in done.stderr) == (1, True)
    with Ledger(job.where.ledger):
        done = CliRunner().invoke(cli.app, ["backup", str(tmp_path / "new"), *job.named])
    assert (done.exit_code, "another crawl" in done.stderr) == (1, True)
