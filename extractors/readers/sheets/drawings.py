"""What lies over the cells of an .xlsx: pictures, boxes and lines, by the cells from and to which they reach; and form
controls and notes that are always shown, in the older VML."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import NamedTuple

from lxml import etree

from xxgk.extractors.readers.package import Package

UNDER = "a drawing over it"
_WIDE, _HIGH = 600_000, 180_000
"""How wide and high a usual cell is, in the unit of drawings, of which 12,700 are a point."""
_HIDDEN = ("1", "true")
_NOTE, _FRAMES = "Note", ("GBox",)
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"
_PRINTING = ("Pict", "Drop", "List", "Edit", "Movie")
"""Kinds of controls: notes are shown while one points at them, frames hide nothing; those that may print figures."""
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
    targets = package.related(part)
    drawn, controls = targets.get("drawing", ""), targets.get("vmlDrawing", "")
    root = package.xml(drawn) if drawn else None
    older = package.xml(controls, lenient=True) if controls else None
    found = chain(() if root is None else _drawn(root), () if older is None else _controls(older))
    first = list(islice(found, MOST + 1))
    return first if len(first) <= MOST else [EVERYWHERE]


def _controls(root: etree._Element) -> Iterator[Drawn]:
    """What VML draws that stands at cells."""
    for shape in root.iter("{*}shape", "{*}rect"):
        told = next(shape.iter("{*}ClientData"), None)  # within a tag that was not closed, too
        if told is None:
            continue
        kind = told.get("ObjectType", "")
        is_shown = told.find("{*}Visible") is not None if kind == _NOTE else not _is_veiled(shape)
        if not is_shown or kind in _FRAMES:
            continue
        corners = [_told(one) for one in (told.findtext("{*}Anchor") or "").split(",")]
        if len(corners) != 8:
            yield EVERYWHERE
            continue
        left, _, top, _, right, across, bottom, down = corners
        printed = "".join(
            part.text or "" for box in shape.iter("{*}textbox") for part in box.iter() if not _is_told(part)
        )
        prints = kind in _PRINTING or any(map(str.isdigit, printed))
        yield Drawn(top, left, max(top, bottom - (not down)), max(left, right - (not across)), prints)


def _is_told(part: etree._Element) -> bool:
    return str(part.tag).startswith(_EXCEL)


def _is_veiled(shape: etree._Element) -> bool:
    return "visibility:hidden" in (shape.get("style") or "").replace(" ", "").lower()


def _drawn(root: etree._Element) -> Iterator[Drawn]:
    for anchor in root.iter("{*}twoCellAnchor", "{*}oneCellAnchor", "{*}absoluteAnchor"):
        begin, end, size = anchor.find("{*}from"), anchor.find("{*}to"), anchor.find("{*}ext")
        if any(named.get("hidden") in _HIDDEN for named in anchor.iter("{*}cNvPr")):
            continue
        if begin is None:
            yield EVERYWHERE
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
