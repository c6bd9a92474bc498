"""One file read: opened, checked against its hash, extracted. Whatever the document does, a report comes of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from flows.files import printable
from schema.report import QUARANTINED, Finding, Report

EXTRACTOR = "extractors.extract:extract"

Extract = Callable[[bytes, str], Report]


class Job(NamedTuple):
    """A document to be read. `source` is the path as it was given, fit to be printed; `extractor` is
    ``module:function``."""

    path: str
    source: str
    sha256: str
    size: int
    extractor: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A report with what only its caller knows: size in bytes, and whether the outcome is the document's own
    (`settled`) or the machine's (time or memory ran out), in which case the next run reads it again."""

    report: Report
    size: int | None = None
    settled: bool = True


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


def refuse(report: Report, reason: str, findings: tuple[Finding, ...] = ()) -> Report:
    """The report as a quarantined one; what was read of it is not loaded half-right, so not at all."""
    return Report(
        printable(report.source),
        report.sha256,
        report.media_type,
        report.reader,
        report.layouts,
        QUARANTINED,
        printable(" ".join(reason.split())),
        findings=findings,
    )


@lru_cache
def _extractor(name: str) -> Extract:
    module, _, function = name.partition(":")
    extract: Extract = getattr(import_module(module), function)
    return extract
