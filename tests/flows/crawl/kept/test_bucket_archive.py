"""An archive in a bucket: what is put there is fetched as a file, whatever the cache of this machine has."""

import hashlib
import os
from pathlib import Path

import pytest

from tests.flows.buckets import served
from xxgk.flows.crawl.kept import bucket_archive
from xxgk.flows.crawl.kept.archive import Archive, ArchiveError
from xxgk.flows.crawl.kept.bucket_archive import BucketArchive, archive_at, names_of
from xxgk.flows.crawl.kept.packed import packed
from xxgk.flows.storage import store_at

PAGE = "甲局政府信息公开工作年度报告".encode() * 40
SMALL = b"three"
PACKED, PLAIN = names_of(hashlib.sha256(PAGE).hexdigest())


@pytest.fixture
def store(tmp_path):
    return store_at(str(tmp_path / "there"))  # a store is one, wherever it is


@pytest.fixture
def archive(store, tmp_path):
    return BucketArchive("s3://xxgk/archive", store, tmp_path / "cache")


def another(archive, tmp_path):
    """The same archive as another machine sees it, with nothing at hand."""
    return BucketArchive(archive.place, archive._store, tmp_path / "elsewhere")


def test_bytes_come_back_on_another_machine_and_pages_are_packed(archive, store, tmp_path):
    hashes = [archive.put(PAGE), archive.put(SMALL), archive.put(PAGE)]
    there = another(archive, tmp_path)
    assert [there.get(one) for one in hashes] == [PAGE, SMALL, PAGE]
    assert [there.file(one).read_bytes() for one in hashes] == [PAGE, SMALL, PAGE]
    assert dict(there.hashes()) == {hashes[0]: len(packed(PAGE)), hashes[1]: len(SMALL)}
    assert PACKED in store.names()
    assert [there.is_there(hashes[0]), there.is_there("0" * 64), there.file("0" * 64)] == [True, False, None]


def test_bytes_that_are_not_what_their_name_says_are_not_there(archive, store, tmp_path):
    sha256 = archive.put(SMALL)
    there = another(archive, tmp_path)
    store.put(names_of(sha256)[1], b"others")
    with pytest.raises(ArchiveError, match="does not have"):
        there.get(sha256)
    assert [there.is_whole(sha256), there.has(sha256)] == [False, False]
    assert list(store.names("damaged")) == [f"damaged/{sha256}"]
    assert not there.is_there(sha256)
    assert archive.has(sha256)  # at hand where it was put, and put again
    assert there.get(sha256) == SMALL


@pytest.mark.parametrize("harm", [b"cut", packed(PAGE)[:-9], packed(b"other" * 99)])
def test_packed_bytes_that_are_damaged_are_not_there(archive, store, tmp_path, harm):
    sha256 = archive.put(PAGE)
    store.put(PACKED, harm)
    assert another(archive, tmp_path).file(sha256) is None
    assert another(archive, tmp_path).put(PAGE) == sha256
    assert another(archive, tmp_path).is_whole(sha256)


def test_a_damaged_cache_is_fetched_anew(archive):
    sha256 = archive.put(PAGE)
    archive.path(sha256).write_bytes(b"damaged")
    assert archive.get(sha256) == PAGE


def test_files_are_kept_under_their_hash_alone(archive, tmp_path):
    (page := tmp_path / "a.html").write_bytes(PAGE)
    known = hashlib.sha256(PAGE).hexdigest()
    archive.keep({known: page, "0" * 64: page, "1" * 64: tmp_path / "gone"})
    assert [sha256 for sha256, _ in archive.hashes()] == [known]


def test_what_is_to_be_read_is_fetched_and_other_files_are_left_alone(archive, tmp_path):
    sha256 = archive.put(PAGE)
    there = another(archive, tmp_path)
    there.fetch([str(there.path(sha256)), str(there.path("0" * 64)), str(tmp_path / sha256)])
    assert [there.path(sha256).read_bytes(), there.path("0" * 64).exists()] == [PAGE, False]
    assert not (tmp_path / sha256).exists()


def test_a_full_cache_lets_go_of_what_came_first_but_for_what_may_be_under_way(archive, monkeypatch):
    hashes = [archive.put(b"%d" % n * 99) for n in range(4)]
    monkeypatch.setattr(bucket_archive, "CACHE", 200)
    os.utime(archive.path(hashes[2]), (1, 1))
    os.utime(archive.path(hashes[1]), (2, 2))
    archive.fetch([])
    assert [archive.path(one).exists() for one in hashes] == [True, False, False, True]
    assert [archive.get(one) for one in hashes] == [b"%d" % n * 99 for n in range(4)]


def test_what_was_listed_may_lack_what_went_and_not_what_came_since(archive):
    sha256 = archive.put(PAGE)
    assert [archive.may_lack(sha256, 1), archive.may_lack("0" * 64, 1)] == [False, True]
    assert not archive.may_lack(archive.put(SMALL), 5)


def test_lines_come_in_the_order_in_which_they_were_added(archive, tmp_path):
    archive.add_lines("index.jsonl", "1\n2\n")
    another(archive, tmp_path).add_lines("index.jsonl", "3\n")
    assert list(archive.lines("index.jsonl")) == [b"1\n", b"2\n", b"3\n"]


@pytest.mark.soak
def test_an_archive_that_was_a_folder_is_moved_by_copying_it(tmp_path):
    folder = Archive(tmp_path / "folder")
    folder.open()
    hashes = [folder.put(PAGE), folder.put(SMALL)]
    folder.add_lines("index.jsonl", "1\n")
    with served():
        store = store_at("s3://xxgk/moved")
        for path in (path for path in folder.folder.rglob("*") if path.is_file() and path.name != ".lock"):
            store.put_file(str(path.relative_to(folder.folder)), path)
        moved = BucketArchive("s3://xxgk/moved", store, tmp_path / "cache")
        moved.add_lines("index.jsonl", "2\n")
        assert list(moved.lines("index.jsonl")) == [b"1\n", b"2\n"]
        assert dict(moved.hashes()) == dict(folder.hashes())
        assert [moved.get(one) for one in hashes] == [PAGE, SMALL]


def test_each_bucket_has_a_cache_of_its_own_and_a_folder_none(monkeypatch, tmp_path):
    pytest.importorskip("s3fs")
    monkeypatch.setenv(bucket_archive.CACHE_PLACE, str(tmp_path))
    first, second = archive_at("s3://xxgk/a"), archive_at("s3://xxgk/b")
    assert {first.folder.parent, second.folder.parent} == {tmp_path}
    assert first.folder != second.folder
    assert (first.place, archive_at(tmp_path).folder, archive_at("a").folder) == ("s3://xxgk/a", tmp_path, Path("a"))
    with pytest.raises(ArchiveError):
        first.path("../../etc/passwd")
