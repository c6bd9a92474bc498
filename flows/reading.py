"""What a reading process does: open a file, have it extracted, and hand the rows back ready to be loaded."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from flows.rows import Reading, Rows, pack, refuse
from schema.report import QUARANTINED, Report

EXTRACTOR = "extractors.extract:extract"

Extract = Callable[[bytes, str], Report]


class Job(NamedTuple):
    """A document to be read. `source` is the path as it was given, fit to be printed; `extractor` is
    ``module:function``."""

    path: str
    source: str
    sha256: str
    size: int
    extractor: str = EXTRACTOR


def read(jobs: Sequence[Job], at: Callable[[int], None]) -> Rows:
    """The rows of some documents; `at` is told the index of each before it is begun."""
    readings = []
    for index, job in enumerate(jobs):
        at(index)
        readings.append(read_one(job))
    return pack(readings)


def read_one(job: Job) -> Reading:
    """One document. Never raises for what a document can do: a fault of the extractor is a quarantined document with
    its name."""
    try:
        data = Path(job.path).read_bytes()
        if hashlib.sha256(data).hexdigest() != job.sha256:
            return unread(job, "changed while it was being read")
        return Reading(_extractor(job.extractor)(data, job.source), job.size)
    except OSError as error:
        return unread(job, f"cannot be opened: {error.strerror or error}")
    except MemoryError:
        return unread(job, "takes more memory than allowed")
    except Exception as error:  # noqa: BLE001  whatever it is, it must not cost the other documents
        return unread(job, f"the extractor failed: {type(error).__name__}: {error}")


def unread(job: Job, reason: str, *, settled: bool = False) -> Reading:
    """A document that was not read, quarantined; not settled unless said: the next run tries again."""
    return Reading(refuse(Report(job.source, job.sha256, "", "", (), QUARANTINED), reason), job.size, settled)


@lru_cache
def _extractor(name: str) -> Extract:
    module, _, function = name.partition(":")
    extract: Extract = getattr(import_module(module), function)
    return extract
