"""The quick way for pages of plain text: pdfium's own lines, and the boxes of a few characters of each.

A page without rules, read from top to bottom in one column, needs no box of every character; that is three times
faster. Where anything is out of the ordinary (lines side by side, figures behind a gap, print drawn twice, characters
without a code) the page is left to the way that looks at every character.
"""

from __future__ import annotations

import re
from ctypes import byref, c_ushort
from itertools import pairwise

import pypdfium2.raw as pdf

from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.readers.paper.lines import COLUMN_GAP, Glyph, TextLine
from xxgk.extractors.readers.paper.paragraphs import NOT_FIRST, PAGE_NUMBER
from xxgk.extractors.readers.paper.ruling_grid import Box
from xxgk.extractors.readers.pdf.objects import INVISIBLE
from xxgk.extractors.readers.pdf.paint import Handle

_IRREGULAR = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffd-\uffff]")
_SPACE = re.compile(r"(?<=[!-~])[^\S\n]+(?=[!-~])|[^\S\n]+")
_LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"[!-~]+|\S")
_WIDE = re.compile("[\u4e00-\u9fff]")
_GAP = re.compile(r"\s")


def quick_lines(textpage: Handle, left: float, top: float, number: int) -> list[TextLine] | None:
    """The lines of an upright page whose corner lies at `left`, `top` in page space; None where that is not safe."""
    count = pdf.FPDFText_CountChars(textpage)
    buffer = (c_ushort * (count + 1))()
    if pdf.FPDFText_GetText(textpage, 0, count, buffer) != count + 1:
        return None
    text = bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")
    if len(text) != count or _IRREGULAR.search(text):
        return None
    lines: list[TextLine] = []
    for match in _LINE.finditer(text):
        if match[0].isspace():
            continue
        line = _line(textpage, match.start(), match[0], left, top, number=number)
        if line is None:
            return None
        lines.append(line)
    lines.sort(key=lambda line: line.box.top)
    if any(below.box.top < above.box.bottom - 0.3 * below.height for above, below in pairwise(lines)):
        return None
    return lines


def _line(textpage: Handle, start: int, printed: str, left: float, top: float, *, number: int) -> TextLine | None:
    text = _SPACE.sub(lambda gap: " " if gap.start() and _is_latin(printed, gap) else "", printed.strip())
    words = _GAP.split(printed.strip())
    ends_in_figure = len(words) > 1 and is_valuelike(words[-1]) and not PAGE_NUMBER.fullmatch(printed)
    if (ends_in_figure and _stands_apart(textpage, start, printed.rstrip(), left, top)) or (
        len(text) > 3 and text[0::2][: len(text) // 2] == text[1::2]
    ):
        return None
    indent = len(printed) - len(printed.lstrip())
    word = _WORD.match(printed, indent)
    wide = _WIDE.search(printed)
    if word is None:
        return None
    end = word.end()
    while end < len(printed) and printed[end] in NOT_FIRST:
        end += 1
    first, last = (
        _glyph(textpage, start + place, printed[place], left, top) for place in (indent, len(printed.rstrip()) - 1)
    )
    last_of_word = first if end - 1 == indent else _glyph(textpage, start + end - 1, printed[end - 1], left, top)
    if any(_is_odd(textpage, start + place) for place in (indent, len(printed.rstrip()) - 1)):
        return None
    body = first
    if wide and wide.start() != indent:
        body = _glyph(textpage, start + wide.start(), wide[0], left, top)
    height = body.bottom - body.top
    uneven = max(abs(glyph.middle - body.middle) for glyph in (first, last_of_word, last)) > 0.4 * height
    if uneven or last.x1 < first.x1 or height <= 0:
        return None
    shown = (first, last_of_word, body) if end - 1 > indent else (first, body)
    return TextLine(text, (text,), Box(first.x0, body.top, last.x1, body.bottom), height, shown, number)


def _is_odd(textpage: Handle, index: int) -> bool:
    """Whether a character is turned, or printed invisibly."""
    owner = pdf.FPDFText_GetTextObject(textpage, index)
    invisible = owner and pdf.FPDFTextObj_GetTextRenderMode(owner) == INVISIBLE
    return bool(invisible) or abs(pdf.FPDFText_GetCharAngle(textpage, index)) > 0.01


def _stands_apart(textpage: Handle, start: int, printed: str, left: float, top: float) -> bool:
    """Whether a wide gap parts the last word of a line from the others."""
    gap = max(place for place, char in enumerate(printed) if char.isspace())
    before, after = len(printed[:gap].rstrip()) - 1, gap + 1
    first, second = (_glyph(textpage, start + place, printed[place], left, top) for place in (before, after))
    return second.x0 - first.x1 > COLUMN_GAP * (first.bottom - first.top)


def _is_latin(printed: str, gap: re.Match[str]) -> bool:
    text = printed.strip()
    return gap.end() < len(text) and text[gap.start() - 1].isascii() and text[gap.end()].isascii()


def _glyph(textpage: Handle, index: int, text: str, left: float, top: float) -> Glyph:
    rect = pdf.FS_RECTF()
    pdf.FPDFText_GetLooseCharBox(textpage, index, byref(rect))
    return Glyph(text, rect.left - left, top - rect.top, rect.right - left, top - rect.bottom)
