"""Where things stand on an OFD page: numbers, matrices and paths. The unit of the file is the millimetre; the
coordinates of an object go through its ``CTM`` and then from the corner of its ``Boundary``."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from xxgk.extractors.readers.paper.ruling_grid import Box

POINT = 72 / 25.4  # points in a millimetre
LEAN = 0.05  # by which print may lean and still stand upright
_COMMAND = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_PARAMETERS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
Corner = tuple[float, float]


class Matrix(NamedTuple):
    """x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float = 1
    b: float = 0
    c: float = 0
    d: float = 1
    e: float = 0
    f: float = 0

    def at(self, x: float, y: float) -> Corner:
        """A point of the object on the page, in millimetres."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def within(self, outer: Matrix) -> Matrix:
        """The same for an object of a unit that is itself painted by a matrix."""
        e, f = outer.at(self.e, self.f)
        (a, b), (c, d) = ((outer.a * x + outer.c * y, outer.b * x + outer.d * y) for x, y in (self[:2], self[2:4]))
        return Matrix(a, b, c, d, e, f)

    @property
    def is_upright(self) -> bool:
        """Whether print stands upright under it."""
        return self.a > 0 < self.d and max(abs(self.b), abs(self.c)) <= LEAN * min(self.a, self.d)


def matrix_of(item: etree._Element, boundary: Sequence[float]) -> Matrix:
    """The matrix of an object in its boundary."""
    given = numbers_of(item.get("CTM", ""))
    a, b, c, d, e, f = given if len(given) == 6 else Matrix()
    return Matrix(a, b, c, d, e + boundary[0], f + boundary[1])


def box_of(points: Sequence[Corner]) -> Box:
    """The box around some points, in points of print."""
    across, down = zip(*points, strict=True)
    return Box(min(across) * POINT, min(down) * POINT, max(across) * POINT, max(down) * POINT)


class SubPath(NamedTuple):
    """A part of a path: its corners, and whether it has curves; then their points are among them."""

    corners: list[Corner]
    is_curved: bool


def subpaths_of(data: str) -> Iterator[SubPath]:
    """The parts of a path."""
    points: list[Corner] = []
    curved = False
    words = _COMMAND.findall(data)
    at = 0
    while at < len(words):
        command = words[at]
        count = _PARAMETERS.get(command)
        if count is None:
            return
        values = numbers_of(" ".join(words[at + 1 : at + 1 + count]))
        if len(values) != count:
            return
        at += 1 + count
        if command in "SM":
            if len(points) > 1:
                yield SubPath(points, curved)
            points, curved = [(values[0], values[1])], False
        elif command == "L":
            points.append((values[0], values[1]))
        elif command == "C":
            points += points[:1]
        else:
            curved = True
            ends = values if command in "QB" else values[-2:]
            points += zip(ends[::2], ends[1::2], strict=True)
    if len(points) > 1:
        yield SubPath(points, curved)


def numbers_of(text: str) -> list[float]:
    """Numbers parted by spaces, ``[]`` where one is none or not finite."""
    try:
        found = [float(word) for word in text.split()]
    except ValueError:
        return []
    return found if all(math.isfinite(number) for number in found) else []
