"""The text boxes of a Word binary file: which stretch of text belongs to which anchor in the main text."""

from __future__ import annotations

import struct

_BOX, _BOX_SHAPE, _ANCHOR = 22, 14, 26


def anchored_boxes(boxes: bytes, anchors: bytes, first: int) -> dict[int, tuple[int, int]]:
    """CP of the anchor -> (first CP, past the last) of its box's text; `first` is the CP of the first box.

    Shapes tie the two together: a box and an anchor name the same one."""
    texts: dict[int, tuple[int, int]] = {}
    count = max(0, (len(boxes) - 4) // (4 + _BOX))
    bounds = struct.unpack_from(f"<{count + 1}I", boxes) if count else ()
    for index in range(count):
        (shape,) = struct.unpack_from("<I", boxes, 4 * (count + 1) + _BOX * index + _BOX_SHAPE)
        if bounds[index] < bounds[index + 1]:
            texts.setdefault(shape, (first + bounds[index], first + bounds[index + 1]))
    count = max(0, (len(anchors) - 4) // (4 + _ANCHOR))
    places = struct.unpack_from(f"<{count + 1}I", anchors) if count else ()
    shapes = [struct.unpack_from("<I", anchors, 4 * (count + 1) + _ANCHOR * index)[0] for index in range(count)]
    return {place: texts[shape] for place, shape in zip(places, shapes, strict=False) if shape in texts}
