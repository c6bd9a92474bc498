"""What a copy of the archive gives is what its hash says, in a folder and in a bucket."""

import hashlib

import pytest

from tests.flows.buckets import served
from tests.flows.fakes import extract_publication
from xxgk.flows.reading.job import Job
from xxgk.flows.spread.archived_bytes import archived_bytes, name_of
from xxgk.flows.spread.mirror import Mirror
from xxgk.flows.storage import store_at

BODY = b"three"
HASH = hashlib.sha256(BODY).hexdigest()


@pytest.fixture(params=["folder", "bucket"])
def place(request, tmp_path):
    if request.param == "folder":
        yield str(tmp_path / "copy")
    else:
        with served():
            yield "s3://xxgk/copy"


def test_bytes_that_are_not_what_their_name_says_are_not_there(place):
    store = store_at(place)
    store.put(name_of(HASH), BODY)
    assert archived_bytes(place).get(HASH) == BODY
    store.put(name_of(HASH), b"others")
    assert [archived_bytes(place).get(one) for one in (HASH, "0" * 64)] == [None, None]


def test_a_file_that_is_another_by_now_is_not_put_there(tmp_path):
    (file := tmp_path / "a.txt").write_bytes(b"others")
    job = Job(str(file), "a.txt", HASH, len(BODY), extract_publication)
    mirror = Mirror(store_at(str(tmp_path / "copy")))
    assert mirror.bring([job]) == 0
    file.write_bytes(BODY)
    assert [mirror.bring([job]), mirror.bring([job])] == [1, 0]
    assert list(store_at(str(tmp_path / "copy")).names()) == [name_of(HASH)]
