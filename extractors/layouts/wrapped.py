"""Text wrapped at a fixed width, as converters print it: a line break inside a paragraph is not a paragraph.

A text is taken for wrapped where many of its lines of prose end at one width, in columns of a terminal (a Chinese
character takes two). Then a full line that does not end a sentence goes on in the next one. Titles, being short, stay
alone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from schema.document import Block, Paragraph

NARROWEST, WIDEST = 30, 120
# A line is full if at most so many columns are free: a wide character, or a number that must not be cut.
SLACK = 6
# The first line of a paragraph is shorter by an indent that was not printed.
INDENT = 4
FEWEST_FULL = 8
FULL_SHARE = 0.4
ENDS = tuple("。！？；：!?;:…”」』》】")


def join_wrapped(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, the lines of wrapped paragraphs joined; the locator is that of the first line."""
    blocks = list(blocks)
    width = _wrap_width(blocks)
    pending: Paragraph | None = None
    goes_on = False
    for block in blocks:
        if isinstance(block, Paragraph) and not block.heading:
            least = width - SLACK - (0 if goes_on else INDENT)
            if pending and goes_on:
                pending = replace(pending, text=pending.text + block.text)
            else:
                if pending:
                    yield pending
                pending = block
            goes_on = bool(width) and columns(block.text) >= least and not block.text.endswith(ENDS)
            continue
        if pending:
            yield pending
        pending, goes_on = None, False
        yield block
    if pending:
        yield pending


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _wrap_width(blocks: Sequence[Block]) -> int:
    """The width at which the prose is wrapped, 0 where it is not."""
    widths = [columns(block.text) for block in blocks if isinstance(block, Paragraph) and not block.heading]
    if len(widths) < FEWEST_FULL or max(widths) > WIDEST:
        return 0
    widest = max(widths)
    long = [width for width in widths if 2 * width > widest]
    full = sum(1 for width in long if width >= widest - SLACK)
    return widest if widest >= NARROWEST and full >= max(FEWEST_FULL, FULL_SHARE * len(long)) else 0
