"""Files become rows: outcomes add up, nothing shows of order, workers, repetition or a run cut short."""

import contextlib
import gc
import os
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from tests.flows import fakes
from xxgk.flows.jobs.ingest import Ingest, Options
from xxgk.flows.reading.files import examine, find_files
from xxgk.flows.reading.pool import Limits
from xxgk.flows.warehouse.warehouse import Warehouse

ROOT = Path(__file__).parents[3]

MIXED = {
    "a": "甲局|2022|2023-01-10|4",
    "a2": "甲局|2022||5",
    "a3": "甲局|2022|2023-02-01|6",
    "b": "乙局|2023|2024-01-10|8",
    "copy": "乙局|2023|2024-01-10|8",
    "junk": "nothing",
}


def test_outcomes_add_up(corpus):
    summary = corpus.write(**MIXED).ingest()
    assert summary.counts == {"loaded": 3, "loaded_with_findings": 1, "quarantined": 1, "duplicate": 1}
    assert summary.refused == ((str(corpus.folder / "junk.txt"), "no report"),)
    assert corpus.query("SELECT outcome, count(*) FROM ingest_outcome GROUP BY ALL ORDER BY ALL") == [
        ("duplicate", 1),
        ("loaded", 3),
        ("loaded_with_findings", 1),
        ("quarantined", 1),
    ]


def test_the_second_time_changes_nothing(corpus):
    corpus.write(**MIXED).ingest()
    before = corpus.tables()
    again = corpus.ingest()
    assert again.counts == {"already_loaded": 4, "already_quarantined": 1, "duplicate": 1}
    assert corpus.tables() == before


def test_a_changed_document_is_a_new_revision_and_the_old_one_stays(corpus):
    corpus.write(a="甲局|2022|2023-01-10|4").ingest()
    corpus.write(a="甲局|2022|2023-03-10|6").ingest()
    assert corpus.query("SELECT revision, value FROM figure WHERE code LIKE '%total' ORDER BY ALL") == [(1, 4), (2, 6)]
    assert corpus.query("SELECT value FROM current_figure WHERE code LIKE '%total'") == [(6,)]


def test_an_older_print_that_arrives_later_is_an_earlier_revision(corpus):
    corpus.write(a="甲局|2022|2023-03-10|6").ingest()
    corpus.write(a="甲局|2022|2023-01-10|4").ingest()
    assert corpus.query("SELECT revision, value FROM figure WHERE code LIKE '%total' ORDER BY ALL") == [(1, 4), (2, 6)]
    assert corpus.query("SELECT revision, is_current FROM report ORDER BY ALL") == [(1, False), (2, True)]


def test_two_documents_that_say_the_same_are_two_documents(corpus):
    corpus.write(a="甲局|2022|2023-03-10|6", b="甲局|2022|2023-03-10|6\n").ingest()
    assert corpus.query("SELECT count(*), count(DISTINCT sha256), max(revision) FROM report") == [(2, 2, 2)]


@pytest.mark.parametrize("options", [{"workers": 1}, {"workers": 2}, {"batch": 1}, {"batch": 2, "workers": 2}])
def test_order_workers_and_batches_do_not_show(corpus, tmp_path, options):
    many = {f"x{n}": f"丙局|{2000 + n % 5}|202{n % 3}-01-01|{n}" for n in range(11)}
    corpus.write(**MIXED, **many).ingest()
    other = tmp_path / "other.duckdb"
    corpus.ingest(*sorted(corpus.folder.iterdir(), reverse=True), warehouse=other, **options)
    assert corpus.tables(other) == corpus.tables()


def test_files_one_by_one_backwards_give_the_same_tables(corpus, tmp_path):
    corpus.write(**MIXED).ingest()
    other = tmp_path / "other.duckdb"
    for path in sorted(corpus.folder.iterdir(), reverse=True):
        corpus.ingest(path, warehouse=other)
    assert corpus.tables(other) == corpus.tables()


def test_a_run_cut_short_and_run_again_gives_the_same_tables(corpus, tmp_path):
    corpus.write(**MIXED)
    other = tmp_path / "other.duckdb"
    options = Options(workers=0, extractor=fakes.extract_publication, batch=2)
    with contextlib.suppress(KeyboardInterrupt), Ingest(find_files([corpus.folder]), other, options) as run:
        run.load(next(run.batches()))
        raise KeyboardInterrupt
    corpus.ingest(warehouse=other)
    corpus.ingest()
    assert corpus.tables(other) == corpus.tables()
    assert corpus.query("SELECT count(*) FROM ingest_run WHERE finished_at IS NULL", other) == [(1,)]


def test_a_run_killed_and_run_again_gives_the_same_tables(corpus, tmp_path):
    corpus.write(**MIXED, **{f"x{n}": f"丙局|{2000 + n}||{n}" for n in range(20)}).ingest()
    other = tmp_path / "other.duckdb"
    script = f"""
from pathlib import Path
from tests.flows import fakes
from xxgk.flows.reading.files import examine, find_files
from xxgk.flows.jobs.ingest import Ingest, Options
if __name__ == "__main__":
    options = Options(workers=1, extractor=fakes.extract_publication, batch=2)
    with Ingest(find_files([{str(corpus.folder)!r}]), Path({str(other)!r}), options) as run:
        for number, batch in enumerate(run.batches()):
            run.load(batch)
            print(number, flush=True)
"""
    running = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    with running:
        assert [running.stdout.readline() for _ in range(3)] == ["0\n", "1\n", "2\n"]
        running.kill()
    corpus.ingest(warehouse=other)
    assert corpus.tables(other) == corpus.tables()
    assert corpus.query("SELECT count(*) FROM ingest_run WHERE finished_at IS NULL", other) == [(1,)]


def test_a_load_that_fails_leaves_nothing_of_its_batch(corpus, monkeypatch):
    corpus.write(a="甲局|2022|2023-03-10|6").ingest()
    before = corpus.tables()
    corpus.write(b="乙局|2022|2023-03-10|6")
    run_file = Warehouse._run_file

    def fail_late(self, name):
        if name.startswith("load/050"):
            raise OSError("disk full")
        run_file(self, name)

    monkeypatch.setattr(Warehouse, "_run_file", fail_late)
    with pytest.raises(OSError, match="disk full"):
        corpus.ingest()
    monkeypatch.undo()
    assert corpus.tables() == before


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("hang", "not read within 1 s"),
        ("die", "the reading process was killed (signal 9)"),
        ("hog", "takes more memory than allowed"),
        ("raise", "the extractor failed: RuntimeError: boom"),
    ],
)
def test_a_document_that_harms_its_reader_is_quarantined_alone(corpus, text, reason):
    good = {f"x{n}": f"丙局|{2000 + n}||{n}" for n in range(9)}
    summary = corpus.write(**good, evil=text).ingest(workers=1, limits=Limits(seconds=1, memory=1 << 30))
    assert summary.refused == ((str(corpus.folder / "evil.txt"), reason),)
    assert corpus.query("SELECT count(*) FROM report") == [(9,)]


def test_a_file_too_large_is_known_by_its_size_and_not_a_byte_of_it_is_read(corpus, monkeypatch):
    corpus.write(a="甲局|2022||6", big="x")
    os.truncate(corpus.folder / "big.txt", 1 << 40)  # a hole: hashing it would take the day
    summary = corpus.ingest()
    assert summary.refused == ((str(corpus.folder / "big.txt"), "larger than 64 MiB (1,099,511,627,776 bytes)"),)
    assert summary.left_out
    assert corpus.query("SELECT outcome, sha256 FROM ingest_outcome WHERE source LIKE '%big%'") == [
        ("unreachable", None)
    ]
    assert corpus.query("SELECT count(*) FROM document") == [(1,)]


def test_a_missing_file_is_unreachable_and_the_others_are_loaded(corpus):
    corpus.write(a="甲局|2022||6")
    summary = corpus.ingest(corpus.folder, Path("nowhere.html"))
    assert summary.counts == {"loaded": 1, "unreachable": 1}
    assert corpus.query("SELECT source, outcome, reason FROM refused") == [
        ("nowhere.html", "unreachable", "no such file")
    ]


def test_a_file_name_that_is_no_text_is_still_read(corpus):
    Path(os.fsdecode(bytes(corpus.folder) + b"/\xb1\xa8.txt")).write_text("甲局|2022||6")
    assert corpus.ingest(workers=1).counts == {"loaded": 1}
    assert corpus.query("SELECT source LIKE '%\ufffd\ufffd.txt' FROM document") == [(True,)]


def test_folders_leave_out_hidden_files(corpus):
    corpus.write(a="甲局|2022||6")
    (corpus.folder / ".hidden").write_text("x")
    (corpus.folder / ".git").mkdir()
    (corpus.folder / ".git" / "x.txt").write_text("x")
    assert [Path(file.path).name for file in find_files([corpus.folder, corpus.folder / "a.txt"])] == ["a.txt"]


def test_links_are_followed_only_within_the_folder_that_was_handed_in(corpus, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "secret.txt").write_text("甲局|2022||6")
    (elsewhere / "secret.docx").write_text("x")
    (corpus.folder / "below").mkdir()
    (corpus.folder / "below" / "a.txt").write_text("乙局|2022||6")
    (corpus.folder / "page.html").write_text("x")
    links = {"in.txt": corpus.folder / "below" / "a.txt", "out.txt": elsewhere / "secret.txt", "outside": elsewhere}
    for name, target in {**links, "inside": corpus.folder / "below", "page_files": elsewhere}.items():
        (corpus.folder / name).symlink_to(target)
    found = {document.source: examine(document) for file in find_files([corpus.folder]) for document in file.documents}
    told = {Path(source).name: content.problem for source, content in found.items()}
    out = "a link that leads out of its folder"
    wanted = {"a.txt": None, "in.txt": None, "page.html": None, "out.txt": out, "outside": out, "page_files": out}
    assert told == wanted
    assert examine(find_files([corpus.folder / "out.txt"])[0]).sha256
    (alone,) = find_files([corpus.folder / "page.html"])
    assert [examine(part).problem for part in alone.parts] == [out]


@pytest.mark.parametrize("folder", ["page_files", "page.files"])
def test_what_a_browser_saved_beside_a_page_is_part_of_it(corpus, folder):
    beside = corpus.folder / folder
    beside.mkdir()
    (corpus.folder / "page.html").write_text("x")
    sizes = {"b.png": 9000, "a.docx": 1, "c.et": 1, "d.bmp": 9000, "dot.png": 10, "a.css": 9000, "a.js": 9000}
    for name, size in sizes.items():
        (beside / name).write_bytes(b"x" * size)
    (corpus.folder / "other_files").mkdir()
    (corpus.folder / "other_files" / "c.txt").write_text("x")
    found = {
        Path(file.path).name: [Path(part.path).name for part in file.parts] for file in find_files([corpus.folder])
    }
    assert found == {"page.html": ["a.docx", "b.png", "c.et", "a.css"], "c.txt": []}
    assert find_files([corpus.folder / "page.html"])[0].parts == find_files([corpus.folder])[1].parts


@pytest.mark.soak
def test_memory_does_not_grow_with_the_number_of_documents(corpus):
    def peak(count, name):
        files = [corpus.folder / f"{number}.txt" for number in range(count)]
        for number, file in enumerate(files):
            file.write_text(f"甲区{number}局|2022||{number % 50}")
        gc.collect()
        tracemalloc.start()
        corpus.ingest(*files, warehouse=corpus.warehouse.with_stem(name), batch=100)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(600, "first")  # what is made once, and what is remembered of short texts
    few, many = peak(200, "few"), peak(600, "many")
    assert many - few < 400 * 1500, (few, many)  # a file and its path; no document
