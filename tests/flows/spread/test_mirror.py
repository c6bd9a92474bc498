"""A copy of the archive: what it is given is what its hash says, in a folder and in a bucket."""

import hashlib
from collections import Counter

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


class Asked:
    """A place that counts what it is asked."""

    def __init__(self, store):
        self.store, self.counts = store, Counter()

    def __getattr__(self, name):
        self.counts[name] += 1
        return getattr(self.store, name)


def test_what_is_there_is_asked_for_once_whatever_comes(tmp_path):
    jobs = []
    for number in range(60):
        (file := tmp_path / f"{number}.txt").write_bytes(body := b"%d" % number)
        jobs.append(Job(str(file), file.name, hashlib.sha256(body).hexdigest(), len(body), extract_publication))
    place = Asked(store_at(str(tmp_path / "copy")))
    mirror = Mirror(place)
    assert [mirror.bring(jobs), mirror.bring(jobs), Mirror(place).bring(jobs)] == [60, 0, 0]
    folders = len({job.sha256[:2] for job in jobs})
    assert place.counts == {"names": 2 * folders, "put": 60}
