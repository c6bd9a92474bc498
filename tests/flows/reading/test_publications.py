"""A publication of several documents in the warehouse: one report, each figure with its own document."""

import hashlib
from datetime import datetime
from itertools import permutations

import pytest

from tests.flows import fakes
from xxgk.flows.jobs.ingest import Options, ingest_files
from xxgk.flows.reading import libreoffice as office
from xxgk.flows.reading.files import File, one_publication
from xxgk.flows.release.audits import run_audits
from xxgk.flows.warehouse.warehouse import Warehouse

PAGE = "甲局|2022|2023-01-10|4"


@pytest.fixture
def load(corpus):
    """Loads publications given as texts (main, parts …), all files of one made anew under its name."""

    def publication(name, *texts, first_seen_at=None):
        for number, text in enumerate(texts):
            corpus.write(**{f"{name}{number}": text})
        files = [File(f"{name}{number}", str(corpus.folder / f"{name}{number}.txt")) for number in range(len(texts))]
        return File(files[0].source, files[0].path, tuple(files[1:]), first_seen_at)

    def run(*publications, warehouse=None, **options):
        chosen = Options(**{"workers": 0, "extractor": fakes.extract_publication, **options})
        return ingest_files(publications, warehouse or corpus.warehouse, chosen)

    run.publication = publication
    return run


def audits(corpus):
    with Warehouse(corpus.warehouse, read_only=True) as warehouse:
        return [verdict.told() for verdict in run_audits(warehouse) if not verdict.passed]


def test_each_figure_has_its_own_document(corpus, load):
    summary = load(load.publication("a", PAGE, "granted|3"))
    assert summary.counts == {"loaded": 2}
    assert corpus.query("SELECT code, d.source FROM figure JOIN document d USING (sha256) ORDER BY code") == [
        ("t3_requests.granted.total", "a1"),
        ("t3_requests.new_received.natural_person", "a0"),
        ("t3_requests.new_received.total", "a0"),
    ]
    assert corpus.query("SELECT count(DISTINCT publication), count(*) FROM publication_part") == [(1, 2)]
    assert audits(corpus) == []


def test_a_corrected_attachment_is_a_new_revision(corpus, load):
    load(load.publication("a", PAGE, "granted|3", first_seen_at=datetime(2023, 2, 1)))
    load(load.publication("a", PAGE, "granted|5", first_seen_at=datetime(2023, 3, 1)))
    assert corpus.query(
        "SELECT revision, value FROM figure WHERE code = 't3_requests.granted.total' ORDER BY revision"
    ) == [(1, 3), (2, 5)]
    assert corpus.query("SELECT value FROM current_figure WHERE code = 't3_requests.granted.total'") == [(5,)]
    assert corpus.query("SELECT count(*), count(DISTINCT sha256) FROM report") == [(2, 1)]
    assert audits(corpus) == []


def test_the_second_time_changes_nothing(corpus, load):
    told = load.publication("a", PAGE, "granted|3", "granted|3", "granted|4")
    assert load(told).counts == {"loaded": 3, "duplicate": 1}
    before = corpus.tables()
    assert load(told, told).counts == {"already_loaded": 3, "duplicate": 5}
    assert corpus.tables() == before
    assert audits(corpus) == []


def test_parts_that_are_reports_of_their_own_are_loaded_as_such(corpus, load):
    bundle = load.publication("a", "a page", "甲局|2022||4", "乙局|2022||6")
    assert load(bundle).counts == {"quarantined": 1, "loaded": 2}
    before = corpus.tables()
    assert load(bundle).counts == {"already_quarantined": 1, "already_loaded": 2}
    assert corpus.tables() == before
    assert corpus.query("SELECT count(*) FROM report WHERE publication = sha256") == [(2,)]
    assert audits(corpus) == []


def test_files_that_cannot_be_part_of_it_end_in_an_outcome_too(corpus, load):
    page = load.publication("a", PAGE, "granted|3")
    lost, large = File("lost", "/nowhere"), load.publication("b", "granted|" + "0" * 999)
    assert load(File(page.source, page.path, (*page.parts, lost, large)), size=500).counts == {
        "loaded": 2,
        "unreachable": 2,
    }
    assert load(File("lost", "/nowhere", page.parts)).counts == {"unreachable": 2}
    assert audits(corpus) == []


def test_neither_order_nor_batches_show(corpus, load, tmp_path):
    told = [
        load.publication("a", PAGE, "granted|3"),
        load.publication("b", PAGE, "granted|5"),
        load.publication("c", PAGE),
        load.publication("d", "a page", "甲局|2022||4", "乙局|2022||6"),
        load.publication("e", "甲局|2022||4"),
    ]
    load(*told)
    for number, order in enumerate(list(permutations(told))[23::47]):
        other = tmp_path / f"{number}.duckdb"
        load(*order[:2], warehouse=other)
        load(*order, warehouse=other, batch=1 + number % 3)
        assert corpus.tables(other) == corpus.tables()


def test_a_publication_that_kills_its_reader_is_not_tried_by_every_run(corpus, load):
    assert load(load.publication("a", "die", "granted|3"), workers=1).counts == {"quarantined": 2}
    assert corpus.query("SELECT DISTINCT reason, is_settled FROM publication_part") == [
        ("the reading process was killed (signal 9)", False)
    ]
    again = load(load.publication("a", "die", "granted|3"), workers=1)
    assert again.counts == {"already_quarantined": 2}
    assert all("read again after" in reason for _, reason in again.refused)
    assert audits(corpus) == []


@pytest.mark.parametrize("converts", [True, False])
def test_a_part_that_only_libreoffice_knows_is_read_by_it(corpus, monkeypatch, converts):
    from tests.extractors.publication.test_publication import NARRATIVE, TABLES, page, word

    rtf = b"{\\rtf1 tables}"
    converted = word(TABLES)[0] if converts else None
    monkeypatch.setattr(office, "convert", lambda documents, _: [converted for _ in documents])
    monkeypatch.setattr(office, "program", lambda: "soffice" if converts else None)
    (corpus.folder / "p.html").write_bytes(page(NARRATIVE)[0])
    (corpus.folder / "t.rtf").write_bytes(rtf)
    ingest_files([one_publication([corpus.folder / "p.html", corpus.folder / "t.rtf"])], corpus.warehouse, Options(0))
    assert corpus.query("SELECT DISTINCT is_settled FROM publication_part") == [(converts,)]
    assert corpus.query("SELECT DISTINCT sha256 FROM figure") == (
        [(hashlib.sha256(rtf).hexdigest(),)] if converts else []
    )
    assert not audits(corpus)
