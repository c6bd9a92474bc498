"""A release brought to a bucket: who reads ``latest.json`` at any moment finds what it names, whole."""

import hashlib
import json

import duckdb
import pytest

from tests.flows.buckets import served
from xxgk.flows.places import Places
from xxgk.flows.release import uploading
from xxgk.flows.release.publish import publish
from xxgk.flows.release.uploading import LATEST, latest, upload
from xxgk.flows.storage import store_at
from xxgk.flows.warehouse.warehouse import WarehouseError

REPORTS = "SELECT count(*) FROM report"


@pytest.fixture(scope="module")
def bucket():
    with served() as (address, _):
        yield address


@pytest.fixture
def places(corpus):
    return Places(corpus.folder / "../w.duckdb")


def released(corpus, places, count, **asked):
    corpus.write(**{f"x{n}": f"{n}局|2021||{n}" for n in range(count)}).ingest(warehouse=places.work)
    return publish(places, **asked).number


class Watched:
    """A store of which a reader looks at everything before and after each change; `dies_at` a change, if told."""

    def __init__(self, store, reader, dies_at=None):
        self._store, self._reader, self._left = store, reader, dies_at

    def __getattr__(self, name):
        return getattr(self._store, name)

    def _changing(self, change, *args):
        self._reader()
        if self._left is not None:
            self._left -= 1
            if self._left < 0:
                raise ConnectionError("the network is away")
        change(*args)
        self._reader()

    def put(self, *args):
        self._changing(self._store.put, *args)

    def put_file(self, *args):
        self._changing(self._store.put_file, *args)

    def remove(self, *args):
        self._changing(self._store.remove, *args)


def read_by(place, tmp_path, seen):
    """What a reader does: the name, the file, a question."""

    def read():
        store = store_at(place)
        said = latest(store)
        if said is None:
            seen.append(None)
            return
        assert {said["file"], *said["files"]} <= {*store.names()}
        body = store.get(said["file"])
        assert hashlib.sha256(body).hexdigest() == said["sha256"]
        (tmp_path / "read.duckdb").write_bytes(body)
        with duckdb.connect(str(tmp_path / "read.duckdb"), read_only=True) as opened:
            seen.append((said["release"], opened.sql(REPORTS).fetchall()[0][0]))
        (tmp_path / "read.duckdb").unlink()

    return read


@pytest.mark.parametrize("kind", ["folder", "bucket"])
def test_readers_see_the_old_or_the_new_at_each_moment(corpus, places, tmp_path, monkeypatch, request, kind):
    if kind == "bucket":
        request.getfixturevalue("bucket")
    place = str(tmp_path / "web") if kind == "folder" else "s3://xxgk/at-each-moment"
    seen = []
    released(corpus, places, 2)
    upload(places, place)
    released(corpus, places, 5)
    read, died = read_by(place, tmp_path, seen), 0
    while True:
        watched = Watched(store_at(place), read, died)
        monkeypatch.setattr(uploading, "store_at", lambda _, watched=watched: watched)
        try:
            done = upload(places, place)
            break
        except ConnectionError:
            assert set(seen) == {(1, 2)}
            died += 1
    assert (died, done.files) == (3, 2)
    assert [set(seen), seen[-1]] == [{(1, 2), (2, 5)}, (2, 5)]
    monkeypatch.undo()
    assert upload(places, place).files == 0


def test_old_releases_go_and_an_older_one_takes_no_newer_ones_place(corpus, places, tmp_path):
    place = str(tmp_path / "web")
    for count in (1, 2, 3):
        released(corpus, places, count)
        upload(places, place, keep=2)
    assert sorted(path.name for path in (tmp_path / "web").iterdir()) == [
        *("2.duckdb", "2.json", "3.duckdb", "3.json"),
        LATEST,
    ]
    (tmp_path / "web" / LATEST).write_text(json.dumps({"release": 9}))
    with pytest.raises(WarehouseError, match="has release 9, which is newer than 3"):
        upload(places, place)


@pytest.mark.usefixtures("bucket")
def test_a_release_is_read_over_http(corpus, places):
    pq = pytest.importorskip("pyarrow.parquet")
    fsspec = pytest.importorskip("fsspec")
    released(corpus, places, 4, exports=("parquet",))
    upload(places, "s3://xxgk/over-http")
    bucket, web = fsspec.filesystem("s3"), fsspec.filesystem("http")  # which asks for ranges, as DuckDB does

    def address(name):
        return bucket.url(f"xxgk/over-http/{name}")

    said = json.loads(web.cat_file(address(LATEST)))
    rows = [pq.read_table(web.open(address(name))).num_rows for name in said["files"] if "/report/" in name]
    assert sum(rows) == 4
    assert web.cat_file(address(said["file"]), start=8, end=12) == b"DUCK"


def test_where_nothing_is_published_nothing_is_brought(places, tmp_path):
    with pytest.raises(WarehouseError, match="no release is published"):
        upload(places, str(tmp_path / "web"))
