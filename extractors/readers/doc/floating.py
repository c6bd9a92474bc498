"""What a Word binary file places by itself: its shapes, where they stand, and what they hide, by the anchors in its
text and the tree of its drawings ([MS-DOC] 2.8.37, [MS-ODRAW]).
"""

from __future__ import annotations

import struct
from collections.abc import Container, Iterator
from typing import NamedTuple

from xxgk.extractors.readers.office_art import CONTAINER, DEEPEST, OF_SHAPE, PROPERTIES, SHAPE, entries, told
from xxgk.extractors.readers.word.floating import Float

_ANCHOR = struct.Struct("<I4iH4x")
_TWIPS = 20
_WRAP, _NO_WRAP, _BELOW_TEXT = 0x01E0, 3 << 5, 0x4000
_VERTICALLY, _BY_TEXT = 0x0018, 2 << 3
"""Bits of an anchor: how text runs around its shape, whether that stands below text, from what its top is counted."""
_LINES = frozenset((20, *range(32, 41)))
"""Kinds of shapes that are lines."""
_PICTURE, _VERTICAL_FROM, _FILL, _FILL_TOLD, _FILLED = 0x0104, 0x0392, 0x01BF, 0x00100000, 0x00000010
"""Properties of shapes, and of that of the fill the bits that tell whether there is one."""
_FROM_PARAGRAPH = 2


class _Shape(NamedTuple):
    """What a shape is: whether it hides what is below it, and is a picture; from what its height is counted, where it
    tells."""

    is_ground: bool = True
    is_picture: bool = False
    counted_from: int | None = None


_UNKNOWN = _Shape()


def floats(anchors: bytes, drawings: bytes, figures: Container[int]) -> Iterator[tuple[int, Float]]:
    """The CPs of anchors, and what they place. `figures`: those of text boxes that show a number."""
    count = max(0, (len(anchors) - 4) // (4 + _ANCHOR.size))
    if not count:
        return
    places = struct.unpack_from(f"<{count}I", anchors)
    shapes = dict(_drawn(drawings))
    told_of = _ANCHOR.iter_unpack(anchors[4 * (count + 1) :][: count * _ANCHOR.size])
    for place, (number, *box, flags) in zip(places, told_of, strict=False):
        shape = shapes.get(number, _UNKNOWN)
        is_front = flags & _WRAP == _NO_WRAP and not flags & _BELOW_TEXT
        by_text = flags & _VERTICALLY == _BY_TEXT
        if shape.counted_from is not None:
            by_text = shape.counted_from >= _FROM_PARAGRAPH
        left, top, right, bottom = (side / _TWIPS for side in box)
        is_ground, is_figure = is_front and shape.is_ground, place in figures
        yield place, Float(None, left, top, right, bottom, by_text, is_figure, is_ground, shape.is_picture)


def _drawn(content: bytes) -> Iterator[tuple[int, _Shape]]:
    """The shapes of all drawings by their numbers. Behind what is common to them a byte stands before each."""
    common = next(entries(content), None)
    at = 8 + len(common[3]) if common else len(content)
    while at < len(content) and (drawing := next(entries(content, at + 1), None)):
        yield from _shapes(drawing[3], 0)
        at += 9 + len(drawing[3])


def _shapes(tree: bytes, depth: int) -> Iterator[tuple[int, _Shape]]:
    for version, _, kind, body in entries(tree):
        if kind == SHAPE:
            yield from _shape(body)
        elif version == CONTAINER and depth < DEEPEST:
            yield from _shapes(body, depth + 1)


def _shape(body: bytes) -> Iterator[tuple[int, _Shape]]:
    parts = [*entries(body)]
    of_shape = next(((form, inner) for _, form, kind, inner in parts if kind == OF_SHAPE and len(inner) >= 4), None)
    if of_shape is None:
        return
    form, inner = of_shape
    properties = {name: value for _, _, kind, own in parts if kind in _TOLD_IN for name, value in told(own)}
    fill = properties.get(_FILL, 0)
    is_picture = _PICTURE in properties
    is_ground = is_picture or (form not in _LINES and not (fill & _FILL_TOLD and not fill & _FILLED))
    yield struct.unpack_from("<I", inner)[0], _Shape(is_ground, is_picture, properties.get(_VERTICAL_FROM))


_TOLD_IN = (PROPERTIES, 0xF122)
"""Kinds of records that hold properties of shapes: those of Word's own are in the second."""
