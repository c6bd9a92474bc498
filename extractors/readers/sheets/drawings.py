"""What lies over the cells of an .xlsx: pictures, boxes and lines, by the cells from and to which they reach."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from lxml import etree

from xxgk.extractors.readers.package import Package

UNDER = "a drawing over it"
_WIDE, _HIGH = 600_000, 180_000
"""How wide and high a usual cell is, in the unit of drawings, of which 12,700 are a point."""
_HIDDEN = ("1", "true")
MOST = 50
"""Drawings of a sheet that are told apart; more lie over all of it."""


class Drawn(NamedTuple):
    """The cells over which a drawing lies, 0-based, and whether it may print figures itself, as pictures do: then a
    blank under it is none."""

    top: int
    left: int
    bottom: int
    right: int
    prints: bool

    def lies_over(self, row: int, column: int) -> bool:
        """Whether it lies over a cell."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


EVERYWHERE = Drawn(0, 0, 1 << 20, 1 << 14, prints=False)
"""What nobody tells apart."""


def drawings_on(package: Package, part: str) -> list[Drawn]:
    """The drawings that lie over the cells of a sheet."""
    target = package.related(part).get("drawing", "")
    root = package.xml(target) if target else None
    found = [] if root is None else list(islice(_drawn(root), MOST + 1))
    return found if len(found) <= MOST else [EVERYWHERE]


def _drawn(root: etree._Element) -> Iterator[Drawn]:
    for anchor in root.iterchildren("{*}twoCellAnchor", "{*}oneCellAnchor"):
        begin, end, size = anchor.find("{*}from"), anchor.find("{*}to"), anchor.find("{*}ext")
        if begin is None or any(named.get("hidden") in _HIDDEN for named in anchor.iter("{*}cNvPr")):
            continue
        top, left = _number(begin, "row"), _number(begin, "col")
        if end is not None:
            bottom = _number(end, "row") - (not _number(end, "rowOff"))
            right = _number(end, "col") - (not _number(end, "colOff"))
        else:
            bottom = top + (0 if size is None else _told(size.get("cy")) // _HIGH)
            right = left + (0 if size is None else _told(size.get("cx")) // _WIDE)
        printed = "".join(text.text or "" for text in anchor.iter("{*}t"))
        is_picture = next(anchor.iter("{*}pic", "{*}blip"), None) is not None
        yield Drawn(top, left, bottom, right, is_picture or any(map(str.isdigit, printed)))


def _number(place: etree._Element, name: str) -> int:
    return _told(place.findtext(f"{{*}}{name}"))


def _told(text: str | None) -> int:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
