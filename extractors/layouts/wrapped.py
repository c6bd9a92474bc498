"""Text wrapped at a fixed width, as converters print it: a line break inside a paragraph is not a paragraph.

A text is taken for wrapped where many of its lines of prose end at one width, in columns of a terminal (a Chinese
character takes two). Then a full line that does not end a sentence goes on in the next one. Titles, being short, stay
alone.

A label of the form may be wrapped by the width of its cell, too, wherever that may be.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractors.layouts.lines import Line
from extractors.layouts.vocabulary import Vocabulary
from schema.document import Block, Paragraph
from schema.text import normalise

NARROWEST, WIDEST = 30, 120
# A line is full if at most so many columns are free: a wide character, or a number that must not be cut.
SLACK = 6
# The first line of a paragraph is shorter by an indent that was not printed.
INDENT = 4
FEWEST_FULL = 8
FULL_SHARE = 0.4
ENDS = tuple("。！？；：!?;:…”」』》】")

MOST_LINES = 3  # on which a label is wrapped
LONGEST_PIECE = 40


def whole_labels(lines: Sequence[Line], words: Vocabulary) -> Iterator[Line]:
    """The lines, those on which one label was wrapped (行政许 and 可) as one; its number is that of the first."""
    position = 0
    may_be_piece = [*map(_may_be_piece, lines), False]
    while position < len(lines):
        line, end = lines[position], position + 1
        if may_be_piece[position] and may_be_piece[end]:
            ends = range(min(position + MOST_LINES, len(lines)), end, -1)
            end = next((last for last in ends if _is_wrapped(lines[position:last], words)), end)
        yield line if end == position + 1 else line._replace(text=_joined(lines[position:end]))
        position = end


def _joined(lines: Iterable[Line]) -> str:
    return "".join(line.text.strip() for line in lines)


def _may_be_piece(line: Line) -> bool:
    return len(line.text) <= LONGEST_PIECE and bool(text := line.text.strip()) and not text.isdigit()


def _is_wrapped(lines: Sequence[Line], words: Vocabulary) -> bool:
    """Whether lines, not all of them labels of the form, make up one. No label ends in a digit."""
    if lines[-1].text.rstrip()[-1:].isdigit() or normalise(_joined(lines)) not in words.all:
        return False
    keys = [normalise(line.text) for line in lines]
    return all(keys) and not all(key in words.all for key in keys)


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
    texts = [block.text for block in blocks if isinstance(block, Paragraph) and not block.heading]
    if len(texts) < FEWEST_FULL or max(map(len, texts)) > WIDEST:
        return 0
    widths = [*map(columns, texts)]
    if max(widths) > WIDEST:
        return 0
    widest = max(widths)
    long = [width for width in widths if 2 * width > widest]
    full = sum(1 for width in long if width >= widest - SLACK)
    return widest if widest >= NARROWEST and full >= max(FEWEST_FULL, FULL_SHARE * len(long)) else 0
