"""A copy of the archive's bytes elsewhere: a bucket in which workers find them, a second disk. What it lacks is put
there. Bytes are named by their hash, so that what is there need never be put again, and may mend the archive
(`flows.jobs.archive_check`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.crawl.kept.bucket_archive import bring, is_there
from xxgk.flows.crawl.kept.packed import PackedError, is_of, read
from xxgk.flows.reading.files import batched
from xxgk.flows.reading.job import Job
from xxgk.flows.storage import Store

PUTTING = 8
"""Files put side by side."""

AT_ONCE = 500
"""Files put before it is told how many they are."""

PUT, PASSED_OVER = "put", "passed_over"


class Mirror:
    """The bytes at one place."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def bring(self, jobs: Iterable[Job]) -> int:
        """See that the bytes of all documents of these publications are there; how many were put. What cannot be read
        here, or is not what it was, is left out: its reading will tell. Raises OSError where the place does not
        answer."""
        return self._bring_all({one.sha256: Path(one.path) for job in jobs for one in job.documents})

    def bring_archive(self, archive: Archive, progress: Callable[[Mapping[str, int]], None]) -> int:
        """The same of all that an archive has; `progress` is told now and then how many were put and passed over."""
        counts = {PUT: 0, PASSED_OVER: 0}
        for some in batched([sha256 for sha256, _ in archive.hashes()], AT_ONCE):
            found = {sha256: archive.file(sha256) for sha256 in some}
            put = self._bring_all({sha256: path for sha256, path in found.items() if path})
            counts[PUT] += put
            counts[PASSED_OVER] += len(some) - put
            progress(counts)
        return counts[PUT]

    def _bring_all(self, documents: Mapping[str, Path]) -> int:
        with ThreadPoolExecutor(PUTTING) as putting:
            return sum(putting.map(self._bring, documents, documents.values()))

    def _bring(self, sha256: str, path: Path) -> bool:
        """Whether it was put."""
        if is_there(self._store, sha256):
            return False
        try:
            body = read(path)
        except (OSError, PackedError):
            return False
        if not is_of(body, sha256):
            return False
        return bring(self._store, sha256, body)
