"""Lines of text with their numbers, and the locators made of them."""

from __future__ import annotations

from typing import NamedTuple

from xxgk.schema.locators import characters
from xxgk.schema.text import BOOKMARK, visible


def printed(text: str) -> str:
    """A line without invisible characters and converter artefacts: what character positions in locators count in."""
    if "[bookmark" in text:
        text = BOOKMARK.sub("", text)
    return visible(text)


def blanked(text: str, start: int, end: int) -> str:
    """A text with blanks in place of some of its characters."""
    return text[:start] + " " * (end - start) + text[end:]


class LineCell(NamedTuple):
    """A figure of a piece of a line: its characters in it, over which columns it stands (the first, counted from 1; 0:
    not told) and how `many`, and what stands `below` it in its cell, from top to bottom; or what the cell reads
    `whole`, where it begins above."""

    start: int
    end: int
    column: int = 0
    many: int = 1
    below: tuple[str, ...] = ()
    whole: str = ""


class Line(NamedTuple):
    """A printed line, or, where `offset` is not negative, the piece of it that begins at that character.

    `number` counts lines from 1, `page` what a form feed ends; `place` is the line's locator where the container has
    better ones than line numbers. `woven`: it was told from others that stand beside it; `unsure` names why its figures
    may not be whole; `cells` are its figures, where it is known that it is nothing else. Where it was joined of several
    lines, `until` is the number of the last."""

    text: str
    number: int
    offset: int = -1
    place: str = ""
    woven: bool = False
    unsure: str = ""
    cells: tuple[LineCell, ...] = ()
    page: int = 1
    until: int = 0

    @property
    def locator(self) -> str:
        """The line, or the characters of it that the piece takes; of lines that were joined, all of them."""
        text, number, offset, place, *_, until = self
        if until:
            return f"{place or f'text:L{number}'}-{until}"
        return place or f"text:L{number}" if offset < 0 else self.span(0, len(text))

    def span(self, start: int, end: int) -> str:
        """Characters `start` up to `end` of this text, counted in the whole line; of lines that were joined, these."""
        _, number, offset, place, *_, until = self
        if until:
            return self.locator
        base = offset if offset > 0 else 0
        return characters(place or f"text:L{number}", base + start, base + end)

    def piece(self, start: int, end: int) -> Line:
        """Characters `start` up to `end` as a line of their own."""
        text, number, offset, place, woven, unsure, _, page, until = self
        return Line(text[start:end], number, max(offset, 0) + start, place, woven, unsure, (), page, until)
