"""Pieces of print to lines of text: characters (or recognised words) with their boxes, put in reading order.

Shared by all readers that know where print stands but not what it means: PDF, OFD, scans.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from xxgk.extractors.readers.paper.ruling_grid import Box

SPACE = 0.22  # of the height: a gap between Latin letters or digits that shows as a space
COLUMN_GAP = 1.2  # of the height: a gap that parts two columns
SAME_PLACE = 0.3  # of the height: the same character drawn so near is drawn twice
_LATIN = re.compile(r"[!-~]")


MOST_SURE = 0.999  # the confidence of what was recognised in a picture is never more: 1 is for what was not recognised


class Glyph(NamedTuple):
    """A piece of print in its box; `confidence` (0 to 1) is less than 1 where it was recognised in a picture."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float = 1.0

    @property
    def middle(self) -> float:
        """The height of its centre."""
        return (self.top + self.bottom) / 2


class TextLine(NamedTuple):
    """A printed line. `pieces` are its parts between wide gaps; `height` is that of its print."""

    text: str
    pieces: tuple[str, ...]
    box: Box
    height: float
    glyphs: tuple[Glyph, ...]
    page: int = 0


def lines_of(glyphs: Iterable[Glyph], page: int = 0) -> list[TextLine]:
    """The lines of some print, from top to bottom."""
    rows: list[list[Glyph]] = []
    middle = count = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: glyph.top + glyph.bottom):
        at = (glyph.top + glyph.bottom) / 2
        if rows and at - middle <= 0.4 * min(glyph.bottom - glyph.top, rows[-1][0].bottom - rows[-1][0].top):
            rows[-1].append(glyph)
            count += 1
            middle += (at - middle) / count
        else:
            rows.append([glyph])
            middle, count = at, 1.0
    return [line for row in rows if (line := _line(row, page)) is not None]


def _line(row: list[Glyph], page: int) -> TextLine | None:
    glyphs = _once(sorted(row, key=lambda glyph: glyph.x0))
    shown = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if not shown:
        return None
    height = sorted(glyph.bottom - glyph.top for glyph in shown)[len(shown) // 2]
    pieces = _pieces(glyphs, height)
    _, lefts, tops, rights, bottoms, _ = zip(*shown, strict=True)
    box = Box(min(lefts), min(tops), max(rights), max(bottoms))
    return TextLine(" ".join(pieces) if len(pieces) > 1 else pieces[0], pieces, box, height, tuple(shown), page)


def _once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Print that is drawn twice at nearly the same place (a bold face faked) is one piece of print."""
    kept: list[Glyph] = []
    for glyph in glyphs:
        if not any(glyph.text == other.text and _is_same(glyph, other) for other in kept[-3:]):
            kept.append(glyph)
    return kept


def _is_same(glyph: Glyph, other: Glyph) -> bool:
    """Whether two pieces of print stand at nearly the same place."""
    near = SAME_PLACE * min(glyph.bottom - glyph.top, glyph.x1 - glyph.x0)
    return glyph.x0 - other.x0 <= near and abs(glyph.top - other.top) <= near


def _pieces(glyphs: Sequence[Glyph], height: float) -> tuple[str, ...]:
    """The texts between wide gaps. Spaces show between Latin letters and digits only, printed or by their gap: other
    print is set apart for justification."""
    pieces: list[list[str]] = [[]]
    before: Glyph | None = None
    spaced = False
    for glyph in glyphs:
        if glyph.text.isspace():
            spaced = True
            continue
        if before is not None:
            gap = glyph.x0 - before.x1
            latin = bool(_LATIN.match(before.text[-1]) and _LATIN.match(glyph.text[0]))
            if gap > COLUMN_GAP * height:
                pieces.append([])
            elif latin and (spaced or gap > SPACE * height):
                pieces[-1].append(" ")
        pieces[-1].append(glyph.text)
        before, spaced = glyph, False
    return tuple("".join(piece) for piece in pieces)
