"""Marks of notes in lines of print: a digit smaller than those that it follows, and raised above or lowered below them,
or much smaller wherever it stands, is no digit of their figure. Of one that is a little smaller on their line, or
larger, nobody knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from xxgk.extractors.readers.paper.lines import Glyph, TextLine, lines_of
from xxgk.extractors.readers.seen import UNKNOWN

SMALL = 0.75
"""Of the height of a figure: a digit below that is the mark of a note."""
SMALLER = 0.95
"""The same of a digit that is raised or lowered."""
ALIKE = 0.88
"""The same of a digit on the line, from which on it looks as large."""
RAISED, LOWERED = 0.05, 0.06
"""Of the height of a figure: how far the foot of a digit stands above or below its foot."""
SAME = 0.01
"""The same, by which digits of one font and size differ at most: they stand on one line."""
ON_LINE = 0.6
"""Of the height of a figure: further up or down there is another line."""
DESCENT = 0.2
"""Of the height of print: what is below its foot, by and large in all fonts."""
NOTE = "〔〕"
NEAR = 0.5
"""Heights of a figure, within which its mark follows."""
BETWEEN = ",，."
"""What may stand between the digits of a number."""
APART = 0.35
"""The same of a gap that parts two columns."""
BESIDE, LONGEST, NO_MARK = 0.2, 2, 5
"""The same of a mark of more digits than so many, that is not much smaller: in a narrow column figures of their own are
printed as much smaller and stand higher, but with a gap before them. No mark, however small, has so many digits."""


def with_notes(line: TextLine) -> TextLine:
    """A line with the marks behind its figures in brackets; mostly the same."""
    digits = [glyph for glyph in line.glyphs if glyph.text.isdigit()]
    heights, feet = [glyph.bottom - glyph.top for glyph in digits], [glyph.bottom for glyph in digits]
    if not heights or (min(heights) >= SMALLER * max(heights) and max(feet) - min(feet) <= RAISED * min(heights)):
        return line
    line = with_doubts(line)
    kept: list[Glyph] = []
    figure: Glyph | None = None
    for number, glyph in enumerate(line.glyphs):
        if figure is not None and kept and _follows(glyph, kept[-1]) and is_small(glyph, figure):
            if kept[-1] is figure and _is_of_its_own(line.glyphs[number : number + 2 * NO_MARK], figure):
                kept.append(glyph)
                figure = glyph
                continue
            if kept[-1].text.endswith(NOTE[1]):
                kept[-1] = kept[-1]._replace(text=f"{kept[-1].text[:-1]}{glyph.text}{NOTE[1]}", x1=glyph.x1)
            else:
                text = f"{NOTE[0]}{glyph.text}{NOTE[1]}"
                kept.append(glyph._replace(text=text, top=kept[-1].top, bottom=kept[-1].bottom))
            continue
        kept.append(glyph)
        figure = glyph if glyph.text.isdigit() else None
    return next(iter(lines_of(kept, line.page)))


def _is_of_its_own(glyphs: Sequence[Glyph], figure: Glyph) -> bool:
    """Whether small digits behind a figure, that begin some characters, are one of their own: too many for a mark, not
    much smaller (or far too many), and apart from it."""
    full = figure.bottom - figure.top
    number = takewhile(lambda one: is_small(one, figure) if one.text.isdigit() else one.text in BETWEEN, glyphs)
    digits = [glyph for glyph in number if glyph.text not in BETWEEN]
    least = 0 if len(digits) >= NO_MARK else SMALL * full
    return (
        len(digits) > LONGEST
        and digits[0].x0 - figure.x1 > BESIDE * full
        and all(glyph.bottom - glyph.top >= least for glyph in digits)
    )


def is_small(glyph: Glyph, figure: Glyph) -> bool:
    """Whether a digit is too small for a digit of a figure, given one of these, or stands at another height and is
    smaller, or as large to a hair."""
    height, full = glyph.bottom - glyph.top, figure.bottom - figure.top
    if height < SMALL * full:
        return True
    raised = figure.bottom - glyph.bottom - DESCENT * (full - height)
    if abs(height - full) <= SAME * full:
        return RAISED * full < abs(raised) < ON_LINE * full
    return height < SMALLER * full and not -LOWERED * full <= raised <= RAISED * full


def is_in_doubt(glyph: Glyph, figure: Glyph) -> bool:
    """Whether nobody knows if a digit or that of a figure is the mark of a note: one at another height that is as large
    and lower, one that is larger, and one on its line that is smaller, but not much."""
    height, full = glyph.bottom - glyph.top, figure.bottom - figure.top
    is_other = is_small(glyph, figure)
    if abs(height - full) <= SAME * full:
        return is_other and glyph.bottom > figure.bottom
    return full < ALIKE * height or (height < ALIKE * full and not is_other)


def with_doubts(line: TextLine) -> TextLine:
    """A line in which digits behind others of which nobody knows which are the figure are not known."""
    found: list[Glyph] = []
    for glyph in line.glyphs:
        before = found[-1] if found else glyph
        is_doubtful = _follows(glyph, before) and is_in_doubt(glyph, before) and not _is_apart(glyph, before)
        found.append(glyph._replace(text=UNKNOWN) if is_doubtful else glyph)
    return next(iter(lines_of(found, line.page)))


def _is_apart(glyph: Glyph, before: Glyph) -> bool:
    """Whether a digit of another size stands so far behind one that it may be of another column."""
    height, full = glyph.bottom - glyph.top, before.bottom - before.top
    return abs(height - full) > SAME * full and glyph.x0 - before.x1 > APART * max(height, full)


def _follows(glyph: Glyph, before: Glyph) -> bool:
    """Whether a character is a digit right behind a figure, or behind a mark of one."""
    high = before.bottom - before.top
    behind = before.text.isdigit() or before.text.endswith(NOTE[1])
    return glyph.text.isdigit() and behind and glyph.x0 - before.x1 <= NEAR * high
