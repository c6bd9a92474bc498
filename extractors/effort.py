"""How much of a document may have to be recognised from pictures: what reading it costs beyond the usual.

A page of text is read in milliseconds, a picture of a page in some six seconds; whoever limits the time of a document
asks here first. The answer is an upper bound, told without reading, and 0 where the ocr extra is not installed.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec

from xxgk.extractors.readers.paper.scans import MOST_PAGES
from xxgk.extractors.readers.pdf import reader as pdf
from xxgk.schema.containers import PDF, ZIP, begun
from xxgk.schema.document import Unreadable

PAGES_OF_ARCHIVE = 10
_EMBEDDED = (b"data:image/", b"content-type: image/", b"Content-Type: image/")


@lru_cache(maxsize=1)
def recognises() -> bool:
    """Whether pictures can be recognised here at all."""
    return find_spec("rapidocr") is not None


def pictures_in(data: bytes) -> int:
    """The pages or pictures of a document that may have to be recognised, at most MOST_PAGES."""
    return min(_pictures(data), MOST_PAGES) if recognises() else 0


def _pictures(data: bytes) -> int:
    kind = begun(data)
    if kind is None or not kind.reader:
        return sum(data.count(mark) for mark in _EMBEDDED)
    if kind.name == PDF:
        return _pages(data)
    if kind.name == ZIP:
        return PAGES_OF_ARCHIVE
    return MOST_PAGES if kind.frames else 1


def _pages(data: bytes) -> int:
    try:
        document = pdf.open_document(data)
    except Unreadable:
        return 0
    try:
        return len(document)
    finally:
        document.close()
