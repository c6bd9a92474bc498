"""The text of a Word paragraph or cell as it shows: hidden runs left out, notes and numbers kept apart from figures."""

from __future__ import annotations

import re

from lxml import etree

from extractors.readers.docx_grid import CellContent
from extractors.readers.docx_numbering import Numbered, Numbering
from extractors.readers.docx_styles import BODY_TEXT_LEVEL, PLAIN, Look, Styles
from extractors.readers.docx_tree import PPR, RPR, TBL, TEXT_BOX, UNREAD_FIELD, P, R, T, W, number, value

STRUCK, IMAGE, SYMBOL, FORMULA, FIELD, GENERATED = (
    "struck out",
    "image",
    "symbol",
    "formula",
    "field",
    "generated number",
)
NESTED, BOX = "nested table", "text box"
_ONLY_WITHOUT_TEXT = (IMAGE, BOX, NESTED)
NOTE_MARK = "〔注〕"
"""What a footnote reference prints in a cell: its number is Word's to count and no part of the figure."""

# Besides w:t. A document holds few of them, so that most paragraphs are read by looking for w:t alone.
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_LINE_BREAKS = (W + "br", W + "cr")
_TABS = (W + "tab", W + "ptab")
_NOTES = (W + "footnoteReference", W + "endnoteReference")
_IMAGES = (W + "drawing", W + "pict", W + "object")
_HYPHEN, _SYMBOL = W + "noBreakHyphen", W + "sym"
_SPECIAL = (*_LINE_BREAKS, *_TABS, *_NOTES, *_IMAGES, _HYPHEN, _SYMBOL, MATH_TEXT, UNREAD_FIELD)
_LOOK_PROPERTIES = tuple(W + name for name in ("vanish", "strike", "dstrike", "vertAlign", "rStyle"))

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SOURCE_BREAKS = re.compile(r"[\t\r\n]+")  # of the XML's own lay-out; Word shows a space
_PRIVATE = range(0xE000, 0xF900)  # where symbol fonts keep their pictures
_SYMBOL_FONT_TEXT = {
    0xF000 + code: chr(code) for code in (*range(0x28, 0x2A), 0x2B, *range(0x2C, 0x3C))
}  # ()+,-./0-9:;
_UNITS = frozenset(["件", "条", "项", "人", "次", "个", "份", "宗", "起", "元", "万", "万元", "亿元", "人次", "件次"])
_CLOSED = tuple("、，．。）)】〕：:")


def clean(text: str) -> str:
    """Without characters that nobody sees and without outer white space."""
    return (text if text.isascii() else _INVISIBLE.sub("", text)).strip()


class Texts:
    """Reads the paragraphs of one settled document tree. `unknown_formats` names number formats that were left out."""

    def __init__(self, root: etree._Element, styles: Styles, numbering: Numbering) -> None:
        present = {element.tag for element in root.iter(*_SPECIAL, *_LOOK_PROPERTIES)}
        self._headings: set[etree._Element] = set()
        self._looks: dict[etree._Element, Look] = {}
        self._styles = styles
        self._labels, self.unknown_formats = self._paragraph_properties(root, numbering)
        varied = bool(self._looks) or not present.isdisjoint(_LOOK_PROPERTIES)
        special = tuple(tag for tag in _SPECIAL if tag in present)
        self._tags = (T, *special, *((R, RPR) if varied else ()))

    def _paragraph_properties(
        self, root: etree._Element, numbering: Numbering
    ) -> tuple[dict[etree._Element, str], set[str]]:
        """Note headings and looks by style; return the generated labels. One pass over the few elements that matter."""
        by_paragraph: dict[etree._Element, dict[str, etree._Element]] = {}
        for prop in root.iter(W + "pStyle", W + "numPr", W + "outlineLvl"):
            properties = prop.getparent()
            paragraph = None if properties is None or properties.tag != PPR else properties.getparent()
            if paragraph is not None:
                by_paragraph.setdefault(paragraph, {})[prop.tag] = prop
        lists: dict[etree._Element, Numbered] = {}
        for paragraph, found in by_paragraph.items():
            style, outline = value(found.get(W + "pStyle")), found.get(W + "outlineLvl")
            if number(outline) < BODY_TEXT_LEVEL if outline is not None else self._styles.is_heading(style):
                self._headings.add(paragraph)
            if (look := self._styles.look(style)) != PLAIN:
                self._looks[paragraph] = look
            if listed := self._styles.numbered(style, found.get(W + "numPr")):
                lists[paragraph] = listed
        labels, unknown = numbering.labels(lists.values())
        return {paragraph: label for paragraph, label in zip(lists, labels, strict=True) if label}, unknown

    def is_heading(self, paragraph: etree._Element) -> bool:
        """Whether the paragraph itself or its style says that it is a heading."""
        return paragraph in self._headings

    def paragraph(self, paragraph: etree._Element) -> str:
        """The text of a paragraph outside of data tables, with its generated number; inner line breaks kept."""
        text = clean(self._own_text(paragraph, None))
        label = self._labels.get(paragraph)
        return text if not label or not _has_words(text) else _numbered(label, text)

    def cell(self, tc: etree._Element) -> CellContent:
        """What a cell shows: its paragraphs joined by ``\\n``, without the tables and text boxes in it."""
        marks: set[str] = set()
        lines: list[str] = []
        nested: list[etree._Element] = []
        for child in tc:
            tag = child.tag
            if tag == P:
                lines.append(self._cell_line(child, marks))
            elif tag in (TBL, TEXT_BOX):
                nested.append(child)
                marks.add(NESTED if tag == TBL else BOX)
        text = clean("\n".join(lines))
        if not marks:
            return CellContent(text)
        unreadable = min((mark for mark in marks if not text or mark not in _ONLY_WITHOUT_TEXT), default="")
        return CellContent(text, unreadable, tuple(nested))

    def _cell_line(self, paragraph: etree._Element, marks: set[str]) -> str:
        """One paragraph of a cell; `marks` takes up what shows there that is not plain text. A generated number never
        stands alone or before a figure or a unit: there it could be taken for a figure."""
        text = self._own_text(paragraph, marks)
        label = self._labels.get(paragraph)
        if label and (own := clean(text)):
            if not _has_words(own) or own[0].isdigit() or own[0] in "-+－＋.．" or own in _UNITS:
                marks.add(GENERATED)
            else:
                return _numbered(label, own)
        return text

    def _own_text(self, paragraph: etree._Element, marks: set[str] | None) -> str:
        """`marks` is None outside of cells, where a superscript needs no brackets and a tab stays one."""
        parts: list[str] = []
        base = look = self._looks.get(paragraph, PLAIN) if self._looks else PLAIN
        noted = False  # the last part is a note in brackets
        for element in paragraph.iter(*self._tags):
            tag = element.tag
            if tag == T:
                text = element.text or ""
                if "\n" in text or "\t" in text:
                    text = _SOURCE_BREAKS.sub(" ", text)
            elif tag == R:
                look = base
                continue
            elif tag == RPR:
                look = self._styles.run_look(element, base)
                continue
            else:
                text = _special(element, marks) if not look.hidden else ""
            if look.hidden or not text:
                continue
            if look is PLAIN or marks is None:
                parts.append(text)
                noted = False
                continue
            if look.struck and not text.isspace():
                marks.add(STRUCK)
            if look.raised and noted:
                parts[-1] = f"{parts[-1][:-1]}{text}〕"
            elif look.raised and not text.isspace() and text != NOTE_MARK and any(not part.isspace() for part in parts):
                parts.append(f"〔{text}〕")
                noted = True
            else:
                parts.append(text)
                noted = False
        return "".join(parts)


def _special(element: etree._Element, marks: set[str] | None) -> str:
    """The text of an inline element other than w:t; what it shows without text is marked."""
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
    if code in _PRIVATE:
        return _SYMBOL_FONT_TEXT.get(code, "") if element.get(W + "font") == "Symbol" else ""
    return chr(code) if 0x20 <= code <= 0xFFFF and not 0xD800 <= code <= 0xDFFF else ""


def _has_words(text: str) -> bool:
    return any(char.isalpha() for char in text)


def _numbered(label: str, text: str) -> str:
    closed = label.endswith(_CLOSED) or (label.endswith(".") and not text[:1].isdigit())
    return f"{label}{text}" if closed else f"{label} {text}"
