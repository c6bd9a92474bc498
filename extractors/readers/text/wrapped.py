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

from xxgk.extractors.labels.vocabulary import FormLabels
from xxgk.extractors.readers.text.lines import Line
from xxgk.schema.document import Block, Paragraph
from xxgk.schema.text import normalise

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


class _Columns(dict[str, int]):
    """The columns of each character, looked up when it first comes."""

    def __missing__(self, character: str) -> int:
        self[character] = 2 if unicodedata.east_asian_width(character) in "WF" else 1
        return self[character]


_COLUMNS = _Columns()


def whole_labels(lines: Sequence[Line], words: FormLabels) -> Iterator[Line]:
    """The lines, those on which one label was wrapped (行政许 and 可) as one; its number is that of the first."""
    texts = [line.text.strip() for line in lines]
    may_be_piece = [
        text != "" and len(line.text) <= LONGEST_PIECE and not text.isdigit() and not words.strange.search(text)
        for text, line in zip(texts, lines, strict=True)
    ]
    may_be_piece.append(False)
    position = 0
    while position < len(lines):
        end = position + 1
        if may_be_piece[position] and may_be_piece[end]:
            end = _end_of_label(texts, position, words)
        line = lines[position]
        yield line if end == position + 1 else line._replace(text="".join(texts[position:end]))
        position = end


def _end_of_label(texts: Sequence[str], start: int, words: FormLabels) -> int:
    """The end of the lines that from `start` on, not all of them labels of the form, make up one; else of the first.
    No label ends in a digit."""
    for end in range(min(start + MOST_LINES, len(texts)), start + 1, -1):
        if texts[end - 1][-1:].isdigit() or words.strange.search(texts[end - 1]):
            continue
        keys = [*map(normalise, texts[start:end])]
        if all(keys) and not words.all.issuperset(keys) and normalise("".join(texts[start:end])) in words.all:
            return end
    return start + 1


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
    return len(text) if text.isascii() else sum(map(_COLUMNS.__getitem__, text))


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
