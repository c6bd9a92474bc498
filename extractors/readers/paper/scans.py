"""The door to reading scans: the packages behind it are an optional extra, and heavy to import."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Protocol, cast

from xxgk.extractors.readers.paper.page import Page
from xxgk.schema.document import Content, Unreadable
from xxgk.schema.refusal import OCR

NEEDED = "needs the ocr extra (pip install 'xxgk[ocr]')"
MOST_PAGES = 40
MOST_PIXELS = 80_000_000
"""Of one picture: a page of A2 at 400 dots an inch."""
_PACKAGES = frozenset(("cv2", "numpy", "rapidocr", "onnxruntime", "PIL"))


class Scan(Protocol):
    """`extractors.readers.scan.reader`, which see."""

    read: Callable[[bytes], Content]
    pages_of_pdf: Callable[[bytes, Iterable[int]], dict[int, Page]]


def scan() -> Scan:
    """The reader of scans. Raises Unreadable where the extra is not installed."""
    try:
        return cast(Scan, import_module("xxgk.extractors.readers.scan.reader"))
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in _PACKAGES:
            raise Unreadable(f"a scan: {NEEDED}", (OCR,)) from error
        raise
