"""Printed lines to paragraphs: a line break inside a paragraph is none, and page furniture is no text.

A line was broken because the next word did not fit, or because the paragraph ended. So two lines are one paragraph
where the first word of the second would not have fitted behind the first, and nothing else parts them: an indent, a
wider gap, another size of print, a number at the beginning where paragraphs are not indented.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.readers.paper.lines import TextLine
from xxgk.schema.text import NUMBERING, narrow

MARGIN = 0.12  # of the page's height, where furniture stands
SAME_HEIGHT = 4.0
FEWEST_FIGURES = 3  # of a row of a table: the same noughts may stand at the edge of several pages
INDENT = 0.8  # of the height of print
WIDEST_INDENT = 3.5  # a line that begins farther in is centred, or set to the right
SAME_SIZE = 0.15
FULL_LINES = 3  # that tell where the text area ends; where fewer do, the longest line tells, within equal margins
SHORT = 0.7  # of the page's width: where no line ends beyond, none was broken for want of room
WIDE_GAP = 1.5  # of the usual distance between lines
_DIGITS = re.compile(r"\d+")
PAGE_NUMBER = re.compile(
    r"[-‐-―−_·•.~\s]+\d{1,4}[-‐-―−_·•.~\s]+|第\s*\d{1,4}\s*页.{0,12}|\d{1,4}\s*/\s*\d{1,4}|page\s*\d{1,4}.{0,10}",
    re.IGNORECASE,
)
_LATIN_WORD = re.compile(r"[!-~]+")
_ENDS = frozenset("。！？；：")
NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕”’…,.;:?!)]}%％")


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures of one page."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Frame:
    """The text area of pages of one width: its edges, the usual distance of lines, and whether paragraphs are
    indented."""

    left: float
    right: float
    pitch: float
    indents: bool


def without_furniture(pages: Sequence[tuple[Measures, Sequence[TextLine]]]) -> list[list[TextLine]]:
    """The lines of each page less page numbers, running heads and running feet."""
    seen: dict[str, list[tuple[int, float]]] = defaultdict(list)
    numbers: Counter[tuple[int, int]] = Counter()
    for index, (sheet, lines) in enumerate(pages):
        for line in lines:
            if _in_margin(line, sheet):
                seen[_masked(line)].append((index, line.box.top))
                if line.text.isdecimal() and len(line.text) < 5:
                    numbers[int(line.text) - index, round(line.box.top / SAME_HEIGHT)] += 1

    def is_furniture(index: int, line: TextLine, sheet: Measures) -> bool:
        if not _in_margin(line, sheet):
            return False
        text = narrow(line.text).strip()
        if PAGE_NUMBER.fullmatch(text):
            return True
        if text.isdecimal():
            bands = (round(line.box.top / SAME_HEIGHT) + step for step in (-1, 0, 1))
            return len(text) < 5 and sum(numbers[int(text) - index, band] for band in bands) > 1
        if sum(map(is_valuelike, line.pieces)) >= FEWEST_FIGURES:
            return False
        alike = {page for page, top in seen[_masked(line)] if abs(top - line.box.top) <= SAME_HEIGHT}
        return len(alike) > 1 and 2 * len(alike) >= len(pages)

    return [
        [line for line in lines if not is_furniture(index, line, sheet)] for index, (sheet, lines) in enumerate(pages)
    ]


def _in_margin(line: TextLine, sheet: Measures) -> bool:
    return line.box.bottom < MARGIN * sheet.height or line.box.top > (1 - MARGIN) * sheet.height


def _masked(line: TextLine) -> str:
    return _DIGITS.sub("#", narrow(line.text))


def is_tabular(line: TextLine) -> bool:
    """Whether a line prints words and then, behind a wide gap, figures: the row of a table without rules."""
    return len(line.pieces) > 1 and is_valuelike(line.pieces[-1])


def frame_of(lines: Sequence[TextLine], width: float) -> Frame:
    """The text area that lines on pages of one `width` keep to; where all are short, that of equal margins."""
    size = median(line.height for line in lines)
    left = _outermost(sorted(line.box.x0 for line in lines), size)
    ends = sorted(line.box.x1 for line in lines)
    right = -_outermost([-end for end in reversed(ends)], size)
    if sum(abs(end - right) <= size / 4 for end in ends) < FULL_LINES:
        right = max(right, min(ends[-1], width - left))
    if right < SHORT * width:
        right = max(right, width - left)
    steps = [b.box.top - a.box.top for a, b in pairwise(lines) if a.page == b.page and b.box.top > a.box.top]
    indented = sum(1 for line in lines if size < line.box.x0 - left < WIDEST_INDENT * size)
    flush = sum(1 for line in lines if line.box.x0 - left < INDENT * size)
    return Frame(left, right, median(steps) if steps else 2 * size, indented > 1 and flush > 0)


def _outermost(places: Sequence[float], size: float) -> float:
    """The first place that another line keeps to as well."""
    for place, following in pairwise(places):
        if following - place <= size / 4:
            return place
    return places[0]


def paragraphs_of(lines: Sequence[TextLine], frame: Frame) -> Iterator[list[TextLine]]:
    """Lines in reading order as paragraphs, across pages too."""
    paragraph: list[TextLine] = []
    for line in lines:
        if paragraph and _is_new(paragraph[-1], line, frame):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _is_new(before: TextLine, line: TextLine, frame: Frame) -> bool:
    """Whether `line` begins a paragraph."""
    size = min(before.height, line.height)
    if abs(before.height - line.height) > SAME_SIZE * max(before.height, line.height) and not _mixed(before, line):
        return True
    if line.box.x0 - frame.left > INDENT * size or before.box.x0 - frame.left > WIDEST_INDENT * size:
        return True
    if before.page == line.page and line.box.top - before.box.top > WIDE_GAP * frame.pitch:
        return True
    if before.box.x1 + _first_word(line) <= frame.right + 0.25 * size:
        return True
    ends = before.text[-1] in _ENDS or not frame.indents
    return ends and bool(NUMBERING.match(narrow(line.text)))


def _mixed(before: TextLine, line: TextLine) -> bool:
    """Whether two lines share a size of print although their usual heights differ (faces of different ascent)."""
    sizes = [
        {round(glyph.x1 - glyph.x0) for glyph in part.glyphs if not glyph.text.isascii()} for part in (before, line)
    ]
    return bool(sizes[0] & sizes[1])


def _first_word(line: TextLine) -> float:
    """The width of what could not have been parted from the first character of a line."""
    glyphs = line.glyphs
    word = _LATIN_WORD.match("".join(glyph.text[0] for glyph in glyphs))
    end = max(word.end() if word else 1, 1)
    while end < len(glyphs) and glyphs[end].text in NOT_FIRST:
        end += 1
    return glyphs[min(end, len(glyphs)) - 1].x1 - glyphs[0].x0


def text_of(paragraph: Sequence[TextLine]) -> str:
    """The lines of a paragraph as one text; a space stands only between Latin letters."""
    text = paragraph[0].text
    for line in paragraph[1:]:
        latin = text[-1].isascii() and text[-1].isalpha() and line.text[0].isascii() and line.text[0].isalpha()
        text += (" " if latin else "") + line.text
    return text
