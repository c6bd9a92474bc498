"""A copy of the archive's bytes elsewhere: a bucket in which workers find them, a second disk. What it lacks is put
there. Bytes are named by their hash, so that what is there need never be put again, and may mend the archive
(`flows.jobs.archive_check`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.crawl.kept.bucket_archive import names_of, put
from xxgk.flows.crawl.kept.packed import PackedError, is_of, read
from xxgk.flows.reading.files import batched
from xxgk.flows.reading.job import Job
from xxgk.flows.storage import Store

PUTTING = 8
"""Files put side by side."""

AT_ONCE = 500
"""Files put before it is told how many they are."""

PUT, PASSED_OVER = "put", "passed_over"


FOLDER = 2
"""Characters of a hash by which files lie together: what is there of these is asked for at once. A bucket that is asked
for a file that it lacks is asked for it as a folder, too, and that for each of its names."""


class Mirror:
    """The bytes at one place. What was there is not asked for again: others may put bytes there, nobody takes any."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names: dict[str, set[str]] = {}

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
        with ThreadPoolExecutor(PUTTING) as at_once:
            folders = {sha256[:FOLDER] for sha256 in documents} - self._names.keys()
            self._names |= zip(folders, at_once.map(self._listed, folders), strict=True)
            lacking = {sha256: path for sha256, path in documents.items() if not self._has(sha256)}
            return sum(at_once.map(self._put, lacking, lacking.values()))

    def _listed(self, folder: str) -> set[str]:
        return set(self._store.names(folder))

    def _has(self, sha256: str) -> bool:
        return not self._names[sha256[:FOLDER]].isdisjoint(names_of(sha256))

    def _put(self, sha256: str, path: Path) -> bool:
        """Whether it was put."""
        try:
            body = read(path)
        except (OSError, PackedError):
            return False
        if not is_of(body, sha256):
            return False
        put(self._store, sha256, body)
        self._names[sha256[:FOLDER]].update(names_of(sha256))
        return True
