"""How a piece of Word print looks, in either format; and one rule that tells whether it is seen."""

from __future__ import annotations

from typing import NamedTuple

from xxgk.extractors.readers.seen import BLACK, Colour, is_seen
from xxgk.extractors.readers.seen import WHITE as PAPER

LEAST_RAISED, LEAST_SIZE = 3, 6
"""Half points by which a piece stands higher or lower than its line as a note does, and below which nobody reads it."""
LEAST_SPACING, LEAST_HEIGHT = -60, 60
"""Twips by which characters are drawn together so far that they lie over each other, and below which nobody reads what
stands in a line or a row of exactly that height."""
PICTURE_FONTS = (
    "wingdings",
    "webdings",
    "marlett",
    "bookshelf symbol",
    "ms outlook",
    "monotype sorts",
    "zapf dingbats",
)
"""How the names of fonts begin that draw pictures in place of digits, in small letters."""
_LOW = 400
LEAST_ROOM, USUAL_SIZE = 0.75, 20
"""The share of its size that a line of exact height needs so that digits are told from each other; half points of
print of which nothing else is told."""
LEAST_FITTED = 40
"""Twips of each character of print that is fitted into a room, below which nobody reads it."""
LEAST_WIDTH, SMALL_SIZE = 20, 14
"""The share (of 100) to which print is squeezed below which nobody reads it; half points up to which print may be that
of a note beside other print."""
FAR, WIDEST, FURTHEST = 600, 9_000, 3_000
"""Twips by which an indent moves print out of its cell to the left, of the width of a page, and by which a table moves
out of it to the left."""
WHITE, TINY, ON_GROUND, SMALL, PICTURES, CLIPPED = (
    "white print",
    "tiny print",
    "print like its ground",
    "print smaller than that beside it",
    "print of a font of pictures",
    "print that has no room",
)


class TextLook(NamedTuple):
    """How a run shows: `hidden` not at all, `struck` out, `raised` above or below its line, `squeezed` so that nobody
    reads it; `size` in half points, 0 where that is the paragraph's; its `ink`, None for the one that a program chooses
    itself; the `ground` that it has of its own; whether its font draws `pictures`; and the twips of its `line`, where
    that has exactly its height whatever stands in it (else 0). It may be `turned`, to run from right to left, and
    `off_web`: Word shows it and LibreOffice does not."""

    hidden: bool = False
    struck: bool = False
    raised: bool = False
    squeezed: bool = False
    size: int = 0
    ink: Colour | None = None
    ground: Colour | None = None
    pictures: bool = False
    line: int = 0
    turned: bool = False
    off_web: bool = False

    def over(self, other: TextLook) -> TextLook:
        """What this look or the other one says; of size and colours the other one's word counts."""
        return TextLook(
            self.hidden or other.hidden,
            self.struck or other.struck,
            self.raised or other.raised,
            self.squeezed or other.squeezed,
            other.size or self.size,
            self.ink if other.ink is None else other.ink,
            self.ground if other.ground is None else other.ground,
            self.pictures or other.pictures,
            other.line or self.line,
            self.turned or other.turned,
            self.off_web or other.off_web,
        )

    def unseen(self, around: Colour | None = None) -> str:
        """Why nobody can see it (``""`` for what is seen); `around` is the ground of its paragraph or cell, where that
        has one. Print of no colour of its own is seen around there, as programs choose one that is."""
        if self.squeezed or 0 < self.size < LEAST_SIZE:
            return TINY
        if self.pictures:
            return PICTURES
        if self.line and not has_room(self.size, self.line):
            return CLIPPED
        ground = around if self.ground is None else self.ground
        ink = BLACK if self.ink is None and self.ground is not None else self.ink
        if ink is None or is_seen(ink, PAPER if ground is None else ground):
            return ""
        return WHITE if ground in (None, PAPER) else ON_GROUND


PLAIN = TextLook()


def is_low(line: int) -> bool:
    """Whether lines of that exact height (twips) may be too low for what stands in them."""
    return 0 < line < _LOW


def has_room(half_points: int, twips: int) -> bool:
    """Whether print of a size is seen in a room of that height."""
    return twips >= LEAST_ROOM * 10 * (half_points or USUAL_SIZE)


def draws_pictures(font: str) -> bool:
    """Whether a font of that name draws pictures in place of digits."""
    return font.lower().startswith(PICTURE_FONTS)


def is_off_line(half_points: str) -> bool:
    """Whether a piece is raised or lowered as far as a note is."""
    plain = half_points.removeprefix("-")
    return plain.isascii() and plain.isdigit() and int(plain[:9]) >= LEAST_RAISED


def is_pushed(left: float, right: float, first: float, width: float) -> bool:
    """Whether indents (twips) from both sides and of the first line push print out of its cell, so wide."""
    return min(left, right) <= -FAR or max(left, right, first) >= width or -first >= FAR + max(0.0, left)


def is_close(twips: str) -> bool:
    """Whether characters are drawn together so far that they lie over each other."""
    plain = twips.removeprefix("-")
    return plain != twips and plain.isascii() and plain.isdigit() and -int(plain[:9]) <= LEAST_SPACING
