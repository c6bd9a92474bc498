"""The pages of scans that were refused, as pictures beside the warehouse, for a person to look at.

A folder for each document, named by its hash, with ``1.png``, ``2.png`` …; it is there whole or not at all.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from xxgk.flows.reading.extractor import page_images
from xxgk.schema.document import OCR_READER, Unreadable
from xxgk.schema.report import QUARANTINED, Part, Report

REFUSED = "TABLE_QUARANTINED"


def keep_pages(folder: Path, report: Report, documents: Mapping[str, bytes]) -> None:
    """Keep the pages of those documents (bytes by hash) of a report that were recognised from pictures, where the
    report or a table of it was refused. What cannot be drawn or written is left out: it must not cost the reading."""
    if report.outcome != QUARANTINED and not any(found.rule == REFUSED for found in report.findings):
        return
    for sha256 in _recognised(report):
        target = folder / sha256
        if sha256 in documents and not target.exists():
            with suppress(OSError, Unreadable):
                pages = ((f"{number}.png", image) for number, image in enumerate(page_images(documents[sha256]), 1))
                _write(pages, target, folder / f".{sha256}.{os.getpid()}")


def take_pages(folder: Path, images: Mapping[str, bytes]) -> None:
    """Keep pages that another machine drew, by their name below the folder (``<sha256>/1.png``). As above."""
    for sha256 in sorted({name.partition("/")[0] for name in images}):
        pages = ((name.partition("/")[2], image) for name, image in images.items() if name.startswith(f"{sha256}/"))
        if not (folder / sha256).exists():
            with suppress(OSError):
                _write(pages, folder / sha256, folder / f".{sha256}.{os.getpid()}")


def _recognised(report: Report) -> Iterator[str]:
    documents: list[Report | Part] = [report, *report.parts]
    return (document.sha256 for document in documents if document.reader == OCR_READER)


def _write(pages: Iterable[tuple[str, bytes]], target: Path, under_way: Path) -> None:
    try:
        under_way.mkdir(parents=True, exist_ok=True)
        for name, image in pages:
            (under_way / name).write_bytes(image)
        under_way.rename(target)
    finally:
        shutil.rmtree(under_way, ignore_errors=True)
