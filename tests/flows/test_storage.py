"""A folder and a bucket do the same."""

import errno
import importlib.util

import pytest

from tests.flows.buckets import ENVIRONMENT, served
from xxgk.flows import storage
from xxgk.flows.storage import StorageError, store_at


@pytest.fixture(scope="module")
def bucket():
    with served() as (address, _):
        yield address


@pytest.fixture(params=["folder", "bucket"])
def place(request, tmp_path):
    if request.param == "folder":
        return str(tmp_path / "store")
    request.getfixturevalue("bucket")
    return f"s3://xxgk/{tmp_path.name}"


def test_what_is_put_is_there_and_gone_when_removed(place, tmp_path):
    store = store_at(place)
    assert list(store.names()) == []
    (tmp_path / "file").write_bytes(b"three")
    store.put("a/1", b"one")
    store.put("a/2", b"two")
    store.put("a/1", b"another")
    store.put_file("b", tmp_path / "file")
    assert sorted(store.names()) == ["a/1", "a/2", "b"]
    assert [store.size(name) for name in ("a/1", "a", "c")] == [7, None, None]
    assert sorted(store.names("a")) == ["a/1", "a/2"]
    assert [store.get(name) for name in ("a/1", "a/2", "b")] == [b"another", b"two", b"three"]
    store.remove("a")
    store.remove("nothing")
    assert list(store_at(place).names()) == ["b"]
    store.remove("b")
    with pytest.raises(FileNotFoundError):
        store.get("b")


def test_what_another_machine_puts_there_is_seen(place):
    here, there = store_at(place), store_at(place)
    assert list(here.names()) == []
    there.put("late", b"1")
    assert (list(here.names()), here.get("late")) == (["late"], b"1")


def test_a_file_that_could_not_be_written_whole_is_not_there(tmp_path, monkeypatch):
    store = store_at(str(tmp_path / "store"))

    def full(_, half):
        half.write_bytes(b"1")
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as once:
        once.setattr(storage.shutil, "copyfile", full)
        with pytest.raises(OSError, match="No space"):
            store.put_file("copy", tmp_path / "any")
    assert list((tmp_path / "store").iterdir()) == []
    with pytest.raises(FileNotFoundError, match="absent"):
        store.put_file("copy", tmp_path / "absent")
    assert list(store.names()) == []


def test_a_file_that_is_being_written_is_not_there_yet(tmp_path, monkeypatch):
    store, seen = store_at(str(tmp_path)), []
    monkeypatch.setattr(
        storage.shutil, "copyfile", lambda _, half: (half.write_bytes(b"1"), seen.extend(store.names()))
    )
    store.put_file("copy", tmp_path / "any")
    assert (seen, list(store.names())) == ([], ["copy"])


@pytest.mark.parametrize(
    "ask",
    [
        lambda store, _: store.get("a"),
        lambda store, _: store.size("a"),
        lambda store, _: store.put("a", b"1"),
        lambda store, file: store.put_file("a", file),
        lambda store, _: list(store.names()),
        lambda store, _: store.remove("a"),
    ],
    ids=["get", "size", "put", "put_file", "names", "remove"],
)
def test_a_bucket_that_does_not_answer_is_told_as_a_disk_is(monkeypatch, tmp_path, ask):
    s3fs = pytest.importorskip("s3fs")
    for name, value in {**ENVIRONMENT, "AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_MAX_ATTEMPTS": "1"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(s3fs.S3FileSystem, "retries", 1)
    (tmp_path / "file").write_bytes(b"1")
    s3fs.S3FileSystem.clear_instance_cache()
    with pytest.raises(OSError, match=r"does not answer.*s3://xxgk/there"):
        ask(store_at("s3://xxgk/there"), tmp_path / "file")
    s3fs.S3FileSystem.clear_instance_cache()


def test_without_the_extra_a_bucket_is_told(monkeypatch):
    monkeypatch.setattr(storage, "find_spec", lambda name: None if name == "s3fs" else importlib.util.find_spec(name))
    with pytest.raises(StorageError, match=r"xxgk\[s3\]"):
        store_at("s3://xxgk/there")
