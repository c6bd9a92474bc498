"""Documents that are handed in are kept by hash: their figures can be traced and read again when the files are gone."""

import hashlib
import shutil

import pytest

from tests.flows import fakes
from xxgk.flows.answers.show import figure_blocks, find_report
from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.jobs.ingest import Options, ingest_files
from xxgk.flows.jobs.reextract import reextract
from xxgk.flows.jobs.workplace import Workplace
from xxgk.flows.places import Places, own
from xxgk.flows.reading import extractor as door
from xxgk.flows.reading.files import find_files, one_publication
from xxgk.flows.release.publish import publish
from xxgk.flows.warehouse.warehouse import Warehouse

PAGE = "甲局|2022|2023-01-10|4"
TOTAL = "t3_requests.new_received.total"


@pytest.fixture
def kept(corpus, tmp_path, monkeypatch):
    """The corpus as `xxgk ingest` handles it: loaded into a working warehouse, archived, published."""
    where = Workplace(tmp_path / "x.duckdb", tmp_path / "archive")
    work = Places(where.warehouse).work
    corpus.warehouse = work
    monkeypatch.setattr(door, "EXTRACTOR", fakes.extract_publication)
    monkeypatch.setattr("xxgk.flows.jobs.reextract.Options", lambda **_: Options(0))

    def load(*files, archive=where.archive):
        found = files or find_files([corpus.folder])
        summary = ingest_files(found, work, Options(0, archive=archive))
        publish(Places(where.warehouse))
        return summary

    load.where = where
    return load


def held(where):
    return {sha256 for sha256, _ in Archive(where.archive).hashes()}


def test_what_is_handed_in_is_in_the_archive_by_its_hash(corpus, kept):
    corpus.write(a=PAGE, b="nothing")
    kept()
    assert held(kept.where) == {hashlib.sha256(text.encode()).hexdigest() for text in (PAGE, "nothing")}
    assert Archive(kept.where.archive).get(hashlib.sha256(PAGE.encode()).hexdigest()) == PAGE.encode()


def test_what_must_not_be_kept_is_not(corpus, kept):
    corpus.write(a=PAGE)
    kept(archive=None)
    assert held(kept.where) == set()
    assert len(reextract(kept.where, "TRUE").absent) == 1
    kept()  # handed in again, it is kept, though there is nothing new to read
    assert len(held(kept.where)) == 1


def test_documents_are_read_again_when_their_folder_is_gone(corpus, kept, monkeypatch):
    corpus.write(a=PAGE, b="乙局|2022||6")
    kept()
    before = corpus.tables()
    shutil.rmtree(corpus.folder)
    monkeypatch.setattr("xxgk.flows.jobs.reextract.extractor_version", lambda: "another")
    done = reextract(kept.where)
    assert (done.chosen, done.absent, done.read.counts) == (2, (), {"loaded": 2})
    assert corpus.tables() == before


@pytest.mark.parametrize("texts", [(PAGE, "granted|3", "granted|4"), ("a page", PAGE, "乙局|2022||6")])
def test_what_came_together_is_read_again_together(corpus, kept, texts):
    paths = [corpus.folder / f"{number}.txt" for number in range(3)]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text)
    counts = kept(one_publication(paths)).counts
    before = corpus.tables()
    shutil.rmtree(corpus.folder)
    done = reextract(kept.where, "agency LIKE '甲%'")
    assert (done.chosen, done.absent, done.read.counts) == (1, (), counts)
    assert corpus.tables() == before


def test_a_run_of_reading_again_that_was_broken_off_goes_on_where_it_was(corpus, kept, monkeypatch):
    corpus.write(a=PAGE, b="乙局|2022||6")
    kept()
    monkeypatch.setattr("xxgk.flows.jobs.reextract.extractor_version", lambda: "another")
    monkeypatch.setattr("xxgk.flows.warehouse.warehouse.extractor_version", lambda: "another")
    with Warehouse(corpus.warehouse) as work:  # one of the two was read again, then somebody pulled the plug
        work.query("UPDATE publication_reading SET extractor = 'another' WHERE publication IN "
                   "(SELECT sha256 FROM document WHERE source LIKE '%a.txt')")  # fmt: skip
    assert reextract(kept.where).chosen == 1


def test_a_figure_tells_where_its_bytes_are(corpus, kept):
    corpus.write(a=PAGE)
    kept(archive=None)

    def told():
        with Warehouse(corpus.warehouse, read_only=True) as opened:
            blocks = figure_blocks(opened, find_report(opened, "甲局", 2022), TOTAL, Archive(kept.where.archive))
            return dict(next(blocks).rows)["bytes"]

    assert told() == str(corpus.folder / "a.txt")
    (corpus.folder / "a.txt").write_text("another")
    assert told().startswith("neither")
    (corpus.folder / "a.txt").write_text(PAGE)
    kept()
    shutil.rmtree(corpus.folder)
    assert told() == str(Archive(kept.where.archive).path(hashlib.sha256(PAGE.encode()).hexdigest()))


def test_a_file_that_changes_meanwhile_is_not_kept_under_the_wrong_name(tmp_path):
    (tmp_path / "a").write_bytes(b"new")
    archive = Archive(tmp_path / "archive")
    archive.open()
    archive.keep({hashlib.sha256(b"old").hexdigest(): tmp_path / "a", "0" * 64: tmp_path / "gone"})
    assert [path.name for path in archive.folder.rglob("*") if path.is_file()] == [".lock"]


def test_the_programs_own_files_are_no_documents(corpus, kept):
    corpus.write(a=PAGE)
    kept()
    folder = kept.where.archive.parent
    found = find_files([folder], [kept.where.archive, *own(kept.where.warehouse)])
    assert [file.source for file in found] == [str(corpus.folder / "a.txt")]
