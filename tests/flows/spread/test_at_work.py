"""What a worker does with a piece, without any scheduler."""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.by_people import reading
from tests.flows import fakes
from xxgk.flows.reading.job import Job
from xxgk.flows.reading.pool import Limits
from xxgk.flows.spread import at_work
from xxgk.flows.spread.at_work import UnlikeError, read_piece
from xxgk.flows.spread.cluster import Cluster
from xxgk.flows.spread.likeness import reads_with, unlike
from xxgk.flows.spread.piece import Order, piece_of
from xxgk.flows.spread.spread import Spread
from xxgk.flows.spread.staged_pieces import StagedPieces
from xxgk.flows.storage import store_at


@pytest.fixture(autouse=True)
def one_process(monkeypatch):
    monkeypatch.setenv(at_work.PROCESSES, "1")
    yield
    at_work.stop_all()


def archived(folder, *texts):
    jobs = []
    for number, text in enumerate(texts):
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        path = folder / "archive" / sha256[:2] / sha256[2:4] / sha256
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        jobs.append(Job("elsewhere", f"{number}.txt", sha256, len(text), fakes.extract_publication))
    return jobs


@pytest.fixture
def order(tmp_path):
    return Order(reads_with(), str(tmp_path / "archive"), str(tmp_path / "staging"), Limits(seconds=5), pages=False)


def outcomes(order, piece, told):
    rows = StagedPieces(store_at(order.staging)).rows(piece.key, told)
    columns = rows["staged_document"].select(["source", "outcome"]).to_pydict()
    return list(zip(*columns.values(), strict=True))


def test_a_piece_is_staged_whole_and_a_hostile_document_is_lost_alone(tmp_path, order):
    jobs = archived(tmp_path, "甲局|2021||4", "die", "乙局|2022||3", "raise")
    piece = piece_of(jobs, order.reads_with)
    told = read_piece(piece, order)
    assert told.lost == [["1.txt", "the reading process was killed (signal 9)"]]
    assert outcomes(order, piece, told) == [
        ("0.txt", "loaded"),
        ("1.txt", "quarantined"),
        ("2.txt", "loaded_with_findings"),
        ("3.txt", "quarantined"),
    ]


def test_a_piece_that_is_there_is_not_read_again(tmp_path, order):
    jobs = archived(tmp_path, "甲局|2021||4")
    piece = piece_of(jobs, order.reads_with)
    told = read_piece(piece, order)
    (tmp_path / "archive").rename(tmp_path / "gone")
    assert read_piece(piece, order) == told
    StagedPieces(store_at(order.staging)).forget(piece.key)
    with pytest.raises(FileNotFoundError, match="no such archive"):
        read_piece(piece, order)


def test_a_piece_that_is_asked_for_while_it_is_read_is_read_once(tmp_path, order):
    piece = piece_of(archived(tmp_path, "甲局|2021||4"), order.reads_with)
    with ThreadPoolExecutor(2) as asking:
        first, second = asking.map(read_piece, [piece] * 2, [order] * 2)
    assert first == second


def test_what_the_archive_lacks_is_told_by_its_reading(tmp_path, order):
    jobs = archived(tmp_path, "甲局|2021||4", "乙局|2022||3")
    (tmp_path / "archive" / jobs[0].sha256[:2] / jobs[0].sha256[2:4] / jobs[0].sha256).unlink()
    piece = piece_of(jobs, order.reads_with)
    assert outcomes(order, piece, read_piece(piece, order))[0] == ("0.txt", "unreachable")


def test_a_machine_that_reads_with_something_else_does_not_read(tmp_path, order):
    jobs = archived(tmp_path, "甲局|2021||4")
    other = order._replace(reads_with={**order.reads_with, "lxml": "0.1"})
    with pytest.raises(UnlikeError, match=r"reads with lxml \S+ \(here 0\.1\)"):
        read_piece(piece_of(jobs, other.reads_with), other)
    assert unlike(reads_with(), reads_with()) == ""


def test_a_damaged_piece_is_told_and_a_cut_one_is_not_there(tmp_path, order):
    jobs = archived(tmp_path, "甲局|2021||4")
    piece = piece_of(jobs, order.reads_with)
    told = read_piece(piece, order)
    staged, folder = StagedPieces(store_at(order.staging)), tmp_path / "staging" / piece.key
    figures = folder / "staged_figure.parquet"
    figures.write_bytes(figures.read_bytes()[:-9])
    with pytest.raises(ValueError, match=r"staged_figure\.parquet is cut off"):
        staged.rows(piece.key, told)
    figures.unlink()
    with pytest.raises(ValueError, match="is not there"):
        staged.rows(piece.key, told)
    done = folder / "_done.json"
    done.write_text(done.read_text()[:-9])
    assert staged.done(piece.key) is None
    assert json.loads(json.dumps(told.lost)) == []


def test_what_is_no_piece_stays_in_staging(tmp_path, order):
    jobs = archived(tmp_path, "甲局|2021||4")
    piece = piece_of(jobs, order.reads_with)
    everywhere = order._replace(staging=str(tmp_path))
    read_piece(piece, everywhere)
    StagedPieces(store_at(everywhere.staging)).clear()
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == [jobs[0].sha256]


def test_the_name_of_a_piece_is_what_decides_its_rows(tmp_path, order):
    (job,) = archived(tmp_path, "甲局|2021||4")
    key = piece_of([job], order.reads_with).key
    same = [job._replace(path="x"), job._replace(pages="x")]
    other = [job._replace(source="x"), job._replace(sha256="0" * 64), job._replace(parts=(job,))]
    other += [job._replace(readings=(reading("t2.a", text),)) for text in ("1", "2")]
    assert {piece_of([one], order.reads_with).key for one in same} == {key}
    assert len({piece_of([one], order.reads_with).key for one in other} | {key}) == 6
    assert piece_of([job], {**order.reads_with, "xxgk": "other"}).key != key


class Gone:
    """A piece that was read; who could tell of it is gone since."""

    status = "finished"

    def result(self):
        raise OSError("the scheduler is gone")


class GoneClient:
    def submit(self, read, piece, order, **_):
        read(piece, order)
        return Gone()

    def close(self, **_):
        pass


def test_what_was_read_is_taken_from_staging_whoever_is_gone(tmp_path, order, monkeypatch):
    pytest.importorskip("distributed")
    (job,) = archived(tmp_path, "甲局|2021||4")
    monkeypatch.setattr(Cluster, "_connect", lambda self: setattr(self, "_client", GoneClient()))
    with Cluster(Spread("tcp://127.0.0.1:9", order.staging, order.archive), order.limits) as cluster:
        (done,) = filter(None, cluster.run([[job]]))
    assert done.result["staged_document"].num_rows == 1
