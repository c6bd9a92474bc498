"""Marks of notes in lines of print: digits much smaller than those that they follow are no digits of their figure."""

from __future__ import annotations

from xxgk.extractors.readers.paper.lines import Glyph, TextLine, lines_of

SMALL = 0.75
"""Of the height of a figure: a digit below that is the mark of a note."""
NOTE = "〔〕"
NEAR = 0.5
"""Heights of a figure, within which its mark follows."""


def with_notes(line: TextLine) -> TextLine:
    """A line with the marks behind its figures in brackets; mostly the same."""
    heights = [glyph.bottom - glyph.top for glyph in line.glyphs if glyph.text.isdigit()]
    if not heights or min(heights) >= SMALL * max(heights):
        return line
    kept: list[Glyph] = []
    for glyph in line.glyphs:
        if not kept or not _is_mark(glyph, kept[-1]):
            kept.append(glyph)
        elif kept[-1].text.endswith(NOTE[1]):
            kept[-1] = kept[-1]._replace(text=f"{kept[-1].text[:-1]}{glyph.text}{NOTE[1]}", x1=glyph.x1)
        else:
            kept.append(
                glyph._replace(text=f"{NOTE[0]}{glyph.text}{NOTE[1]}", top=kept[-1].top, bottom=kept[-1].bottom)
            )
    return next(iter(lines_of(kept, line.page)))


def _is_mark(glyph: Glyph, before: Glyph) -> bool:
    """Whether a character is a small digit right behind a figure, or behind another one that is a mark."""
    high = before.bottom - before.top
    return (
        glyph.text.isdigit()
        and (before.text.isdigit() or before.text.endswith(NOTE[1]))
        and glyph.bottom - glyph.top < SMALL * high
        and glyph.x0 - before.x1 <= NEAR * high
    )
