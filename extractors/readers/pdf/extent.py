"""Where a PDF begins and ends within its file.

Systems print a warning before it, or hang the end of a web page, a script or a block of NULs behind it; every viewer
shows such a file. What stands around is cut away before any reader sees it, so that both readers see the same. A file
whose end is missing is told from one with litter behind its end by what the litter is: none of a PDF's own objects.
"""

from __future__ import annotations

import re

from xxgk.schema.containers import PDF, containers
from xxgk.schema.document import Unreadable

HEAD = containers()[PDF].within
"""Bytes within which a PDF may begin."""

(MARK,) = containers()[PDF].begins
END = b"%%EOF"

_OBJECTS = re.compile(rb"endobj|endstream|startxref|\d obj\b")
_NO_TABLE = re.compile(rb"startxref\s{1,8}0\s{1,8}\Z")
_WEB = b"/Linearized"


def extent(data: bytes) -> bytes:
    """The PDF in a file, from its mark to its end. Raises Unreadable where its end is missing."""
    start, end = max(data.find(MARK, 0, HEAD), 0), data.rfind(END)
    if end < 0 or _OBJECTS.search(data, end) or _ends_early(data, start, end):
        raise Unreadable("the PDF is cut off: its end is missing")
    return data[start : end + len(END)]


def _ends_early(data: bytes, start: int, end: int) -> bool:
    """Whether this is the first of the two ends of a file made for the web, which stands before its pages."""
    return bool(_WEB in data[start : start + HEAD] and _NO_TABLE.search(data, max(end - 64, 0), end))
