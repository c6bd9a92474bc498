"""A copy of the archive: what it is given is what its hash says, in a folder and in a bucket."""

import hashlib

from tests.flows.fakes import extract_publication
from xxgk.flows.crawl.kept.bucket_archive import names_of
from xxgk.flows.reading.job import Job
from xxgk.flows.spread.mirror import Mirror
from xxgk.flows.storage import store_at

BODY = b"three"
HASH = hashlib.sha256(BODY).hexdigest()
NAME = names_of(HASH)[1]


def test_a_file_that_is_another_by_now_is_not_put_there(tmp_path):
    (file := tmp_path / "a.txt").write_bytes(b"others")
    job = Job(str(file), "a.txt", HASH, len(BODY), extract_publication)
    mirror = Mirror(store_at(str(tmp_path / "copy")))
    assert mirror.bring([job]) == 0
    file.write_bytes(BODY)
    assert [mirror.bring([job]), mirror.bring([job])] == [1, 0]
    assert list(store_at(str(tmp_path / "copy")).names()) == [NAME]
