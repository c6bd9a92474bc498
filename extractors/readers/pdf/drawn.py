"""Pages of a PDF as pictures, for a person to see where a figure stands: grey, upright as they are read, small enough
to be shown beside the figure."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pypdfium2 as pdfium

from xxgk.extractors.readers.pdf.page import read_page
from xxgk.extractors.readers.pdf.reader import open_document
from xxgk.schema.document import Unreadable

LONGER_SIDE = 1500
"""Pixels of the longer side of a page; print of ten points is legible."""

MOST_DRAWN = 12
"""Pages that are drawn of one document; the tables of a report stand on two or three."""

_GREYS = bytes(17 * (level // 16) for level in range(256))
"""Sixteen greys: print looks the same, and takes a third of the bytes. 0 stays 0: so does the filter of each line, the
byte before it."""


class DrawnPage(NamedTuple):
    """A page as PNG, and its width and height in points, in which locators measure."""

    number: int
    width: float
    height: float
    png: bytes


def drawn(data: bytes, numbers: Iterable[int]) -> Iterator[DrawnPage]:
    """Some pages of a PDF by number (from 1), at most MOST_DRAWN. Raises Unreadable."""
    document = open_document(data)
    try:
        for number in sorted({one for one in numbers if 0 < one <= len(document)})[:MOST_DRAWN]:
            try:
                read = read_page(document, number - 1)
                page = document[number - 1]
            except pdfium.PdfiumError as error:
                raise Unreadable(f"page {number} of the PDF is damaged") from error
            try:
                scale = LONGER_SIDE / max(read.width, read.height, 1)
                quarters = (read.turn - page.get_rotation() // 90) % 4
                picture = page.render(scale=scale, rotation=90 * quarters, grayscale=True)
                yield DrawnPage(number, read.width, read.height, _png(picture))
            finally:
                page.close()
    finally:
        document.close()


def _png(picture: pdfium.PdfBitmap) -> bytes:
    """A grey bitmap as PNG."""
    raw, width, height, stride = bytes(picture.buffer), picture.width, picture.height, picture.stride
    lines = b"".join(b"\0" + raw[row * stride : row * stride + width] for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(lines.translate(_GREYS), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, *zip(*parts, strict=True)))


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
