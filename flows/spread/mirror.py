"""A copy of the archive's bytes where workers find them: a bucket, into which is put what it lacks of the documents
that are handed in. Bytes are named by their hash, so that what is there need never be put again."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from xxgk.flows.crawl.kept.packed import PackedError, read
from xxgk.flows.reading.job import Job
from xxgk.flows.spread.archived_bytes import name_of
from xxgk.flows.storage import Store

PUTTING = 8
"""Files put side by side."""


class Mirror:
    """The bytes at one place."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def bring(self, jobs: Iterable[Job]) -> None:
        """See that the bytes of all documents of these publications are there. What cannot be read here is left out:
        its reading will tell. Raises OSError where the place does not answer."""
        documents = {one.sha256: one.path for job in jobs for one in job.documents}
        with ThreadPoolExecutor(PUTTING) as putting:
            for _ in putting.map(self._bring, documents, documents.values()):
                pass

    def _bring(self, sha256: str, path: str) -> None:
        name = name_of(sha256)
        if self._store.has(name):
            return
        try:
            body = read(Path(path))
        except (OSError, PackedError):
            return
        self._store.put(name, body)
