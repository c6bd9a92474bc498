"""The text of a Word paragraph or cell as it shows: hidden runs left out, notes and numbers kept apart from figures."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property

from lxml import etree

from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.readers.seen import TURNING, Colour, left_of_struck, masked
from xxgk.extractors.readers.seen import WHITE as PAPER
from xxgk.extractors.readers.word.grid import CellContent, is_spoiled
from xxgk.extractors.readers.word.inline import IMAGE, NOTE_MARK, SPECIAL, STRUCK, plain, special, trimmed
from xxgk.extractors.readers.word.look import (
    CLIPPED,
    LEAST_ROOM,
    ON_GROUND,
    PICTURES,
    PLAIN,
    SMALL,
    SMALL_SIZE,
    TINY,
    WHITE,
    TextLook,
    is_low,
)
from xxgk.extractors.readers.word.moves import heed_moves
from xxgk.extractors.readers.word.numbering import Numbered, Numbering
from xxgk.extractors.readers.word.styles import BODY_TEXT_LEVEL, Styles, exact_lines, ground_of, line_of
from xxgk.extractors.readers.word.table_styles import CellStyle, cell_styles
from xxgk.extractors.readers.word.tree import (
    ALT_CHUNK,
    BACKWARDS,
    NOT_EVERYWHERE,
    PPR,
    RPR,
    TBL,
    TC,
    TCPR,
    TEXT_BOX,
    P,
    R,
    T,
    W,
    number,
    value,
)
from xxgk.schema.units import UNITS

GENERATED, NESTED, BOX = "generated number", "nested table", "text box"
EMBEDDED = "embedded document"
_BEHIND = tuple(W + name for name in ("background", "drawing", "pict", "object", "headerReference", "txbxContent"))
"""What may draw something behind print."""
_NOT_THERE, _DOUBTFUL = (WHITE, ON_GROUND, TINY), (CLIPPED, PICTURES)
"""Why print is not seen at all, and why nobody knows what is seen of it."""
_ONLY_WITHOUT_TEXT = (BOX, NESTED)
"""Nor are pictures, beside anything but a figure: a line or a white box lies over that, or a digit beside it."""
_UNITS = frozenset((*UNITS, "万"))
_CLOSED = tuple("、，．。）)】〕：:")


class Texts:
    """Reads the paragraphs of one settled document tree. `unknown_formats` names number formats that were left out."""

    def __init__(self, root: etree._Element, styles: Styles, numbering: Numbering) -> None:
        present = {element.tag for element in root.iter(*SPECIAL)}
        self._tags = (T, *(tag for tag in SPECIAL if tag in present))
        self._headings: set[etree._Element] = set()
        self._looks: dict[etree._Element, TextLook] = {}
        self._grounds: dict[etree._Element, Colour | None] = {}
        self._styles, self._root = styles, root
        self._labels, self.unknown_formats = self._paragraph_properties(root, numbering)
        self._heed_lines(root)
        self._of_cells = cell_styles(root, styles)
        heed_moves(root, styles.moves, {cell: style.moves for cell, style in self._of_cells.items()})
        self._varied = set(self._looks) | self._paragraphs_with_looks(root)

    def _paragraphs_with_looks(self, root: etree._Element) -> set[etree._Element]:
        """Paragraphs in which some run is hidden, struck or raised. Most are none."""
        found: set[etree._Element] = set()
        for prop in self._styles.looks(root):
            paragraph = next(prop.iterancestors(P), None)
            if paragraph is not None:
                found.add(paragraph)
        return found

    def _paragraph_properties(
        self, root: etree._Element, numbering: Numbering
    ) -> tuple[dict[etree._Element, str], set[str]]:
        """Note headings and looks by style; return the generated labels. One pass over the few elements that matter."""
        by_paragraph: dict[etree._Element, dict[str, etree._Element]] = {}
        for prop in root.iter(W + "pStyle", W + "numPr", W + "outlineLvl", W + "shd"):
            properties = prop.getparent()
            paragraph = None if properties is None or properties.tag != PPR else properties.getparent()
            if paragraph is not None:
                by_paragraph.setdefault(paragraph, {})[prop.tag] = prop
        lists: dict[etree._Element, Numbered] = {}
        for paragraph, found in by_paragraph.items():
            style, outline = value(found.get(W + "pStyle")), found.get(W + "outlineLvl")
            if number(outline) < BODY_TEXT_LEVEL if outline is not None else self._styles.is_heading(style):
                self._headings.add(paragraph)
            if style and (look := self._styles.look(style)) != self._styles.default:
                self._looks[paragraph] = look
            shade = found.get(W + "shd")
            ground = self._styles.ground(style) if shade is None else ground_of(shade)
            if ground is not None:
                self._grounds[paragraph] = ground
            if listed := self._styles.numbered(style, found.get(W + "numPr")):
                lists[paragraph] = listed
        labels, unknown = numbering.labels(lists.values())
        return {paragraph: label for paragraph, label in zip(lists, labels, strict=True) if label}, unknown

    def _heed_lines(self, root: etree._Element) -> None:
        """Note how print shows in lines of exact height that may be too low for it. Most documents have none."""
        own = [line for line in exact_lines(root) if is_low(line_of(line))]
        if not own and not self._styles.has_low_lines:
            return
        low = (next(line.iterancestors(P), None) for line in own)
        for paragraph in root.iter(P) if self._styles.has_low_lines else low:
            if paragraph is None:
                continue
            style, line = (paragraph.find(f"{PPR}/{W}{name}") for name in ("pStyle", "spacing"))
            if is_low(height := self._styles.line(value(style), line)):
                self._looks[paragraph] = self._styles.lined(value(style), height)

    def is_heading(self, paragraph: etree._Element) -> bool:
        """Whether the paragraph itself or its style says that it is a heading."""
        return paragraph in self._headings

    def paragraph(self, paragraph: etree._Element) -> str:
        """The text of a paragraph outside of data tables, with its generated number; inner line breaks kept."""
        return numbered_paragraph(self._labels.get(paragraph), trimmed(self._own_text(paragraph, None)))

    def cell(self, children: list[etree._Element], room: int = 0) -> CellContent:
        """What a cell with these children shows: its paragraphs joined by ``\\n``, without the tables and text boxes in
        it. `room` is its height in twips, where that is exact."""
        marks: set[str] = set()
        lines: list[str] = []
        nested: list[etree._Element] = []
        styled = self._style_of_cell(children) if self._of_cells else None
        under, ground = (PLAIN, _ground_of_cell(children)) if styled is None else _styled(styled, children)
        for child in children:
            tag = child.tag
            if tag == P:
                lines.append(self._cell_line(child, marks, ground, under))
            elif tag in (TBL, TEXT_BOX):
                nested.append(child)
                marks.add(NESTED if tag == TBL else BOX)
            elif tag == ALT_CHUNK:
                marks.add(EMBEDDED)
        text = trimmed("\n".join(lines))
        if BACKWARDS in marks and not is_spoiled(text, BACKWARDS):
            marks.remove(BACKWARDS)
        if any(TURNING in line for line in lines):
            marks.add(BACKWARDS)
        if room and any(map(str.isdigit, text)):
            shown = (self._shown(child, None, under) for child in children if child.tag == P)
            first = next((self._styles.space(child) for child in children if child.tag == P), 0)
            if is_cut(shown, room - first, self._styles.usual_size):
                marks.add(CLIPPED)
        return (text, unreadable(marks, text), nested) if marks else (text, "", ())

    def _style_of_cell(self, children: list[etree._Element]) -> CellStyle | None:
        cell = children[0].getparent() if children else None
        return None if cell is None else self._of_cells.get(cell)

    def _stands_on_paper(self, paragraph: etree._Element) -> bool:
        """Whether nothing can be behind a paragraph but paper: no cell, picture, or colour of the page."""
        return self._is_plain_page and next(paragraph.iterancestors(TC, TEXT_BOX), None) is None

    @cached_property
    def _is_plain_page(self) -> bool:
        return next(self._root.iter(*_BEHIND), None) is None

    def _cell_line(self, paragraph: etree._Element, marks: set[str], ground: Colour | None, under: TextLook) -> str:
        """One paragraph of a cell with a ground, whose print looks as that of its table (`under`); `marks` takes up
        what shows there that is not plain text."""
        text = self._own_text(paragraph, marks, ground, under)
        label = self._labels.get(paragraph)
        return numbered_in_cell(label, text, marks) if label else text

    def _own_text(
        self,
        paragraph: etree._Element,
        marks: set[str] | None,
        ground: Colour | None = None,
        under: TextLook = PLAIN,
    ) -> str:
        """`marks` is None outside of cells, where a superscript needs no brackets."""
        around = self._grounds.get(paragraph, ground)
        if around is not None or under != PLAIN or self._styles.default != PLAIN or paragraph in self._varied:
            is_bare = marks is None and self._stands_on_paper(paragraph)
            return joined(self._shown(paragraph, marks, under), marks, around, is_bare=is_bare)
        pieces = [
            plain(element.text or "") if element.tag == T else special(element, marks)
            for element in paragraph.iter(*self._tags)
        ]
        return pieces[0] if len(pieces) == 1 else "".join(pieces)

    def _shown(
        self, paragraph: etree._Element, marks: set[str] | None, under: TextLook = PLAIN
    ) -> Iterator[tuple[str, TextLook]]:
        """The pieces of a paragraph that are not hidden, with their look."""
        look = base = self._looks.get(paragraph, self._styles.default)
        if under != PLAIN:
            look = base = under.over(base)
        for element in paragraph.iter(*self._tags, R, RPR):
            tag = element.tag
            if tag == R:
                look = base
            elif tag == RPR:
                look = self._styles.run_look(element, base)
            elif not look.hidden and (text := plain(element.text or "") if tag == T else special(element, marks)):
                yield text, look


def _ground_of_cell(children: list[etree._Element]) -> Colour | None:
    """The ground of a cell; None where it has none of its own."""
    shading = _shading(children)
    return None if shading is None else ground_of(shading)


def _shading(children: list[etree._Element]) -> etree._Element | None:
    return children[0].find(W + "shd") if children and children[0].tag == TCPR else None


def _styled(style: CellStyle, children: list[etree._Element]) -> tuple[TextLook, Colour | None]:
    """How print shows in a cell, and its ground, where the style of its table says of it: what it says itself counts,
    that it has none, too. Print that a program gives its colour is seen in any of them."""
    shading = _shading(children)
    ground = style.ground if shading is None else ground_of(shading) or PAPER
    return style.look, ground


def is_cut(paragraphs: Iterable[Iterable[tuple[str, TextLook]]], room: int, usual_size: int) -> bool:
    """Whether digits of a cell whose height is exactly that many twips stand below it, though nothing is wrapped."""
    height = needed = 0
    for pieces in paragraphs:
        shown = list(pieces)
        size = max((look.size or usual_size for text, look in shown if text.strip()), default=usual_size)
        line = max((look.line for _, look in shown), default=0) or 10 * size
        height += line * (1 + sum(text.count("\n") for text, _ in shown))
        needed = height if any(any(map(str.isdigit, text)) for text, _ in shown) else needed
    return room < LEAST_ROOM * needed


def unreadable(marks: Collection[str], text: str) -> str:
    """Of what a cell shows besides plain text, that for which it is not read; ``""`` if it is."""
    with_text = _ONLY_WITHOUT_TEXT if is_valuelike(text) else (*_ONLY_WITHOUT_TEXT, IMAGE)
    return min((mark for mark in marks if not text or mark not in with_text), default="")


def numbered_paragraph(label: str | None, text: str) -> str:
    """A paragraph's text with its generated number, if it has one."""
    return text if not label or not _has_words(text) else _numbered(label, text)


def numbered_in_cell(label: str, text: str, marks: set[str]) -> str:
    """A line of a cell with its generated number, which never stands alone or before a figure or a unit: there it could
    be taken for a figure."""
    own = trimmed(text)
    if not own:
        if any(character.isdigit() for character in label):
            marks.add(GENERATED)
        return text
    if not _has_words(own) or own[0].isdigit() or own[0] in "-+－＋.．" or own in _UNITS:
        marks.add(GENERATED)
        return text
    return _numbered(label, own)


def joined(
    pieces: Iterable[tuple[str, TextLook]],
    marks: set[str] | None,
    around: Colour | None = None,
    *,
    is_bare: bool = False,
) -> str:
    """The text of a paragraph on a ground; in a cell what is struck out is marked, and a superscript behind text
    bracketed. In running text (`marks` is None) what is struck out is left out, but that nobody knows what stood
    beside a number; nor are numbers known that are not seen beside what is, and a superscript is bracketed behind a
    number alone; where nothing but paper can be behind it (`is_bare`) what
    is not seen at all is not there."""
    parts: list[str] = []
    in_note = False
    found = [(text, look) for text, look in pieces if text]
    sizes = {look.size for text, look in found if any(map(str.isdigit, text)) and not look.raised}
    stand_on_line = any(not look.raised for text, look in found if not text.isspace())
    reasons = [look.unseen(around) for text, look in found if not text.isspace()] if marks is None else []
    if is_bare and reasons and all(reason in _NOT_THERE for reason in reasons):
        return ""
    is_seen_beside = "" in reasons
    for index, (printed, look) in enumerate(found):
        text = printed
        is_raised = look.raised and stand_on_line and text != NOTE_MARK and not text.isspace()
        is_note = is_raised and (marks is not None or _is_by_number(parts, text))
        unseen = look.unseen(around)
        if marks is None:
            is_unknown = (unseen and is_seen_beside) or unseen in _DOUBTFUL
            text = masked(printed) if is_unknown else printed
            if look.struck:
                behind = found[index + 1][0] if index + 1 < len(found) else ""
                text = left_of_struck(printed, next((part for part in reversed(parts) if part), ""), behind)
        else:
            if look.struck and not text.isspace():
                marks.add(STRUCK)
            if look.turned:
                marks.add(BACKWARDS)
            if (unseen or look.off_web) and any(map(str.isdigit, text)):
                marks.add(unseen or NOT_EVERYWHERE)
            if not look.raised and not unseen and _is_small(look.size, sizes):
                marks.add(SMALL)
        if is_note and in_note:
            parts[-1] = f"{parts[-1][:-1]}{text}〕"
        elif is_note and not all(part.isspace() for part in parts):
            parts.append(f"〔{text}〕")
            in_note = True
        else:
            parts.append(text)
            in_note = False
    return "".join(parts)


def _is_by_number(parts: Sequence[str], text: str) -> bool:
    """Whether a raised piece of running text might be taken for a part of the number before it."""
    return bool(parts) and parts[-1][-1:].isnumeric() and text.strip()[:1].isnumeric()


def _is_small(size: int, sizes: set[int]) -> bool:
    """Whether digits of a size may be those of a note beside others."""
    return 0 < size <= SMALL_SIZE and any(not other or other * 3 >= size * 4 for other in sizes)


def _has_words(text: str) -> bool:
    return any(char.isalpha() for char in text)


def _numbered(label: str, text: str) -> str:
    """Number and text: no space between them after a mark such as ``、``, always one between two figures."""
    number_only = label.rstrip()
    if text[:1].isdigit() and not number_only.endswith(_CLOSED):
        return f"{number_only} {text}"
    return number_only + text if number_only.endswith((*_CLOSED, ".")) else label + text
