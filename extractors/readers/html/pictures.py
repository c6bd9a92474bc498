"""The pictures that a page shows: where they are to be had, and their bytes where the page itself holds them.

Tables stand on some pages only as pictures. Ornaments are left out by their size, as far as the page tells it.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from itertools import islice

from xxgk.extractors.readers.html.tree import Element
from xxgk.schema.document import Picture

MOST = 40
SMALLEST = 200  # pixels of a side; a table is larger
FEWEST_BYTES = 8 << 10  # of a picture in the page itself; a table has more
_SOURCES = ("data-original", "data-src", "src")  # a page that loads its pictures late names them elsewhere
_INSIDE = re.compile(r"\s*data:image/[\w.+-]+(?:;[^,;]*)*;base64,", re.IGNORECASE)
_PIXELS = re.compile(r"\s*(\d{1,5})(?:px)?\s*")


def pictures_of(images: Iterable[Element]) -> tuple[Picture, ...]:
    """The pictures of a page in order, at most MOST, of all its `images`; locators count these: ``html:img[3]``."""
    return tuple(islice(_pictures(images), MOST))


def _pictures(images: Iterable[Element]) -> Iterator[Picture]:
    for number, image in enumerate(images, 1):
        source = next(filter(None, map(image.get, _SOURCES)), "").strip()
        if not source or any(_is_small(image.get(side)) for side in ("width", "height")):
            continue
        locator = f"html:img[{number}]"
        inside = _INSIDE.match(source)
        if inside is None:
            if not source.lower().startswith("data:"):
                yield Picture(source, locator)
            continue
        data = _decoded(source[inside.end() :])
        if len(data) >= FEWEST_BYTES:
            yield Picture("", locator, data)


def _is_small(pixels: str | None) -> bool:
    told = _PIXELS.fullmatch(pixels or "")
    return told is not None and int(told[1]) < SMALLEST


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError):
        return b""
