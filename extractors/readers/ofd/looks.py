"""How the objects of an OFD page are painted: their colours, by themselves or by the drawings that they name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from xxgk.extractors.readers.seen import BLACK, Colour

FULL = 255
DEEPEST = 8
"""Drawings that one takes over from another."""


class Paint(NamedTuple):
    """A colour and how much of it covers what is under it, 0 to 1; without a colour nobody knows what it shows."""

    colour: Colour | None
    opacity: float = 1.0

    def over(self, ground: Colour) -> Colour:
        """What a ground shows when it is painted."""
        if self.colour is None:
            return ground
        red, green, blue = (
            self.opacity * own + (1 - self.opacity) * under for own, under in zip(self.colour, ground, strict=True)
        )
        return red, green, blue


NONE, _BLACK = Paint(BLACK, 0.0), Paint(BLACK)


class Drawings:
    """The drawings of a document (``DrawParam``), by which its objects are painted."""

    def __init__(self, drawings: Mapping[str, etree._Element]) -> None:
        self._drawings = drawings

    def of_text(self, item: etree._Element) -> Paint:
        """How the characters of a text object are painted: filled, else as their outlines."""
        if item.get("Fill") != "false":
            return self._paint(item, "FillColor")
        return self._paint(item, "StrokeColor") if item.get("Stroke") == "true" else NONE

    def of_fill(self, item: etree._Element) -> Paint:
        """How a path is filled."""
        return self._paint(item, "FillColor") if item.get("Fill") == "true" else NONE

    def of_stroke(self, item: etree._Element) -> Paint:
        """How a path is stroked."""
        return self._paint(item, "StrokeColor") if item.get("Stroke") != "false" else NONE

    def _paint(self, item: etree._Element, kind: str) -> Paint:
        told = item.find(f"{{*}}{kind}") if len(item) > 1 else None
        if told is None and self._drawings:
            told = next((found for one in self._of(item) if (found := one.find(f"{{*}}{kind}")) is not None), None)
        opacity = _share(item.get("Alpha"))
        if told is None:
            return _BLACK if opacity == 1 else Paint(BLACK, opacity)
        return Paint(_colour(told.get("Value", "")), opacity * _share(told.get("Alpha")))

    def _of(self, item: etree._Element) -> Iterator[etree._Element]:
        """The drawing that an object names, or what holds it, and those from which this takes over."""
        holders = (item, *item.iterancestors())
        name = next((named for holder in holders if (named := holder.get("DrawParam"))), None)
        for _ in range(DEEPEST):
            drawing = self._drawings.get(name or "")
            if drawing is None:
                return
            yield drawing
            name = drawing.get("Relative")


def _share(text: str | None) -> float:
    if text is None:
        return 1.0
    try:
        return min(max(float(text), 0.0), FULL) / FULL
    except ValueError:
        return 1.0


def _colour(value: str) -> Colour | None:
    """The colour of one, three or four parts of 255; None where nobody knows it."""
    try:
        parts = [int(part[1:], 16) if part.startswith("#") else float(part) for part in value.split()]
    except ValueError:
        return None
    shares = [min(max(part, 0.0), FULL) / FULL for part in parts]
    match shares:
        case [grey]:
            return grey, grey, grey
        case [red, green, blue]:
            return red, green, blue
        case [cyan, magenta, yellow, black]:
            return (1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)
    return None
