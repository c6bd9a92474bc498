"""What lies over the cells of a workbook of Excel 97 (.xls), by its records: the drawing of a sheet is one tree of
shapes, cut into records between which stand those of its objects."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from xxgk.extractors.readers.office_art import (
    ANCHOR,
    CONTAINER,
    DEEPEST,
    HAS_OBJECT,
    PROPERTIES,
    SHAPE,
    entries,
    told,
)
from xxgk.extractors.readers.sheets.drawings import EVERYWHERE, MOST, Drawn

_DRAWING, _GOES_ON, _OBJECT, _TEXT, _NOTE_OF_CELL = 0x00EC, 0x003C, 0x005D, 0x01B6, 0x001C
_ALWAYS = 0x0002
"""A flag of notes that are shown though nobody points at them."""
_OF_GROUP, _HIDDEN = 0x03BF, 0x00020002
"""A property of shapes, and its bits that say that they are hidden."""
_NOTE, _PICTURE, _ARROW = 0x19, 0x08, 0x14
"""Kinds of objects: notes are shown while one points at them; arrows beside a cell choose its value."""


class _Shape(NamedTuple):
    """The corners of a shape: columns and rows, and how far into them; and whether it is hidden."""

    corners: tuple[int, ...]
    is_hidden: bool
    has_object: bool


class _Object(NamedTuple):
    kind: int
    number: int
    text: str


def drawings_in(records: Sequence[tuple[int, bytes]]) -> list[Drawn]:
    """The drawings that lie over the cells of a sheet."""
    stream = b"".join(_pieces(records))
    if not stream:
        return []
    objects = iter(list(_objects(records)))
    shown = {number for flags, number in _notes(records) if flags & _ALWAYS}
    found = []
    for shape in islice(_shapes(stream, 0), MOST + 1):
        own = next(objects, None) if shape.has_object else None
        if own is not None and own.kind == _NOTE:
            is_shown = own.number in shown
        else:
            is_shown = not shape.is_hidden and (own is None or own.kind != _ARROW)
        if shape.corners and is_shown:
            found.append(_drawn(shape.corners, own))
    return found if len(found) <= MOST else [EVERYWHERE]


def _notes(records: Sequence[tuple[int, bytes]]) -> Iterator[tuple[int, int]]:
    """The flags of each note of a cell, and the number of its object."""
    for code, body in records:
        if code == _NOTE_OF_CELL and len(body) >= 8:
            yield struct.unpack_from("<HH", body, 4)


def _drawn(corners: tuple[int, ...], own: _Object | None) -> Drawn:
    left, _, top, _, right, across, bottom, down = corners
    prints = own is None or own.kind == _PICTURE or any(map(str.isdigit, own.text))
    return Drawn(top, left, max(top, bottom - (not down)), max(left, right - (not across)), prints)


def _pieces(records: Sequence[tuple[int, bytes]]) -> Iterator[bytes]:
    """The tree of shapes, record after record."""
    before = 0
    for code, body in records:
        before = code if code != _GOES_ON else before
        if before == _DRAWING:
            yield body


def _objects(records: Sequence[tuple[int, bytes]]) -> Iterator[_Object]:
    """The objects of a sheet with their texts, in the order of their shapes."""
    kind: int | None = None
    number, text, left = 0, "", 0
    for code, body in records:
        if code == _OBJECT and len(body) >= 6:
            if kind is not None:
                yield _Object(kind, number, text)
            (kind, number), text = struct.unpack_from("<HH", body.ljust(8, b"\0"), 4), ""
        elif code == _TEXT and len(body) >= 12:
            left = struct.unpack_from("<H", body, 10)[0]
        elif code == _GOES_ON and left > 0 and body:
            piece = body[1:].decode("utf-16-le" if body[0] & 1 else "latin-1", "replace")[:left]
            text, left = text + piece, left - len(piece)
    if kind is not None:
        yield _Object(kind, number, text)


def _shapes(stream: bytes, depth: int) -> Iterator[_Shape]:
    """The shapes of a tree, in order; behind what is broken there are none."""
    for version, _, code, body in entries(stream):
        if code == SHAPE:
            yield _shape(body)
        elif version == CONTAINER and depth < DEEPEST:
            yield from _shapes(body, depth + 1)


def _shape(body: bytes) -> _Shape:
    corners: tuple[int, ...] = ()
    is_hidden = has_object = False
    for _, _, code, inner in entries(body):
        if code == ANCHOR and len(inner) >= 18:
            corners = struct.unpack_from("<8H", inner, 2)
        elif code == PROPERTIES:
            is_hidden = any(number == _OF_GROUP and value & _HIDDEN == _HIDDEN for number, value in told(inner))
        elif code == HAS_OBJECT:
            has_object = True
    return _Shape(corners, is_hidden, has_object)
