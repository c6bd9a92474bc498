"""What a Word file places by itself: drawings of either kind, and paragraphs in frames; where they stand, and whether
they show a number or cover what is under them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.readers.word.tree import P, T, W, number

_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_ART = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SHAPE = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_OLD = "{urn:schemas-microsoft-com:vml}"
_ANCHOR, _FRAME, _PICT = _DRAWN + "anchor", W + "framePr", W + "pict"
_FILLS = tuple(_ART + name for name in ("solidFill", "gradFill", "pattFill", "blipFill"))
_OLD_SHAPES = tuple(_OLD + name for name in ("shape", "rect", "roundrect", "oval", "group", "polyline"))
_LINES = ("#_x0000_t20", "#_x0000_t32", "#_x0000_t75")
"""Kinds of old shapes that are lines, and frames of pictures."""
_BY_PARAGRAPH = ("paragraph", "line", "text", "char", "")
_OFF = ("f", "false", "0", "off")
_LENGTH = re.compile(r"(-?[0-9]{0,6}+(?:\.[0-9]{0,6}+)?+)(pt|in|cm|mm|px|)")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, "": 1 / 12700}
_EMU = 12700  # to a point
_TWIPS = 20
_LONG = 12


class Float(NamedTuple):
    """What is placed by itself: its edges in points from where its paragraph (or, not `is_by_paragraph`, the page)
    begins; whether it shows a number, whatever else is drawn, and whether it covers what is under it."""

    element: etree._Element | None
    left: float
    top: float
    right: float
    bottom: float
    is_by_paragraph: bool
    is_figure: bool
    is_ground: bool
    is_picture: bool = False


def floats(root: etree._Element) -> Iterator[Float]:
    """All that is placed by itself in a document."""
    for anchor in root.iter(_ANCHOR):
        yield _of_anchor(anchor)
    for pict in root.iter(_PICT):
        for shape in pict.iterchildren(*_OLD_SHAPES):
            told = _told(shape)
            if told.get("position") == "absolute":
                yield _of_old(shape, told)
    for frame in root.iter(_FRAME):
        paragraph = next(frame.iterancestors(P), None)
        if paragraph is not None and not frame.get(W + "dropCap") and _shows_number(paragraph):
            yield _of_frame(frame)


def _shows_number(element: etree._Element) -> bool:
    text = "".join(text.text or "" for text in element.iter(T)).strip()
    return bool(text) and is_valuelike(text)


def _of_anchor(anchor: etree._Element) -> Float:
    (left, _), (top, is_by_paragraph) = (_offset(anchor.find(f"{_DRAWN}position{way}")) for way in "HV")
    size = anchor.find(_DRAWN + "extent")
    wide, high = (0.0, 0.0) if size is None else (_emu(size.get(name, "")) for name in ("cx", "cy"))
    is_front = anchor.get("behindDoc") not in ("1", "true") and anchor.find(_DRAWN + "wrapNone") is not None
    is_picture = next(anchor.iter("{*}pic"), None) is not None
    is_ground = is_front and (is_picture or any(map(_is_filled, anchor.iter(_SHAPE + "wsp"))))
    return Float(
        *(anchor, left, top, left + wide, top + high),
        is_by_paragraph=is_by_paragraph,
        is_figure=_shows_number(anchor),
        is_ground=is_ground,
        is_picture=is_picture,
    )


def _offset(position: etree._Element | None) -> tuple[float, bool]:
    """The points of a place, and whether it is counted from the paragraph."""
    if position is None:
        return 0.0, True
    return _emu(position.findtext(_DRAWN + "posOffset") or ""), position.get("relativeFrom", "") in _BY_PARAGRAPH


def _emu(text: str) -> float:
    plain = text.strip().removeprefix("-")
    return int(text) / _EMU if plain.isascii() and plain.isdigit() and len(plain) < _LONG else 0.0


def _is_filled(shape: etree._Element) -> bool:
    properties = shape.find(_SHAPE + "spPr")
    if properties is None:
        return False
    kind = properties.find(_ART + "prstGeom")
    if kind is not None and ("line" in kind.get("prst", "") or "Connector" in kind.get("prst", "")):
        return False
    if next(properties.iterchildren(*_FILLS), None) is not None:
        return True
    of_style = shape.find(f"{_SHAPE}style/{_ART}fillRef")
    is_bare = properties.find(_ART + "noFill") is not None or of_style is None
    return not is_bare and of_style is not None and of_style.get("idx") != "0"


def _told(shape: etree._Element) -> dict[str, str]:
    pairs = (one.partition(":") for one in shape.get("style", "").lower().split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def _of_old(shape: etree._Element, told: dict[str, str]) -> Float:
    left = _points(told.get("margin-left", "")) + _points(told.get("left", ""))
    top = _points(told.get("margin-top", "")) + _points(told.get("top", ""))
    wraps = (wrap.get("type", "none") for wrap in shape.iter("{*}wrap"))
    is_front = not told.get("z-index", "").startswith("-") and all(wrap == "none" for wrap in wraps)
    is_picture = next(shape.iter(_OLD + "imagedata"), None) is not None
    is_ground = is_picture or any(map(_is_old_filled, shape.iter(*_OLD_SHAPES)))
    return Float(
        *(shape, left, top, left + _points(told.get("width", "")), top + _points(told.get("height", ""))),
        is_by_paragraph=told.get("mso-position-vertical-relative", "") in _BY_PARAGRAPH,
        is_figure=_shows_number(shape),
        is_ground=is_front and is_ground,
        is_picture=is_picture,
    )


def _is_old_filled(shape: etree._Element) -> bool:
    fill = shape.find(_OLD + "fill")
    is_off = shape.get("filled", "") in _OFF or (fill is not None and fill.get("on", "") in _OFF)
    return shape.tag != _OLD + "group" and not is_off and shape.get("type", "") not in _LINES


def _points(text: str) -> float:
    found = _LENGTH.fullmatch(text)
    if found is None or not found[1].strip("-."):
        return 0.0
    return float(found[1]) * _POINTS[found[2]]


def _of_frame(frame: etree._Element) -> Float:
    left, top = (_signed(frame.get(W + side, "")) / _TWIPS for side in "xy")
    wide, high = (number(frame, side) / _TWIPS for side in "wh")
    by_paragraph = frame.get(W + "vAnchor", "text") == "text"
    return Float(frame, left, top, left + wide, top + max(high, 1.0), by_paragraph, is_figure=True, is_ground=False)


def _signed(text: str) -> int:
    plain = text.removeprefix("-")
    return int(text) if plain.isascii() and plain.isdigit() and len(plain) < _LONG else 0
