"""What single elements within a Word paragraph print: text, breaks, symbols, pictures, notes."""

from __future__ import annotations

import re

from lxml import etree

from xxgk.extractors.readers.word.tree import UNREAD_FIELD, W
from xxgk.schema.text import visible

STRUCK, IMAGE, SYMBOL, FORMULA, FIELD = "struck out", "image", "symbol", "formula", "field"
NOTE_MARK = "〔注〕"
"""What a footnote reference prints in a cell: its number is Word's to count and no part of the figure."""

MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_LINE_BREAKS = (W + "br", W + "cr")
_TABS = (W + "tab", W + "ptab")
_NOTES = (W + "footnoteReference", W + "endnoteReference")
_IMAGES = (W + "drawing", W + "pict", W + "object")
_HYPHEN, _SYMBOL = W + "noBreakHyphen", W + "sym"
SPECIAL = (*_LINE_BREAKS, *_TABS, *_NOTES, *_IMAGES, _HYPHEN, _SYMBOL, MATH_TEXT, UNREAD_FIELD)
"""The elements that print something, besides w:t."""

_SOURCE_BREAKS = re.compile(r"[\t\r\n]+")  # of the XML's own lay-out; Word shows a space
_PRIVATE = range(0xE000, 0xF900)  # where symbol fonts keep their pictures
_SYMBOL_FONT_TEXT = {0xF000 + ord(char): char for char in "()+,-./0123456789:;"}


def trimmed(text: str) -> str:
    """Without characters that nobody sees and without outer white space."""
    return visible(text).strip()


def plain(text: str) -> str:
    """The text of a ``w:t`` as Word shows it."""
    return _SOURCE_BREAKS.sub(" ", text) if "\n" in text or "\t" in text else text


def special(element: etree._Element, marks: set[str] | None) -> str:
    """The text of one of the elements `SPECIAL`; what it shows without text is marked.

    `marks` is None outside of cells, where a tab stays one and footnote references are left out.
    """
    tag, text, mark = element.tag, "", ""
    if tag in _LINE_BREAKS:
        text = "\n"
    elif tag in _TABS:
        text = "\t" if marks is None else " "
    elif tag == _HYPHEN:
        text = "-"
    elif tag in _NOTES:
        text = "" if marks is None or element.get(W + "customMarkFollows") else NOTE_MARK
    elif tag == _SYMBOL:
        text = _symbol(element)
        mark = "" if text else SYMBOL
    elif tag == MATH_TEXT:
        text, mark = element.text or "", FORMULA
    else:
        mark = IMAGE if tag in _IMAGES else FIELD
    if mark and marks is not None:
        marks.add(mark)
    return text


def _symbol(element: etree._Element) -> str:
    """The character of a ``w:sym``, ``""`` where only a picture font knows it."""
    try:
        code = int(element.get(W + "char", ""), 16)
    except ValueError:
        return ""
    return symbol_text(code, is_symbol_font=element.get(W + "font") == "Symbol")


def symbol_text(code: int, *, is_symbol_font: bool) -> str:
    """What a character of a named font shows, ``""`` where only a picture font knows it."""
    if code in _PRIVATE:
        return _SYMBOL_FONT_TEXT.get(code, "") if is_symbol_font else ""
    return chr(code) if 0x20 <= code <= 0xFFFF and not 0xD800 <= code <= 0xDFFF else ""
